//! Products as staff find them: by category, by words, among the deleted.

use crate::{
    db::{DbError, Tx},
    domain::{
        catalog::{Category, Place},
        id::{CategoryId, ProductId, VariantId},
        page::Page,
        translation::Words,
    },
    shop::{
        Shop, UseCaseError,
        access::{Catalogue, Permit},
        refuse,
    },
    store::{
        categories,
        products::{self, staff},
    },
};

pub use crate::store::products::staff::{Sheet, StaffSummary};

/// Rows of one page.
const PER_PAGE: usize = 8;

/// Nothing of that id is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotThere;

/// A category, or the top, as staff see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffShelf {
    /// The category; `None` at the top.
    pub category: Option<Category>,
    /// Its sub-categories on this page.
    pub categories: Vec<Category>,
    /// Its products on this page, hidden ones too.
    pub products: Vec<StaffSummary>,
    /// Where the page before begins.
    pub previous: Option<Place>,
    /// Where the page after begins.
    pub next: Option<Place>,
}

/// Opens a category, or the top: first the pages of sub-categories, then those of products.
pub fn open(
    tx: &mut Tx<'_>,
    shop: &Shop,
    _by: &Permit<Catalogue>,
    category: Option<CategoryId>,
    place: Place,
) -> Result<StaffShelf, UseCaseError<NotThere>> {
    let category = match category {
        Some(id) => match categories::find(tx, Words::Own, id)? {
            Some(category) => Some(category),
            None => return refuse(NotThere),
        },
        None => None,
    };
    let mut shelf = StaffShelf {
        category,
        categories: Vec::new(),
        products: Vec::new(),
        previous: None,
        next: None,
    };
    let id = shelf.category.as_ref().map(|category| category.id);
    let from = match place {
        Place::Product(from) => Some(from),
        Place::Category(from) => return with_categories(tx, shop, shelf, Some(from)),
        Place::Start | Place::Found(_) | Place::Favourites(_) | Place::Lately => None,
    };
    match (id, from) {
        (Some(id), Some(from)) => {
            let page = staff::page(tx, shop.currency, id, Some(from), PER_PAGE)?;
            let is_first = page.previous.is_none();
            if is_first && categories::count(tx, Some(id))? > 0 {
                return with_categories(tx, shop, shelf, None);
            }
            // The first products may stand under the last sub-categories.
            shelf.previous = match page.previous {
                Some(previous) if staff::page_with(tx, id, previous, 1)?.is_none() => {
                    Some(Place::Start)
                }
                previous => previous.map(Place::Product),
            };
            shelf.products = page.items;
            shelf.next = page.next.map(Place::Product);
            Ok(shelf)
        }
        _ => with_categories(tx, shop, shelf, None),
    }
}

fn with_categories(
    tx: &mut Tx<'_>,
    shop: &Shop,
    mut shelf: StaffShelf,
    from: Option<CategoryId>,
) -> Result<StaffShelf, UseCaseError<NotThere>> {
    let id = shelf.category.as_ref().map(|category| category.id);
    let page = categories::page(tx, Words::Own, id, from, PER_PAGE)?;
    shelf.categories = page.items;
    shelf.previous = page.previous.map(Place::Category);
    shelf.next = page.next.map(Place::Category);
    if let (None, Some(id)) = (shelf.next, id) {
        let page = staff::page(tx, shop.currency, id, None, PER_PAGE)?;
        shelf.products = page.items;
        shelf.next = page.next.map(Place::Product);
    }
    Ok(shelf)
}

/// Finds products, hidden ones too, by a piece of their name or SKU.
pub fn search(
    tx: &mut Tx<'_>,
    shop: &Shop,
    _by: &Permit<Catalogue>,
    words: &str,
) -> Result<Vec<StaffSummary>, DbError> {
    staff::search(tx, shop.currency, words.trim(), PER_PAGE)
}

/// One page of the deleted products, last deleted first.
pub fn deleted(
    tx: &mut Tx<'_>,
    shop: &Shop,
    _by: &Permit<Catalogue>,
    from: Option<ProductId>,
) -> Result<Page<StaffSummary, ProductId>, DbError> {
    staff::deleted(tx, shop.currency, from, PER_PAGE)
}

/// A product with all that staff see of it, and where the page of the list begins that it is on.
pub fn product(
    tx: &mut Tx<'_>,
    shop: &Shop,
    _by: &Permit<Catalogue>,
    bot: i64,
    id: ProductId,
) -> Result<(Sheet, Place), UseCaseError<NotThere>> {
    let sheet = staff::sheet(tx, shop.currency, bot, id)?;
    let Some(sheet) = sheet.filter(|sheet| !sheet.is_deleted) else {
        return refuse(NotThere);
    };
    let from = staff::page_with(tx, sheet.product.category, id, PER_PAGE)?;
    Ok((sheet, from.map_or(Place::Start, Place::Product)))
}

/// A product whatever state it is in; for those that were deleted.
pub fn any_product(
    tx: &mut Tx<'_>,
    shop: &Shop,
    _by: &Permit<Catalogue>,
    bot: i64,
    id: ProductId,
) -> Result<Sheet, UseCaseError<NotThere>> {
    match staff::sheet(tx, shop.currency, bot, id)? {
        Some(sheet) => Ok(sheet),
        None => refuse(NotThere),
    }
}

/// The product of a variant that is there.
pub fn product_of(
    tx: &mut Tx<'_>,
    shop: &Shop,
    by: &Permit<Catalogue>,
    bot: i64,
    variant: VariantId,
) -> Result<(Sheet, Place), UseCaseError<NotThere>> {
    match products::of_variant(tx, variant)? {
        Some(id) => product(tx, shop, by, bot, id),
        None => refuse(NotThere),
    }
}

/// The categories in one, or at the top, for putting something there; from one on, in the one
/// that it is in. One that is gone leads to the top.
pub fn places(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    category: Option<CategoryId>,
    from: Option<CategoryId>,
) -> Result<(Option<Category>, Page<Category, CategoryId>), DbError> {
    let category = match from {
        Some(from) => categories::find(tx, Words::Own, from)?.and_then(|from| from.parent),
        None => category,
    };
    let here = match category {
        Some(id) => categories::find(tx, Words::Own, id)?,
        None => None,
    };
    let inside = here.as_ref().map(|here| here.id);
    let page = categories::page(tx, Words::Own, inside, from, PER_PAGE)?;
    Ok((here, page))
}
