//! A file on its way into the shop: shown, then applied in short steps.
//!
//! The file and what was shown of it are kept, so that a restart goes on where the last step ended:
//! each step is one transaction that holds the import's row, writes some products and notes how far
//! it came. Whoever does not find it where they left it was not alone, and leaves it to the other.
//! What somebody changed between showing and applying is left alone and named.

use std::time::{Duration, Instant};

use crate::{
    db::{DbError, Tx},
    domain::id::{ImportId, TelegramId},
    shop::{
        UseCaseError,
        access::{self, Catalogue, Permit},
        refuse,
    },
    store::imports::{self, Import, NewImport, State},
};

use super::{
    Sheet, Stock, Summary,
    compare::{self, Marks, Places, Refusal},
    save,
};

/// The most products of a step.
const STEP: usize = 25;
/// How long a step takes before it writes nothing more: customers wait behind it.
const STEP_TIME: Duration = Duration::from_millis(25);

/// What a file would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// In numbers.
    pub summary: Summary,
    /// The marks of all changes, a line for each category and product.
    shown: String,
    total: usize,
}

/// Compares a file with the shop, and changes nothing.
///
/// It may read all that is on sale: for [`Db::scan`](crate::db::Db::scan).
pub fn preview(tx: &mut Tx<'_>, sheet: &Sheet) -> Result<Preview, DbError> {
    let mut places = Places::default();
    let mut summary = Summary::default();
    let mut lines = Vec::with_capacity(sheet.folders.len() + sheet.goods.len());
    for folder in &sheet.folders {
        let difference = compare::compare_folder(tx, &mut places, folder)?;
        summary.add_folder(&folder.name(), &difference);
        lines.push(line(&difference.marks(folder)));
    }
    for goods in &sheet.goods {
        let difference = compare::compare(tx, &mut places, goods)?;
        summary.add(goods.sku(), &difference);
        lines.push(line(&difference.marks()));
    }
    Ok(Preview {
        summary,
        total: lines.len(),
        shown: lines.join("\n"),
    })
}

fn line(marks: &Marks) -> String {
    marks.iter().map(|mark| format!("{mark:08x}")).collect()
}

/// What was shown of each category and product of a file, as it is kept.
#[derive(Debug)]
pub struct Shown(Vec<Marks>);

impl Shown {
    fn read(stored: &str) -> Self {
        let marks = |line: &str| -> Marks {
            let digits = line.as_bytes().chunks(8);
            let words = digits.filter_map(|word| std::str::from_utf8(word).ok());
            words
                .filter_map(|word| u32::from_str_radix(word, 16).ok())
                .collect()
        };
        Self(stored.split('\n').map(marks).collect())
    }
}

fn json(summary: &Summary) -> Result<String, DbError> {
    serde_json::to_string(summary).map_err(|error| DbError::Decode(error.to_string()))
}

/// An import with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Which one.
    pub id: ImportId,
    /// Whose chat it came in.
    pub chat: TelegramId,
    /// What it would change, or has changed so far.
    pub summary: Summary,
    /// Where it is.
    pub stage: Stage,
}

/// Where an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Shown, and not applied.
    Shown,
    /// Being applied.
    Applying {
        /// Categories and products dealt with.
        position: usize,
        /// All of them.
        total: usize,
    },
    /// Applied, and nobody has been told yet.
    Done,
    /// Settled.
    Closed,
}

impl Standing {
    fn of(import: &Import) -> Result<Self, DbError> {
        let summary = serde_json::from_str(&import.summary);
        Ok(Self {
            id: import.id,
            chat: import.chat,
            summary: summary.map_err(|error| DbError::Decode(error.to_string()))?,
            stage: match import.state {
                State::Shown => Stage::Shown,
                State::Applying => Stage::Applying {
                    position: import.position,
                    total: import.total,
                },
                State::Done => Stage::Done,
                State::Closed => Stage::Closed,
            },
        })
    }
}

/// Keeps a file of whoever sent it, until it is applied or called off; a newer one takes the place
/// of one that is only shown.
pub fn keep(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    chat: TelegramId,
    form: &str,
    file: &[u8],
    preview: &Preview,
    now: i64,
) -> Result<ImportId, DbError> {
    let new = NewImport {
        chat,
        form,
        file,
        shown: &preview.shown,
        total: preview.total,
        summary: &json(&preview.summary)?,
    };
    imports::insert(tx, new, now)
}

