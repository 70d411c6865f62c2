//! What leads others to a product or a category: its link, and a poster with a QR code.

pub mod button;
pub mod view;

use tokio::task;
use tracing::{debug, error};

use crate::{
    bot::{
        context::Context,
        screen::{Answer, Key, Reply},
        show,
    },
    db::DbError,
    domain::id::{CategoryId, ProductId},
    i18n::Lang,
    shop::{
        categories,
        products::shelf::{self, NotThere},
    },
};

use self::{button::ShareButton, view::Shared};
use super::{Refusal, look, products, turned_away};

/// The key that leads to sharing something.
pub fn key(lang: Lang, button: ShareButton) -> Key {
    Key::new(lang.button_share(), button)
}

/// A button about sharing is pressed.
pub async fn press(context: &Context, button: ShareButton) -> Result<Reply, DbError> {
    use ShareButton as B;
    let shared = match button {
        B::Product { product } | B::ProductPoster { product } => {
            self::product(context, product).await?
        }
        B::Category { category } | B::CategoryPoster { category } => {
            self::category(context, category).await?
        }
    };
    let shared = match shared {
        Ok(shared) => shared,
        Err(reply) => return Ok(reply),
    };
    Ok(match button {
        B::Product { .. } | B::Category { .. } => {
            let bot = &context.app.me.username;
            Reply::screen(view::share(context.lang, bot, &shared))
        }
        B::ProductPoster { .. } | B::CategoryPoster { .. } => poster(context, shared).await,
    })
}

/// A product that is there, or what is said in its place.
async fn product(context: &Context, id: ProductId) -> Result<Result<Shared, Reply>, DbError> {
    let (shop, bot) = (context.app.shop(), context.app.me.id);
    let seen = look(context, move |tx, by| {
        shelf::product(tx, &shop, by, bot, id)
    });
    Ok(match seen.await? {
        Ok((sheet, _)) => Ok(Shared::product(sheet)),
        Err(Refusal::Denied(denied)) => Err(turned_away(context, denied)),
        Err(Refusal::Rules(NotThere)) => Err(Reply::screen(products::view::gone(context.lang))),
    })
}

/// The same of a category.
async fn category(context: &Context, id: CategoryId) -> Result<Result<Shared, Reply>, DbError> {
    let seen = look(context, move |tx, by| categories::inspect(tx, by, id));
    Ok(match seen.await? {
        Ok(card) => Ok(Shared::category(card)),
        Err(Refusal::Denied(denied)) => Err(turned_away(context, denied)),
        Err(Refusal::Rules(_)) => Err(Reply::alert(context.lang.alert_category_removed())),
    })
}

/// Sends the poster, in the language of the shop: customers read it.
async fn poster(context: &Context, shared: Shared) -> Reply {
    let (app, lang) = (&context.app, context.lang);
    let front = app.front();
    let poster = view::poster(
        app.language(),
        &app.me.username,
        front.name.as_ref(),
        &shared,
    );
    let printed = task::spawn_blocking(move || poster.print()).await;
    let printed = printed.inspect_err(|problem| error!(%problem, "poster not drawn"));
    let Ok(Some(files)) = printed else {
        return Reply::alert(lang.poster_failed());
    };
    let is_whole = files.len() == 1;
    for file in files {
        let caption = match file.ending {
            "png" if is_whole => lang.poster_caption(),
            "png" => lang.poster_caption_partly(),
            _ => lang.poster_caption_page(),
        };
        let name = format!("{}.{}", shared.leads_to.payload(), file.ending);
        let sent = show::send_file(app, context.chat(), name, file.bytes, &caption).await;
        if let Err(problem) = sent {
            debug!(%problem, "poster not sent");
            return Reply::alert(lang.poster_failed());
        }
    }
    Reply::answer(Answer::Toast(lang.poster_sent()))
}
