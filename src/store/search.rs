//! The index that products are searched in: kept with every change of a product, in the same
//! transaction.
//!
//! What is in it, the program makes of the products' texts; the engines only look words up, each
//! by its own means: SQLite in an FTS5 table, PostgreSQL in a GIN index over `tsvector`. Whatever
//! is asked, a bounded number of products is looked at.

use crate::{
    db::{Asked, DbError, Tx, Value},
    domain::{
        id::{ProductId, UserId},
        options::OptionList,
        search::{Document, Word},
        translation::{TextField, Worded},
    },
    params,
};

use super::{limit, translations};

/// PostgreSQL finds words that are common by reading this many times as many products as are
/// wanted, in their order; only for rarer ones it asks its index, which reads all that there are.
const READ_AHEAD: usize = 50;
/// Words looked at in case one was meant.
const NEIGHBOURS: usize = 2000;

/// Brings what is known of a product's words to what it says now; of one that is not on sale
/// nothing is known.
pub fn refresh(tx: &mut Tx<'_>, id: ProductId) -> Result<(), DbError> {
    forget(tx, id)?;
    let mut name = None;
    let variants = tx.query(
        "SELECT p.name, p.description, v.sku, v.options
         FROM products p LEFT JOIN product_variants v ON v.product_id = p.id AND v.deleted_at IS NULL
         WHERE p.id = $1 AND p.deleted_at IS NULL AND p.hidden_at IS NULL ORDER BY v.sort, v.id",
        params![id.get()],
        |row| {
            let texts: (String, String) = (row.take()?, row.take()?);
            name.get_or_insert(texts);
            Ok((row.take::<Option<String>>()?, row.take::<Option<String>>()?))
        },
    )?;
    let Some((name, description)) = name else {
        return Ok(());
    };
    let values: Vec<OptionList> = variants
        .iter()
        .filter_map(|(_, options)| options.as_deref().map(OptionList::stored))
        .collect();
    let rest = values
        .iter()
        .flat_map(OptionList::as_slice)
        .map(String::as_str);
    // Whoever searches may know it by any of its names.
    let said = translations::all_of(tx, Worded::Product(id))?;
    let said_of = |field| {
        let said = said.iter().filter(move |said| said.field == field);
        said.map(|said| said.text.as_str())
    };
    let described = said_of(TextField::Description).filter(|_| !description.is_empty());
    let document = Document::new(
        [name.as_str()].into_iter().chain(said_of(TextField::Name)),
        variants.iter().filter_map(|(sku, _)| sku.as_deref()),
        rest.chain([description.as_str()]).chain(described),
    );
    insert(tx, id, &document)
}

fn insert(tx: &mut Tx<'_>, id: ProductId, document: &Document) -> Result<(), DbError> {
    if tx.changes_in_one() {
        tx.run(
            "INSERT INTO search_index (rowid, words) VALUES ($1, array_to_tsvector(string_to_array($2, ' ')))",
            params![id.get(), &document.words],
        )?;
        return tx.run(
            "INSERT INTO search_words (word, mirrored)
             SELECT word, reverse(word) FROM unnest(string_to_array($1, ' ')) AS word
             ON CONFLICT (word) DO NOTHING",
            params![&document.known.join(" ")],
        );
    }
    tx.run(
        "INSERT INTO search_index (rowid, words) VALUES ($1, $2)",
        params![id.get(), &document.words],
    )?;
    for word in &document.known {
        tx.run(
            "INSERT INTO search_words (word, mirrored) VALUES ($1, $2) ON CONFLICT (word) DO NOTHING",
            params![word, &word.chars().rev().collect::<String>()],
        )?;
    }
    Ok(())
}

/// Takes a product out of the index. Its words stay known.
pub fn forget(tx: &mut Tx<'_>, id: ProductId) -> Result<(), DbError> {
    tx.run(
        "DELETE FROM search_index WHERE rowid = $1",
        params![id.get()],
    )
}

/// A word as it may stand in a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The word.
    pub text: String,
    /// Whether longer words that begin with it will do.
    pub is_beginning: bool,
}

/// What a product must have: of every list at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needs(pub Vec<Vec<Term>>);

