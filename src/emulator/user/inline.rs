//! Typing a bot's name in a chat, and sending what it offers.

use super::User;
use crate::emulator::inline::{InlineQuery, Offer};
use crate::emulator::server::PATIENCE;

impl User {
    /// Types words after the bot's name, in the chat with it. `None`: the bot has no inline mode.
    pub fn asks_inline(&self, words: &str) -> Option<InlineQuery> {
        self.asks_inline_from(words, "")
    }

    /// The same for a later page: `offset` is what the page before said.
    pub fn asks_inline_from(&self, words: &str, offset: &str) -> Option<InlineQuery> {
        self.act(|telegram, bot| telegram.ask_inline(bot, self.id, self.id, words, offset))
    }

    /// What the bot offers for a query, as soon as it has answered.
    ///
    /// # Panics
    /// After 30 seconds.
    pub async fn is_offered(&self, query: &InlineQuery) -> Offer {
        let offer = self.server.until(|_| self.offer(&query.id));
        let offer = tokio::time::timeout(PATIENCE, offer).await;
        offer.unwrap_or_else(|_| panic!("inline query {} was not answered", query.id))
    }

    /// What the bot offers for a query. `None`: nothing yet.
    pub fn offer(&self, query_id: &str) -> Option<Offer> {
        self.act(|telegram, bot| {
            let bot = telegram.bots.get(&bot)?;
            let answer = bot.inline.offered(self.id, query_id)?;
            Some(answer.to_offer())
        })
    }

    /// Sends one of the things offered, into the chat in which they were asked for. Returns the
    /// update that tells the bot of the message; `None`: it was never offered, or the bot does not
    /// hear what is said there.
    pub fn chooses(&self, query_id: &str, result_id: &str) -> Option<i64> {
        self.act(|telegram, bot| telegram.choose_inline(bot, self.id, query_id, result_id))
    }
}
