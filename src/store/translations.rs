//! Texts of the owner in other languages.

use crate::{
    db::{DbError, Row, Tx},
    domain::{
        language::Language,
        setting::Setting,
        translation::{TextField, Worded},
    },
    params,
};

use super::settings;

/// SQL for a text in the words whose code is the parameter `words`, such as `$3`; where these say
/// nothing, the owner's stand in. `of` is the kind of thing and `id` the SQL of its row id, `own`
/// that of the text itself. What is not there has no translation either.
///
/// It is looked up by primary key, for the rows that a statement returns and no others.
pub(super) fn said(of: &str, id: &str, field: TextField, own: &str, words: &str) -> String {
    let must_be_current =
        Worded::from_stored(of, 0).is_some_and(|worded| worded.must_be_current(field));
    let current = if must_be_current {
        format!(" AND t.source = {own}")
    } else {
        String::new()
    };
    let field = field.code();
    format!(
        "CASE WHEN {own} <> '' THEN COALESCE((SELECT t.text FROM translations t
             WHERE t.subject = '{of}' AND t.subject_id = {id} AND t.language = {words} AND t.field = '{field}'{current}),
             {own})
         ELSE {own} END"
    )
}

/// A translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The language.
    pub language: Language,
    /// Of which text.
    pub field: TextField,
    /// The words.
    pub text: String,
    /// The words of the owner that were translated.
    pub source: String,
}

/// Translations of another release, into a language or of a text that this one does not know, are
/// none.
fn read(row: &mut Row<'_>) -> Result<Option<Said>, DbError> {
    let (language, field): (String, String) = (row.take()?, row.take()?);
    let (text, source) = (row.take()?, row.take()?);
    let known = Language::from_code(&language).zip(TextField::from_code(&field));
    Ok(known.map(|(language, field)| Said {
        language,
        field,
        text,
        source,
    }))
}

/// All translations of something.
pub fn all_of(tx: &mut Tx<'_>, of: Worded) -> Result<Vec<Said>, DbError> {
    let (kind, id) = of.stored();
    let found = tx.query(
        "SELECT language, field, text, source FROM translations
         WHERE subject = $1 AND subject_id = $2 ORDER BY language, field",
        params![kind, id],
        read,
    )?;
    Ok(found.into_iter().flatten().collect())
}

/// What the shop's settings say in other languages.
pub fn of_settings(tx: &mut Tx<'_>) -> Result<Vec<(Setting, Said)>, DbError> {
    let found = tx.query(
        "SELECT subject_id, language, field, text, source FROM translations WHERE subject = 'setting'",
        params![],
        |row| {
            let setting = Setting::of_number(row.take()?);
            Ok(setting.zip(read(row)?))
        },
    )?;
    Ok(found.into_iter().flatten().collect())
}

/// Says something in a language, in place of what it said before.
pub fn set(tx: &mut Tx<'_>, of: Worded, said: &Said, now: i64) -> Result<(), DbError> {
    let (kind, id) = of.stored();
    tx.run(
        "INSERT INTO translations (subject, subject_id, language, field, text, source, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
         ON CONFLICT (subject, subject_id, language, field) DO UPDATE SET
             text = excluded.text, source = excluded.source, updated_at = excluded.updated_at",
        params![
            kind,
            id,
            said.language.code(),
            said.field.code(),
            &said.text,
            &said.source,
            now
        ],
    )
}

/// Takes a translation back: the owner's words stand in.
pub fn remove(
    tx: &mut Tx<'_>,
    of: Worded,
    field: TextField,
    language: Language,
) -> Result<(), DbError> {
    let (kind, id) = of.stored();
    tx.run(
        "DELETE FROM translations
         WHERE subject = $1 AND subject_id = $2 AND language = $3 AND field = $4",
        params![kind, id, language.code(), field.code()],
    )
}

/// Something in the owner's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// What the record of changes calls it.
    pub label: String,
    /// Whether it was deleted.
    pub is_deleted: bool,
    /// Its texts; those that are not there are left out.
    pub texts: Vec<(TextField, String)>,
}

/// What of a table an [`Original`] is made of: the table, what it is called, and when it was deleted.
const fn table(of: Worded) -> Option<(&'static str, &'static str, &'static str)> {
    Some(match of {
        Worded::Category(_) => ("categories", "name", "deleted_at"),
        Worded::Product(_) => ("products", "name", "deleted_at"),
        Worded::DeliveryOption(_) => ("delivery_options", "kind", "CAST(NULL AS BIGINT)"),
        Worded::PickupPoint(_) => ("pickup_points", "name", "deleted_at"),
        Worded::PaymentWay(_) => ("payment_ways", "name", "deleted_at"),
        Worded::Setting(_) => return None,
    })
}

/// Something in the owner's own words; `None` when there never was such a thing.
pub fn original(tx: &mut Tx<'_>, of: Worded) -> Result<Option<Original>, DbError> {
    let Some((table, label, deleted)) = table(of) else {
        let Worded::Setting(setting) = of else {
            return Ok(None);
        };
        let text = settings::get(tx, setting.code())?;
        return Ok(Some(Original {
            label: setting.code().to_owned(),
            is_deleted: false,
            texts: text
                .map(|text| (TextField::Text, text))
                .into_iter()
                .collect(),
        }));
    };
    let fields = of.fields();
    // The columns are called as the texts are.
    let columns: Vec<&str> = fields.iter().map(|field| field.code()).collect();
    let sql = format!(
        "SELECT {label}, {deleted}, {} FROM {table} WHERE id = $1",
        columns.join(", ")
    );
    tx.query_opt(&sql, params![of.stored().1], |row| {
        let (label, deleted): (String, Option<i64>) = (row.take()?, row.take()?);
        let mut texts = Vec::with_capacity(fields.len());
        for field in fields {
            let text: Option<String> = row.take()?;
            texts.extend(
                text.filter(|text| !text.is_empty())
                    .map(|text| (*field, text)),
            );
        }
        Ok(Original {
            label,
            is_deleted: deleted.is_some(),
            texts,
        })
    })
}

/// Locks something until the transaction ends, so that whoever changes its words takes turns.
pub fn hold(tx: &mut Tx<'_>, of: Worded, now: i64) -> Result<(), DbError> {
    let Some((table, ..)) = table(of) else {
        return settings::hold(tx, settings::LOCK, "", now);
    };
    tx.query_opt(
        &format!("SELECT id FROM {table} WHERE id = $1 FOR NO KEY UPDATE"),
        params![of.stored().1],
        |row| row.take::<i64>(),
    )?;
    Ok(())
}