impl Needs {
    /// Written for SQLite's FTS5.
    fn fts5(&self) -> String {
        self.written(" AND ", " OR ", |term| {
            let star = if term.is_beginning { "*" } else { "" };
            format!("\"{}\"{star}", term.text)
        })
    }

    /// Written for PostgreSQL's `tsquery`.
    fn tsquery(&self) -> String {
        self.written(" & ", " | ", |term| {
            let star = if term.is_beginning { ":*" } else { "" };
            format!("'{}'{star}", term.text)
        })
    }

    /// Words have neither quotes nor backslashes in them, whatever was typed.
    fn written(&self, and: &str, or: &str, term: impl Fn(&Term) -> String) -> String {
        let lists = self.0.iter().map(|terms| {
            let terms: Vec<String> = terms.iter().map(&term).collect();
            format!("({})", terms.join(or))
        });
        lists.collect::<Vec<_>>().join(and)
    }
}

/// A product that has what is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which.
    pub id: ProductId,
    /// What it is called: by the owner first, and in other languages.
    pub names: Vec<String>,
    /// What it is sorted by among names.
    pub name_key: String,
    /// Whether any of it is left.
    pub is_available: bool,
}

/// The first `size` products on sale that have what is needed, in no order.
pub fn matching(tx: &mut Tx<'_>, needs: &Needs, size: usize) -> Result<Vec<Found>, DbError> {
    let (size, ahead) = (limit(size), limit(size * READ_AHEAD));
    let (index, query) = if tx.changes_in_one() {
        let index = "early AS MATERIALIZED (
                 SELECT rowid AS id FROM (SELECT rowid, words FROM search_index ORDER BY rowid LIMIT $3) first
                 WHERE words @@ CAST(CAST($1 AS TEXT) AS TSQUERY) LIMIT $2),
             late AS MATERIALIZED (
                 SELECT rowid AS id FROM search_index WHERE words @@ CAST(CAST($1 AS TEXT) AS TSQUERY)),
             found AS (
                 SELECT id FROM early
                 UNION SELECT id FROM (
                     SELECT id FROM late WHERE (SELECT COUNT(*) FROM early) < $2 LIMIT $2) others)";
        (index, needs.tsquery())
    } else {
        let index = "found AS (
                 SELECT rowid AS id FROM search_index WHERE search_index MATCH $1 LIMIT $2)";
        (index, needs.fts5())
    };
    let sql = format!(
        "WITH {index}
         SELECT p.id, p.name, p.name_key, EXISTS (
             SELECT 1 FROM product_variants v WHERE v.product_id = p.id AND v.deleted_at IS NULL AND v.stock > 0),
             (SELECT string_agg(t.text, '\n') FROM translations t
              WHERE t.subject = 'product' AND t.subject_id = p.id AND t.field = 'name')
         FROM found CROSS JOIN products p CROSS JOIN categories c
         WHERE p.id = found.id AND p.deleted_at IS NULL AND p.hidden_at IS NULL
             AND c.id = p.category_id AND c.deleted_at IS NULL"
    );
    let params: &[Value<'_>] = params![&query, size, ahead];
    let count = if tx.changes_in_one() { 3 } else { 2 };
    tx.query(&sql, &params[..count], |row| {
        let (id, name): (i64, String) = (row.take()?, row.take()?);
        let (name_key, is_available) = (row.take()?, row.take()?);
        // Names are of one line.
        let said: Option<String> = row.take()?;
        let said = said.iter().flat_map(|names| names.lines());
        Ok(Found {
            id: ProductId::new(id),
            names: [name.as_str()]
                .into_iter()
                .chain(said)
                .map(str::to_owned)
                .collect(),
            name_key,
            is_available,
        })
    })
}

/// Which of these words products have or had.
pub fn known(tx: &mut Tx<'_>, words: &[Word]) -> Result<Vec<bool>, DbError> {
    let asked = words.iter().map(|word| {
        tx.ask(
            "SELECT word FROM search_words WHERE word = $1",
            params![&word.text],
            |row| row.take::<String>(),
        )
    });
    let asked: Vec<Asked<String>> = asked.collect::<Result<_, _>>()?;
    let answers = asked
        .into_iter()
        .map(|asked| Ok(!tx.answer(asked)?.is_empty()));
    answers.collect()
}

