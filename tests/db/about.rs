//! What a shop says of itself.

use ecombot::{
    domain::text::{Description, Name, Terms},
    shop::{
        about::{self, About},
        access::Permit,
        seeding::Outcome,
    },
};

use crate::shop::{NOW, TestShop};

async fn say(shop: &TestShop, about: About) -> Outcome {
    shop.write(move |tx| about::save(tx, &Permit::operator(), &about, NOW))
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_stays_until_something_else_is_said() {
    let shop = TestShop::open().await;
    assert_eq!(shop.read(about::view).await, About::default());
    let first = About {
        name: Some(Name::parse("Mugs & more").unwrap()),
        story: Some(Description::parse("By hand.\nSince 1999.").unwrap()),
        terms: Some(Terms::parse(&"§".repeat(Terms::MAX)).unwrap()),
        ..About::default()
    };
    assert_eq!(say(&shop, first.clone()).await, Outcome::Changed);
    assert_eq!(say(&shop, first.clone()).await, Outcome::Left);
    let more = About {
        hours: Some(Name::parse("Mon-Fri 9-18").unwrap()),
        contact: Some(Description::parse("@mugs").unwrap()),
        ..About::default()
    };
    assert_eq!(say(&shop, more.clone()).await, Outcome::Changed);
    assert_eq!(say(&shop, About::default()).await, Outcome::Left);
    let shop = shop.reopen().await;
    let expected = About {
        hours: more.hours,
        contact: more.contact,
        ..first
    };
    assert_eq!(shop.read(about::view).await, expected);
}
