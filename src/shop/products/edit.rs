//! Changes of a product by staff: each is locked, checked against what they had in front of them,
//! written and recorded in one transaction.

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::{Action, Subject},
        id::{AuditId, CategoryId, ProductId, VariantId},
        money::Price,
        text::{Description, Name, Sku},
        typed::StockChange,
    },
    shop::{
        UseCaseError,
        access::{Catalogue, Permit},
        audit::Watch,
        refuse, translations,
    },
    store::{
        audit, categories,
        photos::{self, Photo},
        products::edited,
        snapshots::{self, ProductState, VariantState},
    },
};

use super::changes::{self, Part, Told};

/// The most photos a product has, as many as an album takes (Bot API, `sendMediaGroup`).
pub const MAX_PHOTOS: usize = 10;

/// The largest stock.
pub const MAX_STOCK: u32 = 1_000_000_000;

/// What is put behind the name of a copy.
const COPY: &str = " (copy)";

/// Why a product was not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditRefusal {
    /// It was deleted, or never was.
    Gone,
    /// Somebody has changed it since it was looked at.
    Changed(Told),
    /// The variant was deleted.
    VariantGone,
    /// The category was deleted.
    CategoryGone,
    /// Another variant has this SKU.
    SkuTaken {
        /// What its product is called.
        product: String,
    },
    /// There are not so many.
    BelowZero {
        /// How many there are.
        stock: u32,
    },
    /// More than can be counted.
    TooMany {
        /// The largest stock.
        most: u32,
    },
    /// It has as many photos as it can.
    TooManyPhotos,
    /// The photo was removed.
    PhotoGone,
    /// What is sold of it is all of it: the product can be deleted instead.
    LastVariant,
    /// It would have more variants than can be shown.
    TooManyVariants {
        /// How many it would have.
        wanted: usize,
    },
    /// It has as many options as it can.
    TooManyOptions,
    /// It has an option, or a variant, just so already.
    Twice,
}

type Refused = UseCaseError<EditRefusal>;

/// A change that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The product.
    pub product: ProductId,
    /// Its entry in the record; `None` when nothing differed.
    pub entry: Option<AuditId>,
    /// The product before.
    pub before: ProductState,
    /// The product after.
    pub after: ProductState,
}

impl Done {
    /// What became different.
    pub fn parts(&self) -> Vec<Part> {
        changes::between(&self.before, &self.after)
    }
}

/// Whether a change may take a product out of carts, which are locked first then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Carts {
    Keep,
    MayLose,
}

/// Whose change it is, of what and when.
#[derive(Debug, Clone, Copy)]
pub struct Edit<'a> {
    /// Who.
    pub by: &'a Permit<Catalogue>,
    /// The product.
    pub product: ProductId,
    /// The version that was looked at; `None` where it does not matter, as for a stock that is
    /// counted up or down.
    pub seen: Option<i64>,
    /// The present, in seconds.
    pub now: i64,
}

