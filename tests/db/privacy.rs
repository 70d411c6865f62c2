//! Forgetting a customer: what goes, what stays, and what happens in the same instant.

mod places;
mod races;

use chrono::{DateTime, TimeDelta, Utc};
use ecombot::{
    db::Tx,
    domain::{
        catalog::Sight,
        customer::{Email, TelegramProfile},
        id::{OrderId, TelegramId, UserId},
        language::{Language, Tongue},
        order::OrderStatus,
        privacy::{Grace, PrivacyNews},
        review::Stars,
        setting::Setting,
        staff::Role,
        text::{CancelReason, Comment, Note, Question, ReviewWords},
    },
    params,
    shop::{
        access::{self, Permit, Visitor},
        checkout, favourites, lately, orders,
        orders::desk,
        privacy::{
            self, ForgetRefusal, Outlook,
            erasure::{self, Outcome},
        },
        profile, reviews, search, settings, staff,
    },
    store::{
        dialogues, inbox,
        orders::payment,
        outbox::Notice,
        photos::{self, Photo},
        watches,
    },
};

use OrderStatus::{Completed, Processing, Shipped};

use crate::{
    shop::{NOW, Person, TestShop, answer, now},
    tables::tables,
};

/// When the days of grace of who asks now are over.
fn later() -> DateTime<Utc> {
    now() + TimeDelta::days(9)
}

async fn asks(shop: &TestShop, person: &Person) -> Result<Outlook, ForgetRefusal> {
    let (settings, profile) = (shop.shop.clone(), person.profile.clone());
    shop.ask(move |tx| {
        let visitor = access::visitor(tx, &profile, NOW)?;
        privacy::forget(tx, &settings, &visitor, now())
    })
    .await
}

async fn erase(shop: &TestShop, id: UserId, at: DateTime<Utc>) -> Outcome {
    let settings = shop.shop.clone();
    shop.write(move |tx| erasure::erase(tx, &settings, id, at))
        .await
}

async fn over(shop: &TestShop, order: OrderId) {
    shop.advance_along(order, &[Processing, Shipped, Completed])
        .await;
}

/// Everything that is in any column of any table, as text, with its place.
async fn all_cells(shop: &TestShop, url: &str) -> Vec<(String, String)> {
    let described = tables(url).await;
    shop.read(move |tx| {
        let mut cells = Vec::new();
        for (name, table) in &described {
            for column in table.columns.iter().filter(|column| column.kind != "BLOB") {
                let sql = format!("SELECT CAST(\"{}\" AS TEXT) FROM {name}", column.name);
                let found: Vec<Option<String>> = tx.query(&sql, params![], |row| row.take())?;
                let place = format!("{name}.{}", column.name);
                cells.extend(
                    found
                        .into_iter()
                        .flatten()
                        .map(|cell| (place.clone(), cell)),
                );
            }
        }
        Ok(cells)
    })
    .await
}

const TELEGRAM: i64 = 987_654_321;

/// What somebody has told the shop, and the number they have at Telegram.
const NEEDLES: &[&str] = &[
    "Zacharias",
    "zacharias",
    "Quillfeather",
    "zquill77",
    "15550198765",
    "zach@example.org",
    "Wisteria",
    "Hermitage",
    "48.2082",
    "brass bell",
    "blue-ribboned",
    "left-handed",
    "Dear friend",
    "Regretfully",
    "cobalt samovar",
    "malachite",
    "987654321",
];

