//! The screens of adding a product.

use crate::{
    bot::{
        admin::{
            button::StaffButton,
            categories::button::CategoryButton,
            panel,
            products::{add::button::NewProductButton, button::ProductButton},
        },
        button::Button,
        screen::{Key, Screen, cut, pager},
    },
    domain::{catalog::Place, id::CategoryId, typed::TypedError},
    i18n::{Html, Lang},
    shop::products::{
        MAX_PHOTOS,
        draft::{Created, Draft, Folder, Progress, Step},
    },
};

/// Characters of the description that are shown while more is asked.
const GLIMPSE: usize = 300;

/// What is known so far, and what is asked next; first of all what was wrong, if anything was.
pub fn step(lang: Lang, progress: &Progress, wrong: Option<Html>) -> Screen {
    let draft = &progress.draft;
    let question = match draft.step() {
        Step::Category => lang.adding_category_prompt(),
        Step::Name => lang.adding_name_prompt(),
        Step::Description => lang.adding_description_prompt(),
        Step::Price => lang.adding_price_prompt(),
        Step::Stock => lang.adding_stock_prompt(),
        Step::Photos if draft.photos == 0 => lang.adding_photos_prompt(most()),
        Step::Photos => lang.adding_photos_count(count(draft.photos), most()),
    };
    let text = Html::paragraphs(wrong.into_iter().chain([so_far(lang, draft), question]));
    let mut rows = match &progress.folder {
        Some(folder) => categories(lang, draft.number, folder),
        None => Vec::new(),
    };
    let number = draft.number;
    if draft.step() == Step::Photos {
        let label = if draft.photos == 0 {
            lang.button_adding_skip()
        } else {
            lang.button_adding_done()
        };
        rows.push(vec![Key::new(
            label,
            NewProductButton::Done { draft: number },
        )]);
    }
    let cancel = Key::new(
        lang.button_cancel(),
        NewProductButton::CancelDraft { draft: number },
    );
    let last = match draft.step() {
        Step::Category => vec![cancel],
        _ => vec![
            Key::new(lang.button_back(), NewProductButton::Back { draft: number }),
            cancel,
        ],
    };
    rows.push(last);
    Screen::new(text, rows)
}

fn count(photos: usize) -> i64 {
    i64::try_from(photos).unwrap_or(i64::MAX)
}

fn most() -> i64 {
    count(MAX_PHOTOS)
}

fn so_far(lang: Lang, draft: &Draft) -> Html {
    let mut lines = vec![lang.adding_title()];
    if let Some(category) = &draft.category {
        lines.push(lang.adding_so_far_category(&category.name));
    }
    if let Some(name) = &draft.name {
        lines.push(lang.product_title(name));
    }
    if let Some(description) = &draft.description {
        lines.push(Html::escape(&cut(description, GLIMPSE)));
    }
    if let Some(price) = draft.price {
        lines.push(lang.adding_so_far_price(price));
    }
    if let Some(stock) = draft.stock {
        lines.push(lang.adding_so_far_stock(stock));
    }
    Html::lines(lines)
}

/// The categories to choose from: one that has others in it is opened first.
fn categories(lang: Lang, draft: i64, folder: &Folder) -> Vec<Vec<Key>> {
    let mut rows = Vec::new();
    if let Some(category) = &folder.of {
        let label = lang.button_adding_here(&cut(&category.name, 40));
        let choose = NewProductButton::ChooseCategory {
            draft,
            category: category.id,
        };
        rows.push(vec![Key::new(label, choose)]);
    }
    for (category, has_others) in &folder.page.items {
        let name = cut(&category.name, 50);
        rows.push(vec![if *has_others {
            Key::new(
                lang.button_adding_open(&name),
                NewProductButton::Browse {
                    draft,
                    parent: Some(category.id),
                },
            )
        } else {
            Key::new(
                name,
                NewProductButton::ChooseCategory {
                    draft,
                    category: category.id,
                },
            )
        }]);
    }
    let page = |from: CategoryId| NewProductButton::BrowseFrom { draft, from };
    rows.extend(pager(
        lang,
        folder.page.previous.map(page),
        folder.page.next.map(page),
    ));
    if let Some(category) = &folder.of {
        let up = NewProductButton::Browse {
            draft,
            parent: category.parent,
        };
        rows.push(vec![Key::new(lang.button_adding_up(), up)]);
    }
    rows
}

