//! The screens of favourites and of what was looked at lately.

use crate::{
    bot::{
        button::Button,
        catalog::view::products,
        screen::{Key, Screen, pager},
    },
    domain::catalog::{Place, ProductSummary},
    i18n::Lang,
    shop::favourites::{Favourites, MOST},
};

/// A page of the favourites.
pub fn list(lang: Lang, page: &Favourites) -> Screen {
    // The first page grows at its head, so it is found by having none before it.
    let first = page.items.first().map(|(id, _)| *id);
    let place = Place::Favourites(first.filter(|_| page.previous.is_some()));
    let summaries: Vec<ProductSummary> = page.items.iter().map(|(_, seen)| seen.clone()).collect();
    let mut rows = products(lang, &summaries, place);
    let button = |from| Button::Favourites { from: Some(from) };
    rows.extend(pager(
        lang,
        page.previous.map(button),
        page.next.map(button),
    ));
    rows.push(vec![
        Key::new(lang.button_lately(), Button::Lately {}),
        home(lang),
    ]);
    let text = if summaries.is_empty() {
        lang.favourites_empty(MOST)
    } else {
        lang.favourites_title()
    };
    Screen::new(text, rows)
}

/// What was looked at lately.
pub fn lately(lang: Lang, seen: &[ProductSummary]) -> Screen {
    let mut rows = products(lang, seen, Place::Lately);
    let text = if seen.is_empty() {
        lang.lately_empty()
    } else {
        rows.push(vec![Key::new(
            lang.button_forget_looks(),
            Button::ForgetLooks {},
        )]);
        lang.lately_title()
    };
    rows.push(vec![
        Key::new(lang.button_favourites(), Button::Favourites { from: None }),
        home(lang),
    ]);
    Screen::new(text, rows)
}

fn home(lang: Lang) -> Key {
    let place = Place::Start;
    Key::new(lang.button_home(), Button::Home { place })
}
