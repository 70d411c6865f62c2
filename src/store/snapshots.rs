//! Whole states of what staff change, as the record keeps them: in JSON, with everything needed to
//! tell what a change was and to take it back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::Subject,
        id::{
            CategoryId, DeliveryOptionId, OrderId, PaymentWayId, PickupPointId, ProductId,
            ReviewId, StaffLinkId, TelegramId, WordingId,
        },
        language::Language,
        options::OptionList,
        payment::Term,
        translation::{TextField, Worded},
    },
    params,
};

use super::{board, payments, photos, settings, translations, wordings};

/// A category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryState {
    /// The category it is in.
    pub parent: Option<i64>,
    /// Name.
    pub name: String,
    /// Description.
    pub description: Option<String>,
    /// Place in the owner's order.
    pub sort: i64,
    /// Whether it was deleted.
    pub is_deleted: bool,
}

/// A product with its variants and photos.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductState {
    /// The category it is in.
    pub category: i64,
    /// Name.
    pub name: String,
    /// Description; may be empty.
    pub description: String,
    /// Names of its options.
    pub options: Vec<String>,
    /// Place in the owner's order.
    pub sort: i64,
    /// Whether customers do not see it for now.
    pub is_hidden: bool,
    /// Whether it was deleted.
    pub is_deleted: bool,
    /// Units at or below which staff are told; `None`: the shop's own threshold.
    #[serde(default)]
    pub low_stock: Option<u32>,
    /// Content hashes of its photos, main one first.
    pub photos: Vec<String>,
    /// What is sold, in the order of choosing; deleted ones are not among it.
    pub variants: Vec<VariantState>,
}

/// A variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantState {
    /// Row id.
    pub id: i64,
    /// SKU.
    pub sku: String,
    /// Its value of each option.
    pub values: Vec<String>,
    /// Price in minor units of the shop's currency.
    pub price_minor: i64,
    /// Units on hand.
    pub stock: u32,
    /// Place in the order of choosing.
    pub sort: i64,
    /// Content hash of its own photo.
    pub photo: Option<String>,
}

/// The terms of a way of delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsState {
    /// Which of the fourteen types.
    pub kind: String,
    /// The shop's own name for it.
    pub name: Option<String>,
    /// Fee in minor units of the shop's currency.
    pub price_minor: i64,
    /// Cart total from which it is free, in minor units.
    pub free_threshold_minor: Option<i64>,
    /// How long it takes.
    pub eta: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Whether it is offered.
    pub is_active: bool,
}

/// A pickup point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointState {
    /// Name.
    pub name: String,
    /// Address.
    pub address: String,
    /// Store, locker or curbside.
    pub kind: String,
    /// Working hours.
    pub hours: Option<String>,
    /// Degrees north, as entered.
    pub latitude: Option<String>,
    /// Degrees east, as entered.
    pub longitude: Option<String>,
    /// Whether it is offered.
    pub is_active: bool,
    /// Whether it was deleted.
    pub is_deleted: bool,
}

/// Whether couriers deliver at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourierState {
    /// Whether they do.
    pub is_on: bool,
}

/// Somebody of the staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffState {
    /// Their role; `None` once they have left.
    pub role: Option<String>,
}

/// An order, as far as staff change it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderState {
    /// Where it stands.
    pub status: String,
    /// Telegram's id of who is packing it.
    pub claimed_by: Option<i64>,
    /// Why the shop called it off.
    pub cancel_reason: Option<String>,
    /// When the payment was noted, in seconds.
    #[serde(default)]
    pub paid_at: Option<i64>,
    /// When it is cancelled unless it is paid, in seconds.
    #[serde(default)]
    pub expires_at: Option<i64>,
}

/// A way to pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentWayState {
    /// Name.
    pub name: String,
    /// Cash or transfer.
    pub kind: String,
    /// What customers read about how to pay.
    pub instructions: String,
    /// Hours after which an unpaid order is cancelled.
    pub term_hours: Option<u32>,
    /// Whether it is offered.
    pub is_active: bool,
    /// Whether it was deleted.
    pub is_deleted: bool,
}

