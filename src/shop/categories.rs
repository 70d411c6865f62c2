//! Categories, as staff arrange them.
//!
//! Every change holds the tree of categories while it looks and writes, so that two people can
//! neither take the same name nor move two categories into each other. What somebody typed after
//! looking at a category is refused when it has changed since.

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::{Action, Subject},
        catalog::StaffCategory,
        id::CategoryId,
        page::Page,
        text::{Description, Name},
        translation::Words,
    },
    store::categories::{self, Fields, staff},
};

use super::{
    UseCaseError,
    access::{Catalogue, Permit},
    audit::Watch,
    refuse,
};

/// Categories on one screen.
const PER_PAGE: usize = 8;
/// Distance of the numbers given out, so that something fits between.
const STEP: i64 = 10;

/// Why a category was not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CategoryRefusal {
    /// It is not there, or was deleted; or, of a restore, it was not.
    Unknown,
    /// The category it would be in is not there any more.
    ParentGone,
    /// Another one there is called so.
    NameTaken,
    /// It cannot lie in itself, nor in what lies in it.
    Inside,
    /// There is something in it.
    NotEmpty {
        /// Products, hidden ones too.
        products: i64,
        /// Sub-categories.
        categories: i64,
    },
    /// Somebody changed it since the question was asked; this is how it is now.
    Changed(Box<StaffCategory>),
}

/// A result of changing a category.
pub type Changed<T> = Result<T, UseCaseError<CategoryRefusal>>;

/// A category with the names of those it lies in, outermost first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The category.
    pub seen: StaffCategory,
    /// Names of the categories around it.
    pub path: Vec<String>,
}

/// The categories at one place of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// The category they lie in; `None` at the top.
    pub parent: Option<StaffCategory>,
    /// One page of them.
    pub page: Page<StaffCategory, CategoryId>,
    /// How many deleted categories the shop has, anywhere.
    pub deleted: i64,
}

/// Where a moved category goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// What is moved.
    pub moved: StaffCategory,
    /// The place looked at.
    pub level: Level,
}

fn active(tx: &mut Tx<'_>, id: CategoryId) -> Changed<StaffCategory> {
    match staff::find(tx, id)?.filter(|found| !found.is_deleted) {
        Some(found) => Ok(found),
        None => refuse(CategoryRefusal::Unknown),
    }
}

/// A category, and where it is.
pub fn inspect(tx: &mut Tx<'_>, _by: &Permit<Catalogue>, id: CategoryId) -> Changed<Card> {
    let seen = active(tx, id)?;
    card(tx, seen)
}

fn card(tx: &mut Tx<'_>, seen: StaffCategory) -> Changed<Card> {
    let mut path = Vec::new();
    for around in ancestors(tx, seen.category.parent)? {
        path.push(around.category.name);
    }
    path.reverse();
    Ok(Card { seen, path })
}

/// A category and all around it, innermost first.
fn ancestors(tx: &mut Tx<'_>, from: Option<CategoryId>) -> Result<Vec<StaffCategory>, DbError> {
    let mut around: Vec<StaffCategory> = Vec::new();
    let mut next = from;
    while let Some(id) = next {
        // A circle would be damage, and is no reason never to answer.
        if around.iter().any(|seen| seen.category.id == id) {
            return Err(DbError::Decode(format!("category {id} lies in itself")));
        }
        let found = staff::find(tx, id)?.ok_or(DbError::NotFound)?;
        next = found.category.parent;
        around.push(found);
    }
    Ok(around)
}

/// One page of the categories in `parent`, from one on.
pub fn level(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    parent: Option<CategoryId>,
    from: Option<CategoryId>,
) -> Changed<Level> {
    // What fits one page is not begun in the middle.
    let is_short = categories::count(tx, parent)? <= PER_PAGE;
    let from = from.filter(|_| !is_short);
    Ok(Level {
        parent: parent.map(|id| active(tx, id)).transpose()?,
        page: staff::page(tx, parent, from, PER_PAGE)?,
        deleted: staff::count_deleted(tx)?,
    })
}

/// Where a category could go: the categories in `at`, from one on.
pub fn destination(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    id: CategoryId,
    at: Option<CategoryId>,
    from: Option<CategoryId>,
) -> Changed<Destination> {
    let moved = active(tx, id)?;
    let at = match from {
        Some(from) => active(tx, from)?.category.parent,
        None => at,
    };
    Ok(Destination {
        moved,
        level: level(tx, by, at, from)?,
    })
}

