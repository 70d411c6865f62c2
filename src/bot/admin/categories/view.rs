//! The screens of categories for staff.

use crate::{
    bot::{
        admin::{
            button::StaffButton,
            panel,
            share::{self, button::ShareButton},
            translations,
        },
        screen::{Key, Screen, cut, pager},
    },
    domain::{catalog::StaffCategory, id::CategoryId, page::Page, translation::Worded},
    i18n::{Html, Lang},
    shop::categories::{Card, Destination, Level},
};

use super::button::{CategoryAsk, CategoryButton};

/// So much of a name is shown on a button that has more to say.
const NAME: usize = 36;
/// So many of the categories around one are named, the nearest ones.
const AROUND: usize = 4;

/// The categories at one place.
pub fn list(lang: Lang, level: &Level) -> Screen {
    let parent = level.parent.as_ref().map(|parent| parent.category.id);
    let mut rows: Vec<Vec<Key>> = level
        .page
        .items
        .iter()
        .map(|seen| {
            let name = cut(&seen.category.name, NAME);
            let label = lang.button_staff_category(&name, seen.products, seen.categories);
            let category = seen.category.id;
            vec![Key::new(label, CategoryButton::Card { category })]
        })
        .collect();
    let is_empty = rows.is_empty();
    let page = |from| CategoryButton::List {
        parent,
        from: Some(from),
    };
    rows.extend(pager(
        lang,
        level.page.previous.map(page),
        level.page.next.map(page),
    ));
    let add = match parent {
        None => lang.button_category_add(),
        Some(_) => lang.button_category_add_in(),
    };
    rows.push(vec![Key::new(add, CategoryButton::Add { parent })]);
    if level.deleted > 0 {
        let label = lang.button_categories_deleted(level.deleted);
        rows.push(vec![Key::new(
            label,
            CategoryButton::Deleted { from: None },
        )]);
    }
    if let Some(parent) = &level.parent {
        let category = parent.category.id;
        let label = lang.button_categories_up(&parent.category.name);
        rows.push(vec![Key::new(label, CategoryButton::Card { category })]);
    }
    rows.push(vec![panel::back(lang)]);
    let title = match &level.parent {
        None => lang.staff_categories_top(),
        Some(parent) => lang.staff_categories_in(&parent.category.name),
    };
    let hint = match (is_empty, parent) {
        (false, _) => lang.staff_categories_legend(),
        (true, None) => lang.staff_categories_none(),
        (true, Some(_)) => lang.staff_categories_none_in(),
    };
    Screen::new(Html::paragraphs([title, hint]), rows)
}

fn path(names: &[String]) -> String {
    let near = names.len().saturating_sub(AROUND);
    let dots = (near > 0).then(|| "…".to_owned());
    let named = names[near..].iter().map(|name| cut(name, NAME));
    dots.into_iter()
        .chain(named)
        .collect::<Vec<_>>()
        .join(" › ")
}

/// A category.
pub fn card(lang: Lang, card: &Card) -> Screen {
    let seen = &card.seen;
    let category = seen.category.id;
    let key = |label: String, button: CategoryButton| Key::new(label, button);
    let inside = CategoryButton::List {
        parent: Some(category),
        from: None,
    };
    let back = CategoryButton::List {
        parent: seen.category.parent,
        from: Some(category),
    };
    let rows = vec![
        vec![
            key(
                lang.button_category_name(),
                CategoryButton::AskName { category },
            ),
            key(
                lang.button_category_description(),
                CategoryButton::AskDescription { category },
            ),
        ],
        vec![
            key(lang.button_category_up(), CategoryButton::Up { category }),
            key(
                lang.button_category_down(),
                CategoryButton::Down { category },
            ),
            key(
                lang.button_category_place(),
                CategoryButton::AskPlace { category },
            ),
        ],
        vec![translations::view::key(lang, Worded::Category(category))],
        vec![key(lang.button_category_inside(seen.categories), inside)],
        vec![key(
            lang.button_category_add_in(),
            CategoryButton::Add {
                parent: Some(category),
            },
        )],
        vec![
            key(
                lang.button_category_move(),
                CategoryButton::Move {
                    category,
                    into: seen.category.parent,
                },
            ),
            key(
                lang.button_category_delete(),
                CategoryButton::AskDelete { category },
            ),
        ],
        vec![share::key(lang, ShareButton::Category { category })],
        vec![key(lang.button_category_back(), back), panel::back(lang)],
    ];
    Screen::new(described(lang, card), rows)
}

