//! Searching the catalogue: what fits best first, page by page.
//!
//! Products are gathered in steps, from those whose SKU was typed to those that merely have one of
//! the words. A step looks at a bounded number of them, however many there are, so that a word that
//! half of the catalogue has costs no more than a rare one. Within a step it counts how much of
//! what was typed stands in the name, and how exactly; then whether any is left.

use std::{cmp::Reverse, collections::HashSet};

use serde::Deserialize;

use crate::{
    db::{DbError, Tx},
    domain::{
        catalog::ProductSummary,
        id::{ProductId, UserId},
        language::Language,
        search::{Hits, Kind, Query, Word, in_name},
        translation::Words,
    },
    store::{
        products,
        search::{self, Found, Needs, Term},
    },
};

use super::Shop;

/// Products on a page.
pub const PER_PAGE: usize = 10;
/// Products looked at in a step.
const GATHERED: usize = 100;
/// Places of the first page for words that may have been meant, when one that was typed is unknown.
const FOR_MEANT: usize = 3;
/// Words that may have been meant, and are looked for.
const MEANT: usize = 10;
/// Words that begin with what was typed, where they have to be named.
const BEGUN: usize = 64;
/// Beginnings of at most so many letters the index knows itself.
const INDEXED: usize = 4;
/// The last page that can be asked for.
const LAST_PAGE: usize = 1000;

/// A page of what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Results {
    /// The best of it that earlier pages do not have.
    pub products: Vec<ProductSummary>,
    /// Which page, from 0.
    pub page: usize,
    /// Whether there is another one.
    pub has_next: bool,
    /// Whether any product has what was typed, as it was typed.
    pub is_exact: bool,
}

/// Finds products by words of their names, SKUs, options and descriptions.
///
/// Words may be begun only; one wrong, missing, extra or swapped letter in a word of four or more
/// does not matter.
pub fn find(
    tx: &mut Tx<'_>,
    shop: &Shop,
    language: Language,
    text: &str,
    page: usize,
) -> Result<Results, DbError> {
    let query = Query::parse(text);
    let page = page.min(LAST_PAGE);
    let from = page * PER_PAGE;
    let mut search = Search::new(tx, &query)?;
    let (ids, is_exact) = search.gather(from + PER_PAGE + 1)?;
    // A page that is no longer there: what it had was sold for the last time, or the button is forged.
    let (page, from) = if ids.len() > from {
        (page, from)
    } else {
        (0, 0)
    };
    let mut ids = ids[from..].to_vec();
    let has_next = ids.len() > PER_PAGE;
    ids.truncate(PER_PAGE);
    Ok(Results {
        products: products::summaries(tx, Words::In(language), shop.currency, &ids)?,
        page,
        has_next,
        is_exact,
    })
}

/// Keeps what a customer searches for, so that its pages can be turned.
pub fn remember(tx: &mut Tx<'_>, customer: UserId, text: &str, now: i64) -> Result<(), DbError> {
    search::remember(tx, customer, text, now)
}

/// What a customer searched for last.
pub fn last(tx: &mut Tx<'_>, customer: UserId) -> Result<Option<String>, DbError> {
    search::last(tx, customer)
}

/// Keeps a product found by what it says after a change.
pub(super) fn follow(
    tx: &mut Tx<'_>,
    product: ProductId,
    before: Option<&str>,
    after: Option<&str>,
) -> Result<(), DbError> {
    if found_by(before)? != found_by(after)? {
        search::refresh(tx, product)?;
    }
    Ok(())
}

/// Keeps a product found by its translations after a change of these.
pub(super) fn follow_words(tx: &mut Tx<'_>, product: ProductId) -> Result<(), DbError> {
    search::refresh(tx, product)
}

/// What of a product's state, in JSON, it is found by: price and stock are not.
fn found_by(state: Option<&str>) -> Result<Option<FoundBy>, DbError> {
    let state = state.map(serde_json::from_str).transpose();
    state.map_err(|error| DbError::Decode(error.to_string()))
}

#[derive(PartialEq, Eq, Deserialize)]
struct FoundBy {
    name: String,
    description: String,
    is_hidden: bool,
    is_deleted: bool,
    variants: Vec<FoundByVariant>,
}

#[derive(PartialEq, Eq, Deserialize)]
struct FoundByVariant {
    sku: String,
    values: Vec<String>,
}

/// Reads the next products of a shop that is older than its search; whether any may be left.
pub fn catch_up(tx: &mut Tx<'_>, size: usize) -> Result<bool, DbError> {
    let Some(products) = search::unread(tx, size)? else {
        return Ok(false);
    };
    for product in &products {
        search::refresh(tx, *product)?;
    }
    let last = products.last().copied().filter(|_| products.len() == size);
    search::read_to(tx, last)?;
    Ok(last.is_some())
}

/// How closely a word has to be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Closeness {
    /// As it was typed.
    Exact,
    /// Longer words that begin with it will do.
    Begun,
    /// And so will words that may have been meant.
    Meant,
}

/// Where it has to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    Name,
    Anywhere,
}

