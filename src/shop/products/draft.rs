//! A product in the making: asked for piece by piece, kept until it is created or called off.
//!
//! There is one per chat. Its number tells it from the chat's earlier ones, so that an old button
//! or a picture that took long never reaches another product than it was meant for.

use serde::{Deserialize, Serialize};
use tracing::warn;

use crate::{
    db::{DbError, Tx},
    domain::{
        catalog::Category,
        id::{CategoryId, PhotoId, ProductId, TelegramId},
        money::{Money, Price},
        page::Page,
        text::{Description, Name},
        translation::Words,
    },
    shop::{
        Shop, UseCaseError,
        access::{Catalogue, Permit},
        refuse,
    },
    store::{
        categories,
        photos::{self, Photo},
        product_drafts::{self, Kept},
    },
};

use super::{CreateRefusal, MAX_PHOTOS, NewProduct, create};

/// Categories on one page of the choice.
const PER_PAGE: usize = 8;
/// How long a draft is kept that nobody touches, in seconds.
const KEPT_FOR: i64 = 30 * 24 * 3600;

/// What is asked next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Where it is shown.
    Category,
    /// Its name.
    Name,
    /// Its description.
    Description,
    /// Its price.
    Price,
    /// Units on hand.
    Stock,
    /// Its photos; after them it is created.
    Photos,
}

/// What is known of a product in the making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Tells it from other drafts of the chat.
    pub number: i64,
    /// Where it is to be shown; `None` also when that was deleted meanwhile.
    pub category: Option<Category>,
    /// Name.
    pub name: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Price of one.
    pub price: Option<Money>,
    /// Units on hand.
    pub stock: Option<u32>,
    /// How many photos there are.
    pub photos: usize,
}

impl Draft {
    /// What is asked next.
    pub const fn step(&self) -> Step {
        if self.category.is_none() {
            Step::Category
        } else if self.name.is_none() {
            Step::Name
        } else if self.description.is_none() {
            Step::Description
        } else if self.price.is_none() {
            Step::Price
        } else if self.stock.is_none() {
            Step::Stock
        } else {
            Step::Photos
        }
    }
}

/// Categories to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Whose sub-categories these are; `None` at the top.
    pub of: Option<Category>,
    /// The categories, each with whether there are others in it.
    pub page: Page<(Category, bool), CategoryId>,
}

/// A draft and, where one has to be chosen, the categories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The draft.
    pub draft: Draft,
    /// What there is to choose from at [`Step::Category`].
    pub folder: Option<Folder>,
}

/// A product that was made of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created {
    /// Its id.
    pub product: ProductId,
    /// Its name.
    pub name: String,
    /// The category it is in.
    pub category: CategoryId,
}

/// An answer to what is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Name.
    Name(Name),
    /// Description.
    Description(Description),
    /// Price of one.
    Price(Price),
    /// Units on hand.
    Stock(u32),
}

/// Why a draft stayed as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftRefusal {
    /// There is no such draft any more.
    Gone,
    /// There is no category to put a product into.
    NoCategories,
    /// The category was deleted.
    CategoryGone,
    /// It has [`MAX_PHOTOS`] already.
    TooManyPhotos,
    /// It has this photo already.
    SamePhoto,
    /// Something else is asked first.
    NotYet,
}

type Outcome<T> = Result<T, UseCaseError<DraftRefusal>>;

/// A draft in JSON. Fields are added, none changes its meaning: a draft outlives a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Body {
    number: i64,
    category: Option<i64>,
    name: Option<String>,
    description: Option<String>,
    price_minor: Option<i64>,
    stock: Option<u32>,
    #[serde(default)]
    photos: Vec<i64>,
    /// What became of it, so that *Done* pressed twice is answered twice.
    #[serde(default)]
    created: Option<i64>,
}

impl Body {
    /// `None` for a draft of another release that this one does not understand.
    fn read(kept: &Kept) -> Option<Self> {
        serde_json::from_str(&kept.draft)
            .inspect_err(|error| {
                warn!(chat.id = %kept.chat, %error, "draft of another release dropped");
            })
            .ok()
    }

    fn save(&self, tx: &mut Tx<'_>, chat: TelegramId, now: i64) -> Result<(), DbError> {
        let json =
            serde_json::to_string(self).map_err(|error| DbError::Decode(error.to_string()))?;
        product_drafts::set(tx, chat, &json, now)
    }

