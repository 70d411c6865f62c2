//! Pictures of the catalogue file, prepared for the shop.

use std::{fs::File, io::Read, path::Path};

use super::file::ProductNode;
use crate::{
    photo::{self, PhotoError},
    shop::seeding::goods::Hashes,
    store::photos::Photo,
};

/// The pictures of a product that are not the shop's already.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// The product's; `None` leaves the shop's as they are.
    pub(super) product: Option<Vec<Photo>>,
    /// Those of single variants, by SKU.
    pub(super) variants: Vec<(String, Photo)>,
}

impl Pictures {
    pub(super) const fn is_empty(&self) -> bool {
        self.product.is_none() && self.variants.is_empty()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.product.as_ref().map_or(0, Vec::len) + self.variants.len()
    }

    /// What they take together.
    pub(super) fn bytes(&self) -> usize {
        let variants = self.variants.iter().map(|(_, photo)| photo);
        let photos = self.product.iter().flatten().chain(variants);
        photos.map(|photo| photo.bytes.len()).sum()
    }
}

/// Prepares the pictures of a product that differ from those the shop has, and tells why some
/// cannot be. Nothing is decoded that is the same.
pub(super) fn prepare(node: &ProductNode, stored: &Hashes) -> (Pictures, Vec<String>) {
    let mut failures = Vec::new();
    let product = node
        .photos
        .as_deref()
        .and_then(|paths| of_product(paths, &stored.product, &mut failures));
    let mut variants = Vec::new();
    for (variant, path) in node.entry.variants.iter().zip(&node.variant_photos) {
        let Some(path) = path else { continue };
        let sku = variant.sku.as_str();
        let known = stored.variants.iter().find(|(known, _)| known == sku);
        match other_picture(path, known.map(|(_, hash)| hash.as_str())) {
            Ok(None) => {}
            Ok(Some(photo)) => variants.push((sku.to_owned(), photo)),
            Err(reason) => failures.push(format!("'{}': {reason}", path.display())),
        }
    }
    (Pictures { product, variants }, failures)
}

fn of_product(
    paths: &[impl AsRef<Path>],
    stored: &[String],
    failures: &mut Vec<String>,
) -> Option<Vec<Photo>> {
    let is_stored = paths.len() == stored.len()
        && paths.iter().zip(stored).all(|(path, hash)| {
            read(path.as_ref()).is_ok_and(|bytes| photo::fingerprint(&bytes) == *hash)
        });
    if is_stored {
        return None;
    }
    let (mut pictures, before) = (Vec::new(), failures.len());
    for path in paths {
        match other_picture(path.as_ref(), None) {
            Ok(picture) => pictures.extend(picture),
            Err(reason) => failures.push(format!("'{}': {reason}", path.as_ref().display())),
        }
    }
    // What the shop shows is better than half of what it should.
    let is_worse = failures.len() > before && !stored.is_empty();
    (!is_worse).then_some(pictures)
}

/// The picture of a file; `None` when it is the one with this hash.
fn other_picture(path: &Path, stored: Option<&str>) -> Result<Option<Photo>, PhotoError> {
    let bytes = read(path)?;
    let sha256 = photo::fingerprint(&bytes);
    if stored == Some(sha256.as_str()) {
        return Ok(None);
    }
    let jpeg = photo::prepare(&bytes)?;
    Ok(Some(Photo {
        sha256,
        bytes: jpeg.bytes,
        width: jpeg.width,
        height: jpeg.height,
    }))
}

/// Reads a file up to just beyond the size that is refused.
fn read(path: &Path) -> Result<Vec<u8>, PhotoError> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(photo::MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(PhotoError::Unreadable)?;
    Ok(bytes)
}
