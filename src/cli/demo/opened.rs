//! The example shop while it is open: its bot can be stopped and started again on the same database.

use std::sync::Arc;

use tokio::{
    sync::{Notify, watch},
    task::JoinHandle,
};

use crate::{
    bot::{
        api::{Api, ApiError},
        chats::Chats,
        context::App,
        live::Live,
        pictures::Uploads,
        privacy::mydata::Exports,
        runner::Runner,
    },
    db::Db,
    domain::{id::TelegramId, staff::Role},
    emulator::Server,
    shop::{access::Permit, settings::Fixed, staff},
};

use super::{CliError, People, filling, history};
use crate::cli::{admin, run::serve};

/// What it takes to start the bot again.
#[derive(Clone)]
struct Plan {
    server_url: String,
    database: String,
    token: String,
}

/// A running example shop.
pub(super) struct OpenShop {
    plan: Plan,
    db: Db,
    runner: Arc<Runner>,
    stop: watch::Sender<bool>,
    serving: JoinHandle<Result<(), CliError>>,
}

impl OpenShop {
    /// Fills a database with the example, unless it is filled already, and opens the shop. What is
    /// `plain` has neither pictures nor a past.
    pub(super) async fn new(
        server: &Server,
        database: &str,
        token: &str,
        people: &People,
        plain: bool,
    ) -> Result<Self, CliError> {
        let db = Db::open_to_serve(database)?;
        let owner = TelegramId::new(people.owner.id());
        refuse_other_shops(&db, owner, database).await?;
        let shop = filling::fill(&db, plain).await?;
        if !plain {
            // Before there is an owner who would be told of every old order.
            history::write(&db, &shop, &people.customer).await?;
        }
        let now = chrono::Utc::now().timestamp();
        let hired = db
            .write(move |tx| staff::put(tx, &Permit::operator(), owner, Role::Owner, now))
            .await;
        admin::told(hired, owner)?;
        let plan = Plan {
            server_url: server.url(),
            database: database.to_owned(),
            token: token.to_owned(),
        };
        Self::start(plan, db).await
    }

    async fn start(plan: Plan, db: Db) -> Result<Self, CliError> {
        let failed = |error: ApiError| CliError::Failure(error.to_string());
        let url = plan
            .server_url
            .parse()
            .map_err(|error| CliError::Failure(format!("{error}")))?;
        let api = Api::new(&plan.token, Some(&url)).map_err(failed)?;
        let me = api.me().await.map_err(failed)?;
        let app = Arc::new(App {
            settings: Live::open(&db, Fixed::default()).await?,
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
        let runner = Runner::new(Arc::clone(&app));
        let (stop, stopped) = watch::channel(false);
        let serving = {
            let runner = Arc::clone(&runner);
            tokio::spawn(async move { serve(&app, &runner, stopped).await })
        };
        Ok(Self {
            plan,
            db,
            runner,
            stop,
            serving,
        })
    }

    pub(super) fn runner(&self) -> &Runner {
        &self.runner
    }

    /// Returns when the shop has closed by itself, which only a failure makes it do.
    pub(super) async fn failed(&mut self) -> CliError {
        match (&mut self.serving).await {
            Ok(Err(error)) => error,
            Ok(Ok(())) => CliError::Failure("the shop has closed by itself".into()),
            Err(error) => CliError::Failure(error.to_string()),
        }
    }

    /// Ends the bot and starts it again on the same database, as after a crash or an update.
    pub(super) async fn restart(self) -> Result<Self, CliError> {
        let plan = self.plan.clone();
        self.close().await?;
        let db = Db::open_to_serve(&plan.database)?;
        Self::start(plan, db).await
    }

    pub(super) async fn close(self) -> Result<(), CliError> {
        self.stop.send_replace(true);
        let served = self
            .serving
            .await
            .map_err(|error| CliError::Failure(error.to_string()))?;
        drop(self.runner);
        self.db.close().await;
        served
    }
}

/// A shop of somebody's own is not filled with example goods.
async fn refuse_other_shops(db: &Db, owner: TelegramId, url: &str) -> Result<(), CliError> {
    let admins = db.read(|tx| staff::all(tx, &Permit::operator())).await?;
    if admins.is_empty() || admins.iter().any(|(person, _)| *person == owner) {
        return Ok(());
    }
    // Not the password that a URL may hold.
    let scheme = url.split("://").next().unwrap_or_default();
    Err(CliError::Configuration(format!(
        "this {scheme} database is a shop of its own; the demo needs a new one, or one of an earlier demo"
    )))
}
