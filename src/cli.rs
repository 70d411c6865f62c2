//! The command line: what there is to say, and how it ends.

mod admin;
mod copy;
mod demo;
mod migrate;
mod run;
pub mod seed;

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand, parser::ValueSource};

use crate::{
    config::{self, BotArgs, ConfigFile, DatabaseArgs, LogArgs, ShopArgs, TokenError},
    db::{Db, DbError, copy::CopyError},
    domain::{id::TelegramId, language::Language, money::Currency, staff::Role},
    shop::{
        Shop, UseCaseError,
        access::Permit,
        seeding::StockPolicy,
        settings::Given,
        setup::{self, SetupRefusal, Wishes},
    },
};

/// A complete shop inside Telegram: one binary, one database file.
///
/// Exit codes: 0 clean end, 1 failure, 2 usage or configuration, 3 token
/// refused, 4 database in use, 5 database from a newer release, 6 bad input file.
#[derive(Debug, Parser)]
#[command(name = "ecombot", version, after_help = "Example: ecombot demo")]
struct Cli {
    /// File of settings, in TOML with flags for names; variables and flags count more
    #[arg(long, global = true, env = "ECOMBOT_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the shop: fetches updates from Telegram and answers them
    #[command(
        after_help = "Example: ECOMBOT_TOKEN=123456789:AA… ecombot run --admins 42 --currency EUR"
    )]
    Run {
        #[command(flatten)]
        database: DatabaseArgs,
        #[command(flatten)]
        bot: BotArgs,
        #[command(flatten)]
        shop: ShopArgs,
        #[command(flatten)]
        log: LogArgs,
    },
    /// Opens an example shop to walk into with a browser: no token, no file, no network
    #[command(after_help = "Example: ecombot demo --port 8080")]
    Demo(demo::DemoArgs),
    /// Brings the database to this release's schema
    #[command(after_help = "Example: ecombot migrate --status")]
    Migrate {
        #[command(flatten)]
        database: DatabaseArgs,
        /// Only lists which migrations are applied and which are pending
        #[arg(long)]
        status: bool,
    },
    /// Loads categories, products and delivery from a file; twice changes nothing
    #[command(after_help = "Example: ecombot seed examples/catalog.json")]
    Seed {
        #[command(flatten)]
        database: DatabaseArgs,
        /// The catalogue, as JSON
        file: PathBuf,
        /// Sets the stock of products that exist already, too
        #[arg(long)]
        set_stock: bool,
        /// Currency of the prices, an ISO 4217 code [default: the shop's, else USD]
        #[arg(long, env = "ECOMBOT_CURRENCY", value_name = "CODE", value_parser = <Currency as std::str::FromStr>::from_str)]
        currency: Option<Currency>,
    },
    /// Copies a whole shop into a new database, from SQLite to PostgreSQL or back
    #[command(
        after_help = "Example: ecombot copy --from sqlite://ecombot.db --to postgres://shop@localhost/shop"
    )]
    Copy(copy::CopyArgs),
    /// Lists, adds and removes who works for the shop; prints a link for its owner
    #[command(subcommand, after_help = "Example: ecombot admin claim")]
    Admin(AdminCommand),
}