/// Nobody in this chat sent such a file, or it is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownImport;

fn own(found: Option<Import>, chat: TelegramId) -> Result<Import, UseCaseError<UnknownImport>> {
    match found.filter(|import| import.chat == chat) {
        Some(import) => Ok(import),
        None => refuse(UnknownImport),
    }
}

/// An import of this chat.
pub fn inspect(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    chat: TelegramId,
    id: ImportId,
) -> Result<Standing, UseCaseError<UnknownImport>> {
    let import = own(imports::find(tx, id)?, chat)?;
    Ok(Standing::of(&import)?)
}

/// The newest import of this chat that is not settled.
pub fn newest(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    chat: TelegramId,
) -> Result<Option<Standing>, DbError> {
    imports::newest(tx, chat)?
        .as_ref()
        .map(Standing::of)
        .transpose()
}

/// Begins to apply what was shown; once more is once.
pub fn begin(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    chat: TelegramId,
    id: ImportId,
    stock: Stock,
    now: i64,
) -> Result<Standing, UseCaseError<UnknownImport>> {
    let import = own(imports::hold(tx, id)?, chat)?;
    if import.state == State::Shown {
        let nothing_yet = json(&Summary::default())?;
        imports::begin(tx, id, stock == Stock::Replace, &nothing_yet, now)?;
    }
    Ok(Standing::of(&own(imports::find(tx, id)?, chat)?)?)
}

/// Calls off what was shown; whether it still could be.
pub fn cancel(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    chat: TelegramId,
    id: ImportId,
    now: i64,
) -> Result<bool, UseCaseError<UnknownImport>> {
    let import = own(imports::hold(tx, id)?, chat)?;
    if import.state != State::Shown {
        return Ok(false);
    }
    imports::finish(tx, id, State::Closed, now)?;
    Ok(true)
}

/// An import.
pub fn find(tx: &mut Tx<'_>, id: ImportId) -> Result<Option<Standing>, DbError> {
    imports::find(tx, id)?
        .as_ref()
        .map(Standing::of)
        .transpose()
}

/// The first import after another that is to be applied or told of.
pub fn next(tx: &mut Tx<'_>, after: Option<ImportId>) -> Result<Option<Standing>, DbError> {
    imports::next(tx, after)?
        .as_ref()
        .map(Standing::of)
        .transpose()
}

/// A file that is being applied.
#[derive(Debug)]
pub struct Work {
    /// The ending of its name.
    pub form: String,
    /// Its bytes.
    pub file: Vec<u8>,
    /// Categories and products dealt with.
    pub position: usize,
    /// What was shown of it.
    pub shown: Shown,
}

/// The file of an import that is being applied; `None` when it is not, any more.
pub fn work(tx: &mut Tx<'_>, id: ImportId) -> Result<Option<Work>, DbError> {
    let Some(import) = imports::find(tx, id)?.filter(|import| import.state == State::Applying)
    else {
        return Ok(None);
    };
    Ok(imports::contents(tx, id)?.map(|(file, shown)| Work {
        form: import.form,
        position: import.position,
        file,
        shown: Shown::read(&shown),
    }))
}

