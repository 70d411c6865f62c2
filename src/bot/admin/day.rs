//! The shop's day for staff: figures, stock, reports and quiet hours, orders as files, and slips.

pub mod button;
pub mod files;
pub mod view;

use tokio::task;
use tracing::{debug, error};

use crate::{
    bot::{context::Context, screen::Reply, show},
    db::DbError,
    domain::{
        day::{Hour, QuietHours},
        id::{ProductId, VariantId},
    },
    papers::chart,
    shop::{
        UseCaseError,
        access::{Denied, Figures, Management},
        day::{self, Preferences, figures},
        stock::{self, NoProduct, Threshold},
    },
};

use self::button::DayButton;
use super::{Refusal, act, look, turned_away};

/// A button is pressed.
pub async fn press(context: &Context, button: DayButton) -> Result<Reply, DbError> {
    match button {
        DayButton::Open {} => open(context).await,
        DayButton::Figures {} => figures(context).await,
        DayButton::Files {} => files::open(context).await,
        DayButton::Export { period } => files::export(context, period).await,
        DayButton::Slip { order } => files::slip(context, order).await,
        DayButton::AskReport {} => choose(context, Choice::Report).await,
        DayButton::SetReport { hour } => set_report(context, hour).await,
        DayButton::AskQuiet { from: None } => choose(context, Choice::QuietFrom).await,
        DayButton::AskQuiet { from: Some(from) } => choose(context, Choice::QuietTo(from)).await,
        DayButton::SetQuiet { from, to } => set_quiet(context, from, to).await,
        DayButton::AskLowStock {} => choose(context, Choice::LowStock).await,
        DayButton::SetLowStock { units } => set_low_stock(context, units).await,
        DayButton::Shelves { from } => shelves(context, from).await,
        DayButton::Threshold { product } => threshold(context, product).await,
        DayButton::SetThreshold { product, units } => set_threshold(context, product, units).await,
    }
}

/// Shows where things stand after a press whose effect was committed before a crash.
pub async fn present(context: &Context, button: DayButton) -> Result<Reply, DbError> {
    match button {
        DayButton::SetReport { .. }
        | DayButton::SetQuiet { .. }
        | DayButton::SetLowStock { .. } => open(context).await,
        DayButton::SetThreshold { product, .. } => threshold(context, product).await,
        // These only show.
        other => press(context, other).await,
    }
}

/// Everything about the day, as far as it is this person's.
pub async fn open(context: &Context) -> Result<Reply, DbError> {
    let seen = context
        .look(|tx, visitor| {
            visitor.permit::<Figures>().map_err(UseCaseError::Refused)?;
            let may_set = visitor.permit::<Management>().is_ok();
            let preferences = day::preferences(tx)?;
            Ok::<_, UseCaseError<Denied>>(may_set.then_some(preferences))
        })
        .await?;
    Ok(match seen {
        Ok(preferences) => Reply::screen(view::day(context.lang, preferences.as_ref())),
        Err(denied) => turned_away(context, denied),
    })
}

/// `/stats`: what was sold, with a chart of the last days.
pub async fn figures(context: &Context) -> Result<Reply, DbError> {
    let (app, lang, now) = (&context.app, context.lang, context.now);
    let shop = app.shop();
    let seen = look(context, move |tx, by| {
        Ok::<_, UseCaseError<NoProduct>>(figures::read(tx, by, &shop, now)?)
    })
    .await?;
    let figures = match seen {
        Ok(figures) => figures,
        Err(refusal) => return Ok(refused(context, refusal)),
    };
    let (chart, caption) = view::chart(lang, &figures);
    let drawn = task::spawn_blocking(move || chart::draw(&chart)).await;
    // The figures are told without the picture, too.
    match drawn {
        Ok(picture) => {
            let name = "sales.png".to_owned();
            let sent = show::send_drawing(app, context.chat(), name, picture, &caption).await;
            if let Err(problem) = sent {
                debug!(%problem, "chart not sent");
            }
        }
        Err(problem) => error!(%problem, "chart not drawn"),
    }
    Ok(Reply::screen(view::figures(lang, &figures)))
}

