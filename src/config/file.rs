//! A file of settings: what it says counts more than defaults, and less than environment and flags.
//!
//! It is TOML, with flags for names: `timezone = "Europe/Berlin"`. What it says becomes the default
//! of the flag, so that it is read by the same parser, and refused in the same words.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use clap::Command;
use toml::{Table, Value};

/// A file of settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigFile {
    path: PathBuf,
    /// Values by flag.
    values: BTreeMap<String, String>,
}

/// Why there is no usable file of settings.
#[derive(Debug, thiserror::Error)]
pub enum ConfigFileError {
    /// It cannot be read.
    #[error("cannot read settings file '{}': {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is no TOML.
    #[error("settings file '{}': {problem}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        problem: String,
    },
    /// It has a name that nothing is called.
    #[error("settings file '{}': there is no setting '{name}'; there is {}", path.display(), known.join(", "))]
    Unknown {
        /// The file.
        path: PathBuf,
        /// The name.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// A value that no flag could have.
    #[error("settings file '{}': '{name}' must be a text, a number, true or false, or a list of them", path.display())]
    Shape {
        /// The file.
        path: PathBuf,
        /// The setting.
        name: String,
    },
}

impl ConfigFile {
    /// Reads a file that may say what `known` are called.
    ///
    /// # Errors
    /// When it cannot be read, is no TOML, or says something that no setting is called.
    pub fn read(path: &Path, known: &[String]) -> Result<Self, ConfigFileError> {
        let text = std::fs::read_to_string(path).map_err(|source| ConfigFileError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        Self::parse(path, &text, known)
    }

    fn parse(path: &Path, text: &str, known: &[String]) -> Result<Self, ConfigFileError> {
        let table: Table = text.parse().map_err(|error: toml::de::Error| {
            let line = error.span().map(|span| {
                let before = text.get(..span.start).unwrap_or_default();
                before.matches('\n').count() + 1
            });
            // Without the line's own text, in which there may be a secret.
            let problem = match line {
                Some(line) => format!("line {line}: {}", error.message()),
                None => error.message().to_owned(),
            };
            ConfigFileError::Malformed {
                path: path.to_owned(),
                problem: problem.replace('\n', " "),
            }
        })?;
        let mut values = BTreeMap::new();
        for (name, value) in &table {
            let flag = name.replace('_', "-");
            if !known.contains(&flag) {
                return Err(ConfigFileError::Unknown {
                    path: path.to_owned(),
                    name: name.clone(),
                    known: known.to_vec(),
                });
            }
            let value = plain(value).ok_or_else(|| ConfigFileError::Shape {
                path: path.to_owned(),
                name: name.clone(),
            })?;
            values.insert(flag, value);
        }
        Ok(Self {
            path: path.to_owned(),
            values,
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A command and those below it, with what the file says as defaults of their flags.
    #[must_use]
    pub fn applied_to(&self, command: Command) -> Command {
        let command = command.mut_subcommands(|inner| self.applied_to(inner));
        command.mut_args(|argument| {
            let value = argument.get_long().filter(|_| argument.get_env().is_some());
            match value.and_then(|flag| self.values.get(flag)) {
                // It may be a secret, and help would show it.
                Some(value) => argument
                    .default_value(value.clone())
                    .hide_default_value(true),
                None => argument,
            }
        })
    }
}

/// What can stand in a file of settings: every flag that a variable can stand for.
pub fn names(command: &Command) -> Vec<String> {
    let arguments = command.get_arguments().filter(|argument| {
        let is_file = argument.get_id() == "config";
        argument.get_env().is_some() && !is_file
    });
    arguments
        .filter_map(|argument| argument.get_long().map(str::to_owned))
        .collect()
}

/// A value as it would be written behind a flag.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Boolean(flag) => Some(flag.to_string()),
        Value::Array(items) => {
            let is_flat = |item: &Value| !item.is_array();
            let items: Option<Vec<String>> = items
                .iter()
                .map(|item| is_flat(item).then(|| plain(item)).flatten())
                .collect();
            items.map(|items| items.join(","))
        }
        Value::Float(_) | Value::Datetime(_) | Value::Table(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<BTreeMap<String, String>, String> {
        let known = ["admins", "delivery", "order-prefix"].map(str::to_owned);
        ConfigFile::parse(Path::new("shop.toml"), text, &known)
            .map(|file| file.values)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn values_are_written_as_behind_a_flag() {
        let text = "admins = [42, 43] # two\ndelivery = true\norder_prefix = 'HILL'\n";
        let values = parse(text).expect("settings");
        let values: Vec<_> = values
            .iter()
            .map(|(k, v)| (k.as_str(), v.as_str()))
            .collect();
        assert_eq!(
            values,
            [
                ("admins", "42,43"),
                ("delivery", "true"),
                ("order-prefix", "HILL")
            ]
        );
        assert_eq!(parse(""), Ok(BTreeMap::new()));
    }

    #[test]
    fn what_is_wrong_is_said_without_what_is_written_there() {
        for (text, words) in [
            (
                "admin = 42",
                "there is no setting 'admin'; there is admins, delivery, order-prefix",
            ),
            ("[delivery]\nprice = 5", "'delivery' must be a text"),
            ("admins = 4.2", "'admins' must be a text"),
            ("delivery = true\norder-prefix = HILL-SECRET", "line 2: "),
        ] {
            let told = parse(text).expect_err(text);
            assert!(told.contains(words), "{told}");
            assert!(told.starts_with("settings file 'shop.toml': "), "{told}");
            assert!(
                !told.contains("SECRET") && told.lines().count() == 1,
                "{told}"
            );
        }
    }
}
