//! Pictures that people send: fetched from Telegram and made fit for the shop.
//!
//! Whoever calls has checked that the shop waits for a picture of this person: fetching costs time
//! and memory.

use tokio::{sync::Semaphore, task::spawn_blocking};
use tracing::{debug, warn};

use crate::{
    i18n::{Html, Lang},
    photo::{self, Jpeg, PhotoError},
    shop::pictures::Photo,
};

use super::{
    context::Context,
    incoming::{Attachment, AttachmentKind},
    show::call::persist,
};

/// Pictures made fit at once: one of 40 megapixels takes 160 MB while that lasts.
static PREPARING: Semaphore = Semaphore::const_new(2);

/// Why a file is not taken as a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoRefusal {
    /// Anything but JPEG and PNG.
    NotAPicture,
    /// What an iPhone makes when the picture is sent as a file.
    Heic,
    /// More bytes than the shop takes and Telegram gives out.
    TooManyBytes,
    /// More pixels than the shop takes.
    TooManyPixels,
    /// Much longer than wide, or the other way round: Telegram does not show such photos.
    TooNarrow,
    /// The file breaks off or contradicts itself.
    Damaged,
    /// Telegram did not give it out.
    NotFetched,
}

/// Fetches a file and makes it fit for the shop. It may take seconds, and nothing is stored.
///
/// # Errors
/// Why the file is not taken.
pub async fn receive(context: &Context, attachment: &Attachment) -> Result<Photo, PhotoRefusal> {
    by_its_label(attachment)?;
    let api = &context.app.api;
    let bytes = persist(|| api.download(&attachment.file_id, photo::MAX_BYTES))
        .await
        .map_err(|error| {
            if error.says("file is too big") {
                return PhotoRefusal::TooManyBytes;
            }
            warn!(chat.id = %context.chat(), %error, "picture not fetched");
            PhotoRefusal::NotFetched
        })?;
    if is_heic(&bytes) {
        return Err(PhotoRefusal::Heic);
    }
    let _permit = PREPARING
        .acquire()
        .await
        .map_err(|_| PhotoRefusal::NotFetched)?;
    let prepared = spawn_blocking(move || {
        let sha256 = photo::fingerprint(&bytes);
        photo::prepare(&bytes).map(|jpeg| (sha256, jpeg))
    });
    match prepared.await {
        Ok(Ok((
            sha256,
            Jpeg {
                bytes,
                width,
                height,
            },
        ))) => Ok(Photo {
            bytes,
            sha256,
            width,
            height,
        }),
        Ok(Err(error)) => {
            debug!(chat.id = %context.chat(), %error, "picture not taken");
            Err(PhotoRefusal::from(error))
        }
        Err(error) => {
            warn!(chat.id = %context.chat(), %error, "picture not decoded");
            Err(PhotoRefusal::Damaged)
        }
    }
}

/// What can be told without fetching the file.
fn by_its_label(attachment: &Attachment) -> Result<(), PhotoRefusal> {
    if let AttachmentKind::Document { name, mime } = &attachment.kind {
        let name = name.as_deref().unwrap_or_default().to_ascii_lowercase();
        let mime = mime.as_deref().unwrap_or_default().to_ascii_lowercase();
        let is_heic = mime.starts_with("image/heic") || mime.starts_with("image/heif");
        if is_heic || name.ends_with(".heic") || name.ends_with(".heif") {
            return Err(PhotoRefusal::Heic);
        }
        // Programs that do not know better say nothing, or that it is bytes.
        let is_told = !mime.is_empty() && mime != "application/octet-stream";
        if is_told && !mime.starts_with("image/") {
            return Err(PhotoRefusal::NotAPicture);
        }
    }
    match attachment.size {
        Some(size) if size > photo::MAX_BYTES => Err(PhotoRefusal::TooManyBytes),
        _ => Ok(()),
    }
}

/// Whether it begins like the files of an iPhone's camera (ISO 23008-12), whatever its name.
fn is_heic(bytes: &[u8]) -> bool {
    matches!(
        bytes.get(4..12),
        Some(b"ftypheic" | b"ftypheix" | b"ftyphevc" | b"ftypheim" | b"ftypmif1" | b"ftypmsf1")
    )
}

impl From<PhotoError> for PhotoRefusal {
    fn from(error: PhotoError) -> Self {
        match error {
            PhotoError::NotAPicture => Self::NotAPicture,
            PhotoError::TooManyBytes => Self::TooManyBytes,
            PhotoError::TooManyPixels { .. } => Self::TooManyPixels,
            PhotoError::TooNarrow { .. } => Self::TooNarrow,
            PhotoError::Damaged(_) | PhotoError::Unreadable(_) => Self::Damaged,
        }
    }
}

/// Why a picture was not taken, and what to do about it.
pub fn refused(lang: Lang, refusal: PhotoRefusal) -> Html {
    match refusal {
        PhotoRefusal::NotAPicture => lang.photo_not_a_picture(),
        PhotoRefusal::Heic => lang.photo_heic(),
        PhotoRefusal::TooManyBytes => {
            let megabytes = i64::try_from(photo::MAX_BYTES / 1024 / 1024).unwrap_or(i64::MAX);
            lang.photo_too_many_bytes(megabytes)
        }
        PhotoRefusal::TooManyPixels => {
            let megapixels = i64::try_from(photo::MAX_PIXELS / 1_000_000).unwrap_or(i64::MAX);
            lang.photo_too_many_pixels(megapixels)
        }
        PhotoRefusal::TooNarrow => lang.photo_too_narrow(i64::from(photo::MAX_RATIO)),
        PhotoRefusal::Damaged => lang.photo_damaged(),
        PhotoRefusal::NotFetched => lang.photo_not_fetched(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(name: &str, mime: &str, size: u64) -> Attachment {
        let told = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Attachment {
            file_id: "file".into(),
            size: Some(size),
            kind: AttachmentKind::Document {
                name: told(name),
                mime: told(mime),
            },
            album: None,
            caption: None,
        }
    }

    #[test]
    fn what_a_label_tells_is_not_fetched() {
        let told = |name, mime, size| by_its_label(&document(name, mime, size));
        assert_eq!(told("mug.jpg", "image/jpeg", 10), Ok(()));
        assert_eq!(told("mug.png", "application/octet-stream", 10), Ok(()));
        assert_eq!(told("", "", photo::MAX_BYTES), Ok(()));
        assert_eq!(told("IMG_1.HEIC", "", 10), Err(PhotoRefusal::Heic));
        assert_eq!(told("", "image/heif-sequence", 10), Err(PhotoRefusal::Heic));
        assert_eq!(
            told("tour.mp4", "video/mp4", 10),
            Err(PhotoRefusal::NotAPicture)
        );
        assert_eq!(
            told("mug.png", "image/png", photo::MAX_BYTES + 1),
            Err(PhotoRefusal::TooManyBytes)
        );
    }

    #[test]
    fn files_of_an_iphone_are_known_by_their_first_bytes() {
        assert!(is_heic(b"\0\0\0\x24ftypheic\0\0\0\0mif1"));
        assert!(!is_heic(b"\0\0\0\x24ftypisom\0\0\0\0"));
        assert!(!is_heic(b"\xff\xd8\xff"));
    }
}
