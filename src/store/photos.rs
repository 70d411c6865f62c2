//! Photo originals and which product shows them.

use crate::{
    db::{DbError, Tx},
    domain::id::ProductId,
    params,
};

use super::limit;

/// A photo ready to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// The JPEG file.
    pub bytes: Vec<u8>,
    /// SHA-256 of the file it was made from, in hexadecimal.
    pub sha256: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Stores a photo, once per content, and returns its row id.
pub fn save(tx: &mut Tx<'_>, photo: &Photo, now: i64) -> Result<i64, DbError> {
    let size = limit(photo.bytes.len());
    tx.query_one(
        "INSERT INTO photos (sha256, bytes, size, width, height, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)
         ON CONFLICT (sha256) DO UPDATE SET updated_at = excluded.updated_at RETURNING id",
        params![
            &photo.sha256,
            photo.bytes.as_slice(),
            size,
            photo.width,
            photo.height,
            now
        ],
        |row| row.take(),
    )
}

/// The photos a product shows, main one first, as content hashes.
pub fn hashes_of(tx: &mut Tx<'_>, product: ProductId) -> Result<Vec<String>, DbError> {
    tx.query(
        "SELECT p.sha256 FROM product_images i JOIN photos p ON p.id = i.photo_id
         WHERE i.product_id = $1 ORDER BY i.position",
        params![product.get()],
        |row| row.take(),
    )
}

/// Makes `photos` the pictures of a product, the first one main.
pub fn replace(
    tx: &mut Tx<'_>,
    product: ProductId,
    photos: &[i64],
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "DELETE FROM product_images WHERE product_id = $1",
        params![product.get()],
    )?;
    for (position, photo) in photos.iter().enumerate() {
        tx.run(
            "INSERT INTO product_images (product_id, photo_id, position, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $4)",
            params![product.get(), *photo, limit(position), now],
        )?;
    }
    Ok(())
}
