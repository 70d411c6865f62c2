//! The record of what staff changed: every use case that changes something for them watches it.

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::{Action, AuditEntry, Subject},
        id::AuditId,
        page::Page,
    },
    store::{
        audit::{self, NewEntry},
        snapshots,
    },
};

use super::access::{Management, Part, Permit};

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

/// One page of the record, newest first, from an entry on.
pub fn history(
    tx: &mut Tx<'_>,
    _by: &Permit<Management>,
    from: Option<AuditId>,
) -> Result<Page<AuditEntry, AuditId>, DbError> {
    audit::page(tx, from, PER_PAGE)
}
