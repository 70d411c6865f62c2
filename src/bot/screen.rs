//! What is shown and how it gets to the chat: the only place, beside the
//! outbox, that sends messages.

use std::time::Duration;

use teloxide::{
    payloads::{
        AnswerCallbackQuery, AnswerCallbackQuerySetters, EditMessageReplyMarkup,
        EditMessageReplyMarkupSetters, EditMessageText, EditMessageTextSetters, SendMessage,
        SendMessageSetters,
    },
    types::{
        ButtonRequest, CallbackQueryId, ChatId, InlineKeyboardButton, InlineKeyboardMarkup,
        KeyboardButton, KeyboardMarkup, KeyboardRemove, MessageId, ParseMode, Recipient,
        ReplyMarkup,
    },
};
use tracing::{debug, warn};

use crate::{
    domain::id::TelegramId,
    i18n::{Html, Lang},
};

use super::{
    api::{Api, ApiError},
    button::Button,
};

/// Telegram's limit for a toast or alert, in characters (Bot API, `answerCallbackQuery`).
const ANSWER_LIMIT: usize = 200;
/// Attempts to bring one screen out, not counting waits that Telegram asked for.
const ATTEMPTS: u32 = 3;
/// The longest wait Telegram may ask for before a screen is given up.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// A message: text and keyboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    /// The text.
    pub text: Html,
    /// What is under it.
    pub keyboard: Keyboard,
}

/// What is under a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keyboard {
    /// Buttons in rows; perhaps none.
    Buttons(Vec<Vec<Key>>),
    /// A keyboard in place of the letters: share the phone, or cancel.
    Contact {
        /// Label of the button that shares the phone.
        share: String,
        /// Label of the button that cancels.
        cancel: String,
    },
    /// Takes a keyboard in place of the letters away.
    Letters,
}

/// A button of a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// What it says.
    pub label: String,
    /// What pressing it means.
    pub button: Button,
}

impl Key {
    /// A button; Telegram cuts long labels on screen, and we before that.
    pub fn new(label: impl Into<String>, button: Button) -> Self {
        Self {
            label: cut(&label.into(), 64),
            button,
        }
    }
}

impl Screen {
    /// A text with rows of buttons.
    pub fn new(text: Html, rows: Vec<Vec<Key>>) -> Self {
        Self {
            text,
            keyboard: Keyboard::Buttons(rows),
        }
    }

    /// A text alone.
    pub fn text(text: Html) -> Self {
        Self::new(text, Vec::new())
    }
}

/// The answer to a press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Nothing but the end of the waiting sign.
    Silent,
    /// A line that passes by.
    Toast(String),
    /// A text that has to be closed.
    Alert(String),
}

/// Everything one update brings about in its own chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The answer, where a button was pressed.
    pub answer: Answer,
    /// A message sent before the screen.
    pub before: Option<Screen>,
    /// The screen: takes the place of the message whose button was pressed, else is sent.
    pub screen: Option<Screen>,
    /// Whether only the buttons of the pressed message are replaced, its text kept.
    pub keeps_text: bool,
}

impl Reply {
    /// Shows a screen.
    pub fn screen(screen: Screen) -> Self {
        Self {
            answer: Answer::Silent,
            before: None,
            screen: Some(screen),
            keeps_text: false,
        }
    }

    /// Shows a text without buttons.
    pub fn text(text: Html) -> Self {
        Self::screen(Screen::text(text))
    }

    /// Answers a press and leaves the screen alone.
    pub fn answer(answer: Answer) -> Self {
        Self {
            answer,
            before: None,
            screen: None,
            keeps_text: false,
        }
    }

    /// Interrupts with a text and leaves the screen alone.
    pub fn alert(text: String) -> Self {
        Self::answer(Answer::Alert(text))
    }

    /// The same with another answer.
    pub fn with_answer(self, answer: Answer) -> Self {
        Self { answer, ..self }
    }

