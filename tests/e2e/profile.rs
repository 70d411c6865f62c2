//! Contact data and the address book.

use ecombot::{emulator::Fault, params};

use crate::shop::Shop;

#[tokio::test]
async fn an_empty_profile_says_what_is_not_set() {
    let shop = Shop::open().await;
    let alice = shop.customer("Alice");
    alice.sends("/profile").await;
    insta::assert_snapshot!(alice.screen(), @r"
    👤 Your profile

    Name: Alice
    Phone: not set
    E-mail: not set
    Default address: not set. Add one under Addresses, and checkout takes one tap.
    [📱 Edit phone] [✉️ Edit e-mail]
    [🏠 Manage addresses]
    [🌐 Language] [🔏 Your data]
    ");
    shop.close().await;
}

#[tokio::test]
async fn phone_and_e_mail_are_checked_normalised_and_shown() {
    let shop = Shop::open().await;
    let alice = shop.customer("Alice");
    alice.sends("/profile").await;
    alice.presses("Edit phone").await;
    alice.sees("Send your phone number");
    alice.sees("[✖️ Cancel]");
    for nonsense in ["12", "<b>", "phone +1555"] {
        alice.sends(nonsense).await;
        alice.sees("like +44 20 7946 0958");
    }
    alice.sends("+44 (20) 7946-0958").await;
    assert_eq!(alice.heard("Phone saved."), 1);
    alice.sees("Phone: +442079460958");
    alice.presses("Edit e-mail").await;
    alice.sends("alice").await;
    alice.sees("That is not an e-mail address.");
    alice.sends("alice@Example.ORG").await;
    assert_eq!(alice.heard("E-mail saved."), 1);
    alice.sees("E-mail: alice@example.org");
    shop.close().await;
}

#[tokio::test]
async fn a_phone_and_an_e_mail_that_were_kept_do_not_stay_in_the_chat() {
    let shop = Shop::open().await;
    let alice = shop.customer("Alice");
    let typed = |text: &str| {
        let messages = alice.user.messages();
        messages.iter().filter(|one| one.text == text).count()
    };
    alice.sends("/profile").await;
    alice.presses("Edit phone").await;
    alice.sends("12").await;
    alice.sends("+44 (20) 7946-0958").await;
    assert_eq!((typed("12"), typed("+44 (20) 7946-0958")), (1, 0));
    alice.presses("Edit e-mail").await;
    // Telegram may refuse; then it stays, and nothing else is different.
    shop.expects_refusal("message can't be deleted");
    let refusal = Fault::Api {
        code: 400,
        description: "Bad Request: message can't be deleted".into(),
    };
    shop.server
        .fail_next_in(alice.user.id(), "deleteMessage", refusal);
    alice.sends("alice@example.org").await;
    assert_eq!(typed("alice@example.org"), 1);
    alice.sees("E-mail: alice@example.org");
    shop.close().await;
}

#[tokio::test]
async fn a_profile_that_cannot_be_read_or_saved_is_apologised_for() {
    let shop = Shop::open().await;
    let alice = shop.customer("Alice");
    alice.sends("/profile").await;
    alice.presses("Edit phone").await;
    let rename = |from: &str, to: &str| format!("ALTER TABLE {from} RENAME TO {to}");
    let away = rename("delivery_addresses", "delivery_addresses_away");
    shop.write(move |tx| tx.execute(&away, params![])).await;
    alice.sends("+442079460958").await;
    alice.sees("Something went wrong on our side");
    alice.sends("/profile").await;
    alice.sees("Something went wrong on our side");
    let back = rename("delivery_addresses_away", "delivery_addresses");
    shop.write(move |tx| tx.execute(&back, params![])).await;
    alice.sends("/profile").await;
    alice.sees("Phone: not set");
    shop.close().await;
}

#[tokio::test]
async fn addresses_are_kept_chosen_and_deleted() {
    let shop = Shop::open().await;
    let alice = shop.customer("Alice");
    alice.sends("/profile").await;
    alice.presses("Manage addresses").await;
    insta::assert_snapshot!(alice.screen(), @r"
    You have no saved addresses yet.
    [➕ Add address]
    [⬅️ Back to profile]
    ");
    alice.presses("Add address").await;
    alice.sends("Home").await;
    alice.sees("Send the full address for Home");
    alice.sends("1 Main St\nSpringfield").await;
    assert_eq!(alice.heard("Address saved."), 1);
    alice.saves_address("Office", "2 Work Rd").await;
    insta::assert_snapshot!(alice.screen(), @r"
    🏠 Your addresses

    Home: 1 Main St, Springfield
    Office: 2 Work Rd
    [Home]
    [Office]
    [➕ Add address]
    [⬅️ Back to profile]
    ");
    alice.presses("Home").await;
    alice.presses("Set as default").await;
    alice.is_toasted("Default address set");
    alice.sees("⭐ Home: 1 Main St, Springfield");
    alice.presses("Office").await;
    alice.presses("Set as default").await;
    alice.sees("⭐ Office");
    alice.does_not_see("⭐ Home");
    alice.presses("⭐ Office").await;
    insta::assert_snapshot!(alice.screen(), @r"
    ⭐ Office (default)
    2 Work Rd
    [🗑 Delete]
    [⬅️ Back to addresses]
    ");
    alice.presses("Back to addresses").await;
    alice.presses("Back to profile").await;
    alice.sees("Default address: Office, 2 Work Rd");
    alice.presses("Manage addresses").await;
    alice.presses("⭐ Office").await;
    alice.presses("Delete").await;
    alice.is_alerted("Address deleted.");
    alice.does_not_see("Office");
    alice.presses("Back to profile").await;
    alice.sees("Default address: not set");
    shop.close().await;
}

#[tokio::test]
async fn another_customers_address_is_not_found() {
    let shop = Shop::open().await;
    let alice = shop.regular("Alice").await;
    alice.saves_address("Office", "2 Work Rd").await;
    let mallory = shop.regular("Mallory").await;
    let buttons = alice.message().buttons;
    let ids = buttons.iter().flatten().filter_map(|button| {
        let data = button.data.as_deref()?;
        data.strip_prefix("la:").map(str::to_owned)
    });
    let ids: Vec<String> = ids.collect();
    assert_eq!(ids.len(), 2);
    for id in ids {
        for tag in ["la", "ld", "lx"] {
            mallory.forges(&format!("{tag}:{id}")).await;
            mallory.is_alerted("Address not found.");
        }
    }
    alice.sends("/profile").await;
    alice.sees("Default address: Home, 12 Harbour Street, Springfield");
    alice.presses("Manage addresses").await;
    alice.sees("[Office]");
    shop.close().await;
}

#[tokio::test]
async fn a_place_on_the_map_goes_with_its_address_into_the_order() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.sends("Alice Archer").await;
    alice.shares_phone("15551234567").await;
    alice.pins(48.208_174, -16.373_819).await;
    alice.sees("Got the place on the map. Now please send the address as text");
    // The place waits for its text, whatever is sent instead and whoever restarts.
    shop.expects_refusal("message is not modified");
    alice.sends(" ").await;
    alice.sees("That was empty.");
    shop.restart().await;
    alice.sends("12 Harbour Street, Springfield").await;
    alice.sees("Please check your order");
    alice.sees("📍 https://osm.org/?mlat=");
    alice.presses("Confirm").await;
    let order = shop.orders().await.remove(0);
    assert_eq!(order.pin.as_ref().unwrap().as_str(), "48.208174,-16.373819");
    // It was saved with the address, and serves the next order.
    alice.sends("/profile").await;
    alice.presses("Manage addresses").await;
    alice.presses("⭐ Default").await;
    alice.sees("📍 https://osm.org/?mlat=");
    alice.buys(&mug).await;
    assert_eq!(shop.orders().await[0].pin, order.pin);
    // An address may come without one, and a new one with its own.
    alice.sends("/profile").await;
    alice.presses("Manage addresses").await;
    alice.presses("Add address").await;
    alice.sends("Office").await;
    alice.pins(1.5, 2.5).await;
    alice.sends("2 Work Rd").await;
    alice.presses("Office").await;
    alice.sees("📍 https://osm.org/?mlat=");
    alice.presses("Set as default").await;
    alice.buys(&mug).await;
    assert_eq!(
        shop.orders().await[0].pin.as_ref().unwrap().as_str(),
        "1.5,2.5"
    );
    shop.close().await;
}

#[tokio::test]
async fn numbers_are_dialled_in_the_country_that_the_owner_chose() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    olga.sends("/admin").await;
    olga.presses("Settings").await;
    olga.presses("Country").await;
    olga.sends("Spain").await;
    olga.sees("“Spain” is no country.");
    olga.sends("es").await;
    olga.sees("Country: ES");
    let alice = shop.customer("Alice");
    alice.sends("/profile").await;
    alice.presses("Edit phone").await;
    alice.sees("like 612 34 56 78.");
    alice.sends("555 123").await;
    alice.sees("like 612 34 56 78.");
    alice.sends("٦١٢ 34-56-78").await;
    alice.sees("Phone: +34612345678");
    alice.presses("Edit phone").await;
    alice.sends("+44 (0)20 7946 0958").await;
    alice.sees("Phone: +442079460958");
    shop.close().await;
}
