//! sendMessage and sendChatAction, and the checks that every sending method shares.

use serde_json::{Value, json};

use crate::emulator::chat::{Content, Sender, Standing, StoredMessage};
use crate::emulator::error::ApiError;
use crate::emulator::keyboard::{self, Markup};
use crate::emulator::telegram::{Context, Person};

pub(super) const MAX_TEXT: usize = 4096;
pub(super) const MAX_CAPTION: usize = 1024;

/// Seconds for which a chat shows what the bot is doing, unless a message comes first.
const ACTIVITY: i64 = 5;

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
    /// The topic of a forum.
    thread: Option<i64>,
    pub(super) forward_origin: Option<Value>,
    is_protected: bool,
    effect_id: Option<String>,
    link_preview: Option<Value>,
}

impl Envelope {
    /// Writes everything but the markup onto a message.
    pub(super) fn mark(&self, message: &mut StoredMessage) {
        message.reply_to = self.reply_to;
        message.thread = self.thread;
        message.forward_origin.clone_from(&self.forward_origin);
        message.is_protected = self.is_protected;
        message.effect_id.clone_from(&self.effect_id);
        message.link_preview.clone_from(&self.link_preview);
    }
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
    let user_id = context.writable_chat()?;
    let until = context.now + ACTIVITY;
    let chat = context.bot.chat(user_id);
    chat.activity = (action != "cancel").then_some((action, until));
    chat.touch();
    Ok(json!(true))
}

impl Context<'_> {
    pub(super) fn person(&self, user_id: i64) -> Result<&Person, ApiError> {
        self.people
            .get(&user_id)
            .ok_or_else(|| ApiError::bad_request("chat not found"))
    }

    /// The user of `chat_id`, if the bot has heard of that user; or the group, if it is in there.
    pub(super) fn known_chat(&mut self) -> Result<i64, ApiError> {
        if self.params.text("chat_id").trim().is_empty() {
            return Err(ApiError::bad_request("chat_id is empty"));
        }
        let user_id = self.params.chat_id();
        let group = user_id.and_then(|id| self.bot.chats.get(&id));
        if let Some(circle) = group.and_then(|chat| chat.circle.as_ref()) {
            circle.check(group.map_or(Standing::Outside, |chat| chat.standing))?;
        }
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
            Standing::Stranger | Standing::Kicked | Standing::Outside => {
                Err(ApiError::bad_request("chat not found"))
            }
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
        let link_preview = self.link_preview()?;
        if !self.params.text("business_connection_id").is_empty() {
            return Err(ApiError::bad_request("business connection not found"));
        }
        let user_id = self.writable_chat()?;
        let thread = self.params.integer("message_thread_id");
        let thread = (thread != 0).then_some(thread);
        let circle = &self.bot.chat(user_id).circle;
        let has_topic = |id| circle.as_ref().is_some_and(|circle| circle.has_topic(id));
        if thread.is_some_and(|id| !has_topic(id)) {
            return Err(ApiError::bad_request("message thread not found"));
        }
        let effect_id = self.params.text("message_effect_id");
        let effect_id = effect_id.parse::<u64>().ok().filter(|id| *id > 0);
        Ok(Envelope {
            user_id,
            markup,
            reply_to: self.reply_to(user_id)?,
            thread,
            forward_origin: None,
            is_protected: self.params.flag("protect_content"),
            effect_id: effect_id.map(|id| id.to_string()),
            link_preview,
        })
    }

    pub(super) fn link_preview(&self) -> Result<Option<Value>, ApiError> {
        let options = self.params.json(
            "link_preview_options",
            "can't parse link preview options JSON object",
        )?;
        if options.as_ref().is_some_and(|options| !options.is_object()) {
            return Err(ApiError::bad_request(
                "object expected as link preview options",
            ));
        }
        Ok(options)
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
                let Value::Object(fields) = parameters else {
                    return Err(ApiError::bad_request("object expected as reply parameters"));
                };
                // Some libraries name the chat even where it is the one they send to.
                let chat = fields.get("chat_id");
                let is_elsewhere = chat.is_some_and(|chat| !names(chat, user_id));
                let is_of_part = ["quote", "checklist_task_id"]
                    .iter()
                    .any(|field| fields.contains_key(*field));
                if is_elsewhere || is_of_part {
                    return Err(ApiError::not_emulated(
                        "replies to parts of messages or to other chats",
                    ));
                }
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
        let id = self.bot.take_message_id(user_id);
        let mut message = StoredMessage::new(id, self.now, Sender::Bot, content);
        envelope.mark(&mut message);
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
        let message = match self.people.get(&user_id) {
            Some(person) => self.bot.show(person, message_id),
            None => self.bot.show_in_group(self.people, user_id, message_id),
        };
        message.ok_or_else(|| ApiError::bad_request("message not found"))
    }
}

/// Whether a chat identifier, as a number or as its digits, names this chat.
fn names(chat: &Value, user_id: i64) -> bool {
    chat.as_i64() == Some(user_id) || chat.as_str() == Some(user_id.to_string().as_str())
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{BOT, Fixture, keyboard, message_id};
    use super::*;

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