    /// What was made of it.
    fn became(&self) -> Option<Created> {
        Some(Created {
            product: ProductId::new(self.created?),
            name: self.name.clone()?,
            category: CategoryId::new(self.category?),
        })
    }

    fn draft(&self, tx: &mut Tx<'_>, shop: &Shop) -> Result<Draft, DbError> {
        let category = match self.category {
            Some(id) => categories::find(tx, Words::Own, CategoryId::new(id))?,
            None => None,
        };
        Ok(Draft {
            number: self.number,
            category,
            name: self.name.clone(),
            description: self.description.clone(),
            price: self
                .price_minor
                .map(|minor| Money::new(minor, shop.currency)),
            stock: self.stock,
            photos: self.photos.len(),
        })
    }
}

/// Whether somebody has given a product that is not there yet a price.
pub(in crate::shop) fn any_price(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    let drafts = product_drafts::all(tx)?;
    let mut bodies = drafts.iter().filter_map(Body::read);
    Ok(bodies.any(|body| body.price_minor.is_some()))
}

/// The unfinished draft of a chat with what is asked next.
pub fn find(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    shop: &Shop,
    chat: TelegramId,
) -> Result<Option<Progress>, DbError> {
    let body = product_drafts::get(tx, chat)?
        .and_then(|kept| Body::read(&kept))
        .filter(|body| body.created.is_none());
    match body {
        Some(body) => progress(tx, shop, &body).map(Some),
        None => Ok(None),
    }
}

/// A certain draft of a chat, unfinished, with what is asked next.
pub fn open(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    shop: &Shop,
    chat: TelegramId,
    number: i64,
) -> Outcome<Progress> {
    match find(tx, by, shop, chat)? {
        Some(progress) if progress.draft.number == number => Ok(progress),
        _ => refuse(DraftRefusal::Gone),
    }
}

/// Begins a new draft, in a category where one is given, and calls the chat's last one off.
/// Drafts that were forgotten for a month go, too.
pub fn begin(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    shop: &Shop,
    (chat, number): (TelegramId, i64),
    category: Option<CategoryId>,
    now: i64,
) -> Outcome<Progress> {
    if categories::count(tx, None)? == 0 {
        return refuse(DraftRefusal::NoCategories);
    }
    if let Some(category) = category
        && categories::find(tx, Words::Own, category)?.is_none()
    {
        return refuse(DraftRefusal::CategoryGone);
    }
    forget_abandoned(tx, by, now)?;
    if let Some(kept) = product_drafts::lock(tx, chat)? {
        drop_draft(tx, &kept)?;
    }
    let body = Body {
        number,
        category: category.map(CategoryId::get),
        name: None,
        description: None,
        price_minor: None,
        stock: None,
        photos: Vec::new(),
        created: None,
    };
    body.save(tx, chat, now)?;
    Ok(progress(tx, shop, &body)?)
}

/// Looks into a category, to choose one of those in it. A page is named by the category it begins
/// with alone: those beside it are its page.
pub fn browse(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    shop: &Shop,
    (chat, number): (TelegramId, i64),
    parent: Option<CategoryId>,
    from: Option<CategoryId>,
) -> Outcome<Progress> {
    let shown = open(tx, by, shop, chat, number)?;
    if shown.draft.step() != Step::Category {
        return Ok(shown);
    }
    let first = match from {
        Some(from) => categories::find(tx, Words::Own, from)?,
        None => None,
    };
    let parent = first.map_or(parent, |first| first.parent);
    let folder = match folder(tx, parent, from)? {
        Some(folder) => Some(folder),
        // Deleted meanwhile: what there is now is shown from the top.
        None => shown.folder,
    };
    Ok(Progress { folder, ..shown })
}

/// Chooses the category.
pub fn choose_category(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    shop: &Shop,
    (chat, number): (TelegramId, i64),
    category: CategoryId,
    now: i64,
) -> Outcome<Progress> {
    let shown = open(tx, by, shop, chat, number)?;
    if shown.draft.step() != Step::Category {
        return Ok(shown);
    }
    if categories::find(tx, Words::Own, category)?.is_none() {
        return refuse(DraftRefusal::CategoryGone);
    }
    change(tx, by, shop, (chat, number), now, |_, body| {
        body.category = Some(category.get());
        Ok(())
    })
}

