//! Categories for staff: browsing the tree, and changing what is in it.

pub mod asking;
pub mod button;
pub mod view;

use crate::{
    bot::{
        context::Context,
        screen::{Answer, Key, Reply},
        state,
    },
    db::{DbError, Tx},
    domain::{catalog::StaffCategory, id::CategoryId},
    i18n::Lang,
    shop::{
        access::{Catalogue, Permit},
        categories::{self, Card, CategoryRefusal, Changed, Direction, Edit, Level},
    },
};

use self::button::CategoryButton;
use super::{Refusal, act, look, turned_away};

/// The key that leads to categories.
pub fn key(lang: Lang) -> Key {
    let top = CategoryButton::List {
        parent: None,
        from: None,
    };
    Key::new(lang.button_staff_categories(), top)
}

/// A button about categories is pressed.
pub async fn press(context: &Context, button: CategoryButton) -> Result<Reply, DbError> {
    match button {
        CategoryButton::List { parent, from } => list(context, parent, from).await,
        CategoryButton::Card { category } => card(context, category).await,
        CategoryButton::Add { parent } => asking::new(context, parent).await,
        CategoryButton::Skip {} => asking::skip_pressed(context).await,
        CategoryButton::AskName { category } => asking::name(context, category).await,
        CategoryButton::AskDescription { category } => asking::description(context, category).await,
        CategoryButton::DropDescription { category } => drop_description(context, category).await,
        CategoryButton::AskPlace { category } => asking::place(context, category).await,
        CategoryButton::Up { category } => shift(context, category, Direction::Up).await,
        CategoryButton::Down { category } => shift(context, category, Direction::Down).await,
        CategoryButton::Move { category, into } => {
            destinations(context, category, into, None).await
        }
        CategoryButton::MoveFrom { category, from } => {
            destinations(context, category, None, Some(from)).await
        }
        CategoryButton::MoveHere { category, into } => move_to(context, category, into).await,
        CategoryButton::AskDelete { category } => ask_delete(context, category).await,
        CategoryButton::Delete { category } => delete(context, category).await,
        CategoryButton::Deleted { from } => deleted(context, from).await,
        CategoryButton::Restore { category } => restore(context, category).await,
    }
}

/// Shows where things stand after a press whose effect was committed before a crash.
pub async fn present(context: &Context, button: CategoryButton) -> Result<Reply, DbError> {
    match button {
        CategoryButton::Up { category }
        | CategoryButton::Down { category }
        | CategoryButton::DropDescription { category }
        | CategoryButton::MoveHere { category, .. }
        | CategoryButton::Restore { category }
        | CategoryButton::AskName { category }
        | CategoryButton::AskDescription { category }
        | CategoryButton::AskPlace { category } => card(context, category).await,
        CategoryButton::Delete { .. } | CategoryButton::Skip {} => list(context, None, None).await,
        CategoryButton::Add { parent } => list(context, parent, None).await,
        // These only show.
        CategoryButton::List { .. }
        | CategoryButton::Card { .. }
        | CategoryButton::Move { .. }
        | CategoryButton::MoveFrom { .. }
        | CategoryButton::AskDelete { .. }
        | CategoryButton::Deleted { .. } => press(context, button).await,
    }
}

/// What somebody is told whose wish about a category called `name` was refused.
fn refused(context: &Context, refusal: Refusal<CategoryRefusal>, name: &str) -> Reply {
    let lang = context.lang;
    Reply::alert(match refusal {
        Refusal::Denied(denied) => return turned_away(context, denied),
        Refusal::Rules(CategoryRefusal::Unknown | CategoryRefusal::Changed(_)) => {
            lang.alert_category_removed()
        }
        Refusal::Rules(CategoryRefusal::ParentGone) => lang.alert_category_parent_gone(),
        Refusal::Rules(CategoryRefusal::NameTaken) => lang.alert_category_taken(name),
        Refusal::Rules(CategoryRefusal::Inside) => lang.alert_category_inside(),
        Refusal::Rules(CategoryRefusal::NotEmpty {
            products,
            categories,
        }) => lang.alert_category_not_empty(products, categories),
    })
}

/// The same, with the list below: what the message showed is not there any more.
async fn refused_to_list(
    context: &Context,
    refusal: Refusal<CategoryRefusal>,
    name: &str,
) -> Result<Reply, DbError> {
    let is_gone = matches!(
        refusal,
        Refusal::Rules(CategoryRefusal::Unknown | CategoryRefusal::ParentGone)
    );
    let told = refused(context, refusal, name);
    if !is_gone {
        return Ok(told);
    }
    let top = look(context, move |tx, by| categories::level(tx, by, None, None)).await?;
    Ok(match top {
        Ok(level) => Reply::screen(view::list(context.lang, &level)).with_answer(told.answer),
        Err(_) => told,
    })
}

