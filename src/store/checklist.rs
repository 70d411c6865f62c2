//! What a shop has and what it lacks before anybody can order.

use crate::{
    db::{DbError, Tx},
    domain::checklist::Checklist,
    params,
};

use super::settings;

/// Looks what is there.
pub fn get(tx: &mut Tx<'_>) -> Result<Checklist, DbError> {
    tx.query_one(
        "SELECT
             EXISTS (SELECT 1 FROM categories WHERE deleted_at IS NULL),
             EXISTS (SELECT 1 FROM products p WHERE p.deleted_at IS NULL AND p.hidden_at IS NULL),
             EXISTS (SELECT 1 FROM products p JOIN product_variants v ON v.product_id = p.id
                     WHERE p.deleted_at IS NULL AND p.hidden_at IS NULL
                         AND v.deleted_at IS NULL AND v.stock > 0),
             EXISTS (SELECT 1 FROM delivery_options
                     WHERE is_active AND kind NOT LIKE 'pickup\\_%' ESCAPE '\\'
                         AND NOT EXISTS (SELECT 1 FROM settings WHERE key = $1 AND value <> 'on'))
                 OR EXISTS (SELECT 1 FROM pickup_points WHERE is_active AND deleted_at IS NULL),
             EXISTS (SELECT 1 FROM payment_ways WHERE is_active AND deleted_at IS NULL)",
        params![settings::COURIER],
        |row| {
            Ok(Checklist {
                category: row.take()?,
                product: row.take()?,
                stock: row.take()?,
                delivery: row.take()?,
                payment: row.take()?,
            })
        },
    )
}
