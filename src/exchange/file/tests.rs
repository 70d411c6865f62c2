//! What a catalogue file must be like.

#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fs;

use super::*;
use crate::domain::{delivery::DeliveryKind, money::Money, pin::Pin, text::Name};

fn parse(json: &str) -> Result<Catalogue, FileError> {
    Catalogue::parse(json, Path::new(""), Currency::USD)
}

fn refused(json: &str) -> String {
    parse(json).unwrap_err().to_string()
}

/// A file with one product, described by `fields` of its own beside a SKU.
fn product(fields: &str) -> String {
    format!(r#"{{"categories":[{{"name":"A","products":[{{"sku":"S",{fields}}}]}}]}}"#)
}

/// A file with one product with options, and variants given as fields.
fn optioned(options: &str, variants: &[&str]) -> String {
    let variants = variants.join("},{");
    format!(
        r#"{{"categories":[{{"name":"A","products":[
            {{"name":"N","description":"","price":"1.00","options":{options},"variants":[{{{variants}}}]}}]}}]}}"#
    )
}

const GOOD: &str = r#""name":"N","description":"","price":"1.00","stock":1"#;

fn option(fields: &str) -> String {
    format!(r#"{{"categories":[],"delivery_options":[{{{fields}}}]}}"#)
}

fn point(fields: &str) -> String {
    format!(r#"{{"categories":[],"pickup_points":[{{"name":"P","address":"Q",{fields}}}]}}"#)
}

#[test]
fn every_mistake_is_named_with_its_place() {
    let product_at = "categories[0].products[0]";
    let cases: Vec<(String, &str, &str)> = vec![
        ("[]".into(), "top level", "must be an object, not a list"),
        ("{}".into(), "categories", "is missing"),
        (
            r#"{"categories":{}}"#.into(),
            "categories",
            "must be a list, not an object",
        ),
        (
            r#"{"categories":[],"Products":1}"#.into(),
            "top level",
            "unknown key 'Products'; known are shop, categories, delivery_options",
        ),
        (
            r#"{"categories":[7]}"#.into(),
            "categories[0]",
            "must be an object, not a number",
        ),
        (
            r#"{"categories":[{"name":" "}]}"#.into(),
            "categories[0].name",
            "must not be empty",
        ),
        (
            r#"{"categories":[{"name":"A","sort":1.5}]}"#.into(),
            "categories[0].sort",
            "must be a whole number",
        ),
        (
            r#"{"categories":[{"name":"A","name":"B"}]}"#.into(),
            "categories[0].name",
            "is given twice",
        ),
        (
            r#"{"categories":[{"name":"Tea"},{"name":"x","categories":[]},{"name":" TEA "}]}"#
                .into(),
            "categories[2].name",
            "the same name as categories[0]",
        ),
        (
            r#"{"categories":[{"name":"\ud800"}]}"#.into(),
            "categories[0].name",
            "is not proper text",
        ),
        (
            product(r#""name":"N","description":"","price":"1.00""#),
            "categories[0].products[0].stock",
            "is missing",
        ),
        (
            product(&format!(r#"{GOOD},"colour":"red""#)),
            product_at,
            "unknown key 'colour'; known are sku, name,",
        ),
        (
            product(&GOOD.replace("\"N\"", "5")),
            "categories[0].products[0].name",
            "must be text in quotes, not a number",
        ),
        (
            product(&GOOD.replace("\"description\":\"\"", "\"description\":null")),
            "categories[0].products[0].description",
            "not null",
        ),
        (
            product(&GOOD.replace(
                "\"description\":\"\"",
                &format!("\"description\":\"{}\"", "x".repeat(1001)),
            )),
            "categories[0].products[0].description",
            "must be at most 1000 characters",
        ),
        (
            product(&GOOD.replace("\"1.00\"", "10.50")),
            "categories[0].products[0].price",
            "write it as text, like \"10.50\"",
        ),
        (
            product(&GOOD.replace("\"1.00\"", "1e2")),
            "categories[0].products[0].price",
            "write it as text",
        ),
        (
            product(&GOOD.replace("1.00", "12.505")),
            "categories[0].products[0].price",
            "USD has 2 decimals",
        ),
        (
            product(&GOOD.replace("\"1.00\"", "0")),
            "categories[0].products[0].price",
            "must be more than 0",
        ),
        (
            product(&GOOD.replace("\"1.00\"", "true")),
            "categories[0].products[0].price",
            "must be an amount, not true or false",
        ),
        (
            product(&GOOD.replace("\"stock\":1", "\"stock\":-1")),
            "categories[0].products[0].stock",
            "must be 0 or more",
        ),
        (
            product(&GOOD.replace("\"stock\":1", "\"stock\":1.0")),
            "categories[0].products[0].stock",
            "must be a whole number",
        ),
        (
            product(&GOOD.replace("\"stock\":1", "\"stock\":\"1\"")),
            "categories[0].products[0].stock",
            "without quotes",
        ),
        (
            product(&GOOD.replace("\"stock\":1", "\"stock\":4294967296")),
            "categories[0].products[0].stock",
            "must be at most 4294967295",
        ),
        (
            product(&format!(r#"{GOOD},"photos":["nowhere.jpg"]"#)),
            "categories[0].products[0].photos[0]",
            "photo 'nowhere.jpg': cannot be read",
        ),
        (
            product(&format!(r#"{GOOD},"photos":"pic.jpg""#)),
            "categories[0].products[0].photos",
            "must be a list, not text",
        ),
        (
            r#"{"categories":[
                {"name":"A","products":[{"sku":"S","name":"N","description":"","price":1,"stock":1}]},
                {"name":"B","categories":[{"name":"C","products":[
                    {"sku":" S ","name":"N","description":"","price":1,"stock":1}]}]}]}"#
                .into(),
            "line 4, categories[1].categories[0].products[0].sku",
            "SKU 'S' is that of categories[0].products[0] already",
        ),
        (
            optioned("[]", &[r#""sku":"S","values":[],"stock":1"#]),
            "categories[0].products[0].options",
            "must be 1 to 3 names",
        ),
        (
            optioned(r#"["Size","size"]"#, &[r#""sku":"S","values":["M","L"],"stock":1"#]),
            "categories[0].products[0].options[1]",
            "is given twice",
        ),
        (
            optioned(r#"["Size"]"#, &[r#""sku":"S","values":["M","L"],"stock":1"#]),
            "categories[0].products[0].variants[0].values",
            "one value for each option: 1, not 2",
        ),
        (
            optioned(
                r#"["Size"]"#,
                &[
                    r#""sku":"S","values":["M"],"stock":1"#,
                    r#""sku":"T","values":["m"],"stock":1"#,
                ],
            ),
            "categories[0].products[0].variants[1].values",
            "the same values as",
        ),
        (
            optioned(
                r#"["Size"]"#,
                &[
                    r#""sku":"S","values":["M"],"stock":1"#,
                    r#""sku":"S","values":["L"],"stock":1"#,
                ],
            ),
            "categories[0].products[0].variants[1].sku",
            "SKU 'S' is that of categories[0].products[0].variants[0] already",
        ),
        (
            product(&format!(r#"{GOOD},"options":["Size"],"variants":[{{"sku":"T","values":["M"],"stock":1}}]"#))
                .replace(r#","stock":1,"options""#, r#","options""#),
            "categories[0].products[0].sku",
            "belongs to each of the variants here",
        ),
        (
            optioned(r#"["Size"]"#, &[r#""sku":"S","values":["M"]"#]),
            "categories[0].products[0].variants[0].stock",
            "is missing",
        ),
        (
            r#"{"shop":{"phone":"1"},"categories":[]}"#.into(),
            "shop",
            "unknown key 'phone'; known are name, story, hours, contact, terms",
        ),
        (
            option(r#""type":"pigeon""#),
            "delivery_options[0].type",
            "unknown type 'pigeon'; known are pickup_store, pickup_locker",
        ),
        (
            option(r#""price":"5.00""#),
            "delivery_options[0].type",
            "is missing",
        ),
        (
            option(r#""type":"local_next_day","price":"-5""#),
            "delivery_options[0].price",
            "must be 0 or more",
        ),
        (
            option(r#""type":"local_next_day"},{"type":"local_next_day""#),
            "delivery_options[1].type",
            "the same type as delivery_options[0]",
        ),
        (
            option(r#""type":"local_next_day","free_from":"1","free_threshold":"1""#),
            "delivery_options[0]",
            "'free_threshold' and 'free_from' mean the same",
        ),
        (
            option(r#""type":"local_next_day","active":"yes""#),
            "delivery_options[0].active",
            "must be true or false",
        ),
        (
            point(r#""type":"national_standard""#),
            "pickup_points[0].type",
            "known are store, locker, curbside",
        ),
        (
            point(r#""latitude":1"#),
            "pickup_points[0]",
            "latitude and longitude go together",
        ),
        (
            point(r#""latitude":90.0000001,"longitude":"0""#),
            "pickup_points[0].latitude",
            "between -90 and 90",
        ),
        (
            point(r#""latitude":"0","longitude":"1e2""#),
            "pickup_points[0].longitude",
            "must be degrees, like",
        ),
        (
            point(r#""hours":"9-17"},{"name":"p","address":"R""#),
            "pickup_points[1].name",
            "the same name as pickup_points[0]",
        ),
    ];
    for (json, place, words) in cases {
        let found = refused(&json);
        let line = found.lines().nth(1).unwrap_or(&found);
        assert!(found.starts_with("1 error in the catalogue:"), "{found}");
        let (_, after_line) = line.trim().split_once(", ").unwrap();
        assert!(
            line.trim().starts_with(&format!("{place}: "))
                || after_line.starts_with(&format!("{place}: ")),
            "{place} in {found}"
        );
        assert!(found.contains(words), "{words} in {found}");
    }
}

#[test]
fn all_mistakes_are_counted_and_fifty_are_shown() {
    let products: Vec<String> = (0..60)
        .map(|number| format!(r#"{{"sku":"S{number}","name":"","description":""}}"#))
        .collect();
    let found = refused(&format!(
        r#"{{"categories":[{{"name":"A","products":[{}]}}]}}"#,
        products.join(",\n")
    ));
    assert!(found.starts_with("180 errors"), "{found}");
    assert_eq!(found.lines().count(), 52);
    assert!(found.ends_with("… and 130 more"), "{found}");
    assert!(
        found.contains("line 17, categories[0].products[16].name: must not be empty"),
        "{found}"
    );
}

#[test]
fn syntax_errors_tell_line_and_column() {
    let found = refused("{\n  \"categories\": [}\n");
    assert!(found.contains("line 2 column 18"), "{found}");
    let found = refused("{\"categories\": []} trailing");
    assert!(found.contains("line 1 column"), "{found}");
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: usize| {
        format!(
            "{}{}{}",
            r#"{"categories":[{"name":"A","#.to_owned()
                + &r#""categories":[{"name":"A","#.repeat(depth - 1),
            r#""sort":1"#,
            "}]".repeat(depth) + "}"
        )
    };
    assert!(parse(&nested(32)).is_ok());
    let found = refused(&nested(32 + 1));
    assert!(found.contains("nest at most 32 levels"), "{found}");
    let found = refused(&"[".repeat(100_000));
    assert!(found.contains("not valid JSON"), "{found}");
}

#[test]
fn a_good_file_is_read_completely() {
    let catalogue = parse(
        r#"{
          "categories": [{
            "name": " Drinks ", "description": "Hot", "sort": 2,
            "categories": [{"name": "Tea", "products": [
              {"sku": "T-1", "name": "Green", "description": " ", "price": 7, "stock": 0, "sort": -1}
            ]}],
            "products": [
              {"sku": "D-1", "name": "Cocoa", "description": "Dark.", "price": "10.50", "stock": 5}
            ]
          }],
          "delivery_options": [
            {"type": "local_same_day", "price": "5.00", "free_from": "50", "eta": "today"},
            {"type": "national_standard", "active": false, "name": null}
          ],
          "pickup_points": [
            {"name": "Shop", "address": "1 High Street", "working_hours": "9-17",
             "latitude": 41.38740, "longitude": "-2.1686"},
            {"name": "Box", "address": "Station", "type": "locker"},
            {"name": "Ramp", "address": "Yard", "type": "pickup_curbside", "active": false}
          ]
        }"#,
    )
    .unwrap();
    let content = &catalogue.content;
    assert_eq!(content.path(1), "Drinks / Tea");
    assert_eq!(content.categories[0].entry.sort, 2);
    let [cocoa, green] = &content.products[..] else {
        panic!("{:?}", content.products)
    };
    assert_eq!(
        (
            cocoa.category,
            cocoa.entry.variants[0].price.money().minor()
        ),
        (0, 1050)
    );
    assert_eq!(
        (
            green.category,
            green.entry.variants[0].price.money().minor()
        ),
        (1, 700)
    );
    assert_eq!(
        (green.entry.description.as_str(), green.entry.sort),
        ("", -1)
    );
    assert!(cocoa.photos.is_none());
    let [same_day, standard] = &content.options[..] else {
        panic!("{:?}", content.options)
    };
    assert_eq!(same_day.free_threshold.map(Money::minor), Some(5000));
    assert!(!standard.is_active && standard.price.minor() == 0 && standard.name.is_none());
    let [shop, locker, ramp] = &content.points[..] else {
        panic!("{:?}", content.points)
    };
    let pin = shop.pin.as_ref().map(Pin::degrees);
    assert_eq!(pin, Some(("41.38740", "-2.1686")));
    assert_eq!(shop.hours.as_ref().map(Name::as_str), Some("9-17"));
    assert_eq!(locker.kind, DeliveryKind::PickupLocker);
    assert_eq!(ramp.kind, DeliveryKind::PickupCurbside);
}

#[test]
fn products_with_options_are_read_with_their_variants() {
    let catalogue = parse(
        r#"{
          "shop": {"name": "Shirts & more", "contact": "@shirts", "terms": "Returns: 30 days."},
          "categories": [{"name": "Shirts", "products": [{
            "name": "T-shirt", "description": "Cotton.", "price": "12.00",
            "options": ["Size", "Colour"],
            "variants": [
              {"sku": "TS-M-RED", "values": ["M", "red"], "stock": 3},
              {"sku": "TS-L-RED", "values": ["L", "red"], "price": "14.00", "stock": 0}
            ]}]}]
        }"#,
    )
    .unwrap();
    let content = &catalogue.content;
    let entry = &content.products[0].entry;
    let names: Vec<&str> = entry.options.iter().map(|name| name.as_str()).collect();
    assert_eq!(names, ["Size", "Colour"]);
    let read: Vec<(&str, i64, u32)> = entry
        .variants
        .iter()
        .map(|variant| {
            let price = variant.price.money().minor();
            (variant.sku.as_str(), price, variant.stock)
        })
        .collect();
    assert_eq!(read, [("TS-M-RED", 1200, 3), ("TS-L-RED", 1400, 0)]);
    assert_eq!(entry.variants[1].values[0].as_str(), "L");
    let name = content.about.name.as_ref().map(Name::as_str);
    assert_eq!(name, Some("Shirts & more"));
}

#[test]
fn files_are_read_and_their_photos_found_beside_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.json");
    let load = || Catalogue::load(&path, Currency::USD);
    assert!(matches!(load(), Err(FileError::Unreadable { .. })));

    fs::write(&path, b"{\"categories\": \xff}").unwrap();
    let found = load().unwrap_err().to_string();
    assert!(found.contains("not UTF-8 text (byte 15)"), "{found}");

    fs::write(
        &path,
        "\u{feff}".to_owned() + &product(&format!(r#"{GOOD},"photos":["a.png","b.png"]"#)),
    )
    .unwrap();
    image::RgbImage::new(4, 3)
        .save(folder.path().join("a.png"))
        .unwrap();
    fs::write(folder.path().join("b.png"), "a text").unwrap();
    let found = load().unwrap_err().to_string();
    assert!(
        found.contains("photos[1]: photo 'b.png': not a JPEG or PNG picture"),
        "{found}"
    );
    assert!(found.starts_with("1 error"), "{found}");
}

#[test]
fn the_example_is_a_good_file() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/catalog.json");
    let catalogue = Catalogue::load(&example, Currency::USD).unwrap();
    let content = &catalogue.content;
    let tops = content
        .categories
        .iter()
        .filter(|category| category.parent.is_none())
        .count();
    assert!(tops >= 5, "{tops} top-level categories");
    let stocks: Vec<u32> = content
        .products
        .iter()
        .flat_map(|product| &product.entry.variants)
        .map(|variant| variant.stock)
        .collect();
    assert!(stocks.len() >= 25, "{} products", stocks.len());
    assert_eq!(stocks.iter().filter(|stock| **stock == 0).count(), 1);
    assert_eq!((content.options.len(), content.points.len()), (2, 2));
}

#[test]
fn mistakes_in_translations_are_named() {
    let file = |words: &str| product(&format!(r#"{GOOD},"translations":{words}"#));
    assert!(parse(&file(r#"{"es":{"name":"T"},"ru":null}"#)).is_ok());
    let long = "x".repeat(256);
    for (words, place, message) in [
        ("[]".to_owned(), "", "must be an object, not a list"),
        (
            r#"{"xx":{}}"#.to_owned(),
            "",
            "unknown key 'xx'; known are en, es, ru",
        ),
        (
            r#"{"es":{"price":"1"}}"#.to_owned(),
            ".es",
            "unknown key 'price'; known are name, description",
        ),
        (
            format!(r#"{{"es":{{"name":"{long}"}}}}"#),
            ".es.name",
            "must be at most 255 characters",
        ),
    ] {
        let found = refused(&file(&words));
        let at = format!("categories[0].products[0].translations{place}: {message}");
        assert!(found.contains(&at), "{found}");
    }
    // In the chat they are typed.
    let alone = Catalogue::parse_alone(&file(r#"{"es":{"name":"T"}}"#), Currency::USD);
    let found = alone.unwrap_err().to_string();
    assert!(found.contains("by `ecombot seed` only"), "{found}");
}

#[test]
fn mistakes_in_ways_to_pay_are_named() {
    let file = |ways: &str| format!(r#"{{"categories":[],"payment_ways":[{ways}]}}"#);
    let good = r#""name":"N","instructions":"I""#;
    let way = |fields: &str| file(&format!("{{{good},{fields}}}"));
    let cases = [
        (
            file(r#"{"type":"cash"}"#),
            "payment_ways[0].name: is missing",
        ),
        (
            file(r#"{"name":"N","type":"cash"}"#),
            "payment_ways[0].instructions: is missing",
        ),
        (
            way(r#""type":"card""#),
            "payment_ways[0].type: unknown type 'card'; known are cash, transfer",
        ),
        (
            way(r#""type":"transfer","cancel_after_hours":721"#),
            "cancel_after_hours: must be a number of hours from 1 to 720 or \"never\"",
        ),
        (
            way(r#""type":"transfer","cancel_after_hours":"soon""#),
            "cancel_after_hours: must be a number of hours",
        ),
        (
            way(r#""type":"cash","cancel_after_hours":48"#),
            "payment_ways[0]: cash is not waited for",
        ),
        (
            file(&format!(
                r#"{{{good},"type":"cash"}},{{"name":"n","instructions":"I","type":"cash"}}"#
            )),
            "payment_ways[1].name: the same name as payment_ways[0]",
        ),
        (
            file(&["1"; 11].join(",")),
            "payment_ways: at most 10 ways to pay",
        ),
    ];
    for (json, expected) in cases {
        let told = refused(&json);
        assert!(told.contains(expected), "{json}\n{told}");
    }
    let calm = parse(&way(r#""type":"transfer","cancel_after_hours":"never""#)).unwrap();
    assert_eq!(calm.content.payments[0].terms.term, None);
}
