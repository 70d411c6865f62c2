//! What differs between two states of something, field by field, whatever kind of thing it is.

use serde_json::{Map, Value};

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which part of the thing it is a field of, such as the SKU of a variant; `None` for the
    /// thing itself.
    pub part: Option<String>,
    /// The field, as the snapshot calls it.
    pub field: String,
    /// Its value before; null when there was none.
    pub before: Value,
    /// Its value after; null when there is none.
    pub after: Value,
}

/// Every field that differs between two snapshots in JSON. Something new differs from nothing in
/// all of its fields, and so does something that is gone.
///
/// # Errors
/// When a snapshot is no JSON.
pub fn changes(
    before: Option<&str>,
    after: Option<&str>,
) -> Result<Vec<Change>, serde_json::Error> {
    let read = |json: Option<&str>| json.map_or(Ok(Value::Null), serde_json::from_str);
    let mut found = Vec::new();
    compare(None, &read(before)?, &read(after)?, &mut found);
    Ok(found)
}

fn compare(part: Option<&str>, before: &Value, after: &Value, into: &mut Vec<Change>) {
    let none = Map::new();
    let old = before.as_object().unwrap_or(&none);
    let new = after.as_object().unwrap_or(&none);
    let names = new
        .keys()
        .chain(old.keys().filter(|name| !new.contains_key(*name)));
    for name in names.filter(|name| name.as_str() != "id") {
        let (before, after) = (field(old, name), field(new, name));
        if before == after || (is_nothing(before) && is_nothing(after)) {
            continue;
        }
        if is_list_of_parts(before) || is_list_of_parts(after) {
            compare_parts(name, before, after, into);
        } else {
            into.push(Change {
                part: part.map(str::to_owned),
                field: name.clone(),
                before: before.clone(),
                after: after.clone(),
            });
        }
    }
}

/// Parts that are there before and after are compared by their ids; others came or went.
fn compare_parts(field: &str, before: &Value, after: &Value, into: &mut Vec<Change>) {
    let (old, new) = (parts(before), parts(after));
    let id = |part: &Value| part.get("id").cloned();
    let change = |before: Value, after: Value| Change {
        part: None,
        field: field.to_owned(),
        before,
        after,
    };
    for part in new {
        match old.iter().find(|other| id(other) == id(part)) {
            Some(other) => compare(Some(&label(part)), other, part, into),
            None => into.push(change(Value::Null, summary(part))),
        }
    }
    for part in old {
        if !new.iter().any(|other| id(other) == id(part)) {
            into.push(change(summary(part), Value::Null));
        }
    }
}

fn field<'a>(of: &'a Map<String, Value>, name: &str) -> &'a Value {
    of.get(name).unwrap_or(&Value::Null)
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

fn is_list_of_parts(value: &Value) -> bool {
    parts(value).iter().any(|part| part.get("id").is_some())
}

fn parts(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// What a part is called: its SKU.
fn label(part: &Value) -> String {
    let sku = part.get("sku").and_then(Value::as_str);
    sku.unwrap_or_default().to_owned()
}

/// A part without its row id.
fn summary(part: &Value) -> Value {
    let mut part = part.clone();
    if let Some(fields) = part.as_object_mut() {
        fields.remove("id");
    }
    part
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn between(before: Value, after: Value) -> Vec<(Option<String>, String, Value, Value)> {
        let json = |value: Value| (!value.is_null()).then(|| value.to_string());
        let (before, after) = (json(before), json(after));
        let found = changes(before.as_deref(), after.as_deref()).expect("JSON");
        let found = found.into_iter();
        found
            .map(|change| (change.part, change.field, change.before, change.after))
            .collect()
    }

    #[test]
    fn fields_that_differ_are_told_and_no_others() {
        let mug = json!({"name": "Mug", "sort": 1, "description": "", "photos": []});
        let cup = json!({"name": "Cup", "sort": 1, "description": "Blue", "photos": ["a"]});
        assert_eq!(between(mug.clone(), mug.clone()), []);
        assert_eq!(
            between(mug.clone(), cup),
            [
                (None, "description".into(), json!(""), json!("Blue")),
                (None, "name".into(), json!("Mug"), json!("Cup")),
                (None, "photos".into(), json!([]), json!(["a"])),
            ]
        );
        // What is empty is not worth telling of something new.
        assert_eq!(
            between(Value::Null, mug.clone()),
            [
                (None, "name".into(), Value::Null, json!("Mug")),
                (None, "sort".into(), Value::Null, json!(1)),
            ]
        );
        assert_eq!(between(mug, Value::Null).len(), 2);
    }

    #[test]
    fn parts_are_compared_by_id_whatever_their_order() {
        let s = json!({"id": 1, "sku": "S", "stock": 4});
        let m = json!({"id": 2, "sku": "M", "stock": 5});
        let sold = json!({"id": 1, "sku": "S", "stock": 3});
        let l = json!({"id": 3, "sku": "L", "stock": 9});
        assert_eq!(
            between(json!({"variants": [s, m]}), json!({"variants": [l, sold]})),
            [
                (
                    None,
                    "variants".into(),
                    Value::Null,
                    json!({"sku": "L", "stock": 9})
                ),
                (Some("S".into()), "stock".into(), json!(4), json!(3)),
                (
                    None,
                    "variants".into(),
                    json!({"sku": "M", "stock": 5}),
                    Value::Null
                ),
            ]
        );
    }

    #[test]
    fn what_is_no_json_is_an_error() {
        assert!(changes(Some("{"), None).is_err());
    }
}
