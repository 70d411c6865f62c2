//! The command menus: setMyCommands, getMyCommands, deleteMyCommands, with scopes and languages.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::emulator::error::ApiError;
use crate::emulator::telegram::Context;

/// One line of the command menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuCommand {
    /// Without the slash.
    pub name: String,
    /// What stands beside it.
    pub description: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Scope {
    Default,
    AllPrivateChats,
    AllGroupChats,
    AllChatAdministrators,
    Chat(String),
    ChatAdministrators(String),
    ChatMember(String, i64),
}

/// All menus of one bot.
#[derive(Default)]
pub(in crate::emulator) struct Menus {
    menus: HashMap<(Scope, String), Vec<MenuCommand>>,
}

impl Menus {
    /// The menu of a private chat: the narrowest scope wins, then the language.
    pub(in crate::emulator) fn shown_to(
        &self,
        user_id: i64,
        language: Option<&str>,
    ) -> &[MenuCommand] {
        let language = language.unwrap_or_default();
        let language = language.get(..2).unwrap_or_default();
        let scopes = [
            Scope::Chat(user_id.to_string()),
            Scope::AllPrivateChats,
            Scope::Default,
        ];
        let candidates = scopes
            .into_iter()
            .flat_map(|scope| [(scope.clone(), language.to_owned()), (scope, String::new())]);
        candidates
            .into_iter()
            .find_map(|key| self.menus.get(&key))
            .map_or(&[], Vec::as_slice)
    }
}

pub(super) fn set_my_commands(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let commands = context
        .params
        .json("commands", "can't parse commands JSON object")?;
    let commands = commands
        .as_ref()
        .map_or_else(|| Ok(Vec::new()), read_menu)?;
    let key = key(context)?;
    for command in &commands {
        check(command)?;
    }
    if commands.is_empty() {
        context.bot.menus.menus.remove(&key);
    } else {
        context.bot.menus.menus.insert(key, commands);
    }
    context.bot.menu_changed();
    Ok(json!(true))
}

pub(super) fn get_my_commands(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let key = key(context)?;
    let menu = context.bot.menus.menus.get(&key);
    let to_value = |command: &MenuCommand| json!({ "command": command.name, "description": command.description });
    Ok(menu.into_iter().flatten().map(to_value).collect())
}

pub(super) fn delete_my_commands(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let key = key(context)?;
    context.bot.menus.menus.remove(&key);
    context.bot.menu_changed();
    Ok(json!(true))
}

fn key(context: &mut Context<'_>) -> Result<(Scope, String), ApiError> {
    let scope = context
        .params
        .json("scope", "can't parse BotCommandScope JSON object")?;
    let scope = scope.as_ref().map_or(Ok(Scope::Default), |scope| {
        read_scope(scope).map_err(|reason| {
            ApiError::bad_request(&format!("can't parse BotCommandScope: {reason}"))
        })
    })?;
    let language = context.language()?;
    if let Scope::Chat(chat_id) = &scope {
        let user_id: Option<i64> = chat_id.parse().ok();
        let is_known = user_id.is_some_and(|id| context.bot.known_chat(id).is_some());
        if !is_known {
            return Err(ApiError::bad_request("chat not found"));
        }
    }
    Ok((scope, language))
}

fn read_scope(scope: &Value) -> Result<Scope, &'static str> {
    let Value::Object(fields) = scope else {
        return Err("BotCommandScope must be an Object");
    };
    let Some(kind) = fields.get("type").and_then(Value::as_str) else {
        return Err("Can't find field \"type\"");
    };
    let chat_id = || match fields.get("chat_id") {
        Some(Value::String(text)) if !text.is_empty() => Ok(text.clone()),
        Some(Value::Number(number)) => Ok(number.to_string()),
        _ => Err("Can't find field \"chat_id\""),
    };
    match kind {
        "default" => Ok(Scope::Default),
        "all_private_chats" => Ok(Scope::AllPrivateChats),
        "all_group_chats" => Ok(Scope::AllGroupChats),
        "all_chat_administrators" => Ok(Scope::AllChatAdministrators),
        "chat" => Ok(Scope::Chat(chat_id()?)),
        "chat_administrators" => Ok(Scope::ChatAdministrators(chat_id()?)),
        "chat_member" => {
            let user_id = fields.get("user_id").and_then(Value::as_i64);
            let user_id = user_id.ok_or("Can't find field \"user_id\"")?;
            Ok(Scope::ChatMember(chat_id()?, user_id))
        }
        _ => Err("unsupported type specified"),
    }
}

