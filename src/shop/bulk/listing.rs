//! The catalogue read out for a file.

use crate::{
    db::{DbError, Tx},
    store::listing,
};

pub use crate::store::listing::{Category, Product, Variant};

/// Everything that is on sale or could be, in the order in which it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    /// Categories; parents come before their children.
    pub categories: Vec<Category>,
    /// Products, by category.
    pub products: Vec<Product>,
}

/// Reads the catalogue as it is at one moment.
///
/// It reads every row: for [`Db::scan`](crate::db::Db::scan).
pub fn read(tx: &mut Tx<'_>) -> Result<Listing, DbError> {
    let categories = listing::categories(tx)?;
    let products = listing::products(tx, &categories)?;
    Ok(Listing {
        categories,
        products,
    })
}

impl Listing {
    /// The same in parts of at most `most` variants; at least one part. Each has all categories.
    pub fn split(self, most: usize) -> Vec<Self> {
        let mut parts = vec![Vec::new()];
        let mut rows = 0;
        for product in self.products {
            rows += product.variants.len();
            if rows > most && rows > product.variants.len() {
                parts.push(Vec::new());
                rows = product.variants.len();
            }
            if let Some(part) = parts.last_mut() {
                part.push(product);
            }
        }
        let part = |products| Self {
            categories: self.categories.clone(),
            products,
        };
        parts.into_iter().map(part).collect()
    }

    /// The names from the top down to a category.
    pub fn path(&self, category: usize) -> Vec<&str> {
        let mut path = Vec::new();
        let mut next = Some(category);
        while let Some(found) = next.and_then(|index| self.categories.get(index)) {
            path.push(found.name.as_str());
            next = found.parent;
        }
        path.reverse();
        path
    }
}
