//! What a shop says of itself: name, hours, contact, terms.

use crate::{
    db::{DbError, Tx},
    domain::{
        language::Language,
        setting::Setting,
        text::{Description, Name, Terms},
    },
    store::settings,
};

use super::{
    access::{Management, Permit},
    seeding::Outcome,
    settings::{said, said_in, store},
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
    Ok(read(&settings::all(tx)?))
}

fn read(stored: &[(String, String)]) -> About {
    let mut about = About::default();
    for (key, value) in stored {
        match Setting::from_code(key) {
            Some(Setting::Name) => about.name = Name::parse(value).ok(),
            Some(Setting::Story) => about.story = Description::parse(value).ok(),
            Some(Setting::Hours) => about.hours = Name::parse(value).ok(),
            Some(Setting::Contact) => about.contact = Description::parse(value).ok(),
            Some(Setting::Terms) => about.terms = Terms::parse(value).ok(),
            _ => {}
        }
    }
    about
}

/// What the shop says of itself in a language: where it was not translated, the owner's words.
pub fn view_in(tx: &mut Tx<'_>, language: Language) -> Result<About, DbError> {
    let stored = settings::all(tx)?;
    let (own, said) = (read(&stored), said(tx, &stored)?);
    let said = |setting| said_in(&said, setting, language);
    let description = |setting, own: Option<Description>| {
        let own = own?;
        let said = said(setting).and_then(|text| Description::parse(text).ok());
        Some(said.unwrap_or(own))
    };
    Ok(About {
        name: own.name.map(|own| {
            let said = said(Setting::Name).and_then(|text| Name::parse(text).ok());
            said.unwrap_or(own)
        }),
        story: description(Setting::Story, own.story),
        hours: own.hours,
        contact: description(Setting::Contact, own.contact),
        terms: own.terms.map(|own| {
            let said = said(Setting::Terms).and_then(|text| Terms::parse(text).ok());
            said.unwrap_or(own)
        }),
    })
}

/// Takes over what is said; what is left unsaid stays as it was.
pub fn save(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    about: &About,
    now: i64,
) -> Result<Outcome, DbError> {
    let old = view(tx)?;
    let mut outcome = Outcome::Left;
    for ((setting, old), (_, new)) in old.said().into_iter().zip(about.said()) {
        if let Some(new) = new.filter(|new| Some(*new) != old) {
            store(tx, by, setting, Some(new), now)?;
            outcome = Outcome::Changed;
        }
    }
    Ok(outcome)
}

impl About {
    /// Each thing that can be said, and what is.
    fn said(&self) -> [(Setting, Option<&str>); 5] {
        [
            (Setting::Name, self.name.as_ref().map(Name::as_str)),
            (Setting::Story, self.story.as_ref().map(Description::as_str)),
            (Setting::Hours, self.hours.as_ref().map(Name::as_str)),
            (
                Setting::Contact,
                self.contact.as_ref().map(Description::as_str),
            ),
            (Setting::Terms, self.terms.as_ref().map(Terms::as_str)),
        ]
    }
}
