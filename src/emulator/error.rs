//! What a Bot API method answers when it refuses.

/// A refusal as the Bot API words it: the code is also the HTTP status.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code} {description}")]
pub struct ApiError {
    /// `error_code` of the envelope.
    pub code: u16,
    /// `description` of the envelope, word for word.
    pub description: String,
    /// `parameters.retry_after`, sent with 429.
    pub retry_after: Option<u32>,
    /// `parameters.migrate_to_chat_id`, sent when a group has become a supergroup.
    pub migrate_to_chat_id: Option<i64>,
}

impl ApiError {
    pub(super) fn new(code: u16, description: impl Into<String>) -> Self {
        Self {
            code,
            description: description.into(),
            retry_after: None,
            migrate_to_chat_id: None,
        }
    }

    pub(super) fn bad_request(reason: &str) -> Self {
        Self::new(400, format!("Bad Request: {}", worded(reason)))
    }

    pub(super) fn forbidden(reason: &str) -> Self {
        Self::new(403, format!("Forbidden: {}", worded(reason)))
    }

    /// For answers to queries that are unknown, too old or answered.
    pub(super) fn query_too_old() -> Self {
        Self::bad_request("query is too old and response timeout expired or query ID is invalid")
    }

    pub(super) fn conflict(reason: &str) -> Self {
        Self::new(409, format!("Conflict: {reason}"))
    }

    /// For what Telegram has and this emulator does not: never mistaken for a real answer.
    pub(super) fn not_emulated(what: &str) -> Self {
        Self::new(501, format!("Not Implemented: the emulator has no {what}"))
    }

    pub(super) fn too_many_requests(retry_after: u32) -> Self {
        Self {
            code: 429,
            description: format!("Too Many Requests: retry after {retry_after}"),
            retry_after: Some(retry_after),
            migrate_to_chat_id: None,
        }
    }

    /// For a group that has become a supergroup of another identifier.
    pub(super) fn migrated(to: i64) -> Self {
        Self {
            migrate_to_chat_id: Some(to),
            ..Self::bad_request("group chat was upgraded to a supergroup chat")
        }
    }

    /// Stands for the outcome of a request that never reached the server.
    pub(super) fn not_executed() -> Self {
        Self::new(
            0,
            "the connection was closed before the request was executed",
        )
    }

    pub(super) fn method_not_found() -> Self {
        Self::new(404, "Not Found: method not found")
    }
}

/// Lowers the first letter as the server does, which leaves SERVER_CODES and one-letter words of
/// capitals alone (Bot API behaviour, the wording rule of `fail_query_with_error`).
fn worded(reason: &str) -> String {
    let mut characters = reason.chars();
    let Some(first) = characters.next() else {
        return String::new();
    };
    match characters.next() {
        Some(second) if second.is_ascii_uppercase() || second == '_' => reason.to_owned(),
        _ => {
            let rest = &reason[first.len_utf8()..];
            format!("{}{rest}", first.to_ascii_lowercase())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_is_lowered_except_in_codes() {
        let check = |reason: &str, expect: &str| {
            assert_eq!(ApiError::bad_request(reason).description, expect);
        };
        check("Chat not found", "Bad Request: chat not found");
        check("chat not found", "Bad Request: chat not found");
        check("BUTTON_DATA_INVALID", "Bad Request: BUTTON_DATA_INVALID");
        check("A_B", "Bad Request: A_B");
    }
}
