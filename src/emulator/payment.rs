//! Payments: invoices, the checkouts of those who pay them, and what was paid.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rand::Rng;
use serde_json::{Value, json};

use super::act;
use super::chat::Content;
use super::error::ApiError;
use super::telegram::{Bot, Person, Telegram};
use super::update::{UpdateKind, present};

/// Seconds in which a pre-checkout query must be answered (Bot API, `answerPreCheckoutQuery`).
pub(super) const TIME_TO_ANSWER: i64 = 10;
/// The currency of Telegram Stars.
pub(super) const STARS: &str = "XTR";

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Invoice {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) payload: String,
    pub(super) start_parameter: String,
    pub(super) currency: String,
    /// In the smallest unit of the currency.
    pub(super) total: i64,
    pub(super) needs_name: bool,
    pub(super) needs_phone_number: bool,
    pub(super) needs_email: bool,
}

/// How a payment that somebody began stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payment {
    /// The bot has not answered the pre-checkout query yet.
    Waiting,
    /// The money was taken and the bot told so.
    Paid {
        /// `telegram_payment_charge_id`.
        charge_id: String,
        /// The update that told the bot.
        update_id: i64,
    },
    /// The bot refused, with the words shown to the customer.
    Refused(String),
    /// The bot did not answer in time.
    TimedOut,
    /// The bot agreed, but the money could not be taken.
    Declined,
    /// The bot agreed, but the customer had gone.
    Abandoned,
}

/// Why somebody cannot begin a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotPayable {
    /// The message is gone or is no invoice.
    #[error("there is no invoice to pay")]
    NoInvoice,
    /// The invoice shows its receipt instead of the button.
    #[error("the invoice is paid already")]
    AlreadyPaid,
}

/// What the customer does once the bot has agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    Pays,
    IsDeclined,
    Leaves,
}

/// What is paid: an invoice in somebody's chat, or the one behind a link.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Source {
    Message { user_id: i64, message_id: i64 },
    Link(String),
}

/// The money of one bot.
#[derive(Default)]
pub(super) struct Payments {
    links: HashMap<String, Arc<Invoice>>,
    checkouts: HashMap<String, Checkout>,
    paid: HashSet<Source>,
    charges: HashMap<String, Charge>,
}

struct Checkout {
    user_id: i64,
    update_id: i64,
    invoice: Arc<Invoice>,
    source: Source,
    began_at: i64,
    ending: Ending,
    standing: Payment,
}

struct Charge {
    user_id: i64,
    invoice: Arc<Invoice>,
    is_refunded: bool,
}

impl Invoice {
    pub(super) fn to_value(&self) -> Value {
        json!({
            "title": self.title,
            "description": self.description,
            "start_parameter": self.start_parameter,
            "currency": self.currency,
            "total_amount": self.total,
        })
    }

    fn is_in_stars(&self) -> bool {
        self.currency == STARS
    }

    /// What the customer was asked for besides the money.
    fn order_info(&self, person: &Person) -> Option<Value> {
        let name = self.needs_name.then(|| json!(person.profile.first_name));
        let phone_number = self
            .needs_phone_number
            .then(|| json!(person.phone_number()));
        let email = self
            .needs_email
            .then(|| json!(format!("{}@example.org", person.id)));
        if name.is_none() && phone_number.is_none() && email.is_none() {
            return None;
        }
        Some(present([
            ("name", name),
            ("phone_number", phone_number),
            ("email", email),
        ]))
    }

    /// The fields that a payment, its query and its refund have in common.
    fn summary(&self) -> Value {
        json!({
            "currency": self.currency,
            "total_amount": self.total,
            "invoice_payload": self.payload,
        })
    }
}

impl Payments {
    pub(super) fn link(&mut self, invoice: Invoice) -> String {
        let link = format!("https://t.me/${}", token());
        self.links.insert(link.clone(), Arc::new(invoice));
        link
    }

    /// How the payment stands that made an update.
    fn standing(&self, update_id: i64, now: i64) -> Option<Payment> {
        let mut checkouts = self.checkouts.values();
        let checkout = checkouts.find(|checkout| checkout.update_id == update_id)?;
        let is_late =
            checkout.standing == Payment::Waiting && now - checkout.began_at > TIME_TO_ANSWER;
        Some(if is_late {
            Payment::TimedOut
        } else {
            checkout.standing.clone()
        })
    }
}

