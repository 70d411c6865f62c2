//! Products as staff change them: locked, read whole, and brought into a new state.

use crate::{
    db::{DbError, Tx},
    domain::{
        id::{CategoryId, PhotoId, ProductId, VariantId},
        options::OptionList,
    },
    params,
    store::{
        photos,
        snapshots::{ProductState, VariantState},
    },
};

use super::{Fields, VariantFields, insert, insert_variant};

/// Locks the carts that hold any of a product. Whoever changes a cart or sells it locks it first:
/// none may lose a line in between. Comes before [`lock`].
pub fn lock_carts(tx: &mut Tx<'_>, id: ProductId) -> Result<(), DbError> {
    tx.query(
        "SELECT id FROM carts WHERE id IN (
             SELECT i.cart_id FROM cart_items i JOIN product_variants v ON v.id = i.variant_id WHERE v.product_id = $1)
         ORDER BY id FOR NO KEY UPDATE",
        params![id.get()],
        |row| row.take::<i64>(),
    )?;
    Ok(())
}

/// Locks a product with its variants: until the end nobody sells it or changes it. Returns how
/// often staff have changed it; `None` when there never was such a product.
pub fn lock(tx: &mut Tx<'_>, id: ProductId) -> Result<Option<i64>, DbError> {
    let version = tx.query_opt(
        "SELECT version FROM products WHERE id = $1 FOR NO KEY UPDATE",
        params![id.get()],
        |row| row.take(),
    )?;
    tx.query(
        "SELECT id FROM product_variants WHERE product_id = $1 ORDER BY id FOR NO KEY UPDATE",
        params![id.get()],
        |row| row.take::<i64>(),
    )?;
    Ok(version)
}

/// The deleted variants of a product, last deleted first.
pub fn deleted_variants(tx: &mut Tx<'_>, id: ProductId) -> Result<Vec<VariantState>, DbError> {
    tx.query(
        "SELECT v.id, v.sku, v.options, v.price_minor, v.stock, v.sort, p.sha256
         FROM product_variants v LEFT JOIN photos p ON p.id = v.photo_id
         WHERE v.product_id = $1 AND v.deleted_at IS NOT NULL ORDER BY v.deleted_at DESC, v.id DESC",
        params![id.get()],
        |row| {
            Ok(VariantState {
                id: row.take()?,
                sku: row.take()?,
                values: OptionList::stored(&row.take::<String>()?)
                    .as_slice()
                    .to_vec(),
                price_minor: row.take()?,
                stock: row.take()?,
                sort: row.take()?,
                photo: row.take()?,
            })
        },
    )
}

/// Who has a SKU: the variant, and its product's id and name.
pub fn holder_of_sku(
    tx: &mut Tx<'_>,
    sku: &str,
) -> Result<Option<(VariantId, ProductId, String)>, DbError> {
    tx.query_opt(
        "SELECT v.id, p.id, p.name FROM product_variants v JOIN products p ON p.id = v.product_id
         WHERE v.sku = $1",
        params![sku],
        |row| {
            Ok((
                VariantId::new(row.take()?),
                ProductId::new(row.take()?),
                row.take()?,
            ))
        },
    )
}

fn photo(tx: &mut Tx<'_>, hash: &str) -> Result<PhotoId, DbError> {
    tx.query_one(
        "SELECT id FROM photos WHERE sha256 = $1",
        params![hash],
        |row| row.take().map(PhotoId::new),
    )
}

/// Writes a product that is not there yet.
pub fn create(tx: &mut Tx<'_>, state: &ProductState, now: i64) -> Result<ProductId, DbError> {
    let (options, skus) = (stored(&state.options), skus(state));
    let id = insert(tx, fields(state, &options, &skus), now)?;
    if state.is_hidden {
        tx.run(
            "UPDATE products SET hidden_at = $2 WHERE id = $1",
            params![id.get(), now],
        )?;
    }
    write_photos(tx, id, &state.photos, now)?;
    for variant in &state.variants {
        add_variant(tx, id, variant, now)?;
    }
    Ok(id)
}

