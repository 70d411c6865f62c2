//! The command menu beside the input field.

use serde_json::json;
use teloxide::types::{BotCommand, BotCommandScope, ChatId, Recipient};
use tracing::warn;

use crate::{
    domain::id::TelegramId,
    i18n::Lang,
    shop::access::{Catalogue, Figures, Standing},
};

use super::{api::Api, context::App};

/// Sets everybody's menu: one for each language of Telegram, and the shop's own for all others. A
/// refusal costs the menu, not the shop.
pub async fn set_for_all(api: &Api, shops: Lang) {
    let others = shops.all().map(|lang| (lang, lang.code()));
    for (lang, code) in [(shops, "")].into_iter().chain(others) {
        let mut call = json!({"commands": commands(lang), "scope": BotCommandScope::Default});
        if !code.is_empty() {
            call["language_code"] = code.into();
        }
        if let Err(error) = api.call::<bool>("setMyCommands", &call).await {
            warn!(language = lang.code(), %error, "command menu not set");
        }
    }
}

/// Sets the menu of a chat where it differs from everybody's: staff have what their role lets them
/// do, too, and whoever chose a language reads it in that one.
pub async fn renew(app: &App, chat: TelegramId, standing: Standing) {
    let tongue = match app.tongue_of(chat).await {
        Ok(tongue) => tongue,
        Err(error) => return warn!(chat.id = %chat, %error, "language not read for the menu"),
    };
    let lang = app.in_tongue(&tongue);
    let mut all = commands(lang);
    match standing {
        Standing::Staff(staff) => {
            all.push(BotCommand::new("admin", lang.command_admin()));
            if staff.may::<Catalogue>() {
                all.push(BotCommand::new("add_product", lang.menu_add_product()));
                all.push(BotCommand::new("admin_delivery", lang.menu_delivery()));
            }
            if staff.may::<Figures>() {
                all.push(BotCommand::new("stats", lang.menu_stats()));
            }
        }
        Standing::Stranger | Standing::Former if tongue.chosen.is_some() => {}
        Standing::Stranger => return,
        Standing::Former => return take_back(&app.api, chat).await,
    }
    let call = json!({"commands": all, "scope": scope(chat)});
    if let Err(error) = app.api.call::<bool>("setMyCommands", &call).await {
        warn!(chat.id = %chat, %error, "command menu of a chat not set");
    }
}

/// Takes the menu of a chat back: its owner works for the shop no more.
async fn take_back(api: &Api, chat: TelegramId) {
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
        BotCommand::new("favourites", lang.command_favourites()),
        BotCommand::new("orders", lang.command_orders()),
        BotCommand::new("profile", lang.command_profile()),
        BotCommand::new("language", lang.command_language()),
        BotCommand::new("privacy", lang.command_privacy()),
        BotCommand::new("help", lang.command_help()),
        BotCommand::new("cancel", lang.command_cancel()),
    ]
}
