//! Inline mode: who types the bot's name and some words in any chat is offered goods of the shop.
//!
//! People ask anew with every letter, and an answer is worth something for seconds only. So queries
//! are not written down, the newest of a person takes the place of those before it, and they have
//! places of their own: no chat waits for them, and they wait for none.

pub mod view;

use std::{
    collections::{HashMap, hash_map::Entry},
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::Utc;
use futures::FutureExt;
use tokio::sync::Semaphore;
use tracing::{debug, error, warn};

use crate::{
    db::DbError,
    domain::{customer::TelegramProfile, id::TelegramId},
    shop::{settings::Attendance, showcase},
};

use super::{api::ApiError, context::App, screen::cut};

/// People answered at once.
static ANSWERING: Semaphore = Semaphore::const_new(32);
/// Queries looked up at once: whoever searches in a chat waits behind no more of them.
static LOOKING: Semaphore = Semaphore::const_new(1);
/// What is looked for of the words, in characters.
const KEPT: usize = 200;

/// Words that somebody typed after the bot's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Telegram's id of the query, to answer it by.
    pub query: String,
    /// Who asks.
    pub profile: TelegramProfile,
    /// The words; perhaps none.
    pub words: String,
    /// What the page before said where the next one begins; empty for the first.
    pub offset: String,
}

/// Queries on their way to an answer.
#[derive(Debug, Default)]
pub struct Desk(Mutex<HashMap<TelegramId, Option<Asked>>>);

impl Desk {
    /// Takes a query in, to be answered as soon as the one before it of the same person is done.
    pub fn receive(self: &Arc<Self>, app: &Arc<App>, asked: Asked) {
        let person = asked.profile.id;
        match self.people().entry(person) {
            Entry::Occupied(mut waiting) => {
                waiting.insert(Some(asked));
                return;
            }
            Entry::Vacant(nobody) => nobody.insert(Some(asked)),
        };
        tokio::spawn(Arc::clone(self).serve(Arc::clone(app), person));
    }

    async fn serve(self: Arc<Self>, app: Arc<App>, person: TelegramId) {
        loop {
            let Ok(_permit) = ANSWERING.acquire().await else {
                return;
            };
            let Some(asked) = self.next(person) else {
                return;
            };
            let answered = AssertUnwindSafe(self.answer(&app, &asked)).catch_unwind();
            match answered.await {
                Ok(Ok(())) => {}
                Ok(Err(problem)) => warn!(%problem, "inline query not answered"),
                Err(_) => error!("answering an inline query panicked"),
            }
        }
    }

    /// What the person has asked last; without it their place is gone, in the same breath.
    fn next(&self, person: TelegramId) -> Option<Asked> {
        let mut people = self.people();
        let asked = people.get_mut(&person).and_then(Option::take);
        if asked.is_none() {
            people.remove(&person);
        }
        asked
    }

    /// Whether the person has typed on meanwhile.
    fn is_outdated(&self, person: TelegramId) -> bool {
        self.people().get(&person).is_some_and(Option::is_some)
    }

    async fn answer(&self, app: &App, asked: &Asked) -> Result<(), DbError> {
        let person = asked.profile.id;
        app.recall(person).await?;
        let lang = app.lang(&asked.profile);
        let (shop, bot) = (app.shop(), app.me.id);
        let (timezone, words) = (shop.timezone, cut(asked.words.trim(), KEPT));
        let from: Option<i64> = asked.offset.parse().ok();
        let found = {
            let _turn = LOOKING.acquire().await.map_err(|_| DbError::Closed)?;
            if self.is_outdated(person) {
                return Ok(());
            }
            // Where it holds up no tap.
            app.db
                .scan(move |tx| showcase::page(tx, &shop, lang.language(), bot, &words, from))
                .await?
        };
        if self.is_outdated(person) {
            return Ok(());
        }
        let closure = match app.front().attendance(Utc::now(), timezone) {
            Attendance::Closed(closure) => Some(closure),
            Attendance::Here | Attendance::Away(_) => None,
        };
        let offer = view::offer(
            lang,
            &app.me.username,
            &found,
            from.is_none(),
            closure.as_ref(),
        );
        let told = match tell(app, asked, &offer).await {
            Err(error) if offer.has_pictures() && is_about_what_is_offered(&error) => {
                // A picture that Telegram has lost hides none of the goods.
                debug!(%error, "offered without pictures");
                tell(app, asked, &offer.without_pictures()).await
            }
            told => told,
        };
        match told {
            Ok(()) => {}
            Err(error) if is_too_old(&error) => debug!(%error, "inline query not answered"),
            Err(error) => warn!(%error, "inline query not answered"),
        }
        Ok(())
    }

    fn people(&self) -> MutexGuard<'_, HashMap<TelegramId, Option<Asked>>> {
        // Nothing panics while holding it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Answers once: when that does not get through, the person has typed on by the next try.
async fn tell(app: &App, asked: &Asked, offer: &view::Offer) -> Result<(), ApiError> {
    let call = offer.call(&asked.query);
    app.api.call::<bool>("answerInlineQuery", &call).await?;
    Ok(())
}

fn is_about_what_is_offered(error: &ApiError) -> bool {
    matches!(error, ApiError::Refused { .. }) && !is_too_old(error)
}

fn is_too_old(error: &ApiError) -> bool {
    error.says("query is too old")
}
