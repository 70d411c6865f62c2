//! A customer in a test: acts in the chat with the bot and sees what it answers.

mod inline;
mod paying;
mod pressing;

use std::fmt;
use std::sync::Arc;

use tokio::sync::watch;

use super::chat::{Answer, Chat, Contact, Content, Sender, Standing};
use super::entity::FormattedText;
use super::error::ApiError;
use super::html;
use super::methods::commands::MenuCommand;
use super::server::{PATIENCE, Server};
use super::telegram::Telegram;
use super::view::{self, Message};

/// One person in the chat with one bot. Cheap to clone; a clone is the same person.
#[derive(Debug, Clone)]
pub struct User {
    server: Server,
    id: i64,
    /// `None`: the bot registered first, whenever that happens.
    bot: Option<i64>,
}

/// The button a test wanted to press is not there.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("no button \"{label}\" is shown; newest message:\n{screen}\nall buttons: {shown:?}")]
pub struct NotShown {
    /// What was looked for.
    pub label: String,
    /// What could be pressed, the newest message first.
    pub shown: Vec<String>,
    /// The newest message of the bot.
    pub screen: String,
}

/// What was waited for did not come.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("the chat did not come to what was waited for; it shows:\n{screen}")]
pub struct TimedOut {
    /// The newest message of the bot.
    pub screen: String,
}

impl User {
    pub(super) fn new(server: Server, id: i64, bot: Option<i64>) -> Self {
        Self { server, id, bot }
    }

    /// The Telegram id, which is also the id of the private chat.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// The first name.
    pub fn name(&self) -> String {
        self.server.with(|telegram| {
            let person = telegram.people.get(&self.id);
            person.map_or_else(String::new, |person| person.profile.first_name.clone())
        })
    }

    /// The number of the account.
    pub fn phone_number(&self) -> String {
        self.server.with(|telegram| {
            let person = telegram.people.get(&self.id);
            person.map_or_else(String::new, |person| person.phone_number())
        })
    }

    /// The same person in the chat with another bot.
    pub fn talking_to(&self, bot: i64) -> Self {
        Self::new(self.server.clone(), self.id, Some(bot))
    }

    /// Writes a text; clicking a button of a reply keyboard is the same.
    pub fn send(&self, text: &str) -> i64 {
        let text = FormattedText::finished(text.to_owned(), Vec::new());
        self.act(|telegram, bot| telegram.receive(bot, self.id, Content::Text(text)))
    }

    /// Writes a text with formatting, which is given in Telegram's HTML here: in the app it is made
    /// with a menu.
    ///
    /// # Errors
    /// When the HTML is not well formed, in Telegram's words.
    pub fn send_formatted(&self, html: &str) -> Result<i64, String> {
        let text = html::parse(html)?;
        Ok(self.act(|telegram, bot| telegram.receive(bot, self.id, Content::Text(text))))
    }

    /// Sends a picture, or tells why it is none.
    pub fn send_photo(&self, image: &[u8], caption: &str) -> Result<i64, ApiError> {
        self.send_file(None, image, caption)
    }

    /// Sends pictures at once, as an album, and returns the update of each; or tells why one is no
    /// picture. The caption stands under the first.
    ///
    /// # Errors
    /// Also for fewer than 2 and more than 10 pictures: the app makes no album of those.
    pub fn send_album(
        &self,
        images: &[impl AsRef<[u8]>],
        caption: &str,
    ) -> Result<Vec<i64>, ApiError> {
        if !(2..=10).contains(&images.len()) {
            return Err(ApiError::bad_request("an album has 2 to 10 pictures"));
        }
        self.act(|telegram, bot| {
            let mut contents = Vec::with_capacity(images.len());
            for (index, image) in images.iter().enumerate() {
                let bytes: Arc<[u8]> = image.as_ref().into();
                let caption = if index == 0 { caption } else { "" };
                contents.push(telegram.upload(bot, None, &bytes, caption)?);
            }
            Ok(telegram.receive_album(bot, self.id, contents))
        })
    }

    /// Sends a file under its name, or tells why that cannot be.
    pub fn send_document(&self, name: &str, bytes: &[u8], caption: &str) -> Result<i64, ApiError> {
        self.send_file(Some(name), bytes, caption)
    }

    fn send_file(&self, name: Option<&str>, bytes: &[u8], caption: &str) -> Result<i64, ApiError> {
        let bytes: Arc<[u8]> = bytes.into();
        self.act(|telegram, bot| {
            let content = telegram.upload(bot, name, &bytes, caption)?;
            Ok(telegram.receive(bot, self.id, content))
        })
    }

    /// Sends anything else under its field of the Message object: `sticker`, `location`, `voice`.
    pub fn send_other(&self, field: &str, object: serde_json::Value) -> i64 {
        let field = field.to_owned();
        let content = Content::Other { field, object };
        self.act(|telegram, bot| telegram.receive(bot, self.id, content))
    }

