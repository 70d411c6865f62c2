//! Products and their variants: shown and searched.

pub mod cards;
pub mod edited;
pub mod staff;

use crate::{
    db::{Asked, DbError, Row, Tx},
    domain::{
        catalog::{Picture, Product, ProductSummary, Variant},
        id::{CategoryId, PhotoId, ProductId, VariantId},
        money::{Currency, Money},
        options::OptionList,
        page::Page,
        review::Rating,
        text::sort_key,
        translation::{TextField, Words},
    },
    params,
};

use super::{Rank, limit, search, translations};

fn name(words: &str) -> String {
    translations::said("product", "p.id", TextField::Name, "p.name", words)
}

/// Price and availability of a product are those of its variants. Its name is in the words whose
/// code is the parameter of this name.
pub(super) fn summary(words: &str) -> String {
    format!("p.id, {}, {OFFER}", name(words))
}

const OFFER: &str = "(SELECT MIN(v.price_minor) FROM product_variants v WHERE v.product_id = p.id AND v.deleted_at IS NULL),
    (SELECT MAX(v.price_minor) FROM product_variants v WHERE v.product_id = p.id AND v.deleted_at IS NULL),
    (SELECT MAX(v.stock) FROM product_variants v WHERE v.product_id = p.id AND v.deleted_at IS NULL)";

pub(super) fn read_summary(
    row: &mut Row<'_>,
    currency: Currency,
) -> Result<ProductSummary, DbError> {
    let (id, name) = (row.take()?, row.take()?);
    let (lowest, highest): (i64, i64) = (row.take()?, row.take()?);
    Ok(ProductSummary {
        id: ProductId::new(id),
        name,
        price: Money::new(lowest, currency),
        is_price_from: lowest < highest,
        is_available: row.take::<i64>()? > 0,
    })
}

/// An active product in an active category, with its variants in the owner's order and the files
/// that this bot uploaded for their pictures.
pub fn find(
    tx: &mut Tx<'_>,
    words: Words,
    currency: Currency,
    bot: i64,
    id: ProductId,
) -> Result<Option<Product>, DbError> {
    let mut product = None;
    tx.query(
        &format!(
            "SELECT p.id, p.category_id, {}, {}, p.option_names, p.rating_sum, p.rating_count,
                v.id, v.sku, v.options, v.price_minor, v.stock, v.photo_id, f.file_id
         FROM products p
         JOIN categories c ON c.id = p.category_id AND c.deleted_at IS NULL
         JOIN product_variants v ON v.product_id = p.id AND v.deleted_at IS NULL
         LEFT JOIN photo_files f ON f.photo_id = v.photo_id AND f.bot_id = $2
         WHERE p.id = $1 AND p.deleted_at IS NULL AND p.hidden_at IS NULL
         ORDER BY v.sort, v.id",
            name("$3"),
            translations::said(
                "product",
                "p.id",
                TextField::Description,
                "p.description",
                "$3"
            )
        ),
        params![id.get(), bot, words.code()],
        |row| {
            let head = Product {
                id: ProductId::new(row.take()?),
                category: CategoryId::new(row.take()?),
                name: row.take()?,
                description: row.take()?,
                options: OptionList::stored(&row.take::<String>()?),
                rating: Rating::new(row.take()?, row.take()?),
                variants: Vec::new(),
            };
            let variant = Variant {
                id: VariantId::new(row.take()?),
                sku: row.take()?,
                options: OptionList::stored(&row.take::<String>()?),
                price: Money::new(row.take()?, currency),
                stock: row.take()?,
                picture: match (row.take::<Option<i64>>()?, row.take()?) {
                    (Some(id), file) => Some(Picture {
                        id: PhotoId::new(id),
                        file,
                    }),
                    (None, _) => None,
                },
            };
            product.get_or_insert(head).variants.push(variant);
            Ok(())
        },
    )?;
    Ok(product)
}

/// The product that a variant belongs to.
pub fn of_variant(tx: &mut Tx<'_>, variant: VariantId) -> Result<Option<ProductId>, DbError> {
    tx.query_opt(
        "SELECT product_id FROM product_variants WHERE id = $1",
        params![variant.get()],
        |row| row.take().map(ProductId::new),
    )
}

