//! sendLocation, sendVenue and sendContact.

use serde_json::{Value, json};

use crate::emulator::chat::{Contact, Content};
use crate::emulator::error::ApiError;
use crate::emulator::telegram::Context;
use crate::emulator::update::present;

pub(super) fn send_location(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let location = context.location()?;
    for live in ["live_period", "heading", "proximity_alert_radius"] {
        if context.params.integer(live) != 0 {
            return Err(ApiError::not_emulated("live locations"));
        }
    }
    let envelope = context.envelope()?;
    context.deliver(envelope, Content::other("location", location))
}

pub(super) fn send_venue(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let location = context.location()?;
    let title = context.required("title")?;
    let address = context.required("address")?;
    let optional = |name: &str| {
        let text = context.params.text(name);
        (!text.is_empty()).then(|| json!(text))
    };
    let venue = present([
        ("location", Some(location)),
        ("title", Some(json!(title))),
        ("address", Some(json!(address))),
        ("foursquare_id", optional("foursquare_id")),
        ("foursquare_type", optional("foursquare_type")),
        ("google_place_id", optional("google_place_id")),
        ("google_place_type", optional("google_place_type")),
    ]);
    let envelope = context.envelope()?;
    context.deliver(envelope, Content::other("venue", venue))
}

pub(super) fn send_contact(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let phone_number = context.required("phone_number")?;
    let first_name = context.required("first_name")?;
    if !context.params.text("vcard").is_empty() {
        return Err(ApiError::not_emulated("vCards"));
    }
    let last_name = context.params.text("last_name").into_owned();
    let envelope = context.envelope()?;
    let contact = Contact {
        phone_number,
        first_name,
        last_name: Some(last_name).filter(|name| !name.is_empty()),
        user_id: None,
    };
    context.deliver(envelope, Content::Contact(contact))
}

impl Context<'_> {
    fn location(&self) -> Result<Value, ApiError> {
        let [latitude, longitude] =
            [("latitude", 90.0), ("longitude", 180.0)].map(|(name, most)| {
                let text = self.params.text(name);
                if text.trim().is_empty() {
                    return Err(ApiError::bad_request(&format!("{name} is empty")));
                }
                let number: f64 = text.trim().parse().unwrap_or(f64::NAN);
                if number.abs() <= most {
                    Ok(json!(number))
                } else {
                    Err(ApiError::bad_request("wrong location specified"))
                }
            });
        Ok(json!({ "latitude": latitude?, "longitude": longitude? }))
    }
}
