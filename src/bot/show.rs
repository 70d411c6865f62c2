//! Brings a reply out: the only place, beside the command menu, that sends. The outbox sends by it.
//!
//! A chat has one living screen. It is edited in place while it is the last
//! thing in the chat, and sent anew when something was typed or sent since; then
//! the old one loses its buttons. Telegram cannot make a text of a photo, so that
//! going from one to the other is a new message, and the old one is deleted.

pub mod call;
pub mod group;

use serde_json::{Value, json};
use tracing::{debug, warn};

use crate::{domain::id::TelegramId, i18n::Html};

use self::call::{caption, part_of_text, persist, with_markup};
use super::{
    api::{Api, ApiError, Sent, Upload},
    chats::Living,
    context::App,
    pictures::{self, Trouble},
    screen::{Answer, Answered, Origin, Press, Pressed, Reply, Role, Screen, TEXT_LIMIT, cut},
};

/// Telegram's limit for a toast or alert, in characters (Bot API, `answerCallbackQuery`).
const ANSWER_LIMIT: usize = 200;

/// Brings a reply out: the answer and the screen leave together, so that a tap costs one round
/// trip. Called after the commit; trouble is logged here and ends here.
pub async fn show(app: &App, origin: &Origin, mut reply: Reply, answered: Answered) {
    let chat = Chat {
        app,
        id: origin.chat,
    };
    let answer = std::mem::replace(&mut reply.answer, Answer::Silent);
    match (&origin.press, answered) {
        (Some(press), Answered::NotYet) => {
            futures::join!(
                answer_press(&app.api, &press.query, &answer),
                chat.bring(Some(press), &reply, None)
            );
        }
        (press, _) => chat.bring(press.as_ref(), &reply, answer.alert()).await,
    }
    if let Some(typed) = origin.message.filter(|_| reply.clears_typed) {
        chat.delete_typed(typed).await;
    }
}

/// Answers a press, once; a query too old to be answered is nobody's loss.
pub async fn answer_press(api: &Api, query: &str, answer: &Answer) {
    let mut call = json!({ "callback_query_id": query });
    match answer {
        Answer::Silent => {}
        Answer::Toast(text) => call["text"] = cut(text, ANSWER_LIMIT).into(),
        Answer::Alert(text) => {
            call["text"] = cut(text, ANSWER_LIMIT).into();
            call["show_alert"] = true.into();
        }
    }
    if let Err(error) = persist(|| api.call::<bool>("answerCallbackQuery", &call)).await {
        if error.says("query is too old") {
            debug!(%error, "press not answered");
        } else {
            warn!(%error, "press not answered");
        }
    }
}

/// Sends a message that is no answer to anything, such as an apology.
pub async fn send(app: &App, chat: TelegramId, screen: &Screen) {
    let chat = Chat { app, id: chat };
    chat.report(chat.send(screen).await.map(drop));
}

/// Sends a message that is owed: a notice. In several parts where it is long, and without its
/// picture when that cannot be sent.
///
/// # Errors
/// As Telegram says. The parts before the one that failed have been sent.
pub async fn deliver(app: &App, chat: TelegramId, screen: &Screen) -> Result<(), ApiError> {
    if !screen.pictures.is_empty() {
        let chat = Chat { app, id: chat };
        match chat.send_photo(screen).await {
            Ok(_) => return Ok(()),
            Err(Trouble::Api(error)) if error.is_about_the_chat() => return Err(error),
            Err(trouble) => warn!(chat.id = %chat.id, %trouble, "told without its picture"),
        }
    }
    let parts = screen.text.split(TEXT_LIMIT);
    for (index, part) in parts.iter().enumerate() {
        let is_last = index + 1 == parts.len();
        let call = part_of_text(chat, part, screen, is_last);
        let sent: Sent = app.api.call("sendMessage", &call).await?;
        app.chats.heard(chat, sent.message_id);
    }
    Ok(())
}

