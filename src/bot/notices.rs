//! The words of notices that the shop sends by itself: reports, and notes about stock.

use chrono::Utc;

use crate::{
    db::{DbError, Tx},
    domain::{id::TelegramId, translation::Words},
    i18n::Lang,
    shop::{
        Shop,
        access::{self, Catalogue},
        day::report,
        reviews::staff as reviews,
        stock,
    },
    store::outbox::Notice,
};

use super::{
    admin::{board, day::view, reviews::view as view_of_reviews},
    context::App,
    privacy,
    screen::Screen,
};

/// Finds the words; `None` when there is nothing to say any more, or nobody to say it to.
pub async fn write(
    app: &App,
    lang: Lang,
    chat: TelegramId,
    notice: &Notice,
) -> Result<Option<Screen>, DbError> {
    let (shop, notice) = (app.shop(), notice.clone());
    app.db
        .read(move |tx| match &notice {
            Notice::MorningReport(day) => {
                let report = report_of(tx, &shop, chat, *day)?;
                Ok(report.map(|report| view::report(lang, &report)))
            }
            Notice::LowStock { variant, left } => {
                let staff = access::staff(tx, chat)?;
                let shelved = stock::seen(tx, Words::Own, *variant)?;
                Ok(staff.zip(shelved).map(|(staff, shelved)| {
                    view::low_stock(lang, &shelved, *left, staff.may::<Catalogue>())
                }))
            }
            Notice::BoardLost { title } => Ok(Some(board::view::lost(lang, title))),
            Notice::Privacy(news) => {
                let leaving = customer_leaves(tx, chat)?;
                Ok(privacy::view::news(lang, *news, leaving))
            }
            Notice::Forgotten(_) => Ok(Some(privacy::view::farewell(lang))),
            Notice::BackInStock(variant) => {
                let seen = stock::seen(tx, Words::In(lang.language()), *variant)?;
                let shelved = seen.filter(|shelved| shelved.stock > 0);
                Ok(shelved.map(|shelved| view::back_in_stock(lang, &shelved)))
            }
            Notice::Review(review) => {
                let by = access::staff(tx, chat)?.and_then(access::Staff::permit);
                let found = match by {
                    Some(by) => reviews::find(tx, &by, *review)?,
                    None => None,
                };
                Ok(found.map(|(review, name)| view_of_reviews::announced(lang, &review, &name)))
            }
            Notice::NewOrder(_)
            | Notice::CancelledByCustomer(_)
            | Notice::Question { .. }
            | Notice::StatusChanged(..)
            | Notice::Answer { .. }
            | Notice::Proof { .. }
            | Notice::UnpaidCancelled(_)
            | Notice::Payment(..) => Ok(None),
        })
        .await
}

/// Whether somebody is still to be forgotten.
fn customer_leaves(tx: &mut Tx<'_>, chat: TelegramId) -> Result<bool, DbError> {
    Ok(access::known_customer(tx, chat)?.is_some_and(|customer| customer.leaving.is_some()))
}

/// The report for somebody who is still an owner, as long as it is of the present day.
fn report_of(
    tx: &mut Tx<'_>,
    shop: &Shop,
    chat: TelegramId,
    day: chrono::NaiveDate,
) -> Result<Option<report::Report>, DbError> {
    let staff = access::staff(tx, chat)?;
    match staff.and_then(access::Staff::permit) {
        Some(by) => report::compose(tx, &by, shop, day, Utc::now()),
        None => Ok(None),
    }
}
