//! What a file would change.

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};

use crate::{
    db::{DbError, Tx},
    domain::{
        id::{CategoryId, PhotoId, ProductId, VariantId},
        options::{MAX_VARIANTS, OptionList},
        text::{Description, Name, OptionName, OptionValue, sort_key},
    },
    store::{
        bulk, categories, photos,
        snapshots::{self, ProductState, VariantState},
    },
};

use super::{Folder, Goods, Path, Sold};

/// Why a product of the file, or one of its variants, is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Refusal {
    /// It was deleted, or its category was, and stays so.
    Deleted,
    /// It is new, and the file says too little of it: category, name and price at least.
    Incomplete,
    /// Its SKU is another product's, or another variant has the same options.
    Taken,
    /// A product has no room for so many variants.
    TooMany,
    /// Somebody changed it since the file was compared.
    Overtaken,
}

/// What the file would change of a product.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// Which one; `None` when it is new.
    pub product: Option<ProductId>,
    /// Why nothing of it is done.
    pub refusal: Option<Refusal>,
    /// The category it would move to.
    pub category: Option<(i64, Path)>,
    /// Name, before and after; this and the like is `None` when it is not changed.
    pub name: Option<(String, String)>,
    /// Description.
    pub description: Option<(String, String)>,
    /// Place in the owner's order.
    pub sort: Option<(i64, i64)>,
    /// Names of its options.
    pub options: Option<(Vec<String>, Vec<String>)>,
    /// Its pictures: content hashes before, row ids after.
    pub photos: Option<(Vec<String>, Vec<PhotoId>)>,
    /// Pictures that the file names and the shop does not have.
    pub photos_missing: usize,
    /// Variants that differ or are new.
    pub variants: Vec<VariantDifference>,
    /// Variants that are left out.
    pub left_out: Vec<(String, Refusal)>,
}

/// What the file would change of a variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantDifference {
    /// Which one.
    pub sku: String,
    /// Its row id; `None` when it is new.
    pub variant: Option<VariantId>,
    /// Its values, before and after.
    pub values: Option<(Vec<String>, Vec<String>)>,
    /// Its price in minor units, before and after.
    pub price: Option<(i64, i64)>,
    /// Units on hand, before and after.
    pub stock: Option<(u32, u32)>,
    /// Its own picture: content hash before, row id after.
    pub photo: Option<(Option<String>, PhotoId)>,
}

impl VariantDifference {
    const fn is_nothing(&self) -> bool {
        self.variant.is_some()
            && self.values.is_none()
            && self.price.is_none()
            && self.stock.is_none()
            && self.photo.is_none()
    }
}

/// Marks of single changes as they were shown, to tell them from others later.
pub type Marks = HashSet<u32>;

fn mark(change: &impl std::fmt::Debug) -> u32 {
    let digest = Sha256::digest(format!("{change:?}"));
    u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]])
}

impl Difference {
    /// Whether the shop is just as the file says.
    pub const fn is_nothing(&self) -> bool {
        self.product.is_some()
            && self.refusal.is_none()
            && self.category.is_none()
            && self.name.is_none()
            && self.description.is_none()
            && self.sort.is_none()
            && self.options.is_none()
            && self.photos.is_none()
            && self.variants.is_empty()
    }

    /// The marks of its changes.
    pub fn marks(&self) -> Marks {
        let mut marks: Marks = self
            .stock_marks()
            .into_iter()
            .map(|(_, mark)| mark)
            .collect();
        marks.extend(self.other_marks());
        marks
    }