/// What there is to say of a category.
fn described(lang: Lang, card: &Card) -> Html {
    let seen = &card.seen;
    let place = match card.path.as_slice() {
        [] => lang.category_card_at_top(),
        names => lang.category_card_path(&path(names)),
    };
    let description = match &seen.category.description {
        Some(text) => Html::escape(text),
        None => lang.category_card_no_description(),
    };
    Html::paragraphs([
        Html::lines([lang.category_card_title(&seen.category.name), place]),
        description,
        Html::lines([
            lang.category_card_sort(seen.sort),
            lang.category_card_inside(seen.products, seen.categories),
        ]),
    ])
}

/// The key that ends a question and leads back to where it was asked.
fn cancel(lang: Lang, ask: &CategoryAsk) -> Key {
    let button = match ask {
        CategoryAsk::NewName { parent } | CategoryAsk::NewDescription { parent, .. } => {
            match parent.map(CategoryId::new) {
                Some(category) => CategoryButton::Card { category },
                None => CategoryButton::List {
                    parent: None,
                    from: None,
                },
            }
        }
        CategoryAsk::Name { category, .. }
        | CategoryAsk::Description { category, .. }
        | CategoryAsk::Place { category, .. } => CategoryButton::Card {
            category: CategoryId::new(*category),
        },
    };
    Key::new(lang.button_cancel(), button)
}

/// A question, with what else can be done than answer it.
pub fn question(lang: Lang, ask: &CategoryAsk, text: Html) -> Screen {
    let mut rows = Vec::new();
    match ask {
        CategoryAsk::NewDescription { .. } => {
            rows.push(vec![Key::new(
                lang.button_category_skip(),
                CategoryButton::Skip {},
            )]);
        }
        CategoryAsk::Description { category, .. } => {
            let category = CategoryId::new(*category);
            let none = CategoryButton::DropDescription { category };
            rows.push(vec![Key::new(lang.button_category_no_description(), none)]);
        }
        CategoryAsk::NewName { .. } | CategoryAsk::Name { .. } | CategoryAsk::Place { .. } => {}
    }
    rows.push(vec![cancel(lang, ask)]);
    Screen::new(text, rows)
}

/// Asks for the description of a new category, and offers the deleted one of its name.
pub fn offer(lang: Lang, ask: &CategoryAsk, name: &str, deleted: CategoryId) -> Screen {
    let restore = CategoryButton::Restore { category: deleted };
    let rows = vec![
        vec![Key::new(lang.button_category_restore(name), restore)],
        vec![Key::new(
            lang.button_category_skip(),
            CategoryButton::Skip {},
        )],
        vec![cancel(lang, ask)],
    ];
    Screen::new(lang.category_name_deleted(name), rows)
}

/// What is asked about a category.
pub fn prompt(lang: Lang, ask: &CategoryAsk, seen: &StaffCategory) -> Html {
    let name = seen.category.name.as_str();
    match ask {
        CategoryAsk::NewName { .. } => lang.category_name_prompt_in(name),
        CategoryAsk::NewDescription { name, .. } => lang.category_description_prompt(name),
        CategoryAsk::Name { .. } => lang.category_rename_prompt(name),
        CategoryAsk::Description { .. } => match &seen.category.description {
            Some(text) => Html::paragraphs([
                lang.category_describe_prompt(name),
                lang.category_describe_now(text),
            ]),
            None => lang.category_describe_prompt(name),
        },
        CategoryAsk::Place { .. } => lang.category_place_prompt(name, seen.sort),
    }
}