/// The first `size` words that begin with this.
pub fn beginning_with(tx: &mut Tx<'_>, text: &str, size: usize) -> Result<Vec<String>, DbError> {
    tx.query(
        "SELECT word FROM search_words WHERE word >= $1 AND word < $2 ORDER BY word LIMIT $3",
        params![text, &after_all(text), limit(size)],
        |row| row.take(),
    )
}

/// The words that may have been meant in place of each of these.
pub fn meant(tx: &mut Tx<'_>, words: &[&Word]) -> Result<Vec<Vec<String>>, DbError> {
    let asked = words.iter().map(|word| ask_meant(tx, word));
    let asked: Vec<[Asked<String>; 3]> = asked.collect::<Result<_, _>>()?;
    let mut all = Vec::with_capacity(words.len());
    for (word, asked) in words.iter().zip(asked) {
        let mut meant = Vec::new();
        for asked in asked {
            meant.extend(tx.answer(asked)?);
        }
        meant.retain(|other| word.may_mean(other));
        meant.sort_unstable();
        meant.dedup();
        all.push(meant);
    }
    Ok(all)
}

/// A slip leaves one half of a word as it is, unless it swaps the two letters in the middle.
fn ask_meant(tx: &mut Tx<'_>, word: &Word) -> Result<[Asked<String>; 3], DbError> {
    let (first, last) = word.halves();
    let (shortest, longest) = (limit(word.length - 1), limit(word.length + 1));
    let size = limit(NEIGHBOURS);
    Ok([
        tx.ask(
            "SELECT word FROM search_words WHERE word >= $1 AND word < $2
                 AND LENGTH(word) BETWEEN $3 AND $4 ORDER BY word LIMIT $5",
            params![&first, &after_all(&first), shortest, longest, size],
            |row| row.take(),
        )?,
        tx.ask(
            "SELECT word FROM search_words WHERE mirrored >= $1 AND mirrored < $2
                 AND LENGTH(word) BETWEEN $3 AND $4 ORDER BY mirrored LIMIT $5",
            params![&last, &after_all(&last), shortest, longest, size],
            |row| row.take(),
        )?,
        tx.ask(
            "SELECT word FROM search_words WHERE word = $1",
            params![&word.swapped_in_the_middle()],
            |row| row.take(),
        )?,
    ])
}

/// What comes after everything that begins with a text.
fn after_all(text: &str) -> String {
    format!("{text}{}", char::MAX)
}

/// The next `size` products on sale of a shop that is older than its index, which nobody changes
/// until the end; `None` when all have been read.
pub fn unread(tx: &mut Tx<'_>, size: usize) -> Result<Option<Vec<ProductId>>, DbError> {
    let progress = tx.query_opt(
        "SELECT done_to FROM search_progress WHERE id = 1",
        params![],
        |row| row.take::<Option<i64>>(),
    )?;
    let after = match progress {
        Some(None) => return Ok(None),
        Some(Some(last)) => last,
        None => 0,
    };
    tx.query(
        "SELECT id FROM products WHERE id > $1 AND deleted_at IS NULL AND hidden_at IS NULL
         ORDER BY id LIMIT $2 FOR NO KEY UPDATE",
        params![after, limit(size)],
        |row| row.take().map(ProductId::new),
    )
    .map(Some)
}

/// Notes the last product that has been read; `None` for all of them.
pub fn read_to(tx: &mut Tx<'_>, last: Option<ProductId>) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO search_progress (id, done_to) VALUES (1, $1)
         ON CONFLICT (id) DO UPDATE SET done_to = excluded.done_to",
        params![last.map(ProductId::get)],
    )
}

/// Keeps what a customer searches for, in place of what that was before.
pub fn remember(tx: &mut Tx<'_>, user: UserId, words: &str, now: i64) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO last_searches (user_id, words, created_at, updated_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (user_id) DO UPDATE SET words = excluded.words, updated_at = excluded.updated_at",
        params![user.get(), words, now],
    )
}

/// What a customer searched for last.
pub fn last(tx: &mut Tx<'_>, user: UserId) -> Result<Option<String>, DbError> {
    tx.query_opt(
        "SELECT words FROM last_searches WHERE user_id = $1",
        params![user.get()],
        |row| row.take(),
    )
}
