//! The screens of products on the staff's side: lists, a product's menu, its photos, variants and
//! options.

pub mod changed;
pub mod parts;

use crate::{
    bot::{
        admin::{
            button::StaffButton,
            day::button::DayButton,
            panel,
            reviews::button::ReviewButton,
            share::{self, button::ShareButton},
            translations,
        },
        button::Button,
        catalog::view::facts,
        screen::{CAPTION_LIMIT, Key, Screen, TEXT_LIMIT, cut, pager},
    },
    domain::{
        catalog::{Category, Place},
        id::ProductId,
        page::Page,
        translation::Worded,
    },
    i18n::{Html, Lang},
    shop::products::shelf::{Sheet, StaffShelf, StaffSummary},
};

use super::{add::button::NewProductButton, button::ProductButton};

/// Characters of a name on a key, so that what follows it stays readable.
const NAME_ON_KEY: usize = 40;
/// Characters of a category's name in a text beside others.
const CATEGORY_IN_TEXT: usize = 80;

/// A key of this area.
pub(in crate::bot::admin) fn key(label: String, button: ProductButton) -> Key {
    Key::new(label, StaffButton::Product(button))
}

/// A category, or the top.
pub fn shelf(lang: Lang, shelf: &StaffShelf) -> Screen {
    let category = shelf.category.as_ref();
    let id = category.map(|category| category.id);
    let mut rows: Vec<Vec<Key>> = shelf
        .categories
        .iter()
        .map(|inner| {
            let open = ProductButton::Shelf {
                category: Some(inner.id),
                place: Place::Start,
            };
            let name = cut(&inner.name, NAME_ON_KEY);
            vec![key(lang.button_products_of(&name), open)]
        })
        .collect();
    rows.extend(products(lang, &shelf.products));
    let page = |place| {
        StaffButton::Product(ProductButton::Shelf {
            category: id,
            place,
        })
    };
    rows.extend(pager(lang, shelf.previous.map(page), shelf.next.map(page)));
    rows.push(vec![
        key(lang.button_staff_search(), ProductButton::AskWords {}),
        key(
            lang.button_staff_deleted(),
            ProductButton::Deleted { from: None },
        ),
    ]);
    let add = id.map_or(NewProductButton::Add {}, |category| {
        NewProductButton::AddIn { category }
    });
    rows.push(vec![Key::new(lang.button_add_product(), add)]);
    let is_empty = shelf.categories.is_empty() && shelf.products.is_empty();
    let text = match category {
        Some(category) if is_empty => lang.staff_shelf_empty(&category.name),
        Some(category) => lang.staff_shelf(&category.name),
        None if is_empty => lang.staff_shelf_nothing(),
        None => lang.staff_shelf_top(),
    };
    let mut last = vec![panel::back(lang)];
    if let Some(category) = category {
        let up = ProductButton::Shelf {
            category: category.parent,
            place: Place::Start,
        };
        last.insert(0, key(lang.button_back(), up));
    }
    rows.push(last);
    Screen::new(text, rows)
}

/// A category that is gone.
pub fn shelf_gone(lang: Lang) -> Screen {
    Screen::new(
        lang.staff_shelf_gone(),
        vec![vec![to_top(lang), panel::back(lang)]],
    )
}

fn to_top(lang: Lang) -> Key {
    let top = ProductButton::Shelf {
        category: None,
        place: Place::Start,
    };
    key(lang.button_staff_products_back(), top)
}

/// Products one a row: hidden ones and those sold out say so.
fn products(lang: Lang, products: &[StaffSummary]) -> Vec<Vec<Key>> {
    let rows = products.iter().map(|product| {
        let open = ProductButton::Menu {
            product: product.summary.id,
        };
        vec![key(label(lang, product), open)]
    });
    rows.collect()
}

fn label(lang: Lang, product: &StaffSummary) -> String {
    let summary = &product.summary;
    let name = cut(&summary.name, NAME_ON_KEY);
    if product.is_hidden {
        lang.button_staff_hidden(&name, summary.price)
    } else if !summary.is_available {
        lang.button_staff_sold_out(&name, summary.price)
    } else if summary.is_price_from {
        lang.button_staff_product_from(&name, summary.price)
    } else {
        lang.button_staff_product(&name, summary.price)
    }
}

/// Asks for words to find a product by.
pub fn words_prompt(lang: Lang) -> Screen {
    Screen::new(
        lang.staff_words_prompt(),
        vec![vec![to_top(lang), panel::back(lang)]],
    )
}

