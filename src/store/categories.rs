//! Categories and their order.

pub mod staff;

use crate::{
    db::{DbError, Row, Tx},
    domain::{
        catalog::Category,
        id::CategoryId,
        page::Page,
        text::sort_key,
        translation::{TextField, Words},
    },
    params,
};

use super::{Rank, limit, translations};

/// In the words whose code is the parameter of this name.
fn columns(words: &str) -> String {
    let said = |field, own| translations::said("category", "categories.id", field, own, words);
    format!(
        "id, parent_id, {}, {}",
        said(TextField::Name, "name"),
        said(TextField::Description, "description")
    )
}

fn read(row: &mut Row<'_>) -> Result<Category, DbError> {
    Ok(Category {
        id: CategoryId::new(row.take()?),
        parent: row.take::<Option<i64>>()?.map(CategoryId::new),
        name: row.take()?,
        description: row.take()?,
    })
}

fn parent_key(parent: Option<CategoryId>) -> i64 {
    // The indices are over COALESCE(parent_id, 0): NULLs would never be equal.
    parent.map_or(0, CategoryId::get)
}

/// An active category.
pub fn find(tx: &mut Tx<'_>, words: Words, id: CategoryId) -> Result<Option<Category>, DbError> {
    tx.query_opt(
        &format!(
            "SELECT {} FROM categories WHERE id = $1 AND deleted_at IS NULL",
            columns("$2")
        ),
        params![id.get(), words.code()],
        read,
    )
}

/// One page of the active categories in `parent` (at the top for `None`), from `from` on, in the
/// owner's order and then by name.
pub fn page(
    tx: &mut Tx<'_>,
    words: Words,
    parent: Option<CategoryId>,
    from: Option<CategoryId>,
    size: usize,
) -> Result<Page<Category, CategoryId>, DbError> {
    let rank = match from {
        Some(from) => rank(tx, from)?,
        None => Rank::FIRST,
    };
    let found = tx.query(
        &format!(
            "SELECT {} FROM categories
             WHERE COALESCE(parent_id, 0) = $1 AND deleted_at IS NULL AND (sort, name_key, id) >= ($2, $3, $4)
             ORDER BY sort, name_key, id LIMIT $5",
            columns("$6")
        ),
        params![parent_key(parent), rank.sort, &rank.name_key, rank.id, limit(size + 1), words.code()],
        read,
    )?;
    let before = before(tx, parent, &rank, size)?;
    Ok(Page::new(found, size, &before, |category| category.id))
}

/// How many active categories there are in `parent`.
pub fn count(tx: &mut Tx<'_>, parent: Option<CategoryId>) -> Result<usize, DbError> {
    let count: u32 = tx.query_one(
        "SELECT COUNT(*) FROM categories WHERE COALESCE(parent_id, 0) = $1 AND deleted_at IS NULL",
        params![parent_key(parent)],
        |row| row.take(),
    )?;
    Ok(count as usize)
}

/// Keys of the last active categories in `parent`, last one first.
pub fn last(
    tx: &mut Tx<'_>,
    parent: Option<CategoryId>,
    size: usize,
) -> Result<Vec<CategoryId>, DbError> {
    before(tx, parent, &Rank::LAST, size)
}

fn before(
    tx: &mut Tx<'_>,
    parent: Option<CategoryId>,
    rank: &Rank,
    size: usize,
) -> Result<Vec<CategoryId>, DbError> {
    tx.query(
        "SELECT id FROM categories
         WHERE COALESCE(parent_id, 0) = $1 AND deleted_at IS NULL AND (sort, name_key, id) < ($2, $3, $4)
         ORDER BY sort DESC, name_key DESC, id DESC LIMIT $5",
        params![parent_key(parent), rank.sort, &rank.name_key, rank.id, limit(size)],
        |row| row.take().map(CategoryId::new),
    )
}

fn rank(tx: &mut Tx<'_>, id: CategoryId) -> Result<Rank, DbError> {
    Rank::of(
        tx,
        "SELECT sort, name_key FROM categories WHERE id = $1",
        id.get(),
    )
}

/// A category as a catalogue file sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Row id.
    pub id: CategoryId,
    /// Name as shown.
    pub name: String,
    /// Description.
    pub description: Option<String>,
    /// Place in the owner's order.
    pub sort: i64,
    /// Whether it was deleted.
    pub is_deleted: bool,
}

/// Finds a category of this name in `parent`; an active one before a deleted one.
pub fn by_name(
    tx: &mut Tx<'_>,
    parent: Option<CategoryId>,
    name: &str,
) -> Result<Option<Stored>, DbError> {
    tx.query_opt(
        "SELECT id, name, description, sort, deleted_at FROM categories
         WHERE COALESCE(parent_id, 0) = $1 AND name_key = $2
         ORDER BY (CASE WHEN deleted_at IS NULL THEN 0 ELSE 1 END), id DESC",
        params![parent_key(parent), &sort_key(name)],
        |row| {
            Ok(Stored {
                id: CategoryId::new(row.take()?),
                name: row.take()?,
                description: row.take()?,
                sort: row.take()?,
                is_deleted: row.take::<Option<i64>>()?.is_some(),
            })
        },
    )
}

/// What a category is made of.
#[derive(Debug, Clone, Copy)]
pub struct Fields<'a> {
    /// Name.
    pub name: &'a str,
    /// Description.
    pub description: Option<&'a str>,
    /// Place in the owner's order; smaller first.
    pub sort: i64,
}

/// Creates a category.
pub fn insert(
    tx: &mut Tx<'_>,
    parent: Option<CategoryId>,
    fields: Fields<'_>,
    now: i64,
) -> Result<CategoryId, DbError> {
    tx.query_one(
        "INSERT INTO categories (parent_id, name, name_key, description, sort, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6) RETURNING id",
        params![
            parent.map(CategoryId::get),
            fields.name,
            &sort_key(fields.name),
            fields.description,
            fields.sort,
            now
        ],
        |row| row.take().map(CategoryId::new),
    )
}

/// Changes a category, which counts as a change by staff.
pub fn update(
    tx: &mut Tx<'_>,
    id: CategoryId,
    fields: Fields<'_>,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE categories SET name = $2, name_key = $3, description = $4, sort = $5, updated_at = $6,
             version = version + 1 WHERE id = $1",
        params![id.get(), fields.name, &sort_key(fields.name), fields.description, fields.sort, now],
    )?;
    Ok(())
}

/// Locks a category until the transaction ends, so that nobody deletes it meanwhile; whether it is
/// active. Whoever puts a product into one asks this first.
pub fn hold(tx: &mut Tx<'_>, id: CategoryId) -> Result<bool, DbError> {
    let found = tx.query_opt(
        "SELECT id FROM categories WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE",
        params![id.get()],
        |row| row.take::<i64>(),
    )?;
    Ok(found.is_some())
}
