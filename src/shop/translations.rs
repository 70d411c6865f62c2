//! Translations: what the owner typed, in the other languages that the shop speaks.
//!
//! They are beside what they translate, and change nothing of it. Customers read them in their
//! language; where there is none, the owner's own words stand in. Staff always read the owner's.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::{Action, AuditEntry, Subject},
        id::{AuditId, ProductId},
        language::Language,
        translation::{TextField, Translation, Worded},
    },
    store::{
        audit, products,
        snapshots::{self, WordsState, read_words_key, source_key, words_key},
        translations::{self, Original, Said},
    },
};

use super::{
    UseCaseError,
    access::{Catalogue, Management, Part, Permit},
    audit::Watch,
    products::undo::UNDO_SECONDS,
    refuse,
    seeding::Outcome,
    settings::LastChange,
};

/// A part of the shop with texts to be translated.
pub trait Section: Part {
    /// Whether this is one of them.
    fn includes(of: Worded) -> bool;
}

impl Section for Catalogue {
    fn includes(of: Worded) -> bool {
        match of {
            Worded::Category(_)
            | Worded::Product(_)
            | Worded::DeliveryOption(_)
            | Worded::PickupPoint(_) => true,
            Worded::PaymentWay(_) | Worded::Setting(_) => false,
        }
    }
}

impl Section for Management {
    fn includes(of: Worded) -> bool {
        !Catalogue::includes(of)
    }
}

/// Why a translation is not as somebody wished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TranslationRefusal {
    /// There is no such thing, or it was deleted; or its texts are not this part of the shop's.
    Unknown,
    /// The owner says nothing there that could be translated.
    NoText,
    /// Somebody has changed it since it was looked at.
    Changed(LastChange),
    /// The change was made longer ago than it can be taken back.
    TooLate,
    /// It was taken back already.
    Already,
}

type Refused = UseCaseError<TranslationRefusal>;

/// Something with its texts in all languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What it is.
    pub of: Worded,
    /// What that is called; of a way of delivery and of a setting its code.
    pub label: String,
    /// Its texts; those that the owner left empty are not among them.
    pub texts: Vec<Text>,
    /// Tells one state of it from any later one.
    pub version: i64,
}

/// A text in all languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Which.
    pub field: TextField,
    /// The owner's own words.
    pub own: String,
    /// For each other language what stands there.
    pub said: Vec<InLanguage>,
}

/// A text in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InLanguage {
    /// The language.
    pub language: Language,
    /// The translation; `None`: the owner's words stand in.
    pub text: Option<String>,
    /// Whether the owner's words have become others since.
    pub is_outdated: bool,
}

impl Sheet {
    /// A text in a language.
    pub fn find(&self, field: TextField, language: Language) -> Option<(&Text, &InLanguage)> {
        let text = self.texts.iter().find(|text| text.field == field)?;
        let said = text.said.iter().find(|said| said.language == language)?;
        Some((text, said))
    }
}

/// Something with its texts in all languages but the shop's own, which is that of the owner's words.
pub fn sheet<P: Section>(
    tx: &mut Tx<'_>,
    _by: &Permit<P>,
    shops: Language,
    of: Worded,
) -> Result<Sheet, Refused> {
    let original = original::<P>(tx, of)?;
    let translated = translations::all_of(tx, of)?;
    let languages = Language::ALL.iter().copied().filter(|language| {
        // What was translated before the shop's own language became this one is still read.
        *language != shops || translated.iter().any(|said| said.language == *language)
    });
    let languages: Vec<Language> = languages.collect();
    let texts = original.texts.into_iter().map(|(field, own)| {
        let said = languages.iter().map(|language| {
            let mut all = translated.iter();
            let found = all.find(|said| said.language == *language && said.field == field);
            InLanguage {
                language: *language,
                text: found.map(|said| said.text.clone()),
                is_outdated: found.is_some_and(|said| said.source != own),
            }
        });
        Text {
            field,
            said: said.collect(),
            own,
        }
    });
    let texts = texts.collect();
    Ok(Sheet {
        of,
        label: original.label,
        texts,
        version: version(last_change(tx, of)?.as_ref()),
    })
}

fn original<P: Section>(tx: &mut Tx<'_>, of: Worded) -> Result<Original, Refused> {
    if !P::includes(of) {
        return refuse(TranslationRefusal::Unknown);
    }
    match translations::original(tx, of)? {
        Some(original) if !original.is_deleted => Ok(original),
        _ => refuse(TranslationRefusal::Unknown),
    }
}

