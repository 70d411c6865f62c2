//! What every handler may ask for: who this is, and a look at or a change of the shop.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicBool, Ordering},
};

use chrono::{DateTime, Utc};
use tokio::sync::Notify;

use crate::{
    db::{Db, DbError, Tx},
    domain::{
        customer::TelegramProfile,
        id::{ProductId, TelegramId},
        language::{Language, Tongue},
    },
    i18n::Lang,
    shop::{
        Shop, UseCaseError,
        access::{self, Visitor},
        profile,
        settings::Front,
    },
    store::inbox,
};

use super::{
    api::{Api, Me},
    chats::{Chats, Shown},
    live::Live,
    pictures::Uploads,
    privacy::mydata::Exports,
    screen::Origin,
    state::{self, State},
};

/// What the bot needs to serve the shop.
#[derive(Debug)]
pub struct App {
    /// The database.
    pub db: Db,
    /// The shop's settings.
    pub settings: Live,
    /// Telegram.
    pub api: Api,
    /// The bot itself.
    pub me: Me,
    /// What each chat shows.
    pub chats: Chats,
    /// Photos on their way to Telegram.
    pub uploads: Uploads,
    /// Who is being given their data.
    pub exports: Exports,
    /// Rung when a message was put into the outbox.
    pub outbox_bell: Notify,
    /// Rung when a catalogue file is to be applied.
    pub import_bell: Notify,
    /// Rung when there may be something to do that time alone would bring.
    pub clock_bell: Notify,
    /// Rung when an order has changed that the order board may show.
    pub board_bell: Notify,
    /// Held from when a message leaves for the order board until it is noted which one it is.
    pub board_posting: tokio::sync::Mutex<()>,
}

impl App {
    /// What use cases have to know of the shop's settings.
    pub fn shop(&self) -> Arc<Shop> {
        self.settings.shop()
    }

    /// What customers see of the shop before they order.
    pub fn front(&self) -> Arc<Front> {
        self.settings.front()
    }

    /// The language of people whose own is not spoken.
    pub fn language(&self) -> Lang {
        self.settings.language()
    }

    /// The language to speak with a person.
    pub fn lang(&self, profile: &TelegramProfile) -> Lang {
        let tongue = Tongue {
            chosen: self.chats.language(profile.id),
            tag: profile.language_code.clone(),
        };
        self.in_tongue(&tongue)
    }

    /// The language to speak with somebody who has not written just now.
    pub async fn lang_of(&self, person: TelegramId) -> Result<Lang, DbError> {
        Ok(self.in_tongue(&self.tongue_of(person).await?))
    }

    /// The language to speak with somebody of whose language something is known.
    pub fn in_tongue(&self, tongue: &Tongue) -> Lang {
        let shops = self.language();
        shops.other(tongue.language(shops.language()))
    }

    /// What is known of the language of somebody.
    pub async fn tongue_of(&self, person: TelegramId) -> Result<Tongue, DbError> {
        self.db.read(move |tx| profile::tongue(tx, person)).await
    }

    /// Learns what a chat shows and which language it chose, when the program has not heard of it
    /// since it started.
    pub async fn recall(&self, chat: TelegramId) -> Result<(), DbError> {
        if self.chats.knows(chat) {
            return Ok(());
        }
        let kept = self.db.read(move |tx| {
            let (_, shown) = state::get(tx, chat)?;
            Ok::<_, DbError>((shown, profile::tongue(tx, chat)?.chosen))
        });
        let (shown, language) = kept.await?;
        self.chats.recall(chat, self.me.id, shown, language);
        Ok(())
    }
}