/// A link that makes somebody staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteState {
    /// The role it gives.
    pub role: String,
    /// Until when, in seconds since 1970 (UTC).
    pub expires_at: i64,
    /// Telegram's id of who used it.
    pub used_by: Option<i64>,
}

/// A setting of the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingState {
    /// What it is set to; `None` for what is usual.
    pub value: Option<String>,
}

/// The translations of something: each under its text and language, as in `name:es`, and beside it
/// the owner's words that it is a translation of, as in `name:es:of`.
pub type WordsState = BTreeMap<String, String>;

/// What a translation is kept under in [`WordsState`].
pub fn words_key(field: TextField, language: Language) -> String {
    format!("{}:{}", field.code(), language.code())
}

/// What the owner's words of a translation are kept under in [`WordsState`].
pub fn source_key(words_key: &str) -> String {
    format!("{words_key}:of")
}

/// Which translation is kept under this in [`WordsState`]; `None` for the owner's words.
pub fn read_words_key(key: &str) -> Option<(TextField, Language)> {
    let (field, language) = key.split_once(':')?;
    Some((TextField::from_code(field)?, Language::from_code(language)?))
}

/// A text in the owner's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordingState {
    /// In which language.
    pub language: String,
    /// Which text, by its id.
    pub message: String,
    /// The words, as they are stored; `None` for those that came with the program.
    pub text: Option<String>,
}

/// Where the order board is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardState {
    /// The group.
    pub chat: i64,
    /// The topic of the group.
    pub thread: Option<i64>,
    /// What the group is called.
    pub title: String,
}

/// A review, as far as staff change it. The words are their author's, who may withdraw them: the
/// record does not keep them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewState {
    /// Whether customers do not see it.
    pub is_hidden: bool,
}

/// What something is called and how it is, in JSON; `None` when there is no such thing.
pub fn of(tx: &mut Tx<'_>, subject: Subject) -> Result<Option<(String, String)>, DbError> {
    Ok(match subject {
        Subject::Category(id) => named(category(tx, id)?, |state| state.name.clone())?,
        Subject::Product(id) => named(product(tx, id)?, |state| state.name.clone())?,
        Subject::DeliveryOption(id) => named(terms(tx, id)?, |state| state.kind.clone())?,
        Subject::PickupPoint(id) => named(point(tx, id)?, |state| state.name.clone())?,
        Subject::Courier => named(Some(courier(tx)?), |_| "courier".to_owned())?,
        Subject::Staff(id) => staff(tx, id)?,
        Subject::Order(id) => order(tx, id)?,
        Subject::Invite(id) => named(invite(tx, id)?, |state| state.role.clone())?,
        Subject::Setting(setting) => {
            let value = settings::get(tx, setting.code())?;
            named(Some(SettingState { value }), |_| setting.code().to_owned())?
        }
        Subject::PaymentWay(id) => named(payment_way(tx, id)?, |state| state.name.clone())?,
        Subject::Board => named(board(tx)?, |state| state.title.clone())?,
        Subject::Review(id) => review(tx, id)?,
        // What they were nobody shall know; what is recorded is written by who erases them.
        Subject::Customer(_) => None,
        Subject::Words(of) => match translations::original(tx, of)? {
            Some(original) => named(words(tx, of)?, |_| original.label.clone())?,
            None => None,
        },
        Subject::Wording(id) => named(wording(tx, id)?, |state| {
            format!("{}/{}", state.language, state.message)
        })?,
    })
}

fn named<S: Serialize>(
    state: Option<S>,
    name: impl Fn(&S) -> String,
) -> Result<Option<(String, String)>, DbError> {
    state
        .map(|state| Ok((name(&state), json(&state)?)))
        .transpose()
}

