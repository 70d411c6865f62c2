//! The cart: add, change, remove; it respects the stock but never reserves it.

use crate::{
    db::{DbError, Tx},
    domain::{
        cart::{CartLine, Quantity},
        id::{CartId, CartLineId, UserId, VariantId},
        language::Language,
        money::Money,
        page::Page,
        translation::Words,
    },
    store::carts::{self, Offer},
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
    language: Language,
    customer: UserId,
    from: Option<CartLineId>,
) -> Result<CartView, DbError> {
    let words = Words::In(language);
    let mut page = carts::page(tx, words, shop.currency, customer, from, LINES_PER_PAGE)?;
    if page.items.is_empty() && from.is_some() {
        // The last page lost its last line.
        page = carts::page(
            tx,
            words,
            shop.currency,
            customer,
            page.previous,
            LINES_PER_PAGE,
        )?;
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
    let shelf = Shelf::reach(tx, customer, variant, now)?;
    let wanted = match shelf.line() {
        Some((_, quantity)) => more(quantity)?,
        None => Quantity::ONE,
    };
    shelf.put(tx, wanted, now)
}

/// Raises a line of the cart by one.
pub fn increase(
    tx: &mut Tx<'_>,
    customer: UserId,
    variant: VariantId,
    now: i64,
) -> Result<(), UseCaseError<CartRefusal>> {
    let shelf = Shelf::reach(tx, customer, variant, now)?;
    let (_, quantity) = shelf.existing_line()?;
    shelf.put(tx, more(quantity)?, now)
}

/// Lowers a line of the cart by one; the last unit takes the line with it. Tells how many are left.
pub fn decrease(
    tx: &mut Tx<'_>,
    customer: UserId,
    variant: VariantId,
    now: i64,
) -> Result<u32, UseCaseError<CartRefusal>> {
    let shelf = Shelf::reach(tx, customer, variant, now)?;
    let (line, quantity) = shelf.existing_line()?;
    match Quantity::new(quantity.get() - 1) {
        // Lowering is allowed even where the stock has fallen below it.
        Ok(fewer) => carts::set(tx, shelf.cart, variant, fewer, now)?,
        Err(_) => carts::drop_line(tx, line)?,
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
    let shelf = Shelf::reach(tx, customer, variant, now)?;
    shelf.existing_line()?;
    shelf.put(tx, quantity, now)
}

/// Removes a line.
pub fn remove(
    tx: &mut Tx<'_>,
    customer: UserId,
    variant: VariantId,
    now: i64,
) -> Result<(), UseCaseError<CartRefusal>> {
    let cart = carts::lock(tx, customer, now)?;
    if carts::remove(tx, cart, variant)? {
        Ok(())
    } else {
        refuse(CartRefusal::NoLine)
    }
}

/// A line of the customer's own cart, with what the catalogue says of it.
pub fn find(
    tx: &mut Tx<'_>,
    shop: &Shop,
    language: Language,
    customer: UserId,
    variant: VariantId,
) -> Result<CartLine, UseCaseError<CartRefusal>> {
    let Some(id) = carts::line_of(tx, customer, variant)? else {
        return refuse(CartRefusal::NoLine);
    };
    let page = carts::page(
        tx,
        Words::In(language),
        shop.currency,
        customer,
        Some(id),
        1,
    )?;
    match page.items.into_iter().find(|line| line.variant == variant) {
        Some(line) => Ok(line),
        None => refuse(CartRefusal::NoLine),
    }
}

fn more(quantity: Quantity) -> Result<Quantity, UseCaseError<CartRefusal>> {
    Quantity::new(quantity.get() + 1).map_err(|_| UseCaseError::Refused(CartRefusal::Limit))
}

/// A customer's cart, locked, in front of one variant.
struct Shelf {
    cart: CartId,
    variant: VariantId,
    /// `None` when there never was such a variant.
    offer: Option<Offer>,
}

impl Shelf {
    fn reach(
        tx: &mut Tx<'_>,
        customer: UserId,
        variant: VariantId,
        now: i64,
    ) -> Result<Self, DbError> {
        let cart = carts::lock(tx, customer, now)?;
        let offer = carts::offer(tx, cart, variant)?;
        Ok(Self {
            cart,
            variant,
            offer,
        })
    }

    fn line(&self) -> Option<(CartLineId, Quantity)> {
        self.offer.and_then(|offer| offer.line)
    }

    fn existing_line(&self) -> Result<(CartLineId, Quantity), UseCaseError<CartRefusal>> {
        self.line()
            .ok_or(UseCaseError::Refused(CartRefusal::NoLine))
    }

    /// Sets how many are in the cart, as far as the stock goes.
    fn put(
        &self,
        tx: &mut Tx<'_>,
        wanted: Quantity,
        now: i64,
    ) -> Result<(), UseCaseError<CartRefusal>> {
        match self.offer {
            Some(Offer {
                is_on_sale: true,
                stock,
                ..
            }) => match stock {
                0 => refuse(CartRefusal::SoldOut),
                _ if wanted.get() > stock => refuse(CartRefusal::OnlyLeft(stock)),
                _ => Ok(carts::set(tx, self.cart, self.variant, wanted, now)?),
            },
            _ => refuse(CartRefusal::Gone),
        }
    }
}
