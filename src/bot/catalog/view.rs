//! The catalogue's screens.

use crate::{
    bot::{
        button::Button,
        screen::{Key, Screen, pager},
    },
    domain::catalog::{Availability, Category, Place, Product, ProductSummary},
    i18n::{Html, Lang},
    shop::catalog::Shelf,
};

/// Labels up to this long share a row with two others, up to [`TWO_A_ROW`] with one.
const THREE_A_ROW: usize = 11;
const TWO_A_ROW: usize = 18;

/// The top of the catalogue with a greeting.
pub fn home(lang: Lang, name: &str, shelf: &Shelf) -> Screen {
    let mut rows = categories(lang, &shelf.categories);
    let button = |place: Place| Button::Home { place };
    rows.extend(pager(
        lang,
        shelf.previous.map(button),
        shelf.next.map(button),
    ));
    rows.push(vec![Key::new(
        lang.button_cart(),
        Button::Cart { from: None },
    )]);
    let greeting = lang.greeting(name);
    let text = if shelf.categories.is_empty() && shelf.previous.is_none() {
        Html::paragraphs([greeting, lang.catalog_empty()])
    } else {
        greeting
    };
    Screen::new(text, rows)
}

/// A category with its sub-categories and products.
pub fn category(lang: Lang, shelf: &Shelf) -> Screen {
    let mut rows = categories(lang, &shelf.categories);
    rows.extend(products(lang, &shelf.products, here(shelf)));
    let Some(category) = &shelf.category else {
        return Screen::new(lang.catalog_empty(), rows);
    };
    let button = |place: Place| Button::Category {
        category: category.id,
        place,
    };
    rows.extend(pager(
        lang,
        shelf.previous.map(button),
        shelf.next.map(button),
    ));
    let back = match category.parent {
        Some(parent) => Button::Category {
            category: parent,
            place: Place::Start,
        },
        None => Button::Home {
            place: Place::Start,
        },
    };
    rows.push(vec![
        Key::new(lang.button_back(), back),
        Key::new(lang.button_cart(), Button::Cart { from: None }),
    ]);
    let is_empty = shelf.categories.is_empty() && shelf.products.is_empty();
    let text = match &category.description {
        _ if is_empty => lang.category_empty(&category.name),
        Some(description) => lang.category_described(&category.name, description),
        None => lang.category_title(&category.name),
    };
    Screen::new(text, rows)
}

/// Where the page on screen begins, for coming back to it.
fn here(shelf: &Shelf) -> Place {
    match (shelf.categories.first(), shelf.products.first()) {
        (None, Some(product)) if shelf.previous.is_some() => Place::Product(product.id),
        (Some(category), _) if shelf.previous.is_some() => Place::Category(category.id),
        _ => Place::Start,
    }
}

/// A product; `place` is where the list to go back to begins.
pub fn product(lang: Lang, product: &Product, place: Place) -> Screen {
    let mut text = vec![lang.product_title(&product.name)];
    if !product.description.is_empty() {
        text.push(Html::escape(&product.description));
    }
    let price = lang.product_price(product.variant.price);
    text.push(match product.variant.availability() {
        Availability::Plenty => price,
        Availability::Few(count) => Html::lines([price, lang.product_few_left(count)]),
        Availability::SoldOut => Html::lines([price, lang.product_sold_out()]),
    });
    let back = Button::Category {
        category: product.category,
        place,
    };
    let rows = vec![
        vec![Key::new(
            lang.button_add(),
            Button::AddToCart {
                variant: product.variant.id,
            },
        )],
        vec![
            Key::new(lang.button_back_to_products(), back),
            Key::new(lang.button_cart(), Button::Cart { from: None }),
        ],
    ];
    Screen::new(Html::paragraphs(text), rows)
}

/// What a search found.
pub fn results(lang: Lang, words: &str, found: &[ProductSummary]) -> Screen {
    let mut rows = products(lang, found, Place::Start);
    rows.push(vec![Key::new(
        lang.button_home(),
        Button::Home {
            place: Place::Start,
        },
    )]);
    let text = if found.is_empty() {
        lang.search_nothing(words)
    } else {
        lang.search_results(words)
    };
    Screen::new(text, rows)
}

/// Category buttons, up to three a row, fewer when a name of the row is long.
fn categories(lang: Lang, categories: &[Category]) -> Vec<Vec<Key>> {
    let longest = categories
        .iter()
        .map(|category| category.name.chars().count())
        .max()
        .unwrap_or(0);
    let columns = if longest <= THREE_A_ROW {
        3
    } else if longest <= TWO_A_ROW {
        2
    } else {
        1
    };
    categories
        .chunks(columns)
        .map(|row| {
            row.iter()
                .map(|category| {
                    let button = Button::Category {
                        category: category.id,
                        place: Place::Start,
                    };
                    Key::new(lang.button_category(&category.name), button)
                })
                .collect()
        })
        .collect()
}

/// Product buttons, one a row.
fn products(lang: Lang, products: &[ProductSummary], place: Place) -> Vec<Vec<Key>> {
    products
        .iter()
        .map(|product| {
            // The price stays readable after a long name.
            let name = crate::bot::screen::cut(&product.name, 40);
            let label = if product.is_available {
                lang.button_product(&name, product.price)
            } else {
                lang.button_sold_out(&name)
            };
            vec![Key::new(
                label,
                Button::Product {
                    product: product.id,
                    place,
                },
            )]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::CategoryId;

    #[test]
    fn short_category_names_stand_three_in_a_row_and_long_ones_alone() {
        let widths = |names: &[&str]| -> Vec<usize> {
            let all: Vec<Category> = (1..)
                .zip(names)
                .map(|(id, name)| Category {
                    id: CategoryId::new(id),
                    parent: None,
                    name: (*name).to_owned(),
                    description: None,
                })
                .collect();
            categories(Lang::En, &all).iter().map(Vec::len).collect()
        };
        assert_eq!(widths(&["Tea", "Coffee", "Mugs", "Gifts"]), [3, 1]);
        assert_eq!(widths(&["Tea", "Brewing equipment", "Mugs"]), [2, 1]);
        assert_eq!(widths(&["Tea", "Everything for the slow morning"]), [1, 1]);
        assert_eq!(widths(&[]), [0; 0]);
    }
}