/// One page of the deleted categories, each with the names of those it was in.
pub fn deleted(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    from: Option<CategoryId>,
) -> Changed<Page<Card, CategoryId>> {
    let page = staff::deleted(tx, from, PER_PAGE)?;
    let mut items = Vec::with_capacity(page.items.len());
    for seen in page.items {
        items.push(card(tx, seen)?);
    }
    Ok(Page {
        items,
        previous: page.previous,
        next: page.next,
    })
}

/// What a name for a new category means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Naming {
    /// Nobody has it.
    Free,
    /// A deleted category there had it, and could be restored.
    Deleted(CategoryId),
}

/// Whether a new category in `parent` may be called so.
pub fn naming(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    parent: Option<CategoryId>,
    name: &Name,
) -> Changed<Naming> {
    if let Some(parent) = parent {
        active(tx, parent).map_err(|error| error.told_as(CategoryRefusal::ParentGone))?;
    }
    match categories::by_name(tx, parent, name.as_str())? {
        None => Ok(Naming::Free),
        Some(stored) if stored.is_deleted => Ok(Naming::Deleted(stored.id)),
        Some(_) => refuse(CategoryRefusal::NameTaken),
    }
}

/// Creates a category, last among its siblings.
pub fn create(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    parent: Option<CategoryId>,
    name: &Name,
    description: Option<&Description>,
    now: i64,
) -> Changed<Card> {
    staff::hold_tree(tx, now)?;
    naming(tx, by, parent, name)?;
    let fields = Fields {
        name: name.as_str(),
        description: description.map(Description::as_str),
        sort: after_last(tx, parent)?,
    };
    let id = categories::insert(tx, parent, fields, now)?;
    Watch::over_new(Subject::Category(id)).done(tx, by, Action::Create, now)?;
    inspect(tx, by, id)
}

/// The number that comes after all siblings. A shop that never numbered them goes on by name.
fn after_last(tx: &mut Tx<'_>, parent: Option<CategoryId>) -> Result<i64, DbError> {
    Ok(match staff::last_sort(tx, parent)? {
        0 => 0,
        last => last.saturating_add(STEP),
    })
}

/// What is changed of a category by typing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Its name.
    Name(Name),
    /// Its description, or none.
    Description(Option<Description>),
    /// Its number in the owner's order.
    Sort(i64),
}

/// Changes a category that was seen at `version`; `None` takes it as it is.
pub fn edit(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    id: CategoryId,
    version: Option<i64>,
    edit: &Edit,
    now: i64,
) -> Changed<Card> {
    staff::hold_tree(tx, now)?;
    categories::hold(tx, id)?;
    let seen = active(tx, id)?;
    if version.is_some_and(|version| version != seen.version) {
        return refuse(CategoryRefusal::Changed(Box::new(seen)));
    }
    let mut fields = Fields {
        name: &seen.category.name,
        description: seen.category.description.as_deref(),
        sort: seen.sort,
    };
    match edit {
        Edit::Name(name) => {
            let other = staff::named(tx, seen.category.parent, name.as_str())?;
            if other.is_some_and(|other| other != id) {
                return refuse(CategoryRefusal::NameTaken);
            }
            fields.name = name.as_str();
        }
        Edit::Description(description) => {
            fields.description = description.as_ref().map(Description::as_str);
        }
        Edit::Sort(sort) => fields.sort = *sort,
    }
    let is_same = fields.name == seen.category.name
        && fields.description == seen.category.description.as_deref()
        && fields.sort == seen.sort;
    if !is_same {
        let watch = Watch::over(tx, Subject::Category(id))?;
        categories::update(tx, id, fields, now)?;
        watch.done(tx, by, Action::Edit, now)?;
    }
    inspect(tx, by, id)
}

/// Which way a category goes among its siblings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

