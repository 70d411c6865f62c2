//! Fills a database with the example catalogue and its pictures.

use std::{num::NonZero, path::Path};

use serde_json::{Value, json};

use crate::{
    db::Db,
    domain::{language::Language, money::Currency},
    shop::{
        Shop,
        access::Permit,
        seeding::StockPolicy,
        setup::{self, Wishes},
    },
};

use super::{
    CliError,
    pictures::{self, Canvas},
};
use crate::cli::seed;

pub(super) const CATALOGUE: &str = include_str!("../../../examples/catalog.json");

/// Applies the catalogue; `plain` is without pictures. A shop that has it stays as it is.
pub(super) async fn fill(db: &Db, plain: bool) -> Result<Shop, CliError> {
    let now = chrono::Utc::now().timestamp();
    let wishes = Wishes {
        currency: Some(Currency::USD),
        ..Wishes::default()
    };
    let currency = db
        .write(move |tx| setup::settle(tx, &Permit::operator(), &wishes, now))
        .await?;
    let shop = Shop {
        currency,
        timezone: chrono_tz::Tz::UTC,
        country: None,
        order_prefix: "ECO".into(),
        language: Language::En,
    };
    let folder = tempfile::tempdir()?;
    let catalogue = if plain {
        parse(CATALOGUE, folder.path(), currency)?
    } else {
        let path = folder.path().to_owned();
        let drawn = tokio::task::spawn_blocking(move || illustrated(&path)).await;
        let json = drawn.map_err(|error| CliError::Failure(error.to_string()))??;
        parse(&json, folder.path(), currency)?
    };
    seed::apply(
        db,
        &shop,
        &catalogue,
        StockPolicy::OnlyNew,
        seed::Progress::Silent,
    )
    .await
    .map_err(|error| CliError::Failure(error.to_string()))?;
    Ok(shop)
}

fn parse(json: &str, folder: &Path, currency: Currency) -> Result<seed::Catalogue, CliError> {
    seed::Catalogue::parse(json, folder, currency)
        .map_err(|error| CliError::BadFile(error.to_string()))
}

/// The catalogue with a picture or two for every product, drawn into a folder.
fn illustrated(folder: &Path) -> Result<String, CliError> {
    let broken = |error: serde_json::Error| CliError::BadFile(error.to_string());
    let mut catalogue: Value = serde_json::from_str(CATALOGUE).map_err(broken)?;
    let mut products = Vec::new();
    collect(&mut catalogue["categories"], &mut products);
    // Drawing takes most of the start, and each picture is by itself.
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let share = products.len().div_ceil(threads);
    std::thread::scope(|scope| {
        let shares = products.chunks_mut(share);
        let drawing: Vec<_> = shares
            .map(|share| scope.spawn(|| share.iter_mut().try_for_each(|it| illustrate(it, folder))))
            .collect();
        drawing.into_iter().try_for_each(|drawn| {
            let panicked = |_| CliError::Failure("a picture could not be drawn".into());
            drawn.join().map_err(panicked)?
        })
    })?;
    Ok(catalogue.to_string())
}

fn illustrate(product: &mut Value, folder: &Path) -> Result<(), CliError> {
    let save = |picture: &Canvas, name: &str| {
        let saved = picture.save(&folder.join(name));
        saved.map_err(|error| CliError::Failure(error.to_string()))
    };
    let first = product["variants"][0]["sku"].as_str();
    let sku = product["sku"].as_str().or(first).unwrap_or_default();
    let mut names = Vec::new();
    for (place, picture) in (1..).zip(pictures::of_product(sku)) {
        let name = format!("{sku}-{place}.jpg");
        save(&picture, &name)?;
        names.push(name);
    }
    product["photos"] = json!(names);
    let variants = product.get_mut("variants").and_then(Value::as_array_mut);
    let mut drawn = Vec::new();
    for variant in variants.into_iter().flatten() {
        let sku = variant["sku"].as_str().unwrap_or_default();
        let Some((look, draw)) = pictures::of_variant(sku) else {
            continue;
        };
        let name = format!("{look}.jpg");
        if !drawn.contains(&look) {
            save(&draw(), &name)?;
            drawn.push(look);
        }
        variant["photo"] = json!(name);
    }
    Ok(())
}

fn collect<'a>(categories: &'a mut Value, products: &mut Vec<&'a mut Value>) {
    for category in categories.as_array_mut().into_iter().flatten() {
        let Value::Object(fields) = category else {
            continue;
        };
        for (key, value) in fields {
            match key.as_str() {
                "products" => products.extend(value.as_array_mut().into_iter().flatten()),
                "categories" => collect(value, products),
                _ => {}
            }
        }
    }
}
