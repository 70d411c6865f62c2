//! The fixture: a shop that is open, with its goods and the people in front of it.

mod goods;
mod words;

pub(crate) use goods::{Item, broken_picture, picture};
pub(crate) use words::{masked, numbers};

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, Weak, atomic::AtomicUsize},
    time::Duration,
};

use chrono::{DateTime, Utc};
use ecombot::{
    bot::{
        api::Api,
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
    db::{Db, DbError, Tx},
    domain::{
        delivery::DeliveryKind,
        id::TelegramId,
        money::{Currency, parse_fee},
        order::{Order, OrderFilter},
        staff::Role,
        text::{AddressText, Description, Name},
    },
    emulator::{Answer, Call, Message, Profile, Server, User},
    params,
    shop::{
        about::{self, About},
        access::Permit,
        seeding::{self, OptionEntry, PointEntry},
        settings::Fixed,
        setup::{self, CourierMode, Wishes},
        staff::{self, LastOwner},
    },
    store::orders,
};
use tokio::{
    runtime::Runtime,
    sync::{Notify, watch},
    task::JoinHandle,
};

use crate::database::Database;

pub(crate) const TOKEN: &str = "4200000042:test";
/// How long a bot that is told to close may take before the test fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) fn now() -> i64 {
    Utc::now().timestamp()
}

/// The bot that is serving, if one is: what people wait for.
type Desk = Arc<Mutex<Option<Arc<Runner>>>>;

/// A shop in front of the emulated Telegram.
pub(crate) struct Shop {
    pub(crate) server: Server,
    pub(crate) bot_id: i64,
    /// The owner's shell: another handle of the database, beside the running bot.
    office: Option<Db>,
    database: Arc<Database>,
    token: &'static str,
    /// What the program is started with.
    fixed: Fixed,
    desk: Desk,
    bot: Option<Bot>,
    people: Mutex<Vec<User>>,
    skus: AtomicUsize,
    /// Refusals of Telegram that belong to the test.
    expected: Mutex<Vec<String>>,
    is_checked: bool,
}

/// A bot in a runtime of its own, so that it can die like a process.
struct Bot {
    app: Weak<App>,
    runtime: Option<Runtime>,
    db: Option<Db>,
    stop: watch::Sender<bool>,
    serving: Option<JoinHandle<Result<(), RunError>>>,
}

impl Drop for Bot {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Shop {
    /// A shop whose courier delivers the same day for 5.00.
    pub(crate) async fn open() -> Self {
        let shop = Self::without_delivery().await;
        shop.courier(DeliveryKind::LocalSameDay, "5.00", None).await;
        shop
    }

    /// A shop that has not set up any delivery.
    pub(crate) async fn without_delivery() -> Self {
        let server = Server::start("127.0.0.1:0").await.unwrap();
        let bot_id = server.register_bot(TOKEN, "shop_bot");
        Self::open_at(server, bot_id, Arc::new(Database::new())).await
    }

    /// A shop at another Telegram server, perhaps with the database of an earlier one.
    pub(crate) async fn open_at(server: Server, bot_id: i64, database: Arc<Database>) -> Self {
        let office = Db::open(&database.url).unwrap();
        let wishes = Wishes {
            currency: Some(Currency::USD),
            ..Wishes::default()
        };
        office
            .write(move |tx| setup::settle(tx, &Permit::operator(), &wishes, now()))
            .await
            .unwrap();
        let mut shop = Self {
            server,
            bot_id,
            office: Some(office),
            database,
            token: TOKEN,
            fixed: Fixed::default(),
            desk: Desk::default(),
            bot: None,
            people: Mutex::default(),
            skus: AtomicUsize::new(1),
            expected: Mutex::default(),
            is_checked: false,
        };
        shop.reopen().await;
        shop
    }

    /// The database, for a shop that moves.
    pub(crate) fn database(&self) -> Arc<Database> {
        Arc::clone(&self.database)
    }

