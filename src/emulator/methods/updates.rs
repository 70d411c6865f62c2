//! getUpdates without its waiting, and the webhook settings.

use serde_json::{Value, json};
use url::Url;

use crate::emulator::error::ApiError;
use crate::emulator::telegram::{Context, Webhook};
use crate::emulator::update::{Poll, present};

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
    Ok(present([
        ("url", Some(json!(url))),
        ("has_custom_certificate", Some(json!(false))),
        (
            "pending_update_count",
            Some(json!(bot.updates.pending(context.now))),
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
    check_webhook(&address)?;
    check_secret(&context.params.text("secret_token"))?;
    context.allow_updates();
    drop_pending_if_asked(context);
    let updates = &mut context.bot.updates;
    updates.polls.latest += 1;
    updates.polls.ended_by_webhook = true;
    updates.wake();
    context.bot.webhook = Some(Webhook {
        url: address,
        max_connections: context
            .params
            .integer_or("max_connections", 40)
            .clamp(1, 100),
    });
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

fn check_webhook(address: &str) -> Result<(), ApiError> {
    let refusal = |reason: &str| Err(ApiError::bad_request(&format!("bad webhook: {reason}")));
    let Ok(url) = Url::parse(address) else {
        return refusal("invalid webhook URL specified");
    };
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

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;

    #[test]
    fn webhooks_are_checked_and_exclude_polling() {
        let mut fixture = Fixture::new();
        let mut check = |params: Value, expect: &str| {
            fixture.refused("setWebhook", params, &format!("400 Bad Request: {expect}"));
        };
        let only_https = "bad webhook: An HTTPS URL must be provided for webhook";
        check(json!({"url": "http://shop.example/x"}), only_https);
        check(
            json!({"url": "https://shop.example:81/x"}),
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        );
        let url = "https://shop.example:8443/x";
        check(
            json!({"url": url, "secret_token": "a b"}),
            "secret token contains unallowed characters",
        );
        check(
            json!({"url": url, "secret_token": "a".repeat(257)}),
            "secret token is too long",
        );
        fixture.done(
            "setWebhook",
            json!({"url": url, "allowed_updates": ["message"]}),
        );
        let settings = fixture.done("getWebhookInfo", json!({}));
        let expect = json!({
            "url": url,
            "has_custom_certificate": false,
            "pending_update_count": 1,
            "max_connections": 40,
            "allowed_updates": ["message"],
        });
        assert_eq!(settings, expect);
        fixture.refused(
            "getUpdates",
            json!({}),
            "409 Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        );
        fixture.done("deleteWebhook", json!({"drop_pending_updates": true}));
        assert_eq!(fixture.updates().len(), 0);
        assert_eq!(fixture.done("getWebhookInfo", json!({}))["url"], "");
    }
}
