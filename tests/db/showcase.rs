//! Goods for other chats: the newest, or what fits the words, page by page.

use ecombot::{
    domain::{catalog::Card, id::ProductId, language::Language},
    params,
    shop::showcase::{self, Showcase},
    store::photos,
};

use crate::shop::{BOT, NOW, TestShop};

impl TestShop {
    async fn shows(&self, words: &str, from: Option<i64>) -> Showcase {
        let (shop, words) = (self.shop.clone(), words.to_owned());
        self.db
            .scan(move |tx| showcase::page(tx, &shop, Language::En, BOT, &words, from))
            .await
            .unwrap()
    }
}

fn names(shown: &Showcase) -> Vec<&str> {
    let cards = shown.cards.iter();
    cards.map(|card| card.summary.name.as_str()).collect()
}

#[tokio::test]
async fn the_newest_come_first_and_each_once() {
    let shop = TestShop::open().await;
    for number in 1..=21 {
        shop.product(&format!("Mug {number:02}"), "1.00", 9).await;
    }
    let (mut seen, mut from) = (Vec::new(), None);
    loop {
        let shown = shop.shows(" ", from).await;
        seen.extend(names(&shown).into_iter().map(str::to_owned));
        from = shown.next;
        if from.is_none() {
            break;
        }
    }
    let expected: Vec<String> = (1..=21).rev().map(|n| format!("Mug {n:02}")).collect();
    assert_eq!(seen, expected);
    // With words they come as in the search, and stop where it does.
    let first = shop.shows("mug", None).await;
    assert_eq!((names(&first)[0], first.next), ("Mug 01", Some(1)));
    let last = shop.shows("mug", Some(2)).await;
    assert_eq!((names(&last), last.next), (vec!["Mug 21"], None));
    for nowhere in [3, -1, i64::MAX, i64::MIN] {
        let shown = shop.shows("mug", Some(nowhere)).await;
        assert_eq!((names(&shown), shown.next), (Vec::new(), None), "{nowhere}");
    }
    assert_eq!(names(&shop.shows("", Some(i64::MIN)).await), [""; 0]);
}

#[tokio::test]
async fn what_is_not_on_sale_is_not_shown_wherever_its_words_still_stand() {
    let shop = TestShop::open().await;
    let mug = shop.product("Mug", "12.50", 0).await;
    let hidden = shop.product("Mug, hidden", "1.00", 9).await;
    let gone = shop.product("Mug, deleted", "1.00", 9).await;
    let attic = shop.category("Attic").await;
    shop.product_in(attic, "Mug in the attic", "1.00", 9, 0)
        .await;
    shop.delete_category(attic).await;
    for (column, item) in [("hidden_at", hidden), ("deleted_at", gone)] {
        let sql = format!("UPDATE products SET {column} = $2 WHERE id = $1");
        let id = item.product.get();
        shop.write(move |tx| tx.execute(&sql, params![id, NOW]))
            .await;
    }
    for words in ["", "mug"] {
        let shown = shop.shows(words, None).await;
        assert_eq!(names(&shown), ["Mug"], "{words}");
        let Card {
            summary,
            description,
            picture,
        } = &shown.cards[0];
        assert_eq!(summary.id, ProductId::new(mug.product.get()));
        assert_eq!(summary.price.minor(), 1250);
        assert!(!summary.is_available && !summary.is_price_from);
        assert_eq!((description.as_str(), picture), ("About Mug.", &None));
    }
}

#[tokio::test]
async fn a_card_has_the_main_picture_as_this_bot_knows_it() {
    let shop = TestShop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let photo = |number: u8| photos::Photo {
        bytes: vec![number],
        sha256: number.to_string(),
        width: 40,
        height: 30,
    };
    let product = mug.product;
    let main = shop
        .write(move |tx| {
            let second = photos::save(tx, &photo(1), NOW)?;
            let main = photos::save(tx, &photo(2), NOW)?;
            photos::replace(tx, product, &[main, second], NOW)?;
            photos::set_file(tx, BOT, second, "second", NOW)?;
            photos::set_file(tx, BOT + 1, main, "of another bot", NOW)?;
            Ok(main)
        })
        .await;
    let picture = shop.shows("mug", None).await.cards.remove(0).picture;
    let picture = picture.expect("a picture");
    assert_eq!((picture.id, picture.file), (main, None));
    shop.write(move |tx| photos::set_file(tx, BOT, main, "main", NOW))
        .await;
    let shown = shop.shows("mug", None).await;
    assert_eq!(shown.cards.len(), 1);
    let file = shown.cards[0]
        .picture
        .as_ref()
        .and_then(|picture| picture.file.as_deref());
    assert_eq!(file, Some("main"));
}