/// Takes the answer to what is asked.
pub fn answer(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    shop: &Shop,
    (chat, number): (TelegramId, i64),
    answer: &Answer,
    now: i64,
) -> Outcome<Progress> {
    let asked = open(tx, by, shop, chat, number)?.draft.step();
    let is_asked = match answer {
        Answer::Name(_) => asked == Step::Name,
        Answer::Description(_) => asked == Step::Description,
        Answer::Price(_) => asked == Step::Price,
        Answer::Stock(_) => asked == Step::Stock,
    };
    if !is_asked {
        return refuse(DraftRefusal::NotYet);
    }
    change(tx, by, shop, (chat, number), now, |_, body| {
        match answer {
            Answer::Name(name) => body.name = Some(name.to_string()),
            Answer::Description(text) => body.description = Some(text.to_string()),
            Answer::Price(price) => body.price_minor = Some(price.money().minor()),
            Answer::Stock(units) => body.stock = Some(*units),
        }
        Ok(())
    })
}

/// Adds a photo behind those that are there; the first one is the main one.
pub fn add_photo(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    shop: &Shop,
    (chat, number): (TelegramId, i64),
    photo: &Photo,
    now: i64,
) -> Outcome<Progress> {
    let shown = open(tx, by, shop, chat, number)?;
    if shown.draft.step() != Step::Photos {
        return refuse(DraftRefusal::NotYet);
    }
    change(tx, by, shop, (chat, number), now, |tx, body| {
        let id = photos::save(tx, photo, now)?.get();
        if body.photos.contains(&id) {
            return refuse(DraftRefusal::SamePhoto);
        }
        if body.photos.len() >= MAX_PHOTOS {
            return refuse(DraftRefusal::TooManyPhotos);
        }
        body.photos.push(id);
        Ok(())
    })
}

/// Takes the last answer back, to be asked for again. Photos are not answers: they stay.
pub fn back(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    shop: &Shop,
    (chat, number): (TelegramId, i64),
    now: i64,
) -> Outcome<Progress> {
    change(tx, by, shop, (chat, number), now, |_, body| {
        if body.stock.take().is_none()
            && body.price_minor.take().is_none()
            && body.description.take().is_none()
            && body.name.take().is_none()
        {
            body.category = None;
        }
        Ok(())
    })
}

/// Creates the product; asked twice, it tells what was created the first time.
pub fn finish(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    shop: &Shop,
    (chat, number): (TelegramId, i64),
    now: i64,
) -> Outcome<Created> {
    let mut body = locked(tx, chat, number)?;
    if let Some(created) = body.became() {
        return Ok(created);
    }
    let draft = body.draft(tx, shop)?;
    let Some(new) = complete(shop, &body, &draft) else {
        return refuse(DraftRefusal::NotYet);
    };
    let product = create(tx, by, &new, now).map_err(|error| match error {
        UseCaseError::Db(error) => UseCaseError::Db(error),
        UseCaseError::Refused(CreateRefusal::CategoryGone | CreateRefusal::SkuTaken) => {
            UseCaseError::Refused(DraftRefusal::CategoryGone)
        }
        UseCaseError::Refused(CreateRefusal::TooManyPhotos) => {
            UseCaseError::Refused(DraftRefusal::TooManyPhotos)
        }
    })?;
    body.created = Some(product.get());
    // They are the product's now.
    body.photos.clear();
    body.save(tx, chat, now)?;
    Ok(Created {
        product,
        name: new.name.to_string(),
        category: new.category,
    })
}

/// What the chat's last draft became, if it was created.
pub fn last_created(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    chat: TelegramId,
) -> Result<Option<Created>, DbError> {
    let body = product_drafts::get(tx, chat)?.and_then(|kept| Body::read(&kept));
    Ok(body.and_then(|body| body.became()))
}

/// Calls a draft off: nothing is created, and photos that nothing else uses are removed.
pub fn cancel(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    chat: TelegramId,
    number: i64,
) -> Outcome<()> {
    let body = locked(tx, chat, number)?;
    if body.created.is_some() {
        return refuse(DraftRefusal::Gone);
    }
    if let Some(kept) = product_drafts::get(tx, chat)? {
        drop_draft(tx, &kept)?;
    }
    Ok(())
}

