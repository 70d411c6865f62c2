//! Products as they are offered in other chats.

use crate::{
    db::{Asked, DbError, Tx},
    domain::{
        catalog::{Card, Picture},
        id::{PhotoId, ProductId},
        money::Currency,
        translation::{TextField, Words},
    },
    params,
    store::translations,
};

use super::{limit, read_summary, summary};

/// What is on sale, newest first: what is older than `before`, or all of it.
pub fn newest(
    tx: &mut Tx<'_>,
    before: Option<ProductId>,
    size: usize,
) -> Result<Vec<ProductId>, DbError> {
    let before = before.map_or(i64::MAX, ProductId::get);
    tx.query(
        "SELECT p.id FROM products p JOIN categories c ON c.id = p.category_id AND c.deleted_at IS NULL
         WHERE p.id < $1 AND p.deleted_at IS NULL AND p.hidden_at IS NULL ORDER BY p.id DESC LIMIT $2",
        params![before, limit(size)],
        |row| row.take().map(ProductId::new),
    )
}

/// These products in this order, with the file that this bot uploaded for the main picture of each;
/// without those that are not on sale.
pub fn of(
    tx: &mut Tx<'_>,
    words: Words,
    currency: Currency,
    bot: i64,
    ids: &[ProductId],
) -> Result<Vec<Card>, DbError> {
    let summary = summary("$3");
    let description = translations::said(
        "product",
        "p.id",
        TextField::Description,
        "p.description",
        "$3",
    );
    let asked = ids.iter().map(|id| {
        tx.ask(
            &format!(
                "SELECT {summary}, {description}, i.photo_id, f.file_id
                 FROM products p
                 JOIN categories c ON c.id = p.category_id AND c.deleted_at IS NULL
                 LEFT JOIN product_images i ON i.product_id = p.id AND i.position = 0
                 LEFT JOIN photo_files f ON f.photo_id = i.photo_id AND f.bot_id = $2
                 WHERE p.id = $1 AND p.deleted_at IS NULL AND p.hidden_at IS NULL"
            ),
            params![id.get(), bot, words.code()],
            move |row| {
                let summary = read_summary(row, currency)?;
                let description = row.take()?;
                let (photo, file): (Option<i64>, _) = (row.take()?, row.take()?);
                let picture = photo.map(|id| Picture {
                    id: PhotoId::new(id),
                    file,
                });
                Ok(Card {
                    summary,
                    description,
                    picture,
                })
            },
        )
    });
    let asked: Vec<Asked<Card>> = asked.collect::<Result<_, _>>()?;
    let mut cards = Vec::with_capacity(ids.len());
    for asked in asked {
        cards.extend(tx.answer(asked)?);
    }
    Ok(cards)
}