/// One page of a category's active products from `from` on, in the owner's order and then by name.
pub fn page(
    tx: &mut Tx<'_>,
    words: Words,
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
            "SELECT {} FROM products p
             WHERE p.category_id = $1 AND p.deleted_at IS NULL AND p.hidden_at IS NULL
                 AND (p.sort, p.name_key, p.id) >= ($2, $3, $4)
             ORDER BY p.sort, p.name_key, p.id LIMIT $5",
            summary("$6")
        ),
        params![
            category.get(),
            rank.sort,
            &rank.name_key,
            rank.id,
            limit(size + 1),
            words.code()
        ],
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
         WHERE category_id = $1 AND deleted_at IS NULL AND hidden_at IS NULL AND (sort, name_key, id) < ($2, $3, $4)
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

/// These products as a list shows them, in this order; without those that are no longer there.
pub fn summaries(
    tx: &mut Tx<'_>,
    words: Words,
    currency: Currency,
    ids: &[ProductId],
) -> Result<Vec<ProductSummary>, DbError> {
    let asked = ids.iter().map(|id| {
        tx.ask(
            &format!("SELECT {} FROM products p WHERE p.id = $1", summary("$2")),
            params![id.get(), words.code()],
            move |row| read_summary(row, currency),
        )
    });
    let asked: Vec<Asked<ProductSummary>> = asked.collect::<Result<_, _>>()?;
    let mut summaries = Vec::with_capacity(ids.len());
    for asked in asked {
        summaries.extend(tx.answer(asked)?);
    }
    Ok(summaries)
}

/// A product as a catalogue file sees it, found by one of its variants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Product id.
    pub product: ProductId,
    /// Where it is shown.
    pub category: CategoryId,
    /// Name.
    pub name: String,
    /// Description.
    pub description: String,
    /// Names of its options, a line each.
    pub option_names: String,
    /// Place in the owner's order.
    pub sort: i64,
    /// Whether it was deleted.
    pub is_deleted: bool,
    /// What is searched.
    search_text: String,
    /// The variant that has the SKU.
    pub variant: StoredVariant,
}

/// A variant as a catalogue file sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredVariant {
    /// Row id.
    pub id: VariantId,
    /// Stock keeping unit.
    pub sku: String,
    /// Its values for the product's options, a line each.
    pub options: String,
    /// Price in minor units.
    pub price_minor: i64,
    /// Units on hand.
    pub stock: u32,
    /// Place among the variants.
    pub sort: i64,
}

fn read_variant(row: &mut Row<'_>) -> Result<StoredVariant, DbError> {
    Ok(StoredVariant {
        id: VariantId::new(row.take()?),
        sku: row.take()?,
        options: row.take()?,
        price_minor: row.take()?,
        stock: row.take()?,
        sort: row.take()?,
    })
}

/// Finds a product by SKU, deleted ones too.
pub fn by_sku(tx: &mut Tx<'_>, sku: &str) -> Result<Option<Stored>, DbError> {
    tx.query_opt(
        "SELECT v.id, v.sku, v.options, v.price_minor, v.stock, v.sort,
                p.id, p.category_id, p.name, p.description, p.option_names, p.sort, p.deleted_at, p.search_text
         FROM product_variants v JOIN products p ON p.id = v.product_id WHERE v.sku = $1",
        params![sku],
        |row| {
            let variant = read_variant(row)?;
            Ok(Stored {
                product: ProductId::new(row.take()?),
                category: CategoryId::new(row.take()?),
                name: row.take()?,
                description: row.take()?,
                option_names: row.take()?,
                sort: row.take()?,
                is_deleted: row.take::<Option<i64>>()?.is_some(),
                search_text: row.take()?,
                variant,
            })
        },
    )
}

/// The variants of a product in the owner's order.
pub fn variants(tx: &mut Tx<'_>, product: ProductId) -> Result<Vec<StoredVariant>, DbError> {
    tx.query(
        "SELECT id, sku, options, price_minor, stock, sort FROM product_variants
         WHERE product_id = $1 AND deleted_at IS NULL ORDER BY sort, id",
        params![product.get()],
        read_variant,
    )
}

