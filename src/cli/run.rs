//! `ecombot run`: wires configuration, database, Telegram, runner and outbox, and closes them in order.

use std::{
    io::{self, IsTerminal},
    sync::Arc,
    time::Duration,
};

use chrono::Utc;
use tokio::{
    signal,
    sync::{Notify, watch},
    time::sleep,
};
use tracing::{info, warn};

use crate::{
    bot::{
        api::{Api, ApiError, Me},
        board::Board,
        chats::Chats,
        clock,
        context::App,
        importer, indexer,
        live::Live,
        menu,
        outbox::Outbox,
        pictures::Uploads,
        privacy::mydata::Exports,
        runner::{RunError, Runner},
    },
    config::{BotArgs, DatabaseArgs, LogArgs, OnOff, ShopArgs},
    db::{self, Db, DbError},
    domain::language::Language,
    shop::{
        access::Permit,
        products::draft,
        settings::Fixed,
        setup::{self, CourierMode, Wishes},
        staff,
    },
    telemetry,
};

use super::{CliError, Origin, admin};

/// How often an instance that stands by looks whether it is needed.
const STANDBY: Duration = Duration::from_secs(1);

/// Runs the shop until a signal ends it.
pub(super) async fn run(
    database: &DatabaseArgs,
    bot: &BotArgs,
    shop: &ShopArgs,
    log: &LogArgs,
    origin: &Origin,
) -> Result<(), CliError> {
    telemetry::init(log.log_level, log.log_format)
        .map_err(|error| CliError::Failure(error.to_string()))?;
    let token = bot.token()?;
    let fixed = fixed(bot, shop, origin)?;
    let stop = stop_on_signal()?;
    let Some(db) = take_shop(&database.database, stop.clone()).await? else {
        return Ok(());
    };
    let wishes = Wishes {
        currency: shop.currency,
        courier: bot.delivery.map(|delivery| match delivery {
            OnOff::On => CourierMode::On,
            OnOff::Off => CourierMode::Off,
        }),
        admins: bot.admins(),
    };
    let now = Utc::now().timestamp();
    db.write(move |tx| setup::settle(tx, &Permit::operator(), &wishes, now))
        .await?;
    let forgotten = db
        .write(move |tx| draft::forget_abandoned(tx, &Permit::operator(), now))
        .await?;
    if forgotten > 0 {
        info!("{forgotten} products that nobody went on adding for a month were forgotten");
    }
    let api = Api::new(token.reveal(), bot.api_url.as_ref())
        .map_err(|error| CliError::Failure(error.to_string()))?;
    let Some(me) = introduce(&api, stop.clone()).await? else {
        db.close().await;
        return Ok(());
    };
    info!(bot = %me.username, "the shop is open: https://t.me/{}", me.username);
    let username = me.username.clone();
    let is_deserted = db
        .write(move |tx| {
            setup::remember_bot(tx, &Permit::operator(), &username, now)?;
            staff::is_deserted(tx)
        })
        .await?;
    if is_deserted && io::stdout().is_terminal() {
        admin::print_claim(&db).await?;
    } else if is_deserted {
        // A secret has no place in a log.
        warn!("nobody runs this shop yet: `ecombot admin claim` prints a link for its owner");
    }
    let app = Arc::new(App {
        settings: Live::open(&db, fixed).await?,
        db: db.clone(),
        api,
        me,
        chats: Chats::default(),
        uploads: Uploads::default(),
        exports: Exports::default(),
        outbox_bell: Notify::new(),
        import_bell: Notify::new(),
        clock_bell: Notify::new(),
        board_bell: Notify::new(),
        board_posting: tokio::sync::Mutex::default(),
    });
    let served = serve(&app, &Runner::new(Arc::clone(&app)), stop).await;
    drop(app);
    db.close().await;
    info!("the shop is closed");
    served
}

/// What is not for the chat to change.
fn fixed(bot: &BotArgs, shop: &ShopArgs, origin: &Origin) -> Result<Fixed, CliError> {
    if let Some(language) = &bot.language
        && Language::from_tag(language).is_none()
    {
        let spoken: Vec<&str> = Language::ALL.iter().map(|it| it.code()).collect();
        return Err(CliError::Configuration(format!(
            "language '{language}' is not spoken; there is {}",
            spoken.join(", ")
        )));
    }
    Ok(Fixed {
        currency: origin.of("currency", shop.currency),
        timezone: origin.of("timezone", shop.timezone),
        country: origin.of("country", shop.country),
        order_prefix: origin.of("order-prefix", shop.order_prefix.clone()),
        language: origin.of("language", bot.language.clone()),
    })
}

