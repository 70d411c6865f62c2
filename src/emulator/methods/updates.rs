//! getUpdates without its waiting, and the webhook settings.

use serde_json::{Value, json};
use url::Url;

use crate::emulator::error::ApiError;
use crate::emulator::telegram::Context;
use crate::emulator::update::{Poll, present};
use crate::emulator::webhook::Webhook;

const PORTS: [u16; 4] = [80, 88, 443, 8443];

/// Answers at once; the server waits for updates in front of it.
pub(super) fn get_updates(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let poll = context.begin_poll()?;
    let updates = context
        .bot
        .updates
        .take(poll.offset, poll.limit, context.now);
    Ok(Value::Array(updates))
}

pub(super) fn get_webhook_info(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let bot = &context.bot;
    let webhook = bot.webhook.as_ref();
    let url = webhook.map_or("", |webhook| webhook.url.as_str());
    let has_certificate = webhook.is_some_and(|webhook| webhook.has_certificate);
    let last_error = webhook.and_then(|webhook| webhook.last_error.as_ref());
    Ok(present([
        ("url", Some(json!(url))),
        ("has_custom_certificate", Some(json!(has_certificate))),
        (
            "pending_update_count",
            Some(json!(bot.updates.pending(context.now))),
        ),
        ("last_error_date", last_error.map(|(date, _)| json!(date))),
        (
            "last_error_message",
            last_error.map(|(_, message)| json!(message)),
        ),
        (
            "max_connections",
            webhook.map(|webhook| json!(webhook.max_connections)),
        ),
        (
            "allowed_updates",
            bot.updates.allowed().map(|allowed| json!(allowed)),
        ),
    ]))
}

pub(super) fn set_webhook(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let address = context.params.text("url").trim().to_owned();
    if address.is_empty() {
        return delete_webhook(context);
    }
    let secret_token = context.params.text("secret_token").into_owned();
    check_secret(&secret_token)?;
    let webhook = context.bot.webhook.as_ref();
    if webhook.is_some_and(|webhook| webhook.set_at == context.now) {
        return Err(ApiError::too_many_requests(1));
    }
    check_webhook(&address, context.plain_webhooks)?;
    context.allow_updates();
    drop_pending_if_asked(context);
    let updates = &mut context.bot.updates;
    updates.polls.latest += 1;
    updates.polls.ended_by_webhook = true;
    updates.wake();
    let most = if context.plain_webhooks { 100_000 } else { 100 };
    let connections = context.params.integer_or("max_connections", 40);
    let mut webhook = Webhook::new(address, secret_token, context.now);
    webhook.max_connections = usize::try_from(connections.clamp(1, most)).unwrap_or(1);
    webhook.has_certificate = context.params.file("certificate").is_some();
    context.bot.webhook = Some(webhook);
    Ok(json!(true))
}

pub(super) fn delete_webhook(context: &mut Context<'_>) -> Result<Value, ApiError> {
    drop_pending_if_asked(context);
    context.bot.webhook = None;
    Ok(json!(true))
}

fn drop_pending_if_asked(context: &mut Context<'_>) {
    if context.params.flag("drop_pending_updates") {
        context.bot.updates.drop_pending();
    }
}

fn check_webhook(address: &str, is_plain_allowed: bool) -> Result<(), ApiError> {
    let refusal = |reason: &str| Err(ApiError::bad_request(&format!("bad webhook: {reason}")));
    let Ok(url) = Url::parse(address) else {
        return refusal("invalid webhook URL specified");
    };
    if is_plain_allowed && matches!(url.scheme(), "http" | "https") {
        return Ok(());
    }
    if url.scheme() != "https" {
        return refusal("An HTTPS URL must be provided for webhook");
    }
    let is_open = url
        .port_or_known_default()
        .is_some_and(|port| PORTS.contains(&port));
    if !is_open {
        return refusal("Webhook can be set up only on ports 80, 88, 443 or 8443");
    }
    Ok(())
}

fn check_secret(secret: &str) -> Result<(), ApiError> {
    if secret.len() > 256 {
        return Err(ApiError::bad_request("secret token is too long"));
    }
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !secret.chars().all(is_allowed) {
        return Err(ApiError::bad_request(
            "secret token contains unallowed characters",
        ));
    }
    Ok(())
}

impl Context<'_> {
    /// Reads the parameters of getUpdates, unless a webhook is set.
    pub(in crate::emulator) fn begin_poll(&mut self) -> Result<Poll, ApiError> {
        if self.bot.webhook.is_some() {
            return Err(ApiError::conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to \
                 delete the webhook first",
            ));
        }
        self.allow_updates();
        let offset = self.params.integer("offset");
        let limit = self.params.integer_or("limit", 100);
        let timeout = self.params.integer("timeout");
        Ok(self.bot.updates.begin_poll(offset, limit, timeout))
    }

    fn allow_updates(&mut self) {
        // What is no JSON at all is ignored like any other non-array.
        let allowed = self.params.json("allowed_updates", "").unwrap_or_default();
        self.bot.updates.allow(allowed.as_ref());
    }
}
