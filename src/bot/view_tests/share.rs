//! Links and posters.

use crate::{
    bot::{
        admin::share::view::{Shared, poster, share},
        screen::Screen,
    },
    domain::text::Name,
    i18n::Lang,
    shop::{categories::Card, products::shelf::Sheet},
};

use super::{
    catalogue,
    samples::{Size, optioned, product},
};

fn sheet(size: Size, is_hidden: bool) -> Sheet {
    Sheet {
        product: if is_hidden {
            optioned(size)
        } else {
            product(size, 9)
        },
        pictures: Vec::new(),
        version: 1,
        sort: 0,
        is_hidden,
        is_deleted: false,
        category_name: Some(size.name()),
    }
}

fn category(size: Size) -> Card {
    catalogue::card(size, 4)
}

pub(super) fn screens(lang: Lang, size: Size) -> Vec<(&'static str, Screen)> {
    let share = |shared: &Shared| share(lang, "shop_bot", shared);
    vec![
        (
            "sharing a product",
            share(&Shared::product(sheet(size, false))),
        ),
        (
            "sharing a hidden product",
            share(&Shared::product(sheet(size, true))),
        ),
        (
            "sharing a category",
            share(&Shared::category(category(size))),
        ),
    ]
}

#[test]
fn a_poster_says_what_is_sold_for_how_much_and_where() {
    let shop = Name::parse("Hill Pottery").ok();
    let of = |shared: &Shared| poster(Lang::EN, "shop_bot", shop.as_ref(), shared);
    let mug = of(&Shared::product(sheet(Size::Usual, false)));
    assert_eq!(
        (mug.shop.as_str(), mug.name.as_str()),
        ("Hill Pottery", "Cable <3m> & \"co\"")
    );
    assert_eq!(mug.price, "$12.50");
    assert_eq!(mug.link, "https://t.me/shop_bot?start=p5");
    let mut sizes = sheet(Size::Usual, true);
    sizes.product.variants[0].price = Size::Usual.money(1100);
    assert_eq!(of(&Shared::product(sizes)).price, "from $11.00");
    let mugs = of(&Shared::category(category(Size::Usual)));
    assert_eq!(
        (mugs.name.as_str(), mugs.price.as_str()),
        ("Mugs & <cups>", "")
    );
    assert_eq!(mugs.link, "https://t.me/shop_bot?start=c4");
}

#[test]
fn what_can_be_copied_or_opened_keeps_telegrams_limits() {
    for lang in Lang::ALL {
        for size in [Size::Usual, Size::Longest, Size::LongestArabic] {
            for (name, screen) in screens(*lang, size) {
                let copied = screen.copied.expect("something to copy");
                assert!((1..=256).contains(&copied.text.len()), "{name}");
                let link = screen.link.expect("a link");
                assert!(link.url.is_ascii(), "{name}: {}", link.url);
            }
        }
    }
}
