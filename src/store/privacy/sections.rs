//! What the shop knows of a customer, in sections of rows with named fields: what they get when
//! they ask for their data.
//!
//! The keys are told to people's programs: new ones are added, none is given another meaning.

use crate::{
    db::{DbError, Row, Tx},
    domain::id::PhotoId,
    params,
    store::limit,
};

use self::Kind::{Flag, List, Money, Number, Picture, Price, Text, Time};

/// Rows of one kind.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// Its key.
    pub key: &'static str,
    /// Whether there is one row at most.
    pub is_single: bool,
    /// By what the rows are found.
    by: By,
    /// The columns from `FROM` on follow the fields; the first one is the row's own number. `$1` is
    /// whose they are, `$2` the number of the row before, `$3` how many are wanted.
    sql: &'static str,
    /// What the columns after the first one are.
    fields: &'static [Field],
    /// Sections within each row; theirs are found by its number.
    pub parts: &'static [Self],
}

/// By what rows are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// The customer's row.
    Customer,
    /// Telegram's id.
    Person,
    /// The row they are within.
    Row,
}

/// A named value.
#[derive(Debug, Clone, Copy)]
struct Field {
    key: &'static str,
    kind: Kind,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    /// Lines of text.
    List,
    Number,
    Flag,
    /// Seconds since 1970 (UTC).
    Time,
    /// Minor units in the shop's currency.
    Price,
    /// Minor units, and in the next column the currency.
    Money,
    /// The id of a photo.
    Picture,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// There is none.
    Nothing,
    /// A text.
    Text(String),
    /// Several texts.
    List(Vec<String>),
    /// A number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// Seconds since 1970 (UTC).
    Time(i64),
    /// Minor units; without a currency in that of the shop.
    Money(i64, Option<String>),
    /// A photo.
    Picture(PhotoId),
}

