//! Orders for a file, read in short pages: who buys meanwhile does not wait.

use crate::{
    db::{DbError, Tx},
    domain::{day::Span, id::OrderId, order::Order},
    shop::{
        UseCaseError,
        access::{Management, Orders, Permit},
        refuse,
    },
    store::orders::{self, export},
};

use super::UnknownOrder;

pub use crate::store::orders::export::{After, Listed, ListedLine};

/// Orders that are read at a time.
const AT_ONCE: usize = 500;

/// The next orders of a span, oldest first. They hold names and addresses: only owners get them.
pub fn page(
    tx: &mut Tx<'_>,
    _by: &Permit<Management>,
    span: Span,
    after: Option<After>,
) -> Result<Vec<Listed>, DbError> {
    export::page(tx, span, after, AT_ONCE)
}

/// An order with the SKU of each of its lines, for its packing slip.
pub fn to_pack(
    tx: &mut Tx<'_>,
    _by: &Permit<Orders>,
    id: OrderId,
) -> Result<(Order, Vec<String>), UseCaseError<UnknownOrder>> {
    match orders::find(tx, id)? {
        Some(order) => Ok((order, export::skus(tx, id)?)),
        None => refuse(UnknownOrder),
    }
}
