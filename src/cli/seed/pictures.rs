//! Pictures of the catalogue file, prepared for the shop.

use std::{collections::HashMap, fs::File, io::Read, path::Path};

use thiserror::Error;

use crate::{
    db::{DbError, Tx},
    exchange::{PhotoName, ProductNode},
    photo::{self, PhotoError},
    shop::seeding::goods::{self, Hashes},
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

/// Why a picture is left out.
#[derive(Debug, Error)]
enum NoPicture {
    #[error(transparent)]
    Unusable(#[from] PhotoError),
    #[error("the shop has no such picture")]
    Unknown,
}

/// The pictures of the shop that a product names by their content, by content hash.
pub(super) fn known(
    tx: &mut Tx<'_>,
    node: &ProductNode,
) -> Result<HashMap<String, Photo>, DbError> {
    let own = node.variant_photos.iter().flatten();
    let mut known = HashMap::new();
    for name in node.photos.iter().flat_map(|names| names.iter()).chain(own) {
        if let PhotoName::Stored(hash) = name
            && let Some(photo) = goods::photo_of(tx, hash)?
        {
            known.insert(hash.clone(), photo);
        }
    }
    Ok(known)
}

/// Prepares the pictures of a product that differ from those the shop has, and tells why some
/// cannot be. Nothing is decoded that is the same.
pub(super) fn prepare(
    node: &ProductNode,
    stored: &Hashes,
    known: &HashMap<String, Photo>,
) -> (Pictures, Vec<String>) {
    let mut failures = Vec::new();
    let product = node
        .photos
        .as_deref()
        .and_then(|names| of_product(names, &stored.product, known, &mut failures));
    let mut variants = Vec::new();
    for (variant, name) in node.entry.variants.iter().zip(&node.variant_photos) {
        let Some(name) = name else { continue };
        let sku = variant.sku.as_str();
        let own = stored.variants.iter().find(|(known, _)| known == sku);
        match other_picture(name, own.map(|(_, hash)| hash.as_str()), known) {
            Ok(None) => {}
            Ok(Some(photo)) => variants.push((sku.to_owned(), photo)),
            Err(reason) => failures.push(format!("'{name}': {reason}")),
        }
    }
    (Pictures { product, variants }, failures)
}

fn of_product(
    names: &[PhotoName],
    stored: &[String],
    known: &HashMap<String, Photo>,
    failures: &mut Vec<String>,
) -> Option<Vec<Photo>> {
    let is_same = |(name, stored): (&PhotoName, &String)| match name {
        PhotoName::File(path) => {
            read(path).is_ok_and(|bytes| photo::fingerprint(&bytes) == *stored)
        }
        PhotoName::Stored(hash) => hash == stored,
    };
    if names.len() == stored.len() && names.iter().zip(stored).all(is_same) {
        return None;
    }
    let (mut pictures, before) = (Vec::new(), failures.len());
    for name in names {
        match other_picture(name, None, known) {
            Ok(picture) => pictures.extend(picture),
            Err(reason) => failures.push(format!("'{name}': {reason}")),
        }
    }
    // What the shop shows is better than half of what it should.
    let is_worse = failures.len() > before && !stored.is_empty();
    (!is_worse).then_some(pictures)
}

/// The picture of this name; `None` when it is the one with the hash `stored`.
fn other_picture(
    name: &PhotoName,
    stored: Option<&str>,
    known: &HashMap<String, Photo>,
) -> Result<Option<Photo>, NoPicture> {
    let path = match name {
        PhotoName::Stored(hash) if stored == Some(hash.as_str()) => return Ok(None),
        PhotoName::Stored(hash) => {
            let photo = known.get(hash).ok_or(NoPicture::Unknown)?;
            return Ok(Some(photo.clone()));
        }
        PhotoName::File(path) => path,
    };
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