impl Telegram {
    /// A person presses the button of an invoice; the bot is asked whether all is well.
    pub(super) fn pay(
        &mut self,
        bot_id: i64,
        user_id: i64,
        source: Source,
        ending: Ending,
    ) -> Result<i64, NotPayable> {
        self.act(bot_id, user_id, |bot, person, now| {
            let invoice = bot.invoice(&source).ok_or(NotPayable::NoInvoice)?;
            if bot.payments.paid.contains(&source) {
                return Err(NotPayable::AlreadyPaid);
            }
            let query_id = act::query_id();
            let mut query = invoice.summary();
            query["id"] = json!(query_id);
            query["from"] = person.to_user();
            if let Some(order_info) = invoice.order_info(person) {
                query["order_info"] = order_info;
            }
            let kind = UpdateKind::PreCheckoutQuery;
            let update_id = bot.updates.push(kind, user_id, query, now);
            let checkout = Checkout {
                user_id,
                update_id,
                invoice,
                source,
                began_at: now,
                ending,
                standing: Payment::Waiting,
            };
            bot.payments.checkouts.insert(query_id, checkout);
            Ok(update_id)
        })
    }

    pub(super) fn payment(&self, bot_id: i64, update_id: i64) -> Option<Payment> {
        let bot = self.bots.get(&bot_id)?;
        bot.payments.standing(update_id, self.now())
    }
}

impl Bot {
    fn invoice(&self, source: &Source) -> Option<Arc<Invoice>> {
        match source {
            Source::Link(link) => self.payments.links.get(link).cloned(),
            Source::Message {
                user_id,
                message_id,
            } => {
                let message = self.chats.get(user_id)?.messages.get(message_id)?;
                match &message.content {
                    Content::Invoice(invoice) => Some(Arc::clone(invoice)),
                    _ => None,
                }
            }
        }
    }

    /// The bot agrees to a payment, or refuses it with words for the customer.
    pub(super) fn answer_checkout(
        &mut self,
        query_id: &str,
        refusal: Option<String>,
        people: &HashMap<i64, Person>,
        now: i64,
    ) -> Result<(), ApiError> {
        let checkout = self.payments.checkouts.get_mut(query_id);
        let waiting = checkout.filter(|checkout| {
            checkout.standing == Payment::Waiting && now - checkout.began_at <= TIME_TO_ANSWER
        });
        let Some(checkout) = waiting else {
            return Err(ApiError::query_too_old());
        };
        let user_id = checkout.user_id;
        checkout.standing = match (refusal, checkout.ending) {
            (Some(words), _) => Payment::Refused(words),
            (None, Ending::IsDeclined) => Payment::Declined,
            (None, Ending::Leaves) => Payment::Abandoned,
            (None, Ending::Pays) => {
                let (invoice, source) = (Arc::clone(&checkout.invoice), checkout.source.clone());
                let person = people.get(&user_id).ok_or_else(ApiError::query_too_old)?;
                let paid = self.take_money(person, invoice, source, now);
                if let Some(checkout) = self.payments.checkouts.get_mut(query_id) {
                    checkout.standing = paid;
                }
                return Ok(());
            }
        };
        self.chat(user_id).touch();
        Ok(())
    }

    /// The money is taken, and a service message tells the bot.
    fn take_money(
        &mut self,
        person: &Person,
        invoice: Arc<Invoice>,
        source: Source,
        now: i64,
    ) -> Payment {
        let charge_id = token();
        let mut payment = invoice.summary();
        payment["telegram_payment_charge_id"] = json!(charge_id);
        // Of Stars no provider knows.
        let provider_charge = if invoice.is_in_stars() {
            String::new()
        } else {
            token()
        };
        payment["provider_payment_charge_id"] = json!(provider_charge);
        if let Some(order_info) = invoice.order_info(person) {
            payment["order_info"] = order_info;
        }
        if matches!(source, Source::Message { .. }) {
            self.payments.paid.insert(source);
        }
        let charge = Charge {
            user_id: person.id,
            invoice,
            is_refunded: false,
        };
        self.payments.charges.insert(charge_id.clone(), charge);
        let told = Content::other("successful_payment", payment);
        Payment::Paid {
            charge_id,
            update_id: self.receive(person, told, now),
        }
    }

    /// Gives Stars back. What the back end says of a charge it does not know is not documented.
    pub(super) fn refund(
        &mut self,
        person: &Person,
        charge_id: &str,
        now: i64,
    ) -> Result<(), ApiError> {
        let charge = self.payments.charges.get_mut(charge_id);
        let charge =
            charge.filter(|charge| charge.user_id == person.id && charge.invoice.is_in_stars());
        let Some(charge) = charge else {
            return Err(ApiError::bad_request("CHARGE_NOT_FOUND"));
        };
        if charge.is_refunded {
            return Err(ApiError::bad_request("CHARGE_ALREADY_REFUNDED"));
        }
        charge.is_refunded = true;
        let mut refund = charge.invoice.summary();
        refund["telegram_payment_charge_id"] = json!(charge_id);
        self.receive(person, Content::other("refunded_payment", refund), now);
        Ok(())
    }
}

/// Letters and digits that nobody guesses.
fn token() -> String {
    let mut random = rand::rng();
    let character = |_| char::from(random.sample(rand::distr::Alphanumeric));
    (0..28).map(character).collect()
}
