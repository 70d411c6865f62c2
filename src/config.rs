//! Every setting with its flag, its environment variable and its default.

mod file;

use std::{fmt, path::PathBuf, str::FromStr};

use chrono_tz::Tz;
use clap::{Args, ValueEnum};
use url::Url;

use crate::{
    domain::{id::TelegramId, money::Currency, order},
    telemetry::{LogFormat, LogLevel},
};

pub use file::{ConfigFile, ConfigFileError, names};

/// A value that is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The value itself, for the one place that needs it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Where the shop is.
#[derive(Debug, Clone, Args)]
pub struct DatabaseArgs {
    /// The shop's database: sqlite://FILE, created when missing, or postgres://USER@HOST/DATABASE
    #[arg(
        long,
        env = "ECOMBOT_DATABASE",
        hide_env_values = true,
        value_name = "URL",
        default_value = "sqlite://ecombot.db"
    )]
    pub database: String,
}

/// How much is logged, and how.
#[derive(Debug, Clone, Args)]
pub struct LogArgs {
    /// How much is logged to stderr
    #[arg(long, env = "ECOMBOT_LOG_LEVEL", value_enum, default_value = "info")]
    pub log_level: LogLevel,
    /// How log lines look
    #[arg(long, env = "ECOMBOT_LOG_FORMAT", value_enum, default_value = "human")]
    pub log_format: LogFormat,
}

/// The shop's own settings.
#[derive(Debug, Clone, Args)]
pub struct ShopArgs {
    /// Currency of all prices, an ISO 4217 code [default: the shop's, else USD]
    #[arg(long, env = "ECOMBOT_CURRENCY", value_name = "CODE", value_parser = Currency::from_str)]
    pub currency: Option<Currency>,
    /// Time zone of order numbers and dates, such as Europe/Berlin [default: the shop's, else UTC]
    #[arg(long, env = "ECOMBOT_TIMEZONE", value_name = "ZONE", value_parser = timezone)]
    pub timezone: Option<Tz>,
    /// What order numbers begin with: 1 to 8 letters or digits [default: the shop's, else ECO]
    #[arg(long, env = "ECOMBOT_ORDER_PREFIX", value_name = "TEXT", value_parser = order_prefix)]
    pub order_prefix: Option<String>,
}

/// Telegram, and who runs the shop.
#[derive(Debug, Clone, Args)]
pub struct BotArgs {
    /// The bot's token from @BotFather; as a flag it shows in process lists, so prefer the variable
    #[arg(long, env = "ECOMBOT_TOKEN", value_name = "TOKEN", value_parser = unchecked_secret, hide_env_values = true)]
    pub token: Option<Secret>,
    /// File that holds the token, instead of --token
    #[arg(long, env = "ECOMBOT_TOKEN_FILE", value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// Bot API server to use instead of Telegram's
    #[arg(long, env = "ECOMBOT_API_URL", value_name = "URL", value_parser = api_url)]
    pub api_url: Option<Url>,
    /// Telegram ids of administrators, comma-separated or repeated
    #[arg(long, env = "ECOMBOT_ADMINS", value_name = "ID", value_parser = people)]
    pub admins: Vec<People>,
    /// Language of people whose own is not spoken [default: the shop's, else en]
    #[arg(long, env = "ECOMBOT_LANGUAGE", value_name = "CODE")]
    pub language: Option<String>,
    /// Whether couriers deliver, for a shop that has not chosen yet
    #[arg(long, env = "ECOMBOT_DELIVERY", value_enum, value_name = "MODE")]
    pub delivery: Option<OnOff>,
}

/// Some people, as one flag or variable names them; perhaps nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct People(Vec<TelegramId>);

fn people(text: &str) -> Result<People, String> {
    let ids = text.split(',').map(str::trim).filter(|id| !id.is_empty());
    ids.map(telegram_id).collect::<Result<_, _>>().map(People)
}

/// A switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OnOff {
    /// On.
    #[value(aliases = ["true", "yes", "1"])]
    On,
    /// Off.
    #[value(aliases = ["false", "no", "0"])]
    Off,
}