/// Sends a file, which stays in the chat.
///
/// # Errors
/// As Telegram says.
pub async fn send_file(
    app: &App,
    chat: TelegramId,
    name: String,
    bytes: Vec<u8>,
    caption: &str,
) -> Result<(), ApiError> {
    let call = json!({"chat_id": chat.get(), "document": "attach://file", "caption": caption});
    send_made(app, chat, ("sendDocument", call), name, bytes).await
}

/// Sends a picture that was drawn for the occasion, which stays in the chat.
///
/// # Errors
/// As Telegram says.
pub async fn send_drawing(
    app: &App,
    chat: TelegramId,
    name: String,
    bytes: Vec<u8>,
    caption: &str,
) -> Result<(), ApiError> {
    let call = json!({"chat_id": chat.get(), "photo": "attach://file", "caption": caption});
    send_made(app, chat, ("sendPhoto", call), name, bytes).await
}

async fn send_made(
    app: &App,
    chat: TelegramId,
    (method, call): (&str, Value),
    file_name: String,
    bytes: Vec<u8>,
) -> Result<(), ApiError> {
    let upload = [Upload {
        name: "file".to_owned(),
        file_name,
        bytes,
        index: 0,
    }];
    let sent = persist(|| app.api.upload(method, &call, &upload)).await?;
    for sent in sent {
        app.chats.heard(chat, sent.message_id);
    }
    Ok(())
}

/// The chat a reply goes to.
#[derive(Clone, Copy)]
struct Chat<'a> {
    app: &'a App,
    id: TelegramId,
}

/// What is on screen when a reply comes.
struct Before {
    /// What the reply may take the place of.
    here: Option<Living>,
    /// What loses its buttons when it does not.
    old: Vec<Living>,
    /// What is deleted when it does not.
    gone: Vec<Living>,
}