#[derive(Debug, Subcommand)]
enum AdminCommand {
    /// Prints a one-time link that makes whoever opens it an owner; needs no network
    #[command(after_help = "Example: ecombot admin claim")]
    Claim {
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Gives somebody a role; twice is once
    #[command(after_help = "Example: ecombot admin add 123456789 --role packer")]
    Add {
        #[command(flatten)]
        database: DatabaseArgs,
        /// Telegram user id
        #[arg(value_parser = crate::config::telegram_id, allow_negative_numbers = true)]
        id: TelegramId,
        /// What they may do: owner, manager (catalogue, delivery, orders) or packer (orders)
        #[arg(long, default_value = "owner", value_parser = role)]
        role: Role,
    },
    /// Lists the staff with their roles
    #[command(after_help = "Example: ecombot admin list")]
    List {
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Takes somebody's rights away
    #[command(after_help = "Example: ecombot admin remove 123456789")]
    Remove {
        #[command(flatten)]
        database: DatabaseArgs,
        /// Telegram user id
        #[arg(value_parser = crate::config::telegram_id, allow_negative_numbers = true)]
        id: TelegramId,
        /// Removes even the last administrator
        #[arg(long)]
        force: bool,
    },
}

fn role(text: &str) -> Result<Role, String> {
    Role::from_code(text).ok_or_else(|| "it is owner, manager or packer".to_owned())
}

/// Why a command ended badly, and with which exit code.
#[derive(Debug, thiserror::Error)]
enum CliError {
    /// Anything without a code of its own.
    #[error("{0}")]
    Failure(String),
    /// Usage or configuration.
    #[error("{0}")]
    Configuration(String),
    /// Another process took over.
    #[error("{0}")]
    InUse(String),
    /// Telegram does not know the token.
    #[error("Telegram refused the token; copy it again from @BotFather")]
    TokenRefused,
    /// The database.
    #[error(transparent)]
    Database(#[from] DbError),
    /// A catalogue file.
    #[error("{0}")]
    BadFile(String),
}

impl CliError {
    fn code(&self) -> u8 {
        match self {
            Self::Database(
                DbError::Unsupported(_)
                | DbError::NotBuiltIn(_)
                | DbError::Malformed { .. }
                | DbError::Foreign(_),
            )
            | Self::Configuration(_) => 2,
            Self::TokenRefused => 3,
            Self::InUse(_) | Self::Database(DbError::InUse(_)) => 4,
            Self::Database(DbError::Newer { .. }) => 5,
            Self::BadFile(_) => 6,
            Self::Database(_) | Self::Failure(_) => 1,
        }
    }
}

impl From<TokenError> for CliError {
    fn from(error: TokenError) -> Self {
        Self::Configuration(error.to_string())
    }
}

impl From<UseCaseError<SetupRefusal>> for CliError {
    fn from(error: UseCaseError<SetupRefusal>) -> Self {
        match error {
            UseCaseError::Refused(
                SetupRefusal::HasOrders { shop, wished }
                | SetupRefusal::OtherDecimals { shop, wished },
            ) => Self::Configuration(format!(
                "this shop's prices or orders are in {shop}, so it cannot be run in {wished}; leave --currency out"
            )),
            UseCaseError::Db(error) => error.into(),
        }
    }
}

impl From<CopyError> for CliError {
    fn from(error: CopyError) -> Self {
        match error {
            CopyError::Same(_)
            | CopyError::NoShop(_)
            | CopyError::Pending(_)
            | CopyError::NotEmpty { .. } => Self::Configuration(error.to_string()),
            CopyError::Db(error) => error.into(),
            other => Self::Failure(other.to_string()),
        }
    }
}

impl From<std::io::Error> for CliError {
    fn from(error: std::io::Error) -> Self {
        Self::Failure(error.to_string())
    }
}

/// Parses the command line, does what it says and returns the exit code.
#[expect(
    clippy::print_stderr,
    reason = "the one error line of a command, perhaps without any logging"
)]
pub fn run() -> ExitCode {
    // Usage errors end here, with exit code 2.
    let given = Cli::command().get_matches();
    match parse(given).and_then(|(cli, origin)| execute(cli.command, &origin)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("ecombot: {error}");
            ExitCode::from(error.code())
        }
    }
}

/// The command line again, with what the file of settings says, if one is given.
fn parse(given: ArgMatches) -> Result<(Cli, Origin), CliError> {
    let Some(path) = given.get_one::<PathBuf>("config") else {
        return understood(given, None);
    };
    let command = Cli::command();
    let known = command.find_subcommand("run").map(config::names);
    let file = ConfigFile::read(path, &known.unwrap_or_default())
        .map_err(|error| CliError::Configuration(error.to_string()))?;
    // What was right before can only be wrong by what the file says.
    let matches = file.applied_to(command).try_get_matches();
    let matches = matches.map_err(|error| {
        let told = error.to_string();
        let told = told.lines().next().unwrap_or_default();
        let told = told.strip_prefix("error: ").unwrap_or(told);
        CliError::Configuration(format!("settings file '{}': {told}", path.display()))
    })?;
    understood(matches, Some(&file))
}

fn understood(matches: ArgMatches, file: Option<&ConfigFile>) -> Result<(Cli, Origin), CliError> {
    let cli = Cli::from_arg_matches(&matches)
        .map_err(|error| CliError::Configuration(error.to_string()))?;
    let file = file.map(|file| file.path().display().to_string());
    Ok((cli, Origin { matches, file }))
}

/// Where the values of a command come from.
struct Origin {
    matches: ArgMatches,
    /// The file of settings.
    file: Option<String>,
}

