//! `ecombot demo`: Telegram, shop and customer in one process, and a purchase printed as a conversation.

use std::sync::Arc;

use tokio::sync::{Notify, watch};

use crate::{
    bot::{api::Api, chats::Chats, context::App, pictures::Uploads, runner::Runner},
    db::Db,
    domain::{id::TelegramId, money::Currency},
    emulator::{Message, Profile, Server, User},
    i18n::Lang,
    shop::{
        Shop,
        access::{self, Admin},
        seeding::StockPolicy,
        setup::{self, Wishes},
    },
    telemetry::{self, LogFormat, LogLevel},
};

use super::{CliError, run::serve, say, seed};

const TOKEN: &str = "4200000042:demo";
const CATALOGUE: &str = include_str!("../../examples/catalog.json");

/// Plays the demo.
pub(super) async fn run(level: LogLevel) -> Result<(), CliError> {
    telemetry::init(level, LogFormat::Human)
        .map_err(|error| CliError::Failure(error.to_string()))?;
    let folder = tempfile::tempdir()?;
    let url = format!("sqlite://{}", folder.path().join("demo.db").display());
    let db = Db::open_to_serve(&url)?;
    let server = Server::start("127.0.0.1:0").await?;
    server.register_bot(TOKEN, "ecombot_demo_bot");
    let owner = server.user_with(Profile {
        first_name: "Olga".into(),
        ..Profile::default()
    });
    let shop = open_shop(&db, TelegramId::new(owner.id())).await?;
    let demo = Demo::open(server, db.clone(), shop).await?;
    let played = demo.play(&owner).await;
    demo.close().await?;
    db.close().await;
    played
}

/// An example shop with its owner.
async fn open_shop(db: &Db, owner: TelegramId) -> Result<Shop, CliError> {
    let now = chrono::Utc::now().timestamp();
    let wishes = Wishes {
        currency: Some(Currency::USD),
        ..Wishes::default()
    };
    let currency = db
        .write(move |tx| setup::settle(tx, &Admin::operator(), &wishes, now))
        .await?;
    db.write(move |tx| access::add_admin(tx, &Admin::operator(), owner, now))
        .await?;
    let shop = Shop {
        currency,
        timezone: chrono_tz::Tz::UTC,
        order_prefix: "ECO".into(),
    };
    let catalogue = seed::Catalogue::parse(CATALOGUE, std::path::Path::new("."), currency)
        .map_err(|error| CliError::BadFile(error.to_string()))?;
    seed::apply(
        db,
        &shop,
        &catalogue,
        StockPolicy::OnlyNew,
        seed::Progress::Silent,
    )
    .await
    .map_err(|error| CliError::Failure(error.to_string()))?;
    Ok(shop)
}

/// A running example shop.
struct Demo {
    server: Server,
    runner: Arc<Runner>,
    stop: watch::Sender<bool>,
    serving: tokio::task::JoinHandle<Result<(), CliError>>,
}

impl Demo {
    async fn open(server: Server, db: Db, shop: Shop) -> Result<Self, CliError> {
        let failed = |error: crate::bot::api::ApiError| CliError::Failure(error.to_string());
        let url = server
            .url()
            .parse()
            .map_err(|error| CliError::Failure(format!("{error}")))?;
        let api = Api::new(TOKEN, Some(&url)).map_err(failed)?;
        let me = api.me().await.map_err(failed)?;
        let app = Arc::new(App {
            db,
            shop,
            api,
            me,
            language: Lang::En,
            chats: Chats::default(),
            uploads: Uploads::default(),
            outbox_bell: Notify::new(),
        });
        let runner = Runner::new(Arc::clone(&app));
        let (stop, stopped) = watch::channel(false);
        let serving = {
            let runner = Arc::clone(&runner);
            tokio::spawn(async move { serve(&app, &runner, stopped).await })
        };
        Ok(Self {
            server,
            runner,
            stop,
            serving,
        })
    }