/// Somebody of whom the shop knows all that it can, who once worked for it, with two orders.
async fn zacharias(shop: &TestShop) -> (Person, OrderId) {
    let profile = TelegramProfile {
        id: TelegramId::new(TELEGRAM),
        first_name: "Zacharias".into(),
        last_name: Some("Quillfeather".into()),
        username: Some("zquill77".into()),
        language_code: Some("ru-RU".into()),
    };
    let seen = profile.clone();
    let id = shop
        .write(move |tx| access::visitor(tx, &seen, NOW))
        .await
        .customer
        .id;
    let zach = Person { profile, id };
    shop.set_phone(&zach, "+15550198765").await;
    let home = shop.address(&zach, "Hermitage", "77 Wisteria Mews").await;
    shop.make_default(&zach, home).await;
    shop.courier(
        ecombot::domain::delivery::DeliveryKind::LocalSameDay,
        "5.00",
        None,
    )
    .await;
    let mug = shop.product("Mug", "12.50", 50).await;
    let vase = shop.product("Vase", "12.50", 0).await;
    shop.admin("Olga").await;
    shop.write(move |tx| {
        let email = Email::parse("zach@example.org").unwrap();
        profile::set_email(tx, id, &email, NOW)?;
        profile::choose_language(tx, id, Language::Es, NOW)?;
        watches::insert(tx, id, vase.variant, NOW)?;
        tx.execute(
            "UPDATE delivery_addresses SET pin = '48.2082,16.3738' WHERE user_id = $1",
            params![id.get()],
        )?;
        search::remember(tx, id, "cobalt samovar", NOW)
    })
    .await;
    // An order with all that can be said about it.
    shop.fill(&zach, &[(mug, 2)]).await;
    let shown = shop.confirmation(&zach).await;
    let words = Comment::parse("Ring the brass bell").unwrap();
    let with_comment = shop
        .visit(&zach, move |tx, shop, customer| {
            checkout::give_comment(tx, shop, customer, shown.checkout, Some(&words), now())
        })
        .await;
    let Ok(checkout::Step::Confirm(shown)) = with_comment else {
        panic!("{with_comment:?}");
    };
    let order = shop.place_now(&zach, &shown).await.id;
    let called_off = shop.buy(&zach, &[(mug, 1)]).await.id;
    let others = shop.regular("Bob").await;
    let bobs = shop.buy(&others, &[(mug, 1)]).await.id;
    shop.write(move |tx| {
        let by = &Permit::operator();
        let question = Question::parse("Is it blue-ribboned?").unwrap();
        answer(orders::ask(tx, id, order, &question, NOW)).unwrap();
        let note = Note::parse("Zacharias is left-handed").unwrap();
        answer(desk::note(tx, by, order, &note, NOW)).unwrap();
        let reply = Question::parse("Dear friend, it is").unwrap();
        answer(desk::write(tx, by, order, &reply, NOW)).unwrap();
        let reason = CancelReason::parse("Regretfully, Zacharias").unwrap();
        answer(desk::cancel(tx, by, called_off, Some(&reason), now())).unwrap();
        Ok(())
    })
    .await;
    over(shop, order).await;
    // What they keep and say.
    shop.visit(&zach, move |tx, shop, customer| {
        let words = ReviewWords::parse("Lovely malachite glaze").unwrap();
        reviews::rate(tx, shop, customer, mug.product, Stars::new(2).unwrap(), NOW)?;
        reviews::say(tx, shop, customer, mug.product, &words, NOW)
    })
    .await
    .unwrap();
    shop.write(move |tx| {
        answer(favourites::like(tx, id, Sight::Product(vase.product), NOW)).unwrap();
        lately::note(tx, TelegramId::new(TELEGRAM), vase.product, NOW * 1000)
    })
    .await;
    // They have worked here, invited by Olga, and packed Bob's order.
    let (chat, visitor) = (zach.chat(), zach.profile.clone());
    shop.write(move |tx| {
        let invited = staff::invite(tx, &Permit::operator(), Role::Owner, NOW)?;
        let visitor: Visitor = access::visitor(tx, &visitor, NOW)?;
        answer(staff::redeem(tx, &visitor, invited.secret, NOW)).unwrap();
        let zachs = access::staff(tx, chat)?.unwrap();
        staff::invite(tx, &zachs.permit().unwrap(), Role::Packer, NOW)?;
        let permit = zachs.permit().unwrap();
        answer(desk::claim(tx, &permit, bobs, None, NOW)).unwrap();
        let note = Note::parse("Packed by me").unwrap();
        answer(desk::note(tx, &permit, bobs, &note, NOW)).unwrap();
        payment::set_paid(tx, bobs, permit.actor(), NOW)?;
        answer(staff::remove(
            tx,
            &Permit::operator(),
            chat,
            staff::LastOwner::Keep,
            NOW,
        ))
        .unwrap();
        Ok(())
    })
    .await;
    // What is on its way, and what is being typed.
    shop.fill(&zach, &[(mug, 1)]).await;
    shop.confirmation(&zach).await;
    shop.write(move |tx| {
        let proof = Photo {
            bytes: vec![7; 9000],
            sha256: "ab".repeat(32),
            width: 640,
            height: 480,
        };
        let photo = photos::save(tx, &proof, NOW)?;
        payment::add_proof(tx, order, photo, NOW)?;
        photos::set_file(tx, 42, photo, "AgAC", NOW)?;
        dialogues::set_state(tx, chat, "{\"label\":\"Hermitage II\"}", NOW)?;
        tx.execute(
            "INSERT INTO product_drafts (chat_id, draft, created_at, updated_at) VALUES ($1, '{}', $2, $2)",
            params![chat.get(), NOW],
        )?;
        tx.execute(
            "INSERT INTO imports (chat_id, form, shown, state, with_stock, position, total, summary, created_at, updated_at)
             VALUES ($1, 'csv', '', 'closed', $3, 0, 0, '{}', $2, $2)",
            params![chat.get(), NOW, false],
        )?;
        tx.execute(
            "INSERT INTO board (id, chat_id, thread_id, title, created_at, updated_at) VALUES (1, -5, 0, 'Packing', $1, $1)",
            params![NOW],
        )?;
        ecombot::store::board::mark(tx, order, NOW)?;
        for (update, chat) in [(1, chat.get()), (2, -5)] {
            let entry = inbox::Entry {
                update,
                chat: TelegramId::new(chat),
                payload: "{\"from\":{\"id\":987654321,\"first_name\":\"Zacharias\"}}".into(),
                is_applied: true,
                attempts: 0,
            };
            inbox::insert(tx, 42, &entry, NOW)?;
        }
        Ok(())
    })
    .await;
    (zach, order)
}

