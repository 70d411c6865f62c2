//! The Bot API methods the emulator has; every other name is unknown to it.

pub(super) mod commands;
mod deleting;
mod editing;
#[cfg(test)]
pub(super) mod fixture;
mod media;
mod payments;
mod queries;
mod sending;
mod text;
mod updates;

use serde_json::{Value, json};

use super::error::ApiError;
use super::telegram::Context;

type Method = fn(&mut Context<'_>) -> Result<Value, ApiError>;

const METHODS: [(&str, Method); 26] = [
    ("getMe", get_me),
    ("getUpdates", updates::get_updates),
    ("getWebhookInfo", updates::get_webhook_info),
    ("setWebhook", updates::set_webhook),
    ("deleteWebhook", updates::delete_webhook),
    ("sendMessage", sending::send_message),
    ("sendPhoto", media::send_photo),
    ("sendDocument", media::send_document),
    ("sendMediaGroup", media::send_media_group),
    ("sendChatAction", sending::send_chat_action),
    ("editMessageText", editing::edit_message_text),
    ("editMessageCaption", editing::edit_message_caption),
    ("editMessageReplyMarkup", editing::edit_message_reply_markup),
    ("editMessageMedia", editing::edit_message_media),
    ("deleteMessage", deleting::delete_message),
    ("deleteMessages", deleting::delete_messages),
    ("answerCallbackQuery", queries::answer_callback_query),
    ("setMyCommands", commands::set_my_commands),
    ("getMyCommands", commands::get_my_commands),
    ("deleteMyCommands", commands::delete_my_commands),
    ("getFile", media::get_file),
    ("sendInvoice", payments::send_invoice),
    ("createInvoiceLink", payments::create_invoice_link),
    (
        "answerPreCheckoutQuery",
        payments::answer_pre_checkout_query,
    ),
    ("answerShippingQuery", payments::answer_shipping_query),
    ("refundStarPayment", payments::refund_star_payment),
];

/// Calls a method by its name, whose case does not matter.
pub(super) fn call(context: &mut Context<'_>, name: &str) -> Result<Value, ApiError> {
    match find(name) {
        Some((_, method)) => method(context),
        None => Err(ApiError::method_not_found()),
    }
}

pub(super) fn is_known(name: &str) -> bool {
    find(name).is_some()
}

/// The name as the documentation writes it; an unknown one stays as it is.
pub(super) fn canonical(name: &str) -> &str {
    find(name).map_or(name, |(canonical, _)| canonical)
}

fn find(name: &str) -> Option<&'static (&'static str, Method)> {
    METHODS
        .iter()
        .find(|(canonical, _)| canonical.eq_ignore_ascii_case(name))
}

fn get_me(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let mut me = context.bot.to_value();
    for (name, value) in [
        ("can_join_groups", true),
        ("can_read_all_group_messages", false),
        ("supports_inline_queries", false),
        ("can_connect_to_business", false),
        ("has_main_web_app", false),
    ] {
        me[name] = json!(value);
    }
    Ok(me)
}

#[cfg(test)]
mod tests {
    use super::fixture::{Fixture, TOKEN};
    use super::*;

    #[test]
    fn methods_are_known_by_name_in_any_case() {
        let mut fixture = Fixture::new();
        let me = fixture.done("GETME", json!({}));
        assert_eq!(me["username"], "shop_bot");
        assert_eq!(me["can_connect_to_business"], json!(false));
        fixture.refused("sendDice", json!({}), "404 Not Found: method not found");
        fixture.refused("", json!({}), "404 Not Found: method not found");
        assert_eq!(canonical("SendMessage"), "sendMessage");
    }

    #[test]
    fn tokens() {
        let mut fixture = Fixture::new();
        let mut check = |token: &str, expect: &str| {
            let error = fixture.telegram.call(token, "getMe", json!({}));
            let error = error.map(|_| ()).map_err(|error| error.to_string());
            assert_eq!(error, Err(expect.to_owned()), "{token}");
        };
        check("nonsense", "401 Unauthorized: invalid token specified");
        check("42:", "401 Unauthorized: invalid token specified");
        check("42:a b", "401 Unauthorized: invalid token specified");
        check("42:OTHER", "401 Unauthorized");
        check("43:TEST", "401 Unauthorized");
        assert!(fixture.telegram.call(TOKEN, "getMe", json!({})).is_ok());
    }
}
