//! What is typed about categories: asked for, looked at, and saved or asked for again.

use crate::{
    bot::{
        admin::{Refusal, act, dismissed},
        checkout::text_error,
        context::Context,
        screen::{Answer, Reply, Screen},
        state::{self, State},
    },
    db::DbError,
    domain::{
        catalog::StaffCategory,
        id::CategoryId,
        text::{Description, Name, TextError},
        typed,
    },
    i18n::Html,
    shop::{
        UseCaseError,
        access::{Catalogue, Permit},
        categories::{self, CategoryRefusal, Edit, Naming},
    },
};

use super::{button::CategoryAsk, card, refused, refused_to_list, version, view};

/// Asks for the name of a new category.
pub async fn new(context: &Context, parent: Option<CategoryId>) -> Result<Reply, DbError> {
    let ask = CategoryAsk::NewName {
        parent: parent.map(CategoryId::get),
    };
    let (chat, now, asked) = (context.chat(), context.now.timestamp(), ask.clone());
    let around = act(context, move |tx, by| {
        let around = parent
            .map(|id| categories::inspect(tx, by, id))
            .transpose()?;
        state::set(tx, chat, &state(asked.clone()), now)?;
        Ok(around)
    })
    .await?;
    match around {
        Ok(around) => {
            let text = match &around {
                Some(around) => view::prompt(context.lang, &ask, &around.seen),
                None => context.lang.category_name_prompt(),
            };
            Ok(Reply::screen(view::question(context.lang, &ask, text)))
        }
        Err(refusal) => refused_to_list(context, refusal, "").await,
    }
}

const fn state(ask: CategoryAsk) -> State {
    State::Category { ask }
}

/// Asks for something about a category as it is now, with `why` before the question.
async fn about(
    context: &Context,
    id: CategoryId,
    make: fn((i64, i64)) -> CategoryAsk,
    why: Option<Html>,
) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let seen = act(context, move |tx, by| {
        let seen = categories::inspect(tx, by, id)?.seen;
        state::set(tx, chat, &state(make(version(&seen))), now)?;
        Ok(seen)
    })
    .await?;
    match seen {
        Ok(seen) => {
            let ask = make(version(&seen));
            let prompt = view::prompt(context.lang, &ask, &seen);
            let text = Html::paragraphs(why.into_iter().chain([prompt]));
            Ok(Reply::screen(view::question(context.lang, &ask, text)))
        }
        Err(refusal) => refused_to_list(context, refusal, "").await,
    }
}

const fn ask_name((category, version): (i64, i64)) -> CategoryAsk {
    CategoryAsk::Name { category, version }
}

const fn ask_description((category, version): (i64, i64)) -> CategoryAsk {
    CategoryAsk::Description { category, version }
}

const fn ask_place((category, version): (i64, i64)) -> CategoryAsk {
    CategoryAsk::Place { category, version }
}

/// Asks for another name.
pub async fn name(context: &Context, id: CategoryId) -> Result<Reply, DbError> {
    about(context, id, ask_name, None).await
}

/// Asks for another description.
pub async fn description(context: &Context, id: CategoryId) -> Result<Reply, DbError> {
    about(context, id, ask_description, None).await
}

/// Asks for another number in the owner's order.
pub async fn place(context: &Context, id: CategoryId) -> Result<Reply, DbError> {
    about(context, id, ask_place, None).await
}

/// Asks a question again, after a restart.
pub async fn again(context: &Context, ask: CategoryAsk) -> Result<Reply, DbError> {
    match ask {
        CategoryAsk::NewName { parent } => new(context, parent.map(CategoryId::new)).await,
        CategoryAsk::NewDescription { ref name, .. } => {
            let text = context.lang.category_description_prompt(name);
            Ok(Reply::screen(view::question(context.lang, &ask, text)))
        }
        CategoryAsk::Name { category, .. } => name(context, CategoryId::new(category)).await,
        CategoryAsk::Description { category, .. } => {
            description(context, CategoryId::new(category)).await
        }
        CategoryAsk::Place { category, .. } => place(context, CategoryId::new(category)).await,
    }
}