/// What was found; more words may follow.
pub fn found(lang: Lang, words: &str, found: &[StaffSummary]) -> Screen {
    let mut rows = products(lang, found);
    rows.push(vec![to_top(lang), panel::back(lang)]);
    let text = if found.is_empty() {
        lang.staff_words_nothing(words)
    } else {
        lang.staff_words_found(words)
    };
    Screen::new(text, rows)
}

/// A product that is not there any more.
pub fn gone(lang: Lang) -> Screen {
    Screen::new(
        lang.staff_product_gone(),
        vec![vec![to_top(lang), panel::back(lang)]],
    )
}

/// A product as the customer sees it, with what only staff know, and everything that can be
/// changed. `place` is where its list begins.
pub fn menu(lang: Lang, sheet: &Sheet, place: Place) -> Screen {
    let id = sheet.product.id;
    let pictures = sheet.pictures.first().cloned().into_iter().collect();
    Screen {
        pictures,
        ..Screen::new(
            described(lang, sheet, !sheet.pictures.is_empty(), &[]),
            menu_rows(lang, sheet, id, place),
        )
    }
}

fn menu_rows(lang: Lang, sheet: &Sheet, product: ProductId, place: Place) -> Vec<Vec<Key>> {
    use ProductButton as B;
    let of_variants = |own: fn(crate::domain::id::VariantId) -> B| match &*sheet.product.variants {
        [only] => own(only.id),
        _ => B::Variants {
            product,
            from: None,
        },
    };
    let price = of_variants(|variant| B::AskPrice { variant });
    let stock = of_variants(|variant| B::AskStock { variant });
    let sku = of_variants(|variant| B::AskSku { variant });
    let visibility = if sheet.is_hidden {
        key(lang.button_unhide(), B::Show { product })
    } else {
        key(lang.button_hide(), B::Hide { product })
    };
    let mut rows = vec![
        vec![
            key(lang.button_field_name(), B::AskName { product }),
            key(
                lang.button_field_description(),
                B::AskDescription { product },
            ),
        ],
        vec![
            key(lang.button_field_price(), price),
            key(lang.button_field_stock(), stock),
        ],
        vec![
            key(
                lang.button_field_category(),
                B::Into {
                    product,
                    category: None,
                },
            ),
            key(lang.button_field_photos(), B::Photos { product }),
        ],
        vec![
            key(lang.button_field_sku(), sku),
            key(lang.button_field_place(), B::AskPlace { product }),
        ],
        vec![
            key(lang.button_field_options(), B::Options { product }),
            Key::new(
                lang.button_low_stock(),
                StaffButton::Day(DayButton::Threshold { product }),
            ),
        ],
        vec![translations::view::key(lang, Worded::Product(product))],
        vec![
            visibility,
            key(lang.button_duplicate(), B::Duplicate { product }),
            key(lang.button_delete_product(), B::AskDelete { product }),
        ],
    ];
    let reviews = ReviewButton::List { product, page: 0 };
    rows.push(vec![
        Key::new(lang.button_staff_reviews(), StaffButton::Review(reviews)),
        share::key(lang, ShareButton::Product { product }),
    ]);
    if !sheet.is_hidden && sheet.category_name.is_some() {
        let seen = Button::Product {
            product,
            place: Place::Start,
        };
        rows.push(vec![Key::new(lang.button_as_customer(), seen)]);
    }
    let list = B::Shelf {
        category: sheet
            .category_name
            .is_some()
            .then_some(sheet.product.category),
        place: if sheet.category_name.is_some() {
            place
        } else {
            Place::Start
        },
    };
    rows.push(vec![
        key(lang.button_staff_products_back(), list),
        panel::back(lang),
    ]);
    rows
}

