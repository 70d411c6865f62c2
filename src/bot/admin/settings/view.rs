//! The screens of the shop's settings.

use chrono::{DateTime, Utc};

use crate::{
    bot::{
        about,
        admin::{
            button::StaffButton, owner::OwnerButton, panel, translations,
            wording::button::WordingButton,
        },
        front,
        screen::{Key, Screen, cut},
    },
    domain::{
        closure::Closure,
        language::Language,
        phone::Country,
        setting::Setting,
        text::{Description, Name, Terms},
        translation::Worded,
    },
    i18n::{Html, Lang, When},
    shop::settings::{Fixed, Overview, Seen, Value},
};

use super::{
    button::SettingButton,
    language_of,
    typed::{self, Unfit},
};

/// What can be set here, in rows as the keys stand.
const ROWS: &[&[Setting]] = &[
    &[Setting::Name, Setting::Story],
    &[Setting::Greeting, Setting::Contact],
    &[Setting::Terms, Setting::Hours],
    &[Setting::Closure, Setting::LowStock],
    &[Setting::Currency, Setting::TimeZone],
    &[Setting::Language, Setting::Country],
    &[Setting::OrderPrefix],
    &[Setting::Privacy, Setting::Grace],
];
/// Characters of a value in the list.
const VALUE: usize = 60;
/// Languages in a row of keys.
const A_ROW: usize = 3;

fn key(label: String, button: SettingButton) -> Key {
    Key::new(label, StaffButton::Setting(button))
}

/// The way back to the list, and so out of any question.
fn back(lang: Lang) -> Vec<Key> {
    vec![
        Key::new(lang.button_back_to_settings(), OwnerButton::Settings {}),
        panel::back(lang),
    ]
}

/// Leaves a question.
fn cancel(lang: Lang) -> Vec<Key> {
    vec![Key::new(lang.button_cancel(), OwnerButton::Settings {})]
}

/// Everything that is set, each a tap from being changed.
pub fn list(lang: Lang, overview: &Overview, fixed: &Fixed, now: DateTime<Utc>) -> Screen {
    let all = ROWS.iter().copied().flatten();
    let lines = all.map(|setting| {
        let label = lang.setting(*setting);
        let value = cut(&value(lang, overview, *setting, now), VALUE);
        match fixed.by(*setting) {
            Some(by) => lang.settings_line_fixed(&label, &value, &cut(by, VALUE)),
            None => lang.settings_line(&label, &value),
        }
    });
    let mut text = vec![lang.settings_title(), Html::lines(lines)];
    let mut settings = ROWS.iter().copied().flatten();
    if settings.any(|setting| fixed.by(*setting).is_some()) {
        text.push(lang.settings_fixed());
    }
    let ask = |setting: &Setting| {
        let ask = SettingButton::Ask { setting: *setting };
        key(lang.setting(*setting), ask)
    };
    let mut rows: Vec<Vec<Key>> = ROWS
        .iter()
        .map(|row| row.iter().map(ask).collect())
        .collect();
    let language = lang.language();
    let wording = StaffButton::Wording(WordingButton::Areas { language });
    rows.push(vec![Key::new(lang.button_wording(), wording)]);
    rows.push(vec![panel::back(lang)]);
    Screen::new(Html::paragraphs(text), rows)
}

