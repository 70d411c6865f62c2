//! The screens of what a product is made of: photos, variants, options; and what is asked of them.

use crate::{
    bot::{
        admin::{
            button::StaffButton,
            panel,
            products::{
                ask::{ProductAsk, Wanted},
                button::ProductButton,
            },
        },
        screen::{Key, Screen, cut, pager},
    },
    domain::{
        catalog::Variant,
        id::VariantId,
        options::{MAX_OPTIONS, MAX_VARIANTS, full_name},
        text::{Description, Name, Sku},
        typed,
    },
    i18n::{Html, Lang},
    shop::products::{edit::MAX_PHOTOS, shelf::Sheet},
};

use super::{key, to_product};

/// Rows of one page.
const PER_PAGE: usize = 8;
/// Characters of what is there now, in a question.
const NOW: usize = 1000;

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A place in a list, as buttons carry it; lists of the shop are short.
fn place(index: usize) -> u8 {
    u8::try_from(index).unwrap_or(u8::MAX)
}

/// The photos of a product, numbered as they are shown.
pub fn photos(lang: Lang, sheet: &Sheet, version: u32) -> Screen {
    use ProductButton as B;
    let product = sheet.product.id;
    let all = sheet.pictures.len();
    let mut rows = Vec::new();
    if all < MAX_PHOTOS {
        rows.push(vec![key(
            lang.button_photos_add(),
            B::AddPhotos { product },
        )]);
    }
    if all > 0 {
        rows.push(vec![key(
            lang.button_photos_replace(),
            B::ReplacePhotos { product },
        )]);
    }
    for (index, number) in (0..all).zip(1..) {
        let photo = place(index);
        let mut row = Vec::new();
        if index > 0 {
            let main = B::MainPhoto {
                product,
                version,
                photo,
            };
            let forward = B::ForwardPhoto {
                product,
                version,
                photo,
            };
            row.push(key(lang.button_photo_main(number), main));
            row.push(key(lang.button_photo_forward(number), forward));
        }
        let remove = B::RemovePhoto {
            product,
            version,
            photo,
        };
        row.push(key(lang.button_photo_remove(number), remove));
        rows.push(row);
    }
    rows.push(vec![to_product(lang, product), panel::back(lang)]);
    let text = Html::lines([
        lang.photos_title(&sheet.product.name),
        lang.photos_count(count(all), count(MAX_PHOTOS)),
    ]);
    Screen {
        pictures: sheet.pictures.clone(),
        ..Screen::new(text, rows)
    }
}

/// The variants of a product, from one on.
pub fn variants(lang: Lang, sheet: &Sheet, from: Option<VariantId>) -> Screen {
    let product = sheet.product.id;
    let all = &sheet.product.variants;
    let start = from.and_then(|from| all.iter().position(|variant| variant.id == from));
    let start = start.unwrap_or(0);
    let mut rows: Vec<Vec<Key>> = all
        .iter()
        .skip(start)
        .take(PER_PAGE)
        .map(|variant| {
            let open = ProductButton::Variant {
                variant: variant.id,
            };
            vec![key(variant_label(lang, variant), open)]
        })
        .collect();
    let button = |variant: &Variant| {
        StaffButton::Product(ProductButton::Variants {
            product,
            from: Some(variant.id),
        })
    };
    let previous = (start > 0).then(|| start.saturating_sub(PER_PAGE));
    rows.extend(pager(
        lang,
        previous.and_then(|start| all.get(start)).map(button),
        all.get(start + PER_PAGE).map(button),
    ));
    let options = ProductButton::Options { product };
    rows.push(vec![key(lang.button_field_options(), options)]);
    rows.push(vec![to_product(lang, product), panel::back(lang)]);
    Screen::new(lang.variants_title(&sheet.product.name), rows)
}