/// What a customer reads of a product, and what only staff know, within Telegram's limits.
fn described(lang: Lang, sheet: &Sheet, is_caption: bool, above: &[Html]) -> Html {
    let product = &sheet.product;
    let limit = if is_caption {
        CAPTION_LIMIT
    } else {
        TEXT_LIMIT
    };
    let choice = product.choose(None);
    let mut staff = Vec::new();
    if sheet.is_hidden {
        staff.push(lang.product_staff_hidden());
    }
    let variants = &product.variants;
    if let [only] = &**variants {
        staff.push(lang.product_staff_stock(only.stock));
        staff.push(lang.product_staff_sku(&only.sku));
    } else {
        let together = variants.iter().map(|variant| i64::from(variant.stock));
        let count = i64::try_from(variants.len()).unwrap_or(i64::MAX);
        staff.push(lang.product_staff_variants(count, together.sum()));
    }
    staff.push(match &sheet.category_name {
        Some(name) => lang.product_staff_category(&cut(name, CATEGORY_IN_TEXT)),
        None => lang.product_staff_category_gone(),
    });
    staff.push(lang.product_staff_place(sheet.sort));
    let mut pieces = above.to_vec();
    pieces.push(lang.product_title(&product.name));
    let facts = facts(lang, product, &choice);
    let rest = [facts, Html::lines(staff)];
    let taken: usize = pieces
        .iter()
        .chain(&rest)
        .map(|piece| piece.length() + 2)
        .sum();
    let description = Html::escape(&product.description);
    let room = limit.saturating_sub(taken);
    if !product.description.is_empty() && room > 0 {
        pieces.push(description.shortened(room));
    }
    pieces.extend(rest);
    // In the longest words of an owner even the facts may be too much for a caption.
    Html::paragraphs(pieces).shortened(limit)
}

/// Asks whether a product is to be deleted.
pub fn ask_delete(lang: Lang, sheet: &Sheet, version: u32) -> Screen {
    let product = sheet.product.id;
    let text = described(lang, sheet, false, &[lang.delete_ask()]);
    Screen::new(
        text,
        vec![vec![
            key(
                lang.button_delete_yes(),
                ProductButton::Delete { product, version },
            ),
            key(lang.button_delete_no(), ProductButton::Menu { product }),
        ]],
    )
}

/// The deleted products.
pub fn deleted(lang: Lang, page: &Page<StaffSummary, ProductId>) -> Screen {
    let last = vec![to_top(lang), panel::back(lang)];
    if page.items.is_empty() {
        return Screen::new(lang.deleted_empty(), vec![last]);
    }
    let mut rows: Vec<Vec<Key>> = page
        .items
        .iter()
        .map(|product| {
            let name = cut(&product.summary.name, NAME_ON_KEY);
            let label = lang.button_staff_product(&name, product.summary.price);
            let restore = ProductButton::Restore {
                product: product.summary.id,
            };
            vec![key(label, restore)]
        })
        .collect();
    let button = |from| StaffButton::Product(ProductButton::Deleted { from: Some(from) });
    rows.extend(pager(
        lang,
        page.previous.map(button),
        page.next.map(button),
    ));
    rows.push(last);
    Screen::new(lang.deleted_title(), rows)
}

/// Where a product may be put: the sub-categories of where one is, and here.
pub fn into(
    lang: Lang,
    sheet: &Sheet,
    version: u32,
    here: Option<&Category>,
    page: &Page<Category, crate::domain::id::CategoryId>,
) -> Screen {
    let product = sheet.product.id;
    let name = &sheet.product.name;
    let mut rows = Vec::new();
    if let Some(here) = here {
        let label = lang.button_into_here(&cut(&here.name, NAME_ON_KEY));
        let put = ProductButton::Move {
            product,
            version,
            category: here.id,
        };
        rows.push(vec![key(label, put)]);
    }
    for inner in &page.items {
        let label = lang.button_products_of(&cut(&inner.name, NAME_ON_KEY));
        let open = ProductButton::Into {
            product,
            category: Some(inner.id),
        };
        rows.push(vec![key(label, open)]);
    }
    let button = |from| StaffButton::Product(ProductButton::IntoFrom { product, from });
    rows.extend(pager(
        lang,
        page.previous.map(button),
        page.next.map(button),
    ));
    let mut last = Vec::new();
    if let Some(here) = here {
        let up = ProductButton::Into {
            product,
            category: here.parent,
        };
        last.push(key(lang.button_back(), up));
    }
    last.push(if sheet.is_deleted {
        key(
            lang.button_staff_deleted(),
            ProductButton::Deleted { from: None },
        )
    } else {
        to_product(lang, product)
    });
    rows.push(last);
    let text = match here {
        Some(here) => lang.into_here(name, &here.name),
        None if sheet.is_deleted => lang.restore_choose(name),
        None => lang.into_title(name),
    };
    Screen::new(text, rows)
}

/// The key that leads back to a product.
pub(in crate::bot::admin) fn to_product(lang: Lang, product: ProductId) -> Key {
    key(
        lang.button_staff_product_back(),
        ProductButton::Menu { product },
    )
}
