//! No table is forgotten when somebody is to be: each says what it holds of customers.

use ecombot::store::privacy::{
    places::{Fate, PLACES, Told},
    sections::{SECTIONS, Section},
};

use crate::{
    database::Database,
    tables::{Column, Table, Tables, tables},
};

/// Columns that name a person wherever they are.
fn names_somebody(column: &str) -> bool {
    let whole = [
        "user_id",
        "customer_id",
        "telegram_id",
        "chat_id",
        "person",
        "actor",
        "author",
        "phone",
        "email",
        "contact_name",
        "username",
    ];
    whole.contains(&column) || column.ends_with("_by")
}

/// Columns that look like it and are not: the group of the order board.
const NOBODYS: &[(&str, &str)] = &[("board", "chat_id")];

/// Every key under which customers find their data.
fn told_keys(sections: &[Section], within: &str, into: &mut Vec<String>) {
    for section in sections {
        let key = format!("{within}{}", section.key);
        told_keys(section.parts, &format!("{key}."), into);
        into.push(key);
    }
}

/// What is wrong with the list of places for these tables.
fn problems(tables: &Tables) -> Vec<String> {
    let mut found = Vec::new();
    let mut told = Vec::new();
    told_keys(SECTIONS, "", &mut told);
    for place in PLACES {
        let count = PLACES.iter().filter(|other| other.table == place.table);
        if count.count() > 1 || !tables.contains_key(place.table) {
            found.push(format!("{} is listed twice, or is no table", place.table));
        }
        match place.told {
            Told::In(keys) => found.extend(
                keys.iter()
                    .filter(|key| !told.iter().any(|told| told == *key))
                    .map(|key| format!("{}: no section {key}", place.table)),
            ),
            Told::Not("") => found.push(format!("{}: why?", place.table)),
            Told::Not(_) => {}
        }
    }
    let fate = |name: &str| {
        let place = PLACES.iter().find(|place| place.table == name);
        place.map(|place| place.fate)
    };
    for (name, table) in tables {
        let columns: Vec<&str> = table
            .columns
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        match fate(name) {
            None => found.push(format!("{name} says nothing of customers")),
            Some(Fate::Nobodys) => {
                let naming = columns.iter().filter(|column| {
                    names_somebody(column) && !NOBODYS.contains(&(name.as_str(), **column))
                });
                found.extend(naming.map(|column| format!("{name}.{column} names somebody")));
                let of_somebody = table.references.iter().filter(|(_, other, _)| {
                    // Pictures are of goods, and of payments.
                    other != "photos" && !matches!(fate(other), Some(Fate::Nobodys))
                });
                found.extend(
                    of_somebody.map(|(column, ..)| format!("{name}.{column} leads to somebody")),
                );
            }
            Some(Fate::Cleared { cleared, kept }) => {
                let listed: Vec<&str> = cleared.iter().chain(kept).copied().collect();
                let unlisted = columns.iter().filter(|column| !listed.contains(column));
                found.extend(
                    unlisted.map(|column| format!("{name}.{column} is neither cleared nor kept")),
                );
                let gone = listed.iter().filter(|column| !columns.contains(column));
                found.extend(gone.map(|column| format!("{name}.{column} is no column")));
            }
            Some(Fate::Gone(_) | Fate::Apart) => {}
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_says_what_becomes_of_a_customers_data() {
    for database in [Database::sqlite(), Database::new()] {
        let tables = tables(&database.url).await;
        assert!(tables.len() > 20);
        assert_eq!(problems(&tables), [] as [String; 0], "{}", database.url);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_or_column_that_nobody_thought_of_is_found() {
    let database = Database::sqlite();
    let column = |name: &str| Column {
        name: name.to_owned(),
        kind: "TEXT".to_owned(),
        is_required: false,
        default: None,
    };
    let mut changed = tables(&database.url).await;
    changed.insert("gifts".to_owned(), Table::default());
    let said = problems(&changed);
    assert_eq!(said, ["gifts says nothing of customers"]);

    let mut changed = tables(&database.url).await;
    let orders = changed.get_mut("orders").unwrap();
    orders.columns.push(column("gift_message"));
    let said = problems(&changed);
    assert_eq!(said, ["orders.gift_message is neither cleared nor kept"]);

    let mut changed = tables(&database.url).await;
    let products = changed.get_mut("products").unwrap();
    products.columns.push(column("made_by"));
    products
        .references
        .insert(("made_for".into(), "users".into(), "id".into()));
    let said = problems(&changed);
    assert_eq!(
        said,
        [
            "products.made_by names somebody",
            "products.made_for leads to somebody"
        ]
    );
}