    /// Starts the bot on the same database.
    pub(crate) async fn reopen(&mut self) {
        assert!(self.bot.is_none(), "one bot at a time");
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let db = Db::open_to_serve(&self.database.url).unwrap();
        let (stop, stopped) = watch::channel(false);
        let (opened, fixed) = (db.clone(), self.fixed.clone());
        let (api_url, token) = (self.server.url(), self.token);
        let starting = runtime.spawn(async move {
            let api = Api::new(token, Some(&api_url.parse().unwrap())).unwrap();
            let me = api.me().await.unwrap();
            let app = Arc::new(App {
                settings: Live::open(&opened, fixed).await.unwrap(),
                db: opened,
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
            let seen = Arc::downgrade(&app);
            (seen, Arc::clone(&runner), serve(app, runner, stopped))
        });
        let (app, runner, serving) = starting.await.unwrap();
        let serving = runtime.spawn(serving);
        *self.desk.lock().unwrap() = Some(runner);
        self.bot = Some(Bot {
            app,
            runtime: Some(runtime),
            db: Some(db),
            stop,
            serving: Some(serving),
        });
    }

    /// Starts the bot on the same database and returns when it has taken up what was left over.
    pub(crate) async fn come_back(&mut self) {
        self.reopen().await;
        // Left-overs are taken up before the first poll, and only a poll acknowledges this.
        let visitor = self.server.user("Visitor").talking_to(self.bot_id);
        self.server.acknowledged(visitor.send("/start")).await;
        let runner = self.desk.lock().unwrap().clone().unwrap();
        runner.idle().await;
    }

    /// Ends the bot where it stands: nothing under way is finished or shown.
    pub(crate) async fn crash(&mut self) {
        self.desk.lock().unwrap().take();
        let mut bot = self.bot.take().expect("a bot to crash");
        bot.serving.take();
        let runtime = bot.runtime.take().unwrap();
        tokio::task::spawn_blocking(move || runtime.shutdown_timeout(PATIENCE))
            .await
            .unwrap();
        bot.db.take().unwrap().close().await;
    }

    /// The bot's clock shows a time: what is due then is done.
    pub(crate) async fn clock_shows(&self, now: DateTime<Utc>) {
        let bot = self.bot.as_ref().expect("a bot that serves");
        let app = bot.app.upgrade().expect("its inside");
        let done = bot.runtime.as_ref().unwrap().spawn(async move {
            clock::tick(&app, now).await;
        });
        done.await.unwrap();
    }

    /// What the bot has asked of its database.
    pub(crate) fn work_done(&self) -> ecombot::db::Work {
        let bot = self.bot.as_ref().expect("a bot that serves");
        bot.db.as_ref().unwrap().work_done()
    }

    /// Closes the bot and starts it with flags.
    pub(crate) async fn restart_with(&mut self, fixed: Fixed) {
        self.stop().await;
        self.fixed = fixed;
        self.reopen().await;
    }

    /// Closes the bot as a signal does and opens it again.
    pub(crate) async fn restart(&mut self) {
        self.stop().await;
        self.reopen().await;
    }

    /// Goes on with the same database behind another bot.
    pub(crate) async fn becomes(&mut self, token: &'static str) {
        self.stop().await;
        self.token = token;
        self.bot_id = self.server.register_bot(token, "other_bot");
        self.reopen().await;
    }

    /// Closes the bot as a signal does.
    pub(crate) async fn stop(&mut self) {
        let mut bot = self.bot.take().expect("a bot to stop");
        bot.stop.send_replace(true);
        let serving = bot.serving.take().unwrap();
        serving.await.unwrap().unwrap();
        self.desk.lock().unwrap().take();
        let runtime = bot.runtime.take().unwrap();
        tokio::task::spawn_blocking(move || runtime.shutdown_timeout(PATIENCE))
            .await
            .unwrap();
        bot.db.take().unwrap().close().await;
    }

    /// Says which refusal of Telegram belongs to this test.
    pub(crate) fn expects_refusal(&self, words: &str) {
        self.expected.lock().unwrap().push(words.to_owned());
    }

    /// Ends the test: every press was answered once, and Telegram never had to refuse.
    pub(crate) async fn close(mut self) {
        self.is_checked = true;
        for user in self.people.lock().unwrap().iter() {
            assert_eq!(
                user.unanswered(),
                0,
                "{} waits for an answer; screen:\n{}",
                user.name(),
                user.screen()
            );
        }
        if self.bot.is_some() {
            self.stop().await;
        }
        let expected = self.expected.lock().unwrap().clone();
        let mut answers: HashMap<String, usize> = HashMap::new();
        for call in self.server.calls() {
            match &call.outcome {
                Ok(_) if call.method == "answerCallbackQuery" => {
                    let query = call.params["callback_query_id"].to_string();
                    *answers.entry(query).or_default() += 1;
                }
                Ok(_) => {}
                Err(error) => assert!(
                    call.fault.is_some()
                        || expected
                            .iter()
                            .any(|words| error.to_string().contains(words)),
                    "Telegram refused {}: {error}\n{:#}",
                    call.method,
                    call.params
                ),
            }
        }
        assert!(answers.values().all(|count| *count == 1), "{answers:?}");
        if let Some(office) = self.office.take() {
            office.close().await;
        }
        self.server.stop().await;
    }

    // -- people ------------------------------------------------------------------

    /// Somebody who has never written to the bot.
    pub(crate) fn customer(&self, name: &str) -> Person {
        self.person(Profile {
            first_name: name.to_owned(),
            language_code: Some("en".into()),
            ..Profile::default()
        })
    }

    pub(crate) fn person(&self, profile: Profile) -> Person {
        self.meets(self.server.user_with(profile))
    }

    /// Somebody known from another bot of this shop.
    pub(crate) fn meets_again(&self, person: &Person) -> Person {
        self.meets(person.user.clone())
    }

    fn meets(&self, user: User) -> Person {
        let user = user.talking_to(self.bot_id);
        self.people.lock().unwrap().push(user.clone());
        Person {
            user,
            server: self.server.clone(),
            desk: Arc::clone(&self.desk),
        }
    }

    /// A customer who has a phone and a default address from an earlier order.
    pub(crate) async fn regular(&self, name: &str) -> Person {
        let person = self.customer(name);
        person.sends("/start").await;
        person.saves_phone("+15551234567").await;
        person
            .saves_address("Home", "12 Harbour Street, Springfield")
            .await;
        person.presses("Home").await;
        person.presses("Set as default").await;
        person
    }

    /// An administrator who has opened the chat with the bot.
    pub(crate) async fn admin(&self, name: &str) -> Person {
        let person = self.customer(name);
        let id = person.telegram_id();
        self.hires(id, Role::Owner).await;
        person.sends("/start").await;
        person
    }

    /// Takes somebody off the staff by command.
    pub(crate) async fn dismisses(&self, id: TelegramId) {
        let office = self.office.as_ref().unwrap();
        office
            .write(move |tx| staff::remove(tx, &Permit::operator(), id, LastOwner::Keep, now()))
            .await
            .unwrap();
    }

    /// Gives somebody a role by command.
    pub(crate) async fn hires(&self, id: TelegramId, role: Role) {
        let office = self.office.as_ref().unwrap();
        office
            .write(move |tx| staff::put(tx, &Permit::operator(), id, role, now()))
            .await
            .unwrap();
    }

    // -- the books and shelves behind it ------------------------------------------

    pub(crate) async fn write<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx<'_>) -> Result<T, DbError> + Send + 'static,
    ) -> T {
        self.office.as_ref().unwrap().write(work).await.unwrap()
    }

    pub(crate) async fn read<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx<'_>) -> Result<T, DbError> + Send + 'static,
    ) -> T {
        self.office.as_ref().unwrap().read(work).await.unwrap()
    }

