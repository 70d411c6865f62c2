//! Who works for the shop: one-time links, joining by them, roles, and leaving.

use rand::{TryRngCore, rngs::OsRng};

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::{Action, Subject},
        id::{StaffLinkId, TelegramId},
        page::Page,
        staff::{Actor, LinkSecret, Member, Role, StaffLink},
    },
    store::{admins, staff_links},
};

use super::{
    UseCaseError,
    access::{self, Management, Orders, Permit, Staff, Standing, Visitor},
    audit::Watch,
    refuse,
};

/// How long a link from the shop's shell can be used, in seconds.
pub const CLAIM_SECONDS: i64 = 15 * 60;
/// How long an owner's invitation can be used, in seconds.
pub const INVITE_SECONDS: i64 = 24 * 3600;

/// People or links on one page.
const PER_PAGE: usize = 8;

/// A new link, while its secret is still known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invitation {
    /// What the link carries.
    pub secret: LinkSecret,
    /// The role it gives.
    pub role: Role,
    /// Until when it can be used, in seconds since 1970 (UTC).
    pub expires_at: i64,
}

/// Makes a link that makes whoever redeems it first an owner, for [`CLAIM_SECONDS`].
pub fn claim(tx: &mut Tx<'_>, by: &Permit<Management>, now: i64) -> Result<Invitation, DbError> {
    link(tx, by, Role::Owner, now + CLAIM_SECONDS, now)
}

/// Makes a link that gives whoever redeems it first a role, for [`INVITE_SECONDS`].
pub fn invite(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    role: Role,
    now: i64,
) -> Result<Invitation, DbError> {
    link(tx, by, role, now + INVITE_SECONDS, now)
}

fn link(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    role: Role,
    expires_at: i64,
    now: i64,
) -> Result<Invitation, DbError> {
    let mut bits = [0; 16];
    // Without good randomness there is no link.
    OsRng
        .try_fill_bytes(&mut bits)
        .map_err(|error| DbError::Decode(format!("no randomness: {error}")))?;
    let secret = LinkSecret::new(u128::from_be_bytes(bits));
    let id = staff_links::insert(tx, secret, role, by.actor(), expires_at, now)?;
    Watch::over_new(Subject::Invite(id)).done(tx, by, Action::Create, now)?;
    Ok(Invitation {
        secret,
        role,
        expires_at,
    })
}

/// One page of the links that can still be used, newest first, from a link on.
pub fn open_links(
    tx: &mut Tx<'_>,
    _by: &Permit<Management>,
    from: Option<StaffLinkId>,
    now: i64,
) -> Result<Page<StaffLink, StaffLinkId>, DbError> {
    staff_links::open(tx, from, PER_PAGE, now)
}

/// The link cannot be taken back: it was used or taken back before, or never was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkGone;

/// Takes a link back that nobody has used.
pub fn revoke(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    id: StaffLinkId,
    now: i64,
) -> Result<(), UseCaseError<LinkGone>> {
    let watch = Watch::over(tx, Subject::Invite(id))?;
    if !staff_links::revoke(tx, id)? {
        return refuse(LinkGone);
    }
    watch.done(tx, by, Action::Delete, now)?;
    Ok(())
}

/// Why a link did not make somebody staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinRefusal {
    /// There is no such link, or there is no more.
    Unknown,
    /// Its time is over.
    Expired,
    /// Somebody has used it.
    Used,
    /// They work for the shop already; the link is left for whom it was meant.
    AlreadyStaff(Role),
}

/// Makes whoever shows a link's secret staff, once.
pub fn redeem(
    tx: &mut Tx<'_>,
    visitor: &Visitor,
    secret: LinkSecret,
    now: i64,
) -> Result<Staff, UseCaseError<JoinRefusal>> {
    let Some(link) = staff_links::lock_by_secret(tx, secret)? else {
        return refuse(JoinRefusal::Unknown);
    };
    if link.is_used {
        return refuse(JoinRefusal::Used);
    }
    if link.expires_at <= now {
        return refuse(JoinRefusal::Expired);
    }
    if let Some(staff) = visitor.staff() {
        return refuse(JoinRefusal::AlreadyStaff(staff.role()));
    }
    let person = visitor.customer.telegram.id;
    let invite = Watch::over(tx, Subject::Invite(link.id))?;
    let member = Watch::over(tx, Subject::Staff(person))?;
    if !staff_links::use_up(tx, link.id, person, now)? {
        return refuse(JoinRefusal::Used);
    }
    admins::add(tx, person, link.role, now)?;
    let joined = access::staff(tx, person)?.ok_or(DbError::NotFound)?;
    // Every role includes orders.
    let by = joined.permit::<Orders>().ok_or(DbError::NotFound)?;
    invite.done(tx, &by, Action::Edit, now)?;
    let action = match visitor.standing {
        Standing::Former => Action::Restore,
        Standing::Stranger | Standing::Staff(_) => Action::Create,
    };
    member.done(tx, &by, action, now)?;
    Ok(joined)
}

/// Lists the staff with their roles, by id.
pub fn all(tx: &mut Tx<'_>, _by: &Permit<Management>) -> Result<Vec<(TelegramId, Role)>, DbError> {
    admins::all(tx)
}