fn variant_label(lang: Lang, variant: &Variant) -> String {
    if variant.options.is_empty() {
        return lang.button_variant_only(variant.price, variant.stock);
    }
    let values = cut(&variant.options.as_slice().join(", "), 36);
    lang.button_variant(&values, variant.price, variant.stock)
}

/// A variant with everything that can be changed of it.
pub fn variant(lang: Lang, sheet: &Sheet, variant: &Variant, version: u32) -> Screen {
    use ProductButton as B;
    let (product, id) = (sheet.product.id, variant.id);
    let mut lines = vec![lang.variant_title(&sheet.product.name)];
    let names = sheet.product.options.as_slice().iter();
    for (name, value) in names.zip(variant.options.as_slice()) {
        lines.push(lang.product_chosen(name, value));
    }
    lines.push(lang.variant_price(variant.price));
    lines.push(lang.product_staff_stock(variant.stock));
    lines.push(lang.product_staff_sku(&variant.sku));
    let mut rows = vec![
        vec![
            key(lang.button_field_price(), B::AskPrice { variant: id }),
            key(lang.button_field_stock(), B::AskStock { variant: id }),
        ],
        vec![
            key(lang.button_field_sku(), B::AskSku { variant: id }),
            key(
                lang.button_add_variant_photo(),
                B::AskVariantPhoto { variant: id },
            ),
        ],
    ];
    if variant.picture.is_some() {
        let drop = B::DropVariantPhoto {
            variant: id,
            version,
        };
        rows.push(vec![key(lang.button_drop_variant_photo(), drop)]);
    }
    if sheet.product.variants.len() > 1 {
        let drop = B::DropVariant {
            variant: id,
            version,
        };
        rows.push(vec![key(lang.button_drop_variant(), drop)]);
    }
    let all = B::Variants {
        product,
        from: None,
    };
    rows.push(vec![
        key(lang.button_variants_back(), all),
        to_product(lang, product),
    ]);
    Screen {
        pictures: variant.picture.clone().into_iter().collect(),
        ..Screen::new(Html::lines(lines), rows)
    }
}

/// The values of an option, in the order in which customers see them.
fn values(sheet: &Sheet, option: usize) -> Vec<&str> {
    let mut values: Vec<&str> = Vec::new();
    for variant in &sheet.product.variants {
        if let Some(value) = variant.options.as_slice().get(option)
            && !values.contains(&value.as_str())
        {
            values.push(value);
        }
    }
    values
}

/// The options of a product.
pub fn options(lang: Lang, sheet: &Sheet, version: u32) -> Screen {
    use ProductButton as B;
    let product = sheet.product.id;
    let names = sheet.product.options.as_slice();
    let mut lines = vec![lang.options_title(&sheet.product.name)];
    let mut rows = Vec::new();
    if names.is_empty() {
        lines.push(lang.options_none());
    }
    for (option, name) in names.iter().enumerate() {
        let values = cut(&values(sheet, option).join(", "), 800);
        lines.push(lang.options_one(name, &values));
        let open = B::Option {
            product,
            option: place(option),
        };
        rows.push(vec![key(lang.button_option(name), open)]);
    }
    if names.len() < MAX_OPTIONS {
        rows.push(vec![key(
            lang.button_option_add(),
            B::AskOption { product },
        )]);
    }
    let combinations: usize = (0..names.len())
        .map(|option| values(sheet, option).len())
        .product();
    let present = sheet.product.variants.len();
    if present < combinations && combinations <= MAX_VARIANTS {
        let complete = B::Complete { product, version };
        rows.push(vec![key(lang.button_options_complete(), complete)]);
    }
    let all = B::Variants {
        product,
        from: None,
    };
    rows.push(vec![key(lang.button_options_variants(count(present)), all)]);
    rows.push(vec![to_product(lang, product), panel::back(lang)]);
    Screen::new(Html::lines(lines), rows)
}

