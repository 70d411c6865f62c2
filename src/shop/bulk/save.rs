//! The shop brought to what a file says, product by product.

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::{Action, Subject},
        id::{CategoryId, ProductId},
        options::OptionList,
        text::{Description, Name},
    },
    shop::{
        access::{Catalogue, Permit},
        audit::Watch,
    },
    store::{
        bulk, categories, photos,
        products::{self, VariantFields},
        snapshots,
    },
};

use super::{
    Folder,
    compare::{Difference, FolderDifference, Place, Places, VariantDifference},
};

/// Writes what differs of a product, and records it as a change by whoever sent the file.
pub fn save(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    places: &mut Places,
    difference: &Difference,
    now: i64,
) -> Result<(), DbError> {
    if difference.refusal.is_some() || difference.is_nothing() {
        return Ok(());
    }
    let category = match &difference.category {
        Some((_, path)) => Some(category(tx, by, places, path, now)?),
        None => None,
    };
    match difference.product {
        None => create(tx, by, category, difference, now),
        Some(product) => {
            let watch = Watch::over(tx, Subject::Product(product))?;
            change(tx, product, category, difference, now)?;
            bulk::count_change(tx, product)?;
            watch.done(tx, by, Action::Import, now)?;
            Ok(())
        }
    }
}

fn create(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    category: Option<CategoryId>,
    difference: &Difference,
    now: i64,
) -> Result<(), DbError> {
    let skus: Vec<&str> = difference.variants.iter().map(|v| v.sku.as_str()).collect();
    let names = difference
        .options
        .as_ref()
        .map(|(_, names)| names.as_slice());
    let fields = products::Fields {
        category: category.ok_or(DbError::NotFound)?,
        name: after(difference.name.as_ref()),
        description: after(difference.description.as_ref()),
        option_names: &OptionList::new(names.unwrap_or_default()).to_stored(),
        sort: difference.sort.map_or(0, |(_, sort)| sort),
        skus: &skus.join("\n"),
    };
    let product = products::insert(tx, fields, now)?;
    let watch = Watch::over_new(Subject::Product(product));
    for (place, variant) in (0..).zip(&difference.variants) {
        add(tx, product, variant, place, now)?;
    }
    if let Some((_, ids)) = &difference.photos {
        photos::replace(tx, product, ids, now)?;
    }
    watch.done(tx, by, Action::Import, now)?;
    Ok(())
}

fn after(change: Option<&(String, String)>) -> &str {
    change.map_or("", |(_, after)| after.as_str())
}

fn change(
    tx: &mut Tx<'_>,
    product: ProductId,
    category: Option<CategoryId>,
    difference: &Difference,
    now: i64,
) -> Result<(), DbError> {
    let state = snapshots::product(tx, product)?.ok_or(DbError::NotFound)?;
    let last = state
        .variants
        .iter()
        .map(|variant| variant.sort + 1)
        .max()
        .unwrap_or(0);
    let new = difference
        .variants
        .iter()
        .filter(|variant| variant.variant.is_none());
    for (place, variant) in (last..).zip(new.clone()) {
        add(tx, product, variant, place, now)?;
    }
    for variant in &difference.variants {
        let Some(id) = variant.variant else {
            continue;
        };
        if variant.values.is_some() || variant.price.is_some() {
            let stored = state.variants.iter().find(|stored| stored.id == id.get());
            let stored = stored.ok_or(DbError::NotFound)?;
            let values = variant
                .values
                .as_ref()
                .map_or(&stored.values, |(_, after)| after);
            let price = variant.price.map_or(stored.price_minor, |(_, after)| after);
            let values = OptionList::new(values).to_stored();
            bulk::change_variant(tx, id, &values, price, now)?;
        }
        if let Some((_, stock)) = variant.stock {
            products::set_stock(tx, id, stock, now)?;
        }
        if let Some((_, photo)) = variant.photo {
            bulk::picture(tx, product, &variant.sku, photo, now)?;
        }
    }
    if let Some((_, ids)) = &difference.photos {
        photos::replace(tx, product, ids, now)?;
    }
    let skus = state.variants.iter().map(|variant| variant.sku.as_str());
    let skus: Vec<&str> = skus
        .chain(new.map(|variant| variant.sku.as_str()))
        .collect();
    let names = difference
        .options
        .as_ref()
        .map_or(&state.options, |(_, names)| names);
    let described = |change: &Option<(String, String)>, before: &str| match change {
        Some((_, after)) => after.clone(),
        None => before.to_owned(),
    };
    let fields = products::Fields {
        category: category.unwrap_or(CategoryId::new(state.category)),
        name: &described(&difference.name, &state.name),
        description: &described(&difference.description, &state.description),
        option_names: &OptionList::new(names).to_stored(),
        sort: difference.sort.map_or(state.sort, |(_, sort)| sort),
        skus: &skus.join("\n"),
    };
    products::update(tx, product, fields, now)
}

