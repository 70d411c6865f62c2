//! Files that staff get in the chat: orders as tables, and packing slips.

use tokio::task;
use tracing::{debug, error};

use crate::{
    bot::{
        admin::{Refusal, look, turned_away},
        context::Context,
        screen::{Answer, Reply},
        show,
    },
    db::DbError,
    domain::{day::Period, id::OrderId},
    papers::orders::{Files, Tables},
    shop::{
        UseCaseError,
        access::{Denied, Management, Orders, Permit},
        orders::{UnknownOrder, export},
    },
};

use super::view;

/// The permit of somebody who may have everybody's names and addresses in a file.
async fn owner(context: &Context) -> Result<Result<Permit<Management>, Denied>, DbError> {
    let looked = context.look(|_, visitor| visitor.permit().map_err(UseCaseError::Refused));
    looked.await
}

/// Which orders there may be files of.
pub async fn open(context: &Context) -> Result<Reply, DbError> {
    Ok(match owner(context).await? {
        Ok(_) => Reply::screen(view::files(context.lang)),
        Err(denied) => turned_away(context, denied),
    })
}

/// Sends the orders of a time as files.
pub async fn export(context: &Context, period: Period) -> Result<Reply, DbError> {
    let by = match owner(context).await? {
        Ok(by) => by,
        Err(denied) => return Ok(turned_away(context, denied)),
    };
    let lang = context.lang;
    let Some((count, files)) = read(context, by, period).await? else {
        return Ok(Reply::alert(lang.export_failed()));
    };
    if count == 0 {
        return Ok(Reply::alert(lang.export_nothing()));
    }
    let word = period.file_word(context.now, context.app.shop().timezone);
    let tables = [
        ("orders", lang.export_orders_caption(count), files.orders),
        ("order-lines", lang.export_lines_caption(), files.lines),
    ];
    for (table, caption, parts) in tables {
        let is_one = parts.len() == 1;
        for (part, bytes) in (1..).zip(parts) {
            let name = if is_one {
                format!("{table}-{word}.csv")
            } else {
                format!("{table}-{word}-{part}.csv")
            };
            let sent = show::send_file(&context.app, context.chat(), name, bytes, &caption).await;
            if let Err(problem) = sent {
                debug!(%problem, "orders not sent");
                return Ok(Reply::alert(lang.export_failed()));
            }
        }
    }
    Ok(Reply::answer(Answer::Toast(lang.export_sent())))
}

/// The orders of a time, page by page where that holds up no tap; `None` when they cannot be
/// written.
async fn read(
    context: &Context,
    by: Permit<Management>,
    period: Period,
) -> Result<Option<(i64, Files)>, DbError> {
    let timezone = context.app.shop().timezone;
    let span = period.span(context.now, timezone);
    let mut tables = Tables::new(timezone);
    let (mut count, mut after) = (0, None);
    loop {
        let page = context
            .app
            .db
            .scan(move |tx| export::page(tx, &by, span, after))
            .await?;
        let Some(last) = page.last() else {
            break;
        };
        after = Some(last.after());
        count += i64::try_from(page.len()).unwrap_or(i64::MAX);
        // A page is written in a millisecond or two.
        for order in &page {
            if let Err(problem) = tables.add(order) {
                error!(%problem, order.id = %order.id, "order not written");
                return Ok(None);
            }
        }
    }
    Ok(Some((count, tables.finish())))
}

/// Sends the packing slip of an order.
pub async fn slip(context: &Context, id: OrderId) -> Result<Reply, DbError> {
    let lang = context.lang;
    let seen = look(context, move |tx, by: &Permit<Orders>| {
        export::to_pack(tx, by, id)
    })
    .await?;
    let (order, skus) = match seen {
        Ok(found) => found,
        Err(Refusal::Denied(denied)) => return Ok(turned_away(context, denied)),
        Err(Refusal::Rules(UnknownOrder)) => return Ok(Reply::alert(lang.alert_order_unknown())),
    };
    let (timezone, front) = (context.app.shop().timezone, context.app.front());
    let slip = view::slip(lang, timezone, front.name.as_ref(), &order, &skus);
    let printed = task::spawn_blocking(move || slip.print()).await;
    let Ok(printed) = printed.inspect_err(|problem| error!(%problem, "slip not printed")) else {
        return Ok(Reply::alert(lang.slip_failed()));
    };
    let caption = match printed.ending {
        "pdf" => lang.slip_caption(&order.number),
        _ => lang.slip_caption_page(&order.number),
    };
    let name = format!("{}.{}", order.number, printed.ending);
    let (app, chat) = (&context.app, context.chat());
    if let Err(problem) = show::send_file(app, chat, name, printed.bytes, &caption).await {
        debug!(%problem, "slip not sent");
        return Ok(Reply::alert(lang.slip_failed()));
    }
    Ok(Reply::answer(Answer::Toast(lang.slip_sent())))
}
