//! Who somebody is: registered on first sight, and perhaps an administrator.

use ecombot::{
    domain::{customer::TelegramProfile, id::TelegramId, staff::Role},
    shop::{
        access::{self, Permit, Visitor},
        setup::{self, Wishes},
        staff::{self, LastOwner, StaffRefusal},
    },
};

use crate::shop::{NOW, TestShop, at_once};

async fn meet(shop: &TestShop, profile: &TelegramProfile) -> Visitor {
    let profile = profile.clone();
    shop.write(move |tx| access::visitor(tx, &profile, NOW))
        .await
}

async fn known(shop: &TestShop, profile: &TelegramProfile) -> Option<Visitor> {
    let profile = profile.clone();
    shop.read(move |tx| access::known(tx, &profile)).await
}

async fn admins(shop: &TestShop) -> Vec<i64> {
    let all = shop.read(|tx| staff::all(tx, &Permit::operator())).await;
    all.into_iter().map(|(person, _)| person.get()).collect()
}

async fn add_admin(shop: &TestShop, id: i64) {
    shop.ask(move |tx| {
        staff::put(
            tx,
            &Permit::operator(),
            TelegramId::new(id),
            Role::Owner,
            NOW,
        )
    })
    .await
    .unwrap();
}

async fn remove_admin(shop: &TestShop, id: i64, last: LastOwner) -> Result<(), StaffRefusal> {
    shop.ask(move |tx| staff::remove(tx, &Permit::operator(), TelegramId::new(id), last, NOW))
        .await
}

async fn configure(shop: &TestShop, ids: Option<&[i64]>) {
    let wishes = Wishes {
        admins: ids.map(|ids| ids.iter().copied().map(TelegramId::new).collect()),
        ..Wishes::default()
    };
    shop.ask(move |tx| setup::settle(tx, &Permit::operator(), &wishes, NOW))
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_becomes_a_customer_on_first_sight() {
    let shop = TestShop::open().await;
    let profile = TelegramProfile {
        last_name: Some("Liddell".into()),
        username: Some("alice".into()),
        ..shop.stranger("Alice")
    };
    assert_eq!(known(&shop, &profile).await, None);
    let visitor = meet(&shop, &profile).await;
    assert_eq!(visitor.customer.telegram, profile);
    assert_eq!(visitor.customer.name(), "Alice Liddell");
    assert_eq!(visitor.staff(), None);
    assert_eq!(known(&shop, &profile).await, Some(visitor.clone()));
    assert_eq!(meet(&shop, &profile).await, visitor, "met again");
    assert_eq!(shop.number("SELECT COUNT(*) FROM users").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_name_is_taken_over_and_nothing_else_is_lost() {
    let shop = TestShop::open().await;
    let alice = shop.regular("Alice").await;
    let renamed = TelegramProfile {
        first_name: "Alicia".into(),
        language_code: Some("es".into()),
        ..alice.profile.clone()
    };
    assert_eq!(
        known(&shop, &renamed).await,
        None,
        "something about them is new"
    );
    let visitor = meet(&shop, &renamed).await;
    assert_eq!(visitor.customer.id, alice.id);
    assert_eq!(visitor.customer.name(), "Alicia");
    assert_eq!(
        visitor.customer.telegram.language_code.as_deref(),
        Some("es")
    );
    assert!(visitor.customer.phone.is_some(), "the phone stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_concurrent_first_updates_make_one_customer() {
    let shop = TestShop::open().await;
    for round in 0..5 {
        let profile = shop.stranger("Alice");
        let updates = (0..30).map(|_| {
            let (db, profile) = (shop.db.clone(), profile.clone());
            async move {
                db.write(move |tx| access::visitor(tx, &profile, NOW))
                    .await
                    .unwrap()
                    .customer
                    .id
            }
        });
        let mut ids = at_once(updates).await;
        ids.dedup();
        assert_eq!(ids.len(), 1, "everybody met the same customer");
        assert_eq!(shop.number("SELECT COUNT(*) FROM users").await, round + 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_administrators_get_the_proof() {
    let shop = TestShop::open().await;
    let boss = shop.admin("Boss").await;
    let alice = shop.customer("Alice").await;
    assert!(meet(&shop, &boss.profile).await.staff().is_some());
    assert!(known(&shop, &boss.profile).await.unwrap().staff().is_some());
    assert_eq!(meet(&shop, &alice.profile).await.staff(), None);
    assert_eq!(known(&shop, &alice.profile).await.unwrap().staff(), None);

    add_admin(&shop, 7).await;
    remove_admin(&shop, boss.chat().get(), LastOwner::Keep)
        .await
        .unwrap();
    assert_eq!(meet(&shop, &boss.profile).await.staff(), None, "at once");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_administrator_stays_unless_somebody_means_it() {
    let shop = TestShop::open().await;
    add_admin(&shop, 1).await;
    add_admin(&shop, 2).await;
    add_admin(&shop, 2).await;
    assert_eq!(admins(&shop).await, [1, 2]);
    let unknown = remove_admin(&shop, 3, LastOwner::MayGo).await;
    assert_eq!(unknown, Err(StaffRefusal::Unknown));
    assert_eq!(remove_admin(&shop, 1, LastOwner::Keep).await, Ok(()));
    let last = remove_admin(&shop, 2, LastOwner::Keep).await;
    assert_eq!(last, Err(StaffRefusal::LastOwner));
    assert_eq!(admins(&shop).await, [2]);
    assert_eq!(remove_admin(&shop, 2, LastOwner::MayGo).await, Ok(()));
    assert_eq!(admins(&shop).await, [] as [i64; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_configuration_names_administrators_beside_the_added_ones() {
    let shop = TestShop::open().await;
    add_admin(&shop, 1).await;
    for (configured, expected) in [
        (Some(&[2, 3][..]), &[1, 2, 3][..]),
        (None, &[1, 2, 3]),
        (Some(&[3, 4]), &[1, 3, 4]),
        (Some(&[1]), &[1]),
        (Some(&[]), &[1]),
    ] {
        configure(&shop, configured).await;
        assert_eq!(admins(&shop).await, expected, "{configured:?}");
    }
}
