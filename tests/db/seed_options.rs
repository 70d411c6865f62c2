//! `ecombot seed FILE` with options, pictures of single variants, and words about the shop.

use serde_json::{Value, json};

use crate::seed::{Fixture, created, left};

fn shirts() -> Value {
    json!({
        "shop": {"name": "Shirts", "contact": "@shirts"},
        "categories": [{"name": "Clothes", "products": [{
            "name": "Shirt", "description": "Cotton", "price": "12.00", "options": ["Size", "Colour"],
            "variants": [
                {"sku": "M-RED", "values": ["M", "red"], "stock": 3, "photo": "red.png"},
                {"sku": "M-BLUE", "values": ["M", "blue"], "stock": 0},
                {"sku": "L-RED", "values": ["L", "red"], "stock": 5, "price": "14.00", "photo": "red.png"},
            ]}]}],
        "pickup_points": [{"name": "Counter", "address": "1 High Street"}],
    })
}

/// Draws a picture so many pixels wide.
fn draw(shop: &Fixture, name: &str, width: u32) {
    let file = shop.folder.path().join(name);
    image::RgbImage::new(width, 30).save(file).unwrap();
}

const PICTURES: &str = "SELECT v.sku || ' ' || COALESCE(CAST(p.width AS TEXT), 'none')
     FROM product_variants v LEFT JOIN photos p ON p.id = v.photo_id ORDER BY v.sku";

#[tokio::test]
async fn options_and_their_pictures_are_there_after_the_first_seed_and_the_same_after_the_second() {
    let shop = Fixture::new();
    draw(&shop, "red.png", 40);
    let first = shop.seed(&shirts()).await;
    assert_eq!((first.products, first.photos), (created(1), 2));
    assert!(first.is_about_changed);
    let stamps = "SELECT 'product ' || id || ': ' || updated_at FROM products
         UNION ALL SELECT 'variant ' || sku || ' ' || options || price_minor || ': ' || updated_at
         FROM product_variants
         UNION ALL SELECT 'photo ' || id || ': ' || updated_at FROM photos
         UNION ALL SELECT key || value || updated_at FROM settings ORDER BY 1";
    let before = shop.texts(stamps).await;
    let pictures = shop.texts(PICTURES).await;
    assert_eq!(pictures, ["L-RED 40", "M-BLUE none", "M-RED 40"]);
    let second = shop.seed(&shirts()).await;
    assert_eq!((second.products, second.photos), (left(1), 0));
    assert!(!second.is_about_changed);
    assert_eq!(shop.texts(stamps).await, before);
    assert_eq!(shop.number("SELECT COUNT(*) FROM photos").await, 1);
}

#[tokio::test]
async fn a_changed_picture_of_a_variant_is_taken_over_and_an_unnamed_one_stays() {
    let shop = Fixture::new();
    draw(&shop, "red.png", 40);
    shop.seed(&shirts()).await;
    draw(&shop, "blue.png", 50);
    let mut catalogue = shirts();
    let variants = &mut catalogue["categories"][0]["products"][0]["variants"];
    variants[0]["photo"] = json!("blue.png");
    variants[2]["photo"] = Value::Null;
    let report = shop.seed(&catalogue).await;
    assert_eq!((report.products.changed, report.photos), (1, 1));
    let pictures = shop.texts(PICTURES).await;
    assert_eq!(pictures, ["L-RED 40", "M-BLUE none", "M-RED 50"]);
    // A file with another picture under the same name.
    draw(&shop, "blue.png", 60);
    let report = shop.seed(&catalogue).await;
    assert_eq!((report.products.changed, report.photos), (1, 1));
    assert_eq!(shop.texts(PICTURES).await[2], "M-RED 60");
}

#[tokio::test]
async fn a_damaged_picture_of_a_variant_is_reported_and_the_old_one_stays() {
    let shop = Fixture::new();
    draw(&shop, "red.png", 40);
    shop.seed(&shirts()).await;
    let file = shop.folder.path().join("red.png");
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, &whole[..40]).unwrap();
    let report = shop.seed(&shirts()).await;
    assert_eq!((report.products, report.photos), (left(1), 0));
    assert!(!report.failed_photos.is_empty(), "{report}");
    let pictures = shop.texts(PICTURES).await;
    assert_eq!(pictures, ["L-RED 40", "M-BLUE none", "M-RED 40"]);
}

#[tokio::test]
async fn a_sku_of_another_product_is_left_alone_and_reported() {
    let shop = Fixture::new();
    draw(&shop, "red.png", 40);
    let mut catalogue = shirts();
    let mug = json!({"sku": "MUG", "name": "Mug", "description": "", "price": "4.00", "stock": 1});
    catalogue["categories"][0]["products"]
        .as_array_mut()
        .unwrap()
        .push(mug);
    shop.seed(&catalogue).await;
    let mut clash = shirts();
    clash["categories"][0]["products"][0]["variants"][1]["sku"] = json!("MUG");
    let report = shop.seed(&clash).await;
    assert_eq!(report.taken, ["MUG"]);
    assert!(report.to_string().contains("MUG"), "{report}");
    assert_eq!(
        shop.texts("SELECT p.name || ' ' || v.sku FROM product_variants v JOIN products p ON p.id = v.product_id ORDER BY 1")
            .await,
        ["Mug MUG", "Shirt L-RED", "Shirt M-BLUE", "Shirt M-RED"]
    );
}

#[tokio::test]
async fn options_that_are_renamed_and_values_that_change_keep_their_variants() {
    let shop = Fixture::new();
    draw(&shop, "red.png", 40);
    shop.seed(&shirts()).await;
    let ids = "SELECT sku || ' ' || id FROM product_variants ORDER BY sku";
    let before = shop.texts(ids).await;
    let mut catalogue = shirts();
    let shirt = &mut catalogue["categories"][0]["products"][0];
    shirt["options"] = json!(["Fit", "Colour"]);
    shirt["variants"][0]["values"] = json!(["Medium", "red"]);
    shirt["variants"][1]["values"] = json!(["Medium", "blue"]);
    let report = shop.seed(&catalogue).await;
    assert_eq!((report.products.changed, report.taken.len()), (1, 0));
    assert_eq!(shop.texts(ids).await, before);
    assert_eq!(shop.seed(&catalogue).await.products, left(1));
}
