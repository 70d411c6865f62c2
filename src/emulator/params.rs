//! The parameters of one Bot API request, however they were sent.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::error::ApiError;

/// Named values and uploaded files of a request.
///
/// The real server keeps every value as text; so does this one, except that JSON bodies keep their
/// types for the list of calls a test reads.
#[derive(Debug, Clone, Default)]
pub(super) struct Params {
    fields: BTreeMap<String, Value>,
    files: BTreeMap<String, Upload>,
}

#[derive(Debug, Clone)]
pub(super) struct Upload {
    pub(super) file_name: String,
    pub(super) bytes: Arc<[u8]>,
}

impl Params {
    pub(super) fn set(&mut self, name: impl Into<String>, value: Value) {
        self.fields.insert(name.into(), value);
    }

    pub(super) fn attach(&mut self, name: impl Into<String>, upload: Upload) {
        self.files.insert(name.into(), upload);
    }

    pub(super) fn file(&self, name: &str) -> Option<&Upload> {
        self.files.get(name)
    }

    /// The value as text; an absent one is empty, as on the real server.
    pub(super) fn text(&self, name: &str) -> Cow<'_, str> {
        match self.fields.get(name) {
            None => Cow::Borrowed(""),
            Some(Value::String(text)) => Cow::Borrowed(text),
            Some(other) => Cow::Owned(other.to_string()),
        }
    }

    /// Reads leading digits and takes anything else for zero, as the real server does.
    pub(super) fn integer(&self, name: &str) -> i64 {
        leading_integer(&self.text(name))
    }

    pub(super) fn integer_or(&self, name: &str, default: i64) -> i64 {
        if self.text(name).is_empty() {
            return default;
        }
        self.integer(name)
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        matches!(
            self.text(name).trim().to_ascii_lowercase().as_str(),
            "true" | "yes" | "1"
        )
    }

    /// A JSON value, sent as such or as JSON text. `None`: absent or null.
    pub(super) fn json(&self, name: &str, refusal: &str) -> Result<Option<Value>, ApiError> {
        match self.fields.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.is_empty() => Ok(None),
            Some(Value::String(text)) => match serde_json::from_str(text) {
                Ok(Value::Null) => Ok(None),
                Ok(value) => Ok(Some(value)),
                Err(_) => Err(ApiError::bad_request(refusal)),
            },
            Some(value) => Ok(Some(value.clone())),
        }
    }

    pub(super) fn chat_id(&self) -> Option<i64> {
        self.text("chat_id").trim().parse().ok()
    }

    /// What a test sees: numbers of identifiers, objects and arrays are typed even when they came
    /// as text in a form, so that one assertion fits every way of sending.
    pub(super) fn to_value(&self) -> Value {
        let mut object = Map::new();
        for (name, value) in &self.fields {
            object.insert(name.clone(), typed(name, value));
        }
        for (name, upload) in &self.files {
            let description = format!("{} ({} bytes)", upload.file_name, upload.bytes.len());
            object.insert(name.clone(), Value::String(description));
        }
        Value::Object(object)
    }
}

fn typed(name: &str, value: &Value) -> Value {
    let Value::String(text) = value else {
        return value.clone();
    };
    let is_number = matches!(name, "chat_id" | "message_id" | "user_id");
    let is_nested = text.starts_with(['{', '[']) && !matches!(name, "text" | "caption" | "payload");
    if !is_number && !is_nested {
        return value.clone();
    }
    serde_json::from_str(text).unwrap_or_else(|_| value.clone())
}

fn leading_integer(text: &str) -> i64 {
    let text = text.trim();
    let end = text
        .char_indices()
        .find(|&(index, c)| !(c.is_ascii_digit() || (index == 0 && c == '-')))
        .map_or(text.len(), |(index, _)| index);
    text[..end].parse().unwrap_or(0)
}

#[cfg(test)]
impl Params {
    pub(super) fn of(value: Value) -> Self {
        let Value::Object(fields) = value else {
            panic!("parameters are an object");
        };
        let fields = fields.into_iter().collect();
        Self {
            fields,
            files: BTreeMap::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_mean_the_same_as_text_and_as_json() {
        let params = Params::of(json!({
            "a": "12", "b": 12, "c": "12x", "d": "x", "e": true, "f": "True", "g": {"k": 1},
            "h": "{\"k\":1}", "i": null,
        }));
        assert_eq!(
            ["a", "b", "c", "d"].map(|name| params.integer(name)),
            [12, 12, 12, 0]
        );
        assert_eq!(
            ["e", "f", "a", "z"].map(|name| params.flag(name)),
            [true, true, false, false]
        );
        let json = |name| params.json(name, "no").ok().flatten();
        assert_eq!(json("g"), Some(json!({"k": 1})));
        assert_eq!(json("h"), json("g"));
        assert_eq!(json("i"), None);
    }
}
