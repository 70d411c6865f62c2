//! Ways to pay, as the owner sets them in chat.

pub mod button;
pub mod view;

use crate::{
    bot::{
        checkout::text_error,
        context::Context,
        screen::Reply,
        state::{self, PayAsk, State},
    },
    db::DbError,
    domain::{
        id::PaymentWayId,
        payment::{PaymentKind, Term},
        text::{Instructions, PaymentName},
        typed,
    },
    i18n::Html,
    shop::{
        UseCaseError,
        payments::{self, WayRefusal},
    },
};

use self::button::PayButton;
use super::{Refusal, act, look, turned_away};

/// A button is pressed.
pub async fn press(context: &Context, button: PayButton) -> Result<Reply, DbError> {
    match button {
        PayButton::Ways {} => list(context).await,
        PayButton::Way { way } => open(context, way).await,
        PayButton::Add { kind } => {
            let kind = kind.code().to_owned();
            ask(context, PayAsk::NewName { kind }).await
        }
        PayButton::AskName { way } => ask(context, PayAsk::Name { way: way.get() }).await,
        PayButton::AskText { way } => ask(context, PayAsk::Text { way: way.get() }).await,
        PayButton::AskTerm { way } => ask(context, PayAsk::Term { way: way.get() }).await,
        PayButton::NoTerm { way } => change(context, Change::Term(way, None)).await,
        PayButton::Hide { way } => change(context, Change::Offer(way, false)).await,
        PayButton::Show { way } => change(context, Change::Offer(way, true)).await,
        PayButton::Delete { way } => change(context, Change::Delete(way)).await,
        PayButton::Restore { way } => change(context, Change::Restore(way)).await,
    }
}

/// Shows where things stand after a press whose effect was committed before a crash.
pub async fn present(context: &Context, button: PayButton) -> Result<Reply, DbError> {
    match button {
        PayButton::Ways {} | PayButton::Add { .. } => list(context).await,
        PayButton::Way { way }
        | PayButton::AskName { way }
        | PayButton::AskText { way }
        | PayButton::AskTerm { way }
        | PayButton::NoTerm { way }
        | PayButton::Hide { way }
        | PayButton::Show { way }
        | PayButton::Delete { way }
        | PayButton::Restore { way } => open(context, way).await,
    }
}

/// All ways to pay.
async fn list(context: &Context) -> Result<Reply, DbError> {
    let seen = look(context, |tx, by| {
        Ok::<_, UseCaseError<WayRefusal>>(payments::list(tx, by)?)
    })
    .await?;
    Ok(match seen {
        Ok(ways) => Reply::screen(view::list(context.lang, &ways)),
        Err(refusal) => refused(context, refusal),
    })
}

async fn open(context: &Context, id: PaymentWayId) -> Result<Reply, DbError> {
    let seen = look(context, move |tx, by| payments::find(tx, by, id)).await?;
    Ok(match seen {
        Ok(way) => Reply::screen(view::way(context.lang, &way)),
        Err(refusal) => refused(context, refusal),
    })
}

/// A change that is known whole.
#[derive(Debug, Clone)]
enum Change {
    Add(PaymentKind, PaymentName, Instructions),
    Name(PaymentWayId, PaymentName),
    Text(PaymentWayId, Instructions),
    Term(PaymentWayId, Option<Term>),
    Offer(PaymentWayId, bool),
    Delete(PaymentWayId),
    Restore(PaymentWayId),
}

async fn change(context: &Context, change: Change) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let wish = change.clone();
    let changed = act(context, move |tx, by| {
        state::leave(tx, chat)?;
        match &change {
            Change::Add(kind, name, text) => payments::add(tx, by, *kind, name, text, now),
            Change::Name(way, name) => payments::rename(tx, by, *way, name, now),
            Change::Text(way, text) => payments::instruct(tx, by, *way, text, now),
            Change::Term(way, term) => payments::set_term(tx, by, *way, *term, now),
            Change::Offer(way, is_active) => payments::offer(tx, by, *way, *is_active, now),
            Change::Delete(way) => payments::delete(tx, by, *way, now),
            Change::Restore(way) => payments::restore(tx, by, *way, now),
        }
    })
    .await?;
    let is_taken = Err(Refusal::Rules(WayRefusal::NameTaken));
    if changed.is_err() && changed != is_taken && context.origin.press.is_none() {
        // Nothing that is typed next can be the answer either.
        let left = context.act(move |tx, _| Ok::<_, UseCaseError<()>>(state::leave(tx, chat)?));
        left.await?.ok();
    }
    Ok(match (changed, wish) {
        (Ok(way), _) => Reply::screen(view::way(context.lang, &way)),
        (Err(Refusal::Rules(WayRefusal::NameTaken)), Change::Name(way, _)) => {
            // Still asked for: the refusal took back that it was left.
            let asked = PayAsk::Name { way: way.get() };
            Reply::screen(view::prompt(
                context.lang,
                &asked,
                Some(context.lang.pay_name_taken()),
            ))
        }
        (Err(refusal), _) => refused(context, refusal),
    })
}