fn refused(context: &Context, refusal: Refusal<NoProduct>) -> Reply {
    match refusal {
        Refusal::Denied(denied) => turned_away(context, denied),
        Refusal::Rules(NoProduct) => Reply::alert(context.lang.alert_no_product()),
    }
}

/// Something to be set, with what is set now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// When the morning report comes.
    Report,
    /// When the quiet hours begin.
    QuietFrom,
    /// When the quiet hours end that begin then.
    QuietTo(Hour),
    /// From how little on staff are told.
    LowStock,
}

/// Shows what there is to choose from.
pub async fn choose(context: &Context, choice: Choice) -> Result<Reply, DbError> {
    let seen = look::<Management, _, _>(context, |tx, _| {
        Ok::<_, UseCaseError<NoProduct>>(day::preferences(tx)?)
    })
    .await?;
    Ok(match seen {
        Ok(preferences) => Reply::screen(view::choose(context.lang, choice, &preferences)),
        Err(refusal) => refused(context, refusal),
    })
}

/// Sets when the morning report comes; `None`: never.
pub async fn set_report(context: &Context, hour: Option<Hour>) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let set = act(context, move |tx, by| {
        Ok(day::set_report(tx, by, hour, now)?)
    });
    Ok(is_set(context, set.await?))
}

/// Sets the quiet hours; none unless there are two different ones.
pub async fn set_quiet(
    context: &Context,
    from: Option<Hour>,
    to: Option<Hour>,
) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let quiet = from
        .zip(to)
        .and_then(|(from, to)| QuietHours::new(from, to));
    let set = act(context, move |tx, by| {
        Ok(day::set_quiet_hours(tx, by, quiet, now)?)
    });
    let set = set.await?;
    // What had to wait may not have to any more.
    context.app.outbox_bell.notify_one();
    Ok(is_set(context, set))
}

/// Sets from how little on staff are told.
pub async fn set_low_stock(context: &Context, units: u32) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let set = act(context, move |tx, by| {
        Ok(day::set_low_stock(tx, by, units, now)?)
    });
    Ok(is_set(context, set.await?))
}

fn is_set(context: &Context, set: Result<Preferences, Refusal<NoProduct>>) -> Reply {
    match set {
        Ok(preferences) => Reply::screen(view::day(context.lang, Some(&preferences))),
        Err(refusal) => refused(context, refusal),
    }
}

/// What is on the shelves, least first, from a variant on.
pub async fn shelves(context: &Context, from: Option<VariantId>) -> Result<Reply, DbError> {
    let seen = look(context, move |tx, by| {
        Ok::<_, UseCaseError<NoProduct>>(stock::shelves(tx, by, from)?)
    })
    .await?;
    Ok(match seen {
        Ok(shelves) => Reply::screen(view::shelves(context.lang, &shelves)),
        Err(refusal) => refused(context, refusal),
    })
}

/// From how little of a product on staff are told.
pub async fn threshold(context: &Context, product: ProductId) -> Result<Reply, DbError> {
    let seen = look(context, move |tx, by| stock::threshold(tx, by, product)).await?;
    Ok(of_product(context, seen))
}

/// Sets from how little of a product on staff are told; `None`: as usual.
pub async fn set_threshold(
    context: &Context,
    product: ProductId,
    units: Option<u32>,
) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let set = act(context, move |tx, by| {
        stock::set_threshold(tx, by, product, units, now)
    });
    Ok(of_product(context, set.await?))
}

fn of_product(context: &Context, seen: Result<Threshold, Refusal<NoProduct>>) -> Reply {
    match seen {
        Ok(threshold) => Reply::screen(view::threshold(context.lang, &threshold)),
        Err(refusal) => refused(context, refusal),
    }
}