fn value(lang: Lang, overview: &Overview, setting: Setting, now: DateTime<Utc>) -> String {
    let (settings, about) = (&overview.settings, &overview.about);
    let said = |text: Option<&str>| match text {
        Some(text) => text.replace('\n', " "),
        None => lang.value_unset(),
    };
    match setting {
        Setting::Name => said(about.name.as_ref().map(Name::as_str)),
        Setting::Story => said(about.story.as_ref().map(Description::as_str)),
        Setting::Contact => said(about.contact.as_ref().map(Description::as_str)),
        Setting::Terms => said(about.terms.as_ref().map(Terms::as_str)),
        Setting::Greeting => match &settings.front.greeting {
            Some(greeting) => said(Some(greeting.as_str())),
            None => lang.value_greeting_usual(),
        },
        Setting::Hours => match &about.hours {
            Some(hours) => about::view::written(lang, hours.as_str()),
            None => lang.value_unset(),
        },
        Setting::Closure => {
            let closure = settings.front.closure.as_ref();
            let closure = closure.filter(|it| it.is_in_force(now, settings.shop.timezone));
            match closure {
                Some(Closure {
                    reopens: Some(day), ..
                }) => lang.value_closed_until(&lang.day(*day)),
                Some(_) => lang.value_closed(),
                None => lang.value_open(),
            }
        }
        Setting::Currency => settings.shop.currency.code().to_owned(),
        Setting::Language => lang.other(language_of(settings)).language_name(),
        Setting::TimeZone => {
            let timezone = settings.shop.timezone;
            lang.value_local_time(timezone.name(), &lang.time(When(now, timezone)))
        }
        Setting::Country => said(settings.shop.country.as_ref().map(Country::code)),
        Setting::OrderPrefix => settings.shop.order_prefix.clone(),
        Setting::LowStock => lang.value_units(overview.low_stock),
        Setting::Privacy => match &overview.privacy.text {
            Some(text) => said(Some(text.as_str())),
            None => lang.value_privacy_usual(),
        },
        Setting::Grace => lang.value_days(overview.privacy.grace.days().into()),
        // These belong to the shop's day.
        Setting::MorningReport | Setting::QuietHours => lang.value_unset(),
    }
}

/// Asks for a setting, perhaps after saying why what was typed was not taken. `clock` is what the
/// shop's clock shows.
pub fn question(lang: Lang, clock: When, seen: &Seen, unfit: Option<Unfit>) -> Screen {
    let setting = seen.setting;
    let unfit = unfit.unwrap_or_else(|| Unfit::from(Html::default()));
    let mut rows: Vec<Vec<Key>> = unfit
        .near
        .iter()
        .map(|timezone| {
            let choose = SettingButton::SetTimeZone {
                timezone: *timezone,
            };
            vec![key(timezone.name().to_owned(), choose)]
        })
        .collect();
    if setting == Setting::Language {
        rows.extend(languages(lang, seen));
    }
    let words = Worded::Setting(setting);
    if seen.stored.is_some() && !words.fields().is_empty() {
        rows.push(vec![translations::view::key(lang, words)]);
    }
    // A shop always has a currency.
    if seen.stored.is_some() && setting != Setting::Currency {
        let reset = SettingButton::Reset { setting };
        rows.push(vec![key(lang.button_setting_reset(), reset)]);
    }
    rows.push(cancel(lang));
    let now = match &seen.stored {
        Some(stored) => lang.setting_now(&shown(lang, setting, stored)),
        None => lang.setting_now_usual(),
    };
    let why = Some(unfit.why).filter(|why| why.length() > 0);
    let text = [lang.setting_title(&lang.setting(setting))]
        .into_iter()
        .chain(why)
        .chain([now, prompt(lang, clock, setting)]);
    Screen::new(Html::paragraphs(text), rows)
}

/// What is stored, as people read it.
fn shown(lang: Lang, setting: Setting, stored: &str) -> String {
    match setting {
        Setting::Hours => about::view::written(lang, stored),
        Setting::Language => match Language::from_tag(stored) {
            Some(language) => lang.other(language).language_name(),
            None => stored.to_owned(),
        },
        _ => stored.to_owned(),
    }
}

fn languages(lang: Lang, seen: &Seen) -> Vec<Vec<Key>> {
    let is_set = |language: Language| seen.stored.as_deref() == Some(language.code());
    let keys: Vec<Key> = lang
        .all()
        .map(|other| {
            let name = other.language_name();
            let label = if is_set(other.language()) {
                lang.button_value_chosen(&name)
            } else {
                name
            };
            let choose = SettingButton::SetLanguage {
                language: other.language(),
            };
            key(label, choose)
        })
        .collect();
    keys.chunks(A_ROW).map(<[Key]>::to_vec).collect()
}