/// Applies the next products of a file in one transaction, at least one and not for long, and
/// tells where the import is then. Nothing happens unless it is at `position`: another process has
/// been at it.
pub fn step(
    tx: &mut Tx<'_>,
    id: ImportId,
    position: usize,
    sheet: &Sheet,
    shown: &Shown,
    now: i64,
) -> Result<Option<Standing>, DbError> {
    let began = Instant::now();
    let Some(import) = imports::hold(tx, id)? else {
        return Ok(None);
    };
    let mut standing = Standing::of(&import)?;
    if import.state != State::Applying || import.position != position {
        return Ok(Some(standing));
    }
    // Who was allowed to begin may have left meanwhile.
    let staff = access::staff(tx, import.chat)?;
    let Some(by) = staff.and_then(|staff| staff.permit::<Catalogue>()) else {
        standing.summary.is_stopped = true;
        imports::advance(tx, id, position, &json(&standing.summary)?, now)?;
        imports::finish(tx, id, State::Done, now)?;
        standing.stage = Stage::Done;
        return Ok(Some(standing));
    };
    let mut places = Places::default();
    let total = sheet.folders.len() + sheet.goods.len();
    let mut next = position;
    while next < total
        && next < position + STEP
        && (next == position || began.elapsed() < STEP_TIME)
    {
        let nothing = Marks::new();
        let marks = shown.0.get(next).unwrap_or(&nothing);
        match next.checked_sub(sheet.folders.len()) {
            None => folder(
                tx,
                &by,
                &mut places,
                sheet,
                next,
                marks,
                &mut standing.summary,
                now,
            )?,
            Some(index) => {
                let goods = &sheet.goods[index];
                let stock = if import.with_stock {
                    Stock::Replace
                } else {
                    Stock::Keep
                };
                product(
                    tx,
                    &by,
                    &mut places,
                    goods,
                    stock,
                    marks,
                    &mut standing.summary,
                    now,
                )?;
            }
        }
        next += 1;
    }
    imports::advance(tx, id, next, &json(&standing.summary)?, now)?;
    standing.stage = Stage::Applying {
        position: next,
        total,
    };
    if next == total {
        imports::finish(tx, id, State::Done, now)?;
        standing.stage = Stage::Done;
    }
    Ok(Some(standing))
}

#[expect(
    clippy::too_many_arguments,
    reason = "one call, which passes on what a step holds"
)]
fn folder(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    places: &mut Places,
    sheet: &Sheet,
    index: usize,
    shown: &Marks,
    summary: &mut Summary,
    now: i64,
) -> Result<(), DbError> {
    let folder = &sheet.folders[index];
    let difference = compare::compare_folder(tx, places, folder)?;
    if !difference.marks(folder).is_subset(shown) {
        summary.leave(&folder.name(), Refusal::Overtaken);
        return Ok(());
    }
    save::save_folder(tx, by, places, folder, &difference, now)?;
    summary.add_folder(&folder.name(), &difference);
    Ok(())
}

#[expect(
    clippy::too_many_arguments,
    reason = "one call, which passes on what a step holds"
)]
fn product(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    places: &mut Places,
    goods: &super::Goods,
    stock: Stock,
    shown: &Marks,
    summary: &mut Summary,
    now: i64,
) -> Result<(), DbError> {
    compare::hold(tx, places, goods)?;
    let mut difference = compare::compare(tx, places, goods)?;
    difference.keep_shown(shown);
    if stock == Stock::Keep {
        difference.without_stock();
    }
    let saved = tx.attempt(|tx| save::save(tx, by, places, &difference, now))?;
    match saved {
        Ok(()) => summary.add(goods.sku(), &difference),
        // Somebody else has just made what it would make.
        Err(DbError::Constraint(_)) => {
            places.forget();
            summary.products += 1;
            summary.leave(goods.sku(), Refusal::Taken);
        }
        Err(error) => return Err(error),
    }
    Ok(())
}

/// Settles an import that is done; whether it was still to be told of.
pub fn close(tx: &mut Tx<'_>, id: ImportId, now: i64) -> Result<bool, DbError> {
    let is_done = imports::hold(tx, id)?.is_some_and(|import| import.state == State::Done);
    if is_done {
        imports::finish(tx, id, State::Closed, now)?;
    }
    Ok(is_done)
}

/// Gives up an import whose file cannot be read any more.
pub fn give_up(tx: &mut Tx<'_>, id: ImportId, now: i64) -> Result<(), DbError> {
    if let Some(import) = imports::hold(tx, id)?.filter(|import| import.state == State::Applying) {
        let mut standing = Standing::of(&import)?;
        standing.summary.is_stopped = true;
        imports::advance(tx, id, import.position, &json(&standing.summary)?, now)?;
        imports::finish(tx, id, State::Done, now)?;
    }
    Ok(())
}

/// Forgets imports that were settled, or shown and left, before a time.
pub fn prune(tx: &mut Tx<'_>, before: i64) -> Result<(), DbError> {
    imports::prune(tx, before)
}
