//! Browsing: categories at any depth and their products.

use crate::{
    db::{DbError, Tx},
    domain::{
        catalog::{Category, Picture, Place, Product, ProductSummary},
        id::{CategoryId, ProductId, VariantId},
        language::Language,
        translation::Words,
    },
    store::{categories, photos, products},
};

use super::{Shop, UseCaseError, refuse};

const CATEGORIES_PER_PAGE: usize = 24;
const PRODUCTS_PER_PAGE: usize = 10;

/// What a customer sees of one category, or of the top of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf {
    /// The category; `None` at the top.
    pub category: Option<Category>,
    /// Its sub-categories on this page.
    pub categories: Vec<Category>,
    /// Its products on this page.
    pub products: Vec<ProductSummary>,
    /// Where the page before begins.
    pub previous: Option<Place>,
    /// Where the page after begins.
    pub next: Option<Place>,
}

/// Nothing of that id is on sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone;

/// Opens a category, or the top of the catalogue: first the sub-categories, then the products.
pub fn open(
    tx: &mut Tx<'_>,
    shop: &Shop,
    language: Language,
    category: Option<CategoryId>,
    place: Place,
) -> Result<Shelf, UseCaseError<Gone>> {
    let words = Words::In(language);
    let category = match category {
        Some(id) => match categories::find(tx, words, id)? {
            Some(category) => Some(category),
            None => return refuse(Gone),
        },
        None => None,
    };
    let id = category.as_ref().map(|category| category.id);
    let shelf = match (place, id) {
        (Place::Product(from), Some(id)) => products_from(tx, shop, words, id, from)?,
        (Place::Category(from), _) => categories_from(tx, shop, words, id, Some(from))?,
        (Place::Start | Place::Product(_) | Place::Found(_), _) => {
            categories_from(tx, shop, words, id, None)?
        }
    };
    Ok(Shelf { category, ..shelf })
}

fn categories_from(
    tx: &mut Tx<'_>,
    shop: &Shop,
    words: Words,
    id: Option<CategoryId>,
    from: Option<CategoryId>,
) -> Result<Shelf, DbError> {
    let page = categories::page(tx, words, id, from, CATEGORIES_PER_PAGE)?;
    let mut shelf = Shelf {
        category: None,
        categories: page.items,
        products: Vec::new(),
        previous: page.previous.map(Place::Category),
        next: page.next.map(Place::Category),
    };
    if let (None, Some(id)) = (shelf.next, id) {
        let page = products::page(tx, words, shop.currency, id, None, PRODUCTS_PER_PAGE)?;
        shelf.products = page.items;
        shelf.next = page.next.map(Place::Product);
    }
    Ok(shelf)
}

fn products_from(
    tx: &mut Tx<'_>,
    shop: &Shop,
    words: Words,
    id: CategoryId,
    from: ProductId,
) -> Result<Shelf, DbError> {
    let page = products::page(tx, words, shop.currency, id, Some(from), PRODUCTS_PER_PAGE)?;
    let Some(previous) = page.previous else {
        let chunk = last_categories(tx, id)?;
        return categories_from(tx, shop, words, Some(id), chunk);
    };
    let previous = if products::is_first(tx, id, previous)? {
        last_categories(tx, id)?.map_or(Place::Start, Place::Category)
    } else {
        Place::Product(previous)
    };
    Ok(Shelf {
        category: None,
        categories: Vec::new(),
        products: page.items,
        previous: Some(previous),
        next: page.next.map(Place::Product),
    })
}

/// Where the last page of sub-categories begins, which the first products share; `None` when
/// that is the first page.
fn last_categories(tx: &mut Tx<'_>, id: CategoryId) -> Result<Option<CategoryId>, DbError> {
    let count = categories::count(tx, Some(id))?;
    if count <= CATEGORIES_PER_PAGE {
        return Ok(None);
    }
    let on_that_page = (count - 1) % CATEGORIES_PER_PAGE + 1;
    Ok(categories::last(tx, Some(id), on_that_page)?
        .last()
        .copied())
}

/// Shows a product that is on sale, with its pictures as far as `bot` has uploaded them.
pub fn product(
    tx: &mut Tx<'_>,
    shop: &Shop,
    language: Language,
    bot: i64,
    id: ProductId,
) -> Result<(Product, Vec<Picture>), UseCaseError<Gone>> {
    match products::find(tx, Words::In(language), shop.currency, bot, id)? {
        Some(product) => Ok((product, photos::of_product(tx, bot, id)?)),
        None => refuse(Gone),
    }
}

/// Shows the product of a variant.
pub fn product_of(
    tx: &mut Tx<'_>,
    shop: &Shop,
    language: Language,
    bot: i64,
    variant: VariantId,
) -> Result<(Product, Vec<Picture>), UseCaseError<Gone>> {
    match products::of_variant(tx, variant)? {
        Some(id) => product(tx, shop, language, bot, id),
        None => refuse(Gone),
    }
}
