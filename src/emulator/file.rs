//! Uploaded files: what they are, the identifiers under which they can be sent again, their bytes.

mod image;

use std::collections::HashMap;
use std::sync::Arc;

use rand::Rng;
use serde_json::{Value, json};

use super::error::ApiError;
use super::params::{Params, Upload};

#[cfg(test)]
pub(super) use self::image::png;

const MAX_PHOTO_BYTES: usize = 10 << 20;
/// What a bot may upload (Bot API, "Sending files").
const MAX_DOCUMENT_BYTES: usize = 50 << 20;
const MAX_DOWNLOAD_BYTES: usize = 20 << 20;
/// What every file identifier of a photo begins with.
const PHOTO_ID: &str = "AgACAgIAAxk";
/// What every file identifier of a document begins with.
const DOCUMENT_ID: &str = "BQACAgIAAxk";
/// What the last byte of an identifier may be (tdlib `PersistentIdVersion`).
const VERSIONS: std::ops::RangeInclusive<u8> = 2..=4;
/// The longer sides of the smaller copies Telegram makes.
const SIZES: [u32; 3] = [90, 320, 800];
/// What the end of a file's name says about it.
const MIME_TYPES: [(&str, &str); 12] = [
    ("csv", "text/csv"),
    ("doc", "application/msword"),
    ("gz", "application/gzip"),
    ("html", "text/html"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("json", "application/json"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("txt", "text/plain"),
    ("xml", "application/xml"),
    ("zip", "application/zip"),
];

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

/// One file sent as it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct StoredDocument {
    pub(super) file_id: String,
    unique_id: String,
    pub(super) file_name: String,
    pub(super) mime_type: &'static str,
    pub(super) bytes: Arc<[u8]>,
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

impl StoredDocument {
    pub(super) fn to_value(&self) -> Value {
        json!({
            "file_name": self.file_name,
            "mime_type": self.mime_type,
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": self.bytes.len(),
        })
    }
}

/// The files one bot knows: an identifier is worth nothing to another bot.
#[derive(Default)]
pub(super) struct Files {
    by_id: HashMap<String, Stored>,
    by_path: HashMap<String, Arc<[u8]>>,
}

/// What a file identifier stands for.
#[derive(Clone)]
enum Stored {
    Photo(Arc<StoredPhoto>, usize),
    Document(Arc<StoredDocument>),
}

/// What a request sends in place of a file.
enum Sent<'a> {
    Upload(&'a Upload),
    Known(Stored),
}

impl Files {
    /// Finds or stores the photo a request sends: an upload, or the identifier of an earlier one.
    pub(super) fn photo(
        &mut self,
        params: &Params,
        field: &str,
        sent: &str,
    ) -> Result<Arc<StoredPhoto>, ApiError> {
        match self.sent(params, field, sent, "photo")? {
            Sent::Upload(upload) => self.store_photo(&upload.bytes),
            Sent::Known(Stored::Photo(photo, _)) => Ok(photo),
            Sent::Known(Stored::Document(_)) => Err(of_other_kind("Document", "Photo")),
        }
    }

    /// The same for a document.
    pub(super) fn document(
        &mut self,
        params: &Params,
        field: &str,
        sent: &str,
    ) -> Result<Arc<StoredDocument>, ApiError> {
        match self.sent(params, field, sent, "document")? {
            Sent::Upload(upload) if upload.bytes.len() > MAX_DOCUMENT_BYTES => {
                Err(ApiError::new(413, "Request Entity Too Large"))
            }
            Sent::Upload(upload) => self.store_document(&upload.file_name, &upload.bytes),
            Sent::Known(Stored::Document(document)) => Ok(document),
            Sent::Known(Stored::Photo(..)) => Err(of_other_kind("Photo", "Document")),
        }
    }

    fn sent<'a>(
        &self,
        params: &'a Params,
        field: &str,
        sent: &str,
        kind: &str,
    ) -> Result<Sent<'a>, ApiError> {
        let upload = match sent.strip_prefix("attach://") {
            Some(name) => params.file(name),
            None => params.file(field),
        };
        if let Some(upload) = upload {
            return Ok(Sent::Upload(upload));
        }
        if sent.is_empty() || sent.starts_with("attach://") {
            return Err(missing(kind));
        }
        match self.by_id.get(sent) {
            Some(stored) => Ok(Sent::Known(stored.clone())),
            None => Err(refused_identifier(sent)),
        }
    }

    pub(super) fn store_photo(&mut self, bytes: &Arc<[u8]>) -> Result<Arc<StoredPhoto>, ApiError> {
        refuse_empty(bytes)?;
        if bytes.len() > MAX_PHOTO_BYTES {
            return Err(ApiError::bad_request(&format!(
                "file of size {} bytes is too big for a photo; the maximum size is {MAX_PHOTO_BYTES} bytes",
                bytes.len()
            )));
        }
        let Some((width, height)) = image::dimensions(bytes) else {
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
            let stored = Stored::Photo(Arc::clone(&photo), index);
            self.by_id.insert(size.file_id.clone(), stored);
        }
        Ok(photo)
    }

    /// Stores a document of any size: people may send more than bots.
    pub(super) fn store_document(
        &mut self,
        file_name: &str,
        bytes: &Arc<[u8]>,
    ) -> Result<Arc<StoredDocument>, ApiError> {
        refuse_empty(bytes)?;
        let ending = file_name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let known = MIME_TYPES
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(ending));
        let document = Arc::new(StoredDocument {
            file_id: format!("{DOCUMENT_ID}{}", random_id(61)),
            unique_id: format!("AgAD{}", random_id(12)),
            file_name: file_name.to_owned(),
            mime_type: known.map_or("application/octet-stream", |(_, mime_type)| mime_type),
            bytes: Arc::clone(bytes),
        });
        let stored = Stored::Document(Arc::clone(&document));
        self.by_id.insert(document.file_id.clone(), stored);
        Ok(document)
    }

    /// The photo of an identifier, where none can be uploaded.
    pub(super) fn known_by(&self, file_id: &str) -> Result<Arc<StoredPhoto>, ApiError> {
        match self.by_id.get(file_id) {
            Some(Stored::Photo(photo, _)) => Ok(Arc::clone(photo)),
            Some(Stored::Document(_)) => Err(of_other_kind("Document", "Photo")),
            None => Err(refused_identifier(file_id)),
        }
    }

    /// Answers getFile and makes the file available for download.
    pub(super) fn describe(&mut self, file_id: &str) -> Result<Value, ApiError> {
        let (unique_id, bytes, path) = match self.by_id.get(file_id) {
            Some(Stored::Photo(photo, index)) => {
                let unique_id = &photo.sizes[*index].unique_id;
                (unique_id, &photo.bytes, format!("photos/{unique_id}.jpg"))
            }
            Some(Stored::Document(document)) => {
                let unique_id = &document.unique_id;
                let ending = document.file_name.rsplit_once('.');
                let ending = ending.map_or_else(String::new, |(_, ending)| format!(".{ending}"));
                (
                    unique_id,
                    &document.bytes,
                    format!("documents/{unique_id}{ending}"),
                )
            }
            None => {
                return Err(ApiError::bad_request(
                    "wrong file_id or the file is temporarily unavailable",
                ));
            }
        };
        if bytes.len() > MAX_DOWNLOAD_BYTES {
            return Err(ApiError::bad_request("file is too big"));
        }
        let description = json!({
            "file_id": file_id,
            "file_unique_id": unique_id,
            "file_size": bytes.len(),
            "file_path": path,
        });
        let bytes = Arc::clone(bytes);
        self.by_path.insert(path, bytes);
        Ok(description)
    }

    /// The bytes of a photo, as a message of its chat shows it.
    pub(super) fn known_photo(&self, file_id: &str) -> Option<Arc<[u8]>> {
        match self.by_id.get(file_id)? {
            Stored::Photo(photo, _) => Some(Arc::clone(&photo.bytes)),
            Stored::Document(_) => None,
        }
    }

    /// The bytes of a document.
    pub(super) fn known_document(&self, file_id: &str) -> Option<Arc<[u8]>> {
        match self.by_id.get(file_id)? {
            Stored::Document(document) => Some(Arc::clone(&document.bytes)),
            Stored::Photo(..) => None,
        }
    }

    pub(super) fn at_path(&self, path: &str) -> Option<Arc<[u8]>> {
        self.by_path.get(path).map(Arc::clone)
    }
}

