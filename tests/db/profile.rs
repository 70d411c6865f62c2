//! Contact data and the address book.

use ecombot::{
    domain::{
        customer::{Address, Email},
        id::{AddressId, TelegramId},
        language::Language,
        page::Page,
        text::{AddressLabel, AddressText},
    },
    shop::profile::{self, Profile, UnknownAddress},
};

use crate::shop::{NOW, Person, TestShop};

async fn view(shop: &TestShop, person: &Person) -> Profile {
    shop.visit::<_, ()>(person, |tx, _, customer| Ok(profile::view(tx, customer)?))
        .await
        .unwrap()
}

async fn page(
    shop: &TestShop,
    person: &Person,
    from: Option<AddressId>,
) -> Page<Address, AddressId> {
    let id = person.id;
    shop.read(move |tx| profile::addresses(tx, id, from)).await
}

async fn delete(
    shop: &TestShop,
    person: &Person,
    address: AddressId,
) -> Result<(), UnknownAddress> {
    let id = person.id;
    shop.ask(move |tx| profile::delete_address(tx, id, address))
        .await
}

async fn find(
    shop: &TestShop,
    person: &Person,
    address: AddressId,
) -> Result<Address, UnknownAddress> {
    let id = person.id;
    shop.ask(move |tx| profile::address(tx, id, address)).await
}

async fn make_default(
    shop: &TestShop,
    person: &Person,
    address: AddressId,
) -> Result<(), UnknownAddress> {
    let id = person.id;
    shop.ask(move |tx| profile::make_default(tx, id, address, NOW))
        .await
}

