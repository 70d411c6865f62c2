//! The command menu beside the input field.

use serde_json::json;
use teloxide::types::{BotCommand, BotCommandScope, ChatId, Recipient};
use tracing::warn;

use crate::{domain::id::TelegramId, i18n::Lang};

use super::api::Api;

/// Sets everybody's menu. A refusal costs the menu, not the shop.
pub async fn set_for_all(api: &Api, lang: Lang) {
    let call = json!({"commands": commands(lang), "scope": BotCommandScope::Default});
    if let Err(error) = api.call::<bool>("setMyCommands", &call).await {
        warn!(%error, "command menu not set");
    }
}

/// Sets the menu of an administrator's chat.
pub async fn set_for_admin(api: &Api, lang: Lang, chat: TelegramId) {
    let mut all = commands(lang);
    all.push(BotCommand::new("admin", lang.command_admin()));
    let scope = BotCommandScope::Chat {
        chat_id: Recipient::Id(ChatId(chat.get())),
    };
    let call = json!({"commands": all, "scope": scope});
    if let Err(error) = api.call::<bool>("setMyCommands", &call).await {
        warn!(chat.id = %chat, %error, "administrator's command menu not set");
    }
}

fn commands(lang: Lang) -> Vec<BotCommand> {
    vec![
        BotCommand::new("start", lang.command_start()),
        BotCommand::new("cart", lang.command_cart()),
        BotCommand::new("orders", lang.command_orders()),
        BotCommand::new("profile", lang.command_profile()),
        BotCommand::new("help", lang.command_help()),
        BotCommand::new("cancel", lang.command_cancel()),
    ]
}