    /// The same after another message.
    pub fn after(self, before: Screen) -> Self {
        Self {
            before: Some(before),
            ..self
        }
    }
}

/// Where an update came from, and so where its reply goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The private chat.
    pub chat: TelegramId,
    /// The press, when a button was pressed.
    pub press: Option<Press>,
}

/// A pressed button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Press {
    /// Telegram's id of the press, to be answered once.
    pub query: String,
    /// The message with the button; `None` when Telegram does not let us touch it any more.
    pub message: Option<i32>,
}

/// Whether a press has been answered before its screen was ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// No: answer and screen leave together.
    NotYet,
    /// Yes: what the answer would have said is sent as a message.
    Early,
}

/// Brings a reply out: the answer and the screen leave together, so that a tap costs one round
/// trip. Called after the commit; trouble is logged here and ends here.
pub async fn show(api: &Api, origin: &Origin, mut reply: Reply, answered: Answered) {
    let before = reply.before.take();
    let Some(press) = &origin.press else {
        if let Some(before) = &before {
            send(api, origin.chat, before).await;
        }
        if let Answer::Alert(text) = &reply.answer {
            send(api, origin.chat, &Screen::text(Html::escape(text))).await;
        }
        if let Some(screen) = &reply.screen {
            send(api, origin.chat, screen).await;
        }
        return;
    };
    let answer = std::mem::replace(&mut reply.answer, Answer::Silent);
    match answered {
        Answered::NotYet => {
            futures::join!(
                answer_press(api, &press.query, &answer),
                show_after(api, origin, press, before.as_ref(), &reply)
            );
        }
        Answered::Early => {
            show_after(api, origin, press, before.as_ref(), &reply).await;
            if let Answer::Alert(text) = &answer {
                send(api, origin.chat, &Screen::text(Html::escape(text))).await;
            }
        }
    }
}

async fn show_after(
    api: &Api,
    origin: &Origin,
    press: &Press,
    before: Option<&Screen>,
    reply: &Reply,
) {
    if let Some(before) = before {
        send(api, origin.chat, before).await;
    }
    place(api, origin, press, reply).await;
}

/// Answers a press, once; a query too old to be answered is nobody's loss.
pub async fn answer_press(api: &Api, query: &str, answer: &Answer) {
    let call = AnswerCallbackQuery::new(CallbackQueryId(query.to_owned()));
    let call = match answer {
        Answer::Silent => call,
        Answer::Toast(text) => call.text(cut(text, ANSWER_LIMIT)),
        Answer::Alert(text) => call.text(cut(text, ANSWER_LIMIT)).show_alert(true),
    };
    if let Err(error) = persist(|| api.call(&call)).await {
        if error.says("query is too old") {
            debug!(%error, "press not answered");
        } else {
            warn!(%error, "press not answered");
        }
    }
}

/// Sends a message to a chat that wrote to us.
pub async fn send(api: &Api, chat: TelegramId, screen: &Screen) {
    let call = message(chat, screen);
    if let Err(error) = persist(|| api.call(&call)).await {
        if error.says("blocked") || error.says("deactivated") {
            debug!(chat.id = %chat, %error, "customer cannot be reached");
        } else {
            warn!(chat.id = %chat, %error, "screen not sent");
        }
    }
}

/// The call that sends a screen.
pub fn message(chat: TelegramId, screen: &Screen) -> SendMessage {
    let call = SendMessage::new(Recipient::Id(ChatId(chat.get())), screen.text.as_str())
        .parse_mode(ParseMode::Html);
    match &screen.keyboard {
        Keyboard::Buttons(rows) if rows.is_empty() => call,
        Keyboard::Buttons(rows) => call.reply_markup(ReplyMarkup::InlineKeyboard(inline(rows))),
        Keyboard::Contact { share, cancel } => {
            let share = KeyboardButton::new(share).request(ButtonRequest::Contact);
            let keyboard = KeyboardMarkup::new([[share], [KeyboardButton::new(cancel)]])
                .resize_keyboard()
                .one_time_keyboard();
            call.reply_markup(ReplyMarkup::Keyboard(keyboard))
        }
        Keyboard::Letters => call.reply_markup(ReplyMarkup::KeyboardRemove(KeyboardRemove::new())),
    }
}