    fn other_marks(&self) -> Marks {
        let mut marks = Marks::new();
        if self.product.is_none() {
            return Marks::from([mark(&("new", self.variants.first().map(|v| &v.sku)))]);
        }
        marks.extend(
            self.category
                .as_ref()
                .map(|change| mark(&("category", change))),
        );
        marks.extend(self.name.as_ref().map(|change| mark(&("name", change))));
        marks.extend(
            self.description
                .as_ref()
                .map(|change| mark(&("description", change))),
        );
        marks.extend(self.sort.as_ref().map(|change| mark(&("sort", change))));
        marks.extend(
            self.options
                .as_ref()
                .map(|change| mark(&("options", change))),
        );
        marks.extend(self.photos.as_ref().map(|change| mark(&("photos", change))));
        for variant in &self.variants {
            let sku = &variant.sku;
            if variant.variant.is_none() {
                marks.insert(mark(&("variant", sku)));
                continue;
            }
            marks.extend(
                variant
                    .values
                    .as_ref()
                    .map(|change| mark(&("values", sku, change))),
            );
            marks.extend(
                variant
                    .price
                    .as_ref()
                    .map(|change| mark(&("price", sku, change))),
            );
            marks.extend(
                variant
                    .photo
                    .as_ref()
                    .map(|change| mark(&("photo", sku, change))),
            );
        }
        marks
    }

    /// Customers take from the stock all the time: only what it becomes counts.
    fn stock_marks(&self) -> Vec<(String, u32)> {
        let known = self
            .variants
            .iter()
            .filter(|variant| variant.variant.is_some());
        let stocks = known.filter_map(|variant| Some((&variant.sku, variant.stock?.1)));
        stocks
            .map(|(sku, stock)| (sku.clone(), mark(&("stock", sku, stock))))
            .collect()
    }

    /// Takes away what was not shown: a product that somebody changed since is left alone.
    pub fn keep_shown(&mut self, shown: &Marks) {
        let stocks = self.stock_marks();
        for variant in &mut self.variants {
            let is_shown =
                |(sku, mark): &(String, u32)| *sku == variant.sku && shown.contains(mark);
            if variant.variant.is_some() && !stocks.iter().any(is_shown) {
                variant.stock = None;
            }
        }
        self.variants.retain(|variant| !variant.is_nothing());
        if self.refusal.is_none() && !self.other_marks().is_subset(shown) {
            self.refusal = Some(Refusal::Overtaken);
        }
    }

    /// Takes away new stock of variants that the shop has.
    pub fn without_stock(&mut self) {
        for variant in self
            .variants
            .iter_mut()
            .filter(|variant| variant.variant.is_some())
        {
            variant.stock = None;
        }
        self.variants.retain(|variant| !variant.is_nothing());
    }
}

/// Where a path of categories leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// To a category.
    Here(CategoryId),
    /// To one that is still to be made.
    Nowhere,
    /// To one that was deleted.
    Deleted,
}

/// Places that have been looked up, for many products of one category.
#[derive(Debug, Default)]
pub struct Places {
    found: HashMap<Vec<String>, Place>,
    /// Those that nobody can delete before the transaction ends.
    held: HashSet<CategoryId>,
}

impl Places {
    /// Where a path leads.
    pub(super) fn find(&mut self, tx: &mut Tx<'_>, path: &[Name]) -> Result<Place, DbError> {
        let key: Vec<String> = path.iter().map(|name| sort_key(name.as_str())).collect();
        if let Some(place) = self.found.get(&key) {
            return Ok(*place);
        }
        let mut parent = None;
        let mut place = Place::Nowhere;
        for name in path {
            place = match categories::by_name(tx, parent, name.as_str())? {
                None => Place::Nowhere,
                Some(stored) if stored.is_deleted => Place::Deleted,
                Some(stored) => Place::Here(stored.id),
            };
            match place {
                Place::Here(id) => parent = Some(id),
                Place::Nowhere | Place::Deleted => break,
            }
        }
        self.found.insert(key, place);
        Ok(place)
    }

    /// Forgets everything: categories have been made.
    pub(super) fn forget(&mut self) {
        self.found.clear();
    }

    /// Holds the category at the end of a path until the transaction ends. Of one that somebody
    /// has just deleted, what was looked up is forgotten.
    fn hold(&mut self, tx: &mut Tx<'_>, path: &[Name]) -> Result<(), DbError> {
        if let Place::Here(id) = self.find(tx, path)?
            && self.held.insert(id)
            && !categories::hold(tx, id)?
        {
            self.held.remove(&id);
            self.forget();
        }
        Ok(())
    }
}