/// A product was begun: go on with it, or begin anew.
pub fn begun(lang: Lang, begun: &Progress, category: Option<CategoryId>) -> Screen {
    let draft = &begun.draft;
    let asked = step_name(lang, draft.step());
    let name = draft.name.as_deref().unwrap_or_default();
    let mut rows = go_on(lang, draft);
    rows.push(vec![Key::new(
        lang.button_adding_anew(),
        NewProductButton::AddAnew { category },
    )]);
    rows.push(vec![panel::back(lang)]);
    Screen::new(lang.adding_begun(name, &asked), rows)
}

fn go_on(lang: Lang, draft: &Draft) -> Vec<Vec<Key>> {
    let name = cut(draft.name.as_deref().unwrap_or_default(), 30);
    let resume = NewProductButton::Resume {
        draft: draft.number,
    };
    vec![vec![Key::new(lang.button_adding_continue(&name), resume)]]
}

fn step_name(lang: Lang, step: Step) -> String {
    match step {
        Step::Category => lang.adding_step_category(),
        Step::Name => lang.adding_step_name(),
        Step::Description => lang.adding_step_description(),
        Step::Price => lang.adding_step_price(),
        Step::Stock => lang.adding_step_stock(),
        Step::Photos => lang.adding_step_photos(),
    }
}

/// What the panel offers: to add a product, or to go on with the one begun.
pub fn panel_key(lang: Lang, begun: Option<&Progress>) -> Key {
    let name = begun.and_then(|begun| begun.draft.name.as_deref());
    match name {
        Some(name) => Key::new(
            lang.button_adding_continue(&cut(name, 30)),
            NewProductButton::Add {},
        ),
        None => Key::new(lang.button_add_product(), NewProductButton::Add {}),
    }
}

/// The product is there.
pub fn created(lang: Lang, created: &Created) -> Screen {
    let seen = Button::Product {
        product: created.product,
        place: Place::Start,
    };
    let another = NewProductButton::AddIn {
        category: created.category,
    };
    let product = created.product;
    let edit = StaffButton::Product(ProductButton::Menu { product });
    let options = StaffButton::Product(ProductButton::Options { product });
    let rows = vec![
        vec![Key::new(lang.button_adding_as_customer(), seen)],
        vec![
            Key::new(lang.button_adding_edit(), edit),
            Key::new(lang.button_field_options(), options),
        ],
        vec![Key::new(lang.button_adding_another(), another)],
        vec![panel::back(lang)],
    ];
    Screen::new(lang.adding_created(&created.name), rows)
}

/// It was called off.
pub fn cancelled(lang: Lang) -> Screen {
    ended(lang, lang.adding_cancelled())
}

/// A question was answered that is not open any more.
pub fn gone(lang: Lang) -> Screen {
    ended(lang, lang.adding_gone())
}

/// A picture came that nobody asked for.
pub fn stray(lang: Lang) -> Screen {
    ended(lang, lang.photo_not_asked_for())
}

/// The same when a product was begun, which it may be meant for.
pub fn stray_while_begun(lang: Lang, begun: &Progress) -> Screen {
    let mut rows = go_on(lang, &begun.draft);
    rows.push(vec![panel::back(lang)]);
    Screen::new(lang.photo_not_asked_for(), rows)
}

fn ended(lang: Lang, text: Html) -> Screen {
    let add = Key::new(lang.button_add_product(), NewProductButton::Add {});
    Screen::new(text, vec![vec![add], vec![panel::back(lang)]])
}

/// There is nothing to put a product into.
pub fn no_categories(lang: Lang) -> Screen {
    let add = StaffButton::Category(CategoryButton::Add { parent: None });
    let add = Key::new(lang.button_category_add(), add);
    let rows = vec![vec![add], vec![panel::back(lang)]];
    Screen::new(lang.adding_no_categories(), rows)
}

/// What is wrong with a typed number, with an example.
pub fn wrong_number(lang: Lang, error: TypedError) -> Html {
    match error {
        TypedError::NotANumber { example } => lang.number_not_a_number(example),
        TypedError::Grouping { example } => lang.number_grouping(example),
        TypedError::Ambiguous => lang.number_ambiguous(),
        TypedError::OtherCurrency { currency, example } => {
            lang.number_other_currency(currency.code(), example)
        }
        TypedError::TooPrecise {
            currency,
            decimals,
            example,
        } => lang.number_too_precise(currency.code(), decimals, example),
        TypedError::NotWhole => lang.number_not_whole(),
        TypedError::NotPositive { example } => lang.number_not_positive(example),
        TypedError::Negative { example } => lang.number_negative(example),
        TypedError::TooLarge { most } => lang.number_too_large(most),
    }
}
