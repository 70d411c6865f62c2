//! The catalogue file: checked as a whole, every error with its place.

use std::{
    fmt,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

use serde_json::value::RawValue;
use thiserror::Error;

use super::{json::Place, reader::Reader};
use crate::{
    domain::money::Currency,
    shop::{
        about::About,
        payments::PaymentEntry,
        seeding::{CategoryEntry, OptionEntry, PointEntry, goods::ProductEntry},
    },
};

/// The largest file read.
const MAX_BYTES: u64 = 256 * 1024 * 1024;
/// Errors shown; the rest is counted.
const MAX_PROBLEMS: usize = 50;

/// A catalogue file, parsed and checked. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Catalogue {
    pub(super) content: Arc<Content>,
    pub(super) currency: Currency,
}

/// What the file says, flat, so that it can be applied in steps.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// What the shop says of itself.
    pub(super) about: About,
    /// Parents come before their children.
    pub(super) categories: Vec<CategoryNode>,
    pub(super) products: Vec<ProductNode>,
    pub(super) options: Vec<OptionEntry>,
    pub(super) points: Vec<PointEntry>,
    pub(super) payments: Vec<PaymentEntry>,
}

#[derive(Debug)]
pub(super) struct CategoryNode {
    /// Index of the category it lies in.
    pub(super) parent: Option<usize>,
    pub(super) entry: CategoryEntry,
}

#[derive(Debug)]
pub(super) struct ProductNode {
    /// Index of the category it is shown in.
    pub(super) category: usize,
    pub(super) entry: ProductEntry,
    /// Files of its pictures; `None` leaves the shop's as they are.
    pub(super) photos: Option<Arc<[PathBuf]>>,
    /// Files of the pictures that variants have of their own, one place for each.
    pub(super) variant_photos: Vec<Option<PathBuf>>,
}

impl Content {
    /// The names from the top down to a category.
    pub(super) fn path(&self, category: usize) -> String {
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
    #[error("'{path}' is larger than {} MB", MAX_BYTES / 1024 / 1024)]
    TooLarge {
        /// The file.
        path: String,
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
    /// JSON, but not a catalogue.
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
    pub(super) const fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// Notes what is wrong with `raw`, a slice of `json`.
    pub(super) fn add(&mut self, json: &str, raw: &RawValue, place: Place<'_>, message: String) {
        if self.shown.len() == MAX_PROBLEMS {
            self.more += 1;
            return;
        }
        let offset = raw.get().as_ptr().addr() - json.as_ptr().addr();
        let before = &json.as_bytes()[..offset];
        self.shown.push(Problem {
            line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
            place: place.to_string(),
            message,
        });
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.shown.len() + self.more {
            1 => f.write_str("1 error in the catalogue:")?,
            count => write!(f, "{count} errors in the catalogue:")?,
        }
        for problem in &self.shown {
            let Problem {
                line,
                place,
                message,
            } = problem;
            write!(f, "\n  line {line}, {place}: {message}")?;
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
            .and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
            .map_err(|reason| FileError::Unreadable {
                path: shown.clone(),
                reason,
            })?;
        if u64::try_from(read).is_ok_and(|read| read > MAX_BYTES) {
            return Err(FileError::TooLarge { path: shown });
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
        // Editors on Windows put a mark of three bytes before the text.
        let json = json.strip_prefix('\u{feff}').unwrap_or(json);
        let top: &RawValue = serde_json::from_str(json).map_err(FileError::Syntax)?;
        let content = Reader::new(json, folder, currency)
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
