//! The state of the emulated Telegram, without any transport: bots, people, chats and the clock.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::{SystemTime, UNIX_EPOCH};

use rand::Rng;
use serde_json::{Value, json};
use tokio::sync::watch;

use super::chat::{Chat, Faces, Standing};
use super::error::ApiError;
use super::fault::{Fault, Faults};
use super::file::Files;
use super::inline::Inline;
use super::methods;
use super::methods::commands::Menus;
use super::methods::profile::BotProfile;
use super::params::Params;
use super::payment::Payments;
use super::stage::Stage;
use super::update::{UpdateQueue, present};
use super::webhook::Webhook;

/// Distance between the first update identifiers of two bots, so that one tells its bot.
const UPDATES_PER_BOT: i64 = 10_000_000;
const DEFAULT_CALLS_KEPT: usize = 100_000;

pub(super) struct Telegram {
    pub(super) bots: HashMap<i64, Bot>,
    pub(super) people: HashMap<i64, Person>,
    pub(super) faults: Faults,
    pub(super) journal: Journal,
    pub(super) unknown_tokens: UnknownTokens,
    pub(super) stage: Stage,
    /// Whether webhooks may be plain HTTP on any port, as on a Bot API server of one's own.
    pub(super) plain_webhooks: bool,
    /// Any change of this number says that something here has changed.
    pub(super) changed: watch::Sender<u64>,
    /// The bot registered first, to which users talk unless told otherwise.
    first_bot: Option<i64>,
    next_person: i64,
    next_group: i64,
    /// Seconds by which tests have moved the clock.
    shift: i64,
}

/// What becomes of a well-formed token that nobody registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UnknownTokens {
    /// 401, as for a revoked token.
    Refuse,
    /// It becomes a bot of its own at first sight.
    Register,
}

pub(super) struct Bot {
    pub(super) id: i64,
    pub(super) username: String,
    pub(super) updates: UpdateQueue,
    pub(super) chats: HashMap<i64, Chat>,
    pub(super) queries: HashMap<String, Query>,
    pub(super) files: Files,
    pub(super) menus: Menus,
    pub(super) payments: Payments,
    pub(super) inline: Inline,
    pub(super) profile: BotProfile,
    pub(super) webhook: Option<Webhook>,
    /// Users whose updates a test keeps from the webhook for now.
    pub(super) held: HashSet<i64>,
    pub(super) launched_at: i64,
    /// Until then the server does not know the bot.
    pub(super) logged_out_until: i64,
    pub(super) token: String,
    next_message: i64,
}

/// A press that the bot has not answered yet.
#[derive(Debug, Clone)]
pub(super) struct Query {
    pub(super) user_id: i64,
    /// Where the button was.
    pub(super) chat_id: i64,
    pub(super) update_id: i64,
    pub(super) pressed_at: i64,
}

/// Somebody with a Telegram account.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// A fresh one is given if there is none.
    pub id: Option<i64>,
    /// Never empty on Telegram.
    pub first_name: String,
    /// Optional.
    pub last_name: Option<String>,
    /// Without the `@`.
    pub username: Option<String>,
    /// IETF tag of the app's language, such as `de`.
    pub language_code: Option<String>,
    /// What a button that asks for the number shares; made up of the id if there is none.
    pub phone_number: Option<String>,
}

#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) id: i64,
    pub(super) profile: Profile,
}

/// One request a bot made.
#[derive(Debug, Clone)]
pub struct Call {
    /// Grows by one.
    pub id: u64,
    /// The bot that called.
    pub bot: i64,
    /// The method as the documentation writes it.
    pub method: String,
    /// Numbers, objects and arrays are typed however they were sent.
    pub params: Value,
    /// The emulator's clock, in Unix seconds.
    pub at: i64,
    /// What the bot was told, or would have been told had the answer not been lost.
    pub outcome: Result<Value, ApiError>,
    /// The scripted fault this call met.
    pub fault: Option<Fault>,
}

pub(super) struct Journal {
    pub(super) calls: VecDeque<Call>,
    pub(super) kept: usize,
    pub(super) next: u64,
}

/// What a method works on: the calling bot and everything it may look at.
pub(super) struct Context<'a> {
    pub(super) bot: &'a mut Bot,
    pub(super) people: &'a HashMap<i64, Person>,
    pub(super) params: &'a Params,
    pub(super) now: i64,
    pub(super) plain_webhooks: bool,
}

/// What goes back over the wire.
#[derive(Debug)]
pub(super) enum Reply {
    Answer(Result<Value, ApiError>),
    /// The same, when the emulator's clock has come to a time.
    Late(Result<Value, ApiError>, i64),
    /// The connection is closed.
    Nothing,
}

impl Reply {
    /// What goes back when a call meets a fault.
    pub(super) fn to(outcome: Result<Value, ApiError>, fault: Option<&Fault>, now: i64) -> Self {
        match fault {
            Some(Fault::DropConnection | Fault::LoseAnswer) => Self::Nothing,
            Some(Fault::LateAnswer { seconds }) => Self::Late(outcome, now + i64::from(*seconds)),
            _ => Self::Answer(outcome),
        }
    }
}

