//! Browsing: start, categories, products, search.

pub mod view;

use crate::{
    db::{DbError, Tx},
    domain::{
        catalog::{Picture, Place, Product},
        id::{CategoryId, ProductId},
        options::Chosen,
    },
    shop::{
        Shop, UseCaseError,
        catalog::{self, Gone},
    },
};

use super::{
    admin,
    button::Button,
    command::Start,
    context::Context,
    menu,
    screen::{Reply, Screen, cut},
};

/// `/start`: the greeting, or where the link leads.
pub async fn start(context: &Context, start: Start) -> Result<Reply, DbError> {
    let reply = match start {
        Start::Home => home(context, Place::Start).await?,
        Start::Product(id) => product(context, id, Place::Start).await?,
        Start::Category(id) => category(context, id, Place::Start).await?,
        Start::Order(id) => admin::orders::follow(context, id).await?,
    };
    let chat = context.chat();
    if context
        .peek(move |tx| crate::shop::access::staff(tx, chat))
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
        Err(Gone) => Reply::alert(context.lang.category_gone()),
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
        Err(Gone) => Reply::alert(context.lang.category_gone()),
    })
}

/// A product, chosen from the list that begins at `place`.
pub async fn product(context: &Context, id: ProductId, place: Place) -> Result<Reply, DbError> {
    look(
        context,
        move |tx, shop, bot| catalog::product(tx, shop, bot, id),
        |product, pictures| view::product(context.lang, product, pictures, None, place),
    )
    .await
}

/// A product of whose options something was chosen.
pub async fn choose(context: &Context, chosen: Chosen, place: Place) -> Result<Reply, DbError> {
    look(
        context,
        move |tx, shop, bot| catalog::product_of(tx, shop, bot, chosen.variant),
        |product, pictures| view::product(context.lang, product, pictures, Some(chosen), place),
    )
    .await
}

/// A product's whole description, which did not fit under its picture.
pub async fn more(context: &Context, id: ProductId, place: Place) -> Result<Reply, DbError> {
    look(
        context,
        move |tx, shop, bot| catalog::product(tx, shop, bot, id),
        |product, _| {
            let back = Button::Product { product: id, place };
            view::description(context.lang, product, back)
        },
    )
    .await
}

/// The same where something of its options was chosen.
pub async fn more_of(context: &Context, chosen: Chosen, place: Place) -> Result<Reply, DbError> {
    look(
        context,
        move |tx, shop, bot| catalog::product_of(tx, shop, bot, chosen.variant),
        |product, _| {
            let back = Button::Choose { chosen, place };
            view::description(context.lang, product, back)
        },
    )
    .await
}

/// A product with its pictures.
type Seen = (Product, Vec<Picture>);

async fn look(
    context: &Context,
    find: impl Fn(&mut Tx<'_>, &Shop, i64) -> Result<Seen, UseCaseError<Gone>> + Clone + Send + 'static,
    view: impl Fn(&Product, Vec<Picture>) -> Screen,
) -> Result<Reply, DbError> {
    let (shop, bot) = (context.app.shop.clone(), context.app.me.id);
    let seen = context.look(move |tx, _| find(tx, &shop, bot)).await?;
    Ok(match seen {
        Ok((product, pictures)) => Reply::screen(view(&product, pictures)),
        Err(Gone) => Reply::alert(context.lang.product_gone()),
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
