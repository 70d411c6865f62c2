//! The screens of the shop's wording.

use std::collections::HashMap;

use crate::{
    bot::{
        admin::{button::StaffButton, owner::OwnerButton, panel},
        screen::{Key, Screen, cut, pager},
    },
    domain::{language::Language, wording::Reworded},
    i18n::{
        Html, Lang,
        wording::{self, Area, Case, Kind, Message, Original, Sample, Unfit, Wording},
    },
    shop::wording::Seen,
};

use super::{button::WordingButton, draft::Draft};

/// Texts on a page.
const PER_PAGE: usize = 8;
/// Texts that are shown of all that were found.
const FOUND: usize = 20;
/// Examples of the numbers that a form is for.
const EXAMPLES: usize = 3;
/// Characters of typed words that are repeated.
const WORDS: usize = 60;

fn key(label: String, button: WordingButton) -> Key {
    Key::new(label, StaffButton::Wording(button))
}

/// Every text of a language, with what the owner says in place of some.
#[derive(Debug)]
pub struct Listed {
    /// The language of who looks.
    lang: Lang,
    /// The language that is looked at.
    language: Language,
    /// What is stored, by the text's id; `Err` for what this release cannot use.
    own: HashMap<&'static str, Result<Wording, String>>,
}

impl Listed {
    /// Reads what is stored.
    pub fn new(lang: Lang, language: Language, rows: &[Reworded]) -> Self {
        let rows = rows.iter().filter(|row| row.language == language);
        let own = rows.filter_map(|row| {
            let message = Message::find(&row.message)?;
            let read = Wording::stored(language, message, &row.text);
            Some((message.id(), read.map_err(|_| row.text.clone())))
        });
        Self {
            lang,
            language,
            own: own.collect(),
        }
    }

    /// What a text says now, and how it came, without markup.
    pub fn said(&self, message: Message) -> Vec<String> {
        let original = message.original(self.language);
        let came = original.forms().map(|form| bare(message, &form.text));
        let own = self.own.get(message.id()).and_then(|own| own.as_ref().ok());
        let own = own.into_iter().flat_map(Wording::forms);
        let own = own.map(|(_, text)| bare(message, text));
        own.chain(came).collect()
    }

    fn language_name(&self) -> String {
        self.lang.other(self.language).language_name()
    }

    /// The key that opens a text.
    fn open(&self, message: Message) -> Vec<Key> {
        let said = self.said(message).into_iter().next().unwrap_or_default();
        let said = said.replace('\n', " ");
        let label = match self.own.get(message.id()) {
            Some(Ok(_)) => self.lang.button_wording_mine(&said),
            Some(Err(_)) => self.lang.button_wording_unfit(&said),
            None => said,
        };
        let language = self.language;
        vec![key(label, WordingButton::Open { language, message })]
    }

