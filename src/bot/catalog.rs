//! Browsing: start, categories, products, search.

pub mod view;

use crate::{
    db::DbError,
    domain::{
        catalog::Place,
        id::{CategoryId, ProductId},
    },
    shop::catalog,
};

use super::{
    command::Start,
    context::Context,
    menu,
    screen::{Reply, cut},
};

/// `/start`: the greeting, or where the link leads.
pub async fn start(context: &Context, start: Start) -> Result<Reply, DbError> {
    let reply = match start {
        Start::Home => home(context, Place::Start).await?,
        Start::Product(id) => product(context, id, Place::Start).await?,
        Start::Category(id) => category(context, id, Place::Start).await?,
    };
    let chat = context.chat();
    if context
        .peek(move |tx| crate::shop::access::admin(tx, chat))
        .await?
        .is_some()
    {
        // Nobody waits for the menu.
        let (app, lang) = (context.app.clone(), context.lang);
        tokio::spawn(async move { menu::set_for_admin(&app.api, lang, chat).await });
    }
    Ok(reply)
}

/// The top of the catalogue.
pub async fn home(context: &Context, place: Place) -> Result<Reply, DbError> {
    let shop = context.app.shop.clone();
    let shelf = context
        .look(move |tx, _| catalog::open(tx, &shop, None, place))
        .await?;
    Ok(match shelf {
        Ok(shelf) => Reply::screen(view::home(
            context.lang,
            &context.profile.first_name,
            &shelf,
        )),
        Err(catalog::Gone) => Reply::alert(context.lang.category_gone()),
    })
}

/// A category with its sub-categories and products.
pub async fn category(context: &Context, id: CategoryId, place: Place) -> Result<Reply, DbError> {
    let shop = context.app.shop.clone();
    let shelf = context
        .look(move |tx, _| catalog::open(tx, &shop, Some(id), place))
        .await?;
    Ok(match shelf {
        Ok(shelf) => Reply::screen(view::category(context.lang, &shelf)),
        Err(catalog::Gone) => Reply::alert(context.lang.category_gone()),
    })
}

/// A product, chosen from the list that begins at `place`.
pub async fn product(context: &Context, id: ProductId, place: Place) -> Result<Reply, DbError> {
    let shop = context.app.shop.clone();
    let product = context
        .look(move |tx, _| catalog::product(tx, &shop, id))
        .await?;
    Ok(match product {
        Ok(product) => Reply::screen(view::product(context.lang, &product, place)),
        Err(catalog::Gone) => Reply::alert(context.lang.product_gone()),
    })
}

/// Text typed while nothing was asked: a search.
pub async fn search(context: &Context, text: &str) -> Result<Reply, DbError> {
    let words = cut(text.trim(), 100);
    context.meet().await?;
    let (shop, needle) = (context.app.shop.clone(), words.clone());
    let found = context
        .app
        .db
        .scan(move |tx| catalog::search(tx, &shop, &needle))
        .await?;
    Ok(Reply::screen(view::results(context.lang, &words, &found)))
}
