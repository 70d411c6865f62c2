//! The catalogue's screens.

use crate::{
    bot::{
        admin::panel,
        button::Button,
        reviews,
        screen::{CAPTION_LIMIT, Key, Screen, TEXT_LIMIT, pager},
    },
    domain::{
        catalog::{Availability, Category, Place, Product, ProductSummary},
        id::VariantId,
        options::{Choice, Chosen, OptionRow},
    },
    i18n::{Html, Lang},
    shop::catalog::{ProductPage, Shelf},
};

/// Labels up to this long share a row with two others, up to [`TWO_A_ROW`] with one.
const THREE_A_ROW: usize = 11;
const TWO_A_ROW: usize = 18;

/// The top of the catalogue with a greeting and a sign at the door; the staff's side is a tap away
/// for who `is_staff`.
pub fn home(
    lang: Lang,
    greeting: Html,
    sign: Option<Html>,
    shelf: &Shelf,
    is_staff: bool,
) -> Screen {
    let mut rows = categories(lang, &shelf.categories);
    let button = |place: Place| Button::Home { place };
    rows.extend(pager(
        lang,
        shelf.previous.map(button),
        shelf.next.map(button),
    ));
    rows.push(vec![
        Key::new(lang.button_favourites(), Button::Favourites { from: None }),
        Key::new(lang.button_lately(), Button::Lately {}),
    ]);
    rows.push(vec![
        Key::new(lang.button_cart(), Button::Cart { from: None }),
        Key::new(lang.button_about(), Button::About {}),
    ]);
    if is_staff {
        rows.push(vec![panel::back(lang)]);
    }
    let is_empty = shelf.categories.is_empty() && shelf.previous.is_none();
    let empty = is_empty.then(|| lang.catalog_empty());
    let text = Html::paragraphs([greeting].into_iter().chain(sign).chain(empty));
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

/// A product with what can be chosen of it; `place` is where the list to go back to begins, and
/// below it hangs the `sign` at the door.
pub fn product(
    lang: Lang,
    page: &ProductPage,
    chosen: Option<Chosen>,
    place: Place,
    sign: Option<Html>,
) -> Screen {
    let product = &page.product;
    let choice = product.choose(chosen);
    let own = choice.variant.and_then(|variant| variant.picture.clone());
    let pictures = own.map_or_else(|| page.pictures.clone(), |own| vec![own]);
    let limit = match pictures.len() {
        1 => CAPTION_LIMIT,
        _ => TEXT_LIMIT,
    };
    let facts = [facts(lang, product, &choice)].into_iter().chain(sign);
    let facts = Html::paragraphs(facts);
    let (text, is_whole) = described(lang, &product.name, &product.description, &facts, limit);
    let mut rows: Vec<Vec<Key>> = choice
        .options
        .iter()
        .flat_map(|option| values(lang, option, place))
        .collect();
    if let Some(variant) = choice.variant {
        let add = Button::AddToCart {
            variant: variant.id,
        };
        rows.push(vec![Key::new(lang.button_add(), add)]);
        if variant.availability() == Availability::SoldOut {
            rows.push(vec![wish(lang, variant.id, &page.wishes, place)]);
        }
    }
    let heart = heart(lang, page, chosen, place);
    let reviews = reviews::view::key(lang, product, place);
    rows.push([heart].into_iter().chain(reviews).collect());
    if !is_whole {
        let more = match chosen {
            Some(chosen) => Button::MoreOf { chosen, place },
            None => Button::More {
                product: product.id,
                place,
            },
        };
        rows.push(vec![Key::new(lang.button_more(), more)]);
    }
    rows.push(vec![
        back(lang, product, place),
        Key::new(lang.button_cart(), Button::Cart { from: None }),
    ]);
    Screen {
        pictures,
        ..Screen::new(text, rows)
    }
}

/// The key that leads back to where a product was chosen.
fn back(lang: Lang, product: &Product, place: Place) -> Key {
    match place {
        Place::Found(page) => Key::new(lang.button_back_to_results(), Button::Found { page }),
        Place::Favourites(from) => Key::new(
            lang.button_back_to_favourites(),
            Button::Favourites { from },
        ),
        Place::Lately => Key::new(lang.button_back_to_lately(), Button::Lately {}),
        Place::Start | Place::Category(_) | Place::Product(_) => {
            let category = product.category;
            Key::new(
                lang.button_back_to_products(),
                Button::Category { category, place },
            )
        }
    }
}

/// The key that keeps a product among the favourites, or takes it out. It says which of the two,
/// so that a second quick tap does not undo the first.
fn heart(lang: Lang, page: &ProductPage, chosen: Option<Chosen>, place: Place) -> Key {
    let product = page.product.id;
    let button = match (page.is_favourite, chosen) {
        (false, None) => Button::Like { product, place },
        (false, Some(chosen)) => Button::LikeOf { chosen, place },
        (true, None) => Button::Unlike { product, place },
        (true, Some(chosen)) => Button::UnlikeOf { chosen, place },
    };
    let label = if page.is_favourite {
        lang.button_unlike()
    } else {
        lang.button_like()
    };
    Key::new(label, button)
}

/// The key that wishes to be told when something sold out is there again, or takes that back.
fn wish(lang: Lang, variant: VariantId, wishes: &[VariantId], place: Place) -> Key {
    if wishes.contains(&variant) {
        Key::new(lang.button_unwatch(), Button::Unwatch { variant, place })
    } else {
        Key::new(lang.button_watch(), Button::Watch { variant, place })
    }
}

/// Name, description and facts within `limit` characters, and whether that is all of it.
pub(in crate::bot) fn described(
    lang: Lang,
    name: &str,
    description: &str,
    facts: &Html,
    limit: usize,
) -> (Html, bool) {
    let title = lang.product_title(name);
    if description.is_empty() {
        return (Html::paragraphs([title, facts.clone()]), true);
    }
    let description = Html::escape(description);
    // Two empty lines between the three.
    let room = limit.saturating_sub(title.length() + facts.length() + 4);
    let is_whole = description.length() <= room;
    let description = description.shortened(room);
    (
        Html::paragraphs([title, description, facts.clone()]),
        is_whole,
    )
}

/// What is chosen, what it costs, and how much is left of it.
pub(in crate::bot) fn facts(lang: Lang, product: &Product, choice: &Choice<'_>) -> Html {
    let Some(variant) = choice.variant else {
        let prices = choice.left.iter().map(|variant| variant.price);
        let lowest = prices.clone().min_by_key(|price| price.minor());
        let highest = prices.max_by_key(|price| price.minor());
        let mut facts = Vec::new();
        if let Some(lowest) = lowest {
            facts.push(if Some(lowest) == highest {
                lang.product_price(lowest)
            } else {
                lang.product_price_from(lowest)
            });
        }
        if choice.left.iter().all(|variant| variant.stock == 0) {
            facts.push(lang.product_sold_out());
        }
        facts.extend(rating(lang, product));
        let open = choice.options.iter().rev();
        let open = open.filter(|option| option.values.iter().all(|value| !value.is_chosen));
        facts.extend(open.map(|option| lang.product_choose(option.name)));
        return Html::lines(facts);
    };
    let names = product.options.as_slice().iter();
    let values = variant.options.as_slice();
    let mut facts: Vec<Html> = names
        .zip(values)
        .map(|(name, value)| lang.product_chosen(name, value))
        .collect();
    facts.push(lang.product_price(variant.price));
    match variant.availability() {
        Availability::Plenty => {}
        Availability::Few(count) => facts.push(lang.product_few_left(count)),
        Availability::SoldOut => facts.push(lang.product_sold_out()),
    }
    facts.extend(rating(lang, product));
    Html::lines(facts)
}

/// What customers say of a product together, if any does.
fn rating(lang: Lang, product: &Product) -> Option<Html> {
    let rating = product.rating;
    (rating.count() > 0).then(|| lang.product_rating(rating, rating.count()))
}

/// The values of an option, as many a row as their length allows.
fn values(lang: Lang, option: &OptionRow<'_>, place: Place) -> Vec<Vec<Key>> {
    let keys: Vec<Key> = option
        .values
        .iter()
        .map(|choice| {
            let label = match (choice.is_chosen, choice.is_available) {
                (true, _) => lang.button_value_chosen(choice.value),
                (false, true) => choice.value.to_owned(),
                (false, false) => lang.button_value_sold_out(choice.value),
            };
            let button = Button::Choose {
                chosen: choice.leads_to,
                place,
            };
            Key::new(label, button)
        })
        .collect();
    let longest = keys.iter().map(|key| key.label.chars().count()).max();
    let columns = match longest.unwrap_or(0) {
        0..=6 => 4,
        7..=THREE_A_ROW => 3,
        12..=TWO_A_ROW => 2,
        _ => 1,
    };
    keys.chunks(columns).map(<[Key]>::to_vec).collect()
}

/// A product's whole description, and the way back to where it was asked for.
pub fn description(lang: Lang, product: &Product, back: Button) -> Screen {
    let text = Html::paragraphs([
        lang.product_title(&product.name),
        Html::escape(&product.description),
    ]);
    Screen::new(text, vec![vec![Key::new(lang.button_back(), back)]])
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
pub(in crate::bot) fn products(
    lang: Lang,
    products: &[ProductSummary],
    place: Place,
) -> Vec<Vec<Key>> {
    products
        .iter()
        .map(|product| {
            // The price stays readable after a long name.
            let name = crate::bot::screen::cut(&product.name, 40);
            let label = match (product.is_available, product.is_price_from) {
                (true, false) => lang.button_product(&name, product.price),
                (true, true) => lang.button_product_from(&name, product.price),
                (false, _) => lang.button_sold_out(&name),
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
            categories(Lang::EN, &all).iter().map(Vec::len).collect()
        };
        assert_eq!(widths(&["Tea", "Coffee", "Mugs", "Gifts"]), [3, 1]);
        assert_eq!(widths(&["Tea", "Brewing equipment", "Mugs"]), [2, 1]);
        assert_eq!(widths(&["Tea", "Everything for the slow morning"]), [1, 1]);
        assert_eq!(widths(&[]), [0; 0]);
    }
}
