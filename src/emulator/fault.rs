//! Scripted failures: what a test wants the next calls of a method to meet.

use std::collections::HashMap;
use std::collections::VecDeque;

use super::error::ApiError;

/// One failure of the server or of the way to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// 429 with this `retry_after`; the request is not executed.
    TooManyRequests {
        /// Seconds.
        retry_after: u32,
    },
    /// Any refusal; the request is not executed.
    Api {
        /// Also the HTTP status.
        code: u16,
        /// Word for word, with its "Bad Request: ".
        description: String,
    },
    /// A 5xx of the front end; the request is not executed.
    ServerError(u16),
    /// The connection is closed and the request is not executed.
    DropConnection,
    /// The request is executed and the connection closed without an answer.
    LoseAnswer,
    /// The request is executed, and its answer comes so much later on the emulator's clock.
    LateAnswer {
        /// Seconds.
        seconds: u32,
    },
}

impl Fault {
    /// What the bot is told instead of a result. `None`: it is told nothing.
    pub(super) fn refusal(&self) -> Option<ApiError> {
        match self {
            Self::TooManyRequests { retry_after } => {
                Some(ApiError::too_many_requests(*retry_after))
            }
            Self::Api { code, description } => Some(ApiError::new(*code, description.as_str())),
            Self::ServerError(code) => {
                let description = match code {
                    500 => "Internal Server Error",
                    502 => "Bad Gateway",
                    503 => "Service Unavailable",
                    504 => "Gateway Timeout",
                    _ => "Server Error",
                };
                Some(ApiError::new(*code, description))
            }
            Self::DropConnection | Self::LoseAnswer | Self::LateAnswer { .. } => None,
        }
    }

    /// Whether the request is executed all the same.
    pub(super) const fn spares_the_request(&self) -> bool {
        matches!(self, Self::LoseAnswer | Self::LateAnswer { .. })
    }
}

/// Faults that wait for their call, in order per method.
#[derive(Default)]
pub(super) struct Faults {
    waiting: HashMap<String, VecDeque<Waiting>>,
    /// Chats that take no calls, each with the time until when.
    limits: HashMap<i64, i64>,
}

pub(super) struct Waiting {
    /// Only calls that concern this chat.
    pub(super) chat_id: Option<i64>,
    /// So many fitting calls go through first.
    pub(super) spared: usize,
    pub(super) fault: Fault,
}

impl Faults {
    pub(super) fn add(&mut self, method: &str, waiting: Waiting) {
        self.waiting
            .entry(method.to_ascii_lowercase())
            .or_default()
            .push_back(waiting);
    }

    /// Takes the fault meant for this call: one of the method itself, else one of any method,
    /// which never means the polling that goes on by itself.
    pub(super) fn take(&mut self, method: &str, chat_id: Option<i64>) -> Option<Fault> {
        if self.waiting.is_empty() {
            return None;
        }
        let method = method.to_ascii_lowercase();
        let any = (method != "getupdates").then_some("*");
        [Some(method.as_str()), any]
            .into_iter()
            .flatten()
            .find_map(|name| self.take_of(name, chat_id))
    }

    /// Refuses every call that concerns a chat until a time.
    pub(super) fn limit(&mut self, chat_id: i64, until: i64) {
        self.limits.insert(chat_id, until);
    }

    /// What a call that concerns a chat meets while that chat is limited.
    pub(super) fn limit_of(&mut self, chat_id: Option<i64>, now: i64) -> Option<Fault> {
        let chat_id = chat_id.filter(|_| !self.limits.is_empty())?;
        let left = self.limits.get(&chat_id)? - now;
        let left = u32::try_from(left).ok().filter(|left| *left > 0);
        if left.is_none() {
            self.limits.remove(&chat_id);
        }
        left.map(|retry_after| Fault::TooManyRequests { retry_after })
    }

    /// How many faults wait for their call.
    pub(super) fn count(&self) -> usize {
        self.waiting.values().map(VecDeque::len).sum()
    }

    /// The chats that take no calls, and until when.
    pub(super) fn limits(&self) -> impl Iterator<Item = (i64, i64)> {
        self.limits
            .iter()
            .map(|(chat_id, until)| (*chat_id, *until))
    }

    /// Forgets every fault and every limit.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    fn take_of(&mut self, name: &str, chat_id: Option<i64>) -> Option<Fault> {
        let queue = self.waiting.get_mut(name)?;
        let found = queue.iter_mut().position(|waiting| {
            let fits = waiting.chat_id.is_none() || waiting.chat_id == chat_id;
            let is_spared = fits && waiting.spared > 0;
            waiting.spared -= usize::from(is_spared);
            fits && !is_spared
        })?;
        let fault = queue.remove(found)?.fault;
        if queue.is_empty() {
            self.waiting.remove(name);
        }
        Some(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limited_chat_refuses_until_its_time_has_come() {
        let mut faults = Faults::default();
        faults.limit(7, 1_010);
        let refusal = |retry_after| Some(Fault::TooManyRequests { retry_after });
        assert_eq!(faults.limit_of(Some(7), 1_000), refusal(10));
        assert_eq!(faults.limit_of(Some(8), 1_000), None);
        assert_eq!(faults.limit_of(None, 1_000), None);
        assert_eq!(faults.limit_of(Some(7), 1_009), refusal(1));
        assert_eq!(faults.limit_of(Some(7), 1_010), None);
        assert_eq!(faults.limits().count(), 0);
    }

    #[test]
    fn faults_wait_for_their_method_and_chat() {
        let mut faults = Faults::default();
        let mut add = |method: &str, chat_id: Option<i64>, spared: usize, fault: Fault| {
            let waiting = Waiting {
                chat_id,
                spared,
                fault,
            };
            faults.add(method, waiting);
        };
        add("sendMessage", Some(7), 0, Fault::LoseAnswer);
        add("sendMessage", None, 0, Fault::ServerError(502));
        add("*", None, 0, Fault::DropConnection);
        add("getMe", None, 2, Fault::ServerError(500));
        let mut check = |method: &str, chat_id: i64, expect: Option<Fault>| {
            assert_eq!(faults.take(method, Some(chat_id)), expect, "{method}");
        };
        check("GetUpdates", 8, None);
        check("SENDMESSAGE", 8, Some(Fault::ServerError(502)));
        check("sendMessage", 8, Some(Fault::DropConnection));
        check("sendMessage", 8, None);
        check("sendMessage", 7, Some(Fault::LoseAnswer));
        check("getMe", 7, None);
        check("getMe", 7, None);
        check("getMe", 7, Some(Fault::ServerError(500)));
    }
}
