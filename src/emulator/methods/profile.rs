//! What a bot says about itself: its name, descriptions and menu button.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::emulator::error::ApiError;
use crate::emulator::link;
use crate::emulator::telegram::Context;

/// One text in several languages; the empty language is for everybody else.
type Texts = HashMap<String, String>;

/// The settings of one bot.
#[derive(Default)]
pub(in crate::emulator) struct BotProfile {
    names: Texts,
    descriptions: Texts,
    short_descriptions: Texts,
    /// By chat; `None`: for every chat without its own.
    menu_buttons: HashMap<Option<i64>, Value>,
}

impl BotProfile {
    /// The name for everybody, if the bot was ever given one.
    pub(in crate::emulator) fn name(&self) -> Option<&str> {
        self.names.get("").map(String::as_str)
    }

    /// Changes that name.
    pub(in crate::emulator) fn rename(&mut self, name: &str) {
        self.names.insert(String::new(), name.to_owned());
    }
}

/// Which text a method is about.
struct Field {
    name: &'static str,
    longest: usize,
    of: fn(&mut BotProfile) -> &mut Texts,
}

const NAME: Field = Field {
    name: "name",
    longest: 64,
    of: |profile| &mut profile.names,
};
const DESCRIPTION: Field = Field {
    name: "description",
    longest: 512,
    of: |profile| &mut profile.descriptions,
};
const SHORT_DESCRIPTION: Field = Field {
    name: "short_description",
    longest: 120,
    of: |profile| &mut profile.short_descriptions,
};

pub(super) fn set_my_name(context: &mut Context<'_>) -> Result<Value, ApiError> {
    set(context, &NAME)
}

pub(super) fn get_my_name(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let username = context.bot.username.clone();
    get(context, &NAME, &username)
}

pub(super) fn set_my_description(context: &mut Context<'_>) -> Result<Value, ApiError> {
    set(context, &DESCRIPTION)
}

pub(super) fn get_my_description(context: &mut Context<'_>) -> Result<Value, ApiError> {
    get(context, &DESCRIPTION, "")
}

pub(super) fn set_my_short_description(context: &mut Context<'_>) -> Result<Value, ApiError> {
    set(context, &SHORT_DESCRIPTION)
}

pub(super) fn get_my_short_description(context: &mut Context<'_>) -> Result<Value, ApiError> {
    get(context, &SHORT_DESCRIPTION, "")
}

fn set(context: &mut Context<'_>, field: &Field) -> Result<Value, ApiError> {
    let text = context.params.text(field.name).trim().to_owned();
    let language = context.language()?;
    // The back end's words for it are not documented.
    if text.chars().count() > field.longest {
        let (longest, name) = (field.longest, field.name);
        let what = format!("answer to a {name} of more than {longest} characters");
        return Err(ApiError::not_emulated(&what));
    }
    let texts = (field.of)(&mut context.bot.profile);
    if text.is_empty() {
        texts.remove(&language);
    } else {
        texts.insert(language, text);
    }
    Ok(json!(true))
}

fn get(context: &mut Context<'_>, field: &Field, default: &str) -> Result<Value, ApiError> {
    let language = context.language()?;
    let texts = (field.of)(&mut context.bot.profile);
    let text = texts.get(&language).or_else(|| texts.get(""));
    let text = text.map_or(default, String::as_str);
    Ok(json!({ field.name: text }))
}

pub(super) fn set_chat_menu_button(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let chat = menu_chat(context)?;
    let button = context
        .params
        .json("menu_button", "can't parse menu button JSON object")?;
    let button = button.as_ref().map_or(Ok(None), read_menu_button)?;
    let buttons = &mut context.bot.profile.menu_buttons;
    match button {
        Some(button) => buttons.insert(chat, button),
        None => buttons.remove(&chat),
    };
    Ok(json!(true))
}

pub(super) fn get_chat_menu_button(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let chat = menu_chat(context)?;
    let buttons = &context.bot.profile.menu_buttons;
    let button = buttons.get(&chat).or_else(|| buttons.get(&None));
    Ok(button
        .cloned()
        .unwrap_or_else(|| json!({ "type": "default" })))
}

fn menu_chat(context: &mut Context<'_>) -> Result<Option<i64>, ApiError> {
    if context.params.text("chat_id").is_empty() {
        return Ok(None);
    }
    context.known_chat().map(Some)
}

/// `None`: the default.
fn read_menu_button(button: &Value) -> Result<Option<Value>, ApiError> {
    let refusal =
        |reason: &str| ApiError::bad_request(&format!("can't parse menu button: {reason}"));
    let Value::Object(fields) = button else {
        return Err(refusal("MenuButton must be an Object"));
    };
    match fields.get("type").and_then(Value::as_str) {
        None => Err(refusal("Can't find field \"type\"")),
        Some("default") => Ok(None),
        Some("commands") => Ok(Some(json!({ "type": "commands" }))),
        Some("web_app") => {
            let text = fields.get("text").and_then(Value::as_str);
            let text = text.ok_or_else(|| refusal("Can't find field \"text\""))?;
            let url = button["web_app"]["url"].as_str();
            let url = url.ok_or_else(|| refusal("Can't find field \"web_app\""))?;
            let url = link::checked_https(url).map_err(|reason| {
                ApiError::bad_request(&format!("menu button Web App {reason}"))
            })?;
            let web_app = json!({ "url": url });
            Ok(Some(
                json!({ "type": "web_app", "text": text, "web_app": web_app }),
            ))
        }
        Some(_) => Err(refusal("Unsupported menu button type")),
    }
}

impl Context<'_> {
    /// Reads `language_code`, which may be empty.
    pub(super) fn language(&self) -> Result<String, ApiError> {
        let language = self.params.text("language_code").into_owned();
        let is_code = language.len() == 2 && language.chars().all(|c| c.is_ascii_lowercase());
        if !language.is_empty() && !is_code {
            return Err(ApiError::bad_request("invalid language code specified"));
        }
        Ok(language)
    }
}
