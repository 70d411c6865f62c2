//! The shop's settings, for owners: what is set, and changing it.

pub mod button;
pub mod typed;
pub mod view;

use tracing::error;

use crate::{
    bot::{
        context::Context,
        live, menu,
        screen::{Answer, Reply, Screen},
        state::{self, State},
    },
    db::DbError,
    domain::{
        closure::{self, Closure, ReopeningError},
        day as days,
        language::Language,
        setting::Setting,
        text::ClosureNote,
    },
    i18n::{Html, When},
    shop::{
        UseCaseError,
        access::{Management, Permit},
        settings::{self, ClosureEdit, Fixed, Seen, SettingRefusal, Settings, Value},
    },
};

use self::{
    button::{SettingAsk, SettingButton},
    typed::Unfit,
    view::ClosureAsk,
};
use super::{
    Refusal, act,
    day::{self, Choice},
    dismissed, look, turned_away,
};

type Refused = Refusal<SettingRefusal>;

/// A button is pressed.
pub async fn press(context: &Context, button: SettingButton) -> Result<Reply, DbError> {
    let lang = context.lang;
    match button {
        SettingButton::Ask { setting } => match setting {
            Setting::Closure => closure_screen(context, Answer::Silent).await,
            Setting::MorningReport => day::choose(context, Choice::Report).await,
            Setting::QuietHours => day::choose(context, Choice::QuietFrom).await,
            setting => ask(context, setting, None).await,
        },
        SettingButton::Reset { setting } => reset(context, setting).await,
        SettingButton::Save {} => save_shown(context).await,
        SettingButton::SetLanguage { language } => {
            let value = Value::Language(language.code().to_owned());
            save(context, value, None).await
        }
        SettingButton::SetTimeZone { timezone } => {
            save(context, Value::TimeZone(timezone), None).await
        }
        SettingButton::Close {} => close(context).await,
        SettingButton::Reopen {} => {
            let opened = forget(context, Setting::Closure).await?;
            closure_changed(context, opened, lang.toast_reopened()).await
        }
        SettingButton::AskReopening {} => ask_closure(context, ClosureAsk::Reopening).await,
        SettingButton::DropReopening {} => edit_closure(context, ClosureEdit::Reopens(None)).await,
        SettingButton::AskNote {} => ask_closure(context, ClosureAsk::Note).await,
        SettingButton::DropNote {} => edit_closure(context, ClosureEdit::Note(None)).await,
    }
}

/// Shows where things stand after a press whose effect was committed before a crash.
pub async fn present(context: &Context, button: SettingButton) -> Result<Reply, DbError> {
    match button {
        SettingButton::Close {}
        | SettingButton::Reopen {}
        | SettingButton::AskReopening {}
        | SettingButton::DropReopening {}
        | SettingButton::AskNote {}
        | SettingButton::DropNote {}
        | SettingButton::Ask {
            setting: Setting::Closure,
        } => closure_screen(context, Answer::Silent).await,
        SettingButton::Ask { .. }
        | SettingButton::Reset { .. }
        | SettingButton::Save {}
        | SettingButton::SetLanguage { .. }
        | SettingButton::SetTimeZone { .. } => open(context).await,
    }
}

/// Everything that is set.
pub async fn open(context: &Context) -> Result<Reply, DbError> {
    match list(context).await? {
        Ok(list) => Ok(Reply::screen(list)),
        Err(refusal) => refused(context, refusal).await,
    }
}

async fn list(context: &Context) -> Result<Result<Screen, Refused>, DbError> {
    let fixed = context.app.settings.fixed().clone();
    let given = fixed.clone();
    let seen = look(context, move |tx, by| {
        Ok::<_, UseCaseError<SettingRefusal>>(settings::overview(tx, by, &given)?)
    });
    let seen = seen.await?;
    Ok(seen.map(|overview| view::list(context.lang, &overview, &fixed, context.now)))
}

