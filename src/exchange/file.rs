//! The catalogue file in JSON: checked as a whole, every error with its place.

use std::{
    fmt,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

use serde_json::value::RawValue;
use thiserror::Error;

use super::{
    json::Place,
    reader::{Photos, Reader},
    words::WordsNode,
};
use crate::{
    domain::money::Currency,
    shop::{
        about::About,
        payments::PaymentEntry,
        seeding::{CategoryEntry, OptionEntry, PointEntry, goods::ProductEntry},
    },
};

/// The largest file read.
const MAX_BYTES: usize = 256 * 1024 * 1024;
/// Errors shown; the rest is counted.
const MAX_PROBLEMS: usize = 50;

/// A catalogue file, parsed and checked. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Catalogue {
    content: Arc<Content>,
    currency: Currency,
}

/// What the file says, flat, so that it can be applied in steps.
#[derive(Debug, Default)]
pub struct Content {
    /// What the shop says of itself.
    pub about: About,
    /// Parents come before their children.
    pub categories: Vec<CategoryNode>,
    /// Products, in the file's order.
    pub products: Vec<ProductNode>,
    /// Ways of delivery.
    pub options: Vec<OptionEntry>,
    /// Pickup points.
    pub points: Vec<PointEntry>,
    /// Ways to pay.
    pub payments: Vec<PaymentEntry>,
    /// Texts in other languages.
    pub translations: Vec<WordsNode>,
}

/// A category of the file.
#[derive(Debug)]
pub struct CategoryNode {
    /// Index of the category it lies in.
    pub parent: Option<usize>,
    /// What is said of it.
    pub entry: CategoryEntry,
}

/// A product of the file.
#[derive(Debug)]
pub struct ProductNode {
    /// Index of the category it is shown in.
    pub category: usize,
    /// The line it begins in, from 1.
    pub line: usize,
    /// What is said of it.
    pub entry: ProductEntry,
    /// Its pictures; `None` leaves the shop's as they are.
    pub photos: Option<Arc<[PhotoName]>>,
    /// The pictures that variants have of their own, one place for each.
    pub variant_photos: Vec<Option<PhotoName>>,
}

/// How a catalogue file names a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhotoName {
    /// A file, beside the catalogue where that lies in a folder.
    File(PathBuf),
    /// `sha256:…`: the picture that the shop made of a file with this content, in hexadecimal.
    Stored(String),
}

impl PhotoName {
    /// What stands before a content hash.
    pub const STORED: &str = "sha256:";

    /// The content hash in a name that has one.
    pub fn hash_in(name: &str) -> Option<String> {
        let hash = name.trim().strip_prefix(Self::STORED)?;
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hash.then(|| hash.to_ascii_lowercase())
    }
}

impl fmt::Display for PhotoName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Stored(hash) => write!(f, "{}{hash}", Self::STORED),
        }
    }
}

impl Content {
    /// The names from the top down to a category.
    pub fn path(&self, category: usize) -> String {
        let node = &self.categories[category];
        match node.parent {
            Some(parent) => format!("{} / {}", self.path(parent), node.entry.name),
            None => node.entry.name.to_string(),
        }
    }
}

/// Why a catalogue file is not taken.
#[derive(Debug, Error)]
pub enum FileError {
    /// The file is missing, forbidden or broken.
    #[error("cannot read '{path}': {reason}")]
    Unreadable {
        /// The file.
        path: String,
        /// What the system says.
        reason: io::Error,
    },
    /// Larger than a catalogue may be.
    #[error("'{path}' is larger than {} MB", most / 1024 / 1024)]
    TooLarge {
        /// The file.
        path: String,
        /// The largest size taken, in bytes.
        most: usize,
    },
    /// Not text at all.
    #[error("'{path}' is not UTF-8 text (byte {position})")]
    NotText {
        /// The file.
        path: String,
        /// The first byte that is not, from 0.
        position: usize,
    },
    /// Text, but not JSON.
    #[error("not valid JSON: {0}")]
    Syntax(serde_json::Error),
    /// Something else that has letters in it.
    #[error("not a catalogue: {0}")]
    Other(String),
    /// Read, but not a catalogue.
    #[error("{0}")]
    Invalid(Problems),
}