fn prompt(lang: Lang, clock: When, setting: Setting) -> Html {
    match setting {
        Setting::Name => lang.setting_ask_name(),
        Setting::Story => lang.setting_ask_story(),
        Setting::Greeting => lang.setting_ask_greeting(),
        Setting::Contact => lang.setting_ask_contact(),
        Setting::Terms => lang.setting_ask_terms(),
        Setting::Hours => {
            let When(_, timezone) = clock;
            let clock = lang.value_clock(&lang.time(clock), timezone.name());
            lang.setting_ask_hours(&clock)
        }
        Setting::Currency => lang.setting_ask_currency(typed::CURRENCY),
        Setting::Language => lang.setting_ask_language(),
        Setting::TimeZone => lang.setting_ask_timezone(typed::TIME_ZONE),
        Setting::Country => lang.setting_ask_country(typed::COUNTRY),
        Setting::OrderPrefix => lang.setting_ask_prefix(typed::PREFIX),
        Setting::LowStock => lang.setting_ask_low_stock(),
        Setting::Privacy => lang.setting_ask_privacy(),
        Setting::Grace => lang.setting_ask_grace(),
        // These have screens of their own.
        Setting::Closure | Setting::MorningReport | Setting::QuietHours => Html::default(),
    }
}

/// What customers would read, before it is saved; `name` stands for the customer's. `None` for
/// what is saved at once.
pub fn preview(lang: Lang, value: &Value, name: &str) -> Option<Screen> {
    let seen = match value {
        Value::Greeting(greeting) => Html::escape(&greeting.to(name)),
        Value::Terms(terms) => lang.about_terms(terms.as_str()),
        Value::Privacy(text) => lang.privacy_own(text.as_str()),
        _ => return None,
    };
    let rows = vec![
        vec![key(lang.button_setting_save(), SettingButton::Save {})],
        cancel(lang),
    ];
    let text = Html::paragraphs([lang.setting_preview(), seen]);
    Some(Screen::new(text, rows))
}

/// Whether the shop is closed, what customers read then, and what can be done about it.
pub fn closure(lang: Lang, closure: Option<&Closure>) -> Screen {
    let Some(closure) = closure else {
        let close = key(lang.button_close(), SettingButton::Close {});
        let rows = vec![vec![close], back(lang)];
        return Screen::new(lang.closure_open(), rows);
    };
    let text = Html::paragraphs([
        lang.closure_closed(),
        lang.closure_as_seen(),
        front::closed(lang, closure),
    ]);
    let rows = vec![
        vec![key(lang.button_reopen(), SettingButton::Reopen {})],
        vec![
            key(lang.button_closure_day(), SettingButton::AskReopening {}),
            key(lang.button_closure_note(), SettingButton::AskNote {}),
        ],
        back(lang),
    ];
    Screen::new(text, rows)
}

/// What is asked about being closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosureAsk {
    /// The day on which the shop opens again.
    Reopening,
    /// Words to customers.
    Note,
}

/// Asks something about being closed, perhaps after saying why what was typed was not taken.
pub fn closure_question(lang: Lang, ask: ClosureAsk, why: Option<Html>) -> Screen {
    let (prompt, drop) = match ask {
        ClosureAsk::Reopening => (
            lang.closure_ask_day(),
            key(
                lang.button_closure_no_day(),
                SettingButton::DropReopening {},
            ),
        ),
        ClosureAsk::Note => (
            lang.closure_ask_note(),
            key(lang.button_closure_no_note(), SettingButton::DropNote {}),
        ),
    };
    let cancel = SettingButton::Ask {
        setting: Setting::Closure,
    };
    let rows = vec![vec![drop], vec![key(lang.button_cancel(), cancel)]];
    Screen::new(Html::paragraphs(why.into_iter().chain([prompt])), rows)
}

impl Lang {
    /// What a setting is called.
    pub fn setting(self, setting: Setting) -> String {
        match setting {
            Setting::MorningReport => self.setting_report(),
            Setting::QuietHours => self.setting_quiet(),
            Setting::LowStock => self.setting_low_stock(),
            Setting::Privacy => self.setting_privacy(),
            Setting::Grace => self.setting_grace(),
            Setting::Name => self.setting_name(),
            Setting::Story => self.setting_story(),
            Setting::Greeting => self.setting_greeting(),
            Setting::Contact => self.setting_contact(),
            Setting::Terms => self.setting_terms(),
            Setting::Hours => self.setting_hours(),
            Setting::Closure => self.setting_closure(),
            Setting::Currency => self.setting_currency(),
            Setting::Language => self.setting_language(),
            Setting::TimeZone => self.setting_timezone(),
            Setting::Country => self.setting_country(),
            Setting::OrderPrefix => self.setting_prefix(),
        }
    }
}