/// Asks for a setting, perhaps after saying what was wrong with an answer.
async fn ask(context: &Context, setting: Setting, unfit: Option<Unfit>) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let fixed = context.app.settings.fixed().clone();
    let asked = act(context, move |tx, by| {
        let seen = settings::look(tx, by, &fixed, setting)?;
        state::set(tx, chat, &waiting(&seen, None), now)?;
        Ok(seen)
    });
    match asked.await? {
        Ok(seen) => {
            let clock = When(context.now, context.app.shop().timezone);
            let question = view::question(context.lang, clock, &seen, unfit);
            Ok(Reply::screen(question))
        }
        Err(refusal) => refused(context, refusal).await,
    }
}

/// Waits for a setting, or for the word that what was typed may be saved.
fn waiting(seen: &Seen, draft: Option<String>) -> State {
    State::Setting {
        ask: SettingAsk::Value {
            setting: seen.setting.code().to_owned(),
            seen: seen.version,
            draft,
        },
    }
}

/// Asks a question again, after a restart.
pub async fn again(context: &Context, ask: SettingAsk) -> Result<Reply, DbError> {
    match ask {
        SettingAsk::Value {
            setting,
            draft: Some(text),
            seen,
        } => match Setting::from_code(&setting) {
            Some(setting) => receive_value(context, setting, seen, &text).await,
            None => open(context).await,
        },
        SettingAsk::Value { setting, .. } => match Setting::from_code(&setting) {
            Some(setting) => self::ask(context, setting, None).await,
            None => open(context).await,
        },
        SettingAsk::Reopening => ask_closure(context, ClosureAsk::Reopening).await,
        SettingAsk::Note => ask_closure(context, ClosureAsk::Note).await,
    }
}

/// Takes an answer.
pub async fn receive(context: &Context, ask: SettingAsk, text: &str) -> Result<Reply, DbError> {
    let lang = context.lang;
    match ask {
        SettingAsk::Value { setting, seen, .. } => match Setting::from_code(&setting) {
            Some(setting) => receive_value(context, setting, seen, text).await,
            None => open(context).await,
        },
        SettingAsk::Reopening => {
            let today = days::day_of(context.now, context.app.shop().timezone);
            match closure::reopening(text, today) {
                Ok(day) => edit_closure(context, ClosureEdit::Reopens(Some(day))).await,
                Err(error) => {
                    let why = match error {
                        ReopeningError::NoDate => lang.closure_no_date(),
                        ReopeningError::Past => lang.closure_past(),
                        ReopeningError::TooFar => lang.closure_too_far(),
                    };
                    let asked = view::closure_question(lang, ClosureAsk::Reopening, Some(why));
                    Ok(Reply::screen(asked))
                }
            }
        }
        SettingAsk::Note => match ClosureNote::parse(text) {
            Ok(note) => edit_closure(context, ClosureEdit::Note(Some(note))).await,
            Err(error) => {
                let why = crate::bot::checkout::text_error(lang, error);
                let asked = view::closure_question(lang, ClosureAsk::Note, Some(why));
                Ok(Reply::screen(asked))
            }
        },
    }
}

async fn receive_value(
    context: &Context,
    setting: Setting,
    seen: i64,
    text: &str,
) -> Result<Reply, DbError> {
    let lang = context.lang;
    let value = match typed::value(lang, setting, text) {
        Some(Ok(value)) => value,
        Some(Err(unfit)) => return ask(context, setting, Some(unfit)).await,
        // It is chosen with a button.
        None => return ask(context, setting, None).await,
    };
    let Some(shown) = view::preview(lang, &value, &context.profile.first_name) else {
        return save(context, value, Some(seen)).await;
    };
    let (chat, now, draft) = (context.chat(), context.now.timestamp(), text.to_owned());
    let kept = act(context, move |tx, _: &Permit<Management>| {
        let seen = Seen {
            setting,
            stored: None,
            version: seen,
        };
        state::set(tx, chat, &waiting(&seen, Some(draft.clone())), now)?;
        Ok::<_, UseCaseError<SettingRefusal>>(())
    });
    match kept.await? {
        Ok(()) => Ok(Reply::screen(shown)),
        Err(refusal) => refused(context, refusal).await,
    }
}

