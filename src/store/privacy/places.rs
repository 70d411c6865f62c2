//! Every table, what it holds of customers, what erasing one of them does to it, and where somebody
//! who asks for their data finds it.
//!
//! This is the one list of it. A table that is not in it, or a column of a table that outlives its
//! customer, fails a test (`tests/db/privacy/schema.rs`): whoever adds one decides here.

use self::{
    Fate::{Apart, Cleared, Gone, Nobodys},
    Told::{In, Not},
};

/// A table and what becomes of it.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The table.
    pub table: &'static str,
    /// What erasing a customer does to it.
    pub fate: Fate,
    /// Where customers find what it holds of them.
    pub told: Told,
}

/// What erasing a customer does to a table.
#[derive(Debug, Clone, Copy)]
pub enum Fate {
    /// Nothing: it holds nothing of them.
    Nobodys,
    /// Their rows go.
    Gone(Whose),
    /// Their rows go by a statement of their own.
    Apart,
    /// Their rows stay, and say nothing any more of whose they were.
    Cleared {
        /// Columns that are emptied, or name nobody from then on.
        cleared: &'static [&'static str],
        /// Columns that tell nothing of a person.
        kept: &'static [&'static str],
    },
}

/// By what the rows of a customer are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// A column with the id of their row.
    User(&'static str),
    /// A column with Telegram's id of them, which is that of their chat.
    Chat(&'static str),
    /// A column with the id of their cart.
    Cart(&'static str),
    /// A column with the id of one of their orders.
    Order(&'static str),
}

impl Whose {
    /// The condition for their rows: `$1` is the id of their row, or Telegram's.
    pub(super) fn condition(self) -> String {
        match self {
            Self::User(column) | Self::Chat(column) => format!("{column} = $1"),
            Self::Cart(column) => {
                format!("{column} IN (SELECT id FROM carts WHERE user_id = $1)")
            }
            Self::Order(column) => {
                format!("{column} IN (SELECT id FROM orders WHERE user_id = $1)")
            }
        }
    }
}

/// Where customers find what a table holds of them.
#[derive(Debug, Clone, Copy)]
pub enum Told {
    /// In these sections of their data, by their keys.
    In(&'static [&'static str]),
    /// Nowhere, for this reason.
    Not(&'static str),
}

const fn place(table: &'static str, fate: Fate, told: Told) -> Place {
    Place { table, fate, told }
}

const fn nobodys(table: &'static str) -> Place {
    place(table, Nobodys, Not("it holds nothing of customers"))
}

/// Every table. Rows go in this order: those that refer to others first.
pub const PLACES: &[Place] = &[
    place("cart_items", Gone(Whose::Cart("cart_id")), In(&["cart"])),
    place("carts", Gone(Whose::User("user_id")), In(&["cart"])),
    place(
        "delivery_addresses",
        Gone(Whose::User("user_id")),
        In(&["addresses"]),
    ),
    place(
        "stock_watches",
        Gone(Whose::User("user_id")),
        In(&["stock_watches"]),
    ),
    place(
        "favourites",
        Gone(Whose::User("user_id")),
        In(&["favourites"]),
    ),
    place(
        "recent_views",
        Gone(Whose::User("user_id")),
        In(&["seen_lately"]),
    ),
    // With them go their stars from what the product's reviews say together.
    place("reviews", Apart, In(&["reviews"])),
    place(
        "last_searches",
        Gone(Whose::User("user_id")),
        In(&["last_search"]),
    ),
    place(
        "checkouts",
        Gone(Whose::User("user_id")),
        In(&["open_checkout"]),
    ),
    place(
        "order_messages",
        Gone(Whose::Order("order_id")),
        In(&["orders.messages"]),
    ),
    place(
        "order_proofs",
        Gone(Whose::Order("order_id")),
        In(&["orders.proofs"]),
    ),
    place(
        "dialogues",
        Gone(Whose::Chat("chat_id")),
        Not("what is being typed, and numbers of messages in the chat"),
    ),
    place(
        "inbox",
        Gone(Whose::Chat("chat_id")),
        Not("updates on their way: seconds old, and in the chat"),
    ),
    place(
        "outbox",
        Gone(Whose::Chat("chat_id")),
        Not("messages on their way: they are in the chat, and their words with the orders"),
    ),
    place(
        "product_drafts",
        Apart,
        Not("goods of the shop that somebody of the staff is adding"),
    ),
    place(
        "imports",
        Gone(Whose::Chat("chat_id")),
        Not("goods of the shop that somebody of the staff has sent"),
    ),
    place(
        "admins",
        Gone(Whose::Chat("telegram_id")),
        In(&["staff_role"]),
    ),
    place(
        "orders",
        Cleared {
            cleared: &[
                "user_id",
                "contact_name",
                "phone",
                "address",
                "shown_address",
                "language",
                "pin",
                "comment",
                "cancel_reason",
                "search_key",
                "claimed_by",
                "claimed_at",
                "paid_by",
            ],
            kept: &[
                "id",
                "number",
                "status",
                "delivery_kind",
                "delivery_option_id",
                "pickup_point_id",
                "fee_minor",
                "total_minor",
                "currency",
                "restocked_at",
                "payment_way_id",
                "payment_name",
                "payment_kind",
                "payment_text",
                "payment_shown_name",
                "payment_shown_text",
                "payment_hours",
                "paid_at",
                "remind_at",
                "expires_at",
                "expired_at",
                "created_at",
                "updated_at",
            ],
        },
        In(&["orders"]),
    ),
    place(
        "order_items",
        Cleared {
            cleared: &[],
            kept: &[
                "id",
                "order_id",
                "product_id",
                "variant_id",
                "name",
                "shown_name",
                "options",
                "sku",
                "quantity",
                "price_minor",
                "created_at",
                "updated_at",
            ],
        },
        In(&["orders.lines"]),
    ),
    place(
        "board_posts",
        Cleared {
            cleared: &["changes"],
            kept: &[
                "order_id",
                "chat_id",
                "thread_id",
                "message_id",
                "shown",
                "created_at",
                "updated_at",
            ],
        },
        Not("which message of the staff's group shows an order; it is drawn anew"),
    ),
    // Once no proof, product or draft shows them any more.
    place("photos", Apart, In(&["orders.proofs"])),
    place(
        "photo_files",
        Apart,
        Not("what Telegram calls photos that were sent"),
    ),
    place(
        "audit",
        Cleared {
            cleared: &["actor", "subject_id", "label", "before", "after"],
            kept: &[
                "id",
                "action",
                "subject",
                "undone_at",
                "created_at",
                "updated_at",
            ],
        },
        Not("the shop's record of what its staff changed"),
    ),
    place(
        "staff_links",
        Cleared {
            cleared: &["made_by", "used_by"],
            kept: &[
                "id",
                "secret_hash",
                "role",
                "expires_at",
                "used_at",
                "created_at",
                "updated_at",
            ],
        },
        Not("the shop's record of whom its staff invited"),
    ),
    // Last, when nothing refers to it any more.
    place("users", Apart, In(&["profile"])),
    nobodys("board"),
    nobodys("bots"),
    nobodys("categories"),
    nobodys("delivery_options"),
    nobodys("payment_ways"),
    nobodys("pickup_points"),
    nobodys("product_images"),
    nobodys("product_variants"),
    nobodys("products"),
    nobodys("settings"),
    nobodys("translations"),
    nobodys("wordings"),
];