impl Origin {
    /// A value of the command, with what gave it as the person who started it knows it.
    fn of<T>(&self, flag: &str, value: Option<T>) -> Option<Given<T>> {
        let (_, matches) = self.matches.subcommand()?;
        let id = flag.replace('-', "_");
        let by = match matches.value_source(&id)? {
            ValueSource::CommandLine => format!("--{flag}"),
            ValueSource::EnvVariable => format!("ECOMBOT_{}", id.to_uppercase()),
            // Settings of the shop have no other defaults.
            _ => self.file.clone()?,
        };
        value.map(|value| Given { value, by })
    }
}

fn execute(command: Command, origin: &Origin) -> Result<(), CliError> {
    // One thread for all chats, beside the database's: what a tap costs is waiting for Telegram,
    // and handing a message from thread to thread costs a tenth of what handling it does.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let outcome = runtime.block_on(async {
        match command {
            Command::Run {
                database,
                bot,
                shop,
                log,
            } => run::run(&database, &bot, &shop, &log, origin).await,
            Command::Demo(args) => demo::run(&args).await,
            Command::Migrate { database, status } => migrate::run(&database, status),
            Command::Seed {
                database,
                file,
                set_stock,
                currency,
            } => {
                let policy = if set_stock {
                    StockPolicy::Overwrite
                } else {
                    StockPolicy::OnlyNew
                };
                seed_shop(&database, &file, currency, policy).await
            }
            Command::Copy(args) => copy::run(&args).await,
            Command::Admin(AdminCommand::Claim { database }) => admin::claim(&database).await,
            Command::Admin(AdminCommand::Add { database, id, role }) => {
                admin::add(&database, id, role).await
            }
            Command::Admin(AdminCommand::List { database }) => admin::list(&database).await,
            Command::Admin(AdminCommand::Remove {
                database,
                id,
                force,
            }) => admin::remove(&database, id, force).await,
        }
    });
    // A long poll under way is not waited for.
    runtime.shutdown_background();
    outcome
}

/// Loads a catalogue file; the whole file is checked before anything is written.
async fn seed_shop(
    database: &DatabaseArgs,
    file: &Path,
    currency: Option<Currency>,
    policy: StockPolicy,
) -> Result<(), CliError> {
    let db = Db::open(&database.database)?;
    let wished = currency;
    let settled = db.read(setup::currency).await?;
    let likely = wished.or(settled).unwrap_or(Currency::USD);
    let catalogue = seed::Catalogue::load(file, likely)
        .map_err(|error| CliError::BadFile(error.to_string()))?;
    let wishes = Wishes {
        currency,
        ..Wishes::default()
    };
    let now = chrono::Utc::now().timestamp();
    let currency = db
        .write(move |tx| setup::settle(tx, &Permit::operator(), &wishes, now))
        .await?;
    // The time zone and the prefix matter to orders only.
    let shop = Shop {
        currency,
        timezone: chrono_tz::Tz::UTC,
        country: None,
        order_prefix: String::new(),
        language: Language::En,
    };
    let report = seed::apply(&db, &shop, &catalogue, policy, seed::Progress::Bar)
        .await
        .map_err(|error| CliError::Failure(error.to_string()))?;
    say(report);
    db.close().await;
    Ok(())
}

/// Prints a line for the person at the shell.
fn say(line: impl std::fmt::Display) {
    // A reader that went away (`ecombot … | head`) has read enough.
    drop(writeln!(io::stdout(), "{line}"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn help_shows_no_password_and_no_token_of_the_environment() {
        fn check(command: &clap::Command) {
            for argument in command.get_arguments() {
                let is_secret = ["database", "token"].contains(&argument.get_id().as_str());
                assert!(
                    !is_secret || argument.is_hide_env_values_set(),
                    "{} --{}",
                    command.get_name(),
                    argument.get_id()
                );
            }
            command.get_subcommands().for_each(check);
        }
        check(&Cli::command());
    }

    #[test]
    fn every_flag_that_a_variable_stands_for_is_named_alike() {
        let command = Cli::command();
        let run = command.find_subcommand("run").expect("a command");
        for argument in run.get_arguments() {
            let (Some(flag), Some(variable)) = (argument.get_long(), argument.get_env()) else {
                continue;
            };
            let id = argument.get_id().as_str();
            assert_eq!(id.replace('_', "-"), flag);
            assert_eq!(format!("ECOMBOT_{}", id.to_uppercase()).as_str(), variable);
        }
    }

    #[test]
    fn every_command_shows_an_example() {
        fn check(command: &clap::Command) {
            let help = command
                .get_after_help()
                .map(ToString::to_string)
                .unwrap_or_default();
            assert!(help.starts_with("Example: "), "{}", command.get_name());
            command.get_subcommands().for_each(check);
        }
        check(&Cli::command());
    }
}