/// Holds the product that [`compare()`] will look at, and the category it is to be in, until the
/// transaction ends.
pub(super) fn hold(tx: &mut Tx<'_>, places: &mut Places, goods: &Goods) -> Result<(), DbError> {
    for variant in &goods.variants {
        if let Some(known) = bulk::find(tx, variant.sku.as_str())? {
            bulk::hold(tx, known.product)?;
            break;
        }
    }
    match &goods.category {
        Some(path) => places.hold(tx, path),
        None => Ok(()),
    }
}

/// Finds what a product of a file would change, and changes nothing.
pub fn compare(tx: &mut Tx<'_>, places: &mut Places, goods: &Goods) -> Result<Difference, DbError> {
    let mut known = Vec::with_capacity(goods.variants.len());
    for variant in &goods.variants {
        known.push(bulk::find(tx, variant.sku.as_str())?);
    }
    let refused = |refusal, product| Difference {
        product,
        refusal: Some(refusal),
        ..Difference::default()
    };
    let place = match &goods.category {
        Some(path) => Some(places.find(tx, path)?),
        None => None,
    };
    let Some(first) = known.iter().flatten().next().copied() else {
        return Ok(match place {
            Some(Place::Deleted) => refused(Refusal::Deleted, None),
            _ => new(tx, goods)?,
        });
    };
    let Some(state) = snapshots::product(tx, first.product)? else {
        return Err(DbError::NotFound);
    };
    if state.is_deleted || place == Some(Place::Deleted) {
        return Ok(refused(Refusal::Deleted, Some(first.product)));
    }
    let mut difference = Difference {
        product: Some(first.product),
        category: match (place, &goods.category) {
            (Some(Place::Here(id)), _) if id.get() == state.category => None,
            (Some(_), Some(path)) => Some((state.category, path.clone())),
            _ => None,
        },
        name: changed(&state.name, goods.name.as_ref().map(Name::as_str)),
        description: changed(&state.description, goods.description.as_deref()),
        sort: goods
            .sort
            .filter(|sort| *sort != state.sort)
            .map(|sort| (state.sort, sort)),
        ..Difference::default()
    };
    let options: Option<Vec<String>> = goods
        .options
        .as_ref()
        .map(|names| texts(names, OptionName::as_str));
    let count = options.as_ref().unwrap_or(&state.options).len();
    difference.options = options
        .filter(|names| *names != state.options)
        .map(|names| (state.options.clone(), names));
    if let Some(names) = &goods.photos {
        let (found, missing) = pictures(tx, names)?;
        difference.photos_missing += missing;
        let hashes: Vec<&String> = found.iter().map(|(hash, _)| *hash).collect();
        // What the shop shows is better than half of what it should.
        let is_better = missing == 0 || state.photos.is_empty();
        if is_better && !hashes.is_empty() && !hashes.iter().copied().eq(&state.photos) {
            let ids = found.iter().map(|(_, id)| *id).collect();
            difference.photos = Some((state.photos.clone(), ids));
        }
    }
    variants(
        tx,
        goods,
        &known,
        first.product,
        &state,
        count,
        &mut difference,
    )?;
    Ok(difference)
}