/// Says what is wrong with an answer; the question stays.
pub fn unfit(context: &Context, ask: &CategoryAsk, what: Html) -> Reply {
    Reply::screen(view::question(context.lang, ask, what))
}

/// Takes an answer.
pub async fn receive(context: &Context, ask: CategoryAsk, text: &str) -> Result<Reply, DbError> {
    let wrong = |error| Ok(unfit(context, &ask, text_error(context.lang, error)));
    match &ask {
        CategoryAsk::NewName { parent } => match Name::parse(text) {
            Ok(name) => take_name(context, parent.map(CategoryId::new), name).await,
            Err(error) => wrong(error),
        },
        CategoryAsk::NewDescription { .. } => match Description::parse(text) {
            Ok(description) => create(context, &ask, Some(description)).await,
            Err(TextError::Blank) => create(context, &ask, None).await,
            Err(error) => wrong(error),
        },
        CategoryAsk::Name { category, version } => match Name::parse(text) {
            Ok(name) => save(context, &ask, (*category, *version), Edit::Name(name)).await,
            Err(error) => wrong(error),
        },
        CategoryAsk::Description { category, version } => match Description::parse(text) {
            Ok(description) => {
                let edit = Edit::Description(Some(description));
                save(context, &ask, (*category, *version), edit).await
            }
            Err(error) => wrong(error),
        },
        CategoryAsk::Place { category, version } => match typed::place(text) {
            Ok(sort) => save(context, &ask, (*category, *version), Edit::Sort(sort)).await,
            Err(_) => Ok(unfit(context, &ask, context.lang.category_place_invalid())),
        },
    }
}

/// Takes the name of a new category and asks for the description.
async fn take_name(
    context: &Context,
    parent: Option<CategoryId>,
    name: Name,
) -> Result<Reply, DbError> {
    let ask = CategoryAsk::NewDescription {
        parent: parent.map(CategoryId::get),
        name: name.to_string(),
    };
    let (chat, now) = (context.chat(), context.now.timestamp());
    let (next, wished) = (state(ask.clone()), name.clone());
    let naming = act(context, move |tx, by| {
        let naming = categories::naming(tx, by, parent, &wished)?;
        state::set(tx, chat, &next, now)?;
        Ok(naming)
    })
    .await?;
    let lang = context.lang;
    match naming {
        Ok(Naming::Free) => {
            let text = lang.category_description_prompt(name.as_str());
            Ok(Reply::screen(view::question(lang, &ask, text)))
        }
        Ok(Naming::Deleted(id)) => Ok(Reply::screen(view::offer(lang, &ask, name.as_str(), id))),
        Err(refusal) => {
            let asked = CategoryAsk::NewName {
                parent: parent.map(CategoryId::get),
            };
            not_saved(context, &asked, refusal, name.as_str()).await
        }
    }
}

/// Goes on without a description, by a key.
pub async fn skip_pressed(context: &Context) -> Result<Reply, DbError> {
    let chat = context.chat();
    match context.peek(move |tx| state::awaited(tx, chat)).await? {
        Some(State::Category { ask }) => skip(context, ask).await,
        _ => {
            let list = super::list(context, None, None).await?;
            let alert = Answer::Alert(context.lang.outdated_button());
            Ok(match list.screen {
                Some(_) => list.with_answer(alert),
                None => list,
            })
        }
    }
}

/// Goes on without what is asked for: a new category gets no description, one that is there stays.
pub async fn skip(context: &Context, ask: CategoryAsk) -> Result<Reply, DbError> {
    match &ask {
        CategoryAsk::NewDescription { .. } => create(context, &ask, None).await,
        CategoryAsk::NewName { .. } => again(context, ask).await,
        CategoryAsk::Name { category, .. }
        | CategoryAsk::Description { category, .. }
        | CategoryAsk::Place { category, .. } => card(context, CategoryId::new(*category)).await,
    }
}

