//! What customers say of what they bought, and that its sum is always that of what is shown.

use ecombot::{
    domain::{
        audit::{Action, Subject},
        id::{ProductId, ReviewId, TelegramId},
        language::Language,
        order::OrderStatus,
        review::{Rating, Stars},
        staff::Role,
        text::ReviewWords,
    },
    params,
    shop::{
        access::{self, Orders, Permit},
        orders::UnknownOrder,
        reviews::{self, Own, ReviewRefusal, Reviews, staff},
        staff as team,
    },
    store::{audit, outbox::Notice},
};

use crate::shop::{Item, NOW, Person, TestShop};

const DONE: &[OrderStatus] = &[
    OrderStatus::Processing,
    OrderStatus::Shipped,
    OrderStatus::Completed,
];

pub(crate) fn stars(number: u8) -> Stars {
    Stars::new(number).unwrap()
}

fn words(text: &str) -> ReviewWords {
    ReviewWords::parse(text).unwrap()
}

/// Somebody who bought these things, and has them.
pub(crate) async fn owner(shop: &TestShop, name: &str, items: &[Item]) -> Person {
    let person = shop.regular(name).await;
    let items: Vec<(Item, u32)> = items.iter().map(|item| (*item, 1)).collect();
    let order = shop.buy(&person, &items).await;
    shop.advance_along(order.id, DONE).await;
    person
}

pub(crate) async fn rate(
    shop: &TestShop,
    person: &Person,
    item: Item,
    number: u8,
) -> Result<Own, ReviewRefusal> {
    rate_at(shop, person, item, number, NOW).await
}

async fn rate_at(
    shop: &TestShop,
    person: &Person,
    item: Item,
    number: u8,
    now: i64,
) -> Result<Own, ReviewRefusal> {
    shop.visit(person, move |tx, shop, customer| {
        reviews::rate(tx, shop, customer, item.product, stars(number), now)
    })
    .await
}

async fn say(
    shop: &TestShop,
    person: &Person,
    item: Item,
    text: &str,
    now: i64,
) -> Result<Own, ReviewRefusal> {
    let words = words(text);
    shop.visit(person, move |tx, shop, customer| {
        reviews::say(tx, shop, customer, item.product, &words, now)
    })
    .await
}

pub(crate) async fn withdraw(shop: &TestShop, person: &Person, item: Item) {
    let withdrawn = shop.visit(person, move |tx, shop, customer| {
        reviews::withdraw(tx, shop, customer, item.product)
    });
    assert_eq!(withdrawn.await.unwrap().review, None);
}

async fn own(shop: &TestShop, person: &Person, item: Item) -> Result<Own, ReviewRefusal> {
    shop.visit(person, move |tx, shop, customer| {
        reviews::own(tx, shop, customer, item.product)
    })
    .await
}

async fn page(shop: &TestShop, person: &Person, item: Item, page: u32) -> Reviews {
    shop.visit(person, move |tx, shop, customer| {
        reviews::of_product(tx, shop, Language::En, customer.id, item.product, page)
    })
    .await
    .unwrap()
}

/// The reviews of a product as stars, name and words.
fn told(page: &Reviews) -> Vec<(u8, &str, Option<&str>)> {
    let reviews = page.reviews.iter();
    reviews
        .map(|review| {
            let words = review.words.as_ref().map(ReviewWords::as_str);
            (review.stars.get(), review.author.as_str(), words)
        })
        .collect()
}

pub(crate) async fn set_hidden(shop: &TestShop, review: ReviewId, is_hidden: bool) -> ProductId {
    shop.ask(move |tx| staff::set_hidden(tx, &Permit::operator(), review, is_hidden, NOW))
        .await
        .unwrap()
}