    /// Edits an own message.
    ///
    /// # Panics
    /// When there is no such message.
    pub fn edit(&self, message_id: i64, text: &str) -> i64 {
        let text = FormattedText::finished(text.to_owned(), Vec::new());
        let edited = self.act(|telegram, bot| telegram.edit(bot, self.id, message_id, text));
        edited.expect("only an own message that is there can be edited")
    }

    /// Presses the newest shown button whose text is the label, or failing that contains it; inline
    /// buttons come before those of the reply keyboard.
    pub fn press(&self, label: &str) -> Result<i64, NotShown> {
        self.press_where(label, None)
    }

    /// Presses a button of one message.
    pub fn press_in(&self, message_id: i64, label: &str) -> Result<i64, NotShown> {
        self.press_where(label, Some(message_id))
    }

    /// Presses a button that may have been forged or be long gone, as may its message.
    pub fn press_data(&self, message_id: i64, data: &str) -> i64 {
        self.act(|telegram, bot| telegram.press(bot, self.id, message_id, data))
    }

    /// Shares the user's own number.
    pub fn share_contact(&self, phone: &str) -> i64 {
        self.share_contact_of(Some(self.id), phone)
    }

    /// Shares a number out of the address book: of another account, or of none.
    pub fn share_contact_of(&self, user_id: Option<i64>, phone: &str) -> i64 {
        self.act(|telegram, bot| {
            let person = user_id.and_then(|id| telegram.people.get(&id));
            let contact = Contact {
                phone_number: phone.to_owned(),
                first_name: person
                    .map_or("Somebody", |person| &person.profile.first_name)
                    .to_owned(),
                last_name: None,
                user_id,
            };
            telegram.receive(bot, self.id, Content::Contact(contact))
        })
    }

    /// Delivers an update once more with the same `update_id`, as Telegram does when a
    /// confirmation was lost.
    pub fn redeliver(&self, update_id: i64) {
        self.act(|telegram, bot| {
            let bot = telegram.bots.get_mut(&bot);
            let is_known = bot.is_some_and(|bot| {
                let to_webhook = bot.webhook.is_some();
                bot.updates.again(update_id, to_webhook)
            });
            assert!(is_known, "update {update_id} is unknown or too long ago");
            telegram.touch();
        });
    }

    /// Queues the content of an update once more under a new `update_id`, which it returns: a
    /// callback query that arrives twice.
    pub fn repeat(&self, update_id: i64) -> i64 {
        self.act(|telegram, bot| {
            let bot = telegram.bots.get_mut(&bot);
            let repeated = bot.and_then(|bot| bot.updates.repeat(update_id));
            telegram.touch();
            repeated.expect("only an update that was delivered can be repeated")
        })
    }

    /// Keeps this user's updates from the webhook, as a slow way to it does, while those of others
    /// overtake them.
    pub fn hold_updates(&self) {
        self.act(|telegram, bot| {
            if let Some(bot) = telegram.bots.get_mut(&bot) {
                bot.held.insert(self.id);
            }
        });
    }

    /// Lets the webhook have this user's updates again.
    pub fn release_updates(&self) {
        self.act(|telegram, bot| {
            if let Some(bot) = telegram.bots.get_mut(&bot) {
                bot.held.remove(&self.id);
            }
            telegram.touch();
        });
    }

    /// Blocks the bot, which is told so by a `my_chat_member` update. Returns that update; `None`:
    /// it was blocked already.
    pub fn block(&self) -> Option<i64> {
        self.act(|telegram, bot| telegram.block(bot, self.id))
    }

    /// Takes the block back. Returns the update; `None`: there was none.
    pub fn unblock(&self) -> Option<i64> {
        self.act(|telegram, bot| telegram.unblock(bot, self.id))
    }

    /// Makes the bot aware of this person, who has never written to it.
    pub fn introduce(&self) {
        self.act(|telegram, bot| telegram.set_standing(bot, self.id, Standing::Heard));
    }

    /// Deletes the account.
    pub fn deactivate(&self) {
        self.act(|telegram, bot| telegram.set_standing(bot, self.id, Standing::Deactivated));
    }

    /// Deletes a message for both sides: it becomes inaccessible to the bot.
    pub fn delete_message(&self, message_id: i64) {
        self.act(|telegram, bot| telegram.delete_message(bot, self.id, message_id));
    }

    /// Puts a message out of the bot's reach, as happens to old ones, while the user still sees it
    /// and can press its buttons.
    pub fn make_inaccessible(&self, message_id: i64) {
        self.act(|telegram, bot| telegram.make_inaccessible(bot, self.id, message_id));
    }

    /// The chat, oldest message first.
    pub fn messages(&self) -> Vec<Message> {
        self.look(|chat| chat.map(view::messages).unwrap_or_default())
    }