impl Telegram {
    pub(super) fn new() -> Self {
        Self {
            bots: HashMap::new(),
            people: HashMap::new(),
            faults: Faults::default(),
            journal: Journal {
                calls: VecDeque::new(),
                kept: DEFAULT_CALLS_KEPT,
                next: 1,
            },
            unknown_tokens: UnknownTokens::Refuse,
            stage: Stage::default(),
            plain_webhooks: false,
            changed: watch::Sender::new(0),
            first_bot: None,
            next_person: 1_000_001,
            next_group: 2_000_001,
            shift: 0,
        }
    }

    pub(super) fn now(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let real = since.map_or(0, |since| since.as_secs());
        i64::try_from(real).unwrap_or(i64::MAX) + self.shift
    }

    pub(super) fn advance(&mut self, seconds: i64) {
        self.shift += seconds;
        self.touch();
    }

    pub(super) fn touch(&self) {
        self.changed.send_modify(|version| *version += 1);
    }

    pub(super) fn first_bot(&self) -> Option<i64> {
        self.first_bot
    }

    /// Registers a token, or renames the bot that has it. `None`: the token is malformed.
    pub(super) fn register_bot(&mut self, token: &str, username: &str) -> Option<i64> {
        let id = bot_id(token)?;
        if let Some(bot) = self.bots.get_mut(&id) {
            username.clone_into(&mut bot.username);
            token.clone_into(&mut bot.token);
            return Some(id);
        }
        let mut random = rand::rng();
        let slot = i64::try_from(self.bots.len() % 80).unwrap_or(0);
        let first_update = 100_000_000 + slot * UPDATES_PER_BOT + random.random_range(1..1_000_000);
        let bot = Bot {
            id,
            username: username.to_owned(),
            updates: UpdateQueue::starting_at(first_update),
            chats: HashMap::new(),
            queries: HashMap::new(),
            files: Files::default(),
            menus: Menus::default(),
            payments: Payments::default(),
            inline: Inline::default(),
            profile: BotProfile::default(),
            webhook: None,
            held: HashSet::new(),
            launched_at: self.now(),
            logged_out_until: 0,
            token: token.to_owned(),
            next_message: random.random_range(2..500),
        };
        self.bots.insert(id, bot);
        self.first_bot.get_or_insert(id);
        self.touch();
        Some(id)
    }

    pub(super) fn register_person(&mut self, profile: Profile) -> i64 {
        let id = profile.id.unwrap_or(self.next_person);
        self.next_person = self.next_person.max(id) + 1;
        self.people.insert(id, Person { id, profile });
        self.touch();
        id
    }

    /// A number that no other group has.
    pub(super) fn take_group_number(&mut self) -> i64 {
        self.next_group += 1;
        self.next_group
    }

    /// Finds the bot of a token.
    pub(super) fn authorise(&mut self, token: &str) -> Result<i64, ApiError> {
        let Some(id) = bot_id(token) else {
            return Err(ApiError::new(401, "Unauthorized: invalid token specified"));
        };
        let known = self.bots.get(&id).filter(|bot| bot.token == token);
        if known.is_some_and(|bot| bot.logged_out_until > self.now()) {
            return Err(ApiError::new(400, "Logged out"));
        }
        if known.is_some() {
            return Ok(id);
        }
        let registered = match self.unknown_tokens {
            UnknownTokens::Register if !self.bots.contains_key(&id) => {
                self.register_bot(token, &format!("emulated_{id}_bot"))
            }
            UnknownTokens::Register | UnknownTokens::Refuse => None,
        };
        registered.ok_or_else(|| ApiError::new(401, "Unauthorized"))
    }

    /// Serves one request: scripted faults first, then the method; both are recorded.
    pub(super) fn request(&mut self, token: &str, method: &str, params: &Params) -> Reply {
        let bot = match self.authorise(token) {
            Ok(bot) => bot,
            Err(error) => return Reply::Answer(Err(error)),
        };
        let now = self.now();
        let fault = self.faults.take(method, params.chat_id());
        let fault = fault.or_else(|| self.faults.limit_of(params.chat_id(), now));
        let outcome = match &fault {
            Some(fault) if !fault.spares_the_request() => {
                Err(fault.refusal().unwrap_or_else(ApiError::not_executed))
            }
            _ => self.call_of(bot, method, params),
        };
        self.record(bot, method, params, &outcome, fault.clone());
        Reply::to(outcome, fault.as_ref(), now)
    }

    fn call_of(&mut self, bot: i64, method: &str, params: &Params) -> Result<Value, ApiError> {
        let now = self.now();
        let Some(bot) = self.bots.get_mut(&bot) else {
            return Err(ApiError::new(401, "Unauthorized"));
        };
        let mut context = Context {
            bot,
            people: &self.people,
            params,
            now,
            plain_webhooks: self.plain_webhooks,
        };
        methods::call(&mut context, method)
    }

