//! The shop's settings: what counts now, and changing it.
//!
//! They live in the database. What the program was started with counts more, cannot be changed here
//! and is told as [`Fixed`]; where nobody has said anything, something usual counts.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::{Action, AuditEntry, Subject},
        closure::Closure,
        greeting::Greeting,
        money::Currency,
        opening::OpeningHours,
        order,
        phone::Country,
        setting::Setting,
        staff::Actor,
        stock::MAX_THRESHOLD,
        text::{Description, Name, Terms},
    },
    store::{audit, customers, settings},
};

use super::{
    Shop, UseCaseError,
    about::{self, About},
    access::{Management, Part, Permit},
    audit::Watch,
    day, refuse,
    setup::{self, SetupRefusal},
};

/// What order numbers begin with, where nobody has said otherwise.
const USUAL_PREFIX: &str = "ECO";

/// A value that the program was started with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given<T> {
    /// The value.
    pub value: T,
    /// What gave it, as whoever started the program knows it: `--timezone`, `ECOMBOT_TIMEZONE`.
    pub by: String,
}

/// Everything that the program was started with, and that is not for the chat to change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fixed {
    /// The currency.
    pub currency: Option<Given<Currency>>,
    /// The time zone.
    pub timezone: Option<Given<Tz>>,
    /// The country that telephone numbers are dialled in.
    pub country: Option<Given<Country>>,
    /// What order numbers begin with.
    pub order_prefix: Option<Given<String>>,
    /// The code of the language of people whose own is not spoken.
    pub language: Option<Given<String>>,
}

impl Fixed {
    /// What gave a setting its value, if it was given.
    pub fn by(&self, setting: Setting) -> Option<&str> {
        let by = match setting {
            Setting::Currency => self.currency.as_ref().map(|given| &given.by),
            Setting::TimeZone => self.timezone.as_ref().map(|given| &given.by),
            Setting::Country => self.country.as_ref().map(|given| &given.by),
            Setting::OrderPrefix => self.order_prefix.as_ref().map(|given| &given.by),
            Setting::Language => self.language.as_ref().map(|given| &given.by),
            _ => None,
        };
        by.map(String::as_str)
    }
}

/// What counts at present. Cheap to hand around.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// What use cases have to know.
    pub shop: Arc<Shop>,
    /// What customers see before they order.
    pub front: Arc<Front>,
    /// The code of the language of people whose own is not spoken; `None` where nobody chose one.
    pub language: Option<String>,
}

/// What customers see of a shop before they order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Front {
    /// What it is called.
    pub name: Option<Name>,
    /// What it greets them with, where it is not the usual.
    pub greeting: Option<Greeting>,
    /// How to reach it.
    pub contact: Option<Description>,
    /// Whether it has terms to read.
    pub has_terms: bool,
    /// When somebody is there, where it said so in a way that can be reckoned with.
    pub hours: Option<OpeningHours>,
    /// That it is closed, perhaps no more.
    pub closure: Option<Closure>,
}

/// Whether somebody is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attendance {
    /// As far as anybody knows.
    Here,
    /// Not before a moment. Orders are taken, and wait.
    Away(DateTime<Utc>),
    /// The shop is closed, and takes no orders.
    Closed(Closure),
}

impl Front {
    /// Whether somebody is there at a moment.
    pub fn attendance(&self, now: DateTime<Utc>, timezone: Tz) -> Attendance {
        if let Some(closure) = &self.closure
            && closure.is_in_force(now, timezone)
        {
            return Attendance::Closed(closure.clone());
        }
        let away = self
            .hours
            .as_ref()
            .filter(|hours| !hours.is_open(now, timezone))
            .and_then(|hours| hours.opens_next(now, timezone));
        away.map_or(Attendance::Here, Attendance::Away)
    }
}

