//! Whom Telegram lets the shop write to.

use tracing::info;

use crate::{db::DbError, domain::customer::Unreachable, shop::reach};

use super::{
    api::ApiError,
    context::Context,
    screen::{Answer, Reply},
};

/// Why a refusal says that nothing can be sent to a person; `None` when it does not say so.
pub fn refused_for(error: &ApiError) -> Option<Unreachable> {
    match error {
        error if error.says("bot was blocked") => Some(Unreachable::Blocked),
        error if error.says("user is deactivated") => Some(Unreachable::Deleted),
        ApiError::Refused { code: 403, .. } => Some(Unreachable::Unknown),
        error if error.says("chat not found") => Some(Unreachable::Unknown),
        ApiError::Refused { .. } | ApiError::RetryAfter(_) | ApiError::Unreachable(_) => None,
    }
}

/// Somebody has blocked the bot.
pub async fn blocked(context: &Context) -> Result<Reply, DbError> {
    let (person, now) = (context.profile.id, context.now.timestamp());
    let why = Unreachable::Blocked;
    let noted = context
        .app
        .db
        .write(move |tx| reach::lose(tx, person, why, now));
    noted.await?;
    info!(chat.id = %person, "the bot was blocked");
    Ok(Reply::answer(Answer::Silent))
}

/// Somebody lets the bot write again.
pub async fn unblocked(context: &Context) -> Result<Reply, DbError> {
    let (person, now) = (context.profile.id, context.now.timestamp());
    let noted = context
        .app
        .db
        .write(move |tx| reach::regain(tx, person, now));
    noted.await?;
    Ok(Reply::answer(Answer::Silent))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn only_what_is_about_the_person_puts_them_out_of_reach() {
        let refused = |code, description: &str| ApiError::Refused {
            code,
            description: description.into(),
        };
        for (error, expected) in [
            (
                refused(403, "Forbidden: bot was blocked by the user"),
                Some(Unreachable::Blocked),
            ),
            (
                refused(403, "Forbidden: user is deactivated"),
                Some(Unreachable::Deleted),
            ),
            (
                refused(
                    403,
                    "Forbidden: bot can't initiate conversation with a user",
                ),
                Some(Unreachable::Unknown),
            ),
            (
                refused(400, "Bad Request: chat not found"),
                Some(Unreachable::Unknown),
            ),
            (refused(400, "Bad Request: message is too long"), None),
            (ApiError::RetryAfter(Duration::from_secs(30)), None),
            (ApiError::Unreachable("connection reset".into()), None),
        ] {
            assert_eq!(refused_for(&error), expected, "{error}");
        }
    }
}
