//! The screens of searching.

use crate::{
    bot::{catalog, screen::Screen, search},
    domain::catalog::Place,
    i18n::Lang,
    shop::search::Results,
};

use super::samples::{Size, page as product_page, product, shelf};

pub(super) fn screens(lang: Lang, size: Size) -> Vec<(&'static str, Screen)> {
    let words = size.text("cable", 200);
    let page = |page: usize, has_next, is_exact| Results {
        products: shelf(size).products,
        page,
        has_next,
        is_exact,
    };
    let nothing = Results {
        products: Vec::new(),
        ..page(0, false, false)
    };
    let results = |found: &Results| search::view::results(lang, &words, found);
    let place = Place::Found(3);
    vec![
        ("what to search for", search::view::prompt(lang)),
        ("search results", results(&page(0, true, true))),
        ("page of search results", results(&page(1, false, true))),
        ("what comes close", results(&page(0, false, false))),
        (
            "nothing found",
            search::view::results(lang, &size.text("<i>", 200), &nothing),
        ),
        (
            "product that was found",
            catalog::view::product(
                lang,
                &product_page(product(size, 9), Vec::new()),
                None,
                place,
                None,
            ),
        ),
    ]
}
