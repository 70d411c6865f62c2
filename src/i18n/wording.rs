//! A shop's own words: what it says otherwise than the program does, and reading what its owner
//! types for that.
//!
//! What is typed is never read as Fluent. It is taken apart into text and placeholders here, and put
//! together again here, so that nothing in it can mean anything else than itself.

mod message;
mod original;
mod sample;
mod template;

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use fluent_bundle::FluentValue;
use thiserror::Error;

use crate::domain::{language::Language, wording::Reworded};

use super::{Html, Lang, Typed};

use self::template::Template;
pub use self::{
    message::{Area, Kind, Message},
    original::{Case, Form, Original},
    sample::Sample,
};

/// Why a text does not do in place of another.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unfit {
    /// There is nothing to be read in it.
    #[error("must not be empty")]
    Blank,
    /// Something that it has to tell is missing.
    #[error("{{{0}}} is missing")]
    Missing(&'static str),
    /// Something in braces that the text knows nothing of.
    #[error("{{{0}}} means nothing here")]
    Unknown(String),
    /// It is longer than there is room for.
    #[error("must be at most {most} characters, not {length}")]
    TooLong {
        /// The limit, in characters.
        most: usize,
        /// How long it is.
        length: usize,
    },
    /// A link that leads neither to a page nor into Telegram.
    #[error("the link {0} is not allowed")]
    Link(String),
    /// It is not as it would have been stored: by another release, or by hand.
    #[error("cannot be read")]
    Damaged,
}

/// A text in the owner's words, in as many forms as it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    forms: BTreeMap<Case, Template>,
    original: Original,
}

impl Wording {
    /// Puts forms together: one for all numbers, or one for each that the text has.
    ///
    /// # Errors
    /// When one does not do, or is missing.
    pub fn of(
        language: Language,
        message: Message,
        forms: &BTreeMap<Case, String>,
    ) -> Result<Self, Unfit> {
        let original = message.original(language);
        let is_single = forms.len() == 1 && forms.contains_key(&Case::Any);
        let is_whole = original.cases().eq(forms.keys().copied());
        if !is_single && !is_whole {
            return Err(Unfit::Damaged);
        }
        let read = forms.iter().map(|(case, text)| {
            let form = original.form(*case);
            Ok((*case, Template::read(message, &original, form, text)?))
        });
        Ok(Self {
            forms: read.collect::<Result<_, Unfit>>()?,
            original,
        })
    }

    /// Reads what is stored.
    ///
    /// # Errors
    /// When it does not do, perhaps not any more.
    pub fn stored(language: Language, message: Message, text: &str) -> Result<Self, Unfit> {
        Self::of(language, message, &forms(text).ok_or(Unfit::Damaged)?)
    }

    /// As it is stored.
    pub fn to_stored(&self) -> String {
        let forms = self.forms.iter();
        let forms = forms.map(|(case, text)| (case.code(), text.source().into()));
        serde_json::Value::Object(forms.collect()).to_string()
    }

    /// Every form as its owner sees it.
    pub fn forms(&self) -> impl Iterator<Item = (Case, &str)> {
        let forms = self.forms.iter();
        forms.map(|(case, text)| (*case, text.source()))
    }

    /// The text with values in it.
    fn filled(&self, lang: Lang, values: &[(&'static str, FluentValue<'_>)]) -> String {
        let case = self.original.case_for(lang.language(), values);
        let any = || self.forms.values().next();
        let form = self.forms.get(&case).or_else(any);
        form.map_or_else(String::new, |form| form.filled(lang, values))
    }
}

/// The forms of a stored text.
pub fn forms(stored: &str) -> Option<BTreeMap<Case, String>> {
    let forms: BTreeMap<String, String> = serde_json::from_str(stored).ok()?;
    let forms = forms.into_iter();
    forms
        .map(|(code, text)| Some((Case::from_code(&code)?, text)))
        .collect()
}

/// Reads one form of a text as somebody typed it, into what is stored of it.
///
/// # Errors
/// When it does not do.
pub fn read(
    language: Language,
    message: Message,
    case: Case,
    typed: &Typed,
) -> Result<String, Unfit> {
    let text = match message.kind() {
        Kind::Html => {
            if let Some(address) = typed.forbidden_link() {
                return Err(Unfit::Link(address.to_owned()));
            }
            typed.html().as_str().to_owned()
        }
        Kind::Answer => typed.plain(),
        Kind::Button | Kind::Command | Kind::Word => {
            let words = typed.plain();
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        }
    };
    let original = message.original(language);
    let form = original.form(case);
    let template = Template::read(message, &original, form, &text)?;
    Ok(template.source().to_owned())
}

/// Everything a shop says in its own words, in all languages.
///
/// A [`Lang`] points here from every update, view and worker, and is copied wherever something is
/// said. So this is never freed: whenever an owner changes a text, a new one takes its place and the
/// old one stays in memory, some hundred bytes for each text the shop has reworded. That is paid by
/// hand, a change at a time, and ends with the program.
#[derive(Debug, Default)]
pub struct Words {
    /// What is stored, with what was read of it.
    texts: HashMap<(Language, &'static str), (String, Arc<Wording>)>,
}

impl Words {
    /// Reads what is stored. A text that does not do any more, because this release knows other
    /// placeholders, is passed over: what comes with the program is said in its place.
    pub fn lasting(rows: &[Reworded], before: Option<&'static Self>) -> &'static Self {
        let mut texts = HashMap::new();
        for row in rows {
            let Some(message) = Message::find(&row.message) else {
                continue;
            };
            let key = (row.language, message.id());
            let same = before.and_then(|before| before.texts.get(&key));
            let kept = match same.filter(|(stored, _)| *stored == row.text) {
                Some(kept) => kept.clone(),
                None => match Wording::stored(row.language, message, &row.text) {
                    Ok(wording) => (row.text.clone(), Arc::new(wording)),
                    Err(_) => continue,
                },
            };
            texts.insert(key, kept);
        }
        Box::leak(Box::new(Self { texts }))
    }

    fn get(&self, language: Language, id: &'static str) -> Option<&Wording> {
        let found = self.texts.get(&(language, id));
        found.map(|(_, wording)| wording.as_ref())
    }
}

impl Lang {
    /// The same language in the words of a shop.
    pub const fn with(self, words: &'static Words) -> Self {
        Self {
            words: Some(words),
            ..self
        }
    }

    /// What is said in place of a text that comes with the program.
    pub(super) fn reworded(
        self,
        id: &'static str,
        values: &[(&'static str, FluentValue<'_>)],
    ) -> Option<String> {
        let wording = self.words?.get(self.language, id)?;
        Some(wording.filled(self, values))
    }

    /// A text as it will be sent, with values that could be.
    pub fn sampled(self, message: Message, wording: &Wording, sample: &Sample) -> Html {
        let values = sample.values(self, message, wording);
        let text = wording.filled(self, &values);
        match message.kind() {
            Kind::Html => Html(text),
            _ => Html::escape(&text),
        }
    }
}

#[cfg(test)]
mod tests;
