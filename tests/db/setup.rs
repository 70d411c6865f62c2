//! What is settled when the shop opens.

use ecombot::{
    domain::{delivery::DeliveryKind, money::Currency},
    shop::{
        access::Permit,
        checkout::{CheckoutRefusal, Step},
        setup::{self, CourierMode, SetupRefusal, Wishes},
    },
};

use crate::shop::{NOW, TestShop};

async fn settle(shop: &TestShop, wishes: Wishes) -> Result<Currency, SetupRefusal> {
    shop.ask(move |tx| setup::settle(tx, &Permit::operator(), &wishes, NOW))
        .await
}

async fn wish_currency(shop: &TestShop, code: &str) -> Result<&'static str, SetupRefusal> {
    let wishes = Wishes {
        currency: Some(code.parse().unwrap()),
        ..Wishes::default()
    };
    settle(shop, wishes).await.map(Currency::code)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_courier_wish_is_only_initial() {
    let shop = TestShop::open().await;
    shop.courier(DeliveryKind::LocalNextDay, "5.00", None).await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    shop.fill(&alice, &[(mug, 1)]).await;
    let wish = |courier| Wishes {
        courier: Some(courier),
        ..Wishes::default()
    };
    settle(&shop, wish(CourierMode::Off)).await.unwrap();
    assert_eq!(
        shop.checkout(&alice).await,
        Err(CheckoutRefusal::NoDelivery)
    );
    settle(&shop, wish(CourierMode::On)).await.unwrap();
    assert_eq!(
        shop.checkout(&alice).await,
        Err(CheckoutRefusal::NoDelivery),
        "the shop has chosen; the configuration no longer decides"
    );
    shop.courier_mode(CourierMode::On).await;
    assert!(matches!(shop.checkout(&alice).await, Ok(Step::Confirm(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_currency_changes_only_while_no_number_would_lie() {
    let shop = TestShop::open().await;
    let (usd, jpy, eur) = ("USD".parse(), "JPY".parse(), "EUR".parse());
    let (shop_in, jpy, eur) = (usd.unwrap(), jpy.unwrap(), eur.unwrap());
    assert_eq!(
        wish_currency(&shop, "JPY").await,
        Ok("JPY"),
        "an empty shop"
    );
    assert_eq!(wish_currency(&shop, "USD").await, Ok("USD"));
    let mug = shop.product("Mug", "12.50", 9).await;
    assert_eq!(
        wish_currency(&shop, "JPY").await,
        Err(SetupRefusal::OtherDecimals {
            shop: shop_in,
            wished: jpy
        }),
        "12.50 yen"
    );
    assert_eq!(
        wish_currency(&shop, "EUR").await,
        Ok("EUR"),
        "as many decimals"
    );
    assert_eq!(wish_currency(&shop, "USD").await, Ok("USD"));
    shop.courier(DeliveryKind::LocalNextDay, "5.00", None).await;
    let alice = shop.regular("Alice").await;
    shop.buy(&alice, &[(mug, 1)]).await;
    assert_eq!(
        wish_currency(&shop, "EUR").await,
        Err(SetupRefusal::HasOrders {
            shop: shop_in,
            wished: eur
        }),
        "somebody paid"
    );
    assert_eq!(wish_currency(&shop, "USD").await, Ok("USD"));
    assert_eq!(
        settle(&shop, Wishes::default()).await.map(Currency::code),
        Ok("USD"),
        "no wish"
    );
}