    async fn close(self) -> Result<(), CliError> {
        self.stop.send_replace(true);
        let served = self
            .serving
            .await
            .map_err(|error| CliError::Failure(error.to_string()))?;
        self.server.stop().await;
        served
    }

    /// A customer buys, the owner ships, and both chats are printed.
    async fn play(&self, owner: &User) -> Result<(), CliError> {
        say("A shop, its customer Alice and its owner Olga, all in this process.\n");
        let mut olga = Seat {
            demo: self,
            user: owner.clone(),
            name: "Olga",
            printed: 0,
        };
        let mut alice = Seat {
            demo: self,
            user: self.server.user("Alice"),
            name: "Alice",
            printed: 0,
        };
        olga.sends("/start").await;
        alice.sends("/start").await;
        alice.sends("mug").await;
        alice.presses("Mug").await?;
        alice.presses("Add to cart").await?;
        alice.sends("/cart").await;
        alice.presses("➕").await?;
        alice.presses("Checkout").await?;
        alice.presses("Alice").await?;
        alice.shares_phone("+15551234567").await;
        alice.sends("12 Harbour Street, Apt 4, Springfield").await;
        alice.presses("Confirm").await?;
        olga.hears("New order").await?;
        olga.presses("Processing").await?;
        alice.hears("being packed").await?;
        say("That was a whole purchase: over HTTP, through the real bot, into a real database.");
        Ok(())
    }
}

/// Somebody at their phone.
struct Seat<'a> {
    demo: &'a Demo,
    user: User,
    name: &'static str,
    /// Id of the last message printed.
    printed: i64,
}

impl Seat<'_> {
    async fn sends(&mut self, text: &str) {
        say(format_args!("{} ▸ {text}", self.name));
        let update = self.user.send(text);
        self.settle(update).await;
    }

    async fn presses(&mut self, label: &str) -> Result<(), CliError> {
        say(format_args!("{} ▸ presses [{label}]", self.name));
        let update = self
            .user
            .press(label)
            .map_err(|error| CliError::Failure(error.to_string()))?;
        self.settle(update).await;
        if let Some(text) = self.user.last_answer().and_then(|answer| answer.text) {
            say(format_args!("    ({text})"));
        }
        Ok(())
    }

    async fn shares_phone(&mut self, phone: &str) {
        say(format_args!("{} ▸ shares the phone number", self.name));
        let update = self.user.share_contact(phone);
        self.settle(update).await;
    }

    async fn hears(&mut self, words: &str) -> Result<(), CliError> {
        let heard =
            |messages: &[Message]| messages.iter().any(|message| message.text.contains(words));
        self.user
            .wait_for(heard)
            .await
            .map_err(|error| CliError::Failure(error.to_string()))?;
        say(format_args!("{} hears:", self.name));
        self.print();
        Ok(())
    }

    async fn settle(&mut self, update: i64) {
        self.demo.server.acknowledged(update).await;
        self.demo
            .runner
            .chat_idle(TelegramId::new(self.user.id()))
            .await;
        self.print();
    }

    fn print(&mut self) {
        let messages = self.user.messages();
        let last = messages.last().map_or(0, |message| message.id);
        // A new message, or the one on screen edited in place.
        let news: Vec<_> = messages
            .iter()
            .filter(|message| message.from_bot && message.id > self.printed)
            .collect();
        let shown = if news.is_empty() {
            messages
                .iter()
                .rev()
                .find(|m| m.from_bot)
                .into_iter()
                .collect()
        } else {
            news
        };
        for message in shown {
            for line in message.screen().lines() {
                say(format_args!("    {line}"));
            }
            say("");
        }
        for row in self.user.reply_keyboard().unwrap_or_default() {
            say(format_args!("    ⌨ [{}]", row.join("] [")));
        }
        self.printed = last;
    }
}
