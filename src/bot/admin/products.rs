//! The shop's products for staff: found, changed, deleted, restored, and changes taken back.

pub mod add;
pub mod ask;
pub mod button;
pub mod editing;
pub mod typing;
pub mod view;

use crate::{
    bot::{
        admin::{Refusal, look, turned_away},
        context::Context,
        screen::{Reply, Screen},
    },
    db::{DbError, Tx},
    domain::{
        audit::Action,
        catalog::Place,
        id::{CategoryId, ProductId, VariantId},
    },
    shop::{
        Shop, UseCaseError,
        access::{Catalogue, Permit},
        products::{
            edit::{self, Photos},
            options,
            shelf::{self, NotThere, Sheet},
        },
    },
};

use self::{
    ask::Wanted,
    button::ProductButton,
    editing::{Target, edit, into, restore, undo},
    typing::ask,
    view::parts,
};

/// A button about products is pressed.
pub async fn press(context: &Context, button: ProductButton) -> Result<Reply, DbError> {
    use ProductButton as B;
    match button {
        B::Shelf { .. } | B::AskWords {} | B::Deleted { .. } => find(context, button).await,
        B::Menu { .. }
        | B::Photos { .. }
        | B::Variants { .. }
        | B::Variant { .. }
        | B::Options { .. }
        | B::Option { .. }
        | B::AskDelete { .. } => open(context, button).await,
        B::AskName { product } => ask(context, product.into(), Wanted::Name).await,
        B::AskDescription { product } => ask(context, product.into(), Wanted::Description).await,
        B::AskPlace { product } => ask(context, product.into(), Wanted::Place).await,
        B::AskPrice { variant } => {
            let of = variant.get();
            ask(context, variant.into(), Wanted::Price { variant: of }).await
        }
        B::AskStock { variant } => {
            let of = variant.get();
            ask(context, variant.into(), Wanted::Stock { variant: of }).await
        }
        B::AskSku { variant } => {
            let of = variant.get();
            ask(context, variant.into(), Wanted::Sku { variant: of }).await
        }
        B::AddPhotos { product } => {
            ask(context, product.into(), Wanted::Photos { replace: false }).await
        }
        B::ReplacePhotos { product } => {
            ask(context, product.into(), Wanted::Photos { replace: true }).await
        }
        B::AskVariantPhoto { variant } => {
            let of = variant.get();
            ask(
                context,
                variant.into(),
                Wanted::VariantPhoto { variant: of },
            )
            .await
        }
        B::AskOption { product } => ask(context, product.into(), Wanted::OptionName).await,
        B::AskValues { product, option } => {
            ask(context, product.into(), Wanted::MoreValues { option }).await
        }
        B::AskOptionName { product, option } => {
            ask(context, product.into(), Wanted::Rename { option }).await
        }
        B::Into { product, category } => into(context, product, category, None).await,
        B::IntoFrom { product, from } => into(context, product, None, Some(from)).await,
        B::Restore { product } => restore(context, product, None).await,
        B::Undo { entry } => undo(context, entry).await,
        _ => change(context, button).await,
    }
}

/// The buttons that change something at once.
async fn change(context: &Context, button: ProductButton) -> Result<Reply, DbError> {
    use ProductButton as B;
    let act = Action::Edit;
    match button {
        B::Move {
            product,
            version,
            category,
        } => editing::put(context, product, version, category).await,
        B::RemovePhoto {
            product,
            version,
            photo,
        } => photos(context, product, version, Photos::Remove(photo.into())).await,
        B::MainPhoto {
            product,
            version,
            photo,
        } => photos(context, product, version, Photos::MakeMain(photo.into())).await,
        B::ForwardPhoto {
            product,
            version,
            photo,
        } => photos(context, product, version, Photos::Forward(photo.into())).await,
        B::DropVariantPhoto { variant, version } => {
            edit(
                context,
                act,
                variant.into(),
                Some(version),
                move |tx, it| edit::variant_photo(tx, it, variant, None),
            )
            .await
        }
        B::DropVariant { variant, version } => {
            edit(
                context,
                act,
                variant.into(),
                Some(version),
                move |tx, it| options::remove_variant(tx, it, variant),
            )
            .await
        }
        B::DropValue {
            product,
            version,
            option,
            value,
        } => {
            edit(
                context,
                act,
                product.into(),
                Some(version),
                move |tx, it| options::remove_value(tx, it, option.into(), value.into()),
            )
            .await
        }
        B::DropOption {
            product,
            version,
            option,
        } => {
            edit(
                context,
                act,
                product.into(),
                Some(version),
                move |tx, it| options::remove(tx, it, option.into()),
            )
            .await
        }
        B::Complete { product, version } => {
            edit(
                context,
                act,
                product.into(),
                Some(version),
                options::complete,
            )
            .await
        }
        B::Hide { product } => edit(context, Action::Hide, product.into(), None, edit::hide).await,
        B::Show { product } => edit(context, Action::Show, product.into(), None, edit::show).await,
        B::Duplicate { product } => {
            edit(
                context,
                Action::Create,
                product.into(),
                None,
                edit::duplicate,
            )
            .await
        }
        B::Delete { product, version } => {
            let seen = Some(version);
            edit(context, Action::Delete, product.into(), seen, edit::delete).await
        }
        // The others are pressed elsewhere: they open a list.
        _ => shelf(context, None, Place::Start).await,
    }
}

async fn photos(
    context: &Context,
    product: ProductId,
    version: u32,
    what: Photos,
) -> Result<Reply, DbError> {
    let seen = Some(version);
    edit(
        context,
        Action::Edit,
        product.into(),
        seen,
        move |tx, it| edit::photos(tx, it, &what),
    )
    .await
}

