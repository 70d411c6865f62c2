//! Sums over orders: how much was sold when, and what sells best.

use crate::{
    db::{DbError, Tx},
    domain::{
        day::Span,
        id::ProductId,
        money::{Currency, Money},
        order::OrderStatus,
    },
    params,
    store::limit,
};

/// What was sold in a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sales {
    /// Orders that count as sold.
    pub orders: i64,
    /// What was charged for them, delivery included.
    pub revenue: Money,
}

/// A product that sells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seller {
    /// Which.
    pub product: ProductId,
    /// What it is called now.
    pub name: String,
    /// Units sold.
    pub units: i64,
    /// What was charged for them, delivery not included.
    pub revenue: Money,
}

/// The statuses of orders that count as sold, as SQL lists them.
pub(in crate::store) fn sales_statuses() -> String {
    let codes: Vec<String> = OrderStatus::ALL
        .iter()
        .filter(|status| status.is_sale())
        .map(|status| format!("'{}'", status.code()))
        .collect();
    codes.join(", ")
}

/// What was sold in each of these spans, in their order.
pub fn sales(tx: &mut Tx<'_>, spans: &[Span], currency: Currency) -> Result<Vec<Sales>, DbError> {
    let mut sold = vec![
        Sales {
            orders: 0,
            revenue: Money::zero(currency),
        };
        spans.len()
    ];
    if spans.is_empty() {
        return Ok(sold);
    }
    let values: Vec<String> = (0..)
        .zip(spans)
        .map(|(number, span): (usize, _)| format!("({number}, {}, {})", span.since, span.until))
        .collect();
    let found = tx.query(
        &format!(
            "WITH span (number, since, after) AS (VALUES {})
             SELECT CAST(s.number AS BIGINT), COUNT(*), CAST(SUM(o.total_minor) AS BIGINT)
             FROM span s CROSS JOIN orders o
             WHERE o.created_at >= s.since AND o.created_at < s.after
                 AND o.currency = $1 AND o.status IN ({})
             GROUP BY s.number ORDER BY s.number",
            values.join(", "),
            sales_statuses()
        ),
        params![currency.code()],
        |row| Ok((row.take::<i64>()?, row.take()?, row.take()?)),
    )?;
    for (number, orders, minor) in found {
        let place = usize::try_from(number).ok();
        if let Some(sales) = place.and_then(|place| sold.get_mut(place)) {
            *sales = Sales {
                orders,
                revenue: Money::new(minor, currency),
            };
        }
    }
    Ok(sold)
}

/// The products of which most units were sold in a span.
pub fn best_sellers(
    tx: &mut Tx<'_>,
    span: Span,
    currency: Currency,
    size: usize,
) -> Result<Vec<Seller>, DbError> {
    tx.query(
        &format!(
            "SELECT i.product_id, p.name, CAST(SUM(i.quantity) AS BIGINT) AS units,
                    CAST(SUM(i.quantity * i.price_minor) AS BIGINT) AS revenue
             FROM orders o
             JOIN order_items i ON i.order_id = o.id
             JOIN products p ON p.id = i.product_id
             WHERE o.created_at >= $1 AND o.created_at < $2 AND o.currency = $3 AND o.status IN ({})
             GROUP BY i.product_id, p.name
             ORDER BY units DESC, revenue DESC, i.product_id LIMIT $4",
            sales_statuses()
        ),
        params![span.since, span.until, currency.code(), limit(size)],
        |row| {
            Ok(Seller {
                product: ProductId::new(row.take()?),
                name: row.take()?,
                units: row.take()?,
                revenue: Money::new(row.take()?, currency),
            })
        },
    )
}

/// Whether there was any order before a moment.
pub fn any_before(tx: &mut Tx<'_>, moment: i64) -> Result<bool, DbError> {
    let found = tx.query_opt(
        "SELECT id FROM orders WHERE created_at < $1 ORDER BY created_at LIMIT 1",
        params![moment],
        |row| row.take::<i64>(),
    )?;
    Ok(found.is_some())
}
