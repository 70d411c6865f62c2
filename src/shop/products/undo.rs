//! Takes a change of a product back, for ten minutes after it.
//!
//! Only what that change made different becomes as it was, so that what others changed beside it
//! stays. Stock is taken back as a difference: what was sold since stays sold.

use std::collections::BTreeSet;

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::{Action, AuditEntry, Subject},
        id::{AuditId, CategoryId, ProductId, VariantId},
    },
    shop::{
        UseCaseError,
        access::{Catalogue, Permit},
        audit::Watch,
        refuse,
    },
    store::{
        audit, categories,
        products::edited,
        snapshots::{self, ProductState, VariantState},
    },
};

use super::{
    changes::{self, Part, Told, of_id},
    edit::Done,
};

/// Seconds for which a change can be taken back.
pub const UNDO_SECONDS: i64 = 600;

/// Why a change was not taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UndoRefusal {
    /// There is no such change of a product.
    Unknown,
    /// It was made longer ago than [`UNDO_SECONDS`].
    TooLate,
    /// It was taken back already.
    Already,
    /// Somebody has changed the same since.
    Changed(Told),
    /// The product was deleted since.
    Gone,
    /// The category it was in was deleted.
    CategoryGone,
    /// Another product has the SKU now.
    SkuTaken {
        /// What that is called.
        product: String,
    },
}

type Refused = UseCaseError<UndoRefusal>;

/// The product that an entry is about.
pub fn product_of(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    entry: AuditId,
) -> Result<ProductId, Refused> {
    match audit::find(tx, entry)?.map(|entry| entry.subject) {
        Some(Subject::Product(id)) => Ok(id),
        _ => refuse(UndoRefusal::Unknown),
    }
}

/// Takes a change back.
pub fn undo(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    entry: AuditId,
    now: i64,
) -> Result<Done, Refused> {
    let Some(found) = audit::find(tx, entry)? else {
        return refuse(UndoRefusal::Unknown);
    };
    let Subject::Product(id) = found.subject else {
        return refuse(UndoRefusal::Unknown);
    };
    edited::lock_carts(tx, id)?;
    edited::lock(tx, id)?;
    // Read again: whoever had the lock may have taken it back.
    let is_undone = audit::find(tx, entry)?.is_none_or(|entry| entry.is_undone);
    if is_undone {
        return refuse(UndoRefusal::Already);
    }
    if now - found.at > UNDO_SECONDS {
        return refuse(UndoRefusal::TooLate);
    }
    let Some(present) = snapshots::product(tx, id)? else {
        return refuse(UndoRefusal::Unknown);
    };
    let (before, after) = match changes::states(&found)? {
        (Some(before), Some(after)) => (before, after),
        // It was new: it goes again.
        (None, Some(after)) => (
            ProductState {
                is_deleted: true,
                ..after.clone()
            },
            after,
        ),
        _ => return refuse(UndoRefusal::Unknown),
    };
    if present.is_deleted && !after.is_deleted {
        return refuse(UndoRefusal::Gone);
    }
    let later = audit::later_about(tx, found.subject, entry)?;
    let deleted = edited::deleted_variants(tx, id)?;
    let wanted = match merge(&before, &after, &present, &deleted, &later)? {
        Ok(wanted) => wanted,
        Err(part) => {
            let told = blame(&later, part)?.unwrap_or(&found).clone();
            return refuse(UndoRefusal::Changed(changes::tell(tx, &told)?));
        }
    };
    check(tx, id, &present, &wanted)?;
    let watch = Watch::over(tx, found.subject)?;
    audit::mark_undone(tx, entry, now)?;
    edited::apply(tx, id, &present, &wanted, now)?;
    let entry = watch.done(tx, by, Action::Undo, now)?;
    Ok(Done {
        product: id,
        entry,
        before: present,
        after: snapshots::product(tx, id)?.ok_or(DbError::NotFound)?,
    })
}

/// What the tables or the categories would not allow.
fn check(
    tx: &mut Tx<'_>,
    id: ProductId,
    present: &ProductState,
    wanted: &ProductState,
) -> Result<(), Refused> {
    let comes_back = present.is_deleted && !wanted.is_deleted;
    if (comes_back || present.category != wanted.category)
        && !categories::hold(tx, CategoryId::new(wanted.category))?
    {
        return refuse(UndoRefusal::CategoryGone);
    }
    for variant in &wanted.variants {
        let was = of_id(&present.variants, variant.id);
        if was.is_some_and(|was| was.sku == variant.sku) {
            continue;
        }
        match edited::holder_of_sku(tx, &variant.sku)? {
            Some((holder, product, name))
                if holder != VariantId::new(variant.id) || product != id =>
            {
                return refuse(UndoRefusal::SkuTaken { product: name });
            }
            _ => {}
        }
    }
    Ok(())
}

/// The present state without what changed from `before` to `after`; the part that somebody has
/// changed since, if one was.
fn merge(
    before: &ProductState,
    after: &ProductState,
    present: &ProductState,
    deleted: &[VariantState],
    later: &[AuditEntry],
) -> Result<Result<ProductState, Part>, DbError> {
    let recounted = recounted(later)?;
    Ok(merged(before, after, present, deleted, &recounted))
}