/// Asserts that what every product says of its reviews is what they say.
pub(crate) async fn adds_up(shop: &TestShop) {
    let off = "SELECT COUNT(*) FROM products p WHERE
             p.rating_count <> (SELECT COUNT(*) FROM reviews r WHERE r.product_id = p.id AND r.hidden_at IS NULL)
         OR p.rating_sum <> (SELECT CAST(COALESCE(SUM(r.stars), 0) AS BIGINT)
             FROM reviews r WHERE r.product_id = p.id AND r.hidden_at IS NULL)";
    assert_eq!(shop.number(off).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_bought_it_and_has_it_says_so_once_and_may_change_it() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let pot = shop.product("Pot", "30.00", 9).await;
    let alice = owner(&shop, "Alice", &[mug]).await;
    let first = own(&shop, &alice, mug).await.unwrap();
    assert_eq!(
        (first.name.as_str(), first.author.as_str(), first.review),
        ("Mug", "Alice", None)
    );
    // Words come after stars.
    let early = say(&shop, &alice, mug, "Nice", NOW).await;
    assert_eq!(early, Err(ReviewRefusal::Nothing));
    rate(&shop, &alice, mug, 2).await.unwrap();
    say(&shop, &alice, mug, "  It <leaks>  ", NOW)
        .await
        .unwrap();
    rate(&shop, &alice, mug, 4).await.unwrap();
    let seen = page(&shop, &alice, mug, 0).await;
    assert_eq!(told(&seen), [(4, "Alice", Some("It <leaks>"))]);
    assert_eq!((seen.rating, seen.may_write), (Rating::new(4, 1), true));
    let bob = owner(&shop, "Bob", &[mug, pot]).await;
    rate(&shop, &bob, mug, 5).await.unwrap();
    let seen = page(&shop, &alice, mug, 0).await;
    let expected = [(5, "Bob", None), (4, "Alice", Some("It <leaks>"))];
    assert_eq!(told(&seen), expected, "newest first");
    assert_eq!(seen.rating, Rating::new(9, 2));
    assert_eq!(shop.show(mug).await.unwrap().rating, Rating::new(9, 2));
    for _ in 0..2 {
        withdraw(&shop, &alice, mug).await;
        adds_up(&shop).await;
    }
    assert_eq!(told(&page(&shop, &bob, mug, 0).await), [(5, "Bob", None)]);
    assert_eq!(page(&shop, &bob, pot, 0).await.rating, Rating::default());
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reviews_what_they_did_not_buy_or_do_not_have_yet() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 90).await;
    let pot = shop.product("Pot", "30.00", 90).await;
    let mallory = shop.customer("Mallory").await;
    let alice = shop.regular("Alice").await;
    let order = shop.buy(&alice, &[(mug, 1)]).await;
    let all = [
        OrderStatus::Processing,
        OrderStatus::Shipped,
        OrderStatus::Paid,
    ];
    for status in [None].into_iter().chain(all.map(Some)) {
        if let Some(status) = status {
            shop.advance(order.id, status).await.unwrap();
        }
        let refused = rate(&shop, &alice, mug, 5).await;
        assert_eq!(refused, Err(ReviewRefusal::NotBought), "{status:?}");
    }
    // Called off, come back or refunded is not completed either.
    for end in [
        &[OrderStatus::Cancelled][..],
        &[
            OrderStatus::Processing,
            OrderStatus::Shipped,
            OrderStatus::Failed,
        ],
        &[
            OrderStatus::Processing,
            OrderStatus::Shipped,
            OrderStatus::Paid,
            OrderStatus::Refunded,
        ],
    ] {
        let order = shop.buy(&alice, &[(pot, 1)]).await;
        shop.advance_along(order.id, end).await;
        let refused = rate(&shop, &alice, pot, 5).await;
        assert_eq!(refused, Err(ReviewRefusal::NotBought), "{end:?}");
    }
    shop.advance(order.id, OrderStatus::Completed)
        .await
        .unwrap();
    rate(&shop, &alice, mug, 5).await.unwrap();
    // Another person's purchase is nobody else's, and what never was cannot be bought.
    for refused in [
        rate(&shop, &mallory, mug, 1).await,
        say(&shop, &mallory, mug, "Bad", NOW).await,
        own(&shop, &mallory, mug).await,
    ] {
        assert_eq!(refused, Err(ReviewRefusal::NotBought));
    }
    let never = Item {
        product: ProductId::new(999),
        ..mug
    };
    assert_eq!(
        rate(&shop, &alice, never, 1).await,
        Err(ReviewRefusal::Gone)
    );
    assert!(!page(&shop, &mallory, mug, 0).await.may_write);
    assert_eq!(shop.number("SELECT COUNT(*) FROM reviews").await, 1);
    adds_up(&shop).await;
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_names_each_of_its_products_once_with_the_stars_given() {
    let shop = TestShop::with_courier().await;
    let sizes: &[(&[&str], &str, u32)] = &[(&["S"], "9.00", 3), (&["M"], "9.00", 3)];
    let shirts = shop.with_options("Shirt", &["Size"], sizes).await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let (alice, bob) = (shop.regular("Alice").await, shop.customer("Bob").await);
    let items = [(shirts[0], 1), (shirts[1], 1), (mug, 2)];
    let order = shop.buy(&alice, &items).await.id;
    let of_order = |person: &Person| {
        let id = person.id;
        shop.ask(move |tx| reviews::of_order(tx, id, order, 0))
    };
    assert_eq!(of_order(&alice).await.unwrap().products, []);
    shop.advance_along(order, DONE).await;
    rate(&shop, &alice, mug, 3).await.unwrap();
    let seen = of_order(&alice).await.unwrap();
    let products: Vec<_> = seen
        .products
        .iter()
        .map(|(id, _, given)| (*id, *given))
        .collect();
    let expected = [(shirts[0].product, None), (mug.product, Some(stars(3)))];
    assert_eq!(products, expected);
    assert_eq!(of_order(&bob).await.map(drop), Err(UnknownOrder));
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_outlives_its_product_and_is_seen_only_with_it() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let (alice, bob) = (
        owner(&shop, "Alice", &[mug]).await,
        owner(&shop, "Bob", &[mug]).await,
    );
    rate(&shop, &alice, mug, 4).await.unwrap();
    shop.delete(mug).await;
    let shown = shop.visit(&alice, move |tx, shop, customer| {
        reviews::of_product(tx, shop, Language::En, customer.id, mug.product, 0)
    });
    assert_eq!(shown.await, Err(ReviewRefusal::Gone));
    // It was bought all the same: one's own can be written, changed and withdrawn.
    rate(&shop, &bob, mug, 1).await.unwrap();
    withdraw(&shop, &alice, mug).await;
    adds_up(&shop).await;
    let seen = shop.ask(move |tx| staff::list(tx, &Permit::operator(), mug.product, 0));
    assert_eq!(told(&seen.await.unwrap()), [(1, "Bob", None)]);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reviews_are_paged_newest_first_and_a_page_that_is_not_there_is_the_first() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 90).await;
    let mut people = Vec::new();
    for number in 0..12 {
        let person = owner(&shop, &format!("Ann {number}"), &[mug]).await;
        rate(&shop, &person, mug, 1 + number % 5).await.unwrap();
        people.push(person);
    }
    let mut names = Vec::new();
    let mut number = 0;
    loop {
        let seen = page(&shop, &people[0], mug, number).await;
        assert_eq!(seen.page, number);
        names.extend(seen.reviews.iter().map(|review| review.author.clone()));
        if !seen.has_next {
            break;
        }
        number += 1;
    }
    let expected: Vec<String> = (0..12)
        .rev()
        .map(|number| format!("Ann {number}"))
        .collect();
    assert_eq!(names, expected);
    assert_eq!(number, 2);
    for beyond in [3, 1000, u32::MAX] {
        assert_eq!(page(&shop, &people[0], mug, beyond).await.page, 0);
    }
    adds_up(&shop).await;
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_review_does_not_count_stays_hidden_and_is_in_the_record() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let (alice, bob) = (
        owner(&shop, "Alice", &[mug]).await,
        owner(&shop, "Bob", &[mug]).await,
    );
    rate(&shop, &alice, mug, 1).await.unwrap();
    say(&shop, &alice, mug, "Buy at my shop instead", NOW)
        .await
        .unwrap();
    rate(&shop, &bob, mug, 5).await.unwrap();
    let review = own(&shop, &alice, mug).await.unwrap().review.unwrap().id;
    // A packer may, too.
    let paula = shop.customer("Paula").await.chat();
    shop.ask(move |tx| team::put(tx, &Permit::operator(), paula, Role::Packer, NOW))
        .await
        .unwrap();
    for _ in 0..2 {
        let hidden = shop.ask(move |tx| {
            let by: Option<Permit<Orders>> =
                access::staff(tx, paula)?.and_then(access::Staff::permit);
            staff::set_hidden(tx, &by.unwrap(), review, true, NOW)
        });
        assert_eq!(hidden.await, Ok(mug.product));
    }
    assert_eq!(told(&page(&shop, &bob, mug, 0).await), [(5, "Bob", None)]);
    assert_eq!(page(&shop, &bob, mug, 0).await.rating, Rating::new(5, 1));
    // Its author sees that, and whatever they change it is not shown again.
    rate(&shop, &alice, mug, 5).await.unwrap();
    say(&shop, &alice, mug, "Lovely", NOW).await.unwrap();
    let own = own(&shop, &alice, mug).await.unwrap().review.unwrap();
    assert!(own.is_hidden);
    assert_eq!(page(&shop, &bob, mug, 0).await.rating, Rating::new(5, 1));
    set_hidden(&shop, review, false).await;
    assert_eq!(page(&shop, &bob, mug, 0).await.rating, Rating::new(10, 2));
    adds_up(&shop).await;
    let entries = shop.read(|tx| audit::page(tx, None, 2)).await.items;
    let seen: Vec<_> = entries
        .iter()
        .map(|entry| (entry.action, entry.subject, entry.label.as_str()))
        .collect();
    let subject = Subject::Review(review);
    assert_eq!(
        seen,
        [
            (Action::Show, subject, "Mug"),
            (Action::Hide, subject, "Mug")
        ]
    );
    assert_eq!(entries[1].actor.id(), Some(paula.get()));
    let kept = format!("{entries:?}");
    assert!(
        !kept.contains("Lovely") && !kept.contains("my shop"),
        "{kept}"
    );
    // Withdrawn while it is hidden: nothing is left of it to be shown.
    set_hidden(&shop, review, true).await;
    withdraw(&shop, &alice, mug).await;
    adds_up(&shop).await;
    let gone = shop.ask(move |tx| staff::set_hidden(tx, &Permit::operator(), review, false, NOW));
    assert_eq!(gone.await, Err(staff::Unknown));
    shop.close().await;
}

