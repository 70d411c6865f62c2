//! Translations of what the owner typed: shown, typed, taken away, and changes of them taken back.

pub mod button;
pub mod view;

use chrono::DateTime;

use crate::{
    bot::{
        checkout::text_error,
        context::Context,
        screen::{Answer, Reply, Screen},
        state::{self, State},
    },
    db::DbError,
    domain::{
        greeting::GreetingError,
        id::AuditId,
        language::Language,
        translation::{TextField, TranslationError, Worded},
    },
    i18n::{Html, Lang, When},
    shop::{
        UseCaseError,
        access::{Catalogue, Management, Permit},
        settings::LastChange,
        translations::{self, Done, Edit, Section, TranslationRefusal},
    },
};

use self::button::{TranslationAsk, TranslationButton};
use super::{Refusal, act, dismissed, look, panel, settings, turned_away};

/// A button is pressed.
pub async fn press(context: &Context, button: TranslationButton) -> Result<Reply, DbError> {
    let (TranslationButton::Sheet { of }
    | TranslationButton::Ask { of, .. }
    | TranslationButton::Drop { of, .. }
    | TranslationButton::Undo { of, .. }) = button;
    if Catalogue::includes(of) {
        press_as::<Catalogue>(context, button).await
    } else {
        press_as::<Management>(context, button).await
    }
}

async fn press_as<P: Section>(
    context: &Context,
    button: TranslationButton,
) -> Result<Reply, DbError> {
    match button {
        TranslationButton::Sheet { of } => open::<P>(context, of).await,
        TranslationButton::Ask {
            of,
            field,
            language,
        } => ask::<P>(context, of, field, language, None).await,
        TranslationButton::Drop {
            of,
            field,
            language,
        } => drop_text::<P>(context, of, field, language).await,
        TranslationButton::Undo { of, entry } => undo::<P>(context, of, entry).await,
    }
}

/// Shows where things stand after a press whose effect was committed before a crash.
pub async fn present(context: &Context, button: TranslationButton) -> Result<Reply, DbError> {
    let (TranslationButton::Sheet { of }
    | TranslationButton::Ask { of, .. }
    | TranslationButton::Drop { of, .. }
    | TranslationButton::Undo { of, .. }) = button;
    press(context, TranslationButton::Sheet { of }).await
}

/// Asks a question again, after a restart.
pub async fn again(context: &Context, asked: TranslationAsk) -> Result<Reply, DbError> {
    match asked.what() {
        Some((of, field, language)) => {
            let button = TranslationButton::Ask {
                of,
                field,
                language,
            };
            press(context, button).await
        }
        None => panel::open(context).await,
    }
}

/// Takes what was typed.
pub async fn receive(
    context: &Context,
    asked: TranslationAsk,
    text: &str,
) -> Result<Reply, DbError> {
    match asked.what() {
        Some((of, ..)) if Catalogue::includes(of) => {
            receive_as::<Catalogue>(context, &asked, text).await
        }
        Some(_) => receive_as::<Management>(context, &asked, text).await,
        None => panel::open(context).await,
    }
}

async fn open<P: Section>(context: &Context, of: Worded) -> Result<Reply, DbError> {
    let shops = context.app.shop().language;
    let seen = look(context, move |tx, by: &Permit<P>| {
        translations::sheet(tx, by, shops, of)
    });
    match seen.await? {
        Ok(sheet) => Ok(Reply::screen(view::sheet(context.lang, &sheet, None))),
        Err(refusal) => refused(context, refusal).await,
    }
}

/// Asks for a text in a language, perhaps after saying what was wrong with an answer.
async fn ask<P: Section>(
    context: &Context,
    of: Worded,
    field: TextField,
    language: Language,
    why: Option<Html>,
) -> Result<Reply, DbError> {
    let shops = context.app.shop().language;
    let (chat, now) = (context.chat(), context.now.timestamp());
    let asked = act(context, move |tx, by: &Permit<P>| {
        let sheet = translations::sheet(tx, by, shops, of)?;
        if sheet.find(field, language).is_none() {
            return Err(UseCaseError::Refused(TranslationRefusal::NoText));
        }
        let ask = TranslationAsk::new(of, field, language, sheet.version);
        state::set(tx, chat, &State::Translation { ask }, now)?;
        Ok(sheet)
    });
    let sheet = match asked.await? {
        Ok(sheet) => sheet,
        Err(refusal) => return refused(context, refusal).await,
    };
    match sheet.find(field, language) {
        Some((text, said)) => {
            let question = view::question(context.lang, &sheet, text, said, why);
            Ok(Reply::screen(question))
        }
        None => Ok(Reply::screen(view::sheet(context.lang, &sheet, None))),
    }
}

