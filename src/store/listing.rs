//! The whole catalogue, row by row.

use std::collections::HashMap;

use crate::{
    db::{DbError, Row, Tx},
    domain::id::CategoryId,
    params,
};

/// A category of the listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Row id.
    pub id: CategoryId,
    /// Index of the category it lies in.
    pub parent: Option<usize>,
    /// Name.
    pub name: String,
    /// Description.
    pub description: Option<String>,
    /// Place in the owner's order.
    pub sort: i64,
}

/// A product of the listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Index of its category.
    pub category: usize,
    /// Name.
    pub name: String,
    /// Description; may be empty.
    pub description: String,
    /// Names of its options, a line each.
    pub option_names: String,
    /// Place in the owner's order.
    pub sort: i64,
    /// Its pictures as content hashes, main one first.
    pub photos: Vec<String>,
    /// What is sold, in the owner's order; never empty.
    pub variants: Vec<Variant>,
}

/// A variant of the listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// Stock keeping unit.
    pub sku: String,
    /// Its values for the product's options, a line each.
    pub options: String,
    /// Price in minor units.
    pub price_minor: i64,
    /// Units on hand.
    pub stock: u32,
    /// Its own picture as a content hash.
    pub photo: Option<String>,
}

/// The active categories that can be reached from the top, parents before children, siblings in the
/// owner's order and then by name.
pub fn categories(tx: &mut Tx<'_>) -> Result<Vec<Category>, DbError> {
    let rows: Vec<(i64, i64, Category)> = tx.query(
        "SELECT id, COALESCE(parent_id, 0), name, description, sort FROM categories
         WHERE deleted_at IS NULL ORDER BY COALESCE(parent_id, 0), sort, name_key, id",
        params![],
        |row| {
            let (id, parent): (i64, i64) = (row.take()?, row.take()?);
            let category = Category {
                id: CategoryId::new(id),
                parent: None,
                name: row.take()?,
                description: row.take()?,
                sort: row.take()?,
            };
            Ok((id, parent, category))
        },
    )?;
    let mut children: HashMap<i64, Vec<(i64, Category)>> = HashMap::new();
    for (id, parent, category) in rows {
        children.entry(parent).or_default().push((id, category));
    }
    let mut found = Vec::new();
    // Depth first, so that a category's own follow it; the last one waiting is the next.
    let mut waiting: Vec<(i64, Category)> = children.remove(&0).unwrap_or_default();
    waiting.reverse();
    while let Some((id, category)) = waiting.pop() {
        let index = found.len();
        found.push(category);
        let own = children.remove(&id).unwrap_or_default();
        waiting.extend(own.into_iter().rev().map(|(id, mut child)| {
            child.parent = Some(index);
            (id, child)
        }));
    }
    Ok(found)
}

/// A product's row id and what is known of it without its variants.
type Head = (i64, Product);

/// The products of these categories that are not deleted, category by category, each with its
/// variants and pictures.
pub fn products(tx: &mut Tx<'_>, categories: &[Category]) -> Result<Vec<Product>, DbError> {
    let places: HashMap<CategoryId, usize> = categories
        .iter()
        .enumerate()
        .map(|(place, c)| (c.id, place))
        .collect();
    let heads: Vec<(CategoryId, Head)> = tx.query(
        "SELECT category_id, id, name, description, option_names, sort FROM products
         WHERE deleted_at IS NULL ORDER BY category_id, sort, name_key, id",
        params![],
        read_head,
    )?;
    let mut heads: Vec<Head> = heads
        .into_iter()
        .filter_map(|(category, (id, mut product))| {
            product.category = *places.get(&category)?;
            Some((id, product))
        })
        .collect();
    // A stable sort: within its category each keeps its place.
    heads.sort_by_key(|(_, product)| product.category);
    let index: HashMap<i64, usize> = heads
        .iter()
        .enumerate()
        .map(|(place, (id, _))| (*id, place))
        .collect();
    let mut products: Vec<Product> = heads.into_iter().map(|(_, product)| product).collect();
    for (product, variant) in variants(tx)? {
        if let Some(place) = index.get(&product) {
            products[*place].variants.push(variant);
        }
    }
    for (product, photo) in photos(tx)? {
        if let Some(place) = index.get(&product) {
            products[*place].photos.push(photo);
        }
    }
    products.retain(|product| !product.variants.is_empty());
    Ok(products)
}

fn read_head(row: &mut Row<'_>) -> Result<(CategoryId, Head), DbError> {
    let (category, id) = (CategoryId::new(row.take()?), row.take()?);
    let product = Product {
        category: 0,
        name: row.take()?,
        description: row.take()?,
        option_names: row.take()?,
        sort: row.take()?,
        photos: Vec::new(),
        variants: Vec::new(),
    };
    Ok((category, (id, product)))
}

fn variants(tx: &mut Tx<'_>) -> Result<Vec<(i64, Variant)>, DbError> {
    tx.query(
        "SELECT v.product_id, v.sku, v.options, v.price_minor, v.stock, f.sha256
         FROM product_variants v LEFT JOIN photos f ON f.id = v.photo_id
         WHERE v.deleted_at IS NULL ORDER BY v.product_id, v.sort, v.id",
        params![],
        |row| {
            let product = row.take()?;
            let variant = Variant {
                sku: row.take()?,
                options: row.take()?,
                price_minor: row.take()?,
                stock: row.take()?,
                photo: row.take()?,
            };
            Ok((product, variant))
        },
    )
}

fn photos(tx: &mut Tx<'_>) -> Result<Vec<(i64, String)>, DbError> {
    tx.query(
        "SELECT i.product_id, f.sha256 FROM product_images i JOIN photos f ON f.id = i.photo_id
         ORDER BY i.product_id, i.position",
        params![],
        |row| Ok((row.take()?, row.take()?)),
    )
}
