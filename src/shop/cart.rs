//! The cart: add, change, remove; it respects the stock but never reserves it.

use crate::{
    db::{DbError, Tx},
    domain::{
        cart::{CartLine, Quantity},
        id::{CartLineId, UserId, VariantId},
        money::Money,
        page::Page,
    },
    store::{carts, products},
};

use super::{Shop, UseCaseError, refuse};

/// Lines on one screen: two rows of buttons each.
const LINES_PER_PAGE: usize = 8;

/// One page of a cart, with what the whole cart comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartView {
    /// The lines of this page.
    pub page: Page<CartLine, CartLineId>,
    /// Lines in the whole cart.
    pub lines: i64,
    /// What the whole cart comes to.
    pub total: Money,
}

/// Shows the cart from the line `from` on.
pub fn view(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: UserId,
    from: Option<CartLineId>,
) -> Result<CartView, DbError> {
    let mut page = carts::page(tx, shop.currency, customer, from, LINES_PER_PAGE)?;
    if page.items.is_empty() && from.is_some() {
        // The last page lost its last line.
        page = carts::page(tx, shop.currency, customer, page.previous, LINES_PER_PAGE)?;
    }
    let (lines, total) = carts::total(tx, shop.currency, customer)?;
    Ok(CartView { page, lines, total })
}

/// Why the cart was not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CartRefusal {
    /// The product is not on sale any more.
    Gone,
    /// Nothing of it is left.
    SoldOut,
    /// Fewer are left than asked for.
    OnlyLeft(u32),
    /// A line takes no more than [`Quantity::MAX`].
    Limit,
    /// The cart has no such line.
    NoLine,
}

/// Puts one more unit into the cart.
pub fn add(
    tx: &mut Tx<'_>,
    customer: UserId,
    variant: VariantId,
    now: i64,
) -> Result<(), UseCaseError<CartRefusal>> {
    let wanted = match carts::find(tx, customer, variant)? {
        Some((_, quantity)) => more(quantity)?,
        None => Quantity::ONE,
    };
    put(tx, customer, variant, wanted, now)
}

/// Raises a line of the cart by one.
pub fn increase(
    tx: &mut Tx<'_>,
    customer: UserId,
    variant: VariantId,
    now: i64,
) -> Result<(), UseCaseError<CartRefusal>> {
    let (_, quantity) = line(tx, customer, variant)?;
    put(tx, customer, variant, more(quantity)?, now)
}

/// Lowers a line of the cart by one; the last unit takes the line with it. Tells how many are left.
pub fn decrease(
    tx: &mut Tx<'_>,
    customer: UserId,
    variant: VariantId,
    now: i64,
) -> Result<u32, UseCaseError<CartRefusal>> {
    let (_, quantity) = line(tx, customer, variant)?;
    match Quantity::new(quantity.get() - 1) {
        // Lowering is allowed even where the stock has fallen below it.
        Ok(fewer) => carts::set(tx, customer, variant, fewer, now)?,
        Err(_) => {
            carts::remove(tx, customer, variant)?;
        }
    }
    Ok(quantity.get() - 1)
}

/// Sets how many of a line are wanted.
pub fn set_quantity(
    tx: &mut Tx<'_>,
    customer: UserId,
    variant: VariantId,
    quantity: Quantity,
    now: i64,
) -> Result<(), UseCaseError<CartRefusal>> {
    line(tx, customer, variant)?;
    put(tx, customer, variant, quantity, now)
}

/// Removes a line.
pub fn remove(
    tx: &mut Tx<'_>,
    customer: UserId,
    variant: VariantId,
) -> Result<(), UseCaseError<CartRefusal>> {
    if carts::remove(tx, customer, variant)? {
        Ok(())
    } else {
        refuse(CartRefusal::NoLine)
    }
}

/// A line of the customer's own cart, with what the catalogue says of it.
pub fn find(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: UserId,
    variant: VariantId,
) -> Result<CartLine, UseCaseError<CartRefusal>> {
    let (id, _) = line(tx, customer, variant)?;
    let page = carts::page(tx, shop.currency, customer, Some(id), 1)?;
    match page.items.into_iter().find(|line| line.variant == variant) {
        Some(line) => Ok(line),
        None => refuse(CartRefusal::NoLine),
    }
}

fn line(
    tx: &mut Tx<'_>,
    customer: UserId,
    variant: VariantId,
) -> Result<(CartLineId, Quantity), UseCaseError<CartRefusal>> {
    match carts::find(tx, customer, variant)? {
        Some(line) => Ok(line),
        None => refuse(CartRefusal::NoLine),
    }
}

fn more(quantity: Quantity) -> Result<Quantity, UseCaseError<CartRefusal>> {
    Quantity::new(quantity.get() + 1).map_err(|_| UseCaseError::Refused(CartRefusal::Limit))
}

fn put(
    tx: &mut Tx<'_>,
    customer: UserId,
    variant: VariantId,
    wanted: Quantity,
    now: i64,
) -> Result<(), UseCaseError<CartRefusal>> {
    match products::lock(tx, variant)? {
        None => refuse(CartRefusal::Gone),
        Some(locked) if locked.stock == 0 => refuse(CartRefusal::SoldOut),
        Some(locked) if wanted.get() > locked.stock => refuse(CartRefusal::OnlyLeft(locked.stock)),
        Some(_) => Ok(carts::set(tx, customer, variant, wanted, now)?),
    }
}
