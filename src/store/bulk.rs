//! What a catalogue file needs to know and do about many products.

use crate::{
    db::{DbError, Tx},
    domain::id::{PhotoId, ProductId, VariantId},
    params,
};

/// A SKU of the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Whose it is.
    pub product: ProductId,
    /// Which variant.
    pub variant: VariantId,
    /// Whether that product or variant was deleted.
    pub is_deleted: bool,
}

/// Finds a SKU, deleted ones too.
pub fn find(tx: &mut Tx<'_>, sku: &str) -> Result<Option<Known>, DbError> {
    tx.query_opt(
        "SELECT v.product_id, v.id, (CASE WHEN v.deleted_at IS NULL THEN p.deleted_at ELSE v.deleted_at END)
         FROM product_variants v JOIN products p ON p.id = v.product_id WHERE v.sku = $1",
        params![sku],
        |row| {
            Ok(Known {
                product: ProductId::new(row.take()?),
                variant: VariantId::new(row.take()?),
                is_deleted: row.take::<Option<i64>>()?.is_some(),
            })
        },
    )
}

/// Holds a product until the transaction ends: nobody else changes it meanwhile.
pub fn hold(tx: &mut Tx<'_>, product: ProductId) -> Result<(), DbError> {
    tx.query(
        "SELECT id FROM products WHERE id = $1 FOR NO KEY UPDATE",
        params![product.get()],
        |row| row.take::<i64>(),
    )?;
    Ok(())
}

/// Counts a change of a product, so that whoever edits it is told.
pub fn count_change(tx: &mut Tx<'_>, product: ProductId) -> Result<(), DbError> {
    tx.run(
        "UPDATE products SET version = version + 1 WHERE id = $1",
        params![product.get()],
    )
}

/// Changes values and price of a variant; its stock and its place are left alone.
pub fn change_variant(
    tx: &mut Tx<'_>,
    variant: VariantId,
    options: &str,
    price_minor: i64,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE product_variants SET options = $2, price_minor = $3, updated_at = $4 WHERE id = $1",
        params![variant.get(), options, price_minor, now],
    )
}

/// Gives a variant a picture of its own.
pub fn picture(
    tx: &mut Tx<'_>,
    product: ProductId,
    sku: &str,
    photo: PhotoId,
    now: i64,
) -> Result<(), DbError> {
    super::photos::set_of_variant(tx, product, sku, Some(photo), now)
}