/// What counts now: what the program was `fixed` with, else what is stored, else the usual. What
/// is stored and makes no sense counts as nothing.
pub fn load(tx: &mut Tx<'_>, fixed: &Fixed) -> Result<Settings, DbError> {
    let mut front = Front::default();
    let (mut currency, mut timezone, mut country) = (None, None, None);
    let (mut prefix, mut language) = (None, None);
    for (key, value) in settings::all(tx)? {
        let Some(setting) = Setting::from_code(&key) else {
            continue;
        };
        match setting {
            Setting::Name => front.name = Name::parse(&value).ok(),
            Setting::Greeting => front.greeting = Greeting::parse(&value).ok(),
            Setting::Contact => front.contact = Description::parse(&value).ok(),
            Setting::Terms => front.has_terms = Terms::parse(&value).is_ok(),
            Setting::Hours => front.hours = OpeningHours::stored(&value).ok(),
            Setting::Closure => front.closure = Closure::from_code(&value),
            Setting::Currency => currency = value.parse().ok(),
            Setting::TimeZone => timezone = value.parse().ok(),
            Setting::Country => country = value.parse().ok(),
            Setting::OrderPrefix => prefix = order::prefix(&value),
            Setting::Language => language = Some(value),
            Setting::Story | Setting::MorningReport | Setting::QuietHours | Setting::LowStock => {}
        }
    }
    fn given<T: Clone>(given: Option<&Given<T>>) -> Option<T> {
        given.map(|given| given.value.clone())
    }
    let shop = Shop {
        currency: given(fixed.currency.as_ref())
            .or(currency)
            .unwrap_or(Currency::USD),
        timezone: given(fixed.timezone.as_ref())
            .or(timezone)
            .unwrap_or(Tz::UTC),
        country: given(fixed.country.as_ref()).or(country),
        order_prefix: given(fixed.order_prefix.as_ref())
            .or(prefix)
            .unwrap_or_else(|| USUAL_PREFIX.to_owned()),
    };
    Ok(Settings {
        shop: Arc::new(shop),
        front: Arc::new(front),
        language: given(fixed.language.as_ref()).or(language),
    })
}

/// Everything that can be set, for whoever may set it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// What counts.
    pub settings: Settings,
    /// What the shop says of itself.
    pub about: About,
    /// At or below how many units staff are told.
    pub low_stock: u32,
}

/// Everything that is set.
pub fn overview(
    tx: &mut Tx<'_>,
    _by: &Permit<Management>,
    fixed: &Fixed,
) -> Result<Overview, DbError> {
    Ok(Overview {
        settings: load(tx, fixed)?,
        about: about::view(tx)?,
        low_stock: day::preferences(tx)?.low_stock,
    })
}

/// A setting as somebody sees who is about to change it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Which.
    pub setting: Setting,
    /// What is stored; `None` for what is usual.
    pub stored: Option<String>,
    /// Tells one state of it from any later one.
    pub version: i64,
}

/// Looks at a setting in order to change it.
pub fn look(
    tx: &mut Tx<'_>,
    _by: &Permit<Management>,
    fixed: &Fixed,
    setting: Setting,
) -> Result<Seen, UseCaseError<SettingRefusal>> {
    if let Some(by) = fixed.by(setting) {
        return refuse(SettingRefusal::Fixed(by.to_owned()));
    }
    Ok(Seen {
        setting,
        stored: settings::get(tx, setting.code())?,
        version: version(last_change(tx, setting)?.as_ref()),
    })
}

fn last_change(tx: &mut Tx<'_>, setting: Setting) -> Result<Option<AuditEntry>, DbError> {
    audit::last_about(tx, Subject::Setting(setting))
}

fn version(last: Option<&AuditEntry>) -> i64 {
    last.map_or(0, |entry| entry.id.get())
}

