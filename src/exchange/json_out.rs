//! The catalogue written as JSON, in the form that `ecombot seed` reads.

use serde_json::{Map, Value, json};

use super::csv_out::{named, price};
use crate::{
    domain::{money::Currency, options::OptionList},
    shop::bulk::listing::{Listing, Product, Variant},
};

/// Writes the JSON form.
pub fn write(listing: &Listing, currency: Currency) -> Vec<u8> {
    let mut products: Vec<Vec<Value>> = vec![Vec::new(); listing.categories.len()];
    for product in &listing.products {
        products[product.category].push(one(product, currency));
    }
    // Children come after their parents: from the last one on, everything is complete.
    let mut inside: Vec<Vec<Value>> = vec![Vec::new(); listing.categories.len()];
    let mut tops = Vec::new();
    for (index, category) in listing.categories.iter().enumerate().rev() {
        let mut fields = Map::new();
        fields.insert("name".to_owned(), category.name.clone().into());
        if let Some(description) = &category.description {
            fields.insert("description".to_owned(), description.clone().into());
        }
        fields.insert("sort".to_owned(), category.sort.into());
        fields.insert(
            "products".to_owned(),
            std::mem::take(&mut products[index]).into(),
        );
        let mut own = std::mem::take(&mut inside[index]);
        own.reverse();
        if !own.is_empty() {
            fields.insert("categories".to_owned(), own.into());
        }
        match category.parent {
            Some(parent) => inside[parent].push(fields.into()),
            None => tops.push(Value::from(fields)),
        }
    }
    tops.reverse();
    let mut text = serde_json::to_vec_pretty(&json!({ "categories": tops }))
        .expect("texts and numbers have a JSON form");
    text.push(b'\n');
    text
}

fn one(product: &Product, currency: Currency) -> Value {
    let names = OptionList::stored(&product.option_names);
    let mut fields = Map::new();
    let mut set = |key: &str, value: Value| {
        fields.insert(key.to_owned(), value);
    };
    set("name", product.name.clone().into());
    set("description", product.description.clone().into());
    set("sort", product.sort.into());
    if !product.photos.is_empty() {
        let photos: Vec<String> = product.photos.iter().map(|hash| named(hash)).collect();
        set("photos", photos.into());
    }
    match product.variants.as_slice() {
        // The form has no place for a picture of its own here; what it does not name stays.
        [only] if names.is_empty() => {
            set("sku", only.sku.clone().into());
            set("price", price(only.price_minor, currency).into());
            set("stock", only.stock.into());
        }
        variants => {
            set("options", names.as_slice().into());
            let variants = variants
                .iter()
                .map(|variant| sold(variant, names.len(), currency));
            set("variants", variants.collect::<Vec<_>>().into());
        }
    }
    fields.into()
}

fn sold(variant: &Variant, options: usize, currency: Currency) -> Value {
    let values = OptionList::stored(&variant.options).padded(options);
    let mut fields = json!({
        "sku": variant.sku,
        "values": values.as_slice(),
        "price": price(variant.price_minor, currency),
        "stock": variant.stock,
    });
    if let Some(hash) = &variant.photo {
        fields["photo"] = named(hash).into();
    }
    fields
}