fn read_menu(commands: &Value) -> Result<Vec<MenuCommand>, ApiError> {
    let Value::Array(commands) = commands else {
        return Err(ApiError::bad_request("expected an Array of BotCommand"));
    };
    if commands.len() > 100 {
        return Err(ApiError::bad_request("too many commands specified"));
    }
    commands.iter().map(read_command).collect()
}

fn read_command(command: &Value) -> Result<MenuCommand, ApiError> {
    let refusal =
        |reason: &str| ApiError::bad_request(&format!("can't parse BotCommand: {reason}"));
    let Value::Object(fields) = command else {
        return Err(refusal("expected an Object"));
    };
    let text = |name: &str| match fields.get(name) {
        Some(Value::String(text)) => Ok(text.trim().to_owned()),
        Some(_) => Err(refusal(&format!("Field \"{name}\" must be of type String"))),
        None => Err(refusal(&format!("Can't find field \"{name}\""))),
    };
    let name = text("command")?;
    Ok(MenuCommand {
        name: name.strip_prefix('/').unwrap_or(&name).to_owned(),
        description: text("description")?,
    })
}

/// The first four are tdlib's own checks, the last is the back end's.
fn check(command: &MenuCommand) -> Result<(), ApiError> {
    let refusal = |reason| Err(ApiError::bad_request(reason));
    if command.name.is_empty() {
        return refusal("command must be non-empty");
    }
    if command.name.chars().count() > 32 {
        return refusal("command length must not exceed 32");
    }
    if command.description.is_empty() {
        return refusal("command description must be non-empty");
    }
    if command.description.chars().count() > 256 {
        return refusal("command description length must not exceed 256");
    }
    let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !command.name.chars().all(is_allowed) {
        return refusal("BOT_COMMAND_INVALID");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{BOT, Fixture};
    use super::*;

    #[test]
    fn the_narrowest_scope_wins_and_then_the_language() {
        let mut fixture = Fixture::new();
        let user = fixture.user;
        let mut check = |scope: Value, language: &str, expect: &str| {
            let commands = json!([{"command": "a", "description": format!("{scope}{language}")}]);
            let params = json!({"commands": commands, "scope": scope, "language_code": language});
            fixture.done("setMyCommands", params);
            let params = json!({"scope": scope, "language_code": language});
            assert_eq!(fixture.done("getMyCommands", params), commands);
            let bot = fixture.telegram.bots.get(&BOT);
            let menu = bot.and_then(|bot| bot.menus.shown_to(user, Some("de-AT")).first());
            assert_eq!(
                menu.map(|command| command.description.as_str()),
                Some(expect)
            );
        };
        let everybody = json!({"type": "default"});
        let private = json!({"type": "all_private_chats"});
        let chat = json!({"type": "chat", "chat_id": user});
        check(everybody.clone(), "", &format!("{everybody}"));
        check(everybody.clone(), "de", &format!("{everybody}de"));
        check(private.clone(), "en", &format!("{everybody}de"));
        check(private.clone(), "", &format!("{private}"));
        check(chat.clone(), "", &format!("{chat}"));
        check(private, "de", &format!("{chat}"));
        fixture.done("deleteMyCommands", json!({ "scope": chat }));
        assert_eq!(
            fixture.done("getMyCommands", json!({ "scope": chat })),
            json!([])
        );
    }

    #[test]
    fn refusals_of_menus() {
        let mut fixture = Fixture::new();
        let mut check = |command: &str, description: &str, expect: &str| {
            let commands = json!([{"command": command, "description": description}]);
            let expect = format!("400 Bad Request: {expect}");
            fixture.refused("setMyCommands", json!({ "commands": commands }), &expect);
        };
        check("", "d", "command must be non-empty");
        check("a", "", "command description must be non-empty");
        check(&"a".repeat(33), "d", "command length must not exceed 32");
        check("Start", "d", "BOT_COMMAND_INVALID");
        let mut check = |params: Value, expect: &str| {
            fixture.refused(
                "getMyCommands",
                params,
                &format!("400 Bad Request: {expect}"),
            );
        };
        check(
            json!({"language_code": "deu"}),
            "invalid language code specified",
        );
        check(
            json!({"scope": {"type": "chat", "chat_id": 5}}),
            "chat not found",
        );
        check(
            json!({"scope": {"type": "x"}}),
            "can't parse BotCommandScope: unsupported type specified",
        );
    }
}