/// Labels of all addresses, the default one marked with a star.
async fn labels(shop: &TestShop, person: &Person) -> Vec<String> {
    let page = page(shop, person, None).await;
    page.items
        .iter()
        .map(|address| {
            format!(
                "{}{}",
                address.label,
                if address.is_default { "*" } else { "" }
            )
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_profile_knows_only_the_name() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let profile = view(&shop, &alice).await;
    assert_eq!(profile.customer.name(), "Alice");
    assert_eq!(profile.customer.phone, None);
    assert_eq!(profile.customer.email, None);
    assert_eq!(profile.address, None);
    assert_eq!(labels(&shop, &alice).await, [] as [String; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn phone_and_email_are_kept_normalised() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let bob = shop.customer("Bob").await;
    shop.set_phone(&alice, "+44 (20) 7946-0958").await;
    let (id, email) = (alice.id, Email::parse("alice@Example.ORG").unwrap());
    shop.write(move |tx| profile::set_email(tx, id, &email, NOW))
        .await;
    let shop = shop.reopen().await;
    let customer = view(&shop, &alice).await.customer;
    assert_eq!(customer.phone.unwrap().as_str(), "+442079460958");
    assert_eq!(customer.email.unwrap().as_str(), "alice@example.org");
    assert_eq!(view(&shop, &bob).await.customer.phone, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_address_is_not_the_default() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let home = shop.address(&alice, "Home", "1 Main St\n<b>Town</b>").await;
    shop.address(&alice, "Office", "2 High St").await;
    assert_eq!(labels(&shop, &alice).await, ["Home", "Office"]);
    assert_eq!(view(&shop, &alice).await.address, None);
    let found = find(&shop, &alice, home).await.unwrap();
    assert_eq!(
        found.text.as_str(),
        "1 Main St\n<b>Town</b>",
        "kept as typed"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_one_default_address_at_most() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let bob = shop.regular("Bob").await;
    let home = shop.address(&alice, "Home", "1 Main St").await;
    let office = shop.address(&alice, "Office", "2 High St").await;
    for (address, expected) in [
        (home, ["Home*", "Office"]),
        (office, ["Home", "Office*"]),
        (office, ["Home", "Office*"]),
    ] {
        make_default(&shop, &alice, address).await.unwrap();
        assert_eq!(labels(&shop, &alice).await, expected);
        let shown = view(&shop, &alice).await.address.unwrap();
        assert_eq!(shown.id, address, "the profile shows the default");
    }
    assert_eq!(
        labels(&shop, &bob).await,
        ["Home*"],
        "everybody has their own"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn deleting_the_default_address_leaves_none() {
    let shop = TestShop::open().await;
    let alice = shop.regular("Alice").await;
    shop.address(&alice, "Office", "2 High St").await;
    let home = view(&shop, &alice).await.address.unwrap().id;
    delete(&shop, &alice, home).await.unwrap();
    assert_eq!(labels(&shop, &alice).await, ["Office"]);
    assert_eq!(view(&shop, &alice).await.address, None);
    assert_eq!(
        delete(&shop, &alice, home).await,
        Err(UnknownAddress),
        "twice"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn other_peoples_addresses_are_unknown() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let mallory = shop.customer("Mallory").await;
    let home = shop.address(&alice, "Home", "1 Main St").await;
    let nowhere = AddressId::new(99);
    for address in [home, nowhere] {
        assert_eq!(find(&shop, &mallory, address).await, Err(UnknownAddress));
        assert_eq!(delete(&shop, &mallory, address).await, Err(UnknownAddress));
        assert_eq!(
            make_default(&shop, &mallory, address).await,
            Err(UnknownAddress)
        );
    }
    assert_eq!(labels(&shop, &alice).await, ["Home"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_button_never_meets_another_address() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let old = shop.address(&alice, "Old", "1 Main St").await;
    delete(&shop, &alice, old).await.unwrap();
    let new = shop.address(&alice, "New", "2 High St").await;
    assert_ne!(old, new);
    assert_eq!(delete(&shop, &alice, old).await, Err(UnknownAddress));
    assert_eq!(labels(&shop, &alice).await, ["New"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn any_number_of_addresses_is_paged_without_loss_in_both_directions() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let mut ids = Vec::new();
    for number in 0..21 {
        ids.push(
            shop.address(&alice, &format!("No {number}"), "1 Main St")
                .await,
        );
        let bob = shop.customer("Bob").await;
        shop.address(&bob, "Bob's", "2 High St").await;
    }
    let page_ids = |page: &Page<Address, AddressId>| -> Vec<AddressId> {
        page.items.iter().map(|address| address.id).collect()
    };
    let mut shown = page(&shop, &alice, None).await;
    let mut forward = vec![page_ids(&shown)];
    while let Some(next) = shown.next {
        shown = page(&shop, &alice, Some(next)).await;
        forward.push(page_ids(&shown));
    }
    let mut backward = vec![page_ids(&shown)];
    while let Some(previous) = shown.previous {
        shown = page(&shop, &alice, Some(previous)).await;
        backward.push(page_ids(&shown));
    }
    backward.reverse();
    assert_eq!(forward.iter().map(Vec::len).collect::<Vec<_>>(), [8, 8, 5]);
    assert_eq!(forward, backward);
    assert_eq!(forward.concat(), ids);
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_of_any_language_come_back_as_typed() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let text = "ул. Ленина, 1 & \"<подъезд>\" 'кв. 2' 🏠";
    let id = shop.address(&alice, "Дом <3", text).await;
    let found = find(&shop, &alice, id).await.unwrap();
    assert_eq!(found.label, AddressLabel::parse("Дом <3").unwrap());
    assert_eq!(found.text, AddressText::parse(text).unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn ones_own_choice_of_a_language_goes_before_telegrams_and_the_shops() {
    let shop = TestShop::open().await;
    let alice = shop.regular("Alice").await;
    let (id, chat) = (alice.id, alice.chat());
    let tongue = || shop.read(move |tx| profile::tongue(tx, chat));
    assert_eq!(tongue().await.language(Language::Ru), Language::En);
    shop.write(move |tx| profile::choose_language(tx, id, Language::Es, NOW))
        .await;
    assert_eq!(tongue().await.language(Language::Ru), Language::Es);
    let stranger = TelegramId::new(404);
    let unknown = shop.read(move |tx| profile::tongue(tx, stranger)).await;
    assert_eq!(unknown.language(Language::Ru), Language::Ru);
    shop.close().await;
}
