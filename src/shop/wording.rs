//! A shop's own words: putting what it says otherwise, and as it came.
//!
//! Whether words do in place of a text is known where texts are, and looked at whenever they are
//! read: what is stored here can never break one.

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::{Action, Subject},
        id::WordingId,
        language::Language,
        wording::Reworded,
    },
    store::{audit, settings as held, wordings},
};

use super::{
    UseCaseError,
    access::{Management, Permit},
    audit::Watch,
    refuse,
    settings::LastChange,
};

/// Every text that is reworded.
pub fn load(tx: &mut Tx<'_>) -> Result<Vec<Reworded>, DbError> {
    wordings::all(tx)
}

/// The same for whoever may change them.
pub fn all(tx: &mut Tx<'_>, _by: &Permit<Management>) -> Result<Vec<Reworded>, DbError> {
    load(tx)
}

/// A text as somebody sees it who is about to change it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// What is stored; `None` for what came with the program.
    pub stored: Option<String>,
    /// Tells one state of it from any later one.
    pub version: i64,
}

/// Looks at a text in order to change it.
pub fn look(
    tx: &mut Tx<'_>,
    _by: &Permit<Management>,
    language: Language,
    message: &str,
) -> Result<Seen, DbError> {
    match wordings::find(tx, language, message)? {
        Some((id, stored)) => Ok(Seen {
            stored,
            version: version(tx, id)?,
        }),
        None => Ok(Seen {
            stored: None,
            version: 0,
        }),
    }
}

fn version(tx: &mut Tx<'_>, id: WordingId) -> Result<i64, DbError> {
    let last = audit::last_about(tx, Subject::Wording(id))?;
    Ok(last.map_or(0, |entry| entry.id.get()))
}

/// It was changed since whoever changes it looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordingChanged(pub LastChange);

type Refused = UseCaseError<WordingChanged>;

/// Says a text in other words. `seen` is its version when whoever wishes it looked at it last.
pub fn reword(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    language: Language,
    message: &str,
    text: &str,
    seen: i64,
    now: i64,
) -> Result<(), Refused> {
    match ready(tx, language, message, seen, now)? {
        Some(id) => Ok(store(tx, by, id, Some(text), now)?),
        None => {
            let id = wordings::insert(tx, language, message, text, now)?;
            Watch::over_new(Subject::Wording(id)).done(tx, by, Action::Create, now)?;
            Ok(())
        }
    }
}

/// Has a text as it came with the program.
pub fn reset(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    language: Language,
    message: &str,
    seen: i64,
    now: i64,
) -> Result<(), Refused> {
    match ready(tx, language, message, seen, now)? {
        Some(id) => Ok(store(tx, by, id, None, now)?),
        None => Ok(()),
    }
}

/// Takes turns with whoever changes what the shop says, and sees whether nobody was first.
fn ready(
    tx: &mut Tx<'_>,
    language: Language,
    message: &str,
    seen: i64,
    now: i64,
) -> Result<Option<WordingId>, Refused> {
    held::hold(tx, held::LOCK, "", now)?;
    let Some((id, _)) = wordings::find(tx, language, message)? else {
        return Ok(None);
    };
    match audit::last_about(tx, Subject::Wording(id))? {
        Some(last) if last.id.get() != seen => refuse(WordingChanged(LastChange::of(tx, &last)?)),
        _ => Ok(Some(id)),
    }
}

fn store(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    id: WordingId,
    text: Option<&str>,
    now: i64,
) -> Result<(), DbError> {
    let watch = Watch::over(tx, Subject::Wording(id))?;
    wordings::set(tx, id, text, now)?;
    watch.done(tx, by, Action::Edit, now)?;
    Ok(())
}