fn merged(
    before: &ProductState,
    after: &ProductState,
    present: &ProductState,
    deleted: &[VariantState],
    recounted: &BTreeSet<i64>,
) -> Result<ProductState, Part> {
    let mut wanted = present.clone();
    back(Part::Name, &before.name, &after.name, &mut wanted.name)?;
    back(
        Part::Description,
        &before.description,
        &after.description,
        &mut wanted.description,
    )?;
    back(
        Part::Category,
        &before.category,
        &after.category,
        &mut wanted.category,
    )?;
    back(
        Part::Photos,
        &before.photos,
        &after.photos,
        &mut wanted.photos,
    )?;
    back(Part::Place, &before.sort, &after.sort, &mut wanted.sort)?;
    back(
        Part::Options,
        &before.options,
        &after.options,
        &mut wanted.options,
    )?;
    back(
        Part::Visibility,
        &before.is_hidden,
        &after.is_hidden,
        &mut wanted.is_hidden,
    )?;
    back(
        Part::Existence,
        &before.is_deleted,
        &after.is_deleted,
        &mut wanted.is_deleted,
    )?;
    for was in &before.variants {
        match of_id(&after.variants, was.id) {
            Some(became) if became == was => {}
            Some(became) => {
                let mut variants = wanted.variants.iter_mut();
                let own = variants.find(|own| own.id == was.id);
                variant_back(was, became, own.ok_or(Part::Options)?, recounted)?;
            }
            None if of_id(&wanted.variants, was.id).is_some() => return Err(Part::Options),
            // It comes back with what is left of it: an order that was called off may have
            // brought some back meanwhile.
            None => {
                let left = of_id(deleted, was.id).map_or(was.stock, |kept| kept.stock);
                wanted.variants.push(VariantState {
                    stock: left,
                    ..was.clone()
                });
            }
        }
    }
    for became in &after.variants {
        if of_id(&before.variants, became.id).is_none() {
            let own = of_id(&wanted.variants, became.id).ok_or(Part::Options)?;
            let is_as_made = VariantState {
                stock: became.stock,
                ..own.clone()
            } == *became;
            if !is_as_made || recounted.contains(&became.id) {
                return Err(Part::Options);
            }
            wanted.variants.retain(|own| own.id != became.id);
        }
    }
    wanted
        .variants
        .sort_by_key(|variant| (variant.sort, variant.id));
    if is_whole(&wanted) {
        Ok(wanted)
    } else {
        Err(Part::Options)
    }
}

fn back<T: PartialEq + Clone>(part: Part, before: &T, after: &T, own: &mut T) -> Result<(), Part> {
    if before == after {
        return Ok(());
    }
    if own != after {
        return Err(part);
    }
    own.clone_from(before);
    Ok(())
}

fn variant_back(
    was: &VariantState,
    became: &VariantState,
    own: &mut VariantState,
    recounted: &BTreeSet<i64>,
) -> Result<(), Part> {
    back(Part::Sku, &was.sku, &became.sku, &mut own.sku)?;
    back(Part::Options, &was.values, &became.values, &mut own.values)?;
    back(
        Part::Price,
        &was.price_minor,
        &became.price_minor,
        &mut own.price_minor,
    )?;
    back(Part::Options, &was.sort, &became.sort, &mut own.sort)?;
    back(Part::Photos, &was.photo, &became.photo, &mut own.photo)?;
    if was.stock != became.stock {
        if recounted.contains(&own.id) {
            return Err(Part::Stock);
        }
        let left = i64::from(own.stock) - i64::from(became.stock) + i64::from(was.stock);
        // Sold beyond what there was before: then nothing is left.
        own.stock = u32::try_from(left.max(0)).unwrap_or(u32::MAX);
    }
    Ok(())
}

/// The variants whose stock staff have changed in these entries and not taken back.
fn recounted(later: &[AuditEntry]) -> Result<BTreeSet<i64>, DbError> {
    let mut ids = BTreeSet::new();
    for entry in later.iter().filter(|entry| stands(entry)) {
        if let (Some(before), Some(after)) = changes::states(entry)? {
            let changed = after.variants.iter().filter(|variant| {
                of_id(&before.variants, variant.id).is_some_and(|was| was.stock != variant.stock)
            });
            ids.extend(changed.map(|variant| variant.id));
        }
    }
    Ok(ids)
}

/// Neither taken back nor the taking back of another.
fn stands(entry: &AuditEntry) -> bool {
    !entry.is_undone && entry.action != Action::Undo
}

/// Who changed a part last.
fn blame(later: &[AuditEntry], part: Part) -> Result<Option<&AuditEntry>, DbError> {
    for entry in later.iter().rev() {
        if let (Some(before), Some(after)) = changes::states(entry)?
            && changes::between(&before, &after).contains(&part)
        {
            return Ok(Some(entry));
        }
    }
    Ok(later.last())
}

/// Whether every variant has a value of its own for every option.
fn is_whole(state: &ProductState) -> bool {
    let fits = |variant: &VariantState| variant.values.len() == state.options.len();
    let mut seen = BTreeSet::new();
    !state.variants.is_empty()
        && state.variants.iter().all(fits)
        && state.variants.iter().all(|v| seen.insert(&v.values))
}