/// Where everybody stands who works for the shop, for what it does by itself.
pub fn standings(tx: &mut Tx<'_>) -> Result<Vec<(TelegramId, Standing)>, DbError> {
    let people = admins::all(tx)?.into_iter();
    people
        .map(|(person, _)| Ok((person, access::standing(tx, person)?)))
        .collect()
}

/// Whether nobody works for the shop.
pub fn is_deserted(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    Ok(admins::all(tx)?.is_empty())
}

/// One page of the staff by id, from somebody on.
pub fn members(
    tx: &mut Tx<'_>,
    _by: &Permit<Management>,
    from: Option<TelegramId>,
) -> Result<Page<Member, TelegramId>, DbError> {
    admins::members(tx, from, PER_PAGE)
}

/// Why nothing about somebody of the staff was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffRefusal {
    /// That person is not one of the staff.
    Unknown,
    /// The configuration names them, and is the place to change that.
    Configured,
    /// It would leave the shop without an owner.
    LastOwner,
}

/// Whether the shop may be left without an owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastOwner {
    /// No: the usual answer.
    Keep,
    /// Yes, whoever asks means it.
    MayGo,
}

/// Somebody of the staff.
pub fn member(
    tx: &mut Tx<'_>,
    _by: &Permit<Management>,
    person: TelegramId,
) -> Result<Member, UseCaseError<StaffRefusal>> {
    match admins::member(tx, person)? {
        Some(member) => Ok(member),
        None => refuse(StaffRefusal::Unknown),
    }
}

/// Gives somebody of the staff another role, or adds somebody with it; twice is once.
pub fn put(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    person: TelegramId,
    role: Role,
    now: i64,
) -> Result<(), UseCaseError<StaffRefusal>> {
    let all = admins::lock_all(tx)?;
    if let Some((_, before)) = all.iter().find(|(id, _)| *id == person) {
        if *before == role {
            return Ok(());
        }
        let member = member(tx, by, person)?;
        if member.is_configured {
            return refuse(StaffRefusal::Configured);
        }
        if is_last_owner(&all, person) {
            return refuse(StaffRefusal::LastOwner);
        }
    }
    let watch = Watch::over(tx, Subject::Staff(person))?;
    let action = match admins::standing(tx, person)? {
        None => Action::Create,
        Some(standing) if standing.has_left => Action::Restore,
        Some(_) => Action::Edit,
    };
    admins::add(tx, person, role, now)?;
    if role != Role::Owner {
        revoke_all_of(tx, by, person, now)?;
    }
    watch.done(tx, by, action, now)?;
    Ok(())
}

/// Gives somebody who works for the shop another role.
pub fn set_role(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    person: TelegramId,
    role: Role,
    now: i64,
) -> Result<Member, UseCaseError<StaffRefusal>> {
    member(tx, by, person)?;
    put(tx, by, person, role, now)?;
    member(tx, by, person)
}

/// Takes somebody off the staff. Whom the configuration names, only the shop's shell can.
pub fn remove(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    person: TelegramId,
    last: LastOwner,
    now: i64,
) -> Result<(), UseCaseError<StaffRefusal>> {
    let all = admins::lock_all(tx)?;
    let member = member(tx, by, person)?;
    if member.is_configured && by.actor() != Actor::Operator {
        return refuse(StaffRefusal::Configured);
    }
    if is_last_owner(&all, person) && last == LastOwner::Keep {
        return refuse(StaffRefusal::LastOwner);
    }
    let watch = Watch::over(tx, Subject::Staff(person))?;
    admins::remove(tx, person, now)?;
    revoke_all_of(tx, by, person, now)?;
    watch.done(tx, by, Action::Delete, now)?;
    Ok(())
}

fn is_last_owner(all: &[(TelegramId, Role)], person: TelegramId) -> bool {
    let mut owners = all.iter().filter(|(_, role)| *role == Role::Owner);
    owners.all(|(owner, _)| *owner == person) && all.contains(&(person, Role::Owner))
}

/// Whoever is an owner no more has no invitations out either: one of them could be for themselves.
fn revoke_all_of(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    person: TelegramId,
    now: i64,
) -> Result<(), DbError> {
    for link in staff_links::open_by(tx, person, now)? {
        let watch = Watch::over(tx, Subject::Invite(link))?;
        staff_links::revoke(tx, link)?;
        watch.done(tx, by, Action::Delete, now)?;
    }
    Ok(())
}

/// Makes `people` the owners whom the configuration names; whom it names no more and nobody added
/// leaves.
pub fn configure(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    people: &[TelegramId],
    now: i64,
) -> Result<(), DbError> {
    let present = admins::all(tx)?.into_iter().map(|(person, _)| person);
    let mut concerned: Vec<TelegramId> = present.chain(people.iter().copied()).collect();
    concerned.sort_unstable();
    concerned.dedup();
    let mut watches = Vec::new();
    for person in concerned {
        let standing = admins::standing(tx, person)?;
        watches.push((person, standing, Watch::over(tx, Subject::Staff(person))?));
    }
    admins::configure(tx, people, now)?;
    for (person, before, watch) in watches {
        let after = admins::standing(tx, person)?;
        let action = match (before, after) {
            (None, _) => Action::Create,
            (Some(before), _) if before.has_left => Action::Restore,
            (_, Some(after)) if after.has_left => Action::Delete,
            _ => Action::Edit,
        };
        if action == Action::Delete {
            revoke_all_of(tx, by, person, now)?;
        }
        watch.done(tx, by, action, now)?;
    }
    Ok(())
}