fn json(state: &impl Serialize) -> Result<String, DbError> {
    serde_json::to_string(state).map_err(|error| DbError::Decode(error.to_string()))
}

/// A category.
pub fn category(tx: &mut Tx<'_>, id: CategoryId) -> Result<Option<CategoryState>, DbError> {
    tx.query_opt(
        "SELECT parent_id, name, description, sort, deleted_at FROM categories WHERE id = $1",
        params![id.get()],
        |row| {
            Ok(CategoryState {
                parent: row.take()?,
                name: row.take()?,
                description: row.take()?,
                sort: row.take()?,
                is_deleted: row.take::<Option<i64>>()?.is_some(),
            })
        },
    )
}

/// A product.
pub fn product(tx: &mut Tx<'_>, id: ProductId) -> Result<Option<ProductState>, DbError> {
    let found = tx.query_opt(
        "SELECT category_id, name, description, option_names, sort, hidden_at, deleted_at, low_stock
         FROM products WHERE id = $1",
        params![id.get()],
        |row| {
            Ok(ProductState {
                category: row.take()?,
                name: row.take()?,
                description: row.take()?,
                options: list(&row.take::<String>()?),
                sort: row.take()?,
                is_hidden: row.take::<Option<i64>>()?.is_some(),
                is_deleted: row.take::<Option<i64>>()?.is_some(),
                low_stock: row.take()?,
                photos: Vec::new(),
                variants: Vec::new(),
            })
        },
    )?;
    let Some(mut state) = found else {
        return Ok(None);
    };
    state.photos = photos::hashes_of(tx, id)?;
    state.variants = tx.query(
        "SELECT v.id, v.sku, v.options, v.price_minor, v.stock, v.sort, p.sha256
         FROM product_variants v LEFT JOIN photos p ON p.id = v.photo_id
         WHERE v.product_id = $1 AND v.deleted_at IS NULL ORDER BY v.sort, v.id",
        params![id.get()],
        |row| {
            Ok(VariantState {
                id: row.take()?,
                sku: row.take()?,
                values: list(&row.take::<String>()?),
                price_minor: row.take()?,
                stock: row.take()?,
                sort: row.take()?,
                photo: row.take()?,
            })
        },
    )?;
    Ok(Some(state))
}

fn list(stored: &str) -> Vec<String> {
    OptionList::stored(stored).as_slice().to_vec()
}

/// The terms of a way of delivery.
pub fn terms(tx: &mut Tx<'_>, id: DeliveryOptionId) -> Result<Option<TermsState>, DbError> {
    tx.query_opt(
        "SELECT kind, name, price_minor, free_threshold_minor, eta, description, is_active
         FROM delivery_options WHERE id = $1",
        params![id.get()],
        |row| {
            Ok(TermsState {
                kind: row.take()?,
                name: row.take()?,
                price_minor: row.take()?,
                free_threshold_minor: row.take()?,
                eta: row.take()?,
                description: row.take()?,
                is_active: row.take()?,
            })
        },
    )
}

/// A pickup point.
pub fn point(tx: &mut Tx<'_>, id: PickupPointId) -> Result<Option<PointState>, DbError> {
    tx.query_opt(
        "SELECT name, address, kind, hours, latitude, longitude, is_active, deleted_at
         FROM pickup_points WHERE id = $1",
        params![id.get()],
        |row| {
            Ok(PointState {
                name: row.take()?,
                address: row.take()?,
                kind: row.take()?,
                hours: row.take()?,
                latitude: row.take()?,
                longitude: row.take()?,
                is_active: row.take()?,
                is_deleted: row.take::<Option<i64>>()?.is_some(),
            })
        },
    )
}

/// Whether couriers deliver at all; a shop that never chose lets them.
pub fn courier(tx: &mut Tx<'_>) -> Result<CourierState, DbError> {
    let mode = settings::get(tx, settings::COURIER)?;
    Ok(CourierState {
        is_on: mode.is_none_or(|mode| mode == "on"),
    })
}