impl Chat<'_> {
    async fn bring(self, press: Option<&Press>, reply: &Reply, alert: Option<&str>) {
        let pressed = press.and_then(|press| press.pressed);
        if let (true, Some(pressed), Some(screen)) = (reply.keeps_text, pressed, &reply.screen) {
            return self.replace_buttons(pressed, screen).await;
        }
        for note in reply.before.iter().chain(alert.map(note).as_ref()) {
            self.report(self.send(note).await.map(drop));
        }
        if let Some(screen) = &reply.screen {
            let before = match pressed {
                None if reply.is_moving => self.moving(),
                pressed => self.before(pressed),
            };
            self.report(self.place(before, screen).await);
        }
    }

    fn report(self, outcome: Result<(), ApiError>) {
        let chat = self.id;
        match outcome {
            Ok(()) => {}
            Err(error) if error.says("blocked") || error.says("deactivated") => {
                debug!(chat.id = %chat, %error, "customer cannot be reached");
            }
            Err(error) => warn!(chat.id = %chat, %error, "screen not shown"),
        }
    }

    /// The screen itself is shown anew: in its place, or further down in place of it.
    fn moving(self) -> Before {
        let shown = self.app.chats.shown(self.id);
        let is_last = |screen: &Living| screen.message >= shown.newest;
        let (here, gone) = match shown.screen {
            Some(screen) if is_last(&screen) => (Some(screen), Vec::new()),
            screen => (None, screen.into_iter().collect()),
        };
        Before {
            here,
            old: Vec::new(),
            gone,
        }
    }

    fn before(self, pressed: Option<Pressed>) -> Before {
        let shown = self.app.chats.shown(self.id);
        let Some(pressed) = pressed.filter(|pressed| !pressed.is_detached) else {
            // What stays is no screen, whatever was written down before it came to stay.
            let stays = pressed.map(|pressed| pressed.message);
            let old = shown.screen.filter(|old| Some(old.message) != stays);
            return Before {
                here: None,
                old: old.into_iter().collect(),
                gone: Vec::new(),
            };
        };
        let (here, mut old) = match shown.screen {
            Some(screen) if screen.is_meant_by(pressed.message) => (screen, Vec::new()),
            screen => (
                Living::unknown(pressed.message, pressed.is_photo),
                screen.into_iter().collect(),
            ),
        };
        if here.message >= shown.newest {
            return Before {
                here: Some(here),
                old,
                gone: Vec::new(),
            };
        }
        old.push(here);
        Before {
            here: None,
            old,
            gone: Vec::new(),
        }
    }

    /// Shows a screen in place of what is here, or anew.
    async fn place(self, before: Before, screen: &Screen) -> Result<(), ApiError> {
        let Some(rows) = screen.rows() else {
            // A question with a keyboard in place of the letters: it is never edited.
            let (sent, ()) = futures::join!(
                self.send(screen),
                self.retire(before.here.into_iter().chain(before.old))
            );
            self.app.chats.shows(self.id, None);
            return sent.map(drop);
        };
        match before.here {
            Some(here) => {
                let (shown, ()) =
                    futures::join!(self.replace(&here, screen), self.retire(before.old));
                let shown = shown?;
                let living = (screen.role == Role::Living && !rows.is_empty()).then_some(shown);
                self.app.chats.shows(self.id, living);
                Ok(())
            }
            // A note without buttons leaves those of the screen alone.
            None if rows.is_empty() => self.send(screen).await.map(drop),
            None => {
                let (sent, (), ()) = futures::join!(
                    self.send(screen),
                    self.retire(before.old),
                    self.clear(before.gone)
                );
                let living = Some(sent?).filter(|_| screen.role == Role::Living);
                self.app.chats.shows(self.id, living);
                Ok(())
            }
        }
    }

    /// Puts a screen in the place of another, by editing where Telegram allows it.
    async fn replace(self, here: &Living, screen: &Screen) -> Result<Living, ApiError> {
        let is_one_message = screen.text.length() <= TEXT_LIMIT;
        let edited = match screen.pictures.as_slice() {
            [] if !here.is_photo() && is_one_message => self.edit_text(here, screen).await,
            [picture] if here.shows(&screen.pictures) => {
                debug!(photo.id = %picture.id, "only the caption changes");
                self.edit_caption(here, screen).await
            }
            [_] if here.is_photo() => self.edit_photo(here, screen).await,
            [_, _, ..] if here.shows(&screen.pictures) && is_one_message => {
                self.edit_text(here, screen).await
            }
            _ => Edited::Impossible,
        };
        match edited {
            Edited::Done(shown) => {
                let gone: Vec<i32> = here
                    .companions
                    .iter()
                    .copied()
                    .filter(|message| !shown.companions.contains(message))
                    .collect();
                self.delete(&gone).await;
                Ok(shown)
            }
            Edited::Failed(error) => Err(error),
            Edited::Impossible => {
                let shown = self.send(screen).await?;
                let mut gone = here.companions.clone();
                gone.push(here.message);
                self.delete(&gone).await;
                Ok(Living {
                    replaced: Some(here.message),
                    ..shown
                })
            }
        }
    }

    async fn edit_text(self, here: &Living, screen: &Screen) -> Edited {
        let call = with_markup(
            json!({
                "chat_id": self.id.get(),
                "message_id": here.message,
                "text": screen.text.as_str(),
                "parse_mode": "HTML",
            }),
            screen,
        );
        let edited = persist(|| self.app.api.call::<Value>("editMessageText", &call)).await;
        let keeps_album = here.photos.len() > 1 && here.shows(&screen.pictures);
        edited_to(edited, || Living {
            message: here.message,
            photos: if keeps_album {
                here.photos.clone()
            } else {
                Vec::new()
            },
            companions: if keeps_album {
                here.companions.clone()
            } else {
                Vec::new()
            },
            replaced: here.replaced,
        })
    }

    async fn edit_caption(self, here: &Living, screen: &Screen) -> Edited {
        let call = with_markup(
            json!({
                "chat_id": self.id.get(),
                "message_id": here.message,
                "caption": caption(screen).as_str(),
                "parse_mode": "HTML",
            }),
            screen,
        );
        let edited = persist(|| self.app.api.call::<Value>("editMessageCaption", &call)).await;
        edited_to(edited, || here.clone())
    }

    async fn edit_photo(self, here: &Living, screen: &Screen) -> Edited {
        let edited = pictures::send(self.app, "editMessageMedia", &screen.pictures, |files| {
            with_markup(
                json!({
                    "chat_id": self.id.get(),
                    "message_id": here.message,
                    "media": {
                        "type": "photo",
                        "media": files[0],
                        "caption": caption(screen).as_str(),
                        "parse_mode": "HTML",
                    },
                }),
                screen,
            )
        })
        .await;
        match edited {
            Ok(_) => Edited::Done(Living {
                message: here.message,
                photos: ids(screen),
                companions: Vec::new(),
                replaced: here.replaced,
            }),
            Err(Trouble::Api(error)) if error.says("message is not modified") => {
                Edited::Done(here.clone())
            }
            // Sending it anew tries once more, and without the picture if need be.
            Err(trouble) => {
                debug!(chat.id = %self.id, %trouble, "picture not exchanged");
                Edited::Impossible
            }
        }
    }

    /// Sends a screen as a new message; without its pictures, where those cannot be sent: a
    /// broken picture never hides a product.
    async fn send(self, screen: &Screen) -> Result<Living, ApiError> {
        let with_pictures = match screen.pictures.as_slice() {
            [] => return self.send_text(screen, Vec::new()).await,
            [_] => self.send_photo(screen).await,
            [_, _, ..] => self.send_album(screen).await,
        };
        match with_pictures {
            Ok(shown) => Ok(shown),
            Err(Trouble::Api(error)) if error.is_about_the_chat() => Err(error),
            Err(trouble) => {
                warn!(chat.id = %self.id, %trouble, "shown without its pictures");
                self.send_text(&screen.without_pictures(), Vec::new()).await
            }
        }
    }

    async fn send_photo(self, screen: &Screen) -> Result<Living, Trouble> {
        let sent = pictures::send(self.app, "sendPhoto", &screen.pictures, |files| {
            with_markup(
                json!({
                    "chat_id": self.id.get(),
                    "photo": files[0],
                    "caption": caption(screen).as_str(),
                    "parse_mode": "HTML",
                }),
                screen,
            )
        });
        let sent = sent.await?;
        let message = sent.first().map_or(0, |sent| sent.message_id);
        self.app.chats.heard(self.id, message);
        Ok(Living {
            message,
            photos: ids(screen),
            ..Living::default()
        })
    }

    async fn send_album(self, screen: &Screen) -> Result<Living, Trouble> {
        let sent = pictures::send(self.app, "sendMediaGroup", &screen.pictures, |files| {
            let media = files
                .iter()
                .map(|file| json!({"type": "photo", "media": file}));
            json!({"chat_id": self.id.get(), "media": media.collect::<Vec<_>>()})
        });
        let album: Vec<i32> = sent.await?.iter().map(|sent| sent.message_id).collect();
        let shown = self.send_text(screen, album.clone()).await;
        match shown {
            Ok(shown) => Ok(Living {
                photos: ids(screen),
                ..shown
            }),
            Err(error) => {
                self.delete(&album).await;
                Err(Trouble::Api(error))
            }
        }
    }

    /// Sends a text below its companions; what is too long for one message goes before it.
    async fn send_text(
        self,
        screen: &Screen,
        mut companions: Vec<i32>,
    ) -> Result<Living, ApiError> {
        let parts = screen.text.split(TEXT_LIMIT);
        let mut message = 0;
        for (index, part) in parts.iter().enumerate() {
            let is_last = index + 1 == parts.len();
            let call = part_of_text(self.id, part, screen, is_last);
            let sent: Sent = persist(|| self.app.api.call("sendMessage", &call)).await?;
            self.app.chats.heard(self.id, sent.message_id);
            message = sent.message_id;
            if !is_last {
                companions.push(message);
            }
        }
        Ok(Living {
            message,
            companions,
            ..Living::default()
        })
    }

    /// Takes the buttons from screens that are not the last thing in the chat any more, and
    /// deletes what belonged to them.
    async fn retire(self, old: impl IntoIterator<Item = Living>) {
        for old in old {
            futures::join!(self.strip(old.message), self.delete(&old.companions));
        }
    }

    async fn strip(self, message: i32) {
        let call = json!({"chat_id": self.id.get(), "message_id": message});
        if let Err(error) = self
            .app
            .api
            .call::<Value>("editMessageReplyMarkup", &call)
            .await
        {
            debug!(chat.id = %self.id, %error, "old buttons not taken away");
        }
    }

    /// Deletes screens with all that belongs to them.
    async fn clear(self, gone: Vec<Living>) {
        for mut gone in gone {
            gone.companions.push(gone.message);
            self.delete(&gone.companions).await;
        }
    }

    /// Deletes messages; what Telegram does not delete any more loses its buttons at least.
    async fn delete(self, messages: &[i32]) {
        let outcome = match messages {
            [] => return,
            [message] => {
                let call = json!({"chat_id": self.id.get(), "message_id": message});
                self.app.api.call::<bool>("deleteMessage", &call).await
            }
            messages => {
                let call = json!({"chat_id": self.id.get(), "message_ids": messages});
                self.app.api.call::<bool>("deleteMessages", &call).await
            }
        };
        if let Err(error) = outcome {
            debug!(chat.id = %self.id, %error, "old messages not deleted");
            if let Some(screen) = messages.last() {
                self.strip(*screen).await;
            }
        }
    }

    /// Deletes what a customer typed (Bot API, `deleteMessage`: "Bots can delete incoming messages
    /// in private chats").
    async fn delete_typed(self, message: i32) {
        let call = json!({"chat_id": self.id.get(), "message_id": message});
        if let Err(error) = self.app.api.call::<bool>("deleteMessage", &call).await {
            debug!(chat.id = %self.id, %error, "what was typed not deleted");
        }
    }

    /// Gives a message other buttons and leaves its text.
    async fn replace_buttons(self, pressed: Pressed, screen: &Screen) {
        let call = with_markup(
            json!({"chat_id": self.id.get(), "message_id": pressed.message}),
            screen,
        );
        let edited = persist(|| self.app.api.call::<Value>("editMessageReplyMarkup", &call)).await;
        if let Err(error) = edited {
            debug!(chat.id = %self.id, %error, "buttons not replaced");
        }
    }
}

/// What came of editing a message.
enum Edited {
    /// It shows the screen now.
    Done(Living),
    /// It cannot be edited into this; a new message has to be sent.
    Impossible,
    /// Telegram did not take it, and would not take a new message either.
    Failed(ApiError),
}

fn edited_to(edited: Result<Value, ApiError>, shown: impl FnOnce() -> Living) -> Edited {
    match edited {
        Ok(_) => Edited::Done(shown()),
        Err(error) if error.says("message is not modified") => Edited::Done(shown()),
        Err(error) if cannot_be_edited(&error) => Edited::Impossible,
        Err(error) => Edited::Failed(error),
    }
}

/// Whether a message is gone, or stays as it is for good.
pub fn cannot_be_edited(error: &ApiError) -> bool {
    error.says("message to edit not found")
        || error.says("message can't be edited")
        || error.says("there is no text in the message to edit")
        || error.says("there is no caption in the message to edit")
        || error.says("MESSAGE_ID_INVALID")
}

fn ids(screen: &Screen) -> Vec<i64> {
    let pictures = screen.pictures.iter();
    pictures.map(|picture| picture.id.get()).collect()
}

fn note(text: &str) -> Screen {
    Screen::text(Html::escape(text))
}