/// Creates the category whose last question this is.
async fn create(
    context: &Context,
    ask: &CategoryAsk,
    description: Option<Description>,
) -> Result<Reply, DbError> {
    let CategoryAsk::NewDescription { parent, name } = ask else {
        return again(context, ask.clone()).await;
    };
    let Ok(wished) = Name::parse(name) else {
        return new(context, parent.map(CategoryId::new)).await;
    };
    let (chat, now, parent) = (
        context.chat(),
        context.now.timestamp(),
        parent.map(CategoryId::new),
    );
    let created = act(context, move |tx, by: &Permit<Catalogue>| {
        let card = categories::create(tx, by, parent, &wished, description.as_ref(), now)?;
        state::leave(tx, chat)?;
        Ok(card)
    })
    .await?;
    match created {
        Ok(card) => Ok(Reply::screen(view::card(context.lang, &card))
            .after(Screen::text(context.lang.category_created()))),
        Err(refusal) => {
            // The name was free when it was asked for: it is asked for again.
            let asked = CategoryAsk::NewName {
                parent: parent.map(CategoryId::get),
            };
            not_saved(context, &asked, refusal, name).await
        }
    }
}

/// Saves an answer about a category that was seen at a version.
async fn save(
    context: &Context,
    ask: &CategoryAsk,
    (category, version): (i64, i64),
    edit: Edit,
) -> Result<Reply, DbError> {
    let (id, chat, now) = (
        CategoryId::new(category),
        context.chat(),
        context.now.timestamp(),
    );
    let wished = match &edit {
        Edit::Name(name) => name.to_string(),
        Edit::Description(_) | Edit::Sort(_) => String::new(),
    };
    let saved = act(context, move |tx, by| {
        let card = categories::edit(tx, by, id, Some(version), &edit, now)?;
        state::leave(tx, chat)?;
        Ok(card)
    })
    .await?;
    match saved {
        Ok(card) => Ok(Reply::screen(view::card(context.lang, &card))
            .after(Screen::text(context.lang.category_saved()))),
        Err(refusal) => not_saved(context, ask, refusal, &wished).await,
    }
}

/// Says why an answer was not taken, and asks again where another answer could be.
async fn not_saved(
    context: &Context,
    ask: &CategoryAsk,
    refusal: Refusal<CategoryRefusal>,
    name: &str,
) -> Result<Reply, DbError> {
    match refusal {
        Refusal::Rules(CategoryRefusal::NameTaken) => {
            let (chat, now, asked) = (context.chat(), context.now.timestamp(), ask.clone());
            let kept = act(context, move |tx, _: &Permit<Catalogue>| {
                state::set(tx, chat, &state(asked.clone()), now)?;
                Ok::<_, UseCaseError<CategoryRefusal>>(())
            })
            .await?;
            Ok(match kept {
                Ok(()) => unfit(context, ask, context.lang.category_name_taken(name)),
                Err(refusal) => refused(context, refusal, name),
            })
        }
        Refusal::Rules(CategoryRefusal::Changed(now)) => changed(context, ask, &now).await,
        Refusal::Denied(denied) => dismissed(context, denied).await,
        other @ Refusal::Rules(_) => {
            // There is nothing left to ask about.
            refused_to_list(context, other, name).await
        }
    }
}

/// Somebody else was faster: shows what they made of it, and asks again about that.
async fn changed(
    context: &Context,
    ask: &CategoryAsk,
    seen: &StaffCategory,
) -> Result<Reply, DbError> {
    let make = match ask {
        CategoryAsk::Description { .. } => ask_description,
        CategoryAsk::Place { .. } => ask_place,
        _ => ask_name,
    };
    let why = context.lang.category_changed();
    about(context, seen.category.id, make, Some(why)).await
}
