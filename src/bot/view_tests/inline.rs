//! Goods as they are offered in other chats.

use crate::{
    bot::{
        inline::view::{Offer, offer},
        screen::{CAPTION_LIMIT, Screen},
    },
    domain::{
        catalog::{Card, Picture, ProductSummary},
        closure::Closure,
        id::{PhotoId, ProductId},
        text::ClosureNote,
    },
    i18n::Lang,
    shop::showcase::Showcase,
};

use super::samples::Size;

fn closure(size: Size) -> Closure {
    Closure {
        reopens: "2026-12-03".parse().ok(),
        note: ClosureNote::parse(&size.text("We are at <the sea>.", ClosureNote::MAX)).ok(),
    }
}

/// One product of each kind, the second with a picture.
fn goods(size: Size) -> Showcase {
    let card = |id: i64, is_available, is_price_from| Card {
        summary: ProductSummary {
            id: ProductId::new(id),
            name: size.name(),
            price: size.money(1250),
            is_price_from,
            is_available,
        },
        description: size.text("Three metres of it.", 1000),
        picture: (id == 2).then(|| Picture {
            id: PhotoId::new(1),
            file: Some("file".into()),
        }),
    };
    Showcase {
        cards: vec![
            card(1, true, false),
            card(2, true, true),
            card(3, false, false),
        ],
        next: Some(1),
    }
}

fn offers(lang: Lang, size: Size) -> [Offer; 3] {
    let offer =
        |found: &Showcase, closure: Option<&Closure>| offer(lang, "shop_bot", found, true, closure);
    let nothing = Showcase {
        cards: Vec::new(),
        next: None,
    };
    [
        offer(&goods(size), None),
        offer(&goods(size), Some(&closure(size))),
        offer(&nothing, None),
    ]
}

/// What is sent of them, as screens.
pub(super) fn screens(lang: Lang, size: Size) -> Vec<(&'static str, Screen)> {
    let [open, closed, _] = offers(lang, size);
    let names = [
        "card of a product",
        "card of a product with options",
        "card of a product sold out",
        "card of a product of a closed shop",
    ];
    let goods = open
        .goods
        .into_iter()
        .chain(closed.goods.into_iter().take(1));
    let screens = goods.map(|good| Screen::text(good.text).with_link(good.link));
    names.into_iter().zip(screens).collect()
}

#[test]
fn what_is_offered_keeps_telegrams_limits_in_every_language() {
    for lang in Lang::ALL {
        for size in [Size::Usual, Size::Longest, Size::LongestArabic] {
            for offer in offers(*lang, size) {
                for good in &offer.goods {
                    assert!(good.text.length() <= CAPTION_LIMIT, "{good:?}");
                    assert!((1..=64).contains(&good.id.len()), "{good:?}");
                    assert!(!good.title.is_empty() && !good.about.is_empty(), "{good:?}");
                    assert!(good.link.label.chars().count() <= 64, "{good:?}");
                }
                let button = offer.button.as_deref().unwrap_or("none");
                assert!((1..=64).contains(&button.chars().count()), "{button}");
            }
        }
    }
}

#[test]
fn the_answer_is_in_telegrams_words() {
    let [open, closed, nothing] = offers(Lang::EN, Size::Usual);
    let call = open.call("17");
    assert_eq!(call["inline_query_id"], "17");
    assert_eq!(call["next_offset"], "1");
    assert_eq!(call["is_personal"], true);
    assert!(call.get("button").is_none());
    let kinds = |call: &serde_json::Value| -> Vec<String> {
        let results = call["results"].as_array();
        let results = results.into_iter().flatten();
        results
            .map(|result| result["type"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    assert_eq!(kinds(&call), ["article", "photo", "article"]);
    let photo = &call["results"][1];
    assert_eq!(photo["photo_file_id"], "file");
    assert_eq!(photo["id"], "p2");
    assert_eq!(photo["description"], "from $12.50");
    let bare = open.without_pictures();
    assert!(open.has_pictures() && !bare.has_pictures());
    assert_eq!(kinds(&bare.call("17")), ["article"; 3]);
    let sent = bare.call("17")["results"][1]["input_message_content"].take();
    assert_eq!(sent["message_text"], photo["caption"], "the same words");
    assert_eq!(
        closed.button.as_deref(),
        Some("The shop is closed at the moment")
    );
    let button = nothing.call("17")["button"].take();
    assert_eq!(button["start_parameter"], "home");
    let later = offer(
        Lang::EN,
        "shop_bot",
        &goods(Size::Usual),
        false,
        Some(&closure(Size::Usual)),
    );
    assert_eq!(later.button, None, "one button is enough");
}
