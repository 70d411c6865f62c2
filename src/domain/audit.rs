//! The record of what staff changed: what each entry is about, and what was done.

use super::{
    coded::coded,
    id::{
        AuditId, CategoryId, DeliveryOptionId, OrderId, PaymentWayId, PickupPointId, ProductId,
        ReviewId, StaffLinkId, TelegramId, UserId, WordingId,
    },
    setting::Setting,
    staff::Actor,
    translation::Worded,
};

coded! {
    /// What was done.
    pub enum Action {
        /// It is new.
        Create = "create",
        /// It differs.
        Edit = "edit",
        /// Customers do not see it for now.
        Hide = "hide",
        /// Customers see it again.
        Show = "show",
        /// It was deleted, and can be restored.
        Delete = "delete",
        /// It is back.
        Restore = "restore",
        /// An earlier change was taken back.
        Undo = "undo",
        /// A catalogue file made it so.
        Import = "import",
    }
}

/// What an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A category.
    Category(CategoryId),
    /// A product with its variants and photos.
    Product(ProductId),
    /// The terms of a way of delivery.
    DeliveryOption(DeliveryOptionId),
    /// A pickup point.
    PickupPoint(PickupPointId),
    /// Whether couriers deliver at all.
    Courier,
    /// Somebody of the staff.
    Staff(TelegramId),
    /// An order.
    Order(OrderId),
    /// A link that makes somebody staff.
    Invite(StaffLinkId),
    /// A setting of the shop.
    Setting(Setting),
    /// A way to pay.
    PaymentWay(PaymentWayId),
    /// Where the order board is.
    Board,
    /// What a customer says of a product.
    Review(ReviewId),
    /// Who is left in the place of somebody who was erased; 0 where nobody need be.
    Customer(UserId),
    /// The translations of something.
    Words(Worded),
    /// A text in the owner's words.
    Wording(WordingId),
}

/// What is behind the kind of something in that of its translations.
const WORDS: &str = "_words";

impl Subject {
    /// Kind and row id, as the database keeps them.
    pub const fn stored(self) -> (&'static str, i64) {
        match self {
            Self::Category(id) => ("category", id.get()),
            Self::Product(id) => ("product", id.get()),
            Self::DeliveryOption(id) => ("delivery_option", id.get()),
            Self::PickupPoint(id) => ("pickup_point", id.get()),
            Self::Courier => ("courier", 0),
            Self::Staff(id) => ("staff", id.get()),
            Self::Order(id) => ("order", id.get()),
            Self::Invite(id) => ("invite", id.get()),
            Self::Setting(setting) => ("setting", setting.number()),
            Self::PaymentWay(id) => ("payment_way", id.get()),
            Self::Board => ("board", 0),
            Self::Review(id) => ("review", id.get()),
            Self::Customer(id) => ("customer", id.get()),
            Self::Words(of) => {
                let kind = match of {
                    Worded::Category(_) => "category_words",
                    Worded::Product(_) => "product_words",
                    Worded::DeliveryOption(_) => "delivery_option_words",
                    Worded::PickupPoint(_) => "pickup_point_words",
                    Worded::PaymentWay(_) => "payment_way_words",
                    Worded::Setting(_) => "setting_words",
                };
                (kind, of.stored().1)
            }
            Self::Wording(id) => ("wording", id.get()),
        }
    }

    /// Of kind and row id.
    pub fn from_stored(kind: &str, id: i64) -> Option<Self> {
        Some(match kind {
            "category" => Self::Category(CategoryId::new(id)),
            "product" => Self::Product(ProductId::new(id)),
            "delivery_option" => Self::DeliveryOption(DeliveryOptionId::new(id)),
            "pickup_point" => Self::PickupPoint(PickupPointId::new(id)),
            "courier" => Self::Courier,
            "staff" => Self::Staff(TelegramId::new(id)),
            "order" => Self::Order(OrderId::new(id)),
            "invite" => Self::Invite(StaffLinkId::new(id)),
            "setting" => Self::Setting(Setting::of_number(id)?),
            "payment_way" => Self::PaymentWay(PaymentWayId::new(id)),
            "board" => Self::Board,
            "review" => Self::Review(ReviewId::new(id)),
            "customer" => Self::Customer(UserId::new(id)),
            "wording" => Self::Wording(WordingId::new(id)),
            _ => Self::Words(Worded::from_stored(kind.strip_suffix(WORDS)?, id)?),
        })
    }
}

impl From<Worded> for Subject {
    fn from(of: Worded) -> Self {
        match of {
            Worded::Category(id) => Self::Category(id),
            Worded::Product(id) => Self::Product(id),
            Worded::DeliveryOption(id) => Self::DeliveryOption(id),
            Worded::PickupPoint(id) => Self::PickupPoint(id),
            Worded::PaymentWay(id) => Self::PaymentWay(id),
            Worded::Setting(setting) => Self::Setting(setting),
        }
    }
}

/// An entry of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Row id.
    pub id: AuditId,
    /// Who did it.
    pub actor: Actor,
    /// What was done.
    pub action: Action,
    /// To what.
    pub subject: Subject,
    /// What that was called then.
    pub label: String,
    /// Its state before, in JSON; `None` when it is new.
    pub before: Option<String>,
    /// Its state after, in JSON.
    pub after: Option<String>,
    /// Whether it was taken back since.
    pub is_undone: bool,
    /// When, in seconds since 1970 (UTC).
    pub at: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn translations_are_a_subject_of_their_own() {
        let of = Worded::Product(ProductId::new(7));
        let (kind, id) = Subject::Words(of).stored();
        assert_eq!(kind.strip_suffix(WORDS), Some(of.stored().0));
        assert_eq!(Subject::from_stored(kind, id), Some(Subject::Words(of)));
        assert_eq!(Subject::from_stored("order_words", 7), None);
    }
}
