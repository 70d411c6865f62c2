//! Products and their variants: shown, searched, locked.

use crate::{
    db::{DbError, Row, Tx},
    domain::{
        catalog::{Product, ProductSummary, Variant},
        id::{CategoryId, ProductId, VariantId},
        money::{Currency, Money},
        page::Page,
        text::sort_key,
    },
    params,
};

use super::{Rank, limit};

/// Price and availability of a product are those of its variants.
const SUMMARY: &str = "p.id, p.name,
    (SELECT MIN(v.price_minor) FROM product_variants v WHERE v.product_id = p.id),
    (SELECT MAX(v.stock) FROM product_variants v WHERE v.product_id = p.id)";

fn read_summary(row: &mut Row<'_>, currency: Currency) -> Result<ProductSummary, DbError> {
    Ok(ProductSummary {
        id: ProductId::new(row.take()?),
        name: row.take()?,
        price: Money::new(row.take()?, currency),
        is_available: row.take::<i64>()? > 0,
    })
}

/// An active product in an active category.
pub fn find(
    tx: &mut Tx<'_>,
    currency: Currency,
    id: ProductId,
) -> Result<Option<Product>, DbError> {
    tx.query_opt(
        "SELECT p.id, p.category_id, p.name, p.description, v.id, v.sku, v.price_minor, v.stock
         FROM products p
         JOIN categories c ON c.id = p.category_id AND c.deleted_at IS NULL
         JOIN product_variants v ON v.product_id = p.id
         WHERE p.id = $1 AND p.deleted_at IS NULL
         ORDER BY v.sort, v.id LIMIT 1",
        params![id.get()],
        |row| {
            Ok(Product {
                id: ProductId::new(row.take()?),
                category: CategoryId::new(row.take()?),
                name: row.take()?,
                description: row.take()?,
                variant: Variant {
                    id: VariantId::new(row.take()?),
                    sku: row.take()?,
                    price: Money::new(row.take()?, currency),
                    stock: row.take()?,
                },
            })
        },
    )
}

/// One page of a category's active products from `from` on, in the owner's order and then by name.
pub fn page(
    tx: &mut Tx<'_>,
    currency: Currency,
    category: CategoryId,
    from: Option<ProductId>,
    size: usize,
) -> Result<Page<ProductSummary, ProductId>, DbError> {
    let rank = match from {
        Some(from) => rank(tx, from)?,
        None => Rank::FIRST,
    };
    let found = tx.query(
        &format!(
            "SELECT {SUMMARY} FROM products p
             WHERE p.category_id = $1 AND p.deleted_at IS NULL AND (p.sort, p.name_key, p.id) >= ($2, $3, $4)
             ORDER BY p.sort, p.name_key, p.id LIMIT $5"
        ),
        params![category.get(), rank.sort, &rank.name_key, rank.id, limit(size + 1)],
        |row| read_summary(row, currency),
    )?;
    let before = before(tx, category, &rank, size)?;
    Ok(Page::new(found, size, &before, |product| product.id))
}

/// Whether no active product of the category comes before this one.
pub fn is_first(tx: &mut Tx<'_>, category: CategoryId, id: ProductId) -> Result<bool, DbError> {
    let rank = rank(tx, id)?;
    Ok(before(tx, category, &rank, 1)?.is_empty())
}

fn before(
    tx: &mut Tx<'_>,
    category: CategoryId,
    rank: &Rank,
    size: usize,
) -> Result<Vec<ProductId>, DbError> {
    tx.query(
        "SELECT id FROM products
         WHERE category_id = $1 AND deleted_at IS NULL AND (sort, name_key, id) < ($2, $3, $4)
         ORDER BY sort DESC, name_key DESC, id DESC LIMIT $5",
        params![
            category.get(),
            rank.sort,
            &rank.name_key,
            rank.id,
            limit(size)
        ],
        |row| row.take().map(ProductId::new),
    )
}

fn rank(tx: &mut Tx<'_>, id: ProductId) -> Result<Rank, DbError> {
    Rank::of(
        tx,
        "SELECT sort, name_key FROM products WHERE id = $1",
        id.get(),
    )
}

