//! Goods of the shop in other chats: offered to who types the bot's name there, and opened from there.

use ecombot::{
    emulator::{Fault, Offer, Profile},
    params,
    store::inbox,
};

use crate::shop::{Person, Shop};

/// A shop whose owner has turned inline mode on at BotFather.
async fn open() -> Shop {
    let shop = Shop::open().await;
    shop.server.turn_inline_on(shop.bot_id);
    shop
}

/// What somebody is offered for words.
async fn offered(person: &Person, words: &str) -> Offer {
    page(person, words, "").await
}

async fn page(person: &Person, words: &str, offset: &str) -> Offer {
    let query = person.user.asks_inline_from(words, offset);
    person.user.is_offered(&query.expect("inline mode")).await
}

fn titles(offer: &Offer) -> Vec<&str> {
    let results = offer.results.iter();
    results.map(|result| result.title.as_str()).collect()
}

#[tokio::test]
async fn goods_are_offered_as_in_the_chat_and_open_in_the_shop() {
    let shop = open().await;
    let things = shop.category("Things").await;
    let mug = shop
        .product_in(things, "Mug <blue>", "12.50", 9, "Holds 350 ml & more.")
        .await;
    shop.product_in(things, "Teapot", "30.00", 9, "").await;
    // Words are found as in the chat, slips and all, by somebody whom the shop has never met.
    let alice = shop.customer("Alice");
    let query = alice.user.asks_inline("mugg bleu").expect("inline mode");
    let offer = alice.user.is_offered(&query).await;
    assert_eq!(titles(&offer), ["Mug <blue>"]);
    let card = &offer.results[0];
    assert_eq!(card.description, "$12.50");
    insta::assert_snapshot!(card.message.screen(), @r"
    Mug <blue>

    Holds 350 ml & more.

    $12.50
    [🛍 See it in the shop]
    ");
    assert_eq!(
        card.message.html,
        "<b>Mug &lt;blue&gt;</b>\n\nHolds 350 ml &amp; more.\n\n<b>$12.50</b>"
    );
    let link = card.message.buttons[0][0].url.clone();
    let start = format!("p{}", mug.product);
    assert_eq!(link, Some(format!("https://t.me/shop_bot?start={start}")));
    assert!(offer.is_personal && offer.cache_time <= 60);
    assert_eq!((&offer.button, offer.next_offset.as_str()), (&None, ""));
    // Sent to the shop itself, a card is the product.
    let update = alice.user.chooses(&query.id, &card.id).expect("a message");
    alice.settled(update).await;
    let opened = alice.screen();
    alice.sees("[🛒 Add to cart]");
    let bob = shop.customer("Bob");
    bob.sends(&format!("/start {start}")).await;
    assert_eq!(bob.screen(), opened);
    shop.close().await;
}

#[tokio::test]
async fn the_newest_goods_are_offered_before_a_word_is_typed_and_all_of_them_page_by_page() {
    let shop = open().await;
    for number in 1..=23 {
        shop.product(&format!("Mug {number:02}"), "1.00", 9).await;
    }
    let alice = shop.customer("Alice");
    let mut seen = Vec::new();
    let mut offset = String::new();
    loop {
        let offer = page(&alice, "", &offset).await;
        assert!(offer.results.len() <= 10 && offer.button.is_none());
        seen.extend(titles(&offer).iter().map(|title| (*title).to_owned()));
        offset = offer.next_offset;
        if offset.is_empty() {
            break;
        }
        // What comes in meanwhile shifts nothing.
        shop.product("Teapot", "1.00", 9).await;
    }
    let expected: Vec<String> = (1..=23).rev().map(|n| format!("Mug {n:02}")).collect();
    assert_eq!(seen, expected);
    let first = offered(&alice, "mug").await;
    let second = page(&alice, "mug", &first.next_offset).await;
    let third = page(&alice, "mug", &second.next_offset).await;
    let counts = [&first, &second, &third].map(|offer| offer.results.len());
    assert_eq!((counts, third.next_offset.as_str()), ([10, 10, 3], ""));
    let all = [first, second, third].map(|offer| {
        let titles = titles(&offer).into_iter().map(str::to_owned);
        titles.collect::<Vec<_>>()
    });
    let expected: Vec<String> = (1..=23).map(|n| format!("Mug {n:02}")).collect();
    assert_eq!(all.concat(), expected);
    // Pages that nobody named are empty, or the first one.
    for offset in ["7", "-1", "9223372036854775807"] {
        assert_eq!(titles(&page(&alice, "mug", offset).await), [""; 0]);
    }
    assert_eq!(titles(&page(&alice, "mug", "soon").await)[0], "Mug 01");
    shop.close().await;
}

#[tokio::test]
async fn nothing_hidden_or_deleted_is_offered_and_what_is_sold_out_says_so() {
    let shop = open().await;
    let olga = shop.admin("Olga").await;
    shop.product("Mug", "12.50", 9).await;
    let gone = shop.product("Mug of yesterday", "1.00", 1).await;
    shop.product("Mug of tomorrow", "1.00", 1).await;
    let out = shop.product("Mug of gold", "99.00", 1).await;
    shop.withdraw(&gone).await;
    shop.set_stock(&out, 0).await;
    let sizes: &[(&[&str], &str, u32)] = &[(&["S"], "20.00", 0), (&["L"], "25.00", 3)];
    shop.with_options("Mug cosy", &["Size"], sizes).await;
    olga.sends("/admin").await;
    olga.presses("Products").await;
    olga.presses("Search").await;
    olga.sends("tomorrow").await;
    olga.presses("Mug of tomorrow").await;
    olga.presses("Hide").await;
    let alice = shop.customer("Alice");
    for words in ["", "mug"] {
        let offer = offered(&alice, words).await;
        let mut titles = titles(&offer);
        titles.sort_unstable();
        assert_eq!(titles, ["Mug", "Mug cosy", "Mug of gold"], "{words}");
    }
    let offer = offered(&alice, "gold").await;
    assert_eq!(offer.results[0].description, "$99.00 · sold out");
    assert!(offer.results[0].message.text.ends_with("$99.00\nSold out"));
    let offer = offered(&alice, "cosy").await;
    assert_eq!(offer.results[0].description, "from $20.00");
    // A product that is hidden while its words are still in the index is not offered either.
    shop.write(|tx| {
        tx.execute(
            "UPDATE products SET hidden_at = 1 WHERE name = 'Mug cosy'",
            params![],
        )
    })
    .await;
    assert_eq!(titles(&offered(&alice, "cosy").await), [""; 0]);
    shop.close().await;
}

#[tokio::test]
async fn who_finds_nothing_is_shown_the_way_into_the_shop() {
    let shop = open().await;
    shop.product("Mug", "12.50", 9).await;
    let alice = shop.customer("Alice");
    for words in ["teapot", "!?", "\"foo* OR NEAR(", "<b>", &"x".repeat(4000)] {
        let offer = offered(&alice, words).await;
        assert_eq!(titles(&offer), [""; 0], "{words}");
        let button = offer.button.expect("a button");
        assert_eq!(button.text, "Nothing found. Look around in the shop");
        alice
            .sends(&format!("/start {}", button.start_parameter))
            .await;
        alice.sees("Hello, Alice!");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_shop_that_is_closed_says_so_wherever_it_is_shown() {
    let shop = open().await;
    let olga = shop.admin("Olga").await;
    shop.product("Mug", "12.50", 9).await;
    olga.sends("/admin").await;
    olga.presses("⚙️ Settings").await;
    olga.presses("Open or closed").await;
    olga.presses("🔒 Close the shop").await;
    let alice = shop.customer("Alice");
    let offer = offered(&alice, "mug").await;
    let text = &offer.results[0].message.text;
    assert!(text.contains("🔒 We are closed at the moment."), "{text}");
    let button = offer.button.expect("a button");
    assert_eq!(button.text, "The shop is closed at the moment");
    shop.close().await;
}

#[tokio::test]
async fn words_and_prices_are_in_the_language_of_who_asks() {
    let shop = open().await;
    let mug = shop.product("Mug", "1234.50", 9).await;
    shop.set_stock(&mug, 0).await;
    let ivan = shop.person(Profile {
        first_name: "Ivan".into(),
        language_code: Some("ru".into()),
        ..Profile::default()
    });
    let offer = offered(&ivan, "mug").await;
    let card = &offer.results[0];
    assert!(card.description.ends_with(" · нет в наличии"), "{card:?}");
    assert_eq!(card.message.labels(), ["🛍 Открыть в магазине"]);
    // A choice of their own counts here, too.
    ivan.sends("/language").await;
    ivan.presses("English").await;
    let offer = offered(&ivan, "mug").await;
    assert_eq!(offer.results[0].description, "$1,234.50 · sold out");
    shop.close().await;
}

#[tokio::test]
async fn goods_have_their_picture_once_telegram_has_it_and_a_lost_one_hides_nothing() {
    let shop = open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let cup = shop.product("Cup of mug size", "3.00", 9).await;
    shop.photos(&mug, &[40, 50]).await;
    shop.photos(&cup, &[60]).await;
    let alice = shop.customer("Alice");
    let widths = |offer: &Offer| -> Vec<Option<u32>> {
        let results = offer.results.iter();
        results
            .map(|result| Some(result.message.photo.as_ref()?.width))
            .collect()
    };
    assert_eq!(widths(&offered(&alice, "mug").await), [None, None]);
    alice.sends(&format!("/start p{}", mug.product)).await;
    let offer = offered(&alice, "mug").await;
    assert_eq!(widths(&offer), [Some(40), None]);
    insta::assert_snapshot!(offer.results[0].message.screen(), @r"
    [photo]
    Mug

    $12.50
    [🛍 See it in the shop]
    ");
    shop.expects_refusal("wrong file identifier");
    let dead = format!("AgACAgIAAxk{}", "A".repeat(61));
    shop.write(move |tx| tx.execute("UPDATE photo_files SET file_id = $1", params![&dead]))
        .await;
    let offer = offered(&alice, "mug").await;
    assert_eq!(titles(&offer), ["Mug", "Cup of mug size"]);
    assert_eq!(widths(&offer), [None, None]);
    shop.close().await;
}

#[tokio::test]
async fn of_words_typed_letter_by_letter_the_newest_are_answered() {
    let shop = open().await;
    shop.product("Mug", "12.50", 9).await;
    let (alice, bob) = (shop.customer("Alice"), shop.customer("Bob"));
    let late = Fault::LateAnswer { seconds: 5 };
    shop.server.fail_next("answerInlineQuery", late);
    let asks = |words: &str| alice.user.asks_inline(words).expect("inline mode");
    let first = asks("m");
    alice.user.is_offered(&first).await;
    // Telegram does not say so yet; meanwhile she types on.
    let (second, third) = (asks("mu"), asks("mug"));
    shop.server.acknowledged(third.update_id).await;
    // Others do not wait for that.
    assert_eq!(titles(&offered(&bob, "mug").await), ["Mug"]);
    shop.server.advance(5);
    alice.user.is_offered(&third).await;
    assert_eq!(alice.user.offer(&second.id), None);
    assert_eq!(shop.server.calls_of("answerInlineQuery").len(), 3);
    shop.close().await;
}

#[tokio::test]
async fn a_chat_that_telegram_slows_down_delays_no_query_and_none_is_written_down() {
    let shop = open().await;
    shop.product("Mug", "12.50", 9).await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    let late = Fault::LateAnswer { seconds: 30 };
    shop.server.fail_next("sendMessage", late);
    let update = alice.user.send("/cart");
    alice.hears("Your cart is empty.").await;
    let query = alice.user.asks_inline("mug").expect("inline mode");
    assert_eq!(titles(&alice.user.is_offered(&query).await), ["Mug"]);
    shop.server.acknowledged(query.update_id).await;
    let bot = shop.bot_id;
    let kept = shop.write(move |tx| inbox::unfinished(tx, bot)).await;
    let kept: Vec<i64> = kept.iter().map(|entry| entry.update).collect();
    assert_eq!(kept, [update], "the chat still waits, and nothing else");
    shop.server.advance(30);
    alice.settled(update).await;
    shop.close().await;
}

#[tokio::test]
async fn of_what_was_asked_while_the_bot_was_away_the_newest_is_answered_if_it_is_not_too_old() {
    let mut shop = open().await;
    shop.product("Mug", "12.50", 9).await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    shop.stop().await;
    let asks = |words: &str| alice.user.asks_inline(words).expect("inline mode");
    let old = asks("mug");
    shop.server.advance(151);
    let (first, last) = (asks("mu"), asks("mug"));
    shop.come_back().await;
    assert_eq!(titles(&alice.user.is_offered(&last).await), ["Mug"]);
    assert_eq!(alice.user.offer(&first.id), None);
    assert_eq!(alice.user.offer(&old.id), None);
    shop.close().await;
}

#[tokio::test]
async fn an_answer_that_comes_too_late_or_is_lost_costs_that_answer_only() {
    let shop = open().await;
    shop.product("Mug", "12.50", 9).await;
    let alice = shop.customer("Alice");
    let too_old = Fault::Api {
        code: 400,
        description:
            "Bad Request: query is too old and response timeout expired or query ID is invalid"
                .into(),
    };
    let faults = [
        too_old,
        Fault::DropConnection,
        Fault::TooManyRequests { retry_after: 30 },
    ];
    for fault in faults {
        shop.server.fail_next("answerInlineQuery", fault);
        let lost = alice.user.asks_inline("mug").expect("inline mode");
        shop.server
            .until(|server| {
                let calls = server.calls_of("answerInlineQuery");
                let last = calls.last()?;
                (last.params["inline_query_id"] == lost.id).then_some(())
            })
            .await;
        assert_eq!(alice.user.offer(&lost.id), None);
        assert_eq!(titles(&offered(&alice, "mug").await), ["Mug"]);
    }
    shop.close().await;
}

#[tokio::test]
async fn a_card_sent_in_a_group_is_no_command_whatever_the_product_is_called() {
    let shop = open().await;
    let olga = shop.admin("Olga").await;
    shop.product("/here", "12.50", 9).await;
    let group = shop.server.group("Packing", &[&olga.user]);
    let query = group.asks_inline(&olga.user, "here").expect("inline mode");
    let offer = olga.user.is_offered(&query).await;
    assert_eq!(titles(&offer), ["/here"]);
    let update = olga.user.chooses(&query.id, &offer.results[0].id);
    shop.server.acknowledged(update.expect("a message")).await;
    olga.sends("/start").await;
    let messages = group.messages();
    assert!(messages.iter().all(|message| !message.from_bot));
    assert!(messages.iter().any(|message| message.via_bot));
    shop.close().await;
}