/// What a product is made of, its variants aside.
#[derive(Debug, Clone, Copy)]
pub struct Fields<'a> {
    /// Where it is shown.
    pub category: CategoryId,
    /// Name.
    pub name: &'a str,
    /// Description.
    pub description: &'a str,
    /// Names of its options, a line each.
    pub option_names: &'a str,
    /// Place in the owner's order; smaller first.
    pub sort: i64,
    /// The SKUs of its variants, a line each: they are searched too.
    pub skus: &'a str,
}

impl Fields<'_> {
    fn search_text(&self) -> String {
        sort_key(&format!(
            "{}\n{}\n{}",
            self.name, self.skus, self.description
        ))
    }
}

impl Stored {
    /// Whether the product is just so already.
    pub fn is_described_by(&self, fields: &Fields<'_>) -> bool {
        self.category == fields.category
            && self.name == fields.name
            && self.description == fields.description
            && self.option_names == fields.option_names
            && self.sort == fields.sort
            && self.search_text == fields.search_text()
    }
}

/// Creates a product, which cannot be shown before it has a variant.
pub fn insert(tx: &mut Tx<'_>, fields: Fields<'_>, now: i64) -> Result<ProductId, DbError> {
    tx.query_one(
        "INSERT INTO products (category_id, name, name_key, description, search_text, option_names, sort,
             created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) RETURNING id",
        params![
            fields.category.get(),
            fields.name,
            &sort_key(fields.name),
            fields.description,
            &fields.search_text(),
            fields.option_names,
            fields.sort,
            now
        ],
        |row| row.take().map(ProductId::new),
    )
}

/// Changes a product; its variants are left alone.
pub fn update(
    tx: &mut Tx<'_>,
    product: ProductId,
    fields: Fields<'_>,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE products SET category_id = $2, name = $3, name_key = $4, description = $5, search_text = $6,
             option_names = $7, sort = $8, updated_at = $9
         WHERE id = $1",
        params![
            product.get(),
            fields.category.get(),
            fields.name,
            &sort_key(fields.name),
            fields.description,
            &fields.search_text(),
            fields.option_names,
            fields.sort,
            now
        ],
    )
}

/// What a variant is made of.
#[derive(Debug, Clone, Copy)]
pub struct VariantFields<'a> {
    /// Stock keeping unit.
    pub sku: &'a str,
    /// Its values for the product's options, a line each.
    pub options: &'a str,
    /// Price of one, in minor units.
    pub price_minor: i64,
    /// Units on hand of a new one.
    pub stock: u32,
    /// Place among the variants.
    pub sort: i64,
}

/// Adds a variant to a product.
pub fn insert_variant(
    tx: &mut Tx<'_>,
    product: ProductId,
    fields: VariantFields<'_>,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO product_variants (product_id, sku, options, price_minor, stock, sort, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7)",
        params![
            product.get(),
            fields.sku,
            fields.options,
            fields.price_minor,
            fields.stock,
            fields.sort,
            now
        ],
    )
}

/// Changes options, price and place of a variant; the stock is left alone.
pub fn update_variant(
    tx: &mut Tx<'_>,
    variant: VariantId,
    fields: VariantFields<'_>,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE product_variants SET options = $2, price_minor = $3, sort = $4, updated_at = $5 WHERE id = $1",
        params![
            variant.get(),
            fields.options,
            fields.price_minor,
            fields.sort,
            now
        ],
    )
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
    edited::lock_carts(tx, id)?;
    let deleted = tx.execute(
        "UPDATE products SET deleted_at = $2, updated_at = $2 WHERE id = $1 AND deleted_at IS NULL",
        params![id.get(), now],
    )?;
    tx.run(
        "DELETE FROM cart_items WHERE variant_id IN (SELECT id FROM product_variants WHERE product_id = $1)",
        params![id.get()],
    )?;
    search::forget(tx, id)?;
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

/// The last place that a category's products have in the owner's order; 0 where there is none.
pub fn last_place(tx: &mut Tx<'_>, category: CategoryId) -> Result<i64, DbError> {
    tx.query_one(
        "SELECT COALESCE(MAX(sort), 0) FROM products WHERE category_id = $1 AND deleted_at IS NULL",
        params![category.get()],
        |row| row.take(),
    )
}
