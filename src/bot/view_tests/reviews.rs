//! The screens of what customers say of products.

use chrono_tz::Tz;

use crate::{
    bot::{admin, catalog, orders, reviews::view, screen::Screen},
    domain::{
        catalog::{Place, Product},
        id::{OrderId, ProductId, ReviewId},
        order::OrderStatus,
        review::{Rating, Review, Stars},
        text::ReviewWords,
    },
    i18n::Lang,
    shop::reviews::{Own, Reviewable, Reviews},
};

use super::samples::{Size, moment, order, page, product};

fn review(size: Size, number: i64) -> Review {
    let words = ReviewWords::parse(&size.text("Holds <a lot>\nof tea.", ReviewWords::MAX));
    Review {
        id: ReviewId::new(number),
        product: ProductId::new(5),
        author: size.text("Ann <b>", 64),
        stars: Stars::ALL[3],
        words: words.ok().filter(|_| number % 2 == 1),
        is_hidden: number % 3 == 0,
        at: moment(),
    }
}

pub(super) fn screens(lang: Lang, size: Size) -> Vec<(&'static str, Screen)> {
    let rating = match size {
        Size::Usual => Rating::new(14, 3),
        Size::Longest | Size::LongestArabic => Rating::new(u32::MAX, u32::MAX),
    };
    let all = Reviews {
        product: ProductId::new(5),
        name: size.name(),
        rating,
        reviews: (1..)
            .take(size.count(3, 5))
            .map(|id| review(size, id))
            .collect(),
        page: 1,
        has_next: true,
        may_write: true,
    };
    let none = Reviews {
        rating: Rating::default(),
        reviews: Vec::new(),
        page: 0,
        has_next: false,
        may_write: false,
        ..all.clone()
    };
    let own = |review| Own {
        product: ProductId::new(5),
        name: size.name(),
        author: size.text("Ann <b>", 64),
        review,
    };
    let completed = order(size, OrderStatus::Completed);
    let products = (1..).take(size.count(2, 10)).map(|id: i64| {
        let stars = (id % 2 == 1).then_some(Stars::ALL[4]);
        (ProductId::new(id), size.name(), stars)
    });
    let reviewable = Reviewable {
        products: products.collect(),
        order: completed.clone(),
        page: 1,
        has_next: true,
    };
    let spoken_of = Product {
        rating,
        ..product(size, 9)
    };
    let from = Some(OrderId::new(11));
    let given = own(Some(review(size, 1)));
    let mut screens = vec![
        (
            "product that was reviewed",
            catalog::view::product(lang, &page(spoken_of, Vec::new()), None, Place::Start, None),
        ),
        ("reviews", view::list(lang, Tz::UTC, &all, Place::Found(3))),
        ("no reviews", view::list(lang, Tz::UTC, &none, Place::Start)),
        (
            "what of an order to review",
            view::of_order(lang, &reviewable),
        ),
        ("stars are asked for", view::own(lang, &own(None), from)),
        ("one's own review", view::own(lang, &given, None)),
        (
            "one's own review that is hidden",
            view::own(lang, &own(Some(review(size, 6))), from),
        ),
        (
            "words are asked for",
            view::ask_words(lang, &given, from, lang.reviews_thanks()),
        ),
        (
            "other words are asked for",
            view::ask_words(lang, &given, from, lang.reviews_question()),
        ),
        (
            "completed order",
            orders::view::detail(lang, Tz::UTC, &completed, None),
        ),
        (
            "reviews for staff",
            admin::reviews::view::list(lang, Tz::UTC, &all),
        ),
        (
            "new review",
            admin::reviews::view::announced(lang, &review(size, 1), &size.name()),
        ),
    ];
    let notice = orders::view::moved(lang, &completed, OrderStatus::Completed);
    screens.extend(notice.map(|screen| ("order is completed", screen)));
    screens
}