/// Shows where things stand after a press whose effect was committed before a crash.
pub async fn present(context: &Context, button: ProductButton) -> Result<Reply, DbError> {
    use ProductButton as B;
    match button {
        B::Hide { product } | B::Show { product } | B::Move { product, .. } => {
            open(context, B::Menu { product }).await
        }
        B::RemovePhoto { product, .. }
        | B::MainPhoto { product, .. }
        | B::ForwardPhoto { product, .. } => open(context, B::Photos { product }).await,
        B::DropVariantPhoto { variant, .. } => open(context, B::Variant { variant }).await,
        B::DropValue { product, .. }
        | B::DropOption { product, .. }
        | B::Complete { product, .. } => open(context, B::Options { product }).await,
        B::DropVariant { .. } | B::Duplicate { .. } | B::Delete { .. } => {
            shelf(context, None, Place::Start).await
        }
        B::Restore { .. } => deleted(context, None).await,
        // These only show or ask; and what was taken back is not taken back twice.
        button => press(context, button).await,
    }
}

async fn find(context: &Context, button: ProductButton) -> Result<Reply, DbError> {
    match button {
        ProductButton::Shelf { category, place } => shelf(context, category, place).await,
        ProductButton::Deleted { from } => deleted(context, from).await,
        _ => typing::ask_words(context).await,
    }
}

/// A category with its products, or the top.
pub async fn shelf(
    context: &Context,
    category: Option<CategoryId>,
    place: Place,
) -> Result<Reply, DbError> {
    let shop = context.app.shop();
    let seen = look(context, move |tx, by| {
        shelf::open(tx, &shop, by, category, place)
    });
    Ok(match seen.await? {
        Ok(shelf) => Reply::screen(view::shelf(context.lang, &shelf)),
        Err(Refusal::Denied(denied)) => turned_away(context, denied),
        Err(Refusal::Rules(NotThere)) => Reply::screen(view::shelf_gone(context.lang)),
    })
}

async fn deleted(context: &Context, from: Option<ProductId>) -> Result<Reply, DbError> {
    let shop = context.app.shop();
    let seen = look(context, move |tx, by| {
        Ok::<_, UseCaseError<NotThere>>(shelf::deleted(tx, &shop, by, from)?)
    });
    Ok(match seen.await? {
        Ok(page) => Reply::screen(view::deleted(context.lang, &page)),
        Err(Refusal::Denied(denied)) => turned_away(context, denied),
        Err(Refusal::Rules(NotThere)) => Reply::screen(view::gone(context.lang)),
    })
}

/// Something of a product that is shown.
async fn open(context: &Context, button: ProductButton) -> Result<Reply, DbError> {
    use ProductButton as B;
    let lang = context.lang;
    match button {
        B::Menu { product } => {
            see(context, product.into(), |sheet, place| {
                Some(view::menu(lang, sheet, place))
            })
            .await
        }
        B::Photos { product } => {
            see(context, product.into(), |sheet, _| {
                Some(parts::photos(lang, sheet, version(sheet)))
            })
            .await
        }
        B::Variants { product, from } => {
            see(context, product.into(), |sheet, _| {
                Some(parts::variants(lang, sheet, from))
            })
            .await
        }
        B::Variant { variant } => {
            see(context, variant.into(), |sheet, _| {
                let mut variants = sheet.product.variants.iter();
                let own = variants.find(|own| own.id == variant)?;
                Some(parts::variant(lang, sheet, own, version(sheet)))
            })
            .await
        }
        B::Options { product } => {
            see(context, product.into(), |sheet, _| {
                Some(parts::options(lang, sheet, version(sheet)))
            })
            .await
        }
        B::Option { product, option } => {
            see(context, product.into(), |sheet, _| {
                parts::option(lang, sheet, option, version(sheet))
            })
            .await
        }
        B::AskDelete { product } => {
            see(context, product.into(), |sheet, _| {
                Some(view::ask_delete(lang, sheet, version(sheet)))
            })
            .await
        }
        _ => shelf(context, None, Place::Start).await,
    }
}

/// Shows something of a product that is there; `None` for a part that is there no more.
async fn see(
    context: &Context,
    target: Target,
    view: impl Fn(&Sheet, Place) -> Option<Screen>,
) -> Result<Reply, DbError> {
    let (shop, bot) = (context.app.shop(), context.app.me.id);
    let seen = look(context, move |tx, by| target.sheet(tx, &shop, by, bot));
    Ok(match seen.await? {
        Ok((sheet, place)) => match view(&sheet, place) {
            Some(screen) => Reply::screen(screen),
            None => {
                let why = context.lang.bad_variant_gone();
                let product = sheet.product.id;
                Reply::screen(view::changed::not_done(context.lang, product, why))
            }
        },
        Err(Refusal::Denied(denied)) => turned_away(context, denied),
        Err(Refusal::Rules(NotThere)) => Reply::screen(view::gone(context.lang)),
    })
}

/// The version of a product as buttons carry it.
fn version(sheet: &Sheet) -> u32 {
    u32::try_from(sheet.version).unwrap_or(u32::MAX)
}

impl Target {
    /// The product that is there.
    fn sheet(
        self,
        tx: &mut Tx<'_>,
        shop: &Shop,
        by: &Permit<Catalogue>,
        bot: i64,
    ) -> Result<(Sheet, Place), UseCaseError<NotThere>> {
        match self {
            Self::Product(id) => shelf::product(tx, shop, by, bot, id),
            Self::Variant(id) => shelf::product_of(tx, shop, by, bot, id),
        }
    }
}

impl From<ProductId> for Target {
    fn from(id: ProductId) -> Self {
        Self::Product(id)
    }
}

impl From<VariantId> for Target {
    fn from(id: VariantId) -> Self {
        Self::Variant(id)
    }
}
