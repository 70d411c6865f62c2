//! Uploaded photos: what they are, the identifiers under which they can be sent again, their bytes.

use std::collections::HashMap;
use std::sync::Arc;

use rand::Rng;
use serde_json::{Value, json};

use super::error::ApiError;
use super::params::Params;

const MAX_PHOTO_BYTES: usize = 10 << 20;
const MAX_DOWNLOAD_BYTES: usize = 20 << 20;
/// What every file identifier of a photo begins with.
const PHOTO_ID: &str = "AgACAgIAAxk";
/// The longer sides of the smaller copies Telegram makes.
const SIZES: [u32; 3] = [90, 320, 800];

/// One uploaded photo in its sizes; all of them hold the original's bytes, since nothing here can
/// scale an image.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct StoredPhoto {
    pub(super) sizes: Vec<Size>,
    pub(super) bytes: Arc<[u8]>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) file_id: String,
    unique_id: String,
    pub(super) width: u32,
    pub(super) height: u32,
}

impl StoredPhoto {
    pub(super) fn to_value(&self) -> Value {
        self.sizes
            .iter()
            .map(|size| {
                json!({
                    "file_id": size.file_id,
                    "file_unique_id": size.unique_id,
                    "file_size": self.bytes.len(),
                    "width": size.width,
                    "height": size.height,
                })
            })
            .collect()
    }

    pub(super) fn original(&self) -> Option<&Size> {
        self.sizes.last()
    }
}

/// The files one bot knows: an identifier is worth nothing to another bot.
#[derive(Default)]
pub(super) struct Files {
    by_id: HashMap<String, (Arc<StoredPhoto>, usize)>,
    by_path: HashMap<String, Arc<StoredPhoto>>,
}

impl Files {
    /// Finds or stores the photo a request sends: an upload, or the identifier of an earlier one.
    pub(super) fn photo(
        &mut self,
        params: &Params,
        field: &str,
        sent: &str,
    ) -> Result<Arc<StoredPhoto>, ApiError> {
        let upload = match sent.strip_prefix("attach://") {
            Some(name) => params.file(name),
            None => params.file(field),
        };
        if let Some(upload) = upload {
            return self.store(&upload.bytes);
        }
        if sent.is_empty() || sent.starts_with("attach://") {
            return Err(ApiError::bad_request("there is no photo in the request"));
        }
        if let Some((photo, _)) = self.by_id.get(sent) {
            return Ok(Arc::clone(photo));
        }
        Err(refused_identifier(sent))
    }

    pub(super) fn store(&mut self, bytes: &Arc<[u8]>) -> Result<Arc<StoredPhoto>, ApiError> {
        if bytes.is_empty() {
            return Err(ApiError::bad_request("file must be non-empty"));
        }
        if bytes.len() > MAX_PHOTO_BYTES {
            return Err(ApiError::bad_request(&format!(
                "file of size {} bytes is too big for a photo; the maximum size is {MAX_PHOTO_BYTES} bytes",
                bytes.len()
            )));
        }
        let Some((width, height)) = dimensions(bytes) else {
            return Err(ApiError::bad_request("IMAGE_PROCESS_FAILED"));
        };
        let (short, long) = (width.min(height), width.max(height));
        if short == 0 || width.saturating_add(height) > 10_000 || long / short > 20 {
            return Err(ApiError::bad_request("PHOTO_INVALID_DIMENSIONS"));
        }
        let scaled = |side: u32, box_side: u32| (side * box_side / long).max(1);
        let mut sizes: Vec<Size> = SIZES
            .into_iter()
            .filter(|box_side| *box_side < long)
            .map(|box_side| Size::new(scaled(width, box_side), scaled(height, box_side)))
            .collect();
        sizes.push(Size::new(width, height));
        let photo = Arc::new(StoredPhoto {
            sizes,
            bytes: Arc::clone(bytes),
        });
        for (index, size) in photo.sizes.iter().enumerate() {
            self.by_id
                .insert(size.file_id.clone(), (Arc::clone(&photo), index));
        }
        Ok(photo)
    }

    /// Answers getFile and makes the file available for download.
    pub(super) fn describe(&mut self, file_id: &str) -> Result<Value, ApiError> {
        let Some((photo, index)) = self.by_id.get(file_id) else {
            return Err(ApiError::bad_request(
                "wrong file_id or the file is temporarily unavailable",
            ));
        };
        if photo.bytes.len() > MAX_DOWNLOAD_BYTES {
            return Err(ApiError::bad_request("file is too big"));
        }
        let unique_id = &photo.sizes[*index].unique_id;
        let path = format!("photos/{unique_id}.jpg");
        let description = json!({
            "file_id": file_id,
            "file_unique_id": unique_id,
            "file_size": photo.bytes.len(),
            "file_path": path,
        });
        self.by_path.insert(path, Arc::clone(photo));
        Ok(description)
    }

    pub(super) fn at_path(&self, path: &str) -> Option<Arc<[u8]>> {
        self.by_path.get(path).map(|photo| Arc::clone(&photo.bytes))
    }
}

impl Size {
    fn new(width: u32, height: u32) -> Self {
        Self {
            file_id: format!("{PHOTO_ID}{}", random_id(61)),
            unique_id: format!("AQAD{}", random_id(12)),
            width,
            height,
        }
    }
}