/// Opens the database to serve the shop. On PostgreSQL several instances may be started: the
/// later ones stand by here until the one that serves is gone. `None` when stopped meanwhile.
async fn take_shop(url: &str, mut stop: watch::Receiver<bool>) -> Result<Option<Db>, CliError> {
    let mut is_first = true;
    loop {
        match Db::open_to_serve(url) {
            Ok(db) => return Ok(Some(db)),
            Err(DbError::InUse(_)) if db::has_standby(url) => {
                if is_first {
                    info!("another instance serves the shop; standing by");
                    is_first = false;
                }
            }
            Err(error @ DbError::Unreachable(_)) if !is_first => {
                warn!(%error, "standing by");
            }
            Err(error) => return Err(error.into()),
        }
        tokio::select! {
            () = sleep(STANDBY) => {}
            _ = stop.wait_for(|stop| *stop) => return Ok(None),
        }
    }
}

/// Serves with the runner and all that works beside it until `stop` says so.
pub(super) async fn serve(
    app: &Arc<App>,
    runner: &Arc<Runner>,
    stop: watch::Receiver<bool>,
) -> Result<(), CliError> {
    let outbox = tokio::spawn(Outbox::new(Arc::clone(app), stop.clone()).serve());
    let importer = tokio::spawn(importer::serve(Arc::clone(app), stop.clone()));
    let indexer = tokio::spawn(indexer::serve(Arc::clone(app), stop.clone()));
    let clock = tokio::spawn(clock::serve(Arc::clone(app), stop.clone()));
    let board = tokio::spawn(Board::new(Arc::clone(app), stop.clone()).serve());
    let (api, language) = (app.api.clone(), app.language());
    // Nobody waits for the menu.
    tokio::spawn(async move { menu::set_for_all(&api, language).await });
    let served = runner.serve(stop).await;
    if served.is_ok() {
        // Told to stop like the runner; its end is bounded.
        for worker in [outbox, importer, indexer, clock, board] {
            worker
                .await
                .map_err(|error| CliError::Failure(error.to_string()))?;
        }
    }
    served.map_err(|error| match error {
        RunError::TokenRefused => CliError::TokenRefused,
        RunError::Displaced => CliError::InUse(error.to_string()),
        RunError::Db(error) => error.into(),
    })
}

/// Asks Telegram who the bot is and takes a webhook away; `None` when stopped meanwhile.
async fn introduce(api: &Api, mut stop: watch::Receiver<bool>) -> Result<Option<Me>, CliError> {
    loop {
        let introduced = async {
            let me = api.me().await?;
            api.remove_webhook().await?;
            Ok::<_, ApiError>(me)
        };
        let error = tokio::select! {
            introduced = introduced => match introduced {
                Ok(me) => return Ok(Some(me)),
                Err(error) => error,
            },
            _ = stop.wait_for(|stop| *stop) => return Ok(None),
        };
        let wait = match &error {
            ApiError::Refused {
                code: 401 | 404, ..
            } => return Err(CliError::TokenRefused),
            ApiError::RetryAfter(wait) => *wait,
            ApiError::Refused { .. } | ApiError::Unreachable(_) => Duration::from_secs(2),
        };
        warn!(%error, "Telegram does not answer yet, trying again");
        tokio::select! {
            () = sleep(wait) => {}
            _ = stop.wait_for(|stop| *stop) => return Ok(None),
        }
    }
}

/// A flag that SIGTERM and ctrl-C raise.
pub(super) fn stop_on_signal() -> Result<watch::Receiver<bool>, CliError> {
    let (raise, stop) = watch::channel(false);
    #[cfg(unix)]
    let mut terminated = signal::unix::signal(signal::unix::SignalKind::terminate())?;
    tokio::spawn(async move {
        #[cfg(unix)]
        let told = async {
            tokio::select! {
                interrupted = signal::ctrl_c() => interrupted,
                _ = terminated.recv() => Ok(()),
            }
        };
        #[cfg(not(unix))]
        let told = signal::ctrl_c();
        match told.await {
            Ok(()) => info!("closing the shop"),
            Err(error) => warn!(%error, "signals cannot be watched; closing the shop"),
        }
        raise.send_replace(true);
    });
    Ok(stop)
}
