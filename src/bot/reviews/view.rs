//! The screens of what customers say of products.

use chrono_tz::Tz;

use crate::{
    bot::{
        button::Button,
        screen::{Key, Screen, cut, pager},
    },
    domain::{
        catalog::{Place, Product},
        id::{OrderId, ProductId},
        order::Order,
        review::{Rating, Review, Stars},
        text::ReviewWords,
    },
    i18n::{Html, Lang, When},
    shop::reviews::{Own, Reviewable, Reviews, products_of},
};

/// Characters of a name on a key.
const NAME: usize = 40;

/// The key on a product's page that leads to what is said of it, if anything is.
pub fn key(lang: Lang, product: &Product, place: Place) -> Option<Key> {
    let (product, rating) = (product.id, product.rating);
    let button = Button::Reviews {
        product,
        page: 0,
        place,
    };
    (rating.count() > 0).then(|| Key::new(lang.button_reviews(rating, rating.count()), button))
}

/// The key that offers to review what was bought, once an order is completed.
pub fn offer(lang: Lang, order: &Order) -> Option<Key> {
    let button = match *products_of(order) {
        [] => return None,
        [(product, _)] => Button::OwnReview {
            product,
            order: Some(order.id),
        },
        [_, _, ..] => Button::ReviewOrder {
            order: order.id,
            page: 0,
        },
    };
    Some(Key::new(lang.button_review(), button))
}

/// A page of what is said of a product.
pub fn list(lang: Lang, timezone: Tz, page: &Reviews, place: Place) -> Screen {
    let product = page.product;
    let told = page
        .reviews
        .iter()
        .map(|review| one(lang, timezone, review));
    let text = Html::paragraphs(
        [head(lang, &page.name, page.rating)]
            .into_iter()
            .chain(told),
    );
    let turn = |page| Button::Reviews {
        product,
        page,
        place,
    };
    let mut rows = Vec::new();
    rows.extend(pager(
        lang,
        page.page.checked_sub(1).map(turn),
        page.has_next.then(|| turn(page.page + 1)),
    ));
    if page.may_write {
        let own = Button::OwnReview {
            product,
            order: None,
        };
        rows.push(vec![Key::new(lang.button_own_review(), own)]);
    }
    let back = Button::Product { product, place };
    rows.push(vec![Key::new(lang.button_back(), back)]);
    Screen::new(text, rows)
}

/// What a product is called, and what all say of it together.
pub(in crate::bot) fn head(lang: Lang, name: &str, rating: Rating) -> Html {
    let together = match rating.count() {
        0 => lang.reviews_none(),
        count => lang.reviews_together(rating, count),
    };
    Html::lines([lang.product_title(name), together])
}

/// A review as others read it.
pub(in crate::bot) fn one(lang: Lang, timezone: Tz, review: &Review) -> Html {
    let date = lang.date(When(review.at, timezone));
    let head = lang.reviews_one(&review.stars.drawn(), &review.author, &date);
    Html::lines([head].into_iter().chain(words(review)))
}

/// The words of a review.
pub(in crate::bot) fn words(review: &Review) -> Option<Html> {
    let words = review.words.as_ref();
    words.map(|words| Html::escape(words.as_str()))
}

/// What of an order can be reviewed.
pub fn of_order(lang: Lang, seen: &Reviewable) -> Screen {
    let order = seen.order.id;
    let mut rows: Vec<Vec<Key>> = seen
        .products
        .iter()
        .map(|(product, name, stars)| {
            let name = cut(name, NAME);
            let label = match stars {
                Some(stars) => lang.button_reviewed(&stars.drawn(), &name),
                None => lang.button_to_review(&name),
            };
            let own = Button::OwnReview {
                product: *product,
                order: Some(order),
            };
            vec![Key::new(label, own)]
        })
        .collect();
    let turn = |page| Button::ReviewOrder { order, page };
    rows.extend(pager(
        lang,
        seen.page.checked_sub(1).map(turn),
        seen.has_next.then(|| turn(seen.page + 1)),
    ));
    rows.push(vec![to_order(lang, order)]);
    Screen::new(lang.reviews_of_order(&seen.order.number), rows)
}

fn to_order(lang: Lang, order: OrderId) -> Key {
    let from = None;
    Key::new(lang.button_back_to_order(), Button::Order { order, from })
}

/// One's own review, to be written or changed.
pub fn own(lang: Lang, own: &Own, order: Option<OrderId>) -> Screen {
    let product = own.product;
    let mut text = Vec::new();
    let mut rows = vec![stars(own, order)];
    match &own.review {
        None => text.push(lang.reviews_how_many(&own.name)),
        Some(review) => {
            let head = lang.reviews_yours(&own.name, &review.stars.drawn());
            text.push(Html::lines([head].into_iter().chain(words(review))));
            if review.is_hidden {
                text.push(lang.reviews_hidden());
            }
            let label = match review.words {
                Some(_) => lang.button_other_words(),
                None => lang.button_words(),
            };
            rows.push(vec![
                Key::new(label, Button::AskWords { product, order }),
                Key::new(
                    lang.button_withdraw_review(),
                    Button::WithdrawReview { product, order },
                ),
            ]);
        }
    }
    text.push(lang.reviews_by_name(&own.author));
    let all = Button::Reviews {
        product,
        page: 0,
        place: Place::Start,
    };
    rows.push(vec![match order {
        Some(order) => to_order(lang, order),
        None => Key::new(lang.button_all_reviews(), all),
    }]);
    Screen::new(Html::paragraphs(text), rows)
}

/// A row of one to five stars; what is given is marked.
fn stars(own: &Own, order: Option<OrderId>) -> Vec<Key> {
    let given = own.review.as_ref().map(|review| review.stars);
    let keys = Stars::ALL.map(|stars| {
        let number = stars.get();
        let sign = if given.is_some_and(|given| stars <= given) {
            '★'
        } else {
            '☆'
        };
        let button = Button::Rate {
            product: own.product,
            order,
            stars: number,
        };
        Key::new(format!("{number} {sign}"), button)
    });
    keys.into()
}

/// Asks for words beside the stars.
pub fn ask_words(lang: Lang, own: &Own, order: Option<OrderId>, question: Html) -> Screen {
    let stars = own.review.as_ref().map(|review| review.stars.drawn());
    let head = lang.reviews_yours(&own.name, &stars.unwrap_or_default());
    let most = i64::try_from(ReviewWords::MAX).unwrap_or(i64::MAX);
    let limits = lang.reviews_limits(most, &own.author);
    let text = Html::paragraphs([head, question, limits]);
    Screen::new(text, skip(lang, own.product, order))
}

/// Asks for other words than these.
pub fn asked_again(
    lang: Lang,
    product: ProductId,
    order: Option<OrderId>,
    problem: Html,
) -> Screen {
    Screen::new(problem, skip(lang, product, order))
}

fn skip(lang: Lang, product: ProductId, order: Option<OrderId>) -> Vec<Vec<Key>> {
    let leave = Button::LeaveWords { product, order };
    vec![vec![Key::new(lang.button_leave_words(), leave)]]
}
