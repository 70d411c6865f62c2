//! The command menu beside the input field.

use serde_json::json;
use teloxide::types::{BotCommand, BotCommandScope, ChatId, Recipient};
use tracing::warn;

use crate::{
    domain::id::TelegramId,
    i18n::Lang,
    shop::access::{Catalogue, Figures, Staff},
};

use super::api::Api;

/// Sets everybody's menu. A refusal costs the menu, not the shop.
pub async fn set_for_all(api: &Api, lang: Lang) {
    let call = json!({"commands": commands(lang), "scope": BotCommandScope::Default});
    if let Err(error) = api.call::<bool>("setMyCommands", &call).await {
        warn!(%error, "command menu not set");
    }
}

/// Sets the menu of the chat of somebody of the staff: what their role lets them do, too.
pub async fn set_for_staff(api: &Api, lang: Lang, chat: TelegramId, staff: Staff) {
    let mut all = commands(lang);
    all.push(BotCommand::new("admin", lang.command_admin()));
    if staff.may::<Catalogue>() {
        all.push(BotCommand::new("add_product", lang.menu_add_product()));
        all.push(BotCommand::new("admin_delivery", lang.menu_delivery()));
    }
    if staff.may::<Figures>() {
        all.push(BotCommand::new("stats", lang.menu_stats()));
    }
    let call = json!({"commands": all, "scope": scope(chat)});
    if let Err(error) = api.call::<bool>("setMyCommands", &call).await {
        warn!(chat.id = %chat, %error, "command menu of staff not set");
    }
}

/// Takes the menu of a chat back: its owner works for the shop no more.
pub async fn take_back(api: &Api, chat: TelegramId) {
    let call = json!({"scope": scope(chat)});
    if let Err(error) = api.call::<bool>("deleteMyCommands", &call).await {
        warn!(chat.id = %chat, %error, "command menu of former staff not taken back");
    }
}

fn scope(chat: TelegramId) -> BotCommandScope {
    BotCommandScope::Chat {
        chat_id: Recipient::Id(ChatId(chat.get())),
    }
}

fn commands(lang: Lang) -> Vec<BotCommand> {
    vec![
        BotCommand::new("start", lang.command_start()),
        BotCommand::new("search", lang.command_search()),
        BotCommand::new("cart", lang.command_cart()),
        BotCommand::new("orders", lang.command_orders()),
        BotCommand::new("profile", lang.command_profile()),
        BotCommand::new("help", lang.command_help()),
        BotCommand::new("cancel", lang.command_cancel()),
    ]
}
