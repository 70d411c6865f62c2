//! What people do: write, press, share a number, block the bot. Each act makes an update.

use std::sync::Arc;

use rand::Rng;
use serde_json::{Value, json};

use super::chat::{Contact, Content, Sender, Standing, StoredMessage};
use super::entity::FormattedText;
use super::error::ApiError;
use super::telegram::{Bot, Person, Query, Telegram};
use super::update::{UpdateKind, present};

impl Telegram {
    /// A message of the user arrives at the bot.
    pub(super) fn receive(&mut self, bot_id: i64, user_id: i64, content: Content) -> i64 {
        self.act(bot_id, user_id, |bot, person, now| {
            bot.receive(person, content, now)
        })
    }

    /// What a user sends at once arrives as the messages of one album, an update each.
    pub(super) fn receive_album(
        &mut self,
        bot_id: i64,
        user_id: i64,
        contents: Vec<Content>,
    ) -> Vec<i64> {
        self.act(bot_id, user_id, |bot, person, now| {
            let album = rand::rng().random_range(1_i64 << 50..i64::MAX).to_string();
            let mut updates = Vec::with_capacity(contents.len());
            for content in contents {
                let id = match updates.is_empty() {
                    true => bot.take_message_id(user_id),
                    false => bot.take_adjacent_message_id(user_id),
                };
                let mut message = StoredMessage::new(id, now, Sender::User, content);
                message.album = Some(album.clone());
                updates.push(bot.arrive(person, message, now));
            }
            updates
        })
    }

    /// The user edits a message of their own. `None`: there is none with that identifier.
    pub(super) fn edit(
        &mut self,
        bot_id: i64,
        user_id: i64,
        message_id: i64,
        text: FormattedText,
    ) -> Option<i64> {
        self.act(bot_id, user_id, |bot, person, now| {
            let chat = bot.chat(user_id);
            if chat.messages.get(&message_id)?.sender != Sender::User {
                return None;
            }
            let message = chat.change(message_id)?;
            message.content = Content::Text(text);
            message.edit_date = Some(now);
            let message = bot.show(person, message_id)?;
            let kind = UpdateKind::EditedMessage;
            Some(bot.updates.push(kind, user_id, message, now))
        })
    }

    /// The user presses a button of a message that may be gone by now.
    pub(super) fn press(&mut self, bot_id: i64, user_id: i64, message_id: i64, data: &str) -> i64 {
        self.act(bot_id, user_id, |bot, person, now| {
            let message = bot.show(person, message_id).unwrap_or_else(
                || json!({ "chat": person.to_chat(), "message_id": message_id, "date": 0 }),
            );
            let query_id = query_id();
            let instance = user_id.wrapping_mul(7_919).wrapping_sub(bot.id).to_string();
            let query = json!({
                "id": query_id,
                "from": person.to_user(),
                "message": message,
                "chat_instance": instance,
                "data": data,
            });
            let kind = UpdateKind::CallbackQuery;
            let update_id = bot.updates.push(kind, user_id, query, now);
            let query = Query {
                user_id,
                chat_id: user_id,
                update_id,
                pressed_at: now,
            };
            bot.queries.insert(query_id, query);
            let chat = bot.chat(user_id);
            chat.unanswered += 1;
            chat.touch();
            update_id
        })
    }

    /// `None`: the bot was blocked already.
    pub(super) fn block(&mut self, bot_id: i64, user_id: i64) -> Option<i64> {
        self.act(bot_id, user_id, |bot, person, now| {
            change_standing(bot, person, Standing::Blocked, now)
        })
    }

    /// `None`: the bot was not blocked.
    pub(super) fn unblock(&mut self, bot_id: i64, user_id: i64) -> Option<i64> {
        self.act(bot_id, user_id, |bot, person, now| {
            change_standing(bot, person, Standing::Talking, now)
        })
    }

    /// The bot hears of a user who never wrote to it, or of the end of an account.
    pub(super) fn set_standing(&mut self, bot_id: i64, user_id: i64, standing: Standing) {
        self.act(bot_id, user_id, |bot, _, _| {
            let chat = bot.chat(user_id);
            chat.standing = standing;
            chat.touch();
        });
    }

    pub(super) fn delete_message(&mut self, bot_id: i64, user_id: i64, message_id: i64) {
        self.act(bot_id, user_id, |bot, _, _| {
            bot.chat(user_id).remove(message_id);
        });
    }

