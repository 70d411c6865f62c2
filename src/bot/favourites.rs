//! What a customer comes back to: favourites, and what they looked at lately.

pub mod view;

use crate::{
    db::DbError,
    domain::{
        catalog::{Place, Sight},
        id::{FavouriteId, ProductId},
        options::Chosen,
    },
    shop::{
        UseCaseError,
        favourites::{self, LikeRefusal, MOST},
        lately,
    },
};

use super::{
    catalog,
    context::Context,
    screen::{Answer, Reply},
};

/// A product's page as it is on screen, to be drawn anew.
#[derive(Debug, Clone, Copy)]
pub enum Shown {
    /// With nothing chosen.
    Product(ProductId),
    /// With something chosen.
    Chosen(Chosen),
}

impl Shown {
    const fn sight(self) -> Sight {
        match self {
            Self::Product(product) => Sight::Product(product),
            Self::Chosen(chosen) => Sight::Variant(chosen.variant),
        }
    }

    async fn again(self, context: &Context, place: Place) -> Result<Reply, DbError> {
        match self {
            Self::Product(product) => catalog::product(context, product, place).await,
            Self::Chosen(chosen) => catalog::choose(context, chosen, place).await,
        }
    }
}

/// The favourites, newest first, from one on.
pub async fn open(context: &Context, from: Option<FavouriteId>) -> Result<Reply, DbError> {
    let (shop, language) = (context.app.shop(), context.language());
    let page = context.look(move |tx, visitor| {
        let page = favourites::list(tx, &shop, language, visitor.customer.id, from)?;
        // The last one of a page may have been taken out since: then the first page is shown.
        if page.items.is_empty() && from.is_some() {
            return Ok(favourites::list(
                tx,
                &shop,
                language,
                visitor.customer.id,
                None,
            )?);
        }
        Ok::<_, UseCaseError<()>>(page)
    });
    Ok(match page.await? {
        Ok(page) => Reply::screen(view::list(context.lang, &page)),
        Err(()) => Reply::answer(Answer::Silent),
    })
}

/// Keeps a product, and shows its page as it is now.
pub async fn like(context: &Context, shown: Shown, place: Place) -> Result<Reply, DbError> {
    let (lang, now) = (context.lang, context.now.timestamp());
    let liked = context
        .act(move |tx, visitor| favourites::like(tx, visitor.customer.id, shown.sight(), now));
    match liked.await? {
        Ok(()) => {
            let reply = shown.again(context, place).await?;
            Ok(reply.with_answer(Answer::Toast(lang.toast_liked())))
        }
        Err(LikeRefusal::Gone) => Ok(Reply::alert(lang.product_gone())),
        Err(LikeRefusal::Full) => Ok(Reply::alert(lang.alert_favourites_full(MOST))),
    }
}

/// Takes a product out, and shows its page as it is now.
pub async fn unlike(context: &Context, shown: Shown, place: Place) -> Result<Reply, DbError> {
    let lang = context.lang;
    let unliked =
        context.act(move |tx, visitor| favourites::unlike(tx, visitor.customer.id, shown.sight()));
    if unliked.await?.is_err() {
        return Ok(Reply::alert(lang.product_gone()));
    }
    let reply = shown.again(context, place).await?;
    Ok(match reply.answer {
        // It is sold no more: that is said, and it is no favourite either.
        Answer::Alert(_) => reply,
        _ => reply.with_answer(Answer::Toast(lang.toast_unliked())),
    })
}

/// What was looked at lately.
pub async fn lately(context: &Context) -> Result<Reply, DbError> {
    let (shop, language) = (context.app.shop(), context.language());
    let seen = context.look(move |tx, visitor| {
        lately::list(tx, &shop, language, visitor.customer.id).map_err(UseCaseError::<()>::from)
    });
    Ok(match seen.await? {
        Ok(products) => Reply::screen(view::lately(context.lang, &products)),
        Err(()) => Reply::answer(Answer::Silent),
    })
}

/// Forgets what was looked at.
pub async fn forget(context: &Context) -> Result<Reply, DbError> {
    let forgotten = context.act(|tx, visitor| {
        lately::forget(tx, visitor.customer.id).map_err(UseCaseError::<()>::from)
    });
    Ok(match forgotten.await? {
        Ok(()) => Reply::screen(view::lately(context.lang, &[]))
            .with_answer(Answer::Toast(context.lang.toast_forgotten())),
        Err(()) => Reply::answer(Answer::Silent),
    })
}
