//! What a shop says of itself: name, hours, contact, terms.

use crate::{
    db::{DbError, Tx},
    domain::text::{Description, Name, Terms},
    store::settings,
};

use super::{
    access::{Management, Permit},
    seeding::Outcome,
};

/// What a shop says of itself; `None` is left unsaid.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// What it is called.
    pub name: Option<Name>,
    /// What it is about, in a few sentences.
    pub story: Option<Description>,
    /// When somebody is there.
    pub hours: Option<Name>,
    /// How to reach it: a phone, an address, a `@username`.
    pub contact: Option<Description>,
    /// What holds for orders, returns and data.
    pub terms: Option<Terms>,
}

/// What the shop says of itself.
pub fn view(tx: &mut Tx<'_>) -> Result<About, DbError> {
    let mut about = About::default();
    for (key, value) in settings::all(tx)? {
        match key.as_str() {
            settings::NAME => about.name = Name::parse(&value).ok(),
            settings::STORY => about.story = Description::parse(&value).ok(),
            settings::HOURS => about.hours = Name::parse(&value).ok(),
            settings::CONTACT => about.contact = Description::parse(&value).ok(),
            settings::TERMS => about.terms = Terms::parse(&value).ok(),
            _ => {}
        }
    }
    Ok(about)
}

/// Takes over what is said; what is left unsaid stays as it was.
pub fn save(
    tx: &mut Tx<'_>,
    _by: &Permit<Management>,
    about: &About,
    now: i64,
) -> Result<Outcome, DbError> {
    let old = view(tx)?;
    let texts = [
        (
            settings::NAME,
            old.name.as_ref().map(Name::as_str),
            about.name.as_ref().map(Name::as_str),
        ),
        (
            settings::STORY,
            old.story.as_ref().map(Description::as_str),
            about.story.as_ref().map(Description::as_str),
        ),
        (
            settings::HOURS,
            old.hours.as_ref().map(Name::as_str),
            about.hours.as_ref().map(Name::as_str),
        ),
        (
            settings::CONTACT,
            old.contact.as_ref().map(Description::as_str),
            about.contact.as_ref().map(Description::as_str),
        ),
        (
            settings::TERMS,
            old.terms.as_ref().map(Terms::as_str),
            about.terms.as_ref().map(Terms::as_str),
        ),
    ];
    let mut outcome = Outcome::Left;
    for (key, old, new) in texts {
        if let Some(new) = new.filter(|new| Some(*new) != old) {
            settings::set(tx, key, new, now)?;
            outcome = Outcome::Changed;
        }
    }
    Ok(outcome)
}
