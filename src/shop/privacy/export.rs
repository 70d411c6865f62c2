//! All that the shop knows of a customer, for them: page by page, where that holds up no tap.

use crate::{
    db::{DbError, Tx},
    domain::customer::Customer,
    store::privacy::sections::{self, Owner},
};

pub use crate::store::privacy::sections::{Cell, Entry, SECTIONS, Section};

/// Rows read at a time.
const PER_PAGE: usize = 50;

/// The next rows of a section of a customer's data behind `after`; none when there are no more.
pub fn page(
    tx: &mut Tx<'_>,
    customer: &Customer,
    section: &'static Section,
    after: Option<i64>,
) -> Result<Vec<Entry>, DbError> {
    let owner = Owner {
        customer: customer.id.get(),
        person: customer.telegram.id.get(),
    };
    let after = after.unwrap_or(i64::MIN);
    sections::page(tx, section, owner, after, PER_PAGE)
}