/// Saves what was typed and shown.
async fn save_shown(context: &Context) -> Result<Reply, DbError> {
    let chat = context.chat();
    let awaited = context.peek(move |tx| state::awaited(tx, chat)).await?;
    let Some(State::Setting {
        ask:
            SettingAsk::Value {
                setting,
                seen,
                draft: Some(draft),
            },
    }) = awaited
    else {
        return gone(context).await;
    };
    let setting = Setting::from_code(&setting);
    match setting.and_then(|setting| typed::value(context.lang, setting, &draft)) {
        Some(Ok(value)) => save(context, value, Some(seen)).await,
        _ => gone(context).await,
    }
}

/// The list, for a key of a question that is not asked any more.
async fn gone(context: &Context) -> Result<Reply, DbError> {
    match list(context).await? {
        Ok(list) => {
            let alert = Answer::Alert(context.lang.alert_setting_gone());
            Ok(Reply::screen(list).with_answer(alert))
        }
        Err(refusal) => refused(context, refusal).await,
    }
}

/// Saves a setting, which counts from now on.
async fn save(context: &Context, value: Value, seen: Option<i64>) -> Result<Reply, DbError> {
    let (setting, shown) = (value.setting(), value.clone());
    let (chat, now) = (context.chat(), context.now.timestamp());
    let fixed = context.app.settings.fixed().clone();
    let saved = act(context, move |tx, by| {
        settings::set(tx, by, &fixed, &shown, seen, now)?;
        state::leave(tx, chat)?;
        Ok(())
    });
    match saved.await? {
        Ok(()) => is_saved(context, setting).await,
        Err(Refusal::Rules(refusal)) if !matches!(refusal, SettingRefusal::Fixed(_)) => {
            let why = why(context, &refusal);
            ask(context, setting, Some(why.into())).await
        }
        Err(refusal) => refused(context, refusal).await,
    }
}

async fn reset(context: &Context, setting: Setting) -> Result<Reply, DbError> {
    match forget(context, setting).await? {
        Ok(()) => is_saved(context, setting).await,
        Err(refusal) => refused(context, refusal).await,
    }
}

/// Has a setting as usual.
async fn forget(context: &Context, setting: Setting) -> Result<Result<(), Refused>, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let fixed = context.app.settings.fixed().clone();
    act(context, move |tx, by| {
        settings::reset(tx, by, &fixed, setting, now)?;
        state::leave(tx, chat)?;
        Ok(())
    })
    .await
}

/// Has what was saved count, and shows the list.
async fn is_saved(context: &Context, setting: Setting) -> Result<Reply, DbError> {
    counts_now(context).await;
    let lang = context.lang;
    let list = match list(context).await? {
        Ok(list) => Reply::screen(list),
        Err(refusal) => return refused(context, refusal).await,
    };
    Ok(if context.origin.press.is_some() {
        list.with_answer(Answer::Toast(lang.toast_setting_saved()))
    } else {
        list.after(Screen::text(lang.setting_saved(&lang.setting(setting))))
    })
}

/// Has what was committed count in this program, and in what it does by itself.
pub(super) async fn counts_now(context: &Context) {
    let app = &context.app;
    let spoken = app.language().language();
    if let Err(problem) = app.settings.reload(&app.db).await {
        // The clock reads them again within a minute.
        error!(%problem, "settings saved but not read again");
    }
    let language = app.language();
    if language.language() != spoken {
        let api = app.api.clone();
        // Nobody waits for the menu.
        tokio::spawn(async move { menu::set_for_all(&api, language).await });
    }
    // The quiet hours may be at another time.
    app.outbox_bell.notify_one();
}

// -- closed for a while ------------------------------------------------------------------

/// Whether the shop is closed and what can be done about it, with an answer to the press.
async fn closure_screen(context: &Context, answer: Answer) -> Result<Reply, DbError> {
    let (shop, now) = (context.app.shop(), context.now);
    let seen = look::<Management, _, _>(context, move |tx, _| {
        Ok::<_, UseCaseError<SettingRefusal>>(settings::closed(tx, &shop, now)?)
    });
    match seen.await? {
        Ok(closure) => {
            let screen = view::closure(context.lang, closure.as_ref());
            Ok(Reply::screen(screen).with_answer(answer))
        }
        Err(refusal) => refused(context, refusal).await,
    }
}

