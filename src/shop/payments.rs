//! Ways to pay, as the owner sets them.

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::{Action, Subject},
        id::PaymentWayId,
        payment::{PaymentKind, PaymentTerms, PaymentWay, Term},
        text::{Instructions, PaymentName},
    },
    store::payments,
};

use super::{
    UseCaseError,
    access::{Management, Permit},
    audit::Watch,
    refuse,
    seeding::Outcome,
};

/// Ways that a shop may have at a time; each is a button of the customer's.
pub const MOST: usize = 10;
/// Deleted ways that are shown, to be restored.
const DELETED: usize = 8;

/// All that is known of ways to pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentWays {
    /// Those there are, offered or hidden, oldest first.
    pub kept: Vec<PaymentWay>,
    /// Those deleted last.
    pub deleted: Vec<PaymentWay>,
}

/// Why a way to pay is not as somebody wished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WayRefusal {
    /// There is no such way.
    Unknown,
    /// It was deleted; it can be restored.
    Deleted,
    /// Another one is called like that.
    NameTaken,
    /// There are as many as there may be.
    TooMany,
    /// Cash is not waited for.
    NoTerm,
}

type Refused = UseCaseError<WayRefusal>;

/// All ways to pay.
pub fn list(tx: &mut Tx<'_>, _by: &Permit<Management>) -> Result<PaymentWays, DbError> {
    Ok(PaymentWays {
        kept: payments::kept(tx)?,
        deleted: payments::deleted(tx, DELETED)?,
    })
}

/// A way to pay, deleted or not.
pub fn find(
    tx: &mut Tx<'_>,
    _by: &Permit<Management>,
    id: PaymentWayId,
) -> Result<PaymentWay, Refused> {
    match payments::find(tx, id)? {
        Some(way) => Ok(way),
        None => refuse(WayRefusal::Unknown),
    }
}

/// Whether a way of this name can be added; asked before the rest is typed.
pub fn may_add(
    tx: &mut Tx<'_>,
    _by: &Permit<Management>,
    name: Option<&PaymentName>,
) -> Result<(), Refused> {
    if payments::kept(tx)?.len() >= MOST {
        return refuse(WayRefusal::TooMany);
    }
    match name {
        Some(name) => is_free(tx, name, None),
        None => Ok(()),
    }
}

fn is_free(tx: &mut Tx<'_>, name: &PaymentName, own: Option<PaymentWayId>) -> Result<(), Refused> {
    match payments::by_name(tx, name)? {
        Some(other) if !other.is_deleted && Some(other.id) != own => refuse(WayRefusal::NameTaken),
        _ => Ok(()),
    }
}

/// Adds a way to pay, which customers can choose at once. A transfer is waited for as long as is
/// usual, until somebody says otherwise.
pub fn add(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    kind: PaymentKind,
    name: &PaymentName,
    instructions: &Instructions,
    now: i64,
) -> Result<PaymentWay, Refused> {
    may_add(tx, by, Some(name))?;
    let terms = PaymentTerms {
        name: name.clone(),
        kind,
        instructions: instructions.clone(),
        term: match kind {
            PaymentKind::Cash => None,
            PaymentKind::Transfer => Some(Term::USUAL),
        },
    };
    let id = insert(tx, by, &terms, true, Action::Create, now)?;
    find(tx, by, id)
}

fn insert(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    terms: &PaymentTerms,
    is_active: bool,
    action: Action,
    now: i64,
) -> Result<PaymentWayId, DbError> {
    let id = payments::insert(tx, terms, is_active, now)?;
    Watch::over_new(Subject::PaymentWay(id)).done(tx, by, action, now)?;
    Ok(id)
}

/// A way to pay that is there, locked; with it the watch over it.
fn taken_up(tx: &mut Tx<'_>, id: PaymentWayId) -> Result<(PaymentWay, Watch), Refused> {
    match payments::lock(tx, id)? {
        None => refuse(WayRefusal::Unknown),
        Some(way) if way.is_deleted => refuse(WayRefusal::Deleted),
        Some(way) => Ok((way, Watch::over(tx, Subject::PaymentWay(id))?)),
    }
}