async fn announced(shop: &TestShop, now: i64) -> usize {
    shop.write(move |tx| {
        let any = reviews::any_due(tx, now)?;
        let told = reviews::tell_due(tx, now)?;
        assert_eq!(any, told > 0);
        Ok(told)
    })
    .await
}

async fn told_of(shop: &TestShop) -> Vec<TelegramId> {
    let owed = shop.owed().await.into_iter();
    owed.filter(|(_, notice)| matches!(notice, Notice::Review(_)))
        .map(|(chat, _)| chat)
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_are_told_of_stars_and_words_together_and_not_of_every_change() {
    let shop = TestShop::with_courier().await;
    let (olga, mug) = (
        shop.admin("Olga").await,
        shop.product("Mug", "12.50", 9).await,
    );
    let (alice, bob) = (
        owner(&shop, "Alice", &[mug]).await,
        owner(&shop, "Bob", &[mug]).await,
    );
    rate_at(&shop, &alice, mug, 5, NOW).await.unwrap();
    assert_eq!(announced(&shop, NOW + 599).await, 0, "words may follow");
    say(&shop, &alice, mug, "Nice", NOW + 599).await.unwrap();
    assert_eq!(announced(&shop, NOW + 599).await, 1);
    assert_eq!(told_of(&shop).await, [olga.chat()]);
    // Other stars are no news; other words are, but not one by one.
    rate_at(&shop, &alice, mug, 4, NOW + 600).await.unwrap();
    say(&shop, &alice, mug, "Nice", NOW + 600).await.unwrap();
    assert_eq!(announced(&shop, NOW + 10_000).await, 0);
    for (text, now) in [("Nicer", 700), ("Nicest", 1200)] {
        say(&shop, &alice, mug, text, NOW + now).await.unwrap();
    }
    assert_eq!(announced(&shop, NOW + 1299).await, 0);
    assert_eq!(announced(&shop, NOW + 1300).await, 1);
    // Who writes nothing is told of all the same: at once when they say so, else later.
    rate_at(&shop, &bob, mug, 3, NOW + 2000).await.unwrap();
    assert_eq!(announced(&shop, NOW + 2000).await, 0);
    let left = shop.visit(&bob, move |tx, shop, customer| {
        reviews::leave_words(tx, shop, customer, mug.product, NOW + 2001)
    });
    left.await.unwrap();
    assert_eq!(announced(&shop, NOW + 2001).await, 1);
    let left = shop.visit(&bob, move |tx, shop, customer| {
        reviews::leave_words(tx, shop, customer, mug.product, NOW + 2002)
    });
    left.await.unwrap();
    withdraw(&shop, &bob, mug).await;
    rate_at(&shop, &bob, mug, 2, NOW + 3000).await.unwrap();
    assert_eq!(announced(&shop, NOW + 3600).await, 1);
    assert_eq!(announced(&shop, NOW + 99_999).await, 0);
    assert_eq!(told_of(&shop).await.len(), 4);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tables_refuse_six_stars_and_two_reviews_of_one() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let alice = owner(&shop, "Alice", &[mug]).await;
    rate(&shop, &alice, mug, 5).await.unwrap();
    for sql in [
        "UPDATE reviews SET stars = 6",
        "UPDATE reviews SET stars = 0",
        "INSERT INTO reviews (user_id, product_id, stars, author, created_at, updated_at)
         SELECT user_id, product_id, 1, 'Bob', 0, 0 FROM reviews",
        "INSERT INTO favourites (user_id, product_id, created_at, updated_at)
         SELECT user_id, product_id, 0, 0 FROM reviews UNION ALL SELECT user_id, product_id, 0, 0 FROM reviews",
    ] {
        let refused = shop.db.write(move |tx| tx.execute(sql, params![])).await;
        assert!(
            matches!(refused, Err(ecombot::db::DbError::Constraint(_))),
            "{sql}: {refused:?}"
        );
    }
    shop.close().await;
}