/// Lets a category change places with its neighbour; whether there was one.
pub fn shift(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    id: CategoryId,
    direction: Direction,
    now: i64,
) -> Changed<(Card, bool)> {
    staff::hold_tree(tx, now)?;
    let parent = active(tx, id)?.category.parent;
    let mut order = staff::order(tx, parent)?;
    let at = order.iter().position(|(other, _)| *other == id);
    let Some(at) = at else {
        return refuse(CategoryRefusal::Unknown);
    };
    let neighbour = match direction {
        Direction::Up => at.checked_sub(1),
        Direction::Down => Some(at + 1).filter(|next| *next < order.len()),
    };
    let Some(neighbour) = neighbour else {
        return Ok((inspect(tx, by, id)?, false));
    };
    order.swap(at, neighbour);
    let mut numbers: Vec<i64> = order.iter().map(|(_, sort)| *sort).collect();
    numbers.sort_unstable();
    let is_clear = numbers.windows(2).all(|pair| pair[0] < pair[1]);
    if !is_clear {
        // Where two have the same number their names decide: everybody gets a number of their own.
        numbers = (1..).map(|place| place * STEP).take(order.len()).collect();
    }
    for ((sibling, sort), number) in order.into_iter().zip(numbers) {
        if sort != number {
            let watch = Watch::over(tx, Subject::Category(sibling))?;
            staff::set_sort(tx, sibling, number, now)?;
            watch.done(tx, by, Action::Edit, now)?;
        }
    }
    Ok((inspect(tx, by, id)?, true))
}

/// Moves a category with everything in it to another place, last among its new siblings.
pub fn move_to(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    id: CategoryId,
    parent: Option<CategoryId>,
    now: i64,
) -> Changed<Card> {
    staff::hold_tree(tx, now)?;
    let seen = active(tx, id)?;
    if let Some(parent) = parent {
        active(tx, parent).map_err(|error| error.told_as(CategoryRefusal::ParentGone))?;
        let around = ancestors(tx, Some(parent))?;
        if around.iter().any(|other| other.category.id == id) {
            return refuse(CategoryRefusal::Inside);
        }
    }
    if seen.category.parent != parent {
        if staff::named(tx, parent, &seen.category.name)?.is_some() {
            return refuse(CategoryRefusal::NameTaken);
        }
        let watch = Watch::over(tx, Subject::Category(id))?;
        let sort = after_last(tx, parent)?;
        staff::set_parent(tx, id, parent, sort, now)?;
        watch.done(tx, by, Action::Edit, now)?;
    }
    inspect(tx, by, id)
}

/// A category that may be deleted: nothing is in it.
pub fn deletable(tx: &mut Tx<'_>, by: &Permit<Catalogue>, id: CategoryId) -> Changed<Card> {
    let card = inspect(tx, by, id)?;
    if card.seen.products > 0 || card.seen.categories > 0 {
        return refuse(CategoryRefusal::NotEmpty {
            products: card.seen.products,
            categories: card.seen.categories,
        });
    }
    Ok(card)
}

/// Deletes an empty category; orders keep what they name. Returns it as it was.
pub fn delete(tx: &mut Tx<'_>, by: &Permit<Catalogue>, id: CategoryId, now: i64) -> Changed<Card> {
    staff::hold_tree(tx, now)?;
    categories::hold(tx, id)?;
    let card = deletable(tx, by, id)?;
    let watch = Watch::over(tx, Subject::Category(id))?;
    staff::delete(tx, id, now)?;
    watch.done(tx, by, Action::Delete, now)?;
    Ok(card)
}

/// Brings a deleted category back: where it was, or to the top when that place is gone.
pub fn restore(tx: &mut Tx<'_>, by: &Permit<Catalogue>, id: CategoryId, now: i64) -> Changed<Card> {
    staff::hold_tree(tx, now)?;
    let Some(seen) = staff::find(tx, id)?.filter(|found| found.is_deleted) else {
        return refuse(CategoryRefusal::Unknown);
    };
    let parent = match seen.category.parent {
        Some(parent) => categories::find(tx, Words::Own, parent)?.map(|found| found.id),
        None => None,
    };
    if staff::named(tx, parent, &seen.category.name)?.is_some() {
        return refuse(CategoryRefusal::NameTaken);
    }
    let watch = Watch::over(tx, Subject::Category(id))?;
    staff::restore(tx, id, parent, now)?;
    watch.done(tx, by, Action::Restore, now)?;
    inspect(tx, by, id)
}

/// What a category is called, deleted or not.
pub fn name_of(tx: &mut Tx<'_>, _by: &Permit<Catalogue>, id: CategoryId) -> Changed<String> {
    match staff::find(tx, id)? {
        Some(seen) => Ok(seen.category.name),
        None => refuse(CategoryRefusal::Unknown),
    }
}