async fn show_level(
    context: &Context,
    view: impl Fn(&mut Tx<'_>, &Permit<Catalogue>) -> Changed<Level> + Clone + Send + 'static,
) -> Result<Reply, DbError> {
    match look(context, view).await? {
        Ok(level) => Ok(Reply::screen(view::list(context.lang, &level))),
        Err(refusal) => refused_to_list(context, refusal, "").await,
    }
}

/// The categories at one place, from one on.
pub async fn list(
    context: &Context,
    parent: Option<CategoryId>,
    from: Option<CategoryId>,
) -> Result<Reply, DbError> {
    show_level(context, move |tx, by| {
        categories::level(tx, by, parent, from)
    })
    .await
}

/// A category.
pub async fn card(context: &Context, id: CategoryId) -> Result<Reply, DbError> {
    match look(context, move |tx, by| categories::inspect(tx, by, id)).await? {
        Ok(card) => Ok(Reply::screen(view::card(context.lang, &card))),
        Err(refusal) => refused_to_list(context, refusal, "").await,
    }
}

async fn destinations(
    context: &Context,
    id: CategoryId,
    into: Option<CategoryId>,
    from: Option<CategoryId>,
) -> Result<Reply, DbError> {
    let seen = look(context, move |tx, by| {
        categories::destination(tx, by, id, into, from)
    })
    .await?;
    match seen {
        Ok(destination) => Ok(Reply::screen(view::destinations(
            context.lang,
            &destination,
        ))),
        Err(refusal) => refused_to_list(context, refusal, "").await,
    }
}

async fn deleted(context: &Context, from: Option<CategoryId>) -> Result<Reply, DbError> {
    let seen = look(context, move |tx, by| categories::deleted(tx, by, from)).await?;
    Ok(match seen {
        Ok(page) => Reply::screen(view::deleted(context.lang, &page)),
        Err(refusal) => refused(context, refusal, ""),
    })
}

async fn ask_delete(context: &Context, id: CategoryId) -> Result<Reply, DbError> {
    match look(context, move |tx, by| categories::deletable(tx, by, id)).await? {
        Ok(card) => Ok(Reply::screen(view::ask_delete(context.lang, &card))),
        Err(refusal) => refused_to_list(context, refusal, "").await,
    }
}

/// Changes a category by a key, and shows it with a toast.
async fn change(
    context: &Context,
    id: CategoryId,
    toast: String,
    effect: impl Fn(&mut Tx<'_>, &Permit<Catalogue>) -> Changed<Card> + Send + 'static,
) -> Result<Reply, DbError> {
    match act(context, effect).await? {
        Ok(card) => {
            Ok(Reply::screen(view::card(context.lang, &card)).with_answer(Answer::Toast(toast)))
        }
        Err(refusal) => {
            let name = name_of(context, id).await?;
            refused_to_list(context, refusal, &name).await
        }
    }
}

/// What a category is called, deleted or not; nothing for those who may not know.
async fn name_of(context: &Context, id: CategoryId) -> Result<String, DbError> {
    let seen = look(context, move |tx, by| categories::name_of(tx, by, id)).await?;
    Ok(seen.unwrap_or_default())
}

async fn shift(context: &Context, id: CategoryId, direction: Direction) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let shifted = act(context, move |tx, by| {
        categories::shift(tx, by, id, direction, now)
    })
    .await?;
    let lang = context.lang;
    match shifted {
        Ok((card, true)) => Ok(Reply::screen(view::card(lang, &card))
            .with_answer(Answer::Toast(lang.toast_category_moved()))),
        Ok((_, false)) => Ok(Reply::alert(match direction {
            Direction::Up => lang.alert_category_first(),
            Direction::Down => lang.alert_category_last(),
        })),
        Err(refusal) => refused_to_list(context, refusal, "").await,
    }
}

async fn move_to(
    context: &Context,
    id: CategoryId,
    into: Option<CategoryId>,
) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    change(
        context,
        id,
        context.lang.toast_category_moved(),
        move |tx, by| categories::move_to(tx, by, id, into, now),
    )
    .await
}

async fn drop_description(context: &Context, id: CategoryId) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    change(
        context,
        id,
        context.lang.toast_category_described(),
        move |tx, by| {
            state::leave(tx, chat)?;
            categories::edit(tx, by, id, None, &Edit::Description(None), now)
        },
    )
    .await
}

async fn delete(context: &Context, id: CategoryId) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    match act(context, move |tx, by| categories::delete(tx, by, id, now)).await? {
        Ok(card) => Ok(Reply::screen(view::gone(context.lang, &card))),
        Err(refusal) => refused_to_list(context, refusal, "").await,
    }
}

async fn restore(context: &Context, id: CategoryId) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let restored = act(context, move |tx, by| {
        let card = categories::restore(tx, by, id, now)?;
        // It may have been offered in place of a new one that was asked about.
        state::leave(tx, chat)?;
        Ok(card)
    })
    .await?;
    match restored {
        Ok(card) => Ok(Reply::screen(view::card(context.lang, &card))
            .with_answer(Answer::Toast(context.lang.toast_category_restored()))),
        Err(Refusal::Rules(CategoryRefusal::Unknown)) => {
            Ok(Reply::alert(context.lang.alert_category_not_deleted()))
        }
        Err(refusal) => {
            let name = name_of(context, id).await?;
            Ok(refused(context, refusal, &name))
        }
    }
}

/// The version of a category that a question is about.
fn version(seen: &StaffCategory) -> (i64, i64) {
    (seen.category.id.get(), seen.version)
}