    pub(super) fn make_inaccessible(&mut self, bot_id: i64, user_id: i64, message_id: i64) {
        self.act(bot_id, user_id, |bot, _, _| {
            if let Some(message) = bot.chat(user_id).change(message_id) {
                message.is_inaccessible = true;
            }
        });
    }

    /// What a user is about to send: a picture, or a file under its name.
    pub(super) fn upload(
        &mut self,
        bot_id: i64,
        file_name: Option<&str>,
        bytes: &Arc<[u8]>,
        caption: &str,
    ) -> Result<Content, ApiError> {
        let Some(bot) = self.bots.get_mut(&bot_id) else {
            return Err(ApiError::bad_request("chat not found"));
        };
        let caption = FormattedText::finished(caption.to_owned(), Vec::new());
        Ok(match file_name {
            None => Content::Photo {
                photo: bot.files.store_photo(bytes)?,
                caption,
            },
            Some(file_name) => Content::Document {
                document: bot.files.store_document(file_name, bytes)?,
                caption,
            },
        })
    }

    /// Runs an act of a registered person towards a registered bot.
    pub(super) fn act<T>(
        &mut self,
        bot_id: i64,
        user_id: i64,
        act: impl FnOnce(&mut Bot, &Person, i64) -> T,
    ) -> T {
        let now = self.now();
        let bot = self.bots.get_mut(&bot_id);
        let bot = bot.expect("user handles are made for registered bots only");
        let person = self.people.get(&user_id);
        let person = person.expect("user handles are made for registered people only");
        let result = act(bot, person, now);
        self.touch();
        result
    }
}

impl Bot {
    /// A message of the user arrives. A user who had blocked the bot unblocks it first, as the app
    /// demands.
    pub(super) fn receive(&mut self, person: &Person, content: Content, now: i64) -> i64 {
        let id = self.take_message_id(person.id);
        let message = StoredMessage::new(id, now, Sender::User, content);
        self.arrive(person, message, now)
    }

    pub(super) fn arrive(&mut self, person: &Person, message: StoredMessage, now: i64) -> i64 {
        let user_id = person.id;
        match self.chat(user_id).standing {
            Standing::Blocked => {
                change_standing(self, person, Standing::Talking, now);
            }
            Standing::Stranger | Standing::Heard | Standing::Talking => {
                self.chat(user_id).standing = Standing::Talking;
            }
            Standing::Deactivated | Standing::Kicked | Standing::Outside => {}
        }
        if let Content::Contact(Contact {
            user_id: Some(shared),
            ..
        }) = &message.content
        {
            let other = self.chat(*shared);
            if other.standing == Standing::Stranger {
                other.standing = Standing::Heard;
            }
        }
        let id = message.id;
        let chat = self.chat(user_id);
        chat.reply_keyboard
            .take_if(|(_, keyboard)| keyboard.is_one_time);
        chat.add(message);
        let message = self.show(person, id).unwrap_or_default();
        self.updates
            .push(UpdateKind::Message, user_id, message, now)
    }
}

/// The identifier of a new query.
pub(super) fn query_id() -> String {
    rand::rng().random_range(1_u64 << 52..1 << 62).to_string()
}

/// Blocks or unblocks, and tells the bot, unless nothing changes.
fn change_standing(bot: &mut Bot, person: &Person, to: Standing, now: i64) -> Option<i64> {
    let from = bot.chat(person.id).standing;
    if from == to || (from != Standing::Blocked && to != Standing::Blocked) {
        return None;
    }
    bot.chat(person.id).standing = to;
    bot.chat(person.id).touch();
    let me = bot.to_value();
    let member = |standing: Standing| -> Value {
        let is_blocked = standing == Standing::Blocked;
        present([
            ("user", Some(me.clone())),
            (
                "status",
                Some(json!(if is_blocked { "kicked" } else { "member" })),
            ),
            ("until_date", is_blocked.then(|| json!(0))),
        ])
    };
    let update = json!({
        "chat": person.to_chat(),
        "from": person.to_user(),
        "date": now,
        "old_chat_member": member(from),
        "new_chat_member": member(to),
    });
    let kind = UpdateKind::MyChatMember;
    Some(bot.updates.push(kind, person.id, update, now))
}
