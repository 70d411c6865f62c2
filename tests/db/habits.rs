//! What a checkout remembers: the comment of one order, the way of delivery of the last one.

use ecombot::{
    domain::{
        delivery::{DeliveryKind, Way},
        id::CheckoutId,
        text::Comment,
    },
    shop::{
        checkout::{self, CheckoutRefusal, Confirmation, Step},
        setup::CourierMode,
    },
};

use crate::{
    checkout::choose,
    shop::{Item, Person, TestShop, now},
};

async fn comment(
    shop: &TestShop,
    person: &Person,
    id: CheckoutId,
    words: Option<&str>,
) -> Result<Step, CheckoutRefusal> {
    let comment = words.map(|words| Comment::parse(words).unwrap());
    shop.visit(person, move |tx, shop, customer| {
        checkout::give_comment(tx, shop, customer, id, comment.as_ref(), now())
    })
    .await
}

fn confirmation(step: Result<Step, CheckoutRefusal>) -> Confirmation {
    match step {
        Ok(Step::Confirm(confirmation)) => *confirmation,
        other => panic!("expected the confirmation, got {other:?}"),
    }
}

/// Orders one of an item by a way, or by the one that is proposed.
async fn orders_by(shop: &TestShop, person: &Person, item: Item, way: Option<Way>) {
    shop.fill(person, &[(item, 1)]).await;
    let mut shown = shop.confirmation(person).await;
    if let Some(way) = way {
        shown = confirmation(choose(shop, person, shown.checkout, way).await);
    }
    shop.place_now(person, &shown).await;
}

/// What is proposed for the next order, which is then not made.
async fn proposed(shop: &TestShop, person: &Person, item: Item) -> Way {
    shop.fill(person, &[(item, 1)]).await;
    let way = shop.confirmation(person).await.quote.way;
    crate::checkout::cancel(shop, person).await;
    way
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_is_shown_kept_with_its_order_and_forgotten() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    shop.fill(&alice, &[(mug, 1)]).await;
    let plain = shop.confirmation(&alice).await;
    let id = plain.checkout;
    let red = confirmation(comment(&shop, &alice, id, Some("Red, please")).await);
    assert_eq!(red.quote.comment.as_deref(), Some("Red, please"));
    assert_ne!(
        red.revision, plain.revision,
        "it is another order to confirm"
    );
    let blue = confirmation(comment(&shop, &alice, id, Some("Blue\n& big")).await);
    let placed = shop.place_now(&alice, &blue).await;
    assert_eq!(placed.comment.as_deref(), Some("Blue\n& big"));
    assert_eq!(shop.inspect(placed.id).await, placed);
    shop.fill(&alice, &[(mug, 1)]).await;
    assert_eq!(shop.confirmation(&alice).await.quote.comment, None);
    let late = comment(&shop, &alice, id, Some("Green")).await;
    assert_eq!(late, Err(CheckoutRefusal::NotFound));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_is_taken_back_and_nobody_else_gives_one() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let eve = shop.regular("Eve").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    shop.fill(&alice, &[(mug, 1)]).await;
    shop.fill(&eve, &[(mug, 1)]).await;
    let id = shop.confirmation(&alice).await.checkout;
    shop.confirmation(&eve).await;
    let foreign = comment(&shop, &eve, id, Some("Mine")).await;
    assert_eq!(foreign, Err(CheckoutRefusal::NotFound));
    comment(&shop, &alice, id, Some("Red")).await.unwrap();
    let shown = confirmation(comment(&shop, &alice, id, None).await);
    assert_eq!(shown.quote.comment, None);
    assert_eq!(shop.place_now(&alice, &shown).await.comment, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_way_of_the_last_order_is_proposed_while_it_is_offered() {
    let shop = TestShop::with_courier().await;
    let kind = DeliveryKind::NationalExpress;
    let express = Way::Courier(shop.courier(kind, "9.00", None).await);
    let (east, west) = (
        shop.point("East", "1 East Rd").await,
        shop.point("West", "9 West Rd").await,
    );
    let alice = shop.regular("Alice").await;
    let bob = shop.regular("Bob").await;
    let mug = shop.product("Mug", "12.50", 99).await;
    let usual = proposed(&shop, &alice, mug).await;
    for way in [express, Way::Pickup(west), Way::Pickup(east), usual] {
        orders_by(&shop, &alice, mug, Some(way)).await;
        assert_eq!(proposed(&shop, &alice, mug).await, way);
        assert_eq!(proposed(&shop, &bob, mug).await, usual, "everybody's own");
    }
    orders_by(&shop, &alice, mug, Some(Way::Pickup(west))).await;
    shop.close_point(west).await;
    assert_eq!(proposed(&shop, &alice, mug).await, usual);
    orders_by(&shop, &alice, mug, Some(express)).await;
    shop.withdraw_courier(kind).await;
    assert_eq!(proposed(&shop, &alice, mug).await, usual);
    // Without couriers there is one point left, which is then the usual way.
    shop.courier_mode(CourierMode::Off).await;
    assert_eq!(proposed(&shop, &alice, mug).await, Way::Pickup(east));
}