/// What a setting is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// [`Setting::Name`]
    Name(Name),
    /// [`Setting::Story`]
    Story(Description),
    /// [`Setting::Greeting`]
    Greeting(Greeting),
    /// [`Setting::Contact`]
    Contact(Description),
    /// [`Setting::Terms`]
    Terms(Terms),
    /// [`Setting::Hours`]
    Hours(OpeningHours),
    /// [`Setting::Closure`]
    Closure(Closure),
    /// [`Setting::Currency`]
    Currency(Currency),
    /// [`Setting::Language`], by its code.
    Language(String),
    /// [`Setting::TimeZone`]
    TimeZone(Tz),
    /// [`Setting::Country`]
    Country(Country),
    /// [`Setting::OrderPrefix`]
    OrderPrefix(String),
    /// [`Setting::LowStock`]
    LowStock(u32),
}

impl Value {
    /// Which setting it is of.
    pub const fn setting(&self) -> Setting {
        match self {
            Self::Name(_) => Setting::Name,
            Self::Story(_) => Setting::Story,
            Self::Greeting(_) => Setting::Greeting,
            Self::Contact(_) => Setting::Contact,
            Self::Terms(_) => Setting::Terms,
            Self::Hours(_) => Setting::Hours,
            Self::Closure(_) => Setting::Closure,
            Self::Currency(_) => Setting::Currency,
            Self::Language(_) => Setting::Language,
            Self::TimeZone(_) => Setting::TimeZone,
            Self::Country(_) => Setting::Country,
            Self::OrderPrefix(_) => Setting::OrderPrefix,
            Self::LowStock(_) => Setting::LowStock,
        }
    }

    /// As it is stored.
    fn stored(&self) -> String {
        match self {
            Self::Name(name) => name.to_string(),
            Self::Story(text) | Self::Contact(text) => text.to_string(),
            Self::Greeting(greeting) => greeting.to_string(),
            Self::Terms(terms) => terms.to_string(),
            Self::Hours(hours) => hours.to_string(),
            Self::Closure(closure) => closure.code(),
            Self::Currency(currency) => currency.code().to_owned(),
            Self::Language(code) | Self::OrderPrefix(code) => code.clone(),
            Self::TimeZone(timezone) => timezone.name().to_owned(),
            Self::Country(country) => country.code().to_owned(),
            Self::LowStock(units) => (*units).min(MAX_THRESHOLD).to_string(),
        }
    }
}

/// Why a setting stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingRefusal {
    /// What the program was started with gives it.
    Fixed(String),
    /// It was changed since whoever changes it looked.
    Changed(LastChange),
    /// There are orders, which have been paid in the currency there is.
    HasOrders,
    /// There are prices, and they have other decimals than the currency that is wished for.
    OtherDecimals {
        /// The shop's.
        shop: Currency,
        /// The one that is wished for.
        wished: Currency,
    },
    /// The shop is not closed.
    Open,
}

/// Who changed something last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastChange {
    /// What they are called; `None` for whoever has the shell.
    pub who: Option<String>,
    /// When, in seconds since 1970 (UTC).
    pub at: i64,
}

type Refused = UseCaseError<SettingRefusal>;

/// Gives a setting a value. `seen` is its version when whoever wishes it looked at it last.
pub fn set(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    fixed: &Fixed,
    value: &Value,
    seen: Option<i64>,
    now: i64,
) -> Result<(), Refused> {
    let setting = value.setting();
    ready(tx, fixed, setting, seen, now)?;
    if let Value::Currency(currency) = value {
        let change = setup::change_currency(tx, by, *currency, now);
        return change.map_err(|error| match error {
            UseCaseError::Refused(SetupRefusal::HasOrders { .. }) => {
                UseCaseError::Refused(SettingRefusal::HasOrders)
            }
            UseCaseError::Refused(SetupRefusal::OtherDecimals { shop, wished }) => {
                UseCaseError::Refused(SettingRefusal::OtherDecimals { shop, wished })
            }
            UseCaseError::Db(error) => UseCaseError::Db(error),
        });
    }
    Ok(store(tx, by, setting, Some(&value.stored()), now)?)
}

