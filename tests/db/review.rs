//! What changed on the shelves between cart and Confirm: shown, then kept or removed.

use ecombot::{
    domain::id::CheckoutId,
    shop::checkout::{
        CheckoutRefusal, Placement, Step,
        review::{self, ReviewLine, Which},
    },
};

use crate::{
    placing::ready,
    shop::{Person, TestShop, now, usd},
};

type Answer = Result<Step, CheckoutRefusal>;

async fn keep(shop: &TestShop, person: &Person, id: CheckoutId, which: Which) -> Answer {
    shop.visit(person, move |tx, shop, customer| {
        review::keep(tx, shop, customer, id, which, now())
    })
    .await
}

async fn remove(shop: &TestShop, person: &Person, id: CheckoutId, which: Which) -> Answer {
    shop.visit(person, move |tx, shop, customer| {
        review::remove(tx, shop, customer, id, which, now())
    })
    .await
}

/// The names of the lines that are to be looked at.
fn reviewed(step: &Step) -> Vec<&str> {
    match step {
        Step::Review { lines, .. } => lines.iter().map(|line| line.name.as_str()).collect(),
        step => panic!("no review: {step:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_price_is_shown_before_it_is_charged() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let (alice, shown) = ready(&shop, &[(mug, 2)]).await;
    shop.set_price("Mug", "15.00").await;
    let placement = shop.place(&alice, &shown).await.unwrap();
    let dearer = ReviewLine {
        variant: mug.variant,
        name: "Mug".into(),
        price_before: Some(usd("12.50")),
        price: usd("15.00"),
        wanted: 2,
        available: 9,
    };
    assert_eq!(placement, Placement::Review(vec![dearer.clone()]));
    assert_eq!(shop.orders(&alice).await, []);
    let step = shop.checkout(&alice).await.unwrap();
    assert!(
        matches!(&step, Step::Review { lines, .. } if *lines == [dearer]),
        "nothing can be confirmed before it was accepted: {step:?}"
    );
    let step = keep(&shop, &alice, shown.checkout, Which::All).await;
    let Ok(Step::Confirm(shown)) = step else {
        panic!("no confirmation: {step:?}");
    };
    assert_eq!(shop.place_now(&alice, &shown).await.total, usd("35.00"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_is_kept_or_removed_line_by_line() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let cup = shop.product("Cup", "3.00", 9).await;
    let jar = shop.product("Jar", "1.00", 9).await;
    let (alice, shown) = ready(&shop, &[(mug, 2), (cup, 4), (jar, 3)]).await;
    shop.set_price("Mug", "15.00").await;
    shop.set_stock(cup, 1).await;
    shop.set_stock(jar, 0).await;
    let checkout = shown.checkout;

    let step = keep(&shop, &alice, checkout, Which::One(mug.variant))
        .await
        .unwrap();
    assert_eq!(reviewed(&step), ["Cup", "Jar"]);
    let step = keep(&shop, &alice, checkout, Which::All).await.unwrap();
    assert_eq!(reviewed(&step), ["Jar"], "what is sold out cannot be kept");
    let step = remove(&shop, &alice, checkout, Which::One(mug.variant))
        .await
        .unwrap();
    assert_eq!(reviewed(&step), ["Jar"], "what was kept is not removed");
    let step = remove(&shop, &alice, checkout, Which::One(jar.variant))
        .await
        .unwrap();
    let Step::Confirm(shown) = step else {
        panic!("nothing is left to be reviewed: {step:?}");
    };
    let order = shop.place_now(&alice, &shown).await;
    let lines: Vec<_> = order
        .lines
        .iter()
        .map(|line| (line.name.as_str(), line.quantity.get(), line.price))
        .collect();
    assert_eq!(lines, [("Mug", 2, usd("15.00")), ("Cup", 1, usd("3.00"))]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cart_whose_lines_are_all_removed_ends_the_review() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let (alice, shown) = ready(&shop, &[(mug, 2)]).await;
    shop.set_stock(mug, 0).await;
    let removed = remove(&shop, &alice, shown.checkout, Which::All).await;
    assert_eq!(removed, Ok(Step::Emptied));
    assert_eq!(shop.cart_lines(&alice).await, [], "and it stays so");
    let again = remove(&shop, &alice, shown.checkout, Which::All).await;
    assert_eq!(again, Err(CheckoutRefusal::NotFound));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reviews_the_checkout_of_somebody_else() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let (alice, shown) = ready(&shop, &[(mug, 2)]).await;
    let (eve, _) = ready(&shop, &[(mug, 1)]).await;
    shop.set_price("Mug", "15.00").await;
    let kept = keep(&shop, &eve, shown.checkout, Which::All).await;
    assert_eq!(kept, Err(CheckoutRefusal::NotFound));
    let removed = remove(&shop, &eve, shown.checkout, Which::All).await;
    assert_eq!(removed, Err(CheckoutRefusal::NotFound));
    assert_eq!(
        shop.cart(&alice).await.page.items[0].price_seen,
        usd("12.50")
    );
}