    // -- delivery ----------------------------------------------------------------

    /// Offers a kind of courier for a fee, free from a total on.
    pub(crate) async fn courier(&self, kind: DeliveryKind, fee: &str, free_from: Option<&str>) {
        let usd = |text: &str| parse_fee(text, Currency::USD).unwrap();
        let entry = OptionEntry {
            kind,
            name: None,
            price: usd(fee),
            free_threshold: free_from.map(usd),
            eta: None,
            description: None::<Description>,
            is_active: true,
        };
        self.write(move |tx| seeding::save_option(tx, &Permit::operator(), &entry, now()))
            .await;
    }

    pub(crate) async fn pickup_point(&self, name: &str, address: &str) {
        self.point(name, address, true).await;
    }

    /// Closes a pickup point.
    pub(crate) async fn no_pickup_point(&self, name: &str, address: &str) {
        self.point(name, address, false).await;
    }

    async fn point(&self, name: &str, address: &str, active: bool) {
        let entry = PointEntry {
            name: Name::parse(name).unwrap(),
            address: AddressText::parse(address).unwrap(),
            kind: DeliveryKind::PickupStore,
            hours: Some(Name::parse("Mon-Fri 9-18").unwrap()),
            pin: None,
            is_active: active,
        };
        self.write(move |tx| seeding::save_point(tx, &Permit::operator(), &entry, now()))
            .await;
    }

    /// Settles that customers collect.
    pub(crate) async fn pickup_only(&self) {
        let wishes = Wishes {
            courier: Some(CourierMode::Off),
            ..Wishes::default()
        };
        let office = self.office.as_ref().unwrap();
        office
            .write(move |tx| setup::settle(tx, &Permit::operator(), &wishes, now()))
            .await
            .unwrap();
    }