    pub(super) fn record(
        &mut self,
        bot: i64,
        method: &str,
        params: &Params,
        outcome: &Result<Value, ApiError>,
        fault: Option<Fault>,
    ) {
        let at = self.now();
        let journal = &mut self.journal;
        let id = journal.next;
        journal.next += 1;
        if journal.kept > 0 {
            let surplus = (journal.calls.len() + 1).saturating_sub(journal.kept);
            journal.calls.drain(..surplus);
            journal.calls.push_back(Call {
                id,
                bot,
                method: methods::canonical(method).to_owned(),
                params: params.to_value(),
                at,
                outcome: outcome.clone(),
                fault,
            });
        }
        self.touch();
    }

    /// Calls a method without faults and without being recorded.
    #[cfg(test)]
    pub(super) fn call(
        &mut self,
        token: &str,
        method: &str,
        params: Value,
    ) -> Result<Value, ApiError> {
        let bot = self.authorise(token)?;
        self.call_of(bot, method, &Params::of(params))
    }
}

/// The bot's id in a well-formed token: digits, a colon, letters and digits.
fn bot_id(token: &str) -> Option<i64> {
    let (id, secret) = token.split_once(':')?;
    let is_secret = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let is_well_formed = token.len() <= 80
        && !secret.is_empty()
        && secret.chars().all(is_secret)
        && id.chars().all(|c| c.is_ascii_digit());
    id.parse().ok().filter(|id| is_well_formed && *id > 0)
}

impl Bot {
    pub(super) fn to_value(&self) -> Value {
        json!({
            "id": self.id,
            "is_bot": true,
            "first_name": self.profile.name().unwrap_or(&self.username),
            "username": self.username,
        })
    }

    /// The next message identifier of a chat: a supergroup has a sequence of its own; all private
    /// chats and basic groups share one, in which other things of the account take numbers too.
    pub(super) fn take_message_id(&mut self, chat_id: i64) -> i64 {
        if let Some(id) = self.take_supergroup_message_id(chat_id) {
            return id;
        }
        self.next_message += rand::rng().random_range(1..=3);
        self.next_message
    }

    /// The same for messages of an album, which follow each other.
    pub(super) fn take_adjacent_message_id(&mut self, chat_id: i64) -> i64 {
        if let Some(id) = self.take_supergroup_message_id(chat_id) {
            return id;
        }
        self.next_message += 1;
        self.next_message
    }

    pub(super) fn chat(&mut self, user_id: i64) -> &mut Chat {
        self.chats.entry(user_id).or_insert_with(Chat::new)
    }

    /// Whether the press that made this update waits for its answer.
    pub(super) fn is_unanswered(&self, update_id: i64) -> bool {
        let mut queries = self.queries.values();
        queries.any(|query| query.update_id == update_id)
    }

    /// Which commands a chat offers depends on its user, so each may look different now.
    pub(super) fn menu_changed(&self) {
        self.chats.values().for_each(Chat::touch);
    }

    /// The chat of a user the bot has at least heard of.
    pub(super) fn known_chat(&mut self, user_id: i64) -> Option<&mut Chat> {
        self.chats
            .get_mut(&user_id)
            .filter(|chat| chat.standing != Standing::Stranger)
    }

    pub(super) fn faces(&self, person: &Person) -> Faces {
        Faces {
            bot: self.to_value(),
            user: person.to_user(),
            members: HashMap::new(),
            chat: person.to_chat(),
        }
    }

    /// The Message object of a message that the bot can reach.
    pub(super) fn show(&self, person: &Person, message_id: i64) -> Option<Value> {
        let chat = self.chats.get(&person.id)?;
        let message = chat.accessible(message_id)?;
        Some(message.to_value(&self.faces(person), chat))
    }
}

impl Person {
    /// The number of the account.
    pub(super) fn phone_number(&self) -> String {
        let number = self.profile.phone_number.clone();
        number.unwrap_or_else(|| format!("+{}", self.id))
    }

    pub(super) fn to_user(&self) -> Value {
        present([
            ("id", Some(json!(self.id))),
            ("is_bot", Some(json!(false))),
            ("first_name", Some(json!(self.profile.first_name))),
            ("last_name", self.profile.last_name.clone().map(Value::from)),
            ("username", self.profile.username.clone().map(Value::from)),
            (
                "language_code",
                self.profile.language_code.clone().map(Value::from),
            ),
        ])
    }

    pub(super) fn to_chat(&self) -> Value {
        present([
            ("id", Some(json!(self.id))),
            ("first_name", Some(json!(self.profile.first_name))),
            ("last_name", self.profile.last_name.clone().map(Value::from)),
            ("username", self.profile.username.clone().map(Value::from)),
            ("type", Some(json!("private"))),
        ])
    }
}
