//! Products as staff see them: hidden and deleted ones too.

use crate::{
    db::{DbError, Row, Tx},
    domain::{
        catalog::{Picture, Product, ProductSummary, Variant},
        id::{CategoryId, PhotoId, ProductId, VariantId},
        money::{Currency, Money},
        options::OptionList,
        page::Page,
        review::Rating,
        text::sort_key,
    },
    params,
    store::{Rank, like, limit, photos},
};

use super::{OFFER, rank, read_summary};

/// A product of a list for staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffSummary {
    /// What customers read of it.
    pub summary: ProductSummary,
    /// Whether customers do not see it for now.
    pub is_hidden: bool,
}

/// A product with all that staff see of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What customers see, or would.
    pub product: Product,
    /// Its photos, main one first.
    pub pictures: Vec<Picture>,
    /// How often staff have changed it.
    pub version: i64,
    /// Place in the owner's order.
    pub sort: i64,
    /// Whether customers do not see it for now.
    pub is_hidden: bool,
    /// Whether it was deleted.
    pub is_deleted: bool,
    /// What its category is called; `None` when that was deleted.
    pub category_name: Option<String>,
}

/// What stands beside the variants.
struct Head {
    product: Product,
    version: i64,
    sort: i64,
    is_hidden: bool,
    is_deleted: bool,
    category_name: Option<String>,
}

/// A product, whatever state it is in; `None` when there never was such a product.
pub fn sheet(
    tx: &mut Tx<'_>,
    currency: Currency,
    bot: i64,
    id: ProductId,
) -> Result<Option<Sheet>, DbError> {
    let head = tx.query_opt(
        "SELECT p.category_id, p.name, p.description, p.option_names, p.rating_sum, p.rating_count, p.version, p.sort, p.hidden_at, p.deleted_at,
                c.name
         FROM products p LEFT JOIN categories c ON c.id = p.category_id AND c.deleted_at IS NULL WHERE p.id = $1",
        params![id.get()],
        |row| {
            Ok(Head {
                product: Product {
                    id,
                    category: CategoryId::new(row.take()?),
                    name: row.take()?,
                    description: row.take()?,
                    options: OptionList::stored(&row.take::<String>()?),
                    rating: Rating::new(row.take()?, row.take()?),
                    variants: Vec::new(),
                },
                version: row.take()?,
                sort: row.take()?,
                is_hidden: row.take::<Option<i64>>()?.is_some(),
                is_deleted: row.take::<Option<i64>>()?.is_some(),
                category_name: row.take()?,
            })
        },
    )?;
    let Some(mut head) = head else {
        return Ok(None);
    };
    head.product.variants = tx.query(
        "SELECT v.id, v.sku, v.options, v.price_minor, v.stock, v.photo_id, f.file_id
         FROM product_variants v LEFT JOIN photo_files f ON f.photo_id = v.photo_id AND f.bot_id = $2
         WHERE v.product_id = $1 AND v.deleted_at IS NULL ORDER BY v.sort, v.id",
        params![id.get(), bot],
        |row| {
            Ok(Variant {
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
            })
        },
    )?;
    Ok(Some(Sheet {
        pictures: photos::of_product(tx, bot, id)?,
        product: head.product,
        version: head.version,
        sort: head.sort,
        is_hidden: head.is_hidden,
        is_deleted: head.is_deleted,
        category_name: head.category_name,
    }))
}

fn read(row: &mut Row<'_>, currency: Currency) -> Result<StaffSummary, DbError> {
    Ok(StaffSummary {
        summary: read_summary(row, currency)?,
        is_hidden: row.take::<Option<i64>>()?.is_some(),
    })
}

