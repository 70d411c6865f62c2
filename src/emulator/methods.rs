//! The Bot API methods the emulator has; every other name is unknown to it.

mod chats;
pub(super) mod commands;
mod copying;
mod deleting;
mod editing;
#[cfg(test)]
pub(super) mod fixture;
mod inline;
mod media;
mod payments;
mod places;
pub(super) mod profile;
mod queries;
mod sending;
mod session;
mod text;
mod updates;

use serde_json::Value;

use super::error::ApiError;
use super::telegram::Context;

type Method = fn(&mut Context<'_>) -> Result<Value, ApiError>;

const METHODS: [(&str, Method); 49] = [
    ("getMe", session::get_me),
    ("logOut", session::log_out),
    ("close", session::close),
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
    ("answerInlineQuery", inline::answer_inline_query),
    ("setMyCommands", commands::set_my_commands),
    ("getMyCommands", commands::get_my_commands),
    ("deleteMyCommands", commands::delete_my_commands),
    ("getFile", media::get_file),
    ("sendLocation", places::send_location),
    ("sendVenue", places::send_venue),
    ("sendContact", places::send_contact),
    ("copyMessage", copying::copy_message),
    ("forwardMessage", copying::forward_message),
    ("getChat", chats::get_chat),
    ("getChatMember", chats::get_chat_member),
    ("getUserProfilePhotos", chats::get_user_profile_photos),
    ("pinChatMessage", chats::pin_chat_message),
    ("unpinChatMessage", chats::unpin_chat_message),
    ("unpinAllChatMessages", chats::unpin_all_chat_messages),
    ("setMessageReaction", chats::set_message_reaction),
    ("setMyName", profile::set_my_name),
    ("getMyName", profile::get_my_name),
    ("setMyDescription", profile::set_my_description),
    ("getMyDescription", profile::get_my_description),
    ("setMyShortDescription", profile::set_my_short_description),
    ("getMyShortDescription", profile::get_my_short_description),
    ("setChatMenuButton", profile::set_chat_menu_button),
    ("getChatMenuButton", profile::get_chat_menu_button),
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