    /// The newest message of the bot.
    pub fn last_message(&self) -> Option<Message> {
        self.look(|chat| chat.and_then(newest))
    }

    /// The newest message of the bot as text: see [`Message::screen`].
    pub fn screen(&self) -> String {
        self.look(screen)
    }

    /// The message pinned on top of the chat.
    pub fn pinned(&self) -> Option<Message> {
        self.look(|chat| {
            let chat = chat?;
            let message = chat.messages.get(chat.pinned.last()?)?;
            Some(view::message(message))
        })
    }

    /// The reply keyboard that is shown.
    pub fn reply_keyboard(&self) -> Option<Vec<Vec<String>>> {
        self.look(|chat| {
            let (_, keyboard) = chat?.reply_keyboard.as_ref()?;
            let rows = keyboard.rows.iter();
            let texts = rows.map(|row| row.iter().map(|button| button.text.clone()).collect());
            Some(texts.collect())
        })
    }

    /// What the bot answered to the presses, oldest first.
    pub fn alerts(&self) -> Vec<Answer> {
        self.look(|chat| chat.map(|chat| chat.answers.clone()).unwrap_or_default())
    }

    /// The newest of [`User::alerts`].
    pub fn last_answer(&self) -> Option<Answer> {
        self.look(|chat| chat.and_then(|chat| chat.answers.last().cloned()))
    }

    /// How many presses still show their clock.
    pub fn unanswered(&self) -> usize {
        self.look(|chat| chat.map_or(0, |chat| chat.unanswered))
    }

    /// The command menu of this chat.
    pub fn commands(&self) -> Vec<MenuCommand> {
        self.act(|telegram, bot| {
            let person = telegram.people.get(&self.id);
            let language = person.and_then(|person| person.profile.language_code.as_deref());
            let bot = telegram.bots.get(&bot);
            bot.map_or_else(Vec::new, |bot| {
                bot.menus.shown_to(self.id, language).to_vec()
            })
        })
    }

    /// Returns when the press that made this update has been answered.
    ///
    /// # Panics
    /// After 30 seconds.
    pub async fn answered(&self, update_id: i64) {
        let done = self
            .wait(|| {
                let is_waiting = self.act(|telegram, bot| {
                    let bot = telegram.bots.get(&bot);
                    bot.is_some_and(|bot| bot.is_unanswered(update_id))
                });
                (!is_waiting).then_some(())
            })
            .await;
        assert!(
            done.is_some(),
            "the press of update {update_id} was not answered; the chat shows:\n{}",
            self.screen()
        );
    }

    /// Returns the chat as soon as it is as wanted.
    pub async fn wait_for(
        &self,
        what: impl Fn(&[Message]) -> bool,
    ) -> Result<Vec<Message>, TimedOut> {
        // The state is not locked while the test looks, so that it may ask for more.
        let found = self.wait(|| {
            let messages = self.messages();
            what(&messages).then_some(messages)
        });
        found.await.ok_or_else(|| TimedOut {
            screen: self.screen(),
        })
    }

    fn act<T>(&self, act: impl FnOnce(&mut Telegram, i64) -> T) -> T {
        self.server.with(|telegram| {
            let bot = self.bot.or(telegram.first_bot());
            let bot = bot.expect("a bot is registered before its users act");
            act(telegram, bot)
        })
    }

    fn look<T>(&self, look: impl FnOnce(Option<&Chat>) -> T) -> T {
        self.act(|telegram, bot| {
            let bot = telegram.bots.get(&bot);
            look(bot.and_then(|bot| bot.chats.get(&self.id)))
        })
    }

    /// Looks again after every change of the chat, until there is something or patience ends.
    async fn wait<T>(&self, look: impl Fn() -> Option<T>) -> Option<T> {
        let mut changes: watch::Receiver<u64> = self.act(|telegram, bot| {
            let bot = telegram.bots.get_mut(&bot);
            let bot = bot.expect("a bot is registered before its users act");
            bot.chat(self.id).changed.subscribe()
        });
        let search = async {
            loop {
                let found = look();
                if found.is_some() {
                    return found;
                }
                changes.changed().await.ok()?;
            }
        };
        tokio::time::timeout(PATIENCE, search).await.ok().flatten()
    }
}

fn newest(chat: &Chat) -> Option<Message> {
    let mut messages = chat.messages.values().rev();
    messages
        .find(|message| message.sender == Sender::Bot)
        .map(view::message)
}

fn screen(chat: Option<&Chat>) -> String {
    let message = chat.and_then(newest);
    message.map_or_else(String::new, |message| message.screen())
}

// `unwrap` in a test prints these, and the sentence with the screen is what its reader needs.
impl fmt::Debug for NotShown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl fmt::Debug for TimedOut {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}