/// One page of a category's products, hidden ones too, from `from` on.
pub fn page(
    tx: &mut Tx<'_>,
    currency: Currency,
    category: CategoryId,
    from: Option<ProductId>,
    size: usize,
) -> Result<Page<StaffSummary, ProductId>, DbError> {
    let rank = match from {
        Some(from) => rank(tx, from)?,
        None => Rank::FIRST,
    };
    let found = tx.query(
        &format!(
            "SELECT p.id, p.name, {OFFER}, p.hidden_at FROM products p
             WHERE p.category_id = $1 AND p.deleted_at IS NULL AND (p.sort, p.name_key, p.id) >= ($2, $3, $4)
             ORDER BY p.sort, p.name_key, p.id LIMIT $5"
        ),
        params![
            category.get(),
            rank.sort,
            &rank.name_key,
            rank.id,
            limit(size + 1)
        ],
        |row| read(row, currency),
    )?;
    let before = before(tx, category, &rank, size)?;
    Ok(Page::new(found, size, &before, |product| {
        product.summary.id
    }))
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

/// Where a page of `size` begins that has this product in its middle; `None` for the first page.
pub fn page_with(
    tx: &mut Tx<'_>,
    category: CategoryId,
    id: ProductId,
    size: usize,
) -> Result<Option<ProductId>, DbError> {
    let rank = rank(tx, id)?;
    let before = before(tx, category, &rank, size)?;
    Ok(if before.len() < size {
        None
    } else {
        before.get(size / 2).copied()
    })
}

/// The first products, hidden ones too, whose name or SKU contains `words`; those named so first.
pub fn search(
    tx: &mut Tx<'_>,
    currency: Currency,
    words: &str,
    size: usize,
) -> Result<Vec<StaffSummary>, DbError> {
    let words = like(&sort_key(words));
    tx.query(
        &format!(
            "SELECT p.id, p.name, {OFFER}, p.hidden_at FROM products p
             WHERE p.deleted_at IS NULL AND p.search_text LIKE $1 ESCAPE '\\'
             ORDER BY (CASE WHEN p.name_key LIKE $2 ESCAPE '\\' THEN 0
                            WHEN p.name_key LIKE $1 ESCAPE '\\' THEN 1 ELSE 2 END), p.name_key, p.id
             LIMIT $3"
        ),
        params![&format!("%{words}%"), &format!("{words}%"), limit(size)],
        |row| read(row, currency),
    )
}

/// One page of the deleted products, last deleted first, from `from` on.
pub fn deleted(
    tx: &mut Tx<'_>,
    currency: Currency,
    from: Option<ProductId>,
    size: usize,
) -> Result<Page<StaffSummary, ProductId>, DbError> {
    let (at, id) = match from {
        Some(from) => {
            let at = tx.query_opt(
                "SELECT deleted_at FROM products WHERE id = $1 AND deleted_at IS NOT NULL",
                params![from.get()],
                |row| row.take::<i64>(),
            )?;
            at.map_or((i64::MAX, i64::MAX), |at| (at, from.get()))
        }
        None => (i64::MAX, i64::MAX),
    };
    // Every product keeps a variant, so that each has its price.
    let found = tx.query(
        &format!(
            "SELECT p.id, p.name, {OFFER}, p.hidden_at FROM products p
             WHERE p.deleted_at IS NOT NULL AND (p.deleted_at, p.id) <= ($1, $2)
                 AND EXISTS (SELECT 1 FROM product_variants v WHERE v.product_id = p.id AND v.deleted_at IS NULL)
             ORDER BY p.deleted_at DESC, p.id DESC LIMIT $3"
        ),
        params![at, id, limit(size + 1)],
        |row| read(row, currency),
    )?;
    let before = tx.query(
        "SELECT id FROM products WHERE deleted_at IS NOT NULL AND (deleted_at, id) > ($1, $2)
         ORDER BY deleted_at, id LIMIT $3",
        params![at, id, limit(size)],
        |row| row.take().map(ProductId::new),
    )?;
    Ok(Page::new(found, size, &before, |product| {
        product.summary.id
    }))
}
