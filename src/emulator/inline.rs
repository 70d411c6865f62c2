//! Inline mode: what people type after a bot's name, what the bot offers for it, and what of that
//! they send.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::act::query_id;
use super::chat::{Content, Sender, Standing, StoredMessage};
use super::file::StoredPhoto;
use super::keyboard::InlineRows;
use super::telegram::{Person, Telegram};
use super::update::{UpdateKind, present};
use super::view::{self, Message};

/// Characters of a query (Bot API, `InlineQuery`).
const MAX_QUERY: usize = 256;
/// Seconds after which queries are forgotten, answered or not.
const KEPT: i64 = 60 * 60;
/// Updates of inline queries never wait behind other updates of the same user.
const LANE: i64 = 1 << 33;

/// What one bot has to do with inline mode.
#[derive(Default)]
pub(super) struct Inline {
    /// Whether its owner has turned it on.
    pub(super) is_on: bool,
    /// Whether the bot is told what is chosen.
    pub(super) tells_choices: bool,
    queries: HashMap<String, Asked>,
}

/// A query, and what was offered for it.
struct Asked {
    user_id: i64,
    /// Where it was typed, and where what is chosen goes.
    chat_id: i64,
    words: String,
    asked_at: i64,
    answer: Option<Answer>,
}

/// What a bot offers.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) results: Vec<Choice>,
    pub(super) next_offset: String,
    pub(super) button: Option<StartButton>,
    pub(super) cache_time: i64,
    pub(super) is_personal: bool,
}

/// One thing that can be sent.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) description: String,
    /// The picture it is shown by.
    pub(super) photo: Option<Arc<StoredPhoto>>,
    /// What is sent.
    pub(super) content: Content,
    pub(super) inline: InlineRows,
    pub(super) link_preview: Option<Value>,
}

/// A query that somebody has made of a bot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InlineQuery {
    /// `inline_query_id`.
    pub id: String,
    /// The update that tells the bot.
    pub update_id: i64,
}

/// What a bot offered for an inline query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What can be sent, in the bot's order.
    pub results: Vec<InlineResult>,
    /// With what the next page is asked for; empty when there is none.
    pub next_offset: String,
    /// The button above the results.
    pub button: Option<StartButton>,
    /// Seconds for which it may be shown again without asking the bot.
    pub cache_time: i64,
    /// Whether it is for the person only who asked.
    pub is_personal: bool,
}

/// One of the things offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InlineResult {
    /// The bot's name for it.
    pub id: String,
    /// What it is called in the list.
    pub title: String,
    /// What is said about it there.
    pub description: String,
    /// The message that it would be.
    pub message: Message,
}

/// A button above inline results: it opens the chat with the bot and starts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartButton {
    /// Its label.
    pub text: String,
    /// What `/start` is sent with.
    pub start_parameter: String,
}

impl Inline {
    /// Whether a query can be answered: once, and soon.
    pub(super) fn is_open(&self, query_id: &str, now: i64, max_age: i64) -> bool {
        let asked = self.queries.get(query_id);
        asked.is_some_and(|asked| asked.answer.is_none() && now - asked.asked_at <= max_age)
    }

    pub(super) fn answer(&mut self, query_id: &str, answer: Answer) {
        if let Some(asked) = self.queries.get_mut(query_id) {
            asked.answer = Some(answer);
        }
    }

    /// What a user is offered. `None`: nothing yet, or it is somebody else's query.
    pub(super) fn offered(&self, user_id: i64, query_id: &str) -> Option<&Answer> {
        let asked = self.queries.get(query_id)?;
        let answer = asked.answer.as_ref();
        answer.filter(|_| asked.user_id == user_id)
    }
}

impl Answer {
    pub(super) fn to_offer(&self) -> Offer {
        let results = self.results.iter().map(|choice| InlineResult {
            id: choice.id.clone(),
            title: choice.title.clone(),
            description: choice.description.clone(),
            message: view::message(&choice.preview()),
        });
        Offer {
            results: results.collect(),
            next_offset: self.next_offset.clone(),
            button: self.button.clone(),
            cache_time: self.cache_time,
            is_personal: self.is_personal,
        }
    }
}

