//! How the shop is set up, and where each of it is changed.

use std::convert::Infallible;

use crate::{
    bot::{
        admin::{Refusal, look, panel, turned_away},
        context::Context,
        screen::{Reply, Screen},
    },
    db::DbError,
    domain::text::Name,
    i18n::{Html, Lang},
    shop::{
        Shop, UseCaseError,
        about::{self, About},
        access::{Management, Permit},
    },
};

/// The settings.
pub async fn open(context: &Context) -> Result<Reply, DbError> {
    let seen = look(context, |tx, _: &Permit<Management>| {
        Ok::<_, UseCaseError<Infallible>>(about::view(tx)?)
    })
    .await?;
    Ok(match seen {
        Ok(about) => Reply::screen(settings(context.lang, &context.app.shop, &about)),
        Err(Refusal::Denied(denied)) => turned_away(context, denied),
        Err(Refusal::Rules(never)) => match never {},
    })
}

/// What is set.
pub fn settings(lang: Lang, shop: &Shop, about: &About) -> Screen {
    let name = about.name.as_ref().map(Name::as_str);
    let text = Html::paragraphs([
        lang.settings_title(),
        Html::lines([
            lang.settings_name(name.unwrap_or("—")),
            lang.settings_currency(shop.currency.code()),
            lang.settings_timezone(shop.timezone.name()),
            lang.settings_prefix(&shop.order_prefix),
        ]),
        lang.settings_where(),
    ]);
    Screen::new(text, vec![vec![panel::back(lang)]])
}
