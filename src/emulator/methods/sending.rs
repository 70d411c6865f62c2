//! sendMessage and sendChatAction, and the checks that every sending method shares.

use serde_json::{Value, json};

use crate::emulator::chat::{Content, Sender, Standing, StoredMessage};
use crate::emulator::error::ApiError;
use crate::emulator::keyboard::{self, Markup};
use crate::emulator::telegram::{Context, Person};

pub(super) const MAX_TEXT: usize = 4096;
pub(super) const MAX_CAPTION: usize = 1024;

const CHAT_ACTIONS: [&str; 12] = [
    "cancel",
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
];

/// What a sending method has read from its parameters besides the content.
pub(super) struct Envelope {
    pub(super) user_id: i64,
    pub(super) markup: Option<Markup>,
    pub(super) reply_to: Option<i64>,
}

pub(super) fn send_message(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let text = context.message_text()?;
    let envelope = context.envelope()?;
    if text.text.is_empty() {
        return Err(ApiError::bad_request("text must be non-empty"));
    }
    if text.characters() > MAX_TEXT {
        return Err(ApiError::bad_request("message is too long"));
    }
    context.deliver(envelope, Content::Text(text))
}

pub(super) fn send_chat_action(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let action = context.params.text("action").to_ascii_lowercase();
    if action.is_empty() {
        return Err(ApiError::bad_request("parameter \"action\" is required"));
    }
    if !CHAT_ACTIONS.contains(&action.as_str()) {
        return Err(ApiError::bad_request("wrong parameter action in request"));
    }
    context.writable_chat()?;
    Ok(json!(true))
}