impl Choice {
    /// The message that it would be.
    pub(super) fn preview(&self) -> StoredMessage {
        self.to_message(0, 0, Sender::User)
    }

    fn to_message(&self, id: i64, date: i64, sender: Sender) -> StoredMessage {
        let mut message = StoredMessage::new(id, date, sender, self.content.clone());
        message.inline.clone_from(&self.inline);
        message.link_preview.clone_from(&self.link_preview);
        message.is_via_bot = true;
        message
    }
}

impl Telegram {
    /// Somebody types words after the bot's name. `None`: the bot has no inline mode.
    pub(super) fn ask_inline(
        &mut self,
        bot_id: i64,
        user_id: i64,
        chat_id: i64,
        words: &str,
        offset: &str,
    ) -> Option<InlineQuery> {
        self.act(bot_id, user_id, |bot, person, now| {
            if !bot.inline.is_on {
                return None;
            }
            let chat = bot.chat(user_id);
            if chat.standing == Standing::Stranger {
                chat.standing = Standing::Heard;
            }
            let circle = bot.chats.get(&chat_id)?.circle.as_ref();
            let chat_type = match circle {
                Some(circle) => circle.to_chat(chat_id)["type"].take(),
                None => json!("sender"),
            };
            let words: String = words.trim().chars().take(MAX_QUERY).collect();
            let id = query_id();
            let query = json!({
                "id": id,
                "from": person.to_user(),
                "query": words,
                "offset": offset,
                "chat_type": chat_type,
            });
            let kind = UpdateKind::InlineQuery;
            let update_id = bot.updates.push(kind, user_id + LANE, query, now);
            let asked = Asked {
                user_id,
                chat_id,
                words,
                asked_at: now,
                answer: None,
            };
            let queries = &mut bot.inline.queries;
            queries.retain(|_, asked| now - asked.asked_at < KEPT);
            queries.insert(id.clone(), asked);
            Some(InlineQuery { id, update_id })
        })
    }

    /// Somebody sends one of the things they were offered, into the chat in which they asked.
    /// Returns the update that tells the bot of the message; `None`: it was never offered, or the
    /// bot does not hear what is said in that chat.
    pub(super) fn choose_inline(
        &mut self,
        bot_id: i64,
        user_id: i64,
        query_id: &str,
        result_id: &str,
    ) -> Option<i64> {
        self.of_bot(bot_id, |bot, people, now| {
            let person = people.get(&user_id);
            let person = person.expect("user handles are made for registered people only");
            let asked = bot.inline.queries.get(query_id)?;
            let answer = asked.answer.as_ref().filter(|_| asked.user_id == user_id)?;
            let mut results = answer.results.iter();
            let choice = results.find(|choice| choice.id == result_id)?.clone();
            let chat_id = asked.chat_id;
            if bot.inline.tells_choices {
                let told = chosen(person, &choice, &asked.words);
                let kind = UpdateKind::ChosenInlineResult;
                bot.updates.push(kind, user_id + 2 * LANE, told, now);
            }
            let id = bot.take_message_id(chat_id);
            if chat_id == user_id {
                return Some(bot.arrive(person, choice.to_message(id, now, Sender::User), now));
            }
            let chat = bot.chat(chat_id);
            chat.add(choice.to_message(id, now, Sender::Member(user_id)));
            if chat.standing != Standing::Talking {
                return None;
            }
            let message = bot.show_in_group(people, chat_id, id)?;
            Some(bot.updates.push(UpdateKind::Message, chat_id, message, now))
        })
    }
}

/// The ChosenInlineResult object. Only what has buttons can be changed by the bot later.
fn chosen(person: &Person, choice: &Choice, words: &str) -> Value {
    let message_id = (!choice.inline.is_empty()).then(|| json!(format!("AAM{}", query_id())));
    present([
        ("result_id", Some(json!(choice.id))),
        ("from", Some(person.to_user())),
        ("inline_message_id", message_id),
        ("query", Some(json!(words))),
    ])
}
