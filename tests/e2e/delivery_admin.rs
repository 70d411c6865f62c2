//! The owner sets up delivery from the chat.

use ecombot::domain::staff::Role;
use serde_json::json;

use crate::shop::{Person, Shop};

async fn opens_points(person: &Person) {
    person.sends("/admin_delivery").await;
    person.presses("Pickup points").await;
}

/// Adds a pickup point with a name and an address and nothing else.
async fn adds(person: &Person, name: &str) {
    opens_points(person).await;
    person.presses("Add pickup point").await;
    person.sends(name).await;
    person.sends("1 High Street").await;
    person.presses("Store pickup").await;
    person.sends("/skip").await;
    person.presses("Skip").await;
}

#[tokio::test]
async fn couriers_are_stopped_and_started_from_the_menu() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    olga.sends("/admin").await;
    olga.presses("🚚 Delivery").await;
    insta::assert_snapshot!(olga.screen(), @r"
    🚚 Delivery

    Couriers deliver. Courier types offered: 1.
    [🔴 Stop courier delivery]
    [📍 Pickup points]
    [🚛 Delivery types]
    [🛠 Panel]
    ");
    olga.presses("Stop courier delivery").await;
    olga.is_toasted("Couriers stopped");
    insta::assert_snapshot!(olga.screen(), @r"
    🚚 Delivery

    Couriers do not deliver: customers collect.

    ⚠️ Customers cannot order now: no courier type is offered and no pickup point is open.
    [🟢 Start courier delivery]
    [📍 Pickup points]
    [🚛 Delivery types]
    [🛠 Panel]
    ");
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.does_not_see("Confirm");
    shop.restart().await;
    olga.sends("/admin_delivery").await;
    olga.sees("Couriers do not deliver");
    olga.presses("Start courier delivery").await;
    olga.is_toasted("Couriers deliver again");
    alice.checks_out().await;
    alice.sees("Confirm");
    shop.close().await;
}

#[tokio::test]
async fn a_pickup_point_is_added_step_by_step() {
    let shop = Shop::without_delivery().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    opens_points(&olga).await;
    insta::assert_snapshot!(olga.screen(), @r"
    📍 Pickup points

    There are no pickup points yet.
    [➕ Add pickup point]
    [🗺 View addresses]
    [⬅️ Delivery] [🛠 Panel]
    ");
    olga.presses("View addresses").await;
    olga.is_alerted("There are no pickup points.");
    olga.presses("Add pickup point").await;
    for (wrong, words) in [("\u{200b}", "text"), (&*"x".repeat(300), "255")] {
        olga.sends(wrong).await;
        olga.sees(words);
    }
    olga.sends("Corner <shop> & \n🏪").await;
    olga.sees("Send the address of Corner <shop> & 🏪.");
    olga.sends(&"x".repeat(501)).await;
    olga.sees("500");
    olga.sends("1 <b>High</b> Street\nDoor 2").await;
    insta::assert_snapshot!(olga.screen(), @r"
    What kind of place is Corner <shop> & 🏪? Choose one.
    [Store pickup]
    [Locker pickup]
    [Curbside pickup]
    [✖️ Cancel]
    ");
    for unknown in ["warehouse", "local_same_day", "👻"] {
        olga.sends(unknown).await;
        olga.sees("I do not know that type.");
        olga.sees("[Locker pickup]");
    }
    olga.forges("mdc:local_same_day").await;
    olga.is_alerted("This button is outdated.");
    opens_points(&olga).await;
    olga.sees("There are no pickup points yet.");
    olga.presses("Add pickup point").await;
    olga.sends("Corner <shop> & 🏪").await;
    olga.sends("1 <b>High</b> Street\nDoor 2").await;
    olga.sends("Locker").await;
    olga.sends("Mon-Fri 9-18").await;
    olga.sees("Send its location with Telegram's 📎, or /skip.");
    olga.sends("over there").await;
    olga.sees("Please send a location");
    olga.pins(52.52, 13.405).await;
    insta::assert_snapshot!(olga.screen(), @r"
    📍 Corner <shop> & 🏪

    Address: 1 <b>High</b> Street
    Door 2
    Type: Locker pickup
    Open: Mon-Fri 9-18
    On the map: 52.52, 13.405
    Status: ✅ open for orders
    [❌ Close]
    [✏️ Name] [🏠 Address]
    [🏷 Type] [🕘 Hours] [🗺 Map]
    [🌍 Translations]
    [🗑 Delete]
    [⬅️ Pickup points] [🛠 Panel]
    ");
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.sees("Corner <shop> & 🏪: 1 <b>High</b> Street");
    shop.close().await;
}

#[tokio::test]
async fn a_pickup_point_is_changed_closed_and_deleted_and_orders_keep_it() {
    let shop = Shop::without_delivery().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    // A screen may be shown that is there already.
    shop.expects_refusal("message is not modified");
    let alice = shop.regular("Alice").await;
    adds(&olga, "Corner").await;
    olga.sees("Open: N/A");
    olga.sees("On the map: not set");
    alice.buys(&mug).await;
    opens_points(&olga).await;
    olga.presses("✅ Corner").await;
    olga.presses("Hours").await;
    olga.sends(&"x".repeat(256)).await;
    olga.sees("255");
    olga.sends("9-18").await;
    olga.sees("Open: 9-18");
    olga.presses("Hours").await;
    olga.presses("No hours").await;
    olga.sees("Open: N/A");
    olga.presses("Map").await;
    olga.pins(-33.9, 18.4).await;
    olga.sees("On the map: -33.9, 18.4");
    olga.presses("Map").await;
    olga.presses("Not on the map").await;
    olga.sees("On the map: not set");
    olga.presses("Type").await;
    olga.presses("Curbside pickup").await;
    olga.sees("Type: Curbside pickup");
    olga.presses("Address").await;
    olga.sends("2 Low Street").await;
    olga.sees("Address: 2 Low Street");
    olga.presses("Name").await;
    olga.sends("Station").await;
    olga.sees("📍 Station");
    olga.presses("❌ Close").await;
    olga.is_toasted("Closed");
    olga.sees("Status: ❌ closed");
    let card = olga.message();
    olga.presses("⬅️ Pickup points").await;
    olga.sees("[❌ Station]");
    olga.presses("View addresses").await;
    olga.sees("❌ Station\n2 Low Street");
    olga.presses("⬅️ Pickup points").await;
    olga.presses("❌ Station").await;
    olga.presses("Delete").await;
    insta::assert_snapshot!(olga.screen(), @r"
    🗑 Delete Station? Customers cannot choose it any more.
    Orders that go there: 1. They keep its name, address and hours.
    [🗑 Yes, delete] [No]
    ");
    olga.presses_in(&olga.message(), "No").await;
    olga.presses("Delete").await;
    let question = olga.message();
    olga.presses("Yes, delete").await;
    insta::assert_snapshot!(olga.screen(), @r"
    🗑 Station is deleted. Orders that go there: 1.

    📍 Pickup points

    There are no pickup points yet.
    [♻️ Restore Station]
    [➕ Add pickup point]
    [🗺 View addresses]
    [⬅️ Delivery] [🛠 Panel]
    ");
    olga.presses_old(&question, "Yes, delete").await;
    olga.is_alerted("may have already been removed");
    olga.presses_old(&card, "Open").await;
    olga.is_alerted("may have already been removed");
    alice.sends("/orders").await;
    alice.presses("ECO-").await;
    alice.sees("Corner: 1 High Street");
    shop.close().await;
}

#[tokio::test]
async fn a_deleted_point_comes_back_closed_unless_its_name_is_taken() {
    let shop = Shop::without_delivery().await;
    let olga = shop.admin("Olga").await;
    adds(&olga, "Corner").await;
    olga.presses("Delete").await;
    olga.presses("Yes, delete").await;
    let list = olga.message();
    olga.presses("Restore Corner").await;
    olga.is_toasted("Restored");
    olga.sees("Status: ❌ closed");
    olga.presses("Delete").await;
    olga.presses("Yes, delete").await;
    adds(&olga, "corner").await;
    olga.presses_old(&list, "Restore Corner").await;
    olga.is_alerted("A pickup point called Corner already exists.");
    opens_points(&olga).await;
    olga.presses("Add pickup point").await;
    olga.sends("CORNER").await;
    olga.sees("A pickup point called CORNER already exists.");
    olga.presses("Cancel").await;
    olga.sees("[✅ corner]");
    shop.close().await;
}

#[tokio::test]
async fn the_fourteen_types_are_listed_and_every_term_is_edited() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    olga.sends("/admin_delivery").await;
    olga.presses("Delivery types").await;
    insta::assert_snapshot!(olga.screen(), @r"
    🚛 Delivery types

    ✅ offered, ⚪ not offered. Tap one to change it.
    [✅ Store pickup]
    [✅ Locker pickup]
    [✅ Curbside pickup]
    [⚪ Express courier nearby]
    [⚪ Courier nearby at an agreed time]
    [✅ Courier today]
    [⚪ Courier tomorrow]
    [⚪ Regional delivery]
    [⚪ Regional express]
    [⚪ Economy post]
    [⚪ Standard post]
    [⚪ Express post]
    [⚪ Freight by appointment]
    [⚪ Refrigerated delivery]
    [⬅️ Delivery] [🛠 Panel]
    ");
    olga.presses("Courier tomorrow").await;
    insta::assert_snapshot!(olga.screen(), @r"
    🚛 Courier tomorrow

    Status: ⚪ not offered
    Price: none, so it is free of charge
    Free from: no such limit
    Takes: not said
    Your name for it: none
    [✅ Offer]
    [💶 Price] [🎁 Free from]
    [🕘 Takes] [📝 Description] [✏️ Name]
    [🌍 Translations]
    [⬅️ Delivery types]
    [⬅️ Delivery] [🛠 Panel]
    ");
    olga.presses("Price").await;
    for (wrong, words) in [
        ("five", "not an amount"),
        ("-1", "cannot be less than 0"),
        ("€5", "Amounts are in USD"),
        ("999999999999", "too much"),
        ("none", "not an amount"),
    ] {
        olga.sends(wrong).await;
        olga.sees(words);
    }
    olga.sends("7,50").await;
    olga.sees("Price: $7.50");
    olga.presses("Free from").await;
    olga.sends("60").await;
    olga.sees("Free from: $60.00");
    olga.presses("Free from").await;
    olga.sees("It is now: $60.00");
    olga.sends("None").await;
    olga.sees("Free from: no such limit");
    olga.presses("Takes").await;
    olga.sends(&"x".repeat(300)).await;
    olga.sees("255");
    olga.sends("1 <day>").await;
    olga.presses("📝 Description").await;
    olga.sends(&"x".repeat(1001)).await;
    olga.sees("1,000");
    olga.sends("With a <van>\n& a smile 🙂").await;
    olga.presses("✏️ Name").await;
    olga.sends("Our & van").await;
    olga.presses("✅ Offer").await;
    olga.is_toasted("Offered");
    insta::assert_snapshot!(olga.screen(), @r"
    🚛 Courier tomorrow

    Status: ✅ offered
    Price: $7.50
    Free from: no such limit
    Takes: 1 <day>
    Your name for it: Our & van

    With a <van>
    & a smile 🙂
    [⚪ Stop offering]
    [💶 Price] [🎁 Free from]
    [🕘 Takes] [📝 Description] [✏️ Name]
    [🌍 Translations]
    [⬅️ Delivery types]
    [⬅️ Delivery] [🛠 Panel]
    ");
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.presses("Confirm").await;
    olga.sends("/admin_delivery").await;
    olga.presses("Delivery types").await;
    olga.presses("Courier tomorrow").await;
    olga.presses("📝 Description").await;
    olga.presses("None").await;
    olga.does_not_see("smile");
    olga.presses("Stop offering").await;
    olga.sees("Status: ⚪ not offered");
    shop.close().await;
}

#[tokio::test]
async fn whoever_is_overtaken_while_typing_about_delivery_is_asked_again() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let oscar = shop.admin("Oscar").await;
    for person in [&olga, &oscar] {
        person.sends("/admin_delivery").await;
        person.presses("Delivery types").await;
        person.presses("Courier today").await;
        person.presses("Price").await;
    }
    oscar.sends("6").await;
    oscar.sees("Price: $6.00");
    olga.sends("7").await;
    olga.sees("Somebody has changed this meanwhile");
    olga.sees("It is now $6.00.");
    olga.sends("7").await;
    olga.sees("Price: $7.00");
    adds(&olga, "Corner").await;
    olga.presses("Hours").await;
    opens_points(&oscar).await;
    oscar.presses("Corner").await;
    oscar.presses("Hours").await;
    oscar.sends("9-18").await;
    olga.sends("10-20").await;
    olga.sees("Somebody has changed this meanwhile");
    olga.sees("It is now: 9-18");
    oscar.presses("Delete").await;
    oscar.presses("Yes, delete").await;
    olga.sends("10-20").await;
    assert_eq!(olga.heard("may have already been removed"), 1);
    shop.close().await;
}

#[tokio::test]
async fn a_question_about_delivery_is_still_asked_after_the_bot_was_away() {
    let mut shop = Shop::without_delivery().await;
    let olga = shop.admin("Olga").await;
    shop.expects_refusal("query is too old");
    shop.expects_refusal("message is not modified");
    opens_points(&olga).await;
    olga.presses("Add pickup point").await;
    for answer in ["Corner", "1 High Street", "store", "9-18"] {
        shop.crash().await;
        let update = olga.user.send(answer);
        shop.come_back().await;
        olga.settled(update).await;
    }
    olga.sees("Where is Corner on the map?");
    shop.crash().await;
    let update = olga
        .user
        .send_other("location", json!({"latitude": 1.5, "longitude": 2.5}));
    shop.come_back().await;
    olga.settled(update).await;
    olga.sees("On the map: 1.5, 2.5");
    opens_points(&olga).await;
    olga.sees("[✅ Corner]");
    shop.close().await;
}

#[tokio::test]
async fn delivery_is_for_owners_and_managers_alone() {
    let shop = Shop::without_delivery().await;
    shop.pickup_point("Corner", "1 Main St").await;
    let olga = shop.admin("Olga").await;
    // A screen may be shown that is there already.
    shop.expects_refusal("message is not modified");
    opens_points(&olga).await;
    let id = olga.message().buttons[0][0].data.clone().unwrap();
    let id = id.strip_prefix("mdo:").unwrap().to_owned();
    let mallory = shop.customer("Mallory");
    mallory.sends("/teapot").await;
    let unknown = mallory.screen();
    for command in ["/admin_delivery", "/skip"] {
        mallory.sends(command).await;
        assert_eq!(mallory.screen(), unknown, "{command}");
    }
    let paul = shop.admin("Paul").await;
    let packer = paul.telegram_id();
    shop.write(move |tx| ecombot::store::admins::add(tx, packer, Role::Packer, crate::shop::now()))
        .await;
    paul.sends("/admin_delivery").await;
    paul.sees("not part of your role");
    for data in [
        "md".to_owned(),
        "mdg".to_owned(),
        "mdh".to_owned(),
        "mdp:".to_owned(),
        "mdv:".to_owned(),
        format!("mdo:{id}"),
        format!("mdy:{id}"),
        format!("mdn:{id}"),
        format!("mde:{id}:name"),
        format!("mdd:{id}:hours"),
        format!("mdk:{id}"),
        format!("mdK:{id}:pickup_locker"),
        "mda".to_owned(),
        format!("mdx:{id}"),
        format!("mdX:{id}"),
        format!("mdR:{id}"),
        "mdl".to_owned(),
        "mdt:local_same_day".to_owned(),
        "mdY:local_same_day".to_owned(),
        "mdN:pickup_store".to_owned(),
        "mdE:local_same_day:price".to_owned(),
        "mdD:local_same_day:eta".to_owned(),
    ] {
        mallory.sends("/start").await;
        mallory.forges(&data).await;
        mallory.is_alerted("This button is outdated.");
        mallory.does_not_see("Corner");
        paul.sends("/start").await;
        paul.forges(&data).await;
        paul.is_alerted("not part of your role");
    }
    // What no button says changes nothing for the owner either.
    olga.sends("/admin_delivery").await;
    for data in [
        "mdt:pigeon".to_owned(),
        "mdY:pigeon".to_owned(),
        "mdE:local_same_day:colour".to_owned(),
        format!("mdK:{id}:pigeon"),
        "mds".to_owned(),
        "mdc:pickup_store".to_owned(),
    ] {
        olga.forges(&data).await;
        olga.is_alerted("This button is outdated.");
    }
    for data in ["mdo:99999", "mdX:99999", "mde:99999:name", "mdR:99999"] {
        olga.forges(data).await;
        olga.is_alerted("may have already been removed");
    }
    olga.forges(&format!("mdK:{id}:local_same_day")).await;
    olga.sees("What kind of place is Corner?");
    olga.forges(&format!("mdd:{id}:name")).await;
    olga.sees("📍 Corner");
    olga.sees("Type: Store pickup");
    shop.close().await;
}