/// What else a word that was typed may stand for.
#[derive(Debug, Default)]
struct Others {
    /// Longer words that begin with it; `None` as long as nobody asked.
    begun: Option<Vec<String>>,
    /// Words that may have been meant.
    meant: Vec<String>,
}

struct Search<'a, 'tx> {
    tx: &'a mut Tx<'tx>,
    query: &'a Query,
    /// For each word.
    others: Vec<Others>,
}

impl<'a, 'tx> Search<'a, 'tx> {
    fn new(tx: &'a mut Tx<'tx>, query: &'a Query) -> Result<Self, DbError> {
        let others = query.words.iter().map(|_| Others::default()).collect();
        Ok(Self { tx, query, others })
    }

    /// The best `wanted` products, and whether any of them has what was typed.
    fn gather(&mut self, wanted: usize) -> Result<(Vec<ProductId>, bool), DbError> {
        if self.query.words.is_empty() {
            return Ok((Vec::new(), false));
        }
        let mut found = self.direct(wanted)?;
        let is_exact = !found.is_empty();
        let known = search::known(self.tx, &self.query.words)?;
        let is_unknown = |word: usize| self.query.words[word].is_correctable() && !known[word];
        let unknown: Vec<usize> = (0..known.len()).filter(|word| is_unknown(*word)).collect();
        if !unknown.is_empty() {
            let others = self.meant(&unknown)?;
            // Were they behind all that is merely begun with what was typed, nobody saw them.
            let (head, tail) = found.split_at(found.len().min(PER_PAGE - FOR_MEANT));
            let new = others.iter().filter(|id| !head.contains(id));
            let first: Vec<ProductId> = new.take(FOR_MEANT).copied().collect();
            found = once_each([head, &first, tail, &others]);
        } else if found.len() < PER_PAGE {
            let all: Vec<usize> = (0..known.len()).collect();
            let others = self.meant(&all)?;
            found = once_each([found.as_slice(), &others]);
        }
        if found.is_empty() {
            found = self.some()?;
        }
        Ok((found, is_exact))
    }

    /// Products that have every word, at least begun.
    fn direct(&mut self, wanted: usize) -> Result<Vec<ProductId>, DbError> {
        let mut list = List::default();
        let sku = vec![Term {
            text: self.query.sku.clone(),
            is_beginning: false,
        }];
        let found = search::matching(self.tx, &Needs(vec![sku]), GATHERED)?;
        list.add(self.query, found, &[]);
        let mut steps = vec![
            (Where::Name, Closeness::Exact, false),
            (Where::Name, Closeness::Begun, false),
            (Where::Anywhere, Closeness::Exact, false),
        ];
        let mut last = None;
        if self.query.words.len() > 1 {
            // Common words may never meet, and to find that out once is enough.
            let found = self.step(Where::Anywhere, Closeness::Begun, false)?;
            if found.is_empty() {
                return Ok(list.ids);
            }
            last = Some(found);
            steps.insert(2, (Where::Anywhere, Closeness::Begun, true));
        }
        for (place, closeness, is_one_in_name) in steps {
            if list.ids.len() < wanted {
                let found = self.step(place, closeness, is_one_in_name)?;
                list.add(self.query, found, &[]);
            }
        }
        if list.ids.len() < wanted {
            let found = match last {
                Some(found) => found,
                None => self.step(Where::Anywhere, Closeness::Begun, false)?,
            };
            list.add(self.query, found, &[]);
        }
        Ok(list.ids)
    }

    /// Products that have every word there, and one of them in the name where that is asked.
    fn step(
        &mut self,
        place: Where,
        closeness: Closeness,
        is_one_in_name: bool,
    ) -> Result<Vec<Found>, DbError> {
        let mut needs = self.needs(place, closeness)?;
        if is_one_in_name {
            needs.0.push(self.needs(Where::Name, closeness)?.0.concat());
        }
        search::matching(self.tx, &needs, GATHERED)
    }

    /// Products that have every word, one of them mistyped: first the best for each word that may
    /// have been meant, then the second best, and so on, so that none hides another.
    fn meant(&mut self, mistyped: &[usize]) -> Result<Vec<ProductId>, DbError> {
        let words = &self.query.words;
        let asked: Vec<usize> = mistyped
            .iter()
            .copied()
            .filter(|word| words[*word].is_correctable())
            .collect();
        let typed: Vec<&Word> = asked.iter().map(|word| &words[*word]).collect();
        let meant = search::meant(self.tx, &typed)?;
        for ((word, typed), mut meant) in asked.iter().zip(typed).zip(meant) {
            // Fewer people mistype the first letter than any other.
            meant.sort_by_key(|other| other.chars().next() != typed.text.chars().next());
            self.others[*word].meant = meant;
        }
        let near: Vec<Vec<String>> = self.others.iter().map(|o| o.meant.clone()).collect();
        let mut columns = Vec::new();
        for place in 0..MEANT {
            for word in &asked {
                let Some(meant) = near[*word].get(place).filter(|_| columns.len() < MEANT) else {
                    continue;
                };
                let mut list = List::default();
                for place in [Where::Name, Where::Anywhere] {
                    if list.ids.len() < PER_PAGE {
                        let mut needs = self.needs(place, Closeness::Meant)?;
                        needs.0[*word] = vec![term(meant, place, false)];
                        let found = search::matching(self.tx, &needs, PER_PAGE)?;
                        list.add(self.query, found, &near);
                    }
                }
                columns.push(list.ids);
            }
        }
        let row = |row: usize| -> Vec<ProductId> {
            columns
                .iter()
                .filter_map(|column| column.get(row))
                .copied()
                .collect()
        };
        let rows: Vec<Vec<ProductId>> = (0..2 * PER_PAGE).map(row).collect();
        Ok(once_each(rows.iter().map(Vec::as_slice)))
    }