impl Context<'_> {
    pub(super) fn person(&self, user_id: i64) -> Result<&Person, ApiError> {
        self.people
            .get(&user_id)
            .ok_or_else(|| ApiError::bad_request("chat not found"))
    }

    /// The user of `chat_id`, if the bot has heard of that user.
    pub(super) fn known_chat(&mut self) -> Result<i64, ApiError> {
        if self.params.text("chat_id").trim().is_empty() {
            return Err(ApiError::bad_request("chat_id is empty"));
        }
        let user_id = self.params.chat_id();
        let known = user_id.filter(|id| self.bot.known_chat(*id).is_some());
        known.ok_or_else(|| ApiError::bad_request("chat not found"))
    }

    /// The user of `chat_id`, if the bot may write there.
    pub(super) fn writable_chat(&mut self) -> Result<i64, ApiError> {
        if self.params.chat_id() == Some(self.bot.id) {
            return Err(ApiError::forbidden(
                "the bot can't send messages to the bot",
            ));
        }
        let user_id = self.known_chat()?;
        match self.bot.chat(user_id).standing {
            Standing::Talking => Ok(user_id),
            Standing::Stranger => Err(ApiError::bad_request("chat not found")),
            Standing::Heard => Err(ApiError::forbidden(
                "bot can't initiate conversation with a user",
            )),
            Standing::Blocked => Err(ApiError::forbidden("bot was blocked by the user")),
            Standing::Deactivated => Err(ApiError::forbidden("user is deactivated")),
        }
    }

    /// Reads markup, chat and reply in the order in which the server checks them.
    pub(super) fn envelope(&mut self) -> Result<Envelope, ApiError> {
        self.envelope_for(false)
    }

    /// The same for an invoice, whose keyboard must have a button to pay, or for anything else.
    pub(super) fn envelope_for(&mut self, is_invoice: bool) -> Result<Envelope, ApiError> {
        let markup = keyboard::parse(self.reply_markup()?.as_ref())?;
        keyboard::check_pay(markup.as_ref(), is_invoice)?;
        let user_id = self.writable_chat()?;
        let reply_to = self.reply_to(user_id)?;
        Ok(Envelope {
            user_id,
            markup,
            reply_to,
        })
    }

    pub(super) fn reply_markup(&self) -> Result<Option<Value>, ApiError> {
        self.params.json(
            "reply_markup",
            "can't parse reply keyboard markup JSON object",
        )
    }

    fn reply_to(&mut self, user_id: i64) -> Result<Option<i64>, ApiError> {
        let parameters = self.params.json(
            "reply_parameters",
            "can't parse reply parameters JSON object",
        )?;
        let (message_id, may_be_missing) = match &parameters {
            Some(parameters) => {
                let optional = &parameters["allow_sending_without_reply"];
                (parameters["message_id"].as_i64(), *optional == json!(true))
            }
            None => {
                let message_id = self.params.integer("reply_to_message_id");
                let optional = self.params.flag("allow_sending_without_reply");
                ((message_id != 0).then_some(message_id), optional)
            }
        };
        let Some(message_id) = message_id else {
            return Ok(None);
        };
        if self.bot.chat(user_id).accessible(message_id).is_some() {
            return Ok(Some(message_id));
        }
        if may_be_missing {
            return Ok(None);
        }
        Err(ApiError::bad_request("message to be replied not found"))
    }

    /// Puts a new message of the bot into the chat and returns its Message object.
    pub(super) fn deliver(
        &mut self,
        envelope: Envelope,
        content: Content,
    ) -> Result<Value, ApiError> {
        let user_id = envelope.user_id;
        let id = self.bot.take_message_id();
        let mut message = StoredMessage::new(id, self.now, Sender::Bot, content);
        message.reply_to = envelope.reply_to;
        let chat = self.bot.chat(user_id);
        match envelope.markup {
            None => {}
            Some(Markup::Inline(rows)) => message.inline = rows,
            Some(Markup::Reply(keyboard)) => {
                message.has_other_markup = true;
                chat.reply_keyboard = Some((id, keyboard));
            }
            Some(Markup::Remove) => {
                message.has_other_markup = true;
                chat.reply_keyboard = None;
            }
            Some(Markup::ForceReply) => message.has_other_markup = true,
        }
        chat.add(message);
        self.shown(user_id, id)
    }

    /// The Message object of a message that is there.
    pub(super) fn shown(&self, user_id: i64, message_id: i64) -> Result<Value, ApiError> {
        let person = self.person(user_id)?;
        let message = self.bot.show(person, message_id);
        message.ok_or_else(|| ApiError::bad_request("message not found"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{BOT, Fixture, keyboard, message_id};
    use super::*;

    #[test]
    fn refusals_of_text() {
        let mut fixture = Fixture::new();
        let mut check = |params: Value, expect: &str| {
            fixture.refused("sendMessage", params, &format!("400 Bad Request: {expect}"));
        };
        check(json!({}), "message text is empty");
        check(json!({"text": ""}), "message text is empty");
        check(json!({"text": " \n "}), "text must be non-empty");
        check(
            json!({"text": "<b> </b>", "parse_mode": "HTML"}),
            "text must be non-empty",
        );
        check(json!({"text": "ж".repeat(4097)}), "message is too long");
        check(json!({"text": "x".repeat(32_769)}), "text is too long");
        check(
            json!({"text": "x", "parse_mode": "Rtf"}),
            "unsupported parse_mode",
        );
        check(
            json!({"text": "<b>x", "parse_mode": "HTML"}),
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        );
        check(
            json!({"text": "x", "reply_markup": "{"}),
            "can't parse reply keyboard markup JSON object",
        );
        check(
            json!({"text": "x", "reply_parameters": {"message_id": 1}}),
            "message to be replied not found",
        );
        check(json!({"text": "x", "chat_id": ""}), "chat_id is empty");
        check(json!({"text": "x", "chat_id": 999}), "chat not found");
        check(json!({"text": "x", "chat_id": "@ada"}), "chat not found");
    }

    #[test]
    fn a_message_comes_back_as_it_was_stored() {
        let mut fixture = Fixture::new();
        let sent = json!({
            "text": " <b>Hi</b> ", "parse_mode": "HTML", "reply_markup": keyboard("A", "a"),
        });
        let message = fixture.done("sendMessage", sent);
        assert_eq!(message["text"], "Hi");
        assert_eq!(
            message["entities"],
            json!([{"type": "bold", "offset": 0, "length": 2}])
        );
        assert_eq!(message["reply_markup"], keyboard("A", "a"));
        assert_eq!(message["chat"]["type"], "private");
        assert_eq!(message["from"]["is_bot"], true);
        assert!(message.get("edit_date").is_none());
        let reply = json!({"text": "x", "reply_parameters": {"message_id": message_id(&message)}});
        let reply = fixture.done("sendMessage", reply);
        assert_eq!(
            reply["reply_to_message"]["message_id"],
            message["message_id"]
        );
    }

    #[test]
    fn who_can_be_written_to() {
        let mut fixture = Fixture::new();
        let stranger = fixture.stranger("Bob");
        let text = |chat_id: i64| json!({"text": "x", "chat_id": chat_id});
        fixture.refused(
            "sendMessage",
            text(stranger),
            "400 Bad Request: chat not found",
        );
        fixture
            .telegram
            .set_standing(BOT, stranger, Standing::Heard);
        fixture.refused(
            "sendMessage",
            text(stranger),
            "403 Forbidden: bot can't initiate conversation with a user",
        );
        fixture.refused(
            "sendMessage",
            text(BOT),
            "403 Forbidden: the bot can't send messages to the bot",
        );
        let user = fixture.user;
        fixture.telegram.block(BOT, user);
        fixture.refused(
            "sendMessage",
            text(user),
            "403 Forbidden: bot was blocked by the user",
        );
        fixture.telegram.unblock(BOT, user);
        fixture.sent("welcome back");
        fixture
            .telegram
            .set_standing(BOT, user, Standing::Deactivated);
        fixture.refused(
            "sendMessage",
            text(user),
            "403 Forbidden: user is deactivated",
        );
    }

    #[test]
    fn blocking_and_unblocking_is_told() {
        let mut fixture = Fixture::new();
        let user = fixture.user;
        fixture.telegram.block(BOT, user);
        fixture.telegram.block(BOT, user);
        fixture.telegram.unblock(BOT, user);
        let updates = fixture.updates();
        let statuses: Vec<_> = updates
            .iter()
            .filter_map(|update| update["my_chat_member"]["new_chat_member"]["status"].as_str())
            .collect();
        assert_eq!(statuses, ["kicked", "member"]);
    }

    #[test]
    fn message_identifiers_are_one_sequence_over_all_chats() {
        let mut fixture = Fixture::new();
        let first = fixture.sent("a");
        let (ada, bob) = (fixture.user, fixture.stranger("Bob"));
        fixture.user = bob;
        fixture.says("hello");
        let second = fixture.sent("b");
        fixture.user = ada;
        let third = fixture.sent("c");
        assert!(first < second && second < third);
    }

    #[test]
    fn reply_keyboards_are_shown_and_removed() {
        let mut fixture = Fixture::new();
        let keyboard_shown = |fixture: &mut Fixture| {
            let user = fixture.user;
            let bot = fixture.telegram.bots.get_mut(&BOT);
            bot.is_some_and(|bot| bot.chat(user).reply_keyboard.is_some())
        };
        let send = |fixture: &mut Fixture, markup: Value| {
            fixture.done("sendMessage", json!({"text": "x", "reply_markup": markup}))
        };
        send(&mut fixture, json!({"keyboard": [["Menu"]]}));
        assert!(keyboard_shown(&mut fixture));
        send(&mut fixture, keyboard("A", "a"));
        fixture.says("typed");
        assert!(keyboard_shown(&mut fixture));
        send(&mut fixture, json!({"remove_keyboard": true}));
        assert!(!keyboard_shown(&mut fixture));
        send(
            &mut fixture,
            json!({"keyboard": [["Menu"]], "one_time_keyboard": true}),
        );
        fixture.says("Menu");
        assert!(!keyboard_shown(&mut fixture));
        let last = send(&mut fixture, json!({"keyboard": [["Menu"]]}));
        fixture.done("deleteMessage", json!({"message_id": message_id(&last)}));
        assert!(!keyboard_shown(&mut fixture));
    }

    #[test]
    fn chat_actions() {
        let mut fixture = Fixture::new();
        assert_eq!(
            fixture.done("sendChatAction", json!({"action": "typing"})),
            true
        );
        fixture.refused(
            "sendChatAction",
            json!({"action": "dancing"}),
            "400 Bad Request: wrong parameter action in request",
        );
    }
}
