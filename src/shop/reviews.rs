//! What customers say of what they bought.
//!
//! Whoever bought a product with an order that was completed may give it stars, and then a few
//! words; once for each product, to be changed or withdrawn at any time. A completed order stays
//! completed, whatever comes back of it later, and so do its reviews. What a product's reviews say
//! together is kept with the product and changed in the same transaction, while the product is
//! locked: it always equals what is shown.

pub mod staff;

use crate::{
    db::{DbError, Tx},
    domain::{
        customer::Customer,
        id::{OrderId, ProductId, UserId},
        language::Language,
        order::{Order, OrderStatus},
        review::{Rating, Review, Stars},
        text::ReviewWords,
        translation::Words,
    },
    store::{
        outbox::{self, Notice},
        products, reviews,
    },
};

use super::{Shop, UseCaseError, orders, refuse};

/// Reviews on a page.
const PER_PAGE: usize = 5;
/// Products of an order on a page.
const PRODUCTS_PER_PAGE: usize = 10;
/// The last page that can be asked for.
const LAST_PAGE: usize = 1000;
/// So long, in seconds, staff are not told of a review that may still be added to.
const GRACE: i64 = 600;
/// Reviews told of in one transaction.
const AT_ONCE: usize = 100;

/// Why something was not said of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewRefusal {
    /// There is no such product, or nobody can see it.
    Gone,
    /// They have not bought it, or it has not arrived yet.
    NotBought,
    /// They have said nothing of it that could be changed.
    Nothing,
}

/// What somebody says of a product, for themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// The product.
    pub product: ProductId,
    /// What it is called.
    pub name: String,
    /// The name that others would read with it.
    pub author: String,
    /// What they say; `None`: nothing yet.
    pub review: Option<Review>,
}

/// A page of what is said of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviews {
    /// The product.
    pub product: ProductId,
    /// What it is called.
    pub name: String,
    /// What all say together.
    pub rating: Rating,
    /// The reviews, newest first.
    pub reviews: Vec<Review>,
    /// Which page, from 0.
    pub page: u32,
    /// Whether there is another one.
    pub has_next: bool,
    /// Whether whoever looks may say something, too.
    pub may_write: bool,
}

/// What of an order can be reviewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewable {
    /// The order.
    pub order: Order,
    /// Products with their names then, and the stars given to them.
    pub products: Vec<(ProductId, String, Option<Stars>)>,
    /// Which page, from 0.
    pub page: u32,
    /// Whether there is another one.
    pub has_next: bool,
}

/// The products of an order, each once, when it can be reviewed.
pub fn products_of(order: &Order) -> Vec<(ProductId, &str)> {
    let mut products: Vec<(ProductId, &str)> = Vec::new();
    if order.status == OrderStatus::Completed {
        for line in &order.lines {
            if products.iter().all(|(known, _)| *known != line.product) {
                products.push((line.product, &line.name));
            }
        }
    }
    products
}

/// What is said of a product on sale, newest first: the page, from 0.
pub fn of_product(
    tx: &mut Tx<'_>,
    shop: &Shop,
    language: Language,
    customer: UserId,
    product: ProductId,
    page: u32,
) -> Result<Reviews, UseCaseError<ReviewRefusal>> {
    // Whose bot it is matters for pictures only.
    let Some(shown) = products::find(tx, Words::In(language), shop.currency, 0, product)? else {
        return refuse(ReviewRefusal::Gone);
    };
    let found = paged(tx, product, false, page)?;
    Ok(Reviews {
        product,
        name: shown.name,
        rating: shown.rating,
        may_write: reviews::has_bought(tx, customer, product)?,
        ..found
    })
}

/// A page of reviews; where there is no such page, the first.
fn paged(
    tx: &mut Tx<'_>,
    product: ProductId,
    with_hidden: bool,
    page: u32,
) -> Result<Reviews, DbError> {
    let wanted = usize::try_from(page).map_or(LAST_PAGE, |page| page.min(LAST_PAGE));
    let mut number = wanted;
    let mut found = reviews::page(tx, product, with_hidden, wanted * PER_PAGE, PER_PAGE + 1)?;
    if found.is_empty() && wanted > 0 {
        number = 0;
        found = reviews::page(tx, product, with_hidden, 0, PER_PAGE + 1)?;
    }
    let has_next = found.len() > PER_PAGE;
    found.truncate(PER_PAGE);
    Ok(Reviews {
        product,
        name: String::new(),
        rating: Rating::default(),
        reviews: found,
        page: u32::try_from(number).unwrap_or(0),
        has_next,
        may_write: false,
    })
}