    /// Products that have all words but one, or else one of them at least.
    fn some(&mut self) -> Result<Vec<ProductId>, DbError> {
        let needs = self.needs(Where::Anywhere, Closeness::Meant)?.0;
        if needs.len() < 2 {
            return Ok(Vec::new());
        }
        let near: Vec<Vec<String>> = self.others.iter().map(|o| o.meant.clone()).collect();
        let all_but = |left_out: usize| {
            let others = needs
                .iter()
                .enumerate()
                .filter(|(place, _)| *place != left_out);
            Needs(others.map(|(_, terms)| terms.clone()).collect())
        };
        let most: Vec<Needs> = (0..needs.len()).map(all_but).collect();
        let one: Vec<Needs> = needs
            .iter()
            .map(|terms| Needs(vec![terms.clone()]))
            .collect();
        for choice in [most, one] {
            let mut found = Vec::new();
            for needs in &choice {
                found.extend(search::matching(self.tx, needs, GATHERED)?);
            }
            let mut list = List::default();
            list.add(self.query, found, &near);
            if !list.ids.is_empty() {
                return Ok(list.ids);
            }
        }
        Ok(Vec::new())
    }

    /// All words, each as closely as asked.
    fn needs(&mut self, place: Where, closeness: Closeness) -> Result<Needs, DbError> {
        let words = 0..self.query.words.len();
        let lists = words.map(|word| self.terms(word, place, closeness));
        lists.collect::<Result<_, _>>().map(Needs)
    }

    fn terms(
        &mut self,
        word: usize,
        place: Where,
        closeness: Closeness,
    ) -> Result<Vec<Term>, DbError> {
        let typed = &self.query.words[word];
        let mut terms = vec![term(&typed.text, place, false)];
        if closeness >= Closeness::Begun && typed.is_beginning() {
            let mark = usize::from(place == Where::Name);
            // Numbers are many, and few begin alike.
            if typed.length + mark <= INDEXED || typed.kind == Kind::Digits {
                // The word itself is one of those, and looking it up twice is not free.
                terms = vec![term(&typed.text, place, true)];
            } else {
                let others = &mut self.others[word].begun;
                if others.is_none() {
                    *others = Some(search::beginning_with(self.tx, &typed.text, BEGUN)?);
                }
                let others = others
                    .iter()
                    .flatten()
                    .filter(|other| **other != typed.text);
                terms.extend(others.map(|other| term(other, place, false)));
            }
        }
        if closeness == Closeness::Meant {
            let meant = self.others[word].meant.iter().take(MEANT);
            terms.extend(meant.map(|other| term(other, place, false)));
        }
        Ok(terms)
    }
}

fn term(word: &str, place: Where, is_beginning: bool) -> Term {
    let text = match place {
        Where::Name => in_name(word),
        Where::Anywhere => word.to_owned(),
    };
    Term { text, is_beginning }
}

fn once_each<'a>(lists: impl IntoIterator<Item = &'a [ProductId]>) -> Vec<ProductId> {
    let mut seen = HashSet::new();
    let all = lists.into_iter().flatten().copied();
    all.filter(|id| seen.insert(*id)).collect()
}

/// Products in the order in which they are shown, each once.
#[derive(Debug, Default)]
struct List {
    ids: Vec<ProductId>,
    seen: HashSet<ProductId>,
}

impl List {
    /// Adds what a step found, best first.
    fn add(&mut self, query: &Query, found: Vec<Found>, near: &[Vec<String>]) {
        let mut new: Vec<(Hits, Found)> = found
            .into_iter()
            .filter(|found| self.seen.insert(found.id))
            .filter_map(|found| {
                let hits = found.names.iter().map(|name| query.hits(name, near));
                Some((hits.max()?, found))
            })
            .collect();
        new.sort_by(|(one, a), (other, b)| rank(one, a).cmp(&rank(other, b)));
        self.ids.extend(new.into_iter().map(|(_, found)| found.id));
    }
}

/// By worth, and then by name.
type Rank<'a> = (
    Reverse<(u32, bool, bool, Reverse<usize>)>,
    &'a str,
    ProductId,
);

fn rank<'a>(hits: &Hits, found: &'a Found) -> Rank<'a> {
    let worth = (
        hits.in_name,
        hits.is_whole,
        found.is_available,
        hits.brevity,
    );
    (Reverse(worth), &found.name_key, found.id)
}
