//! What a shop has and what it lacks before anybody can order.

/// What is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checklist {
    /// A category.
    pub category: bool,
    /// A product that customers see.
    pub product: bool,
    /// One of them on the shelf.
    pub stock: bool,
    /// A way to deliver, or a place to collect.
    pub delivery: bool,
    /// A way to pay. Orders come in without one: then the shop talks about paying with each customer.
    pub payment: bool,
}

impl Checklist {
    /// Whether the shop is open: somebody could order something.
    pub const fn is_open(self) -> bool {
        self.category && self.stock && self.delivery
    }
}