/// Sales, stock and how many orders there are: what must not change.
async fn figures(shop: &TestShop) -> (Vec<(String, i64)>, Vec<i64>) {
    shop.read(|tx| {
        let sold = tx.query(
            "SELECT o.status, CAST(SUM(o.total_minor + i.quantity) AS BIGINT) FROM orders o JOIN order_items i ON i.order_id = o.id
             GROUP BY o.status ORDER BY o.status",
            params![],
            |row| Ok((row.take()?, row.take()?)),
        )?;
        let stock = "SELECT stock FROM product_variants ORDER BY id";
        Ok((sold, tx.query(stock, params![], |row| row.take())?))
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_of_somebody_goes_from_every_table_and_the_accounts_stay() {
    let database = crate::database::Database::new();
    let url = database.url.clone();
    let shop = TestShop::on(database).await;
    let (zach, order) = zacharias(&shop).await;
    let before = figures(&shop).await;
    let cells = all_cells(&shop, &url).await;
    for needle in NEEDLES {
        let is_there = cells.iter().any(|(_, cell)| cell.contains(needle));
        assert!(is_there, "{needle} is nowhere to begin with");
    }
    assert!(asks(&shop, &zach).await.unwrap().is_asked);
    assert_eq!(erase(&shop, zach.id, now()).await, Outcome::NotDue);
    let erased = Outcome::Erased {
        person: zach.chat(),
        orders: 2,
    };
    assert_eq!(erase(&shop, zach.id, later()).await, erased);
    assert_eq!(erase(&shop, zach.id, later()).await, Outcome::NotDue);

    // The last message has to know the chat, until it is settled.
    let farewell = Notice::Forgotten(Tongue {
        chosen: Some(Language::Es),
        tag: Some("ru-RU".into()),
    });
    let owed = shop.owed().await;
    assert_eq!(owed.last(), Some(&(zach.chat(), farewell)));
    let theirs = owed.iter().filter(|(chat, _)| *chat == zach.chat()).count();
    assert_eq!(theirs, 1);
    let (id, due) = shop
        .write(|tx| {
            let sql = "SELECT id FROM outbox WHERE notice LIKE '%forgotten%'";
            let id = tx.query_one(sql, params![], |row| row.take::<i64>())?;
            let early = erasure::scrub_due(tx, later())?;
            erasure::farewell_is_settled(tx, id, later().timestamp())?;
            Ok((early, erasure::scrub_due(tx, later())?))
        })
        .await;
    assert_eq!(id, None, "not while the chat is still known");
    assert!(due.is_some());

    for (place, cell) in all_cells(&shop, &url).await {
        for needle in NEEDLES {
            assert!(!cell.contains(needle), "{needle} in {place}: {cell}");
        }
    }
    assert_eq!(shop.number("SELECT COUNT(*) FROM photos").await, 0);
    for left in [
        "SELECT COUNT(*) FROM reviews",
        "SELECT CAST(SUM(rating_sum + rating_count) AS BIGINT) FROM products",
        "SELECT COUNT(*) FROM favourites",
        "SELECT COUNT(*) FROM recent_views",
    ] {
        assert_eq!(shop.number(left).await, 0, "{left}");
    }
    assert_eq!(figures(&shop).await, before);
    let kept = shop.inspect(order).await;
    assert_eq!((kept.status, kept.lines.len()), (Completed, 1));
    assert!(kept.telegram.is_nobody());
    let redrawn = "SELECT COUNT(*) FROM board_posts WHERE shown < changes AND changes = 2";
    assert_eq!(shop.number(redrawn).await, 1);

    // Whoever comes again is new, and finds nothing of theirs.
    let again = zach.profile.clone();
    let visitor = shop.write(move |tx| access::visitor(tx, &again, NOW)).await;
    assert_eq!(visitor.standing, access::Standing::Stranger);
    assert_eq!(visitor.customer.phone, None);
    let customer = visitor.customer.id;
    let found = shop.ask(move |tx| orders::find(tx, customer, order)).await;
    assert_eq!(found, Err(orders::UnknownOrder));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_somebody_without_orders_nothing_at_all_is_left() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let users = shop.number("SELECT COUNT(*) FROM users").await;
    asks(&shop, &alice).await.unwrap();
    let erased = Outcome::Erased {
        person: alice.chat(),
        orders: 0,
    };
    assert_eq!(erase(&shop, alice.id, later()).await, erased);
    assert_eq!(shop.number("SELECT COUNT(*) FROM users").await, users - 1);
    let left = shop.number("SELECT COUNT(*) FROM delivery_addresses").await;
    assert_eq!(left, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_that_a_product_shows_too_stays_with_the_product() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let order = shop.buy(&alice, &[(mug, 1)]).await.id;
    shop.write(move |tx| {
        let photo = Photo {
            bytes: vec![1, 2, 3],
            sha256: "cd".repeat(32),
            width: 1,
            height: 1,
        };
        let id = photos::save(tx, &photo, NOW)?;
        photos::replace(tx, mug.product, &[id], NOW)?;
        payment::add_proof(tx, order, id, NOW).map(drop)
    })
    .await;
    over(&shop, order).await;
    asks(&shop, &alice).await.unwrap();
    erase(&shop, alice.id, later()).await;
    assert_eq!(shop.number("SELECT COUNT(*) FROM order_proofs").await, 0);
    assert_eq!(shop.number("SELECT COUNT(*) FROM photos").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_waits_for_open_orders_and_says_so_once() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let order = shop.buy(&alice, &[(mug, 1)]).await.id;
    let outlook = asks(&shop, &alice).await.unwrap();
    assert_eq!((outlook.open_orders, outlook.orders), (1, 1));
    assert_eq!(erase(&shop, alice.id, later()).await, Outcome::Waits);
    // Tonight it is looked at again, and not before.
    assert_eq!(erase(&shop, alice.id, later()).await, Outcome::NotDue);
    let night = later() + TimeDelta::days(1);
    assert_eq!(erase(&shop, alice.id, night).await, Outcome::Waits);
    let told = Notice::Privacy(PrivacyNews::Waits);
    let owed = shop.owed().await;
    let count = owed.iter().filter(|(_, notice)| *notice == told).count();
    assert_eq!(count, 1);
    over(&shop, order).await;
    let erased = erase(&shop, alice.id, night + TimeDelta::days(1)).await;
    assert!(matches!(erased, Outcome::Erased { orders: 1, .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_calls_it_off_and_says_so() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    asks(&shop, &alice).await.unwrap();
    shop.buy(&alice, &[(mug, 1)]).await;
    let told = (alice.chat(), Notice::Privacy(PrivacyNews::Stays));
    assert!(shop.owed().await.contains(&told));
    assert_eq!(erase(&shop, alice.id, later()).await, Outcome::NotDue);
    // Without having asked nobody hears of it.
    shop.buy(&alice, &[(mug, 1)]).await;
    let owed = shop.owed().await;
    assert_eq!(owed.iter().filter(|owed| **owed == told).count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn asked_twice_the_first_time_counts_and_staff_are_turned_away() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let first = asks(&shop, &alice).await.unwrap();
    let profile = alice.profile.clone();
    let settings = shop.shop.clone();
    let again = shop
        .ask(move |tx| {
            let visitor = access::visitor(tx, &profile, NOW)?;
            privacy::forget(tx, &settings, &visitor, now() + TimeDelta::days(5))
        })
        .await
        .unwrap();
    assert_eq!(again.at, first.at);
    let olga = shop.admin("Olga").await;
    assert_eq!(asks(&shop, &olga).await, Err(ForgetRefusal::Staff));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_shop_sets_the_days_of_grace_and_nonsense_counts_as_the_usual() {
    let shop = TestShop::with_courier().await;
    let policy = |tx: &mut Tx<'_>| privacy::policy(tx);
    assert_eq!(shop.read(policy).await.grace, Grace::USUAL);
    shop.ask(|tx| {
        let value = settings::Value::Grace(Grace::new(0).unwrap());
        let fixed = settings::Fixed::default();
        settings::set(tx, &Permit::operator(), &fixed, &value, None, NOW)
    })
    .await
    .unwrap();
    assert_eq!(shop.read(policy).await.grace.days(), 0);
    let alice = shop.regular("Alice").await;
    let outlook = asks(&shop, &alice).await.unwrap();
    assert!(outlook.at - now() < TimeDelta::days(1));
    for nonsense in ["soon", "-1", "365"] {
        shop.write(move |tx| {
            ecombot::store::settings::set(tx, Setting::Grace.code(), nonsense, NOW)
        })
        .await;
        assert_eq!(shop.read(policy).await.grace, Grace::USUAL, "{nonsense}");
    }
}