async fn close(context: &Context) -> Result<Reply, DbError> {
    let (shop, now) = (context.app.shop(), context.now);
    let closed = act(context, move |tx, by| {
        // Pressed twice, it does not take back what was said meanwhile.
        if settings::closed(tx, &shop, now)?.is_none() {
            let closure = Value::Closure(Closure::default());
            settings::set(tx, by, &Fixed::default(), &closure, None, now.timestamp())?;
        }
        Ok(())
    });
    let closed = closed.await?;
    closure_changed(context, closed, context.lang.toast_closed()).await
}

async fn edit_closure(context: &Context, edit: ClosureEdit) -> Result<Reply, DbError> {
    let (shop, now, chat) = (context.app.shop(), context.now, context.chat());
    let edited = act(context, move |tx, by| {
        settings::edit_closure(tx, by, &shop, &edit, now)?;
        state::leave(tx, chat)?;
        Ok(())
    });
    let edited = edited.await?;
    closure_changed(context, edited, context.lang.toast_setting_saved()).await
}

async fn ask_closure(context: &Context, ask: ClosureAsk) -> Result<Reply, DbError> {
    let (shop, time, chat) = (context.app.shop(), context.now, context.chat());
    let state = State::Setting {
        ask: match ask {
            ClosureAsk::Reopening => SettingAsk::Reopening,
            ClosureAsk::Note => SettingAsk::Note,
        },
    };
    let asked = act(context, move |tx, _: &Permit<Management>| {
        if settings::closed(tx, &shop, time)?.is_none() {
            return Err(UseCaseError::Refused(SettingRefusal::Open));
        }
        state::set(tx, chat, &state, time.timestamp())?;
        Ok(())
    });
    match asked.await? {
        Ok(()) => {
            let question = view::closure_question(context.lang, ask, None);
            Ok(Reply::screen(question))
        }
        Err(Refusal::Rules(_)) => shop_open(context).await,
        Err(refusal) => refused(context, refusal).await,
    }
}

async fn closure_changed(
    context: &Context,
    changed: Result<(), Refused>,
    toast: String,
) -> Result<Reply, DbError> {
    match changed {
        Ok(()) => {
            counts_now(context).await;
            closure_screen(context, Answer::Toast(toast)).await
        }
        Err(Refusal::Rules(SettingRefusal::Open)) => shop_open(context).await,
        Err(refusal) => refused(context, refusal).await,
    }
}

/// Somebody has opened the shop meanwhile, or the day has come.
async fn shop_open(context: &Context) -> Result<Reply, DbError> {
    let alert = Answer::Alert(context.lang.alert_shop_open());
    closure_screen(context, alert).await
}

// -- what is not possible ----------------------------------------------------------------

async fn refused(context: &Context, refusal: Refused) -> Result<Reply, DbError> {
    match refusal {
        Refusal::Denied(denied) if context.origin.press.is_some() => {
            Ok(turned_away(context, denied))
        }
        Refusal::Denied(denied) => dismissed(context, denied).await,
        Refusal::Rules(SettingRefusal::Fixed(by)) if context.origin.press.is_some() => {
            Ok(Reply::alert(context.lang.alert_setting_fixed(&by)))
        }
        Refusal::Rules(refusal) => {
            let list = Box::pin(open(context)).await?;
            Ok(list.after(Screen::text(why(context, &refusal))))
        }
    }
}

fn why(context: &Context, refusal: &SettingRefusal) -> Html {
    let lang = context.lang;
    match refusal {
        SettingRefusal::Fixed(by) => Html::escape(&lang.alert_setting_fixed(by)),
        SettingRefusal::Changed(last) => {
            let at = chrono::DateTime::from_timestamp(last.at, 0).unwrap_or(context.now);
            let when = lang.date_time(When(at, context.app.shop().timezone));
            let who = last.who.clone().unwrap_or_else(|| lang.record_shell());
            lang.setting_changed(&who, &when)
        }
        SettingRefusal::HasOrders => lang.currency_has_orders(),
        SettingRefusal::OtherDecimals { shop, wished } => {
            lang.currency_other_decimals(shop.code(), wished.code())
        }
        SettingRefusal::Open => Html::escape(&lang.alert_shop_open()),
    }
}

/// The language that settings have people spoken to in whose own is not spoken.
pub fn language_of(settings: &Settings) -> Language {
    live::language(settings.language.as_deref())
}
