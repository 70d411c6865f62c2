//! A customer who pays: invoices in the chat, copies of somebody else's, links.

use super::User;
use crate::emulator::payment::{Ending, NotPayable, Payment, Source, TIME_TO_ANSWER};

impl User {
    /// Presses the button of an invoice and pays as soon as the bot agrees. Returns the update
    /// that asks the bot.
    pub fn pay(&self, message_id: i64) -> Result<i64, NotPayable> {
        self.pay_with(self.own(message_id), Ending::Pays)
    }

    /// The same, but the money cannot be taken: the bot agrees and hears no more.
    pub fn pay_and_be_declined(&self, message_id: i64) -> Result<i64, NotPayable> {
        self.pay_with(self.own(message_id), Ending::IsDeclined)
    }

    /// The same, but the customer leaves before the bot has agreed.
    pub fn pay_and_leave(&self, message_id: i64) -> Result<i64, NotPayable> {
        self.pay_with(self.own(message_id), Ending::Leaves)
    }

    /// Pays a forwarded copy of an invoice that was sent to somebody else.
    pub fn pay_copy_of(&self, owner: &Self, message_id: i64) -> Result<i64, NotPayable> {
        self.pay_with(owner.own(message_id), Ending::Pays)
    }

    /// Pays an invoice by its link, as often as wanted.
    pub fn pay_link(&self, link: &str) -> Result<i64, NotPayable> {
        self.pay_with(Source::Link(link.to_owned()), Ending::Pays)
    }

    /// How the payment stands that made an update.
    ///
    /// # Panics
    /// When the update is of no payment.
    pub fn payment(&self, update_id: i64) -> Payment {
        let payment = self.act(|telegram, bot| telegram.payment(bot, update_id));
        payment.expect("only an update that beginning a payment returned")
    }

    /// Returns how a payment ended, as soon as the bot has answered or its time is over.
    ///
    /// # Panics
    /// When the update is of no payment.
    pub async fn settled(&self, update_id: i64) -> Payment {
        let settled = self.server.until(|_| {
            let payment = self.payment(update_id);
            (payment != Payment::Waiting).then_some(payment)
        });
        let late = self.server.now() + TIME_TO_ANSWER + 1;
        tokio::select! {
            payment = settled => payment,
            () = self.server.reached(late) => self.payment(update_id),
        }
    }

    fn own(&self, message_id: i64) -> Source {
        Source::Message {
            user_id: self.id,
            message_id,
        }
    }

    fn pay_with(&self, source: Source, ending: Ending) -> Result<i64, NotPayable> {
        self.act(|telegram, bot| telegram.pay(bot, self.id, source, ending))
    }
}
