//! The language of a person: their own choice, else Telegram's, else the shop's.

use crate::{
    db::DbError,
    domain::language::Language,
    i18n::{Html, Lang},
    shop::{UseCaseError, profile},
};

use super::{
    button::Button,
    context::Context,
    menu,
    screen::{Key, Reply, Screen},
};

/// The languages there are. What the chat waits for, it goes on waiting for.
pub async fn open(context: &Context) -> Result<Reply, DbError> {
    context.meet().await?;
    Ok(Reply::screen(view(context.lang)))
}

/// Takes the choice; from now on everything is said in that language, also in the command menu.
pub async fn choose(context: &Context, language: Language) -> Result<(), DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let chosen = context.act(move |tx, visitor| {
        profile::choose_language(tx, visitor.customer.id, language, now)?;
        Ok::<_, UseCaseError<()>>(visitor.standing)
    });
    if let Ok(standing) = chosen.await? {
        context.app.chats.speaks(chat, language);
        let app = context.app.clone();
        // Nobody waits for the menu.
        tokio::spawn(async move { menu::renew(&app, chat, standing).await });
    }
    Ok(())
}

/// The languages there are, each in its own words.
pub fn view(lang: Lang) -> Screen {
    let rows = lang.all().map(|other| {
        let name = other.language_name();
        let label = if other.language() == lang.language() {
            lang.button_language_spoken(&name)
        } else {
            lang.button_language_other(&name)
        };
        vec![Key::new(
            label,
            Button::Speak {
                language: other.language(),
            },
        )]
    });
    let texts = lang.all().map(|other| other.language_title());
    Screen::new(Html::lines(texts), rows.collect())
}