/// A row with its sections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number, for going on behind it.
    pub id: i64,
    /// Values by key, in order.
    pub cells: Vec<(&'static str, Cell)>,
    /// Rows within it, by the key of their section.
    pub parts: Vec<(&'static str, Vec<Self>)>,
}

const fn field(key: &'static str, kind: Kind) -> Field {
    Field { key, kind }
}

/// Everything, in the order in which it is told.
pub const SECTIONS: &[Section] = &[
    Section {
        key: "profile",
        is_single: true,
        by: By::Customer,
        sql: "SELECT id, telegram_id, first_name, last_name, username, language_code, language, contact_name, phone, email,
                  unreachable, unreachable_at, forget_at, created_at
              FROM users WHERE id = $1 AND id > $2 ORDER BY id LIMIT $3",
        fields: &[
            field("telegram_id", Number),
            field("first_name", Text),
            field("last_name", Text),
            field("username", Text),
            field("telegram_language", Text),
            field("language", Text),
            field("contact_name", Text),
            field("phone", Text),
            field("email", Text),
            field("unreachable", Text),
            field("unreachable_since", Time),
            field("forgotten_at", Time),
            field("known_since", Time),
        ],
        parts: &[],
    },
    Section {
        key: "staff_role",
        is_single: true,
        by: By::Person,
        sql: "SELECT telegram_id, role, created_at, left_at
              FROM admins WHERE telegram_id = $1 AND telegram_id > $2 ORDER BY telegram_id LIMIT $3",
        fields: &[
            field("role", Text),
            field("since", Time),
            field("left_at", Time),
        ],
        parts: &[],
    },
    Section {
        key: "addresses",
        is_single: false,
        by: By::Customer,
        sql: "SELECT id, label, address, pin, is_default, created_at
              FROM delivery_addresses WHERE user_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        fields: &[
            field("label", Text),
            field("address", Text),
            field("pin", Text),
            field("is_default", Flag),
            field("saved_at", Time),
        ],
        parts: &[],
    },
    Section {
        key: "cart",
        is_single: false,
        by: By::Customer,
        sql: "SELECT i.id, p.name, v.options, v.sku, i.quantity, i.price_seen_minor, i.created_at
              FROM carts c JOIN cart_items i ON i.cart_id = c.id JOIN product_variants v ON v.id = i.variant_id
              JOIN products p ON p.id = v.product_id
              WHERE c.user_id = $1 AND i.id > $2 ORDER BY i.id LIMIT $3",
        fields: &[
            field("product", Text),
            field("options", List),
            field("sku", Text),
            field("quantity", Number),
            field("price", Price),
            field("added_at", Time),
        ],
        parts: &[],
    },
    Section {
        key: "open_checkout",
        is_single: true,
        by: By::Customer,
        sql: "SELECT id, contact_name, phone, address, pin, comment, created_at
              FROM checkouts WHERE user_id = $1 AND order_id IS NULL AND id > $2 ORDER BY id LIMIT $3",
        fields: &[
            field("contact_name", Text),
            field("phone", Text),
            field("address", Text),
            field("pin", Text),
            field("comment", Text),
            field("since", Time),
        ],
        parts: &[],
    },
    Section {
        key: "stock_watches",
        is_single: false,
        by: By::Customer,
        sql: "SELECT w.variant_id, p.name, v.options, v.sku, w.created_at
              FROM stock_watches w JOIN product_variants v ON v.id = w.variant_id JOIN products p ON p.id = v.product_id
              WHERE w.user_id = $1 AND w.variant_id > $2 ORDER BY w.variant_id LIMIT $3",
        fields: &[
            field("product", Text),
            field("options", List),
            field("sku", Text),
            field("since", Time),
        ],
        parts: &[],
    },
    Section {
        key: "favourites",
        is_single: false,
        by: By::Customer,
        sql: "SELECT f.id, p.name, f.created_at FROM favourites f JOIN products p ON p.id = f.product_id
              WHERE f.user_id = $1 AND f.id > $2 ORDER BY f.id LIMIT $3",
        fields: &[field("product", Text), field("since", Time)],
        parts: &[],
    },
    Section {
        key: "seen_lately",
        is_single: false,
        by: By::Customer,
        sql: "SELECT r.product_id, p.name, r.updated_at FROM recent_views r JOIN products p ON p.id = r.product_id
              WHERE r.user_id = $1 AND r.product_id > $2 ORDER BY r.product_id LIMIT $3",
        fields: &[field("product", Text), field("seen_at", Time)],
        parts: &[],
    },
    Section {
        key: "reviews",
        is_single: false,
        by: By::Customer,
        sql: "SELECT r.id, p.name, r.stars, r.words, r.author, r.created_at
              FROM reviews r JOIN products p ON p.id = r.product_id
              WHERE r.user_id = $1 AND r.id > $2 ORDER BY r.id LIMIT $3",
        fields: &[
            field("product", Text),
            field("stars", Number),
            field("words", Text),
            field("shown_name", Text),
            field("written_at", Time),
        ],
        parts: &[],
    },
    Section {
        key: "last_search",
        is_single: true,
        by: By::Customer,
        sql: "SELECT user_id, words, updated_at
              FROM last_searches WHERE user_id = $1 AND user_id > $2 ORDER BY user_id LIMIT $3",
        fields: &[field("words", Text), field("searched_at", Time)],
        parts: &[],
    },
    Section {
        key: "orders",
        is_single: false,
        by: By::Customer,
        sql: "SELECT id, number, status, created_at, contact_name, phone, COALESCE(shown_address, address), pin,
                  delivery_kind, comment, cancel_reason, COALESCE(payment_shown_name, payment_name),
                  COALESCE(payment_shown_text, payment_text), paid_at, fee_minor, currency, total_minor, currency
              FROM orders WHERE user_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        fields: &[
            field("number", Text),
            field("status", Text),
            field("placed_at", Time),
            field("contact_name", Text),
            field("phone", Text),
            field("address", Text),
            field("pin", Text),
            field("delivery", Text),
            field("comment", Text),
            field("cancel_reason", Text),
            field("payment", Text),
            field("payment_instructions", Text),
            field("paid_at", Time),
            field("fee", Money),
            field("total", Money),
        ],
        parts: &[
            Section {
                key: "lines",
                is_single: false,
                by: By::Row,
                sql: "SELECT i.id, COALESCE(i.shown_name, i.name), i.options, i.sku, i.quantity, i.price_minor, o.currency
                      FROM order_items i JOIN orders o ON o.id = i.order_id
                      WHERE i.order_id = $1 AND i.id > $2 ORDER BY i.id LIMIT $3",
                fields: &[
                    field("product", Text),
                    field("options", List),
                    field("sku", Text),
                    field("quantity", Number),
                    field("price", Money),
                ],
                parts: &[],
            },
            Section {
                key: "messages",
                is_single: false,
                by: By::Row,
                sql: "SELECT id, kind, text, created_at
                      FROM order_messages WHERE order_id = $1 AND id > $2 ORDER BY id LIMIT $3",
                fields: &[
                    field("kind", Text),
                    field("text", Text),
                    field("written_at", Time),
                ],
                parts: &[],
            },
            Section {
                key: "proofs",
                is_single: false,
                by: By::Row,
                sql: "SELECT f.id, p.sha256, p.size, f.created_at, f.photo_id
                      FROM order_proofs f JOIN photos p ON p.id = f.photo_id
                      WHERE f.order_id = $1 AND f.id > $2 ORDER BY f.id LIMIT $3",
                fields: &[
                    field("sha256", Text),
                    field("bytes", Number),
                    field("sent_at", Time),
                    field("jpeg", Picture),
                ],
                parts: &[],
            },
        ],
    },
];

/// Whose data is read.
#[derive(Debug, Clone, Copy)]
pub struct Owner {
    /// The customer's row.
    pub customer: i64,
    /// Telegram's id.
    pub person: i64,
}

/// Rows of a section behind another one, each with all that is within it.
pub fn page(
    tx: &mut Tx<'_>,
    section: &'static Section,
    owner: Owner,
    after: i64,
    size: usize,
) -> Result<Vec<Entry>, DbError> {
    let by = match section.by {
        By::Customer | By::Row => owner.customer,
        By::Person => owner.person,
    };
    let mut entries = rows(tx, section, by, after, size)?;
    for entry in &mut entries {
        for part in section.parts {
            entry.parts.push((part.key, all(tx, part, entry.id)?));
        }
    }
    Ok(entries)
}

/// All rows within one.
fn all(tx: &mut Tx<'_>, section: &'static Section, of: i64) -> Result<Vec<Entry>, DbError> {
    rows(tx, section, of, i64::MIN, usize::MAX)
}

fn rows(
    tx: &mut Tx<'_>,
    section: &'static Section,
    of: i64,
    after: i64,
    size: usize,
) -> Result<Vec<Entry>, DbError> {
    tx.query(section.sql, params![of, after, limit(size)], |row| {
        let id = row.take()?;
        let cells = section.fields.iter().map(|field| {
            let cell = cell(row, field.kind)?;
            Ok((field.key, cell))
        });
        Ok(Entry {
            id,
            cells: cells.collect::<Result<_, DbError>>()?,
            parts: Vec::new(),
        })
    })
}

fn cell(row: &mut Row<'_>, kind: Kind) -> Result<Cell, DbError> {
    let number = |row: &mut Row<'_>| row.take::<Option<i64>>();
    let found = match kind {
        Text => row.take::<Option<String>>()?.map(Cell::Text),
        List => row.take::<Option<String>>()?.map(|lines| {
            let lines = lines.lines().filter(|line| !line.is_empty());
            Cell::List(lines.map(str::to_owned).collect())
        }),
        Flag => row.take::<Option<bool>>()?.map(Cell::Flag),
        Number => number(row)?.map(Cell::Number),
        Time => number(row)?.map(Cell::Time),
        Price => number(row)?.map(|minor| Cell::Money(minor, None)),
        Money => {
            let (minor, currency) = (number(row)?, row.take()?);
            minor.map(|minor| Cell::Money(minor, currency))
        }
        Picture => number(row)?.map(|id| Cell::Picture(PhotoId::new(id))),
    };
    Ok(found.unwrap_or(Cell::Nothing))
}