/// Everything that is wrong with a file, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problems {
    shown: Vec<Problem>,
    more: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Problem {
    line: usize,
    place: String,
    message: String,
}

impl Problems {
    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// How many there are, those that are only counted included.
    pub const fn len(&self) -> usize {
        self.shown.len() + self.more
    }

    /// The first ones, a line each: where, and what is wrong there.
    pub fn first(&self, count: usize) -> Vec<String> {
        self.shown
            .iter()
            .take(count)
            .map(ToString::to_string)
            .collect()
    }

    /// Notes what is wrong at a line, from 1.
    pub(super) fn note(&mut self, line: usize, place: String, message: String) {
        if self.shown.len() == MAX_PROBLEMS {
            self.more += 1;
            return;
        }
        self.shown.push(Problem {
            line,
            place,
            message,
        });
    }

    /// Notes what is wrong with `raw`, a slice of `json`.
    pub(super) fn add(&mut self, json: &str, raw: &RawValue, place: Place<'_>, message: String) {
        if self.shown.len() == MAX_PROBLEMS {
            self.more += 1;
            return;
        }
        self.note(line_of(json, raw), place.to_string(), message);
    }
}

/// The line of `json`, from 1, in which a slice of it begins. Costs as much as reading up to there.
fn line_of(json: &str, raw: &RawValue) -> usize {
    let offset = raw.get().as_ptr().addr() - json.as_ptr().addr();
    let before = &json.as_bytes()[..offset];
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            line,
            place,
            message,
        } = self;
        write!(f, "line {line}, {place}: {message}")
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.len() {
            1 => f.write_str("1 error in the catalogue:")?,
            count => write!(f, "{count} errors in the catalogue:")?,
        }
        for problem in &self.shown {
            write!(f, "\n  {problem}")?;
        }
        match self.more {
            0 => Ok(()),
            more => write!(f, "\n  … and {more} more"),
        }
    }
}

impl Catalogue {
    /// Reads and checks a file; the photos it names are looked for beside it.
    pub fn load(path: &Path, currency: Currency) -> Result<Self, FileError> {
        let shown = path.display().to_string();
        let mut bytes = Vec::new();
        let read = File::open(path)
            .and_then(|file| file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes))
            .map_err(|reason| FileError::Unreadable {
                path: shown.clone(),
                reason,
            })?;
        if read > MAX_BYTES {
            return Err(FileError::TooLarge {
                path: shown,
                most: MAX_BYTES,
            });
        }
        let json = String::from_utf8(bytes).map_err(|error| FileError::NotText {
            path: shown,
            position: error.utf8_error().valid_up_to(),
        })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        Self::parse(&json, folder, currency)
    }

    /// Checks a file's text; the photos it names are looked for in `folder`.
    pub fn parse(json: &str, folder: &Path, currency: Currency) -> Result<Self, FileError> {
        Self::parse_with(json, Photos::Beside(folder), currency)
    }

    /// Checks a file's text that came alone: its photos are those that the shop knows.
    pub fn parse_alone(json: &str, currency: Currency) -> Result<Self, FileError> {
        Self::parse_with(json, Photos::Elsewhere, currency)
    }

    /// What the file says. Cheap to clone.
    pub const fn content(&self) -> &Arc<Content> {
        &self.content
    }

    /// The currency of its prices.
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    fn parse_with(json: &str, photos: Photos<'_>, currency: Currency) -> Result<Self, FileError> {
        // Editors on Windows put a mark of three bytes before the text.
        let json = json.strip_prefix('\u{feff}').unwrap_or(json);
        let top: &RawValue = serde_json::from_str(json).map_err(FileError::Syntax)?;
        let content = Reader::new(json, photos, currency)
            .read(top)
            .map_err(FileError::Invalid)?;
        Ok(Self {
            content: Arc::new(content),
            currency,
        })
    }
}

#[cfg(test)]
mod tests;
