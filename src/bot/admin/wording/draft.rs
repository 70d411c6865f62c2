//! Other words for a text, as far as they have been typed.

use std::collections::BTreeMap;

use crate::{
    bot::state::State,
    domain::language::Language,
    i18n::{
        Typed,
        wording::{self, Case, Message, Original, Unfit, Wording},
    },
};

use super::button::WordingAsk;

/// What was typed so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// In which language.
    pub language: Language,
    /// Which text.
    pub message: Message,
    /// Its version when it was looked at.
    pub seen: i64,
    /// As it came.
    pub original: Original,
    forms: BTreeMap<Case, String>,
    is_single: bool,
}

impl Draft {
    /// Nothing yet.
    pub fn new(language: Language, message: Message, seen: i64) -> Self {
        Self {
            language,
            message,
            seen,
            original: message.original(language),
            forms: BTreeMap::new(),
            is_single: false,
        }
    }

    /// What a chat is in the middle of; `None` when it is something else, or of another release.
    pub fn of(ask: &WordingAsk) -> Option<Self> {
        let WordingAsk::Text {
            language,
            message,
            seen,
            forms,
            is_single,
        } = ask
        else {
            return None;
        };
        let forms = forms.iter();
        let forms = forms.map(|(code, text)| Some((Case::from_code(code)?, text.clone())));
        let message = Message::find(message)?;
        Some(Self {
            forms: forms.collect::<Option<_>>()?,
            is_single: *is_single,
            ..Self::new(Language::from_code(language)?, message, *seen)
        })
    }

    /// As the chat remembers it.
    pub fn ask(&self) -> WordingAsk {
        let forms = self.forms.iter();
        WordingAsk::Text {
            language: self.language.code().to_owned(),
            message: self.message.id().to_owned(),
            seen: self.seen,
            forms: forms
                .map(|(case, text)| (case.code(), text.clone()))
                .collect(),
            is_single: self.is_single,
        }
    }

    /// What the chat waits for.
    pub fn state(&self) -> State {
        State::Wording { ask: self.ask() }
    }

    /// The same with one text for all numbers, which is still to be typed.
    pub fn for_all_numbers(self) -> Self {
        Self {
            is_single: true,
            forms: BTreeMap::new(),
            ..self
        }
    }

    /// For which numbers texts are asked for.
    fn cases(&self) -> Vec<Case> {
        if self.is_single {
            vec![Case::Any]
        } else {
            self.original.cases().collect()
        }
    }

    /// Whether it could have one text for all numbers instead.
    pub fn has_choice(&self) -> bool {
        !self.is_single && self.original.cases().count() > 1
    }

    /// For which numbers the next text is; `None` when there is one for all of them.
    pub fn next(&self) -> Option<Case> {
        let mut cases = self.cases().into_iter();
        cases.find(|case| !self.forms.contains_key(case))
    }

    /// For which numbers a text would be that is typed now. Typed when all are there, it is the first
    /// of new ones.
    pub fn case(&self) -> Case {
        let first = || self.cases().first().copied();
        self.next().or_else(first).unwrap_or(Case::Any)
    }

    /// Takes the next text.
    pub fn take(&mut self, typed: &Typed) -> Result<(), Unfit> {
        let case = self.case();
        let text = wording::read(self.language, self.message, case, typed)?;
        if self.next().is_none() {
            self.forms.clear();
        }
        self.forms.insert(case, text);
        Ok(())
    }

    /// All of it, once it is there.
    pub fn whole(&self) -> Option<Wording> {
        if self.next().is_some() {
            return None;
        }
        Wording::of(self.language, self.message, &self.forms).ok()
    }
}
