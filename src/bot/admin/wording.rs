//! The shop's wording, for owners: every text it says, and saying it otherwise.

pub mod button;
pub mod draft;
pub mod search;
pub mod view;

use tracing::error;

use crate::{
    bot::{
        context::Context,
        menu,
        screen::{Answer, Reply, Screen},
        state::{self, State},
    },
    db::DbError,
    domain::{language::Language, money::Money, order::OrderNumber, wording::Reworded},
    i18n::{
        Typed, When,
        wording::{Area, Case, Kind, Message, Sample},
    },
    shop::{
        access::{Management, Permit},
        staff,
        wording::{self, WordingChanged},
    },
};

use self::{
    button::{WordingAsk, WordingButton},
    draft::Draft,
    view::Listed,
};
use super::{Refusal, act, dismissed, look, turned_away};

type Refused = Refusal<WordingChanged>;

/// A button is pressed.
pub async fn press(context: &Context, button: WordingButton) -> Result<Reply, DbError> {
    match button {
        WordingButton::Areas { language } => areas(context, language).await,
        WordingButton::List {
            language,
            area,
            page,
        } => list(context, language, area, page).await,
        WordingButton::Yours { language, page } => yours(context, language, page).await,
        WordingButton::Find { language } => ask_words(context, language).await,
        WordingButton::Open { language, message } => {
            open(context, language, message, Answer::Silent).await
        }
        WordingButton::Change { language, message } => change(context, language, message).await,
        WordingButton::Single {} => single(context).await,
        WordingButton::Save {} => save(context).await,
        WordingButton::Reset {
            language,
            message,
            version,
        } => reset(context, language, message, version).await,
    }
}

/// Shows where things stand after a press whose effect was committed before a crash.
pub async fn present(context: &Context, button: WordingButton) -> Result<Reply, DbError> {
    match button {
        WordingButton::Reset {
            language, message, ..
        }
        | WordingButton::Change { language, message } => {
            open(context, language, message, Answer::Silent).await
        }
        WordingButton::Save {} | WordingButton::Single {} => {
            areas(context, context.lang.language()).await
        }
        // These only show.
        button => press(context, button).await,
    }
}

/// Everything that is reworded, for whoever may see it.
async fn reworded(context: &Context) -> Result<Result<Vec<Reworded>, Refused>, DbError> {
    look(context, |tx, by| Ok(wording::all(tx, by)?)).await
}

/// Shows something of all that is reworded in a language.
async fn listed(
    context: &Context,
    language: Language,
    screen: impl Fn(&Listed) -> Screen,
) -> Result<Reply, DbError> {
    match reworded(context).await? {
        Ok(rows) => Ok(Reply::screen(screen(&Listed::new(
            context.lang,
            language,
            &rows,
        )))),
        Err(refusal) => refused(context, refusal).await,
    }
}

/// The parts of the shop.
pub async fn areas(context: &Context, language: Language) -> Result<Reply, DbError> {
    listed(context, language, view::areas).await
}

async fn list(
    context: &Context,
    language: Language,
    area: Area,
    page: u32,
) -> Result<Reply, DbError> {
    listed(context, language, |all| view::list(all, area, page)).await
}

async fn yours(context: &Context, language: Language, page: u32) -> Result<Reply, DbError> {
    listed(context, language, |all| view::yours(all, page)).await
}

/// A text as it is and as it came.
async fn open(
    context: &Context,
    language: Language,
    message: Message,
    answer: Answer,
) -> Result<Reply, DbError> {
    let seen = look(context, move |tx, by| {
        Ok(wording::look(tx, by, language, message.id())?)
    });
    match seen.await? {
        Ok(seen) => {
            let card = view::card(context.lang, language, message, &seen);
            Ok(Reply::screen(card).with_answer(answer))
        }
        Err(refusal) => refused(context, refusal).await,
    }
}

// -- finding a text ----------------------------------------------------------------------

async fn ask_words(context: &Context, language: Language) -> Result<Reply, DbError> {
    let ask = WordingAsk::Find {
        language: language.code().to_owned(),
    };
    match wait_for(context, ask).await? {
        Ok(()) => Ok(Reply::screen(view::words_question(context.lang, language))),
        Err(refusal) => refused(context, refusal).await,
    }
}