/// The first active products whose name, description or SKU contains `words`, those named so first.
pub fn search(
    tx: &mut Tx<'_>,
    currency: Currency,
    words: &str,
    size: usize,
) -> Result<Vec<ProductSummary>, DbError> {
    let mut escaped = String::with_capacity(words.len() + 2);
    for character in sort_key(words).chars() {
        if matches!(character, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    tx.query(
        &format!(
            "SELECT {SUMMARY} FROM products p JOIN categories c ON c.id = p.category_id AND c.deleted_at IS NULL
             WHERE p.deleted_at IS NULL AND p.search_text LIKE $1 ESCAPE '\\'
             ORDER BY (CASE WHEN p.name_key LIKE $2 ESCAPE '\\' THEN 0
                            WHEN p.name_key LIKE $1 ESCAPE '\\' THEN 1 ELSE 2 END), p.name_key, p.id
             LIMIT $3"
        ),
        params![&format!("%{escaped}%"), &format!("{escaped}%"), limit(size)],
        |row| read_summary(row, currency),
    )
}

/// A product as a catalogue file sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Product id.
    pub product: ProductId,
    /// Id of the variant that has the SKU.
    pub variant: VariantId,
    /// Where it is shown.
    pub category: CategoryId,
    /// Name.
    pub name: String,
    /// Description.
    pub description: String,
    /// Place in the owner's order.
    pub sort: i64,
    /// Price in minor units.
    pub price_minor: i64,
    /// Units on hand.
    pub stock: u32,
    /// Whether it was deleted.
    pub is_deleted: bool,
}

/// Finds a product by SKU, deleted ones too.
pub fn by_sku(tx: &mut Tx<'_>, sku: &str) -> Result<Option<Stored>, DbError> {
    tx.query_opt(
        "SELECT p.id, v.id, p.category_id, p.name, p.description, p.sort, v.price_minor, v.stock, p.deleted_at
         FROM product_variants v JOIN products p ON p.id = v.product_id WHERE v.sku = $1",
        params![sku],
        |row| {
            Ok(Stored {
                product: ProductId::new(row.take()?),
                variant: VariantId::new(row.take()?),
                category: CategoryId::new(row.take()?),
                name: row.take()?,
                description: row.take()?,
                sort: row.take()?,
                price_minor: row.take()?,
                stock: row.take()?,
                is_deleted: row.take::<Option<i64>>()?.is_some(),
            })
        },
    )
}

/// What a product with one variant is made of.
#[derive(Debug, Clone, Copy)]
pub struct Fields<'a> {
    /// Where it is shown.
    pub category: CategoryId,
    /// Name.
    pub name: &'a str,
    /// Description.
    pub description: &'a str,
    /// Place in the owner's order; smaller first.
    pub sort: i64,
    /// Stock keeping unit.
    pub sku: &'a str,
    /// Price of one, in minor units.
    pub price_minor: i64,
}

impl Fields<'_> {
    fn search_text(&self) -> String {
        sort_key(&format!(
            "{}\n{}\n{}",
            self.name, self.sku, self.description
        ))
    }
}

/// Creates a product with one variant.
pub fn insert(
    tx: &mut Tx<'_>,
    fields: Fields<'_>,
    stock: u32,
    now: i64,
) -> Result<ProductId, DbError> {
    let product = tx.query_one(
        "INSERT INTO products (category_id, name, name_key, description, search_text, sort, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7) RETURNING id",
        params![
            fields.category.get(),
            fields.name,
            &sort_key(fields.name),
            fields.description,
            &fields.search_text(),
            fields.sort,
            now
        ],
        |row| row.take().map(ProductId::new),
    )?;
    tx.run(
        "INSERT INTO product_variants (product_id, sku, options, price_minor, stock, sort, created_at, updated_at)
         VALUES ($1, $2, '', $3, $4, 0, $5, $5)",
        params![product.get(), fields.sku, fields.price_minor, stock, now],
    )?;
    Ok(product)
}

/// Changes a product and the price of its variant; the stock is left alone.
pub fn update(
    tx: &mut Tx<'_>,
    product: ProductId,
    variant: VariantId,
    fields: Fields<'_>,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE products SET category_id = $2, name = $3, name_key = $4, description = $5, search_text = $6,
             sort = $7, updated_at = $8
         WHERE id = $1",
        params![
            product.get(),
            fields.category.get(),
            fields.name,
            &sort_key(fields.name),
            fields.description,
            &fields.search_text(),
            fields.sort,
            now
        ],
    )?;
    tx.run(
        "UPDATE product_variants SET price_minor = $2, updated_at = $3 WHERE id = $1",
        params![variant.get(), fields.price_minor, now],
    )?;
    Ok(())
}

/// Sets the units on hand.
pub fn set_stock(tx: &mut Tx<'_>, variant: VariantId, stock: u32, now: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE product_variants SET stock = $2, updated_at = $3 WHERE id = $1",
        params![variant.get(), stock, now],
    )?;
    Ok(())
}

/// Hides a product for good and takes it out of all carts; orders keep it.
pub fn delete(tx: &mut Tx<'_>, id: ProductId, now: i64) -> Result<bool, DbError> {
    let deleted = tx.execute(
        "UPDATE products SET deleted_at = $2, updated_at = $2 WHERE id = $1 AND deleted_at IS NULL",
        params![id.get(), now],
    )?;
    tx.run(
        "DELETE FROM cart_items WHERE variant_id IN (SELECT id FROM product_variants WHERE product_id = $1)",
        params![id.get()],
    )?;
    Ok(deleted > 0)
}

/// Whether there is any product at all, deleted ones included.
pub fn any(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    Ok(tx
        .query_opt("SELECT id FROM products LIMIT 1", params![], |row| {
            row.take::<i64>()
        })?
        .is_some())
}
