//! A file that came by itself, in either form.

use thiserror::Error;

use super::{Catalogue, Content, FileError, PhotoName, csv, file::ProductNode};
use crate::{
    domain::money::Currency,
    shop::bulk::{Folder, Goods, Path, Sheet, Sold},
};

/// The largest file taken, in bytes: Telegram hands no larger one to a bot.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;
/// The most variants of one file.
pub const MAX_ROWS: usize = 20_000;

/// How a catalogue is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A row for each variant.
    Csv,
    /// As `ecombot seed` reads it.
    Json,
}

impl Form {
    /// The form that a file's name or media type claims; neither proves anything.
    pub fn of(name: Option<&str>, media_type: Option<&str>) -> Option<Self> {
        let ending = name.and_then(|name| name.rsplit_once('.'));
        match ending
            .map(|(_, ending)| ending.to_ascii_lowercase())
            .as_deref()
        {
            Some("csv" | "tsv") => return Some(Self::Csv),
            Some("json") => return Some(Self::Json),
            _ => {}
        }
        match media_type?.to_ascii_lowercase().as_str() {
            "text/csv"
            | "text/comma-separated-values"
            | "text/tab-separated-values"
            | "application/csv" => Some(Self::Csv),
            "application/json" | "text/json" => Some(Self::Json),
            _ => None,
        }
    }

    /// What the name of such a file ends with.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// The form with this [`Form::ending`].
    pub fn with_ending(ending: &str) -> Option<Self> {
        [Self::Csv, Self::Json]
            .into_iter()
            .find(|form| form.ending() == ending)
    }
}

/// The bytes are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum NoText {
    #[error("this is a workbook; save it as CSV (UTF-8) and send that")]
    Workbook,
    #[error("the text is not in UTF-8 (byte {0}); save it as CSV UTF-8 or as JSON")]
    Encoding(usize),
}

/// Reads a file. It may take a second: a matter for a blocking thread.
///
/// # Errors
/// All that is wrong with it, each with its line.
pub fn read(bytes: &[u8], form: Form, currency: Currency) -> Result<Sheet, FileError> {
    if bytes.len() > MAX_BYTES {
        return Err(FileError::TooLarge {
            path: format!("catalogue.{}", form.ending()),
            most: MAX_BYTES,
        });
    }
    let text = decode(bytes).map_err(|error| FileError::Other(error.to_string()))?;
    match form {
        Form::Csv => csv::read(&text, currency),
        Form::Json => from_catalogue(&Catalogue::parse_alone(&text, currency)?),
    }
}

/// The text of a file as spreadsheets write them: UTF-8, or UTF-16 that says so.
fn decode(bytes: &[u8]) -> Result<String, NoText> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(NoText::Workbook);
    }
    let wide = match bytes {
        [0xff, 0xfe, rest @ ..] => Some((rest, u16::from_le_bytes as fn([u8; 2]) -> u16)),
        [0xfe, 0xff, rest @ ..] => Some((rest, u16::from_be_bytes as fn([u8; 2]) -> u16)),
        _ => None,
    };
    if let Some((rest, unit)) = wide {
        let pairs = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        let text: Result<String, _> = char::decode_utf16(pairs).collect();
        return text.map_err(|_| NoText::Encoding(0));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()),
        Err(error) => Err(NoText::Encoding(error.valid_up_to())),
    }
}

fn from_catalogue(catalogue: &Catalogue) -> Result<Sheet, FileError> {
    let content: &Content = catalogue.content();
    let rows: usize = content
        .products
        .iter()
        .map(|product| product.entry.variants.len())
        .sum();
    if rows > MAX_ROWS {
        return Err(FileError::Other(format!(
            "{rows} variants; a file has at most {MAX_ROWS}, send it in parts"
        )));
    }
    let mut paths: Vec<Path> = Vec::with_capacity(content.categories.len());
    for node in &content.categories {
        let mut path = node
            .parent
            .map(|parent| paths[parent].clone())
            .unwrap_or_default();
        path.push(node.entry.name.clone());
        paths.push(path);
    }
    let folders = content
        .categories
        .iter()
        .zip(&paths)
        .map(|(node, path)| Folder {
            path: path.clone(),
            description: node.entry.description.clone(),
            sort: node.entry.sort,
        });
    Ok(Sheet {
        folders: folders.collect(),
        goods: content
            .products
            .iter()
            .map(|node| goods(node, &paths))
            .collect(),
        has_more: !content.options.is_empty()
            || !content.points.is_empty()
            || content.about != crate::shop::about::About::default(),
    })
}

fn goods(node: &ProductNode, paths: &[Path]) -> Goods {
    let entry = &node.entry;
    let variants = entry.variants.iter().zip(&node.variant_photos);
    let variants = variants.map(|(variant, photo)| Sold {
        sku: variant.sku.clone(),
        values: Some(variant.values.clone()),
        price: Some(variant.price),
        stock: Some(variant.stock),
        photo: photo.as_ref().map(hash_or_name),
    });
    Goods {
        line: node.line,
        category: Some(paths[node.category].clone()),
        name: Some(entry.name.clone()),
        description: Some(entry.description.clone()),
        sort: Some(entry.sort),
        options: Some(entry.options.clone()),
        photos: node
            .photos
            .as_deref()
            .map(|names| names.iter().map(hash_or_name).collect()),
        variants: variants.collect(),
    }
}

fn hash_or_name(name: &PhotoName) -> String {
    match name {
        PhotoName::Stored(hash) => hash.clone(),
        PhotoName::File(path) => path.display().to_string(),
    }
}