/// Why there is no usable token.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// None was given.
    #[error(
        "no bot token: set ECOMBOT_TOKEN (or ECOMBOT_TOKEN_FILE) to the one @BotFather gave you, or try `ecombot demo`"
    )]
    Missing,
    /// The file cannot be read.
    #[error("cannot read token file '{}': {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// What is there is no token.
    #[error("that is not a bot token: it looks like 123456789:AA…, digits, a colon and letters")]
    Malformed,
}

impl BotArgs {
    /// The administrators named; `None` when the configuration says nothing of them.
    pub fn admins(&self) -> Option<Vec<TelegramId>> {
        let all = self.admins.iter().flat_map(|People(ids)| ids).copied();
        (!self.admins.is_empty()).then(|| all.collect())
    }

    /// The token, from wherever it was given.
    ///
    /// # Errors
    /// When there is none, or it does not look like one.
    pub fn token(&self) -> Result<Secret, TokenError> {
        match (&self.token, &self.token_file) {
            (Some(given), _) => token(given.reveal()),
            (None, Some(path)) => {
                let text =
                    std::fs::read_to_string(path).map_err(|source| TokenError::Unreadable {
                        path: path.clone(),
                        source,
                    })?;
                token(&text)
            }
            (None, None) => Err(TokenError::Missing),
        }
    }
}

/// Taken as it is: clap would print a value that its parser refuses.
fn unchecked_secret(text: &str) -> Result<Secret, std::convert::Infallible> {
    Ok(Secret(text.to_owned()))
}

/// Digits, a colon, something: the rest is Telegram's to say.
fn token(text: &str) -> Result<Secret, TokenError> {
    let text = text.trim();
    let (id, secret) = text.split_once(':').ok_or(TokenError::Malformed)?;
    let is_token = !id.is_empty()
        && id.chars().all(|c| c.is_ascii_digit())
        && !secret.is_empty()
        && secret
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if is_token {
        Ok(Secret(text.to_owned()))
    } else {
        Err(TokenError::Malformed)
    }
}

fn api_url(text: &str) -> Result<Url, String> {
    let url: Url = text
        .parse()
        .map_err(|error| format!("{error}; write it like http://127.0.0.1:8081"))?;
    if matches!(url.scheme(), "http" | "https") && url.has_host() {
        Ok(url)
    } else {
        Err("must begin with http:// or https://".into())
    }
}

fn timezone(text: &str) -> Result<Tz, String> {
    text.parse()
        .map_err(|_| "no such time zone; write it like Europe/Berlin".into())
}

fn order_prefix(text: &str) -> Result<String, String> {
    order::prefix(text).ok_or_else(|| "must be 1 to 8 letters or digits".into())
}

/// A Telegram id: a positive whole number.
///
/// # Errors
/// For anything else, with what to do.
pub fn telegram_id(text: &str) -> Result<TelegramId, String> {
    match text.trim().parse::<i64>() {
        Ok(id) if id > 0 => Ok(TelegramId::new(id)),
        _ => {
            Err("must be a Telegram user id, a number such as 123456789 (ask @userinfobot)".into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_look_like_tokens_and_are_never_printed() {
        for good in ["123:abc", " 123456789:AAF-x_9\n"] {
            assert!(token(good).is_ok(), "{good}");
        }
        for bad in ["", "123", "123:", ":abc", "abc:def", "123:a b", "123:a/b"] {
            assert!(token(bad).is_err(), "{bad}");
        }
        let secret = token("123:abc").expect("a token");
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }

    #[test]
    fn settings_are_checked_at_the_door() {
        assert!(api_url("http://127.0.0.1:8081/").is_ok());
        assert!(api_url("ftp://example.org").is_err());
        assert!(api_url("127.0.0.1:8081").is_err());
        assert!(timezone("Europe/Berlin").is_ok());
        assert!(timezone("Mars/Olympus").is_err());
        assert_eq!(order_prefix("shop").as_deref(), Ok("SHOP"));
        assert!(order_prefix("").is_err());
        assert!(order_prefix("a-b").is_err());
        assert!(telegram_id("42").is_ok());
        assert!(telegram_id("-42").is_err());
        assert!(telegram_id("@ann").is_err());
        assert_eq!(people("42, 43,").map(|People(ids)| ids.len()), Ok(2));
        assert_eq!(people("").map(|People(ids)| ids.len()), Ok(0));
        assert!(people("42,ann").is_err());
    }
}
