//! Logging to stderr, for people or machines.
//!
//! What is logged never contains a token, a phone, an address or a message
//! text: SQL is logged without its parameters, calls without their bodies.

use std::io::{self, IsTerminal};

use clap::ValueEnum;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::{
    Layer, Registry,
    filter::Targets,
    fmt,
    layer::SubscriberExt,
    util::{SubscriberInitExt, TryInitError},
};

/// How much is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogLevel {
    /// Only what somebody must look at.
    Error,
    /// And what may become a problem.
    Warn,
    /// And what happened: the usual level.
    Info,
    /// And every SQL statement and Telegram call, without their values.
    Debug,
}

/// How a log line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// A line to read.
    Human,
    /// A JSON object per line.
    Json,
}

/// Starts logging; once per process.
///
/// # Errors
/// When logging was started before.
pub fn init(level: LogLevel, format: LogFormat) -> Result<(), TryInitError> {
    let level = match level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
    };
    // Other crates' debug lines may contain URLs, and those the token.
    let targets = Targets::new()
        .with_target("ecombot", level)
        .with_default(level.min(LevelFilter::WARN));
    let layer: Box<dyn Layer<Registry> + Send + Sync> = match format {
        LogFormat::Human => {
            let is_terminal = io::stderr().is_terminal();
            fmt::layer()
                .with_writer(io::stderr)
                .with_target(false)
                .with_ansi(is_terminal)
                .boxed()
        }
        LogFormat::Json => fmt::layer()
            .json()
            .flatten_event(true)
            .with_writer(io::stderr)
            .boxed(),
    };
    tracing_subscriber::registry()
        .with(layer.with_filter(targets))
        .try_init()
}
