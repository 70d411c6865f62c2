//! What of a product differs between two of its states, and who made it so.

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::{Action, AuditEntry},
        staff::Actor,
    },
    store::customers,
};

pub use crate::store::snapshots::{ProductState, VariantState};

/// Something of a product that staff change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Its name.
    Name,
    /// Its description.
    Description,
    /// The price of a variant.
    Price,
    /// The units of a variant.
    Stock,
    /// The category it is in.
    Category,
    /// Its photos, or a variant's own.
    Photos,
    /// The SKU of a variant.
    Sku,
    /// Its place in the owner's order.
    Place,
    /// Its options, which variants there are and what they are called.
    Options,
    /// Whether customers see it.
    Visibility,
    /// Whether it is there at all.
    Existence,
}

/// What differs, in the order of [`Part`].
pub fn between(old: &ProductState, new: &ProductState) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut note = |part, differs: bool| {
        if differs && !parts.contains(&part) {
            parts.push(part);
        }
    };
    note(Part::Name, old.name != new.name);
    note(Part::Description, old.description != new.description);
    note(Part::Category, old.category != new.category);
    note(Part::Photos, old.photos != new.photos);
    note(Part::Place, old.sort != new.sort);
    note(Part::Options, old.options != new.options);
    note(Part::Visibility, old.is_hidden != new.is_hidden);
    note(Part::Existence, old.is_deleted != new.is_deleted);
    for variant in &new.variants {
        match of_id(&old.variants, variant.id) {
            None => note(Part::Options, true),
            Some(was) => {
                note(Part::Price, was.price_minor != variant.price_minor);
                note(Part::Stock, was.stock != variant.stock);
                note(Part::Sku, was.sku != variant.sku);
                note(
                    Part::Options,
                    was.values != variant.values || was.sort != variant.sort,
                );
                note(Part::Photos, was.photo != variant.photo);
            }
        }
    }
    let is_gone = |variant: &VariantState| of_id(&new.variants, variant.id).is_none();
    note(Part::Options, old.variants.iter().any(is_gone));
    parts.sort_unstable();
    parts
}

pub(super) fn of_id(variants: &[VariantState], id: i64) -> Option<&VariantState> {
    variants.iter().find(|variant| variant.id == id)
}

/// An entry's product before and after; a new one was not there before.
pub(super) fn states(
    entry: &AuditEntry,
) -> Result<(Option<ProductState>, Option<ProductState>), DbError> {
    let read = |state: &Option<String>| {
        let state = state.as_deref().map(serde_json::from_str).transpose();
        state.map_err(|error| DbError::Decode(error.to_string()))
    };
    Ok((read(&entry.before)?, read(&entry.after)?))
}

/// Somebody else's change, as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Who made it; `None` for the shop's shell.
    pub who: Option<String>,
    /// What they did.
    pub action: Action,
    /// What became different by it.
    pub parts: Vec<Part>,
    /// When, in seconds since 1970 (UTC).
    pub at: i64,
}

/// Tells of an entry about a product.
pub(super) fn tell(tx: &mut Tx<'_>, entry: &AuditEntry) -> Result<Told, DbError> {
    let who = match entry.actor {
        Actor::Operator => None,
        Actor::Person(person) => Some(
            customers::find(tx, person)?
                .map_or_else(|| person.to_string(), |known| known.telegram.full_name()),
        ),
    };
    let parts = match states(entry)? {
        (Some(before), Some(after)) => between(&before, &after),
        _ => vec![Part::Existence],
    };
    Ok(Told {
        who,
        action: entry.action,
        parts,
        at: entry.at,
    })
}