fn refused(context: &Context, refusal: Refusal<WayRefusal>) -> Reply {
    let lang = context.lang;
    let text = match refusal {
        Refusal::Denied(denied) => return turned_away(context, denied),
        Refusal::Rules(WayRefusal::Unknown) => lang.alert_pay_unknown(),
        Refusal::Rules(WayRefusal::Deleted) => lang.alert_pay_deleted(),
        Refusal::Rules(WayRefusal::NameTaken) => lang.alert_pay_name_taken(),
        Refusal::Rules(WayRefusal::TooMany) => {
            lang.alert_pay_too_many(i64::try_from(payments::MOST).unwrap_or(i64::MAX))
        }
        Refusal::Rules(WayRefusal::NoTerm) => lang.alert_pay_no_term(),
    };
    if context.origin.press.is_some() {
        Reply::alert(text)
    } else {
        Reply::text(Html::escape(&text))
    }
}

/// Asks for something to be typed, about a way to pay that is there or may be added.
pub async fn ask(context: &Context, asked: PayAsk) -> Result<Reply, DbError> {
    let (chat, now, state) = (
        context.chat(),
        context.now.timestamp(),
        State::Pay(asked.clone()),
    );
    let about = asked.clone();
    let outcome = act(context, move |tx, by| {
        match &about {
            PayAsk::NewName { .. } => payments::may_add(tx, by, None)?,
            PayAsk::NewText { name, .. } => {
                payments::may_add(tx, by, PaymentName::parse(name).ok().as_ref())?;
            }
            PayAsk::Name { way } | PayAsk::Text { way } | PayAsk::Term { way } => {
                let way = payments::find(tx, by, PaymentWayId::new(*way))?;
                if way.is_deleted {
                    return Err(UseCaseError::Refused(WayRefusal::Deleted));
                }
            }
        }
        state::set(tx, chat, &state, now)?;
        Ok(())
    })
    .await?;
    Ok(match outcome {
        Ok(()) => Reply::screen(view::prompt(context.lang, &asked, None)),
        Err(Refusal::Rules(WayRefusal::NameTaken)) => {
            let text = Some(context.lang.pay_name_taken());
            Reply::screen(view::prompt(context.lang, &asked, text))
        }
        Err(refusal) => refused(context, refusal),
    })
}

/// Takes what was typed.
pub async fn receive(context: &Context, asked: PayAsk, text: &str) -> Result<Reply, DbError> {
    let lang = context.lang;
    let again = |asked: &PayAsk, error| {
        let text = text_error(lang, error);
        Ok(Reply::screen(view::prompt(lang, asked, Some(text))))
    };
    let wish = match &asked {
        PayAsk::NewName { kind } => match PaymentName::parse(text) {
            Ok(name) => {
                let (kind, name) = (kind.clone(), name.to_string());
                return ask(context, PayAsk::NewText { kind, name }).await;
            }
            Err(error) => return again(&asked, error),
        },
        PayAsk::NewText { kind, name } => match Instructions::parse(text) {
            Ok(text) => {
                let (Some(kind), Ok(name)) =
                    (PaymentKind::from_code(kind), PaymentName::parse(name))
                else {
                    return list(context).await;
                };
                Change::Add(kind, name, text)
            }
            Err(error) => return again(&asked, error),
        },
        PayAsk::Name { way } => match PaymentName::parse(text) {
            Ok(name) => Change::Name(PaymentWayId::new(*way), name),
            Err(error) => return again(&asked, error),
        },
        PayAsk::Text { way } => match Instructions::parse(text) {
            Ok(text) => Change::Text(PaymentWayId::new(*way), text),
            Err(error) => return again(&asked, error),
        },
        PayAsk::Term { way } => match typed::units(text).ok().and_then(Term::of_hours) {
            Some(term) => Change::Term(PaymentWayId::new(*way), Some(term)),
            None => {
                let text = Some(lang.pay_term_wrong(Term::MAX));
                return Ok(Reply::screen(view::prompt(lang, &asked, text)));
            }
        },
    };
    change(context, wish).await
}