/// Has a setting as usual. A shop always has a currency: for that one this changes nothing.
pub fn reset(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    fixed: &Fixed,
    setting: Setting,
    now: i64,
) -> Result<(), Refused> {
    ready(tx, fixed, setting, None, now)?;
    if setting == Setting::Currency {
        return Ok(());
    }
    Ok(store(tx, by, setting, None, now)?)
}

/// What of a closure is to be otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClosureEdit {
    /// The day on which the shop opens again.
    Reopens(Option<NaiveDate>),
    /// What customers are told.
    Note(Option<crate::domain::text::ClosureNote>),
}

/// Changes something about being closed. A shop that is open is not closed by that.
pub fn edit_closure(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    shop: &Shop,
    edit: &ClosureEdit,
    now: DateTime<Utc>,
) -> Result<(), Refused> {
    let seconds = now.timestamp();
    settings::hold(tx, settings::LOCK, "", seconds)?;
    let Some(mut closure) = closed(tx, shop, now)? else {
        return refuse(SettingRefusal::Open);
    };
    match edit {
        ClosureEdit::Reopens(day) => closure.reopens = *day,
        ClosureEdit::Note(note) => closure.note.clone_from(note),
    }
    Ok(store(
        tx,
        by,
        Setting::Closure,
        Some(&closure.code()),
        seconds,
    )?)
}

/// How the shop is closed now; `None` when it is open.
pub fn closed(
    tx: &mut Tx<'_>,
    shop: &Shop,
    now: DateTime<Utc>,
) -> Result<Option<Closure>, DbError> {
    let stored = settings::get(tx, Setting::Closure.code())?;
    Ok(in_force(stored.as_deref(), shop, now))
}

/// What is stored of being closed, where it still holds.
pub(super) fn in_force(stored: Option<&str>, shop: &Shop, now: DateTime<Utc>) -> Option<Closure> {
    let closure = stored.and_then(Closure::from_code)?;
    closure.is_in_force(now, shop.timezone).then_some(closure)
}

/// Takes turns with whoever changes settings, and sees whether this one may be changed.
fn ready(
    tx: &mut Tx<'_>,
    fixed: &Fixed,
    setting: Setting,
    seen: Option<i64>,
    now: i64,
) -> Result<(), Refused> {
    if let Some(by) = fixed.by(setting) {
        return refuse(SettingRefusal::Fixed(by.to_owned()));
    }
    settings::hold(tx, settings::LOCK, "", now)?;
    let Some(last) = last_change(tx, setting)? else {
        return Ok(());
    };
    if seen.is_none_or(|seen| seen == version(Some(&last))) {
        return Ok(());
    }
    refuse(SettingRefusal::Changed(last_change_of(tx, &last)?))
}

/// Who made an entry of the record, and when.
pub(super) fn last_change_of(tx: &mut Tx<'_>, last: &AuditEntry) -> Result<LastChange, DbError> {
    let who = match last.actor {
        Actor::Operator => None,
        Actor::Person(person) => {
            let customer = customers::find(tx, person)?;
            Some(customer.map_or_else(|| person.to_string(), |customer| customer.name()))
        }
    };
    Ok(LastChange { who, at: last.at })
}

/// Stores a setting, or forgets it, and records that. Whoever stores settings takes turns.
pub(super) fn store<P: Part>(
    tx: &mut Tx<'_>,
    by: &Permit<P>,
    setting: Setting,
    value: Option<&str>,
    now: i64,
) -> Result<(), DbError> {
    settings::hold(tx, settings::LOCK, "", now)?;
    let watch = Watch::over(tx, Subject::Setting(setting))?;
    match value {
        Some(value) => settings::set(tx, setting.code(), value, now)?,
        None => settings::remove(tx, setting.code())?,
    }
    watch.done(tx, by, Action::Edit, now)?;
    Ok(())
}