fn add(
    tx: &mut Tx<'_>,
    product: ProductId,
    variant: &VariantDifference,
    place: i64,
    now: i64,
) -> Result<(), DbError> {
    let values = variant.values.as_ref().map(|(_, values)| values.as_slice());
    let fields = VariantFields {
        sku: &variant.sku,
        options: &OptionList::new(values.unwrap_or_default()).to_stored(),
        price_minor: variant.price.map_or(0, |(_, price)| price),
        stock: variant.stock.map_or(0, |(_, stock)| stock),
        sort: place,
    };
    products::insert_variant(tx, product, fields, now)?;
    match variant.photo {
        Some((_, photo)) => bulk::picture(tx, product, &variant.sku, photo, now),
        None => Ok(()),
    }
}

/// The category at the end of a path, made as far as it is not there.
fn category(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    places: &mut Places,
    path: &[Name],
    now: i64,
) -> Result<CategoryId, DbError> {
    if let Place::Here(id) = places.find(tx, path)? {
        return Ok(id);
    }
    let mut parent = None;
    for name in path {
        let found = categories::by_name(tx, parent, name.as_str())?;
        let id = match found.filter(|stored| !stored.is_deleted) {
            Some(stored) => stored.id,
            None => {
                let fields = categories::Fields {
                    name: name.as_str(),
                    description: None,
                    sort: 0,
                };
                make(tx, by, parent, fields, now)?
            }
        };
        parent = Some(id);
    }
    places.forget();
    parent.ok_or(DbError::NotFound)
}

fn make(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    parent: Option<CategoryId>,
    fields: categories::Fields<'_>,
    now: i64,
) -> Result<CategoryId, DbError> {
    let id = categories::insert(tx, parent, fields, now)?;
    Watch::over_new(Subject::Category(id)).done(tx, by, Action::Import, now)?;
    Ok(id)
}

/// Makes or describes a category, and records it.
pub fn save_folder(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    places: &mut Places,
    folder: &Folder,
    difference: &FolderDifference,
    now: i64,
) -> Result<(), DbError> {
    let Some((name, above)) = folder.path.split_last() else {
        return Ok(());
    };
    let fields = categories::Fields {
        name: name.as_str(),
        description: folder.description.as_ref().map(Description::as_str),
        sort: folder.sort,
    };
    match difference {
        FolderDifference::Same | FolderDifference::Deleted => {}
        FolderDifference::New => {
            let parent = match above {
                [] => None,
                above => Some(category(tx, by, places, above, now)?),
            };
            make(tx, by, parent, fields, now)?;
            places.forget();
        }
        FolderDifference::Changed { category, .. } => {
            let watch = Watch::over(tx, Subject::Category(*category))?;
            categories::update(tx, *category, fields, now)?;
            watch.done(tx, by, Action::Import, now)?;
        }
    }
    Ok(())
}
