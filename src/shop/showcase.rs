//! Goods as they are offered in other chats: what fits the words, or the newest.

use crate::{
    db::{DbError, Tx},
    domain::{catalog::Card, id::ProductId, language::Language, translation::Words},
    store::products::cards,
};

use super::{Shop, search};

/// Products of a page.
const PER_PAGE: usize = search::PER_PAGE;

/// A page of what is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Showcase {
    /// The goods, best or newest first.
    pub cards: Vec<Card>,
    /// Where the next page begins.
    pub next: Option<i64>,
}

/// The page that begins at `from`, which the page before named; `None` for the first one. What
/// nobody named is empty.
pub fn page(
    tx: &mut Tx<'_>,
    shop: &Shop,
    language: Language,
    bot: i64,
    words: &str,
    from: Option<i64>,
) -> Result<Showcase, DbError> {
    let (ids, next) = if words.trim().is_empty() {
        newest(tx, from)?
    } else {
        found(tx, shop, language, words, from)?
    };
    Ok(Showcase {
        cards: cards::of(tx, Words::In(language), shop.currency, bot, &ids)?,
        next,
    })
}

type Found = (Vec<ProductId>, Option<i64>);

/// Pages of the newest go on below a product, so that none comes twice because of a newer one.
fn newest(tx: &mut Tx<'_>, from: Option<i64>) -> Result<Found, DbError> {
    let mut ids = cards::newest(tx, from.map(ProductId::new), PER_PAGE + 1)?;
    let has_next = ids.len() > PER_PAGE;
    ids.truncate(PER_PAGE);
    let last = ids.last().map(|id| id.get());
    Ok((ids, last.filter(|_| has_next)))
}

/// Pages of what was found are counted, as in the chat.
fn found(
    tx: &mut Tx<'_>,
    shop: &Shop,
    language: Language,
    words: &str,
    from: Option<i64>,
) -> Result<Found, DbError> {
    let Ok(page) = usize::try_from(from.unwrap_or(0)) else {
        return Ok((Vec::new(), None));
    };
    let results = search::find(tx, shop, language, words, page)?;
    if results.page != page {
        return Ok((Vec::new(), None));
    }
    let ids = results.products.iter().map(|product| product.id).collect();
    let next = results.has_next.then(|| i64::try_from(page + 1).ok());
    Ok((ids, next.flatten()))
}
