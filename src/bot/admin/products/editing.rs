//! Changes of products by a press.

use crate::{
    bot::{
        admin::{Refusal, act, look, turned_away},
        context::Context,
        screen::Reply,
        state,
    },
    db::{DbError, Tx},
    domain::{
        audit::Action,
        id::{AuditId, CategoryId, ProductId, VariantId},
    },
    shop::{
        UseCaseError,
        products::{
            edit::{self, Done, Edit, EditRefusal},
            shelf::{self, NotThere},
            undo::{self, UndoRefusal},
        },
    },
};

use super::{
    version,
    view::{
        self,
        changed::{self, Change},
    },
};

/// What a button names of a product.
#[derive(Debug, Clone, Copy)]
pub enum Target {
    /// Itself.
    Product(ProductId),
    /// One of its variants.
    Variant(VariantId),
}

/// What became of a change.
enum Outcome {
    Done(Box<Change>),
    Refused(ProductId, EditRefusal),
}

/// Changes a product and tells what became of it.
pub(super) async fn edit(
    context: &Context,
    action: Action,
    target: Target,
    seen: Option<u32>,
    work: impl Fn(&mut Tx<'_>, Edit<'_>) -> Result<Done, UseCaseError<EditRefusal>> + Send + 'static,
) -> Result<Reply, DbError> {
    let (shop, bot, chat) = (context.app.shop(), context.app.me.id, context.chat());
    let now = context.now.timestamp();
    let acted = act(context, move |tx, by| {
        state::leave(tx, chat)?;
        // A product that is gone is the same refusal as one that goes at this moment.
        let was = match target {
            Target::Product(id) => shelf::any_product(tx, &shop, by, bot, id)?,
            Target::Variant(id) => shelf::product_of(tx, &shop, by, bot, id)?.0,
        };
        let product = was.product.id;
        let edit = Edit {
            by,
            product,
            seen: seen.map(i64::from),
            now,
        };
        match tx.attempt(|tx| work(tx, edit))? {
            Ok(done) => {
                let is = shelf::any_product(tx, &shop, by, bot, done.product)?;
                Ok(Outcome::Done(Box::new(Change {
                    action,
                    done,
                    was,
                    is,
                })))
            }
            Err(UseCaseError::Refused(refusal)) => Ok(Outcome::Refused(product, refusal)),
            Err(UseCaseError::Db(error)) => Err(UseCaseError::<NotThere>::Db(error)),
        }
    });
    let lang = context.lang;
    Ok(match acted.await? {
        Ok(Outcome::Done(change)) => {
            Reply::screen(changed::done(lang, context.app.shop().currency, &change))
        }
        Ok(Outcome::Refused(_, EditRefusal::Gone)) | Err(Refusal::Rules(NotThere)) => {
            Reply::screen(view::gone(lang))
        }
        Ok(Outcome::Refused(product, refusal)) => {
            let why = changed::refusal(lang, &refusal);
            Reply::screen(changed::not_done(lang, product, why))
        }
        Err(Refusal::Denied(denied)) => turned_away(context, denied),
    })
}

/// Restores a product; where its category is gone, asks for another.
pub(super) async fn restore(
    context: &Context,
    product: ProductId,
    category: Option<CategoryId>,
) -> Result<Reply, DbError> {
    let (shop, bot) = (context.app.shop(), context.app.me.id);
    let seen = look(context, move |tx, by| {
        shelf::any_product(tx, &shop, by, bot, product)
    });
    match seen.await? {
        Ok(sheet) if sheet.category_name.is_none() && category.is_none() => {
            into(context, product, None, None).await
        }
        Ok(_) => {
            let target = Target::Product(product);
            edit(context, Action::Restore, target, None, move |tx, it| {
                edit::restore(tx, it, category)
            })
            .await
        }
        Err(Refusal::Denied(denied)) => Ok(turned_away(context, denied)),
        Err(Refusal::Rules(NotThere)) => Ok(Reply::screen(view::gone(context.lang))),
    }
}

/// Puts a product into a category; a deleted one is restored there.
pub(super) async fn put(
    context: &Context,
    product: ProductId,
    seen: u32,
    category: CategoryId,
) -> Result<Reply, DbError> {
    let (shop, bot) = (context.app.shop(), context.app.me.id);
    let sheet = look(context, move |tx, by| {
        shelf::any_product(tx, &shop, by, bot, product)
    });
    if let Ok(sheet) = sheet.await?
        && sheet.is_deleted
        && version(&sheet) == seen
    {
        return restore(context, product, Some(category)).await;
    }
    let target = Target::Product(product);
    edit(context, Action::Edit, target, Some(seen), move |tx, it| {
        edit::move_to(tx, it, category)
    })
    .await
}

/// Where a product may be put.
pub(super) async fn into(
    context: &Context,
    product: ProductId,
    category: Option<CategoryId>,
    from: Option<CategoryId>,
) -> Result<Reply, DbError> {
    let (shop, bot) = (context.app.shop(), context.app.me.id);
    let seen = look(context, move |tx, by| {
        let sheet = shelf::any_product(tx, &shop, by, bot, product)?;
        let (here, page) = shelf::places(tx, by, category, from)?;
        Ok::<_, UseCaseError<NotThere>>((sheet, here, page))
    });
    let lang = context.lang;
    Ok(match seen.await? {
        Ok((sheet, here, page)) => {
            let version = version(&sheet);
            Reply::screen(view::into(lang, &sheet, version, here.as_ref(), &page))
        }
        Err(Refusal::Denied(denied)) => turned_away(context, denied),
        Err(Refusal::Rules(NotThere)) => Reply::screen(view::gone(lang)),
    })
}

/// Takes a change back.
pub(super) async fn undo(context: &Context, entry: AuditId) -> Result<Reply, DbError> {
    let (shop, bot, chat) = (context.app.shop(), context.app.me.id, context.chat());
    let now = context.now.timestamp();
    let acted = act(context, move |tx, by| {
        state::leave(tx, chat)?;
        let was = undo::product_of(tx, by, entry)?;
        let seen = |tx: &mut Tx<'_>| {
            let sheet = shelf::any_product(tx, &shop, by, bot, was);
            sheet.map_err(|error| error.told_as(UndoRefusal::Unknown))
        };
        let before = seen(tx)?;
        let done = undo::undo(tx, by, entry, now)?;
        Ok(Box::new(Change {
            action: Action::Undo,
            done,
            was: before,
            is: seen(tx)?,
        }))
    });
    let lang = context.lang;
    Ok(match acted.await? {
        Ok(change) => Reply::screen(changed::done(lang, context.app.shop().currency, &change)),
        Err(Refusal::Rules(refusal)) => Reply::screen(changed::not_undone(lang, &refusal)),
        Err(Refusal::Denied(denied)) => turned_away(context, denied),
    })
}
