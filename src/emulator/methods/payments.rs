//! Invoices, the answers to those who pay them, and refunds.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::emulator::chat::Content;
use crate::emulator::error::ApiError;
use crate::emulator::keyboard::{self, Markup};
use crate::emulator::payment::{Invoice, STARS};
use crate::emulator::telegram::Context;

const MAX_TITLE: usize = 32;
const MAX_DESCRIPTION: usize = 255;
/// Bytes.
const MAX_PAYLOAD: usize = 128;
/// About a US dollar is the least of any currency; the rates of the others are not known here.
const LEAST_DOLLARS: i64 = 100;

pub(super) fn send_invoice(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let invoice = context.invoice()?;
    let mut envelope = context.envelope_for(true)?;
    if envelope.markup.is_none() {
        envelope.markup = Some(Markup::Inline(keyboard::pay_button()));
    }
    context.deliver(envelope, Content::Invoice(Arc::new(invoice)))
}

pub(super) fn create_invoice_link(context: &mut Context<'_>) -> Result<Value, ApiError> {
    if context.params.integer("subscription_period") != 0 {
        return Err(ApiError::not_emulated("subscriptions"));
    }
    let invoice = context.invoice()?;
    Ok(json!(context.bot.payments.link(invoice)))
}

pub(super) fn answer_pre_checkout_query(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let query_id = context.params.text("pre_checkout_query_id").into_owned();
    let refusal = if context.params.flag("ok") {
        None
    } else {
        Some(context.required("error_message")?)
    };
    let (people, now) = (context.people, context.now);
    context
        .bot
        .answer_checkout(&query_id, refusal, people, now)?;
    Ok(json!(true))
}

/// There are no shipping queries here, so that every answer comes too late.
pub(super) fn answer_shipping_query(context: &mut Context<'_>) -> Result<Value, ApiError> {
    if !context.params.flag("ok") {
        context.required("error_message")?;
    }
    Err(ApiError::query_too_old())
}

pub(super) fn refund_star_payment(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let user_id = context.user_id()?;
    let charge_id = context.required("telegram_payment_charge_id")?;
    let people = context.people;
    let Some(person) = people.get(&user_id) else {
        return Err(ApiError::bad_request("user not found"));
    };
    context.bot.refund(person, &charge_id, context.now)?;
    Ok(json!(true))
}

impl Context<'_> {
    /// A parameter that must not be empty.
    pub(super) fn required(&self, name: &str) -> Result<String, ApiError> {
        let text = self.params.text(name);
        if text.is_empty() {
            let refusal = format!("parameter \"{name}\" is required");
            return Err(ApiError::bad_request(&refusal));
        }
        Ok(text.into_owned())
    }

    pub(super) fn user_id(&self) -> Result<i64, ApiError> {
        match self.params.integer("user_id") {
            user_id if user_id > 0 => Ok(user_id),
            _ => Err(ApiError::bad_request("invalid user_id specified")),
        }
    }

    fn invoice(&self) -> Result<Invoice, ApiError> {
        let title = self.required("title")?;
        let description = self.required("description")?;
        let payload = self.required("payload")?;
        let currency = self.required("currency")?;
        let prices = self.prices()?;
        let total = prices.iter().sum();
        self.check_provider(&currency, &prices, total)?;
        // The back end's words for texts that are too long are not documented.
        let is_long =
            title.chars().count() > MAX_TITLE || description.chars().count() > MAX_DESCRIPTION;
        if is_long {
            return Err(ApiError::bad_request("MEDIA_INVALID"));
        }
        if payload.len() > MAX_PAYLOAD {
            return Err(ApiError::bad_request("INVOICE_PAYLOAD_INVALID"));
        }
        // Stars know no orders: whatever is asked for is ignored (Bot API, `sendInvoice`).
        let asks = |name: &str| currency != STARS && self.params.flag(name);
        if asks("is_flexible") || asks("need_shipping_address") {
            return Err(ApiError::not_emulated("shipping"));
        }
        Ok(Invoice {
            needs_name: asks("need_name"),
            needs_phone_number: asks("need_phone_number"),
            needs_email: asks("need_email"),
            title,
            description,
            payload,
            start_parameter: self.params.text("start_parameter").into_owned(),
            currency,
            total,
        })
    }

    fn prices(&self) -> Result<Vec<i64>, ApiError> {
        const NO_JSON: &str = "can't parse prices JSON object";
        let Some(prices) = self.params.json("prices", NO_JSON)? else {
            return Err(ApiError::bad_request(NO_JSON));
        };
        let Value::Array(prices) = prices else {
            return Err(ApiError::bad_request("expected an Array of labeled prices"));
        };
        if prices.is_empty() {
            return Err(ApiError::bad_request("there must be at least one price"));
        }
        let amounts = prices.iter().map(|price| {
            amount(price).map_err(|reason| {
                ApiError::bad_request(&format!("can't parse labeled price: {reason}"))
            })
        });
        amounts.collect()
    }

    fn check_provider(&self, currency: &str, prices: &[i64], total: i64) -> Result<(), ApiError> {
        let token = self.params.text("provider_token");
        if currency == STARS {
            let tips = self.params.integer("max_tip_amount") != 0
                || !matches!(&*self.params.text("suggested_tip_amounts"), "" | "[]");
            if !token.is_empty() || prices.len() != 1 || tips || total <= 0 {
                return Err(ApiError::bad_request("STARS_INVOICE_INVALID"));
            }
            return Ok(());
        }
        let is_currency = currency.len() == 3 && currency.chars().all(|c| c.is_ascii_uppercase());
        if !token.contains(':') || !is_currency {
            return Err(ApiError::bad_request("PAYMENT_PROVIDER_INVALID"));
        }
        let least = if currency == "USD" { LEAST_DOLLARS } else { 1 };
        if total < least {
            return Err(ApiError::bad_request("CURRENCY_TOTAL_AMOUNT_INVALID"));
        }
        Ok(())
    }
}

fn amount(price: &Value) -> Result<i64, &'static str> {
    let Value::Object(price) = price else {
        return Err("LabeledPrice must be an Object");
    };
    match price.get("label") {
        None => return Err("Can't find field \"label\""),
        Some(label) if label == "" => return Err("LabeledPrice label must be non-empty"),
        Some(_) => {}
    }
    match price.get("amount") {
        None => Err("Can't find field \"amount\""),
        Some(Value::String(text)) => text
            .parse()
            .map_err(|_| "Field \"amount\" must be a Number"),
        Some(amount) => amount.as_i64().ok_or("Field \"amount\" must be a Number"),
    }
}