/// A product that the shop does not have.
fn new(tx: &mut Tx<'_>, goods: &Goods) -> Result<Difference, DbError> {
    let mut difference = Difference::default();
    let count = goods.options.as_ref().map_or(0, Vec::len);
    let is_complete = |variant: &Sold| {
        variant.price.is_some() && variant.values.as_ref().map_or(0, Vec::len) == count
    };
    let (Some(path), Some(name)) = (&goods.category, &goods.name) else {
        difference.refusal = Some(Refusal::Incomplete);
        return Ok(difference);
    };
    if !goods.variants.iter().all(is_complete) {
        difference.refusal = Some(Refusal::Incomplete);
        return Ok(difference);
    }
    difference.category = Some((0, path.clone()));
    difference.name = Some((String::new(), name.to_string()));
    difference.description = Some((String::new(), goods.description.clone().unwrap_or_default()));
    difference.sort = Some((0, goods.sort.unwrap_or(0)));
    let names = goods
        .options
        .as_ref()
        .map(|names| texts(names, OptionName::as_str));
    difference.options = Some((Vec::new(), names.unwrap_or_default()));
    let (found, missing) = pictures(tx, goods.photos.as_deref().unwrap_or_default())?;
    difference.photos_missing = missing;
    if !found.is_empty() {
        let ids = found.iter().map(|(_, id)| *id).collect();
        difference.photos = Some((Vec::new(), ids));
    }
    for variant in &goods.variants {
        let one = new_variant(tx, variant, &mut difference.photos_missing)?;
        difference.variants.extend(one);
    }
    Ok(difference)
}

/// A variant that the shop does not have; `None` when the file does not say its price.
fn new_variant(
    tx: &mut Tx<'_>,
    variant: &Sold,
    missing: &mut usize,
) -> Result<Option<VariantDifference>, DbError> {
    let Some(price) = variant.price else {
        return Ok(None);
    };
    let values = variant
        .values
        .as_ref()
        .map(|values| texts(values, OptionValue::as_str));
    Ok(Some(VariantDifference {
        sku: variant.sku.to_string(),
        variant: None,
        values: Some((Vec::new(), values.unwrap_or_default())),
        price: Some((0, price.money().minor())),
        stock: Some((0, variant.stock.unwrap_or(0))),
        photo: own_picture(tx, variant, None, missing)?,
    }))
}

/// Compares the variants of a product with those of the file.
fn variants(
    tx: &mut Tx<'_>,
    goods: &Goods,
    known: &[Option<bulk::Known>],
    product: ProductId,
    state: &ProductState,
    count: usize,
    difference: &mut Difference,
) -> Result<(), DbError> {
    let is_named =
        |other: &VariantState| goods.variants.iter().any(|v| v.sku.as_str() == other.sku);
    let padded = |values: &[String]| OptionList::new(values).padded(count);
    let mut used: Vec<OptionList> = state
        .variants
        .iter()
        .filter(|other| !is_named(other))
        .map(|other| padded(&other.values))
        .collect();
    let mut total = used.len();
    for (variant, known) in goods.variants.iter().zip(known) {
        let sku = variant.sku.to_string();
        let stored = match known {
            Some(known) if known.product != product => {
                difference.left_out.push((sku, Refusal::Taken));
                continue;
            }
            Some(known) if known.is_deleted => {
                difference.left_out.push((sku, Refusal::Deleted));
                continue;
            }
            Some(known) => state
                .variants
                .iter()
                .find(|one| one.id == known.variant.get()),
            None => None,
        };
        let told = variant
            .values
            .as_ref()
            .map(|values| texts(values, OptionValue::as_str));
        let refusal = match (&told, stored) {
            (Some(values), _) if values.len() != count => Some(Refusal::Incomplete),
            (None, None) if count > 0 => Some(Refusal::Incomplete),
            _ if stored.is_none() && variant.price.is_none() => Some(Refusal::Incomplete),
            _ if total >= MAX_VARIANTS => Some(Refusal::TooMany),
            _ => None,
        };
        let values = match (&told, stored) {
            (Some(values), _) => padded(values),
            (None, Some(stored)) => padded(&stored.values),
            (None, None) => padded(&[]),
        };
        let refusal = refusal.or_else(|| used.contains(&values).then_some(Refusal::Taken));
        if let Some(refusal) = refusal {
            difference.left_out.push((sku, refusal));
            continue;
        }
        total += 1;
        let one = match stored {
            None => new_variant(tx, variant, &mut difference.photos_missing)?,
            Some(stored) => {
                let before = padded(&stored.values);
                let price = variant.price.map(|price| price.money().minor());
                let own = stored.photo.as_deref();
                Some(VariantDifference {
                    sku,
                    variant: Some(VariantId::new(stored.id)),
                    values: (values != before)
                        .then(|| (before.as_slice().to_vec(), values.as_slice().to_vec())),
                    price: price
                        .filter(|price| *price != stored.price_minor)
                        .map(|price| (stored.price_minor, price)),
                    stock: variant
                        .stock
                        .filter(|stock| *stock != stored.stock)
                        .map(|stock| (stored.stock, stock)),
                    photo: own_picture(tx, variant, own, &mut difference.photos_missing)?,
                })
            }
        };
        used.push(values);
        difference
            .variants
            .extend(one.filter(|one| !one.is_nothing()));
    }
    Ok(())
}