/// Where a category could go.
pub fn destinations(lang: Lang, destination: &Destination) -> Screen {
    let moved = &destination.moved.category;
    let category = moved.id;
    let level = &destination.level;
    let here = level.parent.as_ref().map(|parent| parent.category.id);
    // What is in it is not offered either: it could only be reached through the category itself.
    let mut rows: Vec<Vec<Key>> = level
        .page
        .items
        .iter()
        .filter(|seen| seen.category.id != category)
        .map(|seen| {
            let into = Some(seen.category.id);
            let label = lang.button_category_open(&seen.category.name);
            vec![Key::new(label, CategoryButton::Move { category, into })]
        })
        .collect();
    let page = |from| CategoryButton::MoveFrom { category, from };
    rows.extend(pager(
        lang,
        level.page.previous.map(page),
        level.page.next.map(page),
    ));
    if here != moved.parent {
        let button = CategoryButton::MoveHere {
            category,
            into: here,
        };
        rows.push(vec![Key::new(lang.button_category_move_here(), button)]);
    }
    if let Some(parent) = &level.parent {
        let into = parent.category.parent;
        let up = CategoryButton::Move { category, into };
        let label = match into {
            None => lang.button_categories_top(),
            Some(_) => lang.button_categories_one_up(),
        };
        rows.push(vec![Key::new(label, up)]);
    }
    let back = CategoryButton::Card { category };
    rows.push(vec![Key::new(lang.button_cancel(), back)]);
    let at = match &level.parent {
        Some(parent) => lang.category_move_at(&parent.category.name),
        None => lang.category_move_at_top(),
    };
    let text = Html::paragraphs([lang.category_move_title(&moved.name), at]);
    Screen::new(text, rows)
}

/// Asks whether a category is to be deleted.
pub fn ask_delete(lang: Lang, card: &Card) -> Screen {
    let category = card.seen.category.id;
    let rows = vec![vec![
        Key::new(
            lang.button_category_delete_yes(),
            CategoryButton::Delete { category },
        ),
        Key::new(lang.button_category_delete_no(), StaffButton::Panel {}),
    ]];
    Screen::new(
        lang.category_delete_question(&card.seen.category.name),
        rows,
    )
}

/// What is shown in place of a category that was deleted.
pub fn gone(lang: Lang, card: &Card) -> Screen {
    let category = &card.seen.category;
    let list = CategoryButton::List {
        parent: category.parent,
        from: None,
    };
    let restore = CategoryButton::Restore {
        category: category.id,
    };
    let rows = vec![
        vec![Key::new(lang.button_category_restore_it(), restore)],
        vec![Key::new(lang.button_categories_back(), list)],
        vec![panel::back(lang)],
    ];
    Screen::new(lang.category_deleted(&category.name), rows)
}

/// The deleted categories.
pub fn deleted(lang: Lang, page: &Page<Card, CategoryId>) -> Screen {
    let mut rows: Vec<Vec<Key>> = page
        .items
        .iter()
        .map(|card| {
            let mut names = card.path.clone();
            names.push(card.seen.category.name.clone());
            let label = lang.button_category_deleted(&last_whole(&names));
            let category = card.seen.category.id;
            vec![Key::new(label, CategoryButton::Restore { category })]
        })
        .collect();
    let text = if rows.is_empty() {
        lang.categories_deleted_none()
    } else {
        Html::paragraphs([
            lang.categories_deleted_title(),
            lang.categories_deleted_hint(),
        ])
    };
    let button = |from| CategoryButton::Deleted { from: Some(from) };
    rows.extend(pager(
        lang,
        page.previous.map(button),
        page.next.map(button),
    ));
    let list = CategoryButton::List {
        parent: None,
        from: None,
    };
    rows.push(vec![Key::new(lang.button_categories_back(), list)]);
    rows.push(vec![panel::back(lang)]);
    Screen::new(text, rows)
}

/// A path that fits a button: what is cut is around the last name, not the name.
fn last_whole(names: &[String]) -> String {
    match names {
        [.., around, last] => format!("{} › {}", cut(around, 20), cut(last, NAME)),
        [last] => cut(last, NAME),
        [] => String::new(),
    }
}
