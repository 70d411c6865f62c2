//! Browsing: categories at any depth and their products.

use crate::{
    db::{DbError, Tx},
    domain::{
        catalog::{Category, Picture, Place, Product, ProductSummary, Sight},
        id::{CategoryId, ProductId, UserId, VariantId},
        language::Language,
        translation::Words,
    },
    store::{categories, favourites, photos, products, watches},
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
        (
            Place::Start
            | Place::Product(_)
            | Place::Found(_)
            | Place::Favourites(_)
            | Place::Lately,
            _,
        ) => categories_from(tx, shop, words, id, None)?,
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

/// Which product somebody looks at; whether it is on sale is not looked at.
pub(super) fn product_in(tx: &mut Tx<'_>, sight: Sight) -> Result<ProductId, UseCaseError<Gone>> {
    let variant = match sight {
        Sight::Product(id) => return Ok(id),
        Sight::Variant(variant) => variant,
    };
    match products::of_variant(tx, variant)? {
        Some(id) => Ok(id),
        None => refuse(Gone),
    }
}

/// What a customer sees of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductPage {
    /// The product.
    pub product: Product,
    /// Its pictures, as far as this bot has uploaded them.
    pub pictures: Vec<Picture>,
    /// What of it the customer wants to be told of when it is there again.
    pub wishes: Vec<VariantId>,
    /// Whether it is one of their favourites.
    pub is_favourite: bool,
}

/// Shows a product that is on sale to a customer.
pub fn page(
    tx: &mut Tx<'_>,
    shop: &Shop,
    language: Language,
    bot: i64,
    customer: UserId,
    sight: Sight,
) -> Result<ProductPage, UseCaseError<Gone>> {
    let id = product_in(tx, sight)?;
    let favourite = favourites::ask(tx, customer, id)?;
    let found = product(tx, shop, language, bot, id);
    let is_favourite = !tx.answer(favourite)?.is_empty();
    let (product, pictures) = found?;
    let wishes = if product.variants.iter().any(|variant| variant.stock == 0) {
        watches::of_product(tx, customer, id)?
    } else {
        Vec::new()
    };
    Ok(ProductPage {
        product,
        pictures,
        wishes,
        is_favourite,
    })
}
