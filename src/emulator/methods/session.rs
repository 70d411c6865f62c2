//! getMe, and the ways in which a bot takes leave of a server: logOut and close.

use serde_json::{Value, json};

use crate::emulator::error::ApiError;
use crate::emulator::telegram::Context;

/// Seconds: how long after logging out a bot cannot come back, and after its start not be closed
/// (Bot API, `logOut`, `close`).
const TEN_MINUTES: i64 = 10 * 60;

pub(super) fn get_me(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let mut me = context.bot.to_value();
    let is_inline = context.bot.inline.is_on;
    for (name, value) in [
        ("can_join_groups", true),
        ("can_read_all_group_messages", false),
        ("supports_guest_queries", false),
        ("supports_inline_queries", is_inline),
        ("can_connect_to_business", false),
        ("has_main_web_app", false),
        ("has_topics_enabled", false),
        ("allows_users_to_create_topics", false),
        ("can_manage_bots", false),
        ("supports_join_request_queries", false),
    ] {
        me[name] = json!(value);
    }
    Ok(me)
}

pub(super) fn log_out(context: &mut Context<'_>) -> Result<Value, ApiError> {
    context.bot.logged_out_until = context.now + TEN_MINUTES;
    Ok(json!(true))
}

pub(super) fn close(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let left = context.bot.launched_at + TEN_MINUTES - context.now;
    match u32::try_from(left) {
        Ok(left) if left > 0 => Err(ApiError::too_many_requests(left)),
        _ => Ok(json!(true)),
    }
}