/// Brings a locked product from one state into another, and counts the change. Variants that are
/// not in the new state are deleted, and carts lose them; those of id 0 are new. A product that is
/// no longer sold leaves all carts.
///
/// # Errors
/// [`DbError::Constraint`] when a SKU is another variant's.
pub fn apply(
    tx: &mut Tx<'_>,
    id: ProductId,
    old: &ProductState,
    new: &ProductState,
    now: i64,
) -> Result<(), DbError> {
    let (options, skus) = (stored(&new.options), skus(new));
    let fields = fields(new, &options, &skus);
    tx.execute(
        "UPDATE products SET category_id = $2, name = $3, name_key = $4, description = $5, search_text = $6,
             option_names = $7, sort = $8, updated_at = $9, version = version + 1,
             hidden_at = CASE WHEN $10 THEN COALESCE(hidden_at, $9) END,
             deleted_at = CASE WHEN $11 THEN COALESCE(deleted_at, $9) END
         WHERE id = $1",
        params![
            id.get(),
            new.category,
            fields.name,
            &crate::domain::text::sort_key(fields.name),
            fields.description,
            &fields.search_text(),
            fields.option_names,
            fields.sort,
            now,
            new.is_hidden,
            new.is_deleted
        ],
    )?;
    if old.photos != new.photos {
        write_photos(tx, id, &new.photos, now)?;
    }
    for variant in &old.variants {
        if new.variants.iter().all(|kept| kept.id != variant.id) {
            delete_variant(tx, VariantId::new(variant.id), now)?;
        }
    }
    for variant in &new.variants {
        if variant.id == 0 {
            add_variant(tx, id, variant, now)?;
        } else if !old.variants.contains(variant) {
            write_variant(tx, id, variant, now)?;
        }
    }
    if new.is_hidden || new.is_deleted {
        tx.run(
            "DELETE FROM cart_items
             WHERE variant_id IN (SELECT id FROM product_variants WHERE product_id = $1)",
            params![id.get()],
        )?;
    }
    Ok(())
}

fn fields<'a>(state: &'a ProductState, options: &'a str, skus: &'a str) -> Fields<'a> {
    Fields {
        category: CategoryId::new(state.category),
        name: &state.name,
        description: &state.description,
        option_names: options,
        sort: state.sort,
        skus,
    }
}

fn stored(items: &[String]) -> String {
    OptionList::new(items).to_stored()
}

fn skus(state: &ProductState) -> String {
    let skus: Vec<&str> = state.variants.iter().map(|v| v.sku.as_str()).collect();
    skus.join("\n")
}

fn write_photos(
    tx: &mut Tx<'_>,
    id: ProductId,
    hashes: &[String],
    now: i64,
) -> Result<(), DbError> {
    let mut ids = Vec::with_capacity(hashes.len());
    for hash in hashes {
        ids.push(photo(tx, hash)?);
    }
    photos::replace(tx, id, &ids, now)
}

fn add_variant(
    tx: &mut Tx<'_>,
    product: ProductId,
    variant: &VariantState,
    now: i64,
) -> Result<(), DbError> {
    let fields = VariantFields {
        sku: &variant.sku,
        options: &stored(&variant.values),
        price_minor: variant.price_minor,
        stock: variant.stock,
        sort: variant.sort,
    };
    insert_variant(tx, product, fields, now)?;
    match &variant.photo {
        Some(hash) => {
            let photo = photo(tx, hash)?;
            photos::set_of_variant(tx, product, &variant.sku, Some(photo), now)
        }
        None => Ok(()),
    }
}

/// Writes all of a variant; a deleted one is there again.
fn write_variant(
    tx: &mut Tx<'_>,
    product: ProductId,
    variant: &VariantState,
    now: i64,
) -> Result<(), DbError> {
    let photo = variant
        .photo
        .as_deref()
        .map(|hash| photo(tx, hash))
        .transpose()?;
    tx.execute(
        "UPDATE product_variants SET sku = $3, options = $4, price_minor = $5, stock = $6, sort = $7, photo_id = $8,
             deleted_at = NULL, updated_at = $9
         WHERE id = $1 AND product_id = $2",
        params![
            variant.id,
            product.get(),
            &variant.sku,
            &stored(&variant.values),
            variant.price_minor,
            variant.stock,
            variant.sort,
            photo.map(PhotoId::get),
            now
        ],
    )?;
    Ok(())
}

/// Orders keep a deleted variant; carts lose it.
fn delete_variant(tx: &mut Tx<'_>, id: VariantId, now: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE product_variants SET deleted_at = $2, updated_at = $2 WHERE id = $1",
        params![id.get(), now],
    )?;
    tx.run(
        "DELETE FROM cart_items WHERE variant_id = $1",
        params![id.get()],
    )
}