/// Shows what was found. Other words may follow, and search anew.
async fn find(context: &Context, language: Language, words: &str) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let ask = WordingAsk::Find {
        language: language.code().to_owned(),
    };
    let state = State::Wording { ask };
    let rows = act(context, move |tx, by| {
        state::set(tx, chat, &state, now)?;
        Ok(wording::all(tx, by)?)
    });
    match rows.await? {
        Ok(rows) => {
            let all = Listed::new(context.lang, language, &rows);
            let found = search::find(&all, words);
            Ok(Reply::screen(view::found(&all, words, &found)))
        }
        Err(refusal) => refused(context, refusal).await,
    }
}

/// Waits for something to be typed.
async fn wait_for(context: &Context, ask: WordingAsk) -> Result<Result<(), Refused>, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let state = State::Wording { ask };
    act(context, move |tx, _: &Permit<Management>| {
        Ok(state::set(tx, chat, &state, now)?)
    })
    .await
}

// -- changing a text ---------------------------------------------------------------------

async fn change(context: &Context, language: Language, message: Message) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let asked = act(context, move |tx, by| {
        let seen = wording::look(tx, by, language, message.id())?;
        let draft = Draft::new(language, message, seen.version);
        state::set(tx, chat, &draft.state(), now)?;
        Ok(draft)
    });
    match asked.await? {
        Ok(draft) => Ok(ask_or_preview(context, &draft)),
        Err(refusal) => refused(context, refusal).await,
    }
}

/// The next question about a text, or what it has become.
fn ask_or_preview(context: &Context, draft: &Draft) -> Reply {
    let lang = context.lang;
    Reply::screen(match draft.whole() {
        Some(wording) => view::preview(lang, draft, &wording, |case| sample(context, case)),
        None => view::question(lang, draft, None),
    })
}

fn sample(context: &Context, case: Case) -> Sample {
    let shop = context.app.shop();
    let minor = 25 * 10_i64.pow(shop.currency.exponent()) / 2;
    Sample {
        money: Money::new(minor, shop.currency),
        when: When(context.now, shop.timezone),
        order: OrderNumber::new(&shop.order_prefix, context.now, shop.timezone, 4, |_| 7),
        case,
    }
}

/// Takes what was typed.
pub async fn receive(context: &Context, ask: WordingAsk, typed: &Typed) -> Result<Reply, DbError> {
    match ask {
        WordingAsk::Find { language } => {
            let language = language_of(context, &language);
            find(context, language, &typed.text).await
        }
        WordingAsk::Text { .. } => match Draft::of(&ask) {
            Some(draft) => receive_form(context, draft, typed).await,
            None => gone(context).await,
        },
    }
}

async fn receive_form(
    context: &Context,
    mut draft: Draft,
    typed: &Typed,
) -> Result<Reply, DbError> {
    if let Err(unfit) = draft.take(typed) {
        let why = view::why(context.lang, draft.message, &unfit);
        return Ok(Reply::screen(view::question(
            context.lang,
            &draft,
            Some(why),
        )));
    }
    keep(context, draft).await
}

/// One text for all numbers, instead of one for each way of counting.
async fn single(context: &Context) -> Result<Reply, DbError> {
    match awaited(context).await? {
        Some(draft) => keep(context, draft.for_all_numbers()).await,
        None => gone(context).await,
    }
}

/// Remembers what was typed, and goes on.
async fn keep(context: &Context, draft: Draft) -> Result<Reply, DbError> {
    match wait_for(context, draft.ask()).await? {
        Ok(()) => Ok(ask_or_preview(context, &draft)),
        Err(refusal) => refused(context, refusal).await,
    }
}

/// What is being typed here.
async fn awaited(context: &Context) -> Result<Option<Draft>, DbError> {
    let chat = context.chat();
    let awaited = context.peek(move |tx| state::awaited(tx, chat)).await?;
    Ok(match awaited {
        Some(State::Wording { ask }) => Draft::of(&ask),
        _ => None,
    })
}

