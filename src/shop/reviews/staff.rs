//! Reviews as staff see them: hidden ones too, and what they may do with them.

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::{Action, Subject},
        id::{ProductId, ReviewId},
        review::Review,
        translation::Words,
    },
    shop::{
        UseCaseError,
        access::{Orders, Permit},
        audit::Watch,
        refuse,
    },
    store::reviews,
};

use super::{Reviews, paged};

/// There is no such review, or no such product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unknown;

/// What is said of a product, in whatever state it is: the page, from 0.
pub fn list(
    tx: &mut Tx<'_>,
    _by: &Permit<Orders>,
    product: ProductId,
    page: u32,
) -> Result<Reviews, UseCaseError<Unknown>> {
    let Some((name, rating)) = reviews::subject(tx, Words::Own, product)? else {
        return refuse(Unknown);
    };
    let found = paged(tx, product, true, page)?;
    Ok(Reviews {
        name,
        rating,
        ..found
    })
}

/// A review with what its product is called; `None` when it was withdrawn.
pub fn find(
    tx: &mut Tx<'_>,
    _by: &Permit<Orders>,
    id: ReviewId,
) -> Result<Option<(Review, String)>, DbError> {
    let Some(review) = reviews::find(tx, id)? else {
        return Ok(None);
    };
    let subject = reviews::subject(tx, Words::Own, review.product)?;
    Ok(subject.map(|(name, _)| (review, name)))
}

/// Hides a review from customers, or shows it to them: hidden, its stars do not count. Twice is
/// once. What it is of.
pub fn set_hidden(
    tx: &mut Tx<'_>,
    by: &Permit<Orders>,
    id: ReviewId,
    is_hidden: bool,
    now: i64,
) -> Result<ProductId, UseCaseError<Unknown>> {
    let Some(product) = reviews::find(tx, id)?.map(|review| review.product) else {
        return refuse(Unknown);
    };
    reviews::lock(tx, product)?;
    // As it is now that nobody else can change it.
    let Some(review) = reviews::find(tx, id)? else {
        return refuse(Unknown);
    };
    if review.is_hidden == is_hidden {
        return Ok(product);
    }
    let watch = Watch::over(tx, Subject::Review(id))?;
    reviews::set_hidden(tx, id, is_hidden.then_some(now), now)?;
    let counts = (!is_hidden).then_some(review.stars);
    reviews::recount(tx, product, review.counted(), counts)?;
    let action = if is_hidden {
        Action::Hide
    } else {
        Action::Show
    };
    watch.done(tx, by, action, now)?;
    Ok(product)
}