fn random_id(length: usize) -> String {
    let mut random = rand::rng();
    let character = |_| char::from(random.sample(rand::distr::Alphanumeric));
    (0..length).map(character).collect()
}

/// Why something that is no identifier of this bot's cannot be sent (tdlib `FileManager`).
fn refused_identifier(sent: &str) -> ApiError {
    if sent.starts_with("http://") || sent.starts_with("https://") {
        return ApiError::bad_request("failed to get HTTP URL content");
    }
    let is_base64 = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let why = if sent.len() % 4 == 1 {
        "Wrong string length"
    } else if !sent.chars().all(is_base64) {
        "Wrong character in the string"
    } else if sent.starts_with(PHOTO_ID) {
        return ApiError::bad_request("wrong file identifier/HTTP URL specified");
    } else {
        "can't unserialize it"
    };
    ApiError::bad_request(&format!("wrong remote file identifier specified: {why}"))
}

/// Width and height of a JPEG, PNG, GIF or WebP (lossy) image, read from its header.
fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        let side = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        return Some((side(16)?, side(20)?));
    }
    let little = |at: usize| {
        let pair = bytes.get(at..at + 2)?.try_into().ok()?;
        Some(u32::from(u16::from_le_bytes(pair)))
    };
    if bytes.starts_with(b"GIF8") {
        return Some((little(6)?, little(8)?));
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..16) == Some(b"WEBPVP8 ") {
        return Some((little(26)? & 0x3FFF, little(28)? & 0x3FFF));
    }
    if bytes.starts_with(&[0xFF, 0xD8]) {
        return jpeg_dimensions(bytes);
    }
    None
}

/// Walks over the segments of a JPEG to its frame header.
fn jpeg_dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1)?;
        if bytes[at] != 0xFF {
            return None;
        }
        let big = |at: usize| Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
        match marker {
            // Fill bytes and markers without a length.
            0xFF => at += 1,
            0x01 | 0xD0..=0xD8 => at += 2,
            // Frame headers; C4, C8 and CC are tables.
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                return Some((u32::from(big(at + 7)?), u32::from(big(at + 5)?)));
            }
            _ => at += 2 + usize::from(big(at + 2)?),
        }
    }
}

/// The head of a PNG of the given size, enough for the emulator to take it for an image.
#[cfg(test)]
pub(super) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn photos_have_sizes_and_limits() {
        let check = |bytes: Vec<u8>, expect: Result<&[(u32, u32)], &str>| {
            let found = Files::default().store(&bytes.into());
            let sizes = found.map(|photo| {
                let sizes = photo.sizes.iter().map(|size| (size.width, size.height));
                sizes.collect::<Vec<_>>()
            });
            let sizes = sizes.map_err(|error| error.description);
            assert_eq!(sizes, expect.map(<[_]>::to_vec).map_err(str::to_owned));
        };
        check(png(50, 50), Ok(&[(50, 50)]));
        check(
            png(1000, 500),
            Ok(&[(90, 45), (320, 160), (800, 400), (1000, 500)]),
        );
        let jpeg = [
            0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 17, 8, 0, 40, 0, 30,
        ];
        check(jpeg.to_vec(), Ok(&[(30, 40)]));
        check(
            png(9000, 2000),
            Err("Bad Request: PHOTO_INVALID_DIMENSIONS"),
        );
        check(png(2100, 100), Err("Bad Request: PHOTO_INVALID_DIMENSIONS"));
        check(b"text".to_vec(), Err("Bad Request: IMAGE_PROCESS_FAILED"));
        check(Vec::new(), Err("Bad Request: file must be non-empty"));
        let big = [png(10, 10), vec![0; MAX_PHOTO_BYTES]].concat();
        check(
            big,
            Err(
                "Bad Request: file of size 10485784 bytes is too big for a photo; the maximum size is 10485760 bytes",
            ),
        );
    }

    #[test]
    fn identifiers_are_known_or_refused() {
        let mut files = Files::default();
        let photo = files.store(&png(100, 100).into()).unwrap();
        let id = photo.sizes[0].file_id.clone();
        let params = Params::default();
        assert_eq!(files.photo(&params, "photo", &id).unwrap(), photo);
        let mut check = |sent: &str, expect: &str| {
            let error = files.photo(&params, "photo", sent).unwrap_err();
            assert_eq!(error.description, format!("Bad Request: {expect}"));
        };
        check("", "there is no photo in the request");
        check("attach://x", "there is no photo in the request");
        check(
            "x",
            "wrong remote file identifier specified: Wrong string length",
        );
        check(
            "a b!",
            "wrong remote file identifier specified: Wrong character in the string",
        );
        check(
            &photo.sizes[0].unique_id,
            "wrong remote file identifier specified: can't unserialize it",
        );
        check(
            "AgACAgIAAxkAAAAA",
            "wrong file identifier/HTTP URL specified",
        );
        check("https://a.b/c.jpg", "failed to get HTTP URL content");

        let path = files.describe(&id).unwrap()["file_path"]
            .as_str()
            .unwrap()
            .to_owned();
        assert_eq!(files.at_path(&path).as_deref(), Some(&png(100, 100)[..]));
    }
}
