//! What a search shows.

use crate::{
    bot::{
        button::Button,
        catalog::view::products,
        screen::{Key, Screen, cut, pager},
    },
    domain::catalog::Place,
    i18n::Lang,
    shop::search::Results,
};

/// Of what was typed, so many characters are repeated.
const SHOWN: usize = 100;

/// Asks for words.
pub fn prompt(lang: Lang) -> Screen {
    Screen::new(lang.search_prompt(), vec![vec![home(lang)]])
}

/// A page of what was found.
pub fn results(lang: Lang, words: &str, found: &Results) -> Screen {
    let words = cut(words, SHOWN);
    let page = u32::try_from(found.page).unwrap_or(u32::MAX);
    let mut rows = products(lang, &found.products, Place::Found(page));
    rows.extend(pager(
        lang,
        page.checked_sub(1).map(|page| Button::Found { page }),
        found.has_next.then_some(Button::Found { page: page + 1 }),
    ));
    rows.push(vec![home(lang)]);
    let text = if page > 0 {
        lang.search_results_page(&words, i64::from(page) + 1)
    } else if found.products.is_empty() {
        lang.search_nothing(&words)
    } else if found.is_exact {
        lang.search_results(&words)
    } else {
        lang.search_similar(&words)
    };
    Screen::new(text, rows)
}

fn home(lang: Lang) -> Key {
    let place = Place::Start;
    Key::new(lang.button_home(), Button::Home { place })
}