    fn page(
        &self,
        title: Html,
        messages: &[Message],
        page: u32,
        turn: impl Fn(u32) -> WordingButton,
        last: Vec<Key>,
    ) -> Screen {
        let pages: Vec<&[Message]> = messages.chunks(PER_PAGE).collect();
        let most = u32::try_from(pages.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let page = page.min(most);
        let shown = usize::try_from(page).ok().and_then(|page| pages.get(page));
        let shown = shown.copied().unwrap_or_default();
        let mut rows: Vec<Vec<Key>> = shown.iter().map(|it| self.open(*it)).collect();
        let previous = page.checked_sub(1).map(&turn);
        let next = (page < most).then(|| turn(page + 1));
        rows.extend(pager(self.lang, previous, next));
        rows.push(last);
        Screen::new(title, rows)
    }
}

/// A text without markup.
fn bare(message: Message, text: &str) -> String {
    message.shown(text).bare()
}

fn back_to_areas(lang: Lang, language: Language) -> Key {
    key(
        lang.button_wording_back(),
        WordingButton::Areas { language },
    )
}

/// The parts of the shop.
pub fn areas(all: &Listed) -> Screen {
    let (lang, language) = (all.lang, all.language);
    let mut rows = vec![
        lang.all()
            .filter(|other| other.language() != language)
            .map(|other| {
                let label = lang.button_wording_language(&other.language_name());
                let language = other.language();
                key(label, WordingButton::Areas { language })
            })
            .collect(),
        vec![key(
            lang.button_wording_find(),
            WordingButton::Find { language },
        )],
    ];
    if !all.own.is_empty() {
        let yours = WordingButton::Yours { language, page: 0 };
        rows.push(vec![key(
            lang.button_wording_yours(count(all.own.len())),
            yours,
        )]);
    }
    let areas: Vec<Key> = Area::all()
        .map(|area| {
            let texts = count(area.messages().count());
            let label = lang.button_wording_area(lang.area(area), texts);
            let list = WordingButton::List {
                language,
                area,
                page: 0,
            };
            key(label, list)
        })
        .collect();
    rows.extend(areas.chunks(2).map(<[Key]>::to_vec));
    let settings = Key::new(lang.button_back_to_settings(), OwnerButton::Settings {});
    rows.push(vec![settings, panel::back(lang)]);
    Screen::new(lang.wording_title(&all.language_name()), rows)
}

/// A page of the texts of a part of the shop.
pub fn list(all: &Listed, area: Area, page: u32) -> Screen {
    let (lang, language) = (all.lang, all.language);
    let messages: Vec<Message> = area.messages().collect();
    let title = lang.wording_list(lang.area(area), &all.language_name());
    let turn = |page| WordingButton::List {
        language,
        area,
        page,
    };
    let last = vec![back_to_areas(lang, language)];
    all.page(title, &messages, page, turn, last)
}

/// A page of the texts in the owner's words.
pub fn yours(all: &Listed, page: u32) -> Screen {
    let (lang, language) = (all.lang, all.language);
    let own = Message::all().filter(|it| all.own.contains_key(it.id()));
    let own: Vec<Message> = own.collect();
    let mut title = lang.wording_yours(&all.language_name());
    if own.is_empty() {
        title = Html::paragraphs([title, lang.wording_none_yours()]);
    }
    let turn = |page| WordingButton::Yours { language, page };
    let last = vec![back_to_areas(lang, language)];
    all.page(title, &own, page, turn, last)
}

/// Asks for words to find a text by.
pub fn words_question(lang: Lang, language: Language) -> Screen {
    let cancel = key(lang.button_cancel(), WordingButton::Areas { language });
    Screen::new(lang.wording_search_prompt(), vec![vec![cancel]])
}

/// What was found.
pub fn found(all: &Listed, words: &str, found: &[Message]) -> Screen {
    let (lang, language) = (all.lang, all.language);
    let words = cut(words, WORDS);
    let back = vec![back_to_areas(lang, language)];
    if found.is_empty() {
        return Screen::new(lang.wording_found_nothing(&words), vec![back]);
    }
    let mut text = vec![lang.wording_found(&words, &all.language_name())];
    if found.len() > FOUND {
        text.push(lang.wording_found_more(count(found.len() - FOUND)));
    }
    let shown = found.iter().take(FOUND);
    let mut rows: Vec<Vec<Key>> = shown.map(|it| all.open(*it)).collect();
    rows.push(back);
    Screen::new(Html::paragraphs(text), rows)
}

/// A text as it is and as it came, and what can be done about it.
pub fn card(lang: Lang, language: Language, message: Message, seen: &Seen) -> Screen {
    let original = message.original(language);
    let came = original.forms().map(|it| (it.case, it.text.as_str()));
    let came = forms(lang, language, message, &original, came);
    let stored = seen.stored.as_deref();
    let own = stored.map(|stored| (stored, Wording::stored(language, message, stored)));
    let mut text = vec![title(lang, language, message)];
    match &own {
        Some((_, Ok(own))) => {
            let own = forms(lang, language, message, &original, own.forms());
            text.push(Html::lines([lang.wording_now(), own]));
            text.push(Html::lines([lang.wording_original(), came]));
        }
        Some((stored, Err(_))) => {
            text.extend([lang.wording_unfit(), Html::escape(&readable(stored))]);
            text.push(Html::lines([lang.wording_now(), came]));
        }
        None => text.push(Html::lines([lang.wording_now(), came])),
    }
    let change = WordingButton::Change { language, message };
    let mut rows = vec![vec![key(lang.button_wording_change(), change)]];
    if own.is_some() {
        let version = seen.version;
        let reset = WordingButton::Reset {
            language,
            message,
            version,
        };
        rows.push(vec![key(lang.button_wording_reset(), reset)]);
    }
    let others = lang.all().filter(|other| other.language() != language);
    rows.push(
        others
            .map(|other| {
                let label = lang.button_wording_language(&other.language_name());
                let language = other.language();
                key(label, WordingButton::Open { language, message })
            })
            .collect(),
    );
    let area = message.area();
    let list = WordingButton::List {
        language,
        area,
        page: page_of(message),
    };
    rows.push(vec![
        key(cut(lang.area(area), WORDS), list),
        back_to_areas(lang, language),
    ]);
    Screen::new(Html::paragraphs(text), rows)
}

/// The page of its list on which a text is.
fn page_of(message: Message) -> u32 {
    let place = message.area().messages().position(|it| it == message);
    u32::try_from(place.unwrap_or_default() / PER_PAGE).unwrap_or_default()
}

/// Stored words as people read them, whatever they are.
pub fn readable(stored: &str) -> String {
    match wording::forms(stored) {
        Some(forms) => forms.into_values().collect::<Vec<_>>().join("\n"),
        None => stored.to_owned(),
    }
}

fn title(lang: Lang, language: Language, message: Message) -> Html {
    let kind = match message.kind() {
        Kind::Html => lang.wording_kind_message(),
        Kind::Button => lang.wording_kind_button(),
        Kind::Answer => lang.wording_kind_answer(),
        Kind::Command => lang.wording_kind_command(),
        Kind::Word => lang.wording_kind_word(),
    };
    let name = lang.other(language).language_name();
    lang.wording_card(lang.area(message.area()), &name, &kind)
}

/// Every form of a text under the numbers it is for.
fn forms<'a>(
    lang: Lang,
    language: Language,
    message: Message,
    original: &Original,
    forms: impl Iterator<Item = (Case, &'a str)>,
) -> Html {
    let forms = forms.map(|(case, text)| {
        let text = message.shown(text);
        match case {
            Case::Any => text,
            case => {
                let numbers = numbers(lang, language, original, case);
                Html::lines([lang.wording_for_numbers(&numbers), text])
            }
        }
    });
    Html::lines(forms)
}

/// Numbers that a form is for: `1, 21, 31`.
fn numbers(lang: Lang, language: Language, original: &Original, case: Case) -> String {
    let examples = original.examples(language, case).take(EXAMPLES);
    let examples = examples.map(|it| lang.number(i64::try_from(it).unwrap_or_default()));
    examples.collect::<Vec<_>>().join(", ")
}

/// Asks for the next form of a text, perhaps after saying why what was typed was not taken.
pub fn question(lang: Lang, draft: &Draft, why: Option<Html>) -> Screen {
    let (language, message) = (draft.language, draft.message);
    let original = &draft.original;
    let case = draft.case();
    let form = original.form(case);
    let mut text = vec![title(lang, language, message)];
    text.extend(why);
    text.push(message.shown(&form.text));
    let ask = match case {
        Case::Any => lang.wording_ask(),
        case => lang.wording_ask_form(&numbers(lang, language, original, case)),
    };
    let looks = match message.kind() {
        Kind::Html => lang.wording_formatted(),
        _ => lang.wording_plain(count(message.most(original))),
    };
    text.push(Html::lines([ask, looks]));
    if !form.needs.is_empty() {
        text.push(lang.wording_needs(&in_braces(form.needs.iter().copied())));
    }
    let mut rows = Vec::new();
    if draft.has_choice() {
        rows.push(vec![key(
            lang.button_wording_single(),
            WordingButton::Single {},
        )]);
    }
    rows.push(vec![cancel(lang, draft)]);
    Screen::new(Html::paragraphs(text), rows)
}

fn cancel(lang: Lang, draft: &Draft) -> Key {
    let (language, message) = (draft.language, draft.message);
    key(
        lang.button_cancel(),
        WordingButton::Open { language, message },
    )
}

fn in_braces<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names = names.map(|name| format!("{{{name}}}"));
    names.collect::<Vec<_>>().join(", ")
}

