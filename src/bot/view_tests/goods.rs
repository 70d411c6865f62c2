//! The screens of products on the staff's side.

use crate::{
    bot::{
        admin::products::{
            ask::{ProductAsk, Wanted},
            view::{
                self,
                changed::{self, Change},
                parts,
            },
        },
        screen::Screen,
    },
    domain::{
        audit::Action,
        catalog::{Category, Place, Product},
        id::{AuditId, CategoryId, ProductId},
        money::Currency,
        page::Page,
    },
    i18n::Lang,
    shop::products::{
        changes::{Part, ProductState, Told, VariantState},
        edit::{Done, EditRefusal},
        shelf::{Sheet, StaffShelf, StaffSummary},
        undo::UndoRefusal,
    },
};

use super::samples::{Size, optioned, picture, product, shelf};

fn sheet(size: Size, product: Product) -> Sheet {
    Sheet {
        product,
        pictures: (1..).take(size.count(1, 10)).map(picture).collect(),
        version: 7,
        sort: 3,
        is_hidden: true,
        is_deleted: false,
        category_name: Some(size.text("Mugs", 255)),
    }
}

fn state(size: Size, name: &str, price_minor: i64) -> ProductState {
    let variant = |id: i64| VariantState {
        id,
        sku: size.text("MUG", 64),
        values: vec![size.text("M", 40); size.count(1, 3)],
        price_minor,
        stock: 4,
        sort: id,
        photo: None,
    };
    ProductState {
        category: 1,
        name: size.text(name, 255),
        description: size.text(name, 1000),
        options: vec![size.text("Size", 40); size.count(1, 3)],
        sort: 1,
        is_hidden: false,
        is_deleted: false,
        low_stock: None,
        photos: Vec::new(),
        variants: (1..).take(size.count(1, 60)).map(variant).collect(),
    }
}

fn told(size: Size) -> Told {
    Told {
        who: Some(size.text("Oscar <b>", 129)),
        action: Action::Edit,
        parts: vec![Part::Name, Part::Price],
        at: 0,
    }
}

/// Every screen of products for staff, by name.
pub(super) fn screens(lang: Lang, size: Size) -> Vec<(&'static str, Screen)> {
    let one = sheet(size, product(size, 20));
    let many = sheet(size, optioned(size));
    let shelf = shelf(size);
    let list = |limit| {
        let products = shelf.products.iter().take(limit).cloned();
        let staff = products.map(|summary| StaffSummary {
            is_hidden: summary.id.get() % 2 == 0,
            summary,
        });
        staff.collect::<Vec<_>>()
    };
    let staff_shelf = StaffShelf {
        category: shelf.category.clone(),
        categories: shelf.categories.iter().take(8).cloned().collect(),
        products: list(8),
        previous: Some(Place::Start),
        next: Some(Place::Product(ProductId::new(9))),
    };
    let page: Page<Category, CategoryId> = Page {
        items: shelf.categories.iter().take(8).cloned().collect(),
        previous: None,
        next: Some(CategoryId::new(9)),
    };
    let change = Change {
        action: Action::Edit,
        done: Done {
            product: ProductId::new(5),
            entry: Some(AuditId::new(8)),
            before: state(size, "Mug", 1250),
            after: ProductState {
                name: size.text("Cup", 254),
                description: size.text("Cup", 999),
                ..state(size, "Cup", 999)
            },
        },
        was: one.clone(),
        is: one.clone(),
    };
    let asked = |what| {
        let ask = ProductAsk {
            product: 5,
            seen: 7,
            what,
        };
        let clash = changed::refusal(lang, &EditRefusal::Changed(told(size)));
        parts::question(lang, &one, &ask, Some(clash))
    };
    let deleted = Page {
        items: list(8),
        previous: None,
        next: Some(ProductId::new(9)),
    };
    let mut all = vec![
        ("shelf for staff", view::shelf(lang, &staff_shelf)),
        (
            "found by staff",
            view::found(lang, &size.text("mug", 100), &list(8)),
        ),
        ("menu of a product", view::menu(lang, &one, Place::Start)),
        (
            "menu of a product with options",
            view::menu(lang, &many, Place::Start),
        ),
        ("product to delete", view::ask_delete(lang, &one, 7)),
        ("deleted products", view::deleted(lang, &deleted)),
        (
            "where to put a product",
            view::into(lang, &one, 7, shelf.category.as_ref(), &page),
        ),
        ("photos of a product", parts::photos(lang, &one, 7)),
        ("variants of a product", parts::variants(lang, &many, None)),
        ("options of a product", parts::options(lang, &many, 7)),
        ("description is asked for", asked(Wanted::Description)),
        (
            "values are asked for",
            asked(Wanted::OptionValues {
                name: size.text("Size", 40),
            }),
        ),
        (
            "product changed",
            changed::done(lang, Currency::USD, &change),
        ),
        (
            "change not undone",
            changed::not_undone(lang, &UndoRefusal::Changed(told(size))),
        ),
    ];
    let variants = many.product.variants.iter().take(1);
    all.extend(variants.map(|own| ("variant", parts::variant(lang, &many, own, 7))));
    all.extend(parts::option(lang, &many, 0, 7).map(|screen| ("option of a product", screen)));
    all
}