/// Calls off what nobody has gone on with for a month; returns how many drafts that were.
pub fn forget_abandoned(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    now: i64,
) -> Result<usize, DbError> {
    let abandoned = product_drafts::untouched_since(tx, now - KEPT_FOR)?;
    for kept in &abandoned {
        drop_draft(tx, kept)?;
    }
    Ok(abandoned.len())
}

/// Everything that a product needs, once it is all there.
fn complete(shop: &Shop, body: &Body, draft: &Draft) -> Option<NewProduct> {
    Some(NewProduct {
        category: draft.category.as_ref()?.id,
        name: Name::parse(body.name.as_deref()?).ok()?,
        description: Description::parse(body.description.as_deref()?).ok()?,
        price: Price::of(Money::new(body.price_minor?, shop.currency))?,
        stock: body.stock?,
        sku: None,
        photos: body.photos.iter().copied().map(PhotoId::new).collect(),
    })
}

fn locked(tx: &mut Tx<'_>, chat: TelegramId, number: i64) -> Outcome<Body> {
    let body = product_drafts::lock(tx, chat)?.and_then(|kept| Body::read(&kept));
    match body {
        Some(body) if body.number == number => Ok(body),
        _ => refuse(DraftRefusal::Gone),
    }
}

/// Changes an unfinished draft.
fn change(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    shop: &Shop,
    (chat, number): (TelegramId, i64),
    now: i64,
    change: impl FnOnce(&mut Tx<'_>, &mut Body) -> Outcome<()>,
) -> Outcome<Progress> {
    let mut body = locked(tx, chat, number)?;
    if body.created.is_some() {
        return refuse(DraftRefusal::Gone);
    }
    change(tx, &mut body)?;
    body.save(tx, chat, now)?;
    Ok(progress(tx, shop, &body)?)
}

fn progress(tx: &mut Tx<'_>, shop: &Shop, body: &Body) -> Result<Progress, DbError> {
    let draft = body.draft(tx, shop)?;
    let folder = match draft.step() {
        Step::Category => folder(tx, None, None)?,
        _ => None,
    };
    Ok(Progress { draft, folder })
}

/// The categories in one; `None` when that one is gone.
fn folder(
    tx: &mut Tx<'_>,
    parent: Option<CategoryId>,
    from: Option<CategoryId>,
) -> Result<Option<Folder>, DbError> {
    let of = match parent {
        Some(id) => match categories::find(tx, Words::Own, id)? {
            Some(category) => Some(category),
            None => return Ok(None),
        },
        None => None,
    };
    let page = categories::page(tx, Words::Own, parent, from, PER_PAGE)?;
    let mut items = Vec::with_capacity(page.items.len());
    for category in page.items {
        let has_others = categories::count(tx, Some(category.id))? > 0;
        items.push((category, has_others));
    }
    let page = Page {
        items,
        previous: page.previous,
        next: page.next,
    };
    Ok(Some(Folder { of, page }))
}

/// Forgets a draft, and its photos as far as nothing else uses them.
fn drop_draft(tx: &mut Tx<'_>, kept: &Kept) -> Result<(), DbError> {
    product_drafts::remove(tx, kept.chat)?;
    let Some(body) = Body::read(kept) else {
        return Ok(());
    };
    let mut ids = body.photos;
    // Always in the same order: two who tidy up at once do not wait for each other.
    ids.sort_unstable();
    ids.into_iter()
        .try_for_each(|id| drop_photo(tx, PhotoId::new(id)))
}

/// Removes a photo, unless something uses it.
pub(in crate::shop) fn drop_photo(tx: &mut Tx<'_>, id: PhotoId) -> Result<(), DbError> {
    let Some(sha256) = photos::lock(tx, id)? else {
        return Ok(());
    };
    let others = product_drafts::all(tx)?;
    let is_in_another = others
        .iter()
        .filter_map(Body::read)
        .any(|other| other.photos.contains(&id.get()));
    if !is_in_another && !photos::is_used(tx, id, &sha256)? {
        photos::remove(tx, id)?;
    }
    Ok(())
}

/// Forgets the draft of somebody who works here no more.
pub(in crate::shop) fn forget(tx: &mut Tx<'_>, chat: TelegramId) -> Result<(), DbError> {
    match product_drafts::lock(tx, chat)? {
        Some(kept) => drop_draft(tx, &kept),
        None => Ok(()),
    }
}