async fn place(api: &Api, origin: &Origin, press: &Press, reply: &Reply) {
    let Some(screen) = &reply.screen else { return };
    // Only buttons can be edited into a message (Bot API: "inline keyboard expected").
    let (Some(message), Keyboard::Buttons(rows)) = (press.message, &screen.keyboard) else {
        return send(api, origin.chat, screen).await;
    };
    let chat = Recipient::Id(ChatId(origin.chat.get()));
    let edited = if reply.keeps_text {
        let call = EditMessageReplyMarkup::new(chat, MessageId(message)).reply_markup(inline(rows));
        persist(|| api.call(&call)).await
    } else {
        let call = EditMessageText::new(chat, MessageId(message), screen.text.as_str())
            .parse_mode(ParseMode::Html);
        let call = if rows.is_empty() {
            call
        } else {
            call.reply_markup(inline(rows))
        };
        persist(|| api.call(&call)).await
    };
    match edited {
        Ok(()) => {}
        Err(error) if error.says("message is not modified") => {}
        Err(error) if cannot_be_edited(&error) && reply.keeps_text => {
            debug!(%error, "buttons not replaced");
        }
        Err(error) if cannot_be_edited(&error) => send(api, origin.chat, screen).await,
        Err(error) => warn!(chat.id = %origin.chat, %error, "screen not shown"),
    }
}

fn cannot_be_edited(error: &ApiError) -> bool {
    error.says("message to edit not found")
        || error.says("message can't be edited")
        || error.says("there is no text in the message to edit")
        || error.says("MESSAGE_ID_INVALID")
}

fn inline(rows: &[Vec<Key>]) -> InlineKeyboardMarkup {
    InlineKeyboardMarkup::new(rows.iter().map(|row| {
        row.iter()
            .map(|key| InlineKeyboardButton::callback(key.label.clone(), key.button.encode()))
    }))
}

/// Tries a call again when Telegram asks to wait or does not answer. Only this chat waits.
async fn persist<F>(call: impl Fn() -> F) -> Result<(), ApiError>
where
    F: Future<Output = Result<(), ApiError>>,
{
    let mut attempt = 1;
    loop {
        let error = match call().await {
            Ok(()) => return Ok(()),
            Err(error) => error,
        };
        let wait = match &error {
            ApiError::RetryAfter(wait) if *wait <= LONGEST_WAIT => *wait,
            ApiError::Unreachable(_) => Duration::from_millis(200 << attempt),
            ApiError::RetryAfter(_) | ApiError::Refused { .. } => return Err(error),
        };
        if attempt >= ATTEMPTS {
            return Err(error);
        }
        attempt += 1;
        tokio::time::sleep(wait).await;
    }
}

/// A text cut to `limit` characters, with a sign that something is missing.
pub fn cut(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(limit - 1).collect();
    short.push('…');
    short
}

/// The rows that page through a list, if there is anything to page to.
pub fn pager(lang: Lang, previous: Option<Button>, next: Option<Button>) -> Option<Vec<Key>> {
    let previous = previous.map(|button| Key::new(lang.button_previous(), button));
    let next = next.map(|button| Key::new(lang.button_next(), button));
    let row: Vec<Key> = previous.into_iter().chain(next).collect();
    (!row.is_empty()).then_some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_labels_are_cut_between_characters() {
        assert_eq!(cut("Mug", 5), "Mug");
        assert_eq!(cut("Кружка", 5), "Круж…");
        assert_eq!(cut("👩‍👩‍👧 mug", 3).chars().count(), 3);
    }
}
