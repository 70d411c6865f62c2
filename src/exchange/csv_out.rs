//! The catalogue written as CSV.

use super::{
    PhotoName,
    columns::{Column, guarded, path_cell},
};
use crate::{
    domain::{
        money::{Currency, Money},
        options::OptionList,
    },
    shop::bulk::listing::{Listing, Product, Variant},
};

/// Writes the CSV form: a row for each variant, UTF-8 with the mark that spreadsheets look for.
pub fn write(listing: &Listing, currency: Currency) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let mut row = |cells: Vec<String>| {
        writer
            .write_record(&cells)
            .expect("memory takes every row of one length");
    };
    row(Column::ALL.map(|column| column.name().to_owned()).to_vec());
    for product in &listing.products {
        let path = path_cell(&listing.path(product.category));
        for variant in &product.variants {
            let cells = Column::ALL.map(|column| cell(column, &path, product, variant, currency));
            row(cells.to_vec());
        }
    }
    writer.into_inner().expect("memory is always flushed")
}

fn cell(
    column: Column,
    path: &str,
    product: &Product,
    variant: &Variant,
    currency: Currency,
) -> String {
    let names = OptionList::stored(&product.option_names);
    let nth =
        |list: &OptionList, place: usize| list.as_slice().get(place).cloned().unwrap_or_default();
    let text = match column {
        Column::Sku => variant.sku.clone(),
        Column::Product => product.variants[0].sku.clone(),
        Column::Category => path.to_owned(),
        Column::Name => product.name.clone(),
        Column::Description => product.description.clone(),
        Column::Option(place) => nth(&names, place),
        Column::Value(place) => nth(
            &OptionList::stored(&variant.options).padded(names.len()),
            place,
        ),
        Column::Photos => {
            let names = product.photos.iter().map(|hash| named(hash));
            names.collect::<Vec<_>>().join(" ")
        }
        Column::VariantPhoto => variant.photo.as_deref().map(named).unwrap_or_default(),
        // Numbers are no formulas, and nothing is to stand before them.
        Column::Price => return price(variant.price_minor, currency),
        Column::Stock => return variant.stock.to_string(),
        Column::Sort => return product.sort.to_string(),
    };
    guarded(&text).into_owned()
}

pub(super) fn price(minor: i64, currency: Currency) -> String {
    Money::new(minor, currency).to_decimal().to_string()
}

pub(super) fn named(hash: &str) -> String {
    PhotoName::Stored(hash.to_owned()).to_string()
}