fn put_down(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    way: PaymentWay,
    watch: Watch,
    action: Action,
    now: i64,
) -> Result<PaymentWay, Refused> {
    payments::update(tx, &way, now)?;
    watch.done(tx, by, action, now)?;
    Ok(way)
}

/// Gives a way another name. Orders keep the one they were placed with.
pub fn rename(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    id: PaymentWayId,
    name: &PaymentName,
    now: i64,
) -> Result<PaymentWay, Refused> {
    let (mut way, watch) = taken_up(tx, id)?;
    is_free(tx, name, Some(id))?;
    way.terms.name = name.clone();
    put_down(tx, by, way, watch, Action::Edit, now)
}

/// Says otherwise how to pay. Orders keep what they were placed with.
pub fn instruct(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    id: PaymentWayId,
    instructions: &Instructions,
    now: i64,
) -> Result<PaymentWay, Refused> {
    let (mut way, watch) = taken_up(tx, id)?;
    way.terms.instructions = instructions.clone();
    put_down(tx, by, way, watch, Action::Edit, now)
}

/// Sets how long an unpaid order is kept; `None`: for ever.
pub fn set_term(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    id: PaymentWayId,
    term: Option<Term>,
    now: i64,
) -> Result<PaymentWay, Refused> {
    let (mut way, watch) = taken_up(tx, id)?;
    if way.terms.kind == PaymentKind::Cash && term.is_some() {
        return refuse(WayRefusal::NoTerm);
    }
    way.terms.term = term;
    put_down(tx, by, way, watch, Action::Edit, now)
}

/// Offers a way to customers, or hides it from them.
pub fn offer(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    id: PaymentWayId,
    is_active: bool,
    now: i64,
) -> Result<PaymentWay, Refused> {
    let (mut way, watch) = taken_up(tx, id)?;
    way.is_active = is_active;
    let action = if is_active {
        Action::Show
    } else {
        Action::Hide
    };
    put_down(tx, by, way, watch, action, now)
}

/// Deletes a way; it can be restored.
pub fn delete(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    id: PaymentWayId,
    now: i64,
) -> Result<PaymentWay, Refused> {
    let (mut way, watch) = taken_up(tx, id)?;
    way.is_deleted = true;
    put_down(tx, by, way, watch, Action::Delete, now)
}

/// Brings a deleted way back as it was; one that is there is left alone.
pub fn restore(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    id: PaymentWayId,
    now: i64,
) -> Result<PaymentWay, Refused> {
    let Some(mut way) = payments::lock(tx, id)? else {
        return refuse(WayRefusal::Unknown);
    };
    if !way.is_deleted {
        return Ok(way);
    }
    may_add(tx, by, Some(&way.terms.name))?;
    let watch = Watch::over(tx, Subject::PaymentWay(id))?;
    way.is_deleted = false;
    put_down(tx, by, way, watch, Action::Restore, now)
}

/// A way to pay of a catalogue file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentEntry {
    /// What it is; the name identifies it.
    pub terms: PaymentTerms,
    /// Whether it is offered.
    pub is_active: bool,
}

/// Creates or changes a way to pay; one that was deleted stays so.
pub fn save(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    entry: &PaymentEntry,
    now: i64,
) -> Result<Outcome, DbError> {
    let PaymentEntry { terms, is_active } = entry;
    let Some(stored) = payments::by_name(tx, &terms.name)? else {
        insert(tx, by, terms, *is_active, Action::Import, now)?;
        return Ok(Outcome::Created);
    };
    if stored.is_deleted {
        return Ok(Outcome::Deleted);
    }
    let wished = PaymentWay {
        terms: terms.clone(),
        is_active: *is_active,
        ..stored
    };
    if wished == stored {
        return Ok(Outcome::Left);
    }
    let watch = Watch::over(tx, Subject::PaymentWay(stored.id))?;
    payments::update(tx, &wished, now)?;
    watch.done(tx, by, Action::Import, now)?;
    Ok(Outcome::Changed)
}