/// An option with its values; `None` when there is no such option.
pub fn option(lang: Lang, sheet: &Sheet, option: u8, version: u32) -> Option<Screen> {
    use ProductButton as B;
    let product = sheet.product.id;
    let index = usize::from(option);
    let name = sheet.product.options.as_slice().get(index)?;
    let values = values(sheet, index);
    let mut keys = Vec::new();
    if values.len() > 1 {
        for (place_of, value) in values.iter().enumerate() {
            let drop = B::DropValue {
                product,
                version,
                option,
                value: place(place_of),
            };
            keys.push(key(lang.button_value_drop(value), drop));
        }
    }
    let mut rows: Vec<Vec<Key>> = keys.chunks(2).map(<[Key]>::to_vec).collect();
    rows.push(vec![
        key(lang.button_values_add(), B::AskValues { product, option }),
        key(
            lang.button_option_rename(),
            B::AskOptionName { product, option },
        ),
    ]);
    let drop = B::DropOption {
        product,
        version,
        option,
    };
    rows.push(vec![key(lang.button_option_drop(), drop)]);
    rows.push(vec![
        key(lang.button_options_back(), B::Options { product }),
        to_product(lang, product),
    ]);
    let text = Html::paragraphs([
        lang.option_title(&sheet.product.name, name),
        lang.option_hint(),
    ]);
    Some(Screen::new(text, rows))
}

/// A question, with what is there now; `above` is what was wrong with the last answer, or what
/// was done.
pub fn question(lang: Lang, sheet: &Sheet, ask: &ProductAsk, above: Option<Html>) -> Screen {
    let product = &sheet.product;
    let own = ask
        .what
        .variant()
        .and_then(|id| product.variants.iter().find(|own| own.id.get() == id));
    let title = match own {
        Some(own) => full_name(&product.name, &own.options),
        None => product.name.clone(),
    };
    let option = |option: u8| {
        let names = product.options.as_slice();
        names.get(usize::from(option)).cloned().unwrap_or_default()
    };
    let (prompt, now) = match &ask.what {
        Wanted::Name => (lang.ask_name(count(Name::MAX)), None),
        Wanted::Description => (
            lang.ask_description(count(Description::MAX)),
            Some(product.description.clone()),
        ),
        Wanted::Place => (lang.ask_place(), Some(sheet.sort.to_string())),
        Wanted::Price { .. } => {
            let example = own.map_or("12.50", |own| typed::example(own.price.currency()));
            (
                lang.ask_price(example),
                own.map(|own| lang.money(own.price)),
            )
        }
        Wanted::Stock { .. } => (lang.ask_stock(), own.map(|own| own.stock.to_string())),
        Wanted::Sku { .. } => (
            lang.ask_sku(count(Sku::MAX)),
            own.map(|own| own.sku.clone()),
        ),
        Wanted::Photos { replace: true } => (lang.ask_photos_instead(), None),
        Wanted::Photos { replace: false } => {
            let room = MAX_PHOTOS.saturating_sub(sheet.pictures.len());
            (lang.ask_photos(count(room)), None)
        }
        Wanted::VariantPhoto { .. } => (lang.ask_variant_photo(), None),
        Wanted::OptionName => (lang.ask_option_name(), None),
        Wanted::OptionValues { name } => (lang.ask_option_values(name), None),
        Wanted::MoreValues { option: of } => (lang.ask_more_values(&option(*of)), None),
        Wanted::Rename { option: of } => (lang.ask_option_rename(&option(*of)), None),
    };
    let mut pieces: Vec<Html> = above.into_iter().collect();
    pieces.push(lang.product_title(&title));
    pieces.push(prompt);
    if let Some(now) = now.filter(|now| !now.is_empty()) {
        pieces.push(lang.ask_now(&cut(&now, NOW)));
    }
    let label = match ask.what {
        Wanted::Photos { .. } => lang.button_photos_done(),
        _ => lang.button_cancel(),
    };
    let back = ProductButton::Menu {
        product: product.id,
    };
    Screen::new(Html::paragraphs(pieces), vec![vec![key(label, back)]])
}
