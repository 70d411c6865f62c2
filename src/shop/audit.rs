//! The record of what staff changed: every use case that changes something for them watches it.

pub mod changes;

use std::collections::BTreeMap;

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::{Action, AuditEntry, Subject},
        id::{AuditId, CategoryId, TelegramId},
        page::Page,
        staff::Actor,
        translation::Worded,
    },
    store::{
        audit::{self, NewEntry},
        customers, snapshots,
    },
};

use super::{
    UseCaseError,
    access::{Management, Part, Permit},
    refuse, search,
};

use self::changes::Change;

/// Entries on one page of the record.
const PER_PAGE: usize = 8;

/// Something as it was before a change.
#[derive(Debug)]
#[must_use = "a change is recorded by `done`"]
pub struct Watch {
    subject: Subject,
    /// Name and state in JSON.
    before: Option<(String, String)>,
}

impl Watch {
    /// Looks at something before it is changed.
    pub fn over(tx: &mut Tx<'_>, subject: Subject) -> Result<Self, DbError> {
        Ok(Self {
            subject,
            before: snapshots::of(tx, subject)?,
        })
    }

    /// Watches something that is not there yet.
    pub const fn over_new(subject: Subject) -> Self {
        Self {
            subject,
            before: None,
        }
    }

    /// Looks again and records what differs; `None` when nothing does.
    pub fn done<P: Part>(
        self,
        tx: &mut Tx<'_>,
        by: &Permit<P>,
        action: Action,
        now: i64,
    ) -> Result<Option<AuditId>, DbError> {
        let after = snapshots::of(tx, self.subject)?;
        let state = |seen: &Option<(String, String)>| seen.as_ref().map(|(_, json)| json.clone());
        let (old, new) = (state(&self.before), state(&after));
        let Some((label, _)) = after.or(self.before).filter(|_| old != new) else {
            return Ok(None);
        };
        match self.subject {
            Subject::Product(product) => {
                search::follow(tx, product, old.as_deref(), new.as_deref())?;
            }
            Subject::Words(Worded::Product(product)) => search::follow_words(tx, product)?,
            _ => {}
        }
        let entry = NewEntry {
            actor: by.actor(),
            action,
            subject: self.subject,
            label: &label,
            before: old.as_deref(),
            after: new.as_deref(),
        };
        audit::insert(tx, entry, now).map(Some)
    }
}

/// An entry with what it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The entry.
    pub entry: AuditEntry,
    /// The fields that differ.
    pub changes: Vec<Change>,
}

/// What people and categories of the record are called now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    /// People by Telegram's id.
    pub people: BTreeMap<i64, String>,
    /// Categories by row id.
    pub categories: BTreeMap<i64, String>,
}

/// One page of the record, newest first, from an entry on.
pub fn history(
    tx: &mut Tx<'_>,
    _by: &Permit<Management>,
    from: Option<AuditId>,
) -> Result<(Page<Recorded, AuditId>, Names), DbError> {
    let page = audit::page(tx, from, PER_PAGE)?;
    let mut names = Names::default();
    let mut items = Vec::with_capacity(page.items.len());
    for entry in page.items {
        items.push(read(tx, entry, &mut names)?);
    }
    let page = Page {
        items,
        previous: page.previous,
        next: page.next,
    };
    Ok((page, names))
}

/// There is no such entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownEntry;

/// An entry of the record.
pub fn entry(
    tx: &mut Tx<'_>,
    _by: &Permit<Management>,
    id: AuditId,
) -> Result<(Recorded, Names), UseCaseError<UnknownEntry>> {
    let Some(entry) = audit::find(tx, id)? else {
        return refuse(UnknownEntry);
    };
    let mut names = Names::default();
    let recorded = read(tx, entry, &mut names)?;
    Ok((recorded, names))
}

/// Reads what an entry changed, and learns the names it needs.
fn read(tx: &mut Tx<'_>, entry: AuditEntry, names: &mut Names) -> Result<Recorded, DbError> {
    let changes = changes::changes(entry.before.as_deref(), entry.after.as_deref())
        .map_err(|error| DbError::Decode(format!("audit entry {}: {error}", entry.id)))?;
    if let Actor::Person(person) = entry.actor {
        learn_person(tx, person.get(), names)?;
    }
    for change in &changes {
        for value in [&change.before, &change.after] {
            let Some(id) = value.as_i64() else { continue };
            match change.field.as_str() {
                "category" | "parent" => learn_category(tx, id, names)?,
                "used_by" => learn_person(tx, id, names)?,
                _ => {}
            }
        }
    }
    Ok(Recorded { entry, changes })
}

fn learn_person(tx: &mut Tx<'_>, id: i64, names: &mut Names) -> Result<(), DbError> {
    if !names.people.contains_key(&id)
        && let Some(customer) = customers::find(tx, TelegramId::new(id))?
    {
        names.people.insert(id, customer.name());
    }
    Ok(())
}

fn learn_category(tx: &mut Tx<'_>, id: i64, names: &mut Names) -> Result<(), DbError> {
    if !names.categories.contains_key(&id)
        && let Some(category) = snapshots::category(tx, CategoryId::new(id))?
    {
        names.categories.insert(id, category.name);
    }
    Ok(())
}
