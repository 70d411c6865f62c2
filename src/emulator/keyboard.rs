//! Reply markup: inline keyboards, reply keyboards, their removal and forced replies.

use serde_json::{Map, Value, json};

use super::error::ApiError;
use super::link;

/// Bytes of `callback_data`.
const MAX_DATA: usize = 64;
const MAX_BUTTONS: usize = 100;
/// The field of the button that pays.
const PAY: &str = "pay";
/// Buttons of a row beyond this are dropped without a word (tdlib `get_reply_markup`).
const MAX_ROW: usize = 12;

pub(super) type InlineRows = Vec<Vec<InlineButton>>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Markup {
    Inline(InlineRows),
    Reply(ReplyKeyboard),
    Remove,
    ForceReply,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct InlineButton {
    pub(super) text: String,
    pub(super) action: Action,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Action {
    Callback(String),
    Url(String),
    WebApp(String),
    CopyText(String),
    /// Actions that are only carried along: pay, games, inline queries, login.
    Other(&'static str, Value),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReplyKeyboard {
    pub(super) rows: Vec<Vec<ReplyButton>>,
    /// Hidden as soon as the user has written.
    pub(super) is_one_time: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReplyButton {
    pub(super) text: String,
    pub(super) wants_contact: bool,
}

/// Reads `reply_markup`. `None`: there is none, or it has no button.
pub(super) fn parse(markup: Option<&Value>) -> Result<Option<Markup>, ApiError> {
    let Some(markup) = markup else {
        return Ok(None);
    };
    let Value::Object(object) = markup else {
        return Err(ApiError::bad_request("Object expected as reply markup"));
    };
    if let Some(keyboard) = object.get("keyboard") {
        let rows = reply_rows(keyboard)?;
        let is_one_time = object.get("one_time_keyboard").is_some_and(is_true);
        let keyboard = ReplyKeyboard { rows, is_one_time };
        return Ok((!keyboard.rows.is_empty()).then_some(Markup::Reply(keyboard)));
    }
    if let Some(keyboard) = object.get("inline_keyboard") {
        let rows = inline_rows(keyboard)?;
        return Ok((!rows.is_empty()).then_some(Markup::Inline(rows)));
    }
    let is_set = |name: &str| object.get(name).is_some_and(is_true);
    if is_set("remove_keyboard") || is_set("hide_keyboard") {
        return Ok(Some(Markup::Remove));
    }
    Ok(is_set("force_reply").then_some(Markup::ForceReply))
}

/// Takes the markup of an edit, which can only be inline.
pub(super) fn only_inline(markup: Option<Markup>) -> Result<InlineRows, ApiError> {
    match markup {
        None => Ok(Vec::new()),
        Some(Markup::Inline(rows)) => Ok(rows),
        Some(Markup::Reply(_) | Markup::Remove | Markup::ForceReply) => {
            Err(ApiError::bad_request("Inline keyboard expected"))
        }
    }
}

/// The keyboard of an invoice that was sent without one.
pub(super) fn pay_button() -> InlineRows {
    vec![vec![InlineButton {
        text: "Pay".to_owned(),
        action: Action::Other(PAY, Value::Bool(true)),
    }]]
}

/// The keyboard of an invoice begins with the one button that pays it; no other message has such
/// a button (Bot API, `sendInvoice`).
pub(super) fn check_pay(markup: Option<&Markup>, is_invoice: bool) -> Result<(), ApiError> {
    let rows: &[Vec<InlineButton>] = match markup {
        None => return Ok(()),
        Some(Markup::Inline(rows)) => rows,
        Some(_) => &[],
    };
    let pays = |button: &InlineButton| matches!(button.action, Action::Other(PAY, _));
    let place = rows.iter().flatten().position(pays);
    let count = rows.iter().flatten().filter(|button| pays(button)).count();
    match (is_invoice, place) {
        (true, Some(0)) if count == 1 => Ok(()),
        (true, Some(_)) => Err(ApiError::bad_request("BUTTON_POS_INVALID")),
        (true, None) => Err(ApiError::bad_request("REPLY_MARKUP_BUY_EMPTY")),
        (false, Some(_)) => Err(ApiError::bad_request("BUTTON_TYPE_INVALID")),
        (false, None) => Ok(()),
    }
}

pub(super) fn inline_to_value(rows: &[Vec<InlineButton>]) -> Value {
    let row = |row: &Vec<InlineButton>| row.iter().map(InlineButton::to_value).collect::<Value>();
    json!({ "inline_keyboard": rows.iter().map(row).collect::<Value>() })
}

impl InlineButton {
    fn to_value(&self) -> Value {
        let (name, value) = match &self.action {
            Action::Callback(data) => ("callback_data", json!(data)),
            Action::Url(url) => ("url", json!(url)),
            Action::WebApp(url) => ("web_app", json!({ "url": url })),
            Action::CopyText(text) => ("copy_text", json!({ "text": text })),
            Action::Other(name, value) => (*name, value.clone()),
        };
        let mut button = Map::new();
        button.insert("text".to_owned(), json!(self.text));
        button.insert(name.to_owned(), value);
        Value::Object(button)
    }
}

fn reply_rows(keyboard: &Value) -> Result<Vec<Vec<ReplyButton>>, ApiError> {
    let mut rows = Vec::new();
    for row in arrays(keyboard, "keyboard", "ReplyKeyboardMarkup")? {
        let mut buttons = Vec::new();
        for button in row {
            let button = reply_button(button).map_err(|reason| {
                ApiError::bad_request(&format!("Can't parse keyboard button: {reason}"))
            })?;
            buttons.push(button);
        }
        buttons.truncate(MAX_ROW);
        rows.push(buttons);
    }
    rows.retain(|row| !row.is_empty());
    refuse_too_many(rows.iter().map(Vec::len).sum())?;
    Ok(rows)
}

fn reply_button(button: &Value) -> Result<ReplyButton, String> {
    let (text, wants_contact) = match button {
        Value::String(text) => (text.clone(), false),
        Value::Object(object) => {
            let wants_contact = object.get("request_contact").is_some_and(is_true);
            (required_text(object, "text")?, wants_contact)
        }
        _ => return Err("KeyboardButton must be a String or an Object".to_owned()),
    };
    if text.trim().is_empty() {
        return Err("Keyboard button text must be non-empty".to_owned());
    }
    Ok(ReplyButton {
        text,
        wants_contact,
    })
}

fn inline_rows(keyboard: &Value) -> Result<InlineRows, ApiError> {
    let mut rows = Vec::new();
    let mut longest_data = 0;
    for row in arrays(keyboard, "inline_keyboard", "InlineKeyboardMarkup")? {
        let mut buttons = Vec::new();
        for button in row {
            let button = inline_button(button).map_err(|reason| {
                ApiError::bad_request(&format!("Can't parse inline keyboard button: {reason}"))
            })?;
            buttons.push(button);
        }
        buttons.truncate(MAX_ROW);
        rows.push(buttons);
    }
    rows.retain(|row| !row.is_empty());
    for button in rows.iter_mut().flatten() {
        check_inline(button)?;
        if let Action::Callback(data) = &button.action {
            longest_data = longest_data.max(data.len());
        }
    }
    refuse_too_many(rows.iter().map(Vec::len).sum())?;
    if longest_data > MAX_DATA {
        return Err(ApiError::bad_request("BUTTON_DATA_INVALID"));
    }
    Ok(rows)
}

/// Takes the first action in the order of the real server; others are ignored, and an empty one
/// counts as absent.
fn inline_button(button: &Value) -> Result<InlineButton, String> {
    let Value::Object(object) = button else {
        return Err("InlineKeyboardButton must be an Object".to_owned());
    };
    let text = required_text(object, "text")?;
    let filled =
        |name: &str| optional_text(object, name).map(|text| text.filter(|text| !text.is_empty()));
    let nested = |name: &str, field: &str| match object.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(inner)) => required_text(inner, field).map(Some),
        Some(_) => Err(format!("Field \"{name}\" must be of type Object")),
    };
    let carried = |name: &'static str| {
        let value = object.get(name).filter(|value| !value.is_null())?;
        (*value != Value::Bool(false)).then(|| Action::Other(name, value.clone()))
    };
    let action = if let Some(url) = filled("url")? {
        Some(Action::Url(url))
    } else if let Some(data) = filled("callback_data")? {
        Some(Action::Callback(data))
    } else if let Some(action) = [
        "callback_game",
        PAY,
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "login_url",
    ]
    .into_iter()
    .find_map(carried)
    {
        Some(action)
    } else if let Some(url) = nested("web_app", "url")? {
        Some(Action::WebApp(url))
    } else {
        nested("copy_text", "text")?.map(Action::CopyText)
    };
    match action {
        Some(action) => Ok(InlineButton { text, action }),
        None => Err("Text buttons are unallowed in the inline keyboard".to_owned()),
    }
}

fn check_inline(button: &mut InlineButton) -> Result<(), ApiError> {
    if button.text.trim().is_empty() {
        return Err(ApiError::bad_request(
            "Inline keyboard button text must be non-empty",
        ));
    }
    match &mut button.action {
        Action::Url(url) => {
            if link::user_id(url).is_none() {
                *url = link::checked(url).map_err(|reason| {
                    ApiError::bad_request(&format!("Inline keyboard button {reason}"))
                })?;
            }
        }
        Action::WebApp(url) => {
            *url = link::checked_https(url).map_err(|reason| {
                ApiError::bad_request(&format!("Inline keyboard button Web App {reason}"))
            })?;
        }
        Action::CopyText(text) => {
            if text.is_empty() || text.chars().count() > 256 {
                return Err(ApiError::bad_request("BUTTON_COPY_TEXT_INVALID"));
            }
        }
        Action::Callback(_) | Action::Other(..) => {}
    }
    Ok(())
}

fn arrays<'a>(
    keyboard: &'a Value,
    field: &str,
    owner: &str,
) -> Result<Vec<&'a Vec<Value>>, ApiError> {
    let refusal = |what: &str| {
        ApiError::bad_request(&format!("Field \"{field}\" of the {owner} must be {what}"))
    };
    let Value::Array(rows) = keyboard else {
        return Err(refusal("an Array"));
    };
    let row = |row: &'a Value| row.as_array().ok_or_else(|| refusal("an Array of Arrays"));
    rows.iter().map(row).collect()
}