async fn receive_as<P: Section>(
    context: &Context,
    asked: &TranslationAsk,
    text: &str,
) -> Result<Reply, DbError> {
    let Some((of, field, language)) = asked.what() else {
        return panel::open(context).await;
    };
    let translation = match of.translate(field, text) {
        Ok(translation) => translation,
        Err(error) => {
            let why = unfit(context.lang, error);
            return ask::<P>(context, of, field, language, Some(why)).await;
        }
    };
    let (shops, seen) = (context.app.shop().language, asked.seen);
    let (chat, now) = (context.chat(), context.now.timestamp());
    let saved = act(context, move |tx, by: &Permit<P>| {
        let edit = Edit {
            by,
            shops,
            seen: Some(seen),
            now,
        };
        let done = translations::set(tx, &edit, language, &translation)?;
        state::leave(tx, chat)?;
        Ok(done)
    });
    match saved.await? {
        Ok(done) => {
            let saved = Screen::text(context.lang.translation_saved());
            Ok(shown(context, of, &done).await.after(saved))
        }
        Err(Refusal::Rules(TranslationRefusal::Changed(last))) => {
            let why = Html::escape(&changed(context, &last));
            ask::<P>(context, of, field, language, Some(why)).await
        }
        Err(refusal) => refused(context, refusal).await,
    }
}

async fn drop_text<P: Section>(
    context: &Context,
    of: Worded,
    field: TextField,
    language: Language,
) -> Result<Reply, DbError> {
    let shops = context.app.shop().language;
    let (chat, now) = (context.chat(), context.now.timestamp());
    let dropped = act(context, move |tx, by: &Permit<P>| {
        let edit = Edit {
            by,
            shops,
            seen: None,
            now,
        };
        let done = translations::remove(tx, &edit, of, field, language)?;
        state::leave(tx, chat)?;
        Ok(done)
    });
    match dropped.await? {
        Ok(done) => {
            let toast = Answer::Toast(context.lang.toast_translation_removed());
            Ok(shown(context, of, &done).await.with_answer(toast))
        }
        Err(refusal) => refused(context, refusal).await,
    }
}

async fn undo<P: Section>(context: &Context, of: Worded, entry: AuditId) -> Result<Reply, DbError> {
    let (shops, now) = (context.app.shop().language, context.now.timestamp());
    let undone = act(context, move |tx, by: &Permit<P>| {
        let edit = Edit {
            by,
            shops,
            seen: None,
            now,
        };
        translations::undo(tx, &edit, of, entry)
    });
    match undone.await? {
        Ok(done) => {
            let toast = Answer::Toast(context.lang.toast_translation_undone());
            let done = Done {
                entry: None,
                ..done
            };
            Ok(shown(context, of, &done).await.with_answer(toast))
        }
        Err(refusal) => refused(context, refusal).await,
    }
}

/// The texts after a change, which counts from now on.
async fn shown(context: &Context, of: Worded, done: &Done) -> Reply {
    if let Worded::Setting(_) = of {
        settings::counts_now(context).await;
    }
    Reply::screen(view::sheet(context.lang, &done.sheet, done.entry))
}

/// What is wrong with a translation.
fn unfit(lang: Lang, error: TranslationError) -> Html {
    match error {
        TranslationError::Text(error) | TranslationError::Greeting(GreetingError::Text(error)) => {
            text_error(lang, error)
        }
        TranslationError::Greeting(GreetingError::Placeholder(found)) => {
            lang.greeting_placeholder(&found)
        }
    }
}

fn changed(context: &Context, last: &LastChange) -> String {
    let lang = context.lang;
    let at = DateTime::from_timestamp(last.at, 0).unwrap_or(context.now);
    let when = lang.date_time(When(at, context.app.shop().timezone));
    let who = last.who.clone().unwrap_or_else(|| lang.record_shell());
    lang.alert_translation_changed(&who, &when)
}

async fn refused(
    context: &Context,
    refusal: Refusal<TranslationRefusal>,
) -> Result<Reply, DbError> {
    let lang = context.lang;
    let is_press = context.origin.press.is_some();
    let text = match refusal {
        Refusal::Denied(denied) if is_press => return Ok(turned_away(context, denied)),
        Refusal::Denied(denied) => return dismissed(context, denied).await,
        Refusal::Rules(TranslationRefusal::Unknown) => lang.alert_translation_gone(),
        Refusal::Rules(TranslationRefusal::NoText) => lang.alert_translation_no_text(),
        Refusal::Rules(TranslationRefusal::Changed(last)) => changed(context, &last),
        Refusal::Rules(TranslationRefusal::TooLate) => lang.alert_translation_too_late(),
        Refusal::Rules(TranslationRefusal::Already) => lang.alert_translation_already(),
    };
    if is_press {
        return Ok(Reply::alert(text));
    }
    // What is typed next is no answer to what was asked.
    let left = context.look(|_, _| Ok::<_, UseCaseError<()>>(()));
    left.await?.ok();
    Ok(Reply::text(Html::escape(&text)))
}
