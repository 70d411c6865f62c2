//! The screens of favourites, and of what was looked at lately.

use crate::{
    bot::{catalog, favourites::view, screen::Screen},
    domain::{catalog::Place, id::FavouriteId, id::VariantId, options::Chosen},
    i18n::Lang,
    shop::{catalog::ProductPage, favourites::Favourites, lately::KEPT},
};

use super::samples::{Size, optioned, page, product, shelf};

pub(super) fn screens(lang: Lang, size: Size) -> Vec<(&'static str, Screen)> {
    let seen = shelf(size).products;
    let id = FavouriteId::new;
    let favourites = Favourites {
        items: (1..).map(id).zip(seen.clone()).collect(),
        previous: Some(id(20)),
        next: Some(id(9)),
    };
    let none = Favourites {
        items: Vec::new(),
        previous: None,
        next: None,
    };
    let lately: Vec<_> = seen
        .iter()
        .cycle()
        .take(size.count(2, KEPT))
        .cloned()
        .collect();
    let kept = |product| ProductPage {
        is_favourite: true,
        ..page(product, Vec::new())
    };
    let place = Place::Favourites(Some(id(12)));
    let chosen = Chosen::whole(VariantId::new(3));
    vec![
        ("favourites", view::list(lang, &favourites)),
        ("no favourites", view::list(lang, &none)),
        (
            "favourite product",
            catalog::view::product(lang, &kept(product(size, 0)), None, place, None),
        ),
        (
            "favourite product with all options chosen",
            catalog::view::product(
                lang,
                &kept(optioned(size)),
                Some(chosen),
                Place::Lately,
                None,
            ),
        ),
        ("seen lately", view::lately(lang, &lately)),
        ("nothing seen lately", view::lately(lang, &[])),
    ]
}