    /// Says something of the shop.
    pub(crate) async fn says(&self, about: About) {
        self.write(move |tx| about::save(tx, &Permit::operator(), &about, now()))
            .await;
    }

    // -- the books ---------------------------------------------------------------

    /// Every order of the shop.
    pub(crate) async fn orders(&self) -> Vec<Order> {
        self.read(all_orders).await
    }

    /// What the shop has written down about what its chats show, and when.
    pub(crate) async fn screens_written_down(&self) -> Vec<(i64, Option<String>, i64)> {
        self.read(|tx| {
            tx.query(
                "SELECT chat_id, screen, updated_at FROM dialogues ORDER BY chat_id",
                params![],
                |row| Ok((row.take()?, row.take()?, row.take()?)),
            )
        })
        .await
    }

    /// Requests other than polling, oldest first.
    pub(crate) fn requests(&self) -> Vec<Call> {
        let mut calls = self.server.calls();
        calls.retain(|call| call.method != "getUpdates");
        calls
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        assert!(
            self.is_checked || std::thread::panicking(),
            "a test ends with shop.close()"
        );
    }
}

/// Every order, whatever its status.
pub(crate) fn all_orders(tx: &mut Tx<'_>) -> Result<Vec<Order>, DbError> {
    let all = orders::desk::page(tx, OrderFilter::All, None, 10_000)?;
    let found = all.items.iter().map(|order| {
        let found = orders::find(tx, order.id)?;
        found.ok_or(DbError::NotFound)
    });
    found.collect()
}

/// Serves as `ecombot run` does.
async fn serve(
    app: Arc<App>,
    runner: Arc<Runner>,
    stop: watch::Receiver<bool>,
) -> Result<(), RunError> {
    let outbox = tokio::spawn(Outbox::new(Arc::clone(&app), stop.clone()).serve());
    let importer = tokio::spawn(importer::serve(Arc::clone(&app), stop.clone()));
    let indexer = tokio::spawn(indexer::serve(Arc::clone(&app), stop.clone()));
    let clock = tokio::spawn(clock::serve(Arc::clone(&app), stop.clone()));
    let board = tokio::spawn(Board::new(Arc::clone(&app), stop.clone()).serve());
    let (api, language) = (app.api.clone(), app.language());
    tokio::spawn(async move { menu::set_for_all(&api, language).await });
    let served = runner.serve(stop).await;
    if served.is_ok() {
        outbox.await.unwrap();
        importer.await.unwrap();
        indexer.await.unwrap();
        clock.await.unwrap();
        board.await.unwrap();
    }
    served
}

/// Somebody at their phone. What they do returns when the bot is done with it.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) user: User,
    server: Server,
    desk: Desk,
}

impl Person {
    pub(crate) fn telegram_id(&self) -> TelegramId {
        TelegramId::new(self.user.id())
    }

    pub(crate) async fn sends(&self, text: &str) -> i64 {
        let update = self.user.send(text);
        self.settled(update).await
    }

    /// Types a text with formatting, given in HTML.
    pub(crate) async fn formats(&self, html: &str) -> i64 {
        let update = self.user.send_formatted(html).unwrap();
        self.settled(update).await
    }

    /// Sends a place on the map.
    pub(crate) async fn pins(&self, latitude: f64, longitude: f64) -> i64 {
        let place = serde_json::json!({"latitude": latitude, "longitude": longitude});
        let update = self.user.send_other("location", place);
        self.settled(update).await
    }

    /// Presses the newest button with this label.
    pub(crate) async fn presses(&self, label: &str) -> i64 {
        let update = self.user.press(label).unwrap();
        self.settled(update).await
    }

    /// Presses a button of one message.
    pub(crate) async fn presses_in(&self, message: &Message, label: &str) -> i64 {
        let update = self.user.press_in(message.id, label).unwrap();
        self.settled(update).await
    }

    /// Presses a button of a message as it was when it was looked at, though it may be gone by now.
    pub(crate) async fn presses_old(&self, message: &Message, label: &str) -> i64 {
        let mut buttons = message.buttons.iter().flatten();
        let button = buttons.find(|button| button.text.contains(label));
        let data = button.and_then(|button| button.data.clone());
        let update = self
            .user
            .press_data(message.id, &data.expect("such a button"));
        self.settled(update).await
    }

    /// Presses a button that nobody showed, on the newest message.
    pub(crate) async fn forges(&self, data: &str) -> i64 {
        let message = self.user.last_message().unwrap();
        let update = self.user.press_data(message.id, data);
        self.settled(update).await
    }

