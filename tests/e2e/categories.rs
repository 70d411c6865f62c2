//! The owner arranges categories from the chat.

use ecombot::domain::{id::TelegramId, staff::Role};

use crate::shop::{Person, Shop};

/// Opens the list of categories.
async fn opens(person: &Person) {
    person.sends("/admin").await;
    person.presses("📁 Categories").await;
}

/// Adds a category without a description where the list or a card is open.
async fn adds(person: &Person, name: &str) {
    person.presses("➕ Add").await;
    person.sends(name).await;
    person.sends("/skip").await;
}

#[tokio::test]
async fn a_category_is_added_in_two_answers_and_customers_see_it() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    opens(&olga).await;
    insta::assert_snapshot!(olga.screen(), @r"
    📁 Categories

    There are no categories yet. Products go into categories, so add the first one.
    [➕ Add category]
    [🛠 Panel]
    ");
    olga.presses("Add category").await;
    insta::assert_snapshot!(olga.screen(), @r"
    What is the new category called? Send its name.
    [✖️ Cancel]
    ");
    olga.sends("Pots & <pans>\n🍳").await;
    insta::assert_snapshot!(olga.screen(), @r"
    Send a description for Pots & <pans> 🍳, or /skip.
    [⏭ Skip]
    [✖️ Cancel]
    ");
    olga.sends("Made of <b>iron</b>.\nFor life.").await;
    insta::assert_snapshot!(olga.screen(), @r"
    📁 Pots & <pans> 🍳
    At the top of the catalogue.

    Made of <b>iron</b>.
    For life.

    Number in the order: 0 (smaller ones come first)
    📦 Products: 0 · 📁 Sub-categories: 0
    [✏️ Rename] [📝 Description]
    [🔼 Earlier] [🔽 Later] [🔢 Number]
    [🌍 Translations]
    [📁 Sub-categories: 0]
    [➕ Add sub-category]
    [📂 Move] [🗑 Delete]
    [🔗 Share]
    [⬅️ Back] [🛠 Panel]
    ");
    assert_eq!(olga.heard("Category added."), 1);
    adds(&olga, "Small").await;
    olga.sees("In: Pots & <pans> 🍳");
    olga.sees("No description.");
    olga.presses("Back").await;
    insta::assert_snapshot!(olga.screen(), @r"
    📁 Categories in Pots & <pans> 🍳

    Behind each name: 📦 products and 📁 sub-categories. Tap one to change it.
    [Small · 📦 0 · 📁 0]
    [➕ Add sub-category]
    [⬆️ Pots & <pans> 🍳]
    [🛠 Panel]
    ");
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    alice.presses("Pots & <pans> 🍳").await;
    alice.sees("[Small]");
    shop.close().await;
}

#[tokio::test]
async fn names_and_descriptions_that_do_not_fit_are_asked_for_again() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    opens(&olga).await;
    adds(&olga, "Pots").await;
    opens(&olga).await;
    olga.presses("Add category").await;
    for (answer, words) in [
        ("\u{200b}", "text"),
        (&*"x".repeat(256), "255"),
        (&*"🍳".repeat(300), "255"),
        ("pOTS", "already exists"),
    ] {
        olga.sends(answer).await;
        olga.sees(words);
        olga.sees("[✖️ Cancel]");
    }
    olga.user.send_other("sticker", serde_json::json!({}));
    olga.sends(&"é".repeat(255)).await;
    olga.sees("Send a description for éé");
    olga.sends(&"y".repeat(1001)).await;
    olga.sees("1,000");
    olga.sends("\u{200b}\u{2060}").await;
    olga.sees("No description.");
    olga.presses("Rename").await;
    olga.sends("POTS").await;
    olga.sees("A category called POTS already exists here.");
    olga.sends("Lids").await;
    olga.sees("📁 Lids");
    olga.presses("Number").await;
    for wrong in ["two", "1.5", "99999999999"] {
        olga.sends(wrong).await;
        olga.sees("not a whole number");
    }
    olga.sends("-3").await;
    olga.sees("Number in the order: -3");
    olga.presses("Back").await;
    olga.sees("[Lids · 📦 0 · 📁 0]\n[Pots · 📦 0 · 📁 0]");
    shop.close().await;
}

#[tokio::test]
async fn cancel_leaves_every_question_and_changes_nothing() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    opens(&olga).await;
    adds(&olga, "Pots").await;
    for key in ["Rename", "Description", "Number", "Add sub-category"] {
        olga.presses(key).await;
        olga.presses("Cancel").await;
        olga.sees("📁 Pots\n");
        olga.presses(key).await;
        olga.sends("/cancel").await;
        opens(&olga).await;
        olga.presses("Pots").await;
    }
    olga.presses("Add sub-category").await;
    olga.sends("Small").await;
    olga.presses("Cancel").await;
    olga.sees("Sub-categories: 0");
    olga.presses("Delete").await;
    olga.presses_in(&olga.message(), "No").await;
    olga.sees("Your shop");
    // Nothing is awaited any more: words search the shop.
    olga.sends("Pots").await;
    opens(&olga).await;
    olga.sees("[Pots · 📦 0 · 📁 0]");
    shop.close().await;
}

#[tokio::test]
async fn a_category_with_something_in_it_stays_and_an_empty_one_can_come_back() {
    let shop = Shop::open().await;
    shop.product("Mug", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    // A screen may be shown that is there already.
    shop.expects_refusal("message is not modified");
    opens(&olga).await;
    adds(&olga, "Pots").await;
    adds(&olga, "Small").await;
    let small = olga.message();
    olga.presses("Back").await;
    olga.presses("⬆️ Pots").await;
    olga.presses("Delete").await;
    olga.is_alerted("products: 0, hidden ones too; sub-categories: 1");
    olga.presses("Sub-categories: 1").await;
    olga.presses("Small").await;
    olga.presses("Delete").await;
    insta::assert_snapshot!(olga.screen(), @r"
    🗑 Delete Small? Customers will not see it any more. You can restore it later.
    [🗑 Yes, delete] [No]
    ");
    let question = olga.message();
    olga.presses("Yes, delete").await;
    insta::assert_snapshot!(olga.screen(), @r"
    🗑 Small is deleted.
    [♻️ Restore it]
    [⬅️ Categories]
    [🛠 Panel]
    ");
    olga.presses_old(&question, "Yes, delete").await;
    olga.is_alerted("may have already been removed");
    olga.presses_old(&small, "Rename").await;
    olga.is_alerted("may have already been removed");
    olga.presses("Deleted: 1").await;
    insta::assert_snapshot!(olga.screen(), @r"
    ♻️ Deleted categories

    Tap one to bring it back to where it was, or to the top when that place is gone.
    [♻️ Pots › Small]
    [⬅️ Categories]
    [🛠 Panel]
    ");
    let list = olga.message();
    olga.presses("Pots › Small").await;
    olga.is_toasted("Restored");
    olga.sees("In: Pots");
    olga.presses_old(&list, "Small").await;
    olga.is_alerted("may have been restored already");
    opens(&olga).await;
    olga.does_not_see("Deleted:");
    olga.forges("mcr:").await;
    olga.sees("No category is deleted.");
    olga.sees("Panel");
    shop.close().await;
}

#[tokio::test]
async fn the_name_of_a_deleted_category_offers_it_and_can_be_used_again() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    for is_restored in [true, false] {
        opens(&olga).await;
        if is_restored {
            adds(&olga, "Pots").await;
        } else {
            olga.presses("Pots").await;
        }
        olga.presses("Delete").await;
        olga.presses("Yes, delete").await;
        opens(&olga).await;
        olga.presses("Add category").await;
        olga.sends("POTS").await;
        olga.sees("A deleted category is called POTS, too.");
        if is_restored {
            olga.presses("Restore POTS").await;
            olga.sees("📁 Pots\n");
            // The question is over with that.
            olga.sends("Pots").await;
            olga.does_not_see("Category added");
        } else {
            olga.presses("Skip").await;
            olga.sees("📁 POTS\n");
        }
    }
    opens(&olga).await;
    olga.presses("Deleted: 1").await;
    olga.presses("Pots").await;
    olga.is_alerted("A category called Pots already exists there.");
    shop.close().await;
}

#[tokio::test]
async fn a_category_is_moved_by_browsing_to_its_new_place() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    // A screen may be shown that is there already.
    shop.expects_refusal("message is not modified");
    for name in ["Kitchen", "Garden", "Pots"] {
        opens(&olga).await;
        adds(&olga, name).await;
    }
    olga.presses("Move").await;
    insta::assert_snapshot!(olga.screen(), @r"
    📂 Where should Pots go?

    Now looking at the top. Open a category, or move it here.
    [📁 Garden]
    [📁 Kitchen]
    [✖️ Cancel]
    ");
    olga.presses("Kitchen").await;
    let place = olga.message();
    olga.presses("Move here").await;
    olga.is_toasted("Moved");
    olga.sees("In: Kitchen");
    opens(&olga).await;
    olga.presses("Kitchen").await;
    let kitchen = olga.message();
    olga.presses("Move").await;
    olga.does_not_see("[📁 Kitchen]");
    // Forged: into what lies in it.
    let id = |message: &ecombot::emulator::Message| {
        let mut buttons = message.buttons.iter().flatten();
        let data = buttons.find_map(|button| {
            let data = button.data.as_deref()?;
            data.strip_prefix("mcn:").map(str::to_owned)
        });
        data.unwrap()
    };
    let kitchen = id(&kitchen);
    opens(&olga).await;
    olga.presses("Kitchen").await;
    olga.presses("Sub-categories: 1").await;
    olga.presses("Pots").await;
    let pots = id(&olga.message());
    olga.forges(&format!("mcM:{kitchen}:{pots}")).await;
    olga.is_alerted("cannot go into itself");
    olga.forges(&format!("mcM:{kitchen}:{kitchen}")).await;
    olga.is_alerted("cannot go into itself");
    olga.forges(&format!("mcM:{kitchen}:99999")).await;
    olga.is_alerted("not there any more");
    olga.presses_old(&place, "Move here").await;
    olga.sees("In: Kitchen");
    olga.presses("Move").await;
    olga.presses("All categories").await;
    olga.presses("Move here").await;
    olga.sees("At the top of the catalogue.");
    olga.presses("Earlier").await;
    olga.is_toasted("Moved");
    opens(&olga).await;
    olga.sees("[Garden · 📦 0 · 📁 0]\n[Pots · 📦 0 · 📁 0]\n[Kitchen · 📦 0 · 📁 0]");
    olga.presses("Garden").await;
    olga.presses("Earlier").await;
    olga.is_alerted("first one already");
    shop.close().await;
}

#[tokio::test]
async fn whoever_is_overtaken_while_typing_is_told_and_asked_again() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let oscar = shop.admin("Oscar").await;
    opens(&olga).await;
    adds(&olga, "Pots").await;
    olga.presses("Rename").await;
    opens(&oscar).await;
    oscar.presses("Pots").await;
    oscar.presses("Rename").await;
    oscar.sends("Pans").await;
    oscar.sees("📁 Pans\n");
    olga.sends("Kettles").await;
    insta::assert_snapshot!(olga.screen(), @r"
    Somebody has changed this category meanwhile, so nothing was saved. This is how it is now.

    Send the new name for Pans.
    [✖️ Cancel]
    ");
    olga.sends("Kettles").await;
    olga.sees("📁 Kettles\n");
    olga.presses("Description").await;
    oscar.presses("Delete").await;
    oscar.presses("Yes, delete").await;
    olga.sends("For tea.").await;
    assert_eq!(olga.heard("may have already been removed"), 1);
    olga.sees("There are no categories yet.");
    shop.close().await;
}

#[tokio::test]
async fn a_question_is_still_asked_after_the_bot_was_away() {
    let mut shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    shop.expects_refusal("query is too old");
    shop.expects_refusal("message is not modified");
    opens(&olga).await;
    olga.presses("Add category").await;
    shop.crash().await;
    let answer = olga.user.send("Pots");
    shop.come_back().await;
    olga.settled(answer).await;
    olga.sees("Send a description for Pots");
    shop.crash().await;
    let answer = olga.user.send("Of iron.");
    shop.come_back().await;
    olga.settled(answer).await;
    olga.sees("Of iron.");
    olga.presses("Rename").await;
    shop.restart().await;
    olga.sends("Pans").await;
    olga.sees("📁 Pans\n");
    opens(&olga).await;
    olga.sees("[Pans · 📦 0 · 📁 0]");
    shop.close().await;
}

#[tokio::test]
async fn categories_are_for_owners_and_managers_alone() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    // A screen may be shown that is there already.
    shop.expects_refusal("message is not modified");
    opens(&olga).await;
    adds(&olga, "Secret pots").await;
    let id = olga.message().buttons[0][0].data.clone().unwrap();
    let id = id.strip_prefix("mcn:").unwrap().to_owned();
    let mallory = shop.customer("Mallory");
    let paul = shop.admin("Paul").await;
    let packer: TelegramId = paul.telegram_id();
    shop.write(move |tx| ecombot::store::admins::add(tx, packer, Role::Packer, crate::shop::now()))
        .await;
    mallory.sends("/start").await;
    for data in [
        "mc::".to_owned(),
        format!("mcc:{id}"),
        "mca:".to_owned(),
        "mcs".to_owned(),
        format!("mcn:{id}"),
        format!("mct:{id}"),
        format!("mcT:{id}"),
        format!("mco:{id}"),
        format!("mcu:{id}"),
        format!("mcd:{id}"),
        format!("mcm:{id}:"),
        format!("mcf:{id}:{id}"),
        format!("mcM:{id}:"),
        format!("mcx:{id}"),
        format!("mcX:{id}"),
        "mcr:".to_owned(),
        format!("mcR:{id}"),
    ] {
        mallory.sends("/start").await;
        mallory.forges(&data).await;
        mallory.is_alerted("This button is outdated.");
        mallory.does_not_see("Your shop");
        paul.sends("/start").await;
        paul.forges(&data).await;
        paul.is_alerted("not part of your role");
    }
    for data in [
        "mcc:99999",
        "mcn:99999",
        "mcX:99999",
        "mcx:99999",
        "mc:99999:",
    ] {
        olga.forges(data).await;
        olga.is_alerted("may have already been removed");
    }
    opens(&olga).await;
    olga.sees("[Secret pots · 📦 0 · 📁 0]");
    shop.close().await;
}

#[tokio::test]
async fn who_leaves_the_staff_in_the_middle_of_a_question_saves_nothing() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let oscar = shop.admin("Oscar").await;
    opens(&oscar).await;
    oscar.presses("Add category").await;
    let gone = oscar.telegram_id();
    shop.write(move |tx| ecombot::store::admins::remove(tx, gone, crate::shop::now()).map(drop))
        .await;
    oscar.sends("Mine").await;
    oscar.sees("You do not work for this shop any more");
    oscar.sends("Mine").await;
    oscar.does_not_see("You do not work for this shop any more");
    opens(&olga).await;
    olga.sees("There are no categories yet.");
    shop.close().await;
}
