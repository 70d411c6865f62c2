//! Categories as staff see and change them.

use crate::{
    db::{DbError, Row, Tx},
    domain::{
        catalog::{Category, StaffCategory},
        id::CategoryId,
        page::Page,
        text::sort_key,
    },
    params,
    store::{Rank, limit, settings},
};

use super::{parent_key, rank};

/// With what is in it: products that are not deleted, hidden ones too, and active sub-categories.
const COLUMNS: &str = "c.id, c.parent_id, c.name, c.description, c.sort, c.version, c.deleted_at,
    (SELECT COUNT(*) FROM products p WHERE p.category_id = c.id AND p.deleted_at IS NULL),
    (SELECT COUNT(*) FROM categories i WHERE COALESCE(i.parent_id, 0) = c.id AND i.deleted_at IS NULL)";

fn read(row: &mut Row<'_>) -> Result<StaffCategory, DbError> {
    Ok(StaffCategory {
        category: Category {
            id: CategoryId::new(row.take()?),
            parent: row.take::<Option<i64>>()?.map(CategoryId::new),
            name: row.take()?,
            description: row.take()?,
        },
        sort: row.take()?,
        version: row.take()?,
        is_deleted: row.take::<Option<i64>>()?.is_some(),
        products: row.take()?,
        categories: row.take()?,
    })
}

/// Waits until nobody else is changing the tree of categories, and keeps others from it until the
/// transaction ends.
pub fn hold_tree(tx: &mut Tx<'_>, now: i64) -> Result<(), DbError> {
    settings::hold(tx, settings::CATEGORY_TREE, "", now)
}

/// A category, deleted or not.
pub fn find(tx: &mut Tx<'_>, id: CategoryId) -> Result<Option<StaffCategory>, DbError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM categories c WHERE c.id = $1"),
        params![id.get()],
        read,
    )
}

/// One page of the active categories in `parent` (at the top for `None`), in the owner's order.
pub fn page(
    tx: &mut Tx<'_>,
    parent: Option<CategoryId>,
    from: Option<CategoryId>,
    size: usize,
) -> Result<Page<StaffCategory, CategoryId>, DbError> {
    let rank = match from {
        Some(from) => rank(tx, from)?,
        None => Rank::FIRST,
    };
    let found = tx.query(
        &format!(
            "SELECT {COLUMNS} FROM categories c
             WHERE COALESCE(c.parent_id, 0) = $1 AND c.deleted_at IS NULL
                 AND (c.sort, c.name_key, c.id) >= ($2, $3, $4)
             ORDER BY c.sort, c.name_key, c.id LIMIT $5"
        ),
        params![
            parent_key(parent),
            rank.sort,
            &rank.name_key,
            rank.id,
            limit(size + 1)
        ],
        read,
    )?;
    let before = super::before(tx, parent, &rank, size)?;
    Ok(Page::new(found, size, &before, |seen| seen.category.id))
}

/// One page of the deleted categories, by name.
pub fn deleted(
    tx: &mut Tx<'_>,
    from: Option<CategoryId>,
    size: usize,
) -> Result<Page<StaffCategory, CategoryId>, DbError> {
    let rank = match from {
        Some(from) => rank(tx, from)?,
        None => Rank::FIRST,
    };
    let found = tx.query(
        &format!(
            "SELECT {COLUMNS} FROM categories c
             WHERE c.deleted_at IS NOT NULL AND (c.name_key, c.id) >= ($1, $2)
             ORDER BY c.name_key, c.id LIMIT $3"
        ),
        params![&rank.name_key, rank.id, limit(size + 1)],
        read,
    )?;
    let before = tx.query(
        "SELECT id FROM categories WHERE deleted_at IS NOT NULL AND (name_key, id) < ($1, $2)
         ORDER BY name_key DESC, id DESC LIMIT $3",
        params![&rank.name_key, rank.id, limit(size)],
        |row| row.take().map(CategoryId::new),
    )?;
    Ok(Page::new(found, size, &before, |seen| seen.category.id))
}

/// How many categories were deleted.
pub fn count_deleted(tx: &mut Tx<'_>) -> Result<i64, DbError> {
    tx.query_one(
        "SELECT COUNT(*) FROM categories WHERE deleted_at IS NOT NULL",
        params![],
        |row| row.take(),
    )
}

/// The active categories in `parent` with their numbers, in the owner's order.
pub fn order(
    tx: &mut Tx<'_>,
    parent: Option<CategoryId>,
) -> Result<Vec<(CategoryId, i64)>, DbError> {
    tx.query(
        "SELECT id, sort FROM categories WHERE COALESCE(parent_id, 0) = $1 AND deleted_at IS NULL
         ORDER BY sort, name_key, id",
        params![parent_key(parent)],
        |row| Ok((CategoryId::new(row.take()?), row.take()?)),
    )
}

/// The number of the last active category in `parent`, or 0.
pub fn last_sort(tx: &mut Tx<'_>, parent: Option<CategoryId>) -> Result<i64, DbError> {
    let last = tx.query_opt(
        "SELECT sort FROM categories WHERE COALESCE(parent_id, 0) = $1 AND deleted_at IS NULL
         ORDER BY sort DESC LIMIT 1",
        params![parent_key(parent)],
        |row| row.take::<i64>(),
    )?;
    Ok(last.unwrap_or(0))
}

/// The active category of that name in `parent`.
pub fn named(
    tx: &mut Tx<'_>,
    parent: Option<CategoryId>,
    name: &str,
) -> Result<Option<CategoryId>, DbError> {
    tx.query_opt(
        "SELECT id FROM categories
         WHERE COALESCE(parent_id, 0) = $1 AND name_key = $2 AND deleted_at IS NULL",
        params![parent_key(parent), &sort_key(name)],
        |row| row.take().map(CategoryId::new),
    )
}

/// Puts a category into another place of the tree, with a number there.
pub fn set_parent(
    tx: &mut Tx<'_>,
    id: CategoryId,
    parent: Option<CategoryId>,
    sort: i64,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE categories SET parent_id = $2, sort = $3, updated_at = $4, version = version + 1
         WHERE id = $1",
        params![id.get(), parent.map(CategoryId::get), sort, now],
    )
}

/// Gives a category a number in the owner's order.
pub fn set_sort(tx: &mut Tx<'_>, id: CategoryId, sort: i64, now: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE categories SET sort = $2, updated_at = $3, version = version + 1 WHERE id = $1",
        params![id.get(), sort, now],
    )
}

/// Deletes a category, which can be restored.
pub fn delete(tx: &mut Tx<'_>, id: CategoryId, now: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE categories SET deleted_at = $2, updated_at = $2, version = version + 1
         WHERE id = $1",
        params![id.get(), now],
    )
}

/// Brings a deleted category back, into `parent`.
pub fn restore(
    tx: &mut Tx<'_>,
    id: CategoryId,
    parent: Option<CategoryId>,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE categories SET deleted_at = NULL, parent_id = $2, updated_at = $3,
             version = version + 1 WHERE id = $1",
        params![id.get(), parent.map(CategoryId::get), now],
    )
}
