//! Everything that the shop knows of somebody, as files for them: one to read, one for programs.

mod page;

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::{sync::Semaphore, task};
use tracing::{debug, error};

use crate::{
    bot::{context::Context, privacy::says, screen::Reply, show},
    db::DbError,
    domain::{
        customer::Customer,
        id::{PhotoId, TelegramId},
    },
    papers::personal::{self, About},
    shop::{
        UseCaseError, pictures,
        privacy::export::{self, Cell, Entry, SECTIONS, Section},
    },
};

/// How long after their data somebody gets them anew.
const PAUSE: Duration = Duration::from_secs(60);
/// People who are given their data at the same time; the others wait.
const AT_ONCE: usize = 2;
/// Bytes of pictures in each file. What is more is told of, and not shown.
const PICTURES: usize = 12 << 20;
/// What Telegram takes from a bot (Bot API, `sendDocument`).
const LARGEST: usize = 50_000_000;

/// Who is being given their data, and who was a moment ago.
#[derive(Debug)]
pub struct Exports {
    given: Mutex<HashMap<TelegramId, Instant>>,
    turns: Semaphore,
}

impl Default for Exports {
    fn default() -> Self {
        Self {
            given: Mutex::default(),
            turns: Semaphore::new(AT_ONCE),
        }
    }
}

impl Exports {
    /// Notes that somebody is given their data now; `false` when they were a moment ago.
    fn begin(&self, person: TelegramId) -> bool {
        let mut given = self.given();
        given.retain(|_, at| at.elapsed() < PAUSE);
        if given.contains_key(&person) {
            return false;
        }
        given.insert(person, Instant::now());
        true
    }

    /// Forgets that somebody was given their data.
    pub fn forget(&self, person: TelegramId) {
        self.given().remove(&person);
    }

    fn given(&self) -> MutexGuard<'_, HashMap<TelegramId, Instant>> {
        self.given.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sends somebody all that the shop knows of them, and of nobody else.
pub async fn send(context: &Context) -> Result<Reply, DbError> {
    let (chat, lang) = (context.chat(), context.lang);
    let customer = context.peek(move |tx| crate::shop::access::known_customer(tx, chat));
    let Some(customer) = customer.await? else {
        // Nothing is written down of somebody only to tell them that nothing is known.
        return Ok(says(context, lang.alert_mydata_unknown()));
    };
    context
        .look(|_, _| Ok::<_, UseCaseError<()>>(()))
        .await?
        .ok();
    let exports = &context.app.exports;
    if !exports.begin(chat) {
        return Ok(says(context, lang.alert_mydata_again()));
    }
    let Ok(_turn) = exports.turns.acquire().await else {
        return Ok(says(context, lang.alert_mydata_failed()));
    };
    let sent = deliver(context, customer).await;
    if !matches!(sent, Ok(true)) {
        exports.forget(chat);
    }
    Ok(match sent? {
        true => says(context, lang.alert_mydata_sent()),
        false => says(context, lang.alert_mydata_failed()),
    })
}

/// Reads, writes and sends the files; whether they were sent.
async fn deliver(context: &Context, customer: Customer) -> Result<bool, DbError> {
    let data = read(context, customer).await?;
    let pictures = pictures_of(context, &data).await?;
    let shop = context.app.shop();
    let about = About {
        shop: context.app.front().name.as_ref().map(ToString::to_string),
        bot: context.app.me.username.clone(),
        at: context.now,
        currency: shop.currency,
    };
    let (lang, timezone, word) = (
        context.lang,
        shop.timezone,
        context.now.format("%Y-%m-%d").to_string(),
    );
    let written = task::spawn_blocking(move || {
        let json = personal::json(&about, &data, &pictures);
        let page = page::page(lang, timezone, &about, data, pictures);
        (json, personal::page(&page).into_bytes())
    });
    let Ok((json, html)) = written
        .await
        .inspect_err(|problem| error!(%problem, "somebody's data not written"))
    else {
        return Ok(false);
    };
    let files = [
        ("html", html, lang.mydata_page_caption()),
        ("json", json, lang.mydata_json_caption()),
    ];
    for (ending, bytes, caption) in files {
        let name = format!("my-data-{word}.{ending}");
        if bytes.len() > LARGEST {
            error!(
                bytes = bytes.len(),
                "somebody's data are too large to be sent"
            );
            return Ok(false);
        }
        let sent = show::send_file(&context.app, context.chat(), name, bytes, &caption).await;
        if let Err(problem) = sent {
            debug!(%problem, "somebody's data not sent");
            return Ok(false);
        }
    }
    Ok(true)
}

type Data = Vec<(&'static Section, Vec<Entry>)>;

/// Everything, page by page.
async fn read(context: &Context, customer: Customer) -> Result<Data, DbError> {
    let mut data = Data::with_capacity(SECTIONS.len());
    for section in SECTIONS {
        let (mut entries, mut after) = (Vec::new(), None);
        loop {
            let whose = customer.clone();
            let page = context
                .app
                .db
                .scan(move |tx| export::page(tx, &whose, section, after))
                .await?;
            let Some(last) = page.last() else {
                break;
            };
            after = Some(last.id);
            entries.extend(page);
        }
        data.push((section, entries));
    }
    Ok(data)
}

/// The pictures among the data, newest first, as many as fit.
async fn pictures_of(
    context: &Context,
    data: &Data,
) -> Result<BTreeMap<PhotoId, Vec<u8>>, DbError> {
    let mut ids = Vec::new();
    for (_, entries) in data {
        find_pictures(entries, &mut ids);
    }
    let (mut pictures, mut size) = (BTreeMap::new(), 0);
    for id in ids.into_iter().rev() {
        let bytes = context
            .app
            .db
            .scan(move |tx| pictures::original(tx, id))
            .await?;
        let Some(bytes) = bytes else { continue };
        size += bytes.len();
        if size > PICTURES {
            break;
        }
        pictures.insert(id, bytes);
    }
    Ok(pictures)
}

fn find_pictures(entries: &[Entry], into: &mut Vec<PhotoId>) {
    for entry in entries {
        into.extend(entry.cells.iter().filter_map(|(_, cell)| match cell {
            Cell::Picture(id) => Some(*id),
            _ => None,
        }));
        for (_, part) in &entry.parts {
            find_pictures(part, into);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_given_their_data_twice_in_a_row_and_nobody_waits_for_somebody_else() {
        let exports = Exports::default();
        let (ann, bob) = (TelegramId::new(1), TelegramId::new(2));
        assert!(exports.begin(ann));
        assert!(!exports.begin(ann));
        assert!(exports.begin(bob));
        exports.forget(ann);
        assert!(exports.begin(ann));
    }
}
