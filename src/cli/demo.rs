//! `ecombot demo`: an example shop to walk into, with Telegram, bot and database in one process.

mod filling;
mod history;
mod opened;
mod pictures;
mod play;
mod steps;

use std::{io, path::PathBuf};

use futures::FutureExt;
use rand::Rng;
use tempfile::TempDir;
use tokio::sync::{mpsc, oneshot, watch};

use crate::{
    emulator::{Profile, Server, User},
    telemetry::{self, LogFormat, LogLevel},
};

use self::opened::OpenShop;
use super::{CliError, run::stop_on_signal, say};

const NAME: &str = "Harbour Street Roastery";
const USERNAME: &str = "harbour_roastery_bot";
const OWNER: i64 = 1_000_001;
const CUSTOMER: i64 = 1_000_002;

/// What `demo` can be told.
#[derive(Debug, clap::Args)]
pub(super) struct DemoArgs {
    /// Port of the page [default: one that is free]
    #[arg(long, value_name = "PORT", conflicts_with = "play")]
    port: Option<u16>,
    /// Keeps the shop: a new database, or one of an earlier demo [default: a temporary one]
    #[arg(long, value_name = "URL", hide_env_values = true)]
    database: Option<String>,
    /// Only the emulator with its page: any token is a bot of its own, for other programs' bots
    #[arg(long, conflicts_with_all = ["database", "play"])]
    server_only: bool,
    /// Prints a purchase as a conversation instead, and ends
    #[arg(long)]
    play: bool,
    /// How much is logged to stderr
    #[arg(long, env = "ECOMBOT_LOG_LEVEL", value_enum, default_value = "warn")]
    log_level: LogLevel,
}

/// Runs the demo until a signal ends it, or plays it.
pub(super) async fn run(args: &DemoArgs) -> Result<(), CliError> {
    telemetry::init(args.log_level, LogFormat::Human)
        .map_err(|error| CliError::Failure(error.to_string()))?;
    let stop = stop_on_signal()?;
    let server = listen(args.port.unwrap_or(0)).await?;
    let ended = if args.server_only {
        serve_others(&server, stop).await
    } else {
        with_shop(&server, args, stop).await
    };
    server.stop().await;
    ended
}

/// Nothing outside this machine reaches it.
async fn listen(port: u16) -> Result<Server, CliError> {
    let started = Server::start(&format!("127.0.0.1:{port}")).await;
    started.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => CliError::Configuration(format!(
            "port {port} is in use; choose another with --port, or leave it out"
        )),
        _ => CliError::Failure(format!("cannot listen on port {port}: {error}")),
    })
}

async fn serve_others(server: &Server, mut stop: watch::Receiver<bool>) -> Result<(), CliError> {
    server.accept_any_token();
    let url = server.url();
    say(format_args!(
        "A Bot API server for bots in development, with a page to talk to them:\n\n    {url}\n\n\
         Give your bot {url} in place of https://api.telegram.org, and any token such as 42:test;\n\
         each number before the colon is a bot of its own. Then walk in by “Customer” on the page.\n\
         Ctrl-C ends it."
    ));
    // The sender lives as long as the process.
    let _ = stop.wait_for(|stop| *stop).await;
    Ok(())
}

async fn with_shop(
    server: &Server,
    args: &DemoArgs,
    stop: watch::Receiver<bool>,
) -> Result<(), CliError> {
    let (url, _folder) = database(args.database.as_deref())?;
    // A new number each time: what a kept database knows of an earlier bot is not this one's.
    let token = format!(
        "{}:demo",
        rand::rng().random_range(4_200_000_000_i64..4_300_000_000)
    );
    let bot = server.register_bot(&token, USERNAME);
    server.name_bot(bot, NAME);
    server.turn_inline_on(bot);
    let people = People {
        owner: person(server, OWNER, "Olga", "+15550142"),
        customer: person(server, CUSTOMER, "Alice", "+15551234567"),
    };
    let open = OpenShop::new(server, &url, &token, &people, args.play).await?;
    if args.play {
        let played = play::play(server, open.runner(), &people.owner).await;
        open.close().await?;
        return played;
    }
    receive(server, open, &people, stop).await
}

/// Who is there when the door opens.
struct People {
    owner: User,
    customer: User,
}

fn person(server: &Server, id: i64, name: &str, phone: &str) -> User {
    server.user_with(Profile {
        id: Some(id),
        first_name: name.into(),
        language_code: Some("en".into()),
        phone_number: Some(phone.into()),
        ..Profile::default()
    })
}

/// The database's URL, and the folder that goes with a temporary one.
fn database(wished: Option<&str>) -> Result<(String, Option<TempDir>), CliError> {
    if let Some(url) = wished {
        return Ok((url.to_owned(), None));
    }
    let folder = tempfile::tempdir()?;
    let file: PathBuf = folder.path().join("demo.db");
    Ok((format!("sqlite://{}", file.display()), Some(folder)))
}

/// Lets people in until told to stop, and restarts the bot when the page asks for it.
async fn receive(
    server: &Server,
    mut open: OpenShop,
    people: &People,
    mut stop: watch::Receiver<bool>,
) -> Result<(), CliError> {
    server.seat(&people.customer, "a customer");
    server.seat(&people.owner, "the owner");
    let (ask, mut asked) = mpsc::channel::<oneshot::Sender<Result<(), String>>>(1);
    server.on_restart(move || {
        let ask = ask.clone();
        let restarted = async move {
            let gone = |_| "the demo is ending".to_owned();
            let (done, told) = oneshot::channel();
            ask.send(done).await.map_err(|_| gone(()))?;
            told.await.map_err(|_| gone(()))?
        };
        restarted.boxed()
    });
    let steps = steps::Watch::start(server, &people.owner);
    // Bots cannot write first; with this, orders reach her.
    people.owner.send("/start");
    welcome(server);
    let ended = loop {
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => break open.close().await,
            error = open.failed() => break Err(error),
            Some(done) = asked.recv() => {
                open = match open.restart().await {
                    Ok(open) => open,
                    Err(error) => {
                        // Nobody waits any more when the page has been left.
                        let _ = done.send(Err(error.to_string()));
                        break Err(error);
                    }
                };
                steps.restarted();
                let _ = done.send(Ok(()));
            }
        }
    };
    steps.stop();
    ended
}

fn welcome(server: &Server) {
    say(format_args!(
        "The shop is open. Walk in:\n\n    {}\n\n\
         You are Alice, a customer; Olga beside you owns the shop. Press Start, put something into\n\
         the cart, check out, and see the order arrive at Olga's. “What if…” breaks the network,\n\
         restarts the bot, or taps everything twice. Ctrl-C closes the shop.",
        server.url()
    ));
}