fn refuse_too_many(buttons: usize) -> Result<(), ApiError> {
    if buttons > MAX_BUTTONS {
        return Err(ApiError::bad_request("reply markup is too long"));
    }
    Ok(())
}

pub(super) fn required_text(object: &Map<String, Value>, name: &str) -> Result<String, String> {
    optional_text(object, name)?.ok_or_else(|| format!("Can't find field \"{name}\""))
}

pub(super) fn optional_text(
    object: &Map<String, Value>,
    name: &str,
) -> Result<Option<String>, String> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(_) => Err(format!("Field \"{name}\" must be of type String")),
    }
}

fn is_true(value: &Value) -> bool {
    *value == Value::Bool(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reply_keyboards() {
        let markup = json!({"keyboard": [["Menu", {"text": "Phone", "request_contact": true}]]});
        let parsed = parse(Some(&markup));
        let Ok(Some(Markup::Reply(keyboard))) = &parsed else {
            panic!("a reply keyboard");
        };
        let wants: Vec<_> = keyboard.rows[0]
            .iter()
            .map(|button| button.wants_contact)
            .collect();
        assert_eq!(wants, [false, true]);
        let error = parsed.and_then(only_inline);
        assert_eq!(
            error.map_err(|error| error.description),
            Err("Bad Request: inline keyboard expected".to_owned())
        );
    }
}