/// What of an order of this customer can be reviewed: the page, from 0. Nothing of one that is not
/// completed.
pub fn of_order(
    tx: &mut Tx<'_>,
    customer: UserId,
    order: OrderId,
    page: u32,
) -> Result<Reviewable, UseCaseError<orders::UnknownOrder>> {
    let order = orders::find(tx, customer, order)?;
    let given = reviews::of_order(tx, customer, order.id)?;
    let all: Vec<(ProductId, String)> = products_of(&order)
        .into_iter()
        .map(|(product, name)| (product, name.to_owned()))
        .collect();
    let wanted = usize::try_from(page).map_or(LAST_PAGE, |page| page.min(LAST_PAGE));
    let page = if wanted * PRODUCTS_PER_PAGE < all.len() {
        wanted
    } else {
        0
    };
    let from = page * PRODUCTS_PER_PAGE;
    let has_next = all.len() > from + PRODUCTS_PER_PAGE;
    let products = all.into_iter().skip(from).take(PRODUCTS_PER_PAGE);
    let products = products.map(|(product, name)| {
        let stars = given.iter().find(|(other, _)| *other == product);
        (product, name, stars.map(|(_, stars)| *stars))
    });
    Ok(Reviewable {
        products: products.collect(),
        order,
        page: u32::try_from(page).unwrap_or(0),
        has_next,
    })
}

/// What a customer says of something they bought.
pub fn own(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    product: ProductId,
) -> Result<Own, UseCaseError<ReviewRefusal>> {
    let words = Words::In(customer.speaks(shop.language));
    let Some((name, _)) = reviews::subject(tx, words, product)? else {
        return refuse(ReviewRefusal::Gone);
    };
    if !reviews::has_bought(tx, customer.id, product)? {
        return refuse(ReviewRefusal::NotBought);
    }
    Ok(Own {
        product,
        name,
        author: customer.telegram.first_name.clone(),
        review: reviews::of_customer(tx, customer.id, product)?,
    })
}

/// The same, while the product is locked for a change.
fn locked(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    product: ProductId,
) -> Result<Own, UseCaseError<ReviewRefusal>> {
    if !reviews::lock(tx, product)? {
        return refuse(ReviewRefusal::Gone);
    }
    own(tx, shop, customer, product)
}

/// Gives a product stars, in place of those given before.
pub fn rate(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    product: ProductId,
    stars: Stars,
    now: i64,
) -> Result<Own, UseCaseError<ReviewRefusal>> {
    let before = locked(tx, shop, customer, product)?;
    match &before.review {
        Some(review) => {
            reviews::set_stars(tx, review.id, stars, now)?;
            let counts = (!review.is_hidden).then_some(stars);
            reviews::recount(tx, product, review.counted(), counts)?;
        }
        None => {
            // Words may follow: staff are told of both together.
            let what = (product, stars, before.author.as_str());
            reviews::insert(tx, customer.id, what, now + GRACE, now)?;
            reviews::recount(tx, product, None, Some(stars))?;
        }
    }
    own(tx, shop, customer, product)
}

/// Says something beside the stars, in place of what was said before.
pub fn say(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    product: ProductId,
    words: &ReviewWords,
    now: i64,
) -> Result<Own, UseCaseError<ReviewRefusal>> {
    let before = locked(tx, shop, customer, product)?;
    let Some(review) = &before.review else {
        return refuse(ReviewRefusal::Nothing);
    };
    if review.words.as_ref() != Some(words) {
        reviews::set_words(tx, review.id, words, &before.author, now)?;
        reviews::announce(tx, review.id, now, now + GRACE)?;
    }
    own(tx, shop, customer, product)
}

/// Leaves it as it is: staff need not wait for words.
pub fn leave_words(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    product: ProductId,
    now: i64,
) -> Result<Own, UseCaseError<ReviewRefusal>> {
    let own = own(tx, shop, customer, product)?;
    if let Some(review) = &own.review {
        reviews::announce_now(tx, review.id, now)?;
    }
    Ok(own)
}

/// Withdraws a review: stars, words and name are gone for good.
pub fn withdraw(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    product: ProductId,
) -> Result<Own, UseCaseError<ReviewRefusal>> {
    let before = locked(tx, shop, customer, product)?;
    if let Some(review) = &before.review {
        delete(tx, review)?;
    }
    Ok(Own {
        review: None,
        ..before
    })
}

fn delete(tx: &mut Tx<'_>, review: &Review) -> Result<(), DbError> {
    reviews::delete(tx, review.id)?;
    reviews::recount(tx, review.product, review.counted(), None)
}

/// Withdraws all that a customer said, who is about to be forgotten.
pub(super) fn forget(tx: &mut Tx<'_>, customer: UserId) -> Result<(), DbError> {
    for product in reviews::products_of(tx, customer)? {
        reviews::lock(tx, product)?;
        if let Some(review) = reviews::of_customer(tx, customer, product)? {
            delete(tx, &review)?;
        }
    }
    Ok(())
}

/// Whether staff are to be told of a review.
pub fn any_due(tx: &mut Tx<'_>, now: i64) -> Result<bool, DbError> {
    reviews::any_due(tx, now)
}

/// Promises staff messages about reviews that they are to be told of; how many reviews. There may
/// be more.
pub fn tell_due(tx: &mut Tx<'_>, now: i64) -> Result<usize, DbError> {
    let due = reviews::take_due(tx, now, AT_ONCE)?;
    for review in &due {
        outbox::push_to_admins(tx, &Notice::Review(*review), now)?;
    }
    Ok(due.len())
}