fn staff(tx: &mut Tx<'_>, id: TelegramId) -> Result<Option<(String, String)>, DbError> {
    let found = tx.query_opt(
        "SELECT u.first_name, a.role, a.left_at FROM admins a LEFT JOIN users u USING (telegram_id)
         WHERE a.telegram_id = $1",
        params![id.get()],
        |row| {
            let name: Option<String> = row.take()?;
            let role: String = row.take()?;
            let has_left = row.take::<Option<i64>>()?.is_some();
            Ok((
                name,
                StaffState {
                    role: (!has_left).then_some(role),
                },
            ))
        },
    )?;
    found
        .map(|(name, state)| Ok((name.unwrap_or_else(|| id.to_string()), json(&state)?)))
        .transpose()
}

fn board(tx: &mut Tx<'_>) -> Result<Option<BoardState>, DbError> {
    Ok(board::place(tx)?.map(|place| BoardState {
        chat: place.chat.get(),
        thread: place.thread,
        title: place.title,
    }))
}

fn wording(tx: &mut Tx<'_>, id: WordingId) -> Result<Option<WordingState>, DbError> {
    let found = wordings::state(tx, id)?;
    Ok(found.map(|(language, message, text)| WordingState {
        language,
        message,
        text,
    }))
}

fn order(tx: &mut Tx<'_>, id: OrderId) -> Result<Option<(String, String)>, DbError> {
    let found = tx.query_opt(
        "SELECT number, status, claimed_by, cancel_reason, paid_at, expires_at FROM orders WHERE id = $1",
        params![id.get()],
        |row| {
            let number: String = row.take()?;
            let state = OrderState {
                status: row.take()?,
                claimed_by: row.take()?,
                cancel_reason: row.take()?,
                paid_at: row.take()?,
                expires_at: row.take()?,
            };
            Ok((number, state))
        },
    )?;
    found
        .map(|(number, state)| Ok((number, json(&state)?)))
        .transpose()
}

/// A review is called after its product.
fn review(tx: &mut Tx<'_>, id: ReviewId) -> Result<Option<(String, String)>, DbError> {
    let found = tx.query_opt(
        "SELECT p.name, r.hidden_at FROM reviews r JOIN products p ON p.id = r.product_id WHERE r.id = $1",
        params![id.get()],
        |row| {
            let name: String = row.take()?;
            let is_hidden = row.take::<Option<i64>>()?.is_some();
            Ok((name, ReviewState { is_hidden }))
        },
    )?;
    found
        .map(|(name, state)| Ok((name, json(&state)?)))
        .transpose()
}

fn invite(tx: &mut Tx<'_>, id: StaffLinkId) -> Result<Option<InviteState>, DbError> {
    tx.query_opt(
        "SELECT role, expires_at, used_by FROM staff_links WHERE id = $1",
        params![id.get()],
        |row| {
            Ok(InviteState {
                role: row.take()?,
                expires_at: row.take()?,
                used_by: row.take()?,
            })
        },
    )
}

/// A way to pay.
pub fn payment_way(tx: &mut Tx<'_>, id: PaymentWayId) -> Result<Option<PaymentWayState>, DbError> {
    let way = payments::find(tx, id)?;
    Ok(way.map(|way| PaymentWayState {
        name: way.terms.name.to_string(),
        kind: way.terms.kind.code().to_owned(),
        instructions: way.terms.instructions.to_string(),
        term_hours: way.terms.term.map(Term::hours),
        is_active: way.is_active,
        is_deleted: way.is_deleted,
    }))
}

/// The translations of something; `None` when it has none.
pub fn words(tx: &mut Tx<'_>, of: Worded) -> Result<Option<WordsState>, DbError> {
    let mut words = WordsState::new();
    for said in translations::all_of(tx, of)? {
        let key = words_key(said.field, said.language);
        words.insert(source_key(&key), said.source);
        words.insert(key, said.text);
    }
    Ok((!words.is_empty()).then_some(words))
}