/// The last change of it or of its translations: who translates has both in front of them.
fn last_change(tx: &mut Tx<'_>, of: Worded) -> Result<Option<AuditEntry>, DbError> {
    let own = audit::last_about(tx, of.into())?;
    let words = audit::last_about(tx, Subject::Words(of))?;
    Ok(own.into_iter().chain(words).max_by_key(|entry| entry.id))
}

fn version(last: Option<&AuditEntry>) -> i64 {
    last.map_or(0, |entry| entry.id.get())
}

/// A change that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Its entry in the record; `None` when nothing differed.
    pub entry: Option<AuditId>,
    /// The texts after it.
    pub sheet: Sheet,
}

/// Whose change it is, seen how and when.
#[derive(Debug)]
pub struct Edit<'a, P> {
    /// Who.
    pub by: &'a Permit<P>,
    /// The language of the shop, which is that of the owner's words.
    pub shops: Language,
    /// The version that was looked at; `None` where it does not matter.
    pub seen: Option<i64>,
    /// The present, in seconds.
    pub now: i64,
}

/// Changes translations of something that is there.
fn change<P: Section>(
    tx: &mut Tx<'_>,
    edit: &Edit<'_, P>,
    of: Worded,
    action: Action,
    work: impl FnOnce(&mut Tx<'_>, &Original) -> Result<(), Refused>,
) -> Result<Done, Refused> {
    translations::hold(tx, of, edit.now)?;
    if let Some(last) = last_change(tx, of)?
        && edit.seen.is_some_and(|seen| seen != last.id.get())
    {
        original::<P>(tx, of)?;
        return refuse(TranslationRefusal::Changed(LastChange::of(tx, &last)?));
    }
    Ok(Done {
        entry: write(tx, edit.by, of, action, edit.now, work)?,
        sheet: sheet(tx, edit.by, edit.shops, of)?,
    })
}

/// Writes translations of something that is there, and records what became different.
fn write<P: Section>(
    tx: &mut Tx<'_>,
    by: &Permit<P>,
    of: Worded,
    action: Action,
    now: i64,
    work: impl FnOnce(&mut Tx<'_>, &Original) -> Result<(), Refused>,
) -> Result<Option<AuditId>, Refused> {
    let original = original::<P>(tx, of)?;
    let watch = Watch::over(tx, Subject::Words(of))?;
    work(tx, &original)?;
    Ok(watch.done(tx, by, action, now)?)
}

/// Says a text in a language.
pub fn set<P: Section>(
    tx: &mut Tx<'_>,
    edit: &Edit<'_, P>,
    language: Language,
    translation: &Translation,
) -> Result<Done, Refused> {
    change(tx, edit, translation.of(), Action::Edit, |tx, original| {
        say(tx, original, language, translation, edit.now)
    })
}

fn say(
    tx: &mut Tx<'_>,
    original: &Original,
    language: Language,
    translation: &Translation,
    now: i64,
) -> Result<(), Refused> {
    let Some(source) = own(original, translation.field()) else {
        return refuse(TranslationRefusal::NoText);
    };
    let said = Said {
        language,
        field: translation.field(),
        text: translation.as_str().to_owned(),
        source,
    };
    Ok(translations::set(tx, translation.of(), &said, now)?)
}

fn own(original: &Original, field: TextField) -> Option<String> {
    let mut texts = original.texts.iter();
    let found = texts.find(|(own, _)| *own == field);
    found.map(|(_, text)| text.clone())
}

/// Takes a translation away: the owner's words stand in.
pub fn remove<P: Section>(
    tx: &mut Tx<'_>,
    edit: &Edit<'_, P>,
    of: Worded,
    field: TextField,
    language: Language,
) -> Result<Done, Refused> {
    change(tx, edit, of, Action::Edit, |tx, _| {
        Ok(translations::remove(tx, of, field, language)?)
    })
}

/// Takes a change of translations back, for ten minutes after it. What others have changed beside it
/// stays.
pub fn undo<P: Section>(
    tx: &mut Tx<'_>,
    edit: &Edit<'_, P>,
    of: Worded,
    entry: AuditId,
) -> Result<Done, Refused> {
    change(tx, edit, of, Action::Undo, |tx, _| {
        let found = audit::find(tx, entry)?.filter(|entry| entry.subject == Subject::Words(of));
        let Some(found) = found else {
            return refuse(TranslationRefusal::Unknown);
        };
        if found.is_undone {
            return refuse(TranslationRefusal::Already);
        }
        if edit.now - found.at > UNDO_SECONDS {
            return refuse(TranslationRefusal::TooLate);
        }
        let (before, after) = (
            state(found.before.as_deref())?,
            state(found.after.as_deref())?,
        );
        let present = snapshots::words(tx, of)?.unwrap_or_default();
        for (field, language) in differing(&before, &after) {
            let (was, became) = (
                Kept::of(&before, field, language),
                Kept::of(&after, field, language),
            );
            if Kept::of(&present, field, language) != became {
                let last = last_change(tx, of)?.unwrap_or(found);
                return refuse(TranslationRefusal::Changed(LastChange::of(tx, &last)?));
            }
            match was {
                Some(Kept { text, source }) => {
                    let said = Said {
                        language,
                        field,
                        text: text.to_owned(),
                        source: source.to_owned(),
                    };
                    translations::set(tx, of, &said, edit.now)?;
                }
                None => translations::remove(tx, of, field, language)?,
            }
        }
        audit::mark_undone(tx, entry, edit.now)?;
        Ok(())
    })
}

fn state(json: Option<&str>) -> Result<WordsState, DbError> {
    let state = json.map(serde_json::from_str).transpose();
    let state = state.map_err(|error| DbError::Decode(error.to_string()))?;
    Ok(state.unwrap_or_default())
}

/// A translation as the record keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Kept<'a> {
    text: &'a str,
    source: &'a str,
}

impl<'a> Kept<'a> {
    fn of(state: &'a WordsState, field: TextField, language: Language) -> Option<Self> {
        let key = words_key(field, language);
        Some(Self {
            text: state.get(&key)?,
            source: state.get(&source_key(&key)).map_or("", String::as_str),
        })
    }
}

/// The translations that are not the same in two states.
fn differing(before: &WordsState, after: &WordsState) -> Vec<(TextField, Language)> {
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let all = keys.into_iter().filter_map(|key| read_words_key(key));
    all.filter(|(field, language)| {
        Kept::of(before, *field, *language) != Kept::of(after, *field, *language)
    })
    .collect()
}

/// Takes over a translation from a catalogue file. What was deleted, or is not said in the owner's
/// words, is left alone.
pub fn save<P: Section>(
    tx: &mut Tx<'_>,
    by: &Permit<P>,
    language: Language,
    translation: &Translation,
    now: i64,
) -> Result<Outcome, DbError> {
    let of = translation.of();
    translations::hold(tx, of, now)?;
    let written = write(tx, by, of, Action::Import, now, |tx, original| {
        say(tx, original, language, translation, now)
    });
    match written {
        Ok(Some(_)) => Ok(Outcome::Changed),
        Ok(None) | Err(UseCaseError::Refused(_)) => Ok(Outcome::Left),
        Err(UseCaseError::Db(error)) => Err(error),
    }
}

/// The product that a SKU belongs to, as something to be translated.
pub fn of_sku(tx: &mut Tx<'_>, sku: &str) -> Result<Option<Worded>, DbError> {
    let stored = products::by_sku(tx, sku)?;
    Ok(stored.map(|stored| Worded::Product(stored.product)))
}

/// Gives a copy of a product the translations of the original.
pub(super) fn copy(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    from: ProductId,
    to: ProductId,
    now: i64,
) -> Result<(), DbError> {
    let (from, to) = (Worded::Product(from), Worded::Product(to));
    let texts = |original: Option<Original>| -> BTreeMap<&'static str, String> {
        let texts = original.map(|original| original.texts).into_iter();
        let texts = texts.flatten();
        texts.map(|(field, own)| (field.code(), own)).collect()
    };
    let (old, new) = (
        texts(translations::original(tx, from)?),
        texts(translations::original(tx, to)?),
    );
    let watch = Watch::over(tx, Subject::Words(to))?;
    for mut said in translations::all_of(tx, from)? {
        let field = said.field.code();
        // The copy has a name of its own, which makes no translation of it older.
        if let (true, Some(own)) = (old.get(field) == Some(&said.source), new.get(field)) {
            said.source.clone_from(own);
        }
        translations::set(tx, to, &said, now)?;
    }
    watch.done(tx, by, Action::Create, now)?;
    Ok(())
}

/// Which text and language something of the record is about.
pub fn of_record(key: &str) -> Option<(TextField, Language)> {
    read_words_key(key)
}
