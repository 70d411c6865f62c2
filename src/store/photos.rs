//! Photo originals and which product shows them.

use crate::{
    db::{DbError, Tx},
    domain::{
        catalog::Picture,
        id::{PhotoId, ProductId},
    },
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
pub fn save(tx: &mut Tx<'_>, photo: &Photo, now: i64) -> Result<PhotoId, DbError> {
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
        |row| row.take().map(PhotoId::new),
    )
}

/// The photo made from a file with this content hash.
pub fn with_hash(tx: &mut Tx<'_>, sha256: &str) -> Result<Option<Photo>, DbError> {
    tx.query_opt(
        "SELECT bytes, sha256, width, height FROM photos WHERE sha256 = $1",
        params![sha256],
        |row| {
            Ok(Photo {
                bytes: row.take()?,
                sha256: row.take()?,
                width: row.take()?,
                height: row.take()?,
            })
        },
    )
}

/// The row id of the photo made from a file with this content hash.
pub fn id_of(tx: &mut Tx<'_>, sha256: &str) -> Result<Option<PhotoId>, DbError> {
    tx.query_opt(
        "SELECT id FROM photos WHERE sha256 = $1",
        params![sha256],
        |row| row.take().map(PhotoId::new),
    )
}

/// The pictures of a product, main one first, with the files that this bot uploaded for them.
pub fn of_product(tx: &mut Tx<'_>, bot: i64, product: ProductId) -> Result<Vec<Picture>, DbError> {
    tx.query(
        "SELECT i.photo_id, f.file_id FROM product_images i
         LEFT JOIN photo_files f ON f.photo_id = i.photo_id AND f.bot_id = $2
         WHERE i.product_id = $1 ORDER BY i.position",
        params![product.get(), bot],
        |row| {
            Ok(Picture {
                id: PhotoId::new(row.take()?),
                file: row.take()?,
            })
        },
    )
}

/// A picture by itself, with the file that this bot uploaded for it.
pub fn picture(tx: &mut Tx<'_>, bot: i64, id: PhotoId) -> Result<Picture, DbError> {
    let file = tx.query_opt(
        "SELECT file_id FROM photo_files WHERE bot_id = $1 AND photo_id = $2",
        params![bot, id.get()],
        |row| row.take(),
    )?;
    Ok(Picture { id, file })
}

/// The JPEG file of a photo.
pub fn original(tx: &mut Tx<'_>, id: PhotoId) -> Result<Option<Vec<u8>>, DbError> {
    tx.query_opt(
        "SELECT bytes FROM photos WHERE id = $1",
        params![id.get()],
        |row| row.take(),
    )
}

/// Remembers Telegram's name for a file that this bot uploaded.
pub fn set_file(
    tx: &mut Tx<'_>,
    bot: i64,
    id: PhotoId,
    file: &str,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO photo_files (bot_id, photo_id, file_id, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $4)
         ON CONFLICT (bot_id, photo_id) DO UPDATE SET file_id = excluded.file_id, updated_at = excluded.updated_at",
        params![bot, id.get(), file, now],
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

/// The pictures that variants of a product have of their own: SKU and content hash.
pub fn variant_hashes_of(
    tx: &mut Tx<'_>,
    product: ProductId,
) -> Result<Vec<(String, String)>, DbError> {
    tx.query(
        "SELECT v.sku, p.sha256 FROM product_variants v JOIN photos p ON p.id = v.photo_id
         WHERE v.product_id = $1 ORDER BY v.sort, v.id",
        params![product.get()],
        |row| Ok((row.take()?, row.take()?)),
    )
}

/// Gives the variant of a product that has this SKU a picture of its own, or takes it away.
pub fn set_of_variant(
    tx: &mut Tx<'_>,
    product: ProductId,
    sku: &str,
    photo: Option<PhotoId>,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE product_variants SET photo_id = $3, updated_at = $4 WHERE product_id = $1 AND sku = $2",
        params![product.get(), sku, photo.map(PhotoId::get), now],
    )
}

/// Makes `photos` the pictures of a product, the first one main.
pub fn replace(
    tx: &mut Tx<'_>,
    product: ProductId,
    photos: &[PhotoId],
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
            params![product.get(), photo.get(), limit(position), now],
        )?;
    }
    Ok(())
}

/// A photo that nobody else changes or begins to use until the end; `None` when it is gone.
pub fn lock(tx: &mut Tx<'_>, id: PhotoId) -> Result<Option<String>, DbError> {
    tx.query_opt(
        "SELECT sha256 FROM photos WHERE id = $1 FOR UPDATE",
        params![id.get()],
        |row| row.take(),
    )
}

/// Whether a product or a variant shows a photo, it is the proof of a payment, or the record of
/// changes names it: what that names can be brought back.
pub fn is_used(tx: &mut Tx<'_>, id: PhotoId, sha256: &str) -> Result<bool, DbError> {
    let shown = tx.query_opt(
        "SELECT photo_id FROM product_images WHERE photo_id = $1
         UNION ALL SELECT photo_id FROM product_variants WHERE photo_id = $1
         UNION ALL SELECT photo_id FROM order_proofs WHERE photo_id = $1 LIMIT 1",
        params![id.get()],
        |row| row.take::<i64>(),
    )?;
    if shown.is_some() {
        return Ok(true);
    }
    let named = tx.query_opt(
        "SELECT id FROM audit WHERE subject = 'product' AND (before LIKE $1 OR after LIKE $1) LIMIT 1",
        params![&format!("%{sha256}%")],
        |row| row.take::<i64>(),
    )?;
    Ok(named.is_some())
}

/// Removes a photo that nothing shows, with Telegram's names for it.
pub fn remove(tx: &mut Tx<'_>, id: PhotoId) -> Result<(), DbError> {
    tx.run(
        "DELETE FROM photo_files WHERE photo_id = $1",
        params![id.get()],
    )?;
    tx.run("DELETE FROM photos WHERE id = $1", params![id.get()])
}