/// Changes a product that is there.
pub(super) fn change(
    tx: &mut Tx<'_>,
    edit: Edit<'_>,
    carts: Carts,
    action: Action,
    work: impl FnOnce(&mut Tx<'_>, &mut ProductState) -> Result<(), Refused>,
) -> Result<Done, Refused> {
    change_any(tx, edit, carts, action, |tx, state| {
        if state.is_deleted {
            return refuse(EditRefusal::Gone);
        }
        work(tx, state)
    })
}

/// Changes a product, perhaps a deleted one.
pub(super) fn change_any(
    tx: &mut Tx<'_>,
    edit: Edit<'_>,
    carts: Carts,
    action: Action,
    work: impl FnOnce(&mut Tx<'_>, &mut ProductState) -> Result<(), Refused>,
) -> Result<Done, Refused> {
    let id = edit.product;
    if carts == Carts::MayLose {
        edited::lock_carts(tx, id)?;
    }
    let Some(version) = edited::lock(tx, id)? else {
        return refuse(EditRefusal::Gone);
    };
    let watch = Watch::over(tx, Subject::Product(id))?;
    let Some(before) = snapshots::product(tx, id)? else {
        return refuse(EditRefusal::Gone);
    };
    let mut wanted = before.clone();
    // Whether the product is there is said before what became of it meanwhile.
    let worked = work(tx, &mut wanted);
    if !matches!(worked, Err(UseCaseError::Refused(EditRefusal::Gone)))
        && edit.seen.is_some_and(|seen| seen != version)
        && let Some(entry) = audit::last_about(tx, Subject::Product(id))?
    {
        return refuse(EditRefusal::Changed(changes::tell(tx, &entry)?));
    }
    worked?;
    if wanted == before {
        return Ok(Done {
            product: id,
            entry: None,
            after: before.clone(),
            before,
        });
    }
    edited::apply(tx, id, &before, &wanted, edit.now)?;
    let entry = watch.done(tx, edit.by, action, edit.now)?;
    let after = snapshots::product(tx, id)?.ok_or(DbError::NotFound)?;
    Ok(Done {
        product: id,
        entry,
        before,
        after,
    })
}

/// The variant of that id.
fn variant(state: &mut ProductState, id: VariantId) -> Result<&mut VariantState, Refused> {
    let mut variants = state.variants.iter_mut();
    match variants.find(|variant| variant.id == id.get()) {
        Some(variant) => Ok(variant),
        None => refuse(EditRefusal::VariantGone),
    }
}

/// Gives a product another name.
pub fn rename(tx: &mut Tx<'_>, edit: Edit<'_>, name: &Name) -> Result<Done, Refused> {
    change(tx, edit, Carts::Keep, Action::Edit, |_, state| {
        state.name = name.to_string();
        Ok(())
    })
}

/// Describes a product anew.
pub fn describe(tx: &mut Tx<'_>, edit: Edit<'_>, text: &Description) -> Result<Done, Refused> {
    change(tx, edit, Carts::Keep, Action::Edit, |_, state| {
        state.description = text.to_string();
        Ok(())
    })
}

/// Puts a product at another place in the owner's order.
pub fn place(tx: &mut Tx<'_>, edit: Edit<'_>, place: i64) -> Result<Done, Refused> {
    change(tx, edit, Carts::Keep, Action::Edit, |_, state| {
        state.sort = place;
        Ok(())
    })
}

/// Puts a product into another category.
pub fn move_to(tx: &mut Tx<'_>, edit: Edit<'_>, category: CategoryId) -> Result<Done, Refused> {
    change(tx, edit, Carts::Keep, Action::Edit, |tx, state| {
        if !categories::hold(tx, category)? {
            return refuse(EditRefusal::CategoryGone);
        }
        state.category = category.get();
        Ok(())
    })
}

/// Prices a variant.
pub fn price(
    tx: &mut Tx<'_>,
    edit: Edit<'_>,
    of: VariantId,
    price: Price,
) -> Result<Done, Refused> {
    change(tx, edit, Carts::Keep, Action::Edit, |_, state| {
        variant(state, of)?.price_minor = price.money().minor();
        Ok(())
    })
}

/// Counts the units of a variant, or counts them up or down from what they are now.
pub fn stock(
    tx: &mut Tx<'_>,
    edit: Edit<'_>,
    of: VariantId,
    to: StockChange,
) -> Result<Done, Refused> {
    let edit = Edit {
        seen: edit.seen.filter(|_| matches!(to, StockChange::Set(_))),
        ..edit
    };
    change(tx, edit, Carts::Keep, Action::Edit, |_, state| {
        let variant = variant(state, of)?;
        let stock = variant.stock;
        let counted = match to {
            StockChange::Set(units) => Some(units),
            StockChange::Add(units) => stock.checked_add(units),
            StockChange::Remove(units) => match stock.checked_sub(units) {
                Some(left) => Some(left),
                None => return refuse(EditRefusal::BelowZero { stock }),
            },
        };
        match counted.filter(|counted| *counted <= MAX_STOCK) {
            Some(counted) => variant.stock = counted,
            None => return refuse(EditRefusal::TooMany { most: MAX_STOCK }),
        }
        Ok(())
    })
}

/// Gives a variant another SKU.
pub fn sku(tx: &mut Tx<'_>, edit: Edit<'_>, of: VariantId, sku: &Sku) -> Result<Done, Refused> {
    let done = change(tx, edit, Carts::Keep, Action::Edit, |tx, state| {
        let variant = variant(state, of)?;
        match edited::holder_of_sku(tx, sku.as_str())? {
            Some((holder, _, product)) if holder != of => refuse(EditRefusal::SkuTaken { product }),
            _ => {
                variant.sku = sku.to_string();
                Ok(())
            }
        }
    });
    match done {
        // Somebody was faster by less than this transaction.
        Err(UseCaseError::Db(DbError::Constraint(_))) => refuse(EditRefusal::SkuTaken {
            product: sku.to_string(),
        }),
        done => done,
    }
}

/// What becomes of a product's photos.
#[derive(Debug, Clone)]
pub enum Photos {
    /// One more.
    Add(Photo),
    /// This one in place of all.
    ReplaceBy(Photo),
    /// Without the one at this place, from 0.
    Remove(usize),
    /// The one at this place becomes the main one.
    MakeMain(usize),
    /// The one at this place goes one place towards the beginning.
    Forward(usize),
}

/// Changes the photos of a product.
pub fn photos(tx: &mut Tx<'_>, edit: Edit<'_>, what: &Photos) -> Result<Done, Refused> {
    let now = edit.now;
    change(tx, edit, Carts::Keep, Action::Edit, |tx, state| {
        let all = &mut state.photos;
        match what {
            Photos::Add(photo) if all.contains(&photo.sha256) => {}
            Photos::Add(_) if all.len() >= MAX_PHOTOS => {
                return refuse(EditRefusal::TooManyPhotos);
            }
            Photos::Add(photo) => {
                photos::save(tx, photo, now)?;
                all.push(photo.sha256.clone());
            }
            Photos::ReplaceBy(photo) => {
                photos::save(tx, photo, now)?;
                *all = vec![photo.sha256.clone()];
            }
            Photos::Remove(place) | Photos::MakeMain(place) | Photos::Forward(place)
                if *place >= all.len() =>
            {
                return refuse(EditRefusal::PhotoGone);
            }
            Photos::Remove(place) => drop(all.remove(*place)),
            Photos::MakeMain(place) => {
                let main = all.remove(*place);
                all.insert(0, main);
            }
            Photos::Forward(place) => all.swap(*place, place.saturating_sub(1)),
        }
        Ok(())
    })
}

/// Gives a variant a photo of its own, or takes it away.
pub fn variant_photo(
    tx: &mut Tx<'_>,
    edit: Edit<'_>,
    of: VariantId,
    photo: Option<&Photo>,
) -> Result<Done, Refused> {
    let now = edit.now;
    change(tx, edit, Carts::Keep, Action::Edit, |tx, state| {
        let variant = variant(state, of)?;
        if let Some(photo) = photo {
            photos::save(tx, photo, now)?;
        }
        variant.photo = photo.map(|photo| photo.sha256.clone());
        Ok(())
    })
}

/// Hides a product: it leaves catalogue, search and carts, and can be shown again.
pub fn hide(tx: &mut Tx<'_>, edit: Edit<'_>) -> Result<Done, Refused> {
    change(tx, edit, Carts::MayLose, Action::Hide, |_, state| {
        state.is_hidden = true;
        Ok(())
    })
}

/// Shows a hidden product to customers.
pub fn show(tx: &mut Tx<'_>, edit: Edit<'_>) -> Result<Done, Refused> {
    change(tx, edit, Carts::Keep, Action::Show, |_, state| {
        state.is_hidden = false;
        Ok(())
    })
}

/// Deletes a product: it leaves catalogue and carts, orders keep it, and it can be restored.
pub fn delete(tx: &mut Tx<'_>, edit: Edit<'_>) -> Result<Done, Refused> {
    change(tx, edit, Carts::MayLose, Action::Delete, |_, state| {
        state.is_deleted = true;
        Ok(())
    })
}

/// Restores a deleted product with what is left of it, into its own category or another. One that
/// is there already is left as it is.
pub fn restore(tx: &mut Tx<'_>, edit: Edit<'_>, into: Option<CategoryId>) -> Result<Done, Refused> {
    change_any(tx, edit, Carts::Keep, Action::Restore, |tx, state| {
        if !state.is_deleted {
            return Ok(());
        }
        let category = into.map_or(state.category, CategoryId::get);
        if !categories::hold(tx, CategoryId::new(category))? {
            return refuse(EditRefusal::CategoryGone);
        }
        state.category = category;
        state.is_deleted = false;
        state.is_hidden = false;
        Ok(())
    })
}

/// Makes a hidden copy of a product: with SKUs of its own and nothing in stock.
pub fn duplicate(tx: &mut Tx<'_>, edit: Edit<'_>) -> Result<Done, Refused> {
    let original = edited::lock(tx, edit.product)?.map(|_| snapshots::product(tx, edit.product));
    let original = original.transpose()?.flatten();
    let Some(original) = original.filter(|original| !original.is_deleted) else {
        return refuse(EditRefusal::Gone);
    };
    let category = CategoryId::new(original.category);
    if !categories::hold(tx, category)? {
        return refuse(EditRefusal::CategoryGone);
    }
    let mut copy = ProductState {
        name: name_of_copy(&original.name),
        is_hidden: true,
        ..original.clone()
    };
    let mut taken = Vec::new();
    for variant in &mut copy.variants {
        variant.id = 0;
        variant.stock = 0;
        variant.sku = free_sku(tx, &variant.sku, &taken)?;
        taken.push(variant.sku.clone());
    }
    let id = edited::create(tx, &copy, edit.now)?;
    let watch = Watch::over_new(Subject::Product(id));
    let entry = watch.done(tx, edit.by, Action::Create, edit.now)?;
    translations::copy(tx, edit.by, edit.product, id, edit.now)?;
    Ok(Done {
        product: id,
        entry,
        before: original,
        after: snapshots::product(tx, id)?.ok_or(DbError::NotFound)?,
    })
}

fn name_of_copy(name: &str) -> String {
    let room = Name::MAX - COPY.chars().count();
    let name: String = name.chars().take(room).collect();
    format!("{}{COPY}", name.trim_end())
}

/// A SKU like this one that nothing has, deleted things included.
pub(super) fn free_sku(tx: &mut Tx<'_>, wish: &str, taken: &[String]) -> Result<String, DbError> {
    for number in 1_u64.. {
        let ending = match number {
            1 => String::new(),
            number => format!("-{number}"),
        };
        let room = Sku::MAX - ending.chars().count();
        let begin: String = wish.chars().take(room).collect();
        let sku = format!("{}{ending}", begin.trim_end());
        if !taken.contains(&sku) && edited::holder_of_sku(tx, &sku)?.is_none() {
            return Ok(sku);
        }
    }
    Err(DbError::NotFound)
}
