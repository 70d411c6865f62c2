//! Browsing: start, categories, products.

pub mod view;

use crate::{
    db::DbError,
    domain::{
        catalog::{Place, Sight},
        id::{CategoryId, ProductId, VariantId},
        options::Chosen,
    },
    shop::{
        access::{self, Standing},
        catalog::{self, Gone, ProductPage},
        watches::{self, WatchRefusal},
    },
};

use super::{
    admin,
    button::Button,
    command::Start,
    context::Context,
    front, menu,
    screen::{Answer, Reply, Screen},
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
    let standing = context.peek(move |tx| access::standing(tx, chat)).await?;
    // Whoever chose a language has a menu in it, whose words may have changed.
    if standing != Standing::Stranger || context.app.chats.language(chat).is_some() {
        let app = context.app.clone();
        // Nobody waits for the menu.
        tokio::spawn(async move { menu::renew(&app, chat, standing).await });
    }
    Ok(reply)
}

/// The top of the catalogue.
pub async fn home(context: &Context, place: Place) -> Result<Reply, DbError> {
    let (shop, language) = (context.app.shop(), context.language());
    let seen = context
        .look(move |tx, visitor| {
            let shelf = catalog::open(tx, &shop, language, None, place)?;
            Ok((shelf, visitor.staff().is_some()))
        })
        .await?;
    Ok(match seen {
        Ok((shelf, is_staff)) => {
            let (lang, name) = (context.lang, &context.profile.first_name);
            let greeting = front::greeting(lang, &context.app.front(), name);
            let sign = front::sign_of(context);
            Reply::screen(view::home(lang, greeting, sign, &shelf, is_staff))
        }
        Err(Gone) => Reply::alert(context.lang.category_gone()),
    })
}

/// A category with its sub-categories and products.
pub async fn category(context: &Context, id: CategoryId, place: Place) -> Result<Reply, DbError> {
    let (shop, language) = (context.app.shop(), context.language());
    let shelf = context
        .look(move |tx, _| catalog::open(tx, &shop, language, Some(id), place))
        .await?;
    Ok(match shelf {
        Ok(shelf) => {
            let screen = view::category(context.lang, &shelf);
            Reply::screen(screen.with_note(front::sign_of(context)))
        }
        Err(Gone) => Reply::alert(context.lang.category_gone()),
    })
}

/// A product, chosen from the list that begins at `place`.
pub async fn product(context: &Context, id: ProductId, place: Place) -> Result<Reply, DbError> {
    look(context, Sight::Product(id), |page| {
        view::product(context.lang, page, None, place, front::sign_of(context))
    })
    .await
}

/// A product of whose options something was chosen.
pub async fn choose(context: &Context, chosen: Chosen, place: Place) -> Result<Reply, DbError> {
    look(context, Sight::Variant(chosen.variant), |page| {
        let sign = front::sign_of(context);
        view::product(context.lang, page, Some(chosen), place, sign)
    })
    .await
}

/// A product's whole description, which did not fit under its picture.
pub async fn more(context: &Context, id: ProductId, place: Place) -> Result<Reply, DbError> {
    look(context, Sight::Product(id), |page| {
        let back = Button::Product { product: id, place };
        view::description(context.lang, &page.product, back)
    })
    .await
}

/// The same where something of its options was chosen.
pub async fn more_of(context: &Context, chosen: Chosen, place: Place) -> Result<Reply, DbError> {
    look(context, Sight::Variant(chosen.variant), |page| {
        let back = Button::Choose { chosen, place };
        view::description(context.lang, &page.product, back)
    })
    .await
}

/// Wishes to be told when a variant is back in stock.
pub async fn watch(context: &Context, variant: VariantId, place: Place) -> Result<Reply, DbError> {
    let (lang, now) = (context.lang, context.now.timestamp());
    let wished = context
        .act(move |tx, visitor| watches::wish(tx, visitor.customer.id, variant, now).map(drop));
    let toast = match wished.await? {
        Ok(()) => lang.toast_watching(),
        Err(WatchRefusal::Gone) => return Ok(Reply::alert(lang.product_gone())),
        Err(WatchRefusal::InStock(_)) => lang.toast_back_already(),
    };
    let reply = choose(context, Chosen::whole(variant), place).await?;
    Ok(reply.with_answer(Answer::Toast(toast)))
}

/// Takes that wish back.
pub async fn unwatch(
    context: &Context,
    variant: VariantId,
    place: Place,
) -> Result<Reply, DbError> {
    let lang = context.lang;
    let taken_back = context
        .act(move |tx, visitor| watches::take_back(tx, visitor.customer.id, variant).map(drop));
    if taken_back.await?.is_err() {
        return Ok(Reply::alert(lang.product_gone()));
    }
    let reply = choose(context, Chosen::whole(variant), place).await?;
    Ok(reply.with_answer(Answer::Toast(lang.toast_unwatched())))
}

async fn look(
    context: &Context,
    sight: Sight,
    view: impl Fn(&ProductPage) -> Screen,
) -> Result<Reply, DbError> {
    let (shop, language, bot) = (context.app.shop(), context.language(), context.app.me.id);
    let seen = context
        .look(move |tx, visitor| {
            catalog::page(tx, &shop, language, bot, visitor.customer.id, sight)
        })
        .await?;
    Ok(match seen {
        Ok(page) => {
            context.has_seen(page.product.id);
            Reply::screen(view(&page))
        }
        Err(Gone) => Reply::alert(context.lang.product_gone()),
    })
}