    pub(crate) async fn shares_phone(&self, phone: &str) -> i64 {
        let update = self.user.share_contact(phone);
        self.settled(update).await
    }

    /// Waits until the bot is done with an update and with all before it in this chat.
    pub(crate) async fn settled(&self, update: i64) -> i64 {
        self.settled_in(update, self.user.id()).await
    }

    /// The same in another chat.
    pub(crate) async fn settled_in(&self, update: i64, chat: i64) -> i64 {
        self.server.acknowledged(update).await;
        let runner = self.desk.lock().unwrap().clone();
        let runner = runner.expect("a bot that serves");
        runner.chat_idle(TelegramId::new(chat)).await;
        update
    }

    pub(crate) fn screen(&self) -> String {
        self.user.screen()
    }

    /// The newest message of the bot.
    pub(crate) fn message(&self) -> Message {
        self.user.last_message().expect("a message of the bot")
    }

    pub(crate) fn last_answer(&self) -> Option<Answer> {
        self.user.last_answer()
    }

    /// Asserts what the newest message says or offers.
    #[track_caller]
    pub(crate) fn sees(&self, words: &str) {
        let screen = self.screen();
        assert!(screen.contains(words), "no {words:?} in:\n{screen}");
    }

    #[track_caller]
    pub(crate) fn does_not_see(&self, words: &str) {
        let screen = self.screen();
        assert!(!screen.contains(words), "{words:?} in:\n{screen}");
    }

    /// Asserts the window that the last press opened.
    #[track_caller]
    pub(crate) fn is_alerted(&self, words: &str) {
        let answer = self.last_answer().expect("an answer to the press");
        let text = answer.text.clone().unwrap_or_default();
        assert!(answer.alert && text.contains(words), "{answer:?}");
    }

    /// Asserts the note that the last press left.
    #[track_caller]
    pub(crate) fn is_toasted(&self, words: &str) {
        let answer = self.last_answer().expect("an answer to the press");
        let text = answer.text.clone().unwrap_or_default();
        assert!(!answer.alert && text.contains(words), "{answer:?}");
    }

    /// The pictures in the chat, by their width.
    pub(crate) fn pictures(&self) -> Vec<u32> {
        let messages = self.user.messages();
        let photos = messages.iter().filter_map(|message| message.photo.as_ref());
        photos.map(|photo| photo.width).collect()
    }

    /// Messages of the bot that still have buttons.
    pub(crate) fn with_buttons(&self) -> Vec<Message> {
        let mut messages = self.user.messages();
        messages.retain(|message| !message.buttons.is_empty());
        messages
    }

    /// Waits for a message that comes by itself.
    pub(crate) async fn hears(&self, words: &str) {
        self.user
            .wait_for(|messages| {
                messages
                    .iter()
                    .any(|message| message.from_bot && message.text.contains(words))
            })
            .await
            .unwrap();
    }

    /// How many messages of the bot contain these words.
    pub(crate) fn heard(&self, words: &str) -> usize {
        let messages = self.user.messages();
        let said = |message: &&Message| message.from_bot && message.text.contains(words);
        messages.iter().filter(said).count()
    }

    // -- what people often do ----------------------------------------------------

    /// Opens a product by its link and puts it into the cart.
    pub(crate) async fn adds(&self, item: &Item) {
        self.sends(&format!("/start p{}", item.product)).await;
        self.presses("Add to cart").await;
    }

    /// Goes from the cart to the first screen of checkout.
    pub(crate) async fn checks_out(&self) {
        self.sends("/cart").await;
        self.presses("Checkout").await;
    }

    /// Answers the three questions of a guided checkout.
    pub(crate) async fn answers_everything(&self) {
        self.sends("Alice Archer").await;
        self.shares_phone("+15551234567").await;
        self.sends("12 Harbour Street, Springfield").await;
    }

    /// Buys one of an item, by the guided or the fast way.
    pub(crate) async fn buys(&self, item: &Item) {
        self.adds(item).await;
        self.checks_out().await;
        if !self.screen().contains("[✅ Confirm]") {
            self.answers_everything().await;
        }
        self.presses("Confirm").await;
        self.sees("Thank you! Your order");
    }

    pub(crate) async fn saves_phone(&self, phone: &str) {
        self.sends("/profile").await;
        self.presses("Edit phone").await;
        self.sends(phone).await;
    }

    pub(crate) async fn saves_address(&self, label: &str, address: &str) {
        self.sends("/profile").await;
        self.presses("Manage addresses").await;
        self.presses("Add address").await;
        self.sends(label).await;
        self.sends(address).await;
    }
}