/// One update being handled.
#[derive(Debug)]
pub struct Context {
    /// The shop's bot.
    pub app: Arc<App>,
    /// Telegram's number of the update.
    pub update: i64,
    /// Where it came from.
    pub origin: Origin,
    /// Who sent it.
    pub profile: TelegramProfile,
    /// The language to answer in.
    pub lang: Lang,
    /// When it is handled.
    pub now: DateTime<Utc>,
    /// Whether the next part of the same album waits behind this one: its answer is for both.
    pub is_followed: bool,
    /// Set once the effect has been committed: it is not repeated.
    pub is_applied: AtomicBool,
    /// Set when the share-contact keyboard is on screen and its question was left.
    pub left_contact_keyboard: AtomicBool,
    /// The product that it shows, which is noted once the update is forgotten.
    pub seen: OnceLock<ProductId>,
}

impl Context {
    /// The private chat.
    pub fn chat(&self) -> TelegramId {
        self.origin.chat
    }

    /// The language in which the person reads what the owner typed.
    pub fn language(&self) -> Language {
        self.lang.language()
    }

    /// Looks at the shop. Looking ends waiting for typed text: a checkout is paused.
    ///
    /// A known person who waits for nothing costs a read; anything else one write.
    pub async fn look<T, R>(
        &self,
        view: impl Fn(&mut Tx<'_>, &Visitor) -> Result<T, UseCaseError<R>> + Clone + Send + 'static,
    ) -> Result<Result<T, R>, DbError>
    where
        T: Send + 'static,
        R: Send + 'static,
    {
        let (profile, chat, look) = (self.profile.clone(), self.chat(), view.clone());
        let seen = self.app.db.read(move |tx| {
            if state::awaited(tx, chat)?.is_some() {
                return Ok(None);
            }
            match access::known(tx, &profile)? {
                Some(visitor) => split(look(tx, &visitor)).map(Some),
                None => Ok::<_, DbError>(None),
            }
        });
        match seen.await? {
            Some(seen) => Ok(seen),
            None => self.note(view).await,
        }
    }

    /// Looks at the shop like [`Context::look`], and may write something down that does no harm
    /// twice: after a crash it is done again.
    pub async fn note<T, R>(
        &self,
        view: impl Fn(&mut Tx<'_>, &Visitor) -> Result<T, UseCaseError<R>> + Send + 'static,
    ) -> Result<Result<T, R>, DbError>
    where
        T: Send + 'static,
        R: Send + 'static,
    {
        let chat = self.chat();
        let (profile, now) = (self.profile.clone(), self.now.timestamp());
        let shown = self.app.chats.unsaved(chat);
        let note = shown.clone();
        let written = self.app.db.write(move |tx| {
            let visitor = access::visitor(tx, &profile, now)?;
            let left = state::leave(tx, chat)?;
            note_shown(tx, chat, note.as_ref(), now)?;
            Ok::<_, DbError>((left, split(view(tx, &visitor))?))
        });
        let (left, seen) = written.await?;
        self.shown_is_saved(shown);
        self.note_left(left.as_ref());
        Ok(seen)
    }

    /// Learns what the chat shows, when the program has not heard of it since it started.
    pub async fn recall(&self) -> Result<(), DbError> {
        let chat = self.chat();
        self.app.recall(chat).await?;
        if let Some(message) = self.origin.message {
            self.app.chats.heard(chat, message);
        }
        Ok(())
    }

    /// The same update, answered in another language.
    pub fn in_language(&self, lang: Lang) -> Self {
        Self {
            app: Arc::clone(&self.app),
            update: self.update,
            origin: self.origin.clone(),
            profile: self.profile.clone(),
            lang,
            now: self.now,
            is_followed: self.is_followed,
            is_applied: AtomicBool::new(self.is_applied.load(Ordering::Relaxed)),
            left_contact_keyboard: AtomicBool::new(false),
            seen: OnceLock::new(),
        }
    }

    /// Reads without ending what the chat waits for.
    pub async fn peek<T>(
        &self,
        view: impl Fn(&mut Tx<'_>) -> Result<T, DbError> + Send + 'static,
    ) -> Result<T, DbError>
    where
        T: Send + 'static,
    {
        self.app.db.read(view).await
    }

    /// Registers whoever writes for the first time, and changes nothing else.
    pub async fn meet(&self) -> Result<(), DbError> {
        let profile = self.profile.clone();
        if self
            .peek(move |tx| access::known(tx, &profile))
            .await?
            .is_none()
        {
            self.act(|_, _| Ok::<_, UseCaseError<()>>(())).await?.ok();
        }
        Ok(())
    }

    /// Changes the shop: visitor, use case, conversation state and the mark that this update has
    /// had its effect are one transaction. A refusal undoes the use case and keeps the mark.
    ///
    /// # Errors
    /// [`DbError::Repeated`] when an earlier transaction of this update was committed after all:
    /// its connection broke before that was known, or another process was handling it too.
    pub async fn act<T, R>(
        &self,
        use_case: impl Fn(&mut Tx<'_>, &Visitor) -> Result<T, UseCaseError<R>> + Send + 'static,
    ) -> Result<Result<T, R>, DbError>
    where
        T: Send + 'static,
        R: Send + 'static,
    {
        let (profile, now) = (self.profile.clone(), self.now.timestamp());
        let (bot, update) = (self.app.me.id, self.update);
        let is_first = !self.is_applied.load(Ordering::Relaxed);
        let (chat, shown) = (self.chat(), self.app.chats.unsaved(self.chat()));
        let note = shown.clone();
        let written = self.app.db.write(move |tx| {
            if is_first {
                inbox::mark_applied(tx, bot, update, now)?;
            }
            note_shown(tx, chat, note.as_ref(), now)?;
            let visitor = access::visitor(tx, &profile, now)?;
            let outcome = tx.attempt(|tx| use_case(tx, &visitor))?;
            split(outcome)
        });
        let written = written.await;
        if matches!(written, Ok(_) | Err(DbError::Repeated)) {
            self.is_applied.store(true, Ordering::Relaxed);
        }
        if written.is_ok() {
            self.shown_is_saved(shown);
        }
        written
    }

    /// What the chat shows once the pressed message is its screen no more but stays as it will be;
    /// `None` when it is not the screen.
    pub fn shown_without_pressed(&self) -> Option<Shown> {
        let pressed = self.origin.press.as_ref()?.pressed?;
        let shown = self.app.chats.shown(self.chat());
        let is_screen = shown.screen.as_ref()?.is_meant_by(pressed.message);
        is_screen.then_some(Shown {
            screen: None,
            ..shown
        })
    }

    /// What the chat shows has been written down with something else.
    fn shown_is_saved(&self, shown: Option<Shown>) {
        if let Some(shown) = shown {
            self.app.chats.saved(self.chat(), shown);
        }
    }

    /// Remembers that a product is shown. Nothing is written for that alone.
    pub fn has_seen(&self, product: ProductId) {
        self.seen.get_or_init(|| product);
    }

    /// Remembers that the share-contact keyboard has to go, when it was shown.
    pub fn note_left(&self, left: Option<&State>) {
        if let Some(State::CheckoutPhone { .. }) = left {
            self.left_contact_keyboard.store(true, Ordering::Relaxed);
        }
    }
}

/// Writes down what the chat shows, where that changed.
fn note_shown(
    tx: &mut Tx<'_>,
    chat: TelegramId,
    shown: Option<&Shown>,
    now: i64,
) -> Result<(), DbError> {
    match shown {
        Some(shown) => state::shows(tx, chat, shown, now),
        None => Ok(()),
    }
}

/// Refusals are for the customer, failures for the runner.
fn split<T, R>(result: Result<T, UseCaseError<R>>) -> Result<Result<T, R>, DbError> {
    match result {
        Ok(value) => Ok(Ok(value)),
        Err(UseCaseError::Refused(refusal)) => Ok(Err(refusal)),
        Err(UseCaseError::Db(error)) => Err(error),
    }
}
