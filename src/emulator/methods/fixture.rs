//! What the tests of the methods share: one bot, one user who talks to it, nothing else.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::emulator::chat::Content;
use crate::emulator::entity::FormattedText;
use crate::emulator::error::ApiError;
use crate::emulator::file;
use crate::emulator::params::{Params, Upload};
use crate::emulator::telegram::{Profile, Reply, Telegram};

pub(in crate::emulator) const TOKEN: &str = "42:TEST";
pub(in crate::emulator) const BOT: i64 = 42;

pub(in crate::emulator) struct Fixture {
    pub(in crate::emulator) telegram: Telegram,
    pub(in crate::emulator) user: i64,
}

impl Fixture {
    pub(in crate::emulator) fn new() -> Self {
        let mut telegram = Telegram::new();
        telegram.register_bot(TOKEN, "shop_bot");
        let mut fixture = Self { telegram, user: 0 };
        fixture.user = fixture.stranger("Ada");
        fixture.says("/start");
        fixture
    }

    /// Somebody the bot has never heard of.
    pub(in crate::emulator) fn stranger(&mut self, first_name: &str) -> i64 {
        self.telegram.register_person(Profile {
            first_name: first_name.to_owned(),
            ..Profile::default()
        })
    }

    pub(in crate::emulator) fn says(&mut self, text: &str) -> i64 {
        let text = FormattedText::finished(text.to_owned(), Vec::new());
        self.telegram.receive(BOT, self.user, Content::Text(text))
    }

    /// Calls a method in the user's chat.
    pub(in crate::emulator) fn call(
        &mut self,
        method: &str,
        mut params: Value,
    ) -> Result<Value, ApiError> {
        if params.get("chat_id").is_none() {
            params["chat_id"] = json!(self.user);
        }
        self.telegram.call(TOKEN, method, params)
    }

    /// Calls a method that must succeed.
    pub(in crate::emulator) fn done(&mut self, method: &str, params: Value) -> Value {
        match self.call(method, params) {
            Ok(result) => result,
            Err(error) => panic!("{method}: {error}"),
        }
    }

    /// Calls a method and compares the refusal, code and all.
    pub(in crate::emulator) fn refused(&mut self, method: &str, params: Value, expect: &str) {
        let shown = params.to_string();
        let error = self.call(method, params).map(|result| result.to_string());
        let error = error.map_err(|error| error.to_string());
        assert_eq!(error, Err(expect.to_owned()), "{method} {shown:.300}");
    }

    /// Calls a method with a picture uploaded under a name.
    pub(in crate::emulator) fn upload(
        &mut self,
        method: &str,
        mut params: Value,
        name: &str,
    ) -> Result<Value, ApiError> {
        params["chat_id"] = json!(self.user);
        self.upload_of(method, params, name, "photo", file::png(640, 480))
    }

    /// The same with any file.
    pub(in crate::emulator) fn upload_of(
        &mut self,
        method: &str,
        mut params: Value,
        name: &str,
        file_name: &str,
        bytes: Vec<u8>,
    ) -> Result<Value, ApiError> {
        params["chat_id"] = json!(self.user);
        let mut params = Params::of(params);
        let upload = Upload {
            file_name: file_name.to_owned(),
            bytes: Arc::from(bytes),
        };
        params.attach(name, upload);
        match self.telegram.request(TOKEN, method, &params) {
            Reply::Answer(outcome) => outcome,
            Reply::Late(..) | Reply::Nothing => panic!("no fault was asked for"),
        }
    }

    pub(in crate::emulator) fn sent(&mut self, text: &str) -> i64 {
        message_id(&self.done("sendMessage", json!({ "text": text })))
    }

    /// What waits for the bot, past the brakes of getUpdates on a bot that asks too often.
    pub(in crate::emulator) fn updates(&mut self) -> Vec<Value> {
        let now = self.telegram.now();
        match self.telegram.bots.get_mut(&BOT) {
            Some(bot) => bot.updates.take(0, 100, now),
            None => Vec::new(),
        }
    }
}

pub(in crate::emulator) fn message_id(message: &Value) -> i64 {
    message["message_id"].as_i64().unwrap_or_default()
}

pub(in crate::emulator) fn keyboard(label: &str, data: &str) -> Value {
    json!({ "inline_keyboard": [[{ "text": label, "callback_data": data }]] })
}