fn changed(before: &str, after: Option<&str>) -> Option<(String, String)> {
    let after = after.filter(|after| *after != before)?;
    Some((before.to_owned(), after.to_owned()))
}

fn texts<T>(items: &[T], text: impl Fn(&T) -> &str) -> Vec<String> {
    items.iter().map(|item| text(item).to_owned()).collect()
}

/// A picture of the shop: its content hash and row id.
type Found<'a> = (&'a String, PhotoId);

/// Those of the pictures that the shop has, each once, and how many it does not have.
fn pictures<'a>(tx: &mut Tx<'_>, names: &'a [String]) -> Result<(Vec<Found<'a>>, usize), DbError> {
    let (mut found, mut missing): (Vec<Found<'a>>, usize) = (Vec::new(), 0);
    for name in names {
        match photos::id_of(tx, name)? {
            None => missing += 1,
            Some(id) if found.iter().any(|(_, known)| *known == id) => {}
            Some(id) => found.push((name, id)),
        }
    }
    Ok((found, missing))
}

fn own_picture(
    tx: &mut Tx<'_>,
    variant: &Sold,
    before: Option<&str>,
    missing: &mut usize,
) -> Result<Option<(Option<String>, PhotoId)>, DbError> {
    let Some(name) = variant
        .photo
        .as_deref()
        .filter(|name| Some(*name) != before)
    else {
        return Ok(None);
    };
    let found = photos::id_of(tx, name)?;
    *missing += usize::from(found.is_none());
    Ok(found.map(|id| (before.map(str::to_owned), id)))
}

/// What the file would change of a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FolderDifference {
    /// It would be made.
    New,
    /// It would be described otherwise.
    Changed {
        /// Which one.
        category: CategoryId,
        /// What it is called and described by now.
        before: (String, Option<String>, i64),
    },
    /// Nothing.
    Same,
    /// It was deleted and stays so.
    Deleted,
}

impl FolderDifference {
    /// The mark of its change.
    pub fn marks(&self, folder: &Folder) -> Marks {
        match self {
            Self::New => Marks::from([mark(&("new folder", &folder.path))]),
            Self::Changed { before, .. } => Marks::from([mark(&("folder", before, folder))]),
            Self::Same | Self::Deleted => Marks::new(),
        }
    }
}

/// Finds what a file would change of a category, and changes nothing.
pub fn compare_folder(
    tx: &mut Tx<'_>,
    places: &mut Places,
    folder: &Folder,
) -> Result<FolderDifference, DbError> {
    let Some((name, above)) = folder.path.split_last() else {
        return Ok(FolderDifference::Same);
    };
    let parent = match above {
        [] => None,
        above => match places.find(tx, above)? {
            Place::Here(id) => Some(id),
            Place::Nowhere => return Ok(FolderDifference::New),
            Place::Deleted => return Ok(FolderDifference::Deleted),
        },
    };
    Ok(match categories::by_name(tx, parent, name.as_str())? {
        None => FolderDifference::New,
        Some(stored) if stored.is_deleted => FolderDifference::Deleted,
        Some(stored) => {
            let is_same = stored.name == name.as_str()
                && stored.description.as_deref()
                    == folder.description.as_ref().map(Description::as_str)
                && stored.sort == folder.sort;
            if is_same {
                FolderDifference::Same
            } else {
                FolderDifference::Changed {
                    category: stored.id,
                    before: (stored.name, stored.description, stored.sort),
                }
            }
        }
    })
}