/// Refuses a request that should have sent a file and has not.
pub(super) fn missing(kind: &str) -> ApiError {
    ApiError::bad_request(&format!("there is no {kind} in the request"))
}

fn of_other_kind(kind: &str, wanted: &str) -> ApiError {
    ApiError::bad_request(&format!("can't use file of type {kind} as {wanted}"))
}

fn refuse_empty(bytes: &[u8]) -> Result<(), ApiError> {
    if bytes.is_empty() {
        return Err(ApiError::bad_request("file must be non-empty"));
    }
    Ok(())
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

/// The last byte of what an identifier encodes: the version of its format.
fn last_byte(base64: &str) -> u8 {
    let sextet = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'-' => 62,
        _ => 63,
    };
    let [.., before, last] = base64.as_bytes() else {
        return 0;
    };
    let (before, last) = (sextet(*before), sextet(*last));
    match base64.len() % 4 {
        0 => (before << 6) | last,
        2 => (before << 2) | (last >> 4),
        _ => (before << 4) | (last >> 2),
    }
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
    } else if sent.starts_with(PHOTO_ID) || sent.starts_with(DOCUMENT_ID) {
        return ApiError::bad_request("wrong file identifier/HTTP URL specified");
    } else if VERSIONS.contains(&last_byte(sent)) {
        "can't unserialize it"
    } else {
        "Wrong last symbol"
    };
    ApiError::bad_request(&format!("wrong remote file identifier specified: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn photos_come_in_growing_sizes() {
        let check = |bytes: Vec<u8>, expect: &[(u32, u32)]| {
            let photo = Files::default().store_photo(&bytes.into());
            let sizes = photo.map(|photo| {
                let sizes = photo.sizes.iter().map(|size| (size.width, size.height));
                sizes.collect::<Vec<_>>()
            });
            assert_eq!(sizes, Ok(expect.to_vec()));
        };
        check(png(50, 50), &[(50, 50)]);
        check(
            png(1000, 500),
            &[(90, 45), (320, 160), (800, 400), (1000, 500)],
        );
        let jpeg = [
            0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 17, 8, 0, 40, 0, 30,
        ];
        check(jpeg.to_vec(), &[(30, 40)]);
    }
}