/// Why what was typed does not do.
pub fn why(lang: Lang, message: Message, unfit: &Unfit) -> Html {
    match unfit {
        Unfit::Blank | Unfit::Damaged => lang.wording_blank(),
        Unfit::Missing(name) => lang.wording_missing(&in_braces([*name].into_iter())),
        Unfit::Unknown(name) => {
            let known = in_braces(message.placeholders());
            let known = match known.is_empty() {
                true => lang.wording_known_none(),
                false => lang.wording_known(&known),
            };
            let name = cut(name, WORDS);
            lang.wording_unknown(&in_braces([name.as_str()].into_iter()), &known)
        }
        Unfit::TooLong { most, length } => lang.wording_too_long(count(*length), count(*most)),
        Unfit::Link(link) => lang.wording_bad_link(&cut(link, WORDS)),
    }
}

/// A text as it will be, before it is saved.
pub fn preview(
    lang: Lang,
    draft: &Draft,
    wording: &Wording,
    sample: impl Fn(Case) -> Sample,
) -> Screen {
    let (language, message) = (draft.language, draft.message);
    let said = wording.forms().map(|(case, _)| {
        let said = lang
            .other(language)
            .sampled(message, wording, &sample(case));
        match case {
            Case::Any => said,
            case => {
                let numbers = numbers(lang, language, &draft.original, case);
                Html::lines([lang.wording_for_numbers(&numbers), said])
            }
        }
    });
    let text = [lang.wording_preview()].into_iter().chain(said);
    let change = WordingButton::Change { language, message };
    let rows = vec![
        vec![key(lang.button_wording_save(), WordingButton::Save {})],
        vec![
            key(lang.button_wording_again(), change),
            cancel(lang, draft),
        ],
    ];
    Screen::new(Html::paragraphs(text), rows)
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