/// Asks a question again, after a restart.
pub async fn again(context: &Context, ask: WordingAsk) -> Result<Reply, DbError> {
    match (Draft::of(&ask), ask) {
        (Some(draft), _) => keep(context, draft).await,
        (None, WordingAsk::Find { language }) => {
            ask_words(context, language_of(context, &language)).await
        }
        (None, WordingAsk::Text { .. }) => gone(context).await,
    }
}

fn language_of(context: &Context, code: &str) -> Language {
    Language::from_code(code).unwrap_or(context.lang.language())
}

/// Saves what was typed and shown.
async fn save(context: &Context) -> Result<Reply, DbError> {
    let draft = awaited(context).await?;
    let whole = draft.and_then(|draft| Some((draft.whole()?.to_stored(), draft)));
    let Some((text, draft)) = whole else {
        return gone(context).await;
    };
    let (chat, now) = (context.chat(), context.now.timestamp());
    let (language, message, seen) = (draft.language, draft.message, draft.seen);
    let saved = act(context, move |tx, by| {
        wording::reword(tx, by, language, message.id(), &text, seen, now)?;
        state::leave(tx, chat)?;
        Ok(())
    });
    let toast = context.lang.toast_wording_saved();
    changed(context, language, message, saved.await?, toast).await
}

async fn reset(
    context: &Context,
    language: Language,
    message: Message,
    version: i64,
) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let reset = act(context, move |tx, by| {
        wording::reset(tx, by, language, message.id(), version, now)?;
        state::leave(tx, chat)?;
        Ok(())
    });
    let toast = context.lang.toast_wording_reset();
    changed(context, language, message, reset.await?, toast).await
}

/// Has what was saved count, and shows the text.
async fn changed(
    context: &Context,
    language: Language,
    message: Message,
    changed: Result<(), Refused>,
    toast: String,
) -> Result<Reply, DbError> {
    match changed {
        Ok(()) => {
            counts_now(context, message).await;
            open(context, language, message, Answer::Toast(toast)).await
        }
        Err(Refusal::Rules(WordingChanged(last))) => {
            let lang = context.lang;
            let at = chrono::DateTime::from_timestamp(last.at, 0).unwrap_or(context.now);
            let who = last.who.unwrap_or_else(|| lang.record_shell());
            let why = lang.wording_changed(&who, When(at, context.app.shop().timezone));
            // What was typed against another text is not asked for any more.
            let shown = open(context, language, message, Answer::Silent).await?;
            Ok(shown.after(Screen::text(why)))
        }
        Err(refusal) => refused(context, refusal).await,
    }
}

/// Has what was committed count in this program, and in the command menus where it is about them.
async fn counts_now(context: &Context, message: Message) {
    let app = context.app.clone();
    if let Err(problem) = app.settings.reload(&app.db).await {
        // The clock reads them again within a minute.
        error!(%problem, "wording saved but not read again");
    }
    if message.kind() != Kind::Command {
        return;
    }
    // Nobody waits for the menus.
    tokio::spawn(async move {
        menu::set_for_all(&app.api, app.language()).await;
        match app.db.read(staff::standings).await {
            Ok(people) => {
                for (person, standing) in people {
                    menu::renew(&app, person, standing).await;
                }
            }
            Err(problem) => error!(%problem, "menus of the staff not set anew"),
        }
    });
}

// -- what is not possible ----------------------------------------------------------------

/// The parts of the shop, for a key of a question that is not asked any more.
async fn gone(context: &Context) -> Result<Reply, DbError> {
    let shown = areas(context, context.lang.language()).await?;
    Ok(match shown.answer {
        Answer::Silent => shown.with_answer(Answer::Alert(context.lang.alert_wording_gone())),
        _ => shown,
    })
}

async fn refused(context: &Context, refusal: Refused) -> Result<Reply, DbError> {
    match refusal {
        Refusal::Denied(denied) if context.origin.press.is_some() => {
            Ok(turned_away(context, denied))
        }
        Refusal::Denied(denied) => dismissed(context, denied).await,
        // It is dealt with where something is saved.
        Refusal::Rules(WordingChanged(_)) => Ok(Reply::answer(Answer::Silent)),
    }
}
