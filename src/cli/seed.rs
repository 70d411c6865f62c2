//! `seed FILE`: brings the shop to what a catalogue file says, as often as one likes.
//!
//! It works beside a running bot. The file is applied in short steps, each a
//! transaction of its own with a pause after it, because the bot is another
//! process that waits for the same file; pictures are prepared between the
//! steps. A seed that is stopped half-way is finished by running it again.

mod pictures;
mod report;

use std::{
    collections::HashMap,
    ops::Range,
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::Utc;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use thiserror::Error;
use tokio::{task, time};

use crate::{
    db::{Db, DbError, Tx},
    domain::{
        delivery::DeliveryKind,
        id::CategoryId,
        money::Currency,
        text::{AddressText, Name},
        translation::Worded,
    },
    exchange::{Content, Translated, WordsNode},
    shop::{
        Shop, about,
        access::{Catalogue as OfGoods, Management, Permit},
        payments as ways_to_pay,
        seeding::{
            self, Outcome, PointEntry, StockPolicy,
            goods::{self, Applied},
        },
        translations,
    },
};

pub use crate::exchange::{Catalogue, FileError, Problems};
pub use report::{Counts, Report};

use pictures::Pictures;

/// How long a step holds the shop's file before it writes nothing more.
const STEP: Duration = Duration::from_millis(25);
/// The most rows of a step, on a machine so fast that its time does not run out.
const STEP_ROWS: usize = 500;
/// The shortest pause between steps: another process looks for its turn every 2 ms.
const PAUSE: Duration = Duration::from_millis(5);
/// Prepared pictures in memory at once.
const MAX_PICTURE_BYTES: usize = 8 * 1024 * 1024;
/// A seed that is done sooner shows no progress bar.
const PATIENCE: Duration = Duration::from_secs(1);
/// The pickup point of a shop that could deliver nothing.
const DEFAULT_POINT: &str = "Our shop";

/// Whether progress is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// A bar on stderr, when that is a terminal and it takes long.
    Bar,
    /// Nothing.
    Silent,
}

/// Why a catalogue was not applied, or not wholly.
#[derive(Debug, Error)]
pub enum ApplyError {
    /// The prices of the file are not in the shop's currency.
    #[error("the catalogue's prices are in {catalogue}, the shop's in {shop}")]
    OtherCurrency {
        /// The catalogue's.
        catalogue: Currency,
        /// The shop's.
        shop: Currency,
    },
    /// The database failed; the steps before stand.
    #[error("the catalogue was not applied to its end, run seed again to finish it: {0}")]
    Db(#[from] DbError),
}

/// Applies a catalogue: what is new is created, what differs is changed, what the owner deleted
/// stays deleted, what the file does not name is left alone.
pub async fn apply(
    db: &Db,
    shop: &Shop,
    catalogue: &Catalogue,
    policy: StockPolicy,
    progress: Progress,
) -> Result<Report, ApplyError> {
    if catalogue.currency() != shop.currency {
        return Err(ApplyError::OtherCurrency {
            catalogue: catalogue.currency(),
            shop: shop.currency,
        });
    }
    let mut seeding = Seeding {
        db,
        content: Arc::clone(catalogue.content()),
        bar: Bar::new(progress, catalogue.content().products.len()),
        report: Report::default(),
    };
    seeding.about().await?;
    // Delivery first: a product that can be seen can be ordered.
    seeding.delivery(shop).await?;
    let categories = seeding.categories().await?;
    seeding.products(policy, &categories).await?;
    seeding.translations(categories).await?;
    Ok(seeding.report)
}

struct Seeding<'a> {
    db: &'a Db,
    content: Arc<Content>,
    bar: Bar,
    report: Report,
}

/// Products that are written next, with the pictures of those whose pictures change.
struct Window {
    end: usize,
    pictures: HashMap<usize, Pictures>,
}

impl Seeding<'_> {
    async fn about(&mut self) -> Result<(), DbError> {
        let content = Arc::clone(&self.content);
        let saved = self
            .all(1, move |tx, _, now| {
                about::save(tx, &Permit::operator(), &content.about, now)
            })
            .await?;
        self.report.is_about_changed = saved.changed > 0;
        Ok(())
    }

    async fn delivery(&mut self, shop: &Shop) -> Result<(), DbError> {
        let content = Arc::clone(&self.content);
        self.report.delivery = self
            .all(content.options.len(), move |tx, row, now| {
                seeding::save_option(tx, &Permit::operator(), &content.options[row], now)
            })
            .await?;
        let content = Arc::clone(&self.content);
        self.report.pickup_points = self
            .all(content.points.len(), move |tx, row, now| {
                seeding::save_point(tx, &Permit::operator(), &content.points[row], now)
            })
            .await?;
        let content = Arc::clone(&self.content);
        self.report.payments = self
            .all(content.payments.len(), move |tx, row, now| {
                ways_to_pay::save(tx, &Permit::operator(), &content.payments[row], now)
            })
            .await?;
        let (shop, fallback) = (shop.clone(), default_point());
        let created = self
            .step(0..1, move |tx, _, _, now| {
                seeding::ensure_delivery(tx, &Permit::operator(), &shop, &fallback, now)
            })
            .await?;
        self.report.default_pickup = created.contains(&true);
        Ok(())
    }

    /// Saves the categories and returns their ids; `None` for those that are deleted.
    async fn categories(&mut self) -> Result<Vec<Option<CategoryId>>, DbError> {
        let count = self.content.categories.len();
        let mut ids = Arc::new(Vec::with_capacity(count));
        while ids.len() < count {
            let (content, known) = (Arc::clone(&self.content), Arc::clone(&ids));
            let saved = self
                .step(ids.len()..count, move |tx, row, earlier, now| {
                    let node = &content.categories[row];
                    let parent = match node.parent {
                        None => None,
                        Some(parent) => {
                            let id = known
                                .get(parent)
                                .or_else(|| earlier.get(parent - known.len()).map(|(id, _)| id))
                                .copied()
                                .flatten();
                            if id.is_none() {
                                return Ok((None, Outcome::Deleted));
                            }
                            id
                        }
                    };
                    seeding::save_category(tx, &Permit::operator(), parent, &node.entry, now)
                })
                .await?;
            for (row, (_, outcome)) in (ids.len()..).zip(&saved) {
                self.report.categories.add(*outcome);
                if *outcome == Outcome::Deleted {
                    self.report.deleted_names.push(self.content.path(row));
                }
            }
            Arc::make_mut(&mut ids).extend(saved.into_iter().map(|(id, _)| id));
        }
        Ok(ids.to_vec())
    }

    async fn products(
        &mut self,
        policy: StockPolicy,
        categories: &[Option<CategoryId>],
    ) -> Result<(), DbError> {
        let categories: Arc<[Option<CategoryId>]> = categories.into();
        let mut next = 0;
        while next < self.content.products.len() {
            let window = Arc::new(self.window(next, &categories).await?);
            while next < window.end {
                let (content, categories) = (Arc::clone(&self.content), Arc::clone(&categories));
                let pictured = Arc::clone(&window);
                let saved = self
                    .step(next..window.end, move |tx, row, _, now| {
                        let pictures = pictured.pictures.get(&row);
                        save_product(tx, &content, &categories, row, pictures, policy, now)
                    })
                    .await?;
                for (row, applied) in (next..).zip(&saved) {
                    self.report.products.add(applied.outcome);
                    self.report.taken.extend_from_slice(&applied.taken);
                    if applied.outcome == Outcome::Deleted {
                        let sku = self.content.products[row].entry.sku().to_owned();
                        self.report.deleted_names.push(sku);
                    } else if let Some(pictures) = window.pictures.get(&row) {
                        self.report.photos += pictures.len();
                    }
                }
                next += saved.len();
                self.bar.advance(saved.len());
            }
        }
        Ok(())
    }

    /// Says in other languages what is there now.
    async fn translations(&mut self, categories: Vec<Option<CategoryId>>) -> Result<(), DbError> {
        let content = Arc::clone(&self.content);
        let count = content.translations.len();
        let save = move |tx: &mut Tx<'_>, row: usize, now: i64| {
            let WordsNode {
                of,
                language,
                words,
            } = &content.translations[row];
            let of = match of {
                Translated::Shop => {
                    let by = Permit::<Management>::operator();
                    return translations::save(tx, &by, *language, words, now);
                }
                Translated::Category(index) => categories[*index].map(Worded::Category),
                Translated::Product(index) => {
                    translations::of_sku(tx, content.products[*index].entry.sku())?
                }
            };
            match of.and_then(|of| words.moved_to(of)) {
                Some(words) => {
                    let by = Permit::<OfGoods>::operator();
                    translations::save(tx, &by, *language, &words, now)
                }
                None => Ok(Outcome::Left),
            }
        };
        self.report.translations = self.all(count, save).await?.changed;
        Ok(())
    }

    /// The next products, with their pictures prepared where they are not the shop's already.
    async fn window(
        &mut self,
        start: usize,
        categories: &[Option<CategoryId>],
    ) -> Result<Window, DbError> {
        let mut window = Window {
            end: (start + STEP_ROWS).min(self.content.products.len()),
            pictures: HashMap::new(),
        };
        let pictured: Vec<usize> = (start..window.end)
            .filter(|row| {
                let node = &self.content.products[*row];
                let has_photos =
                    node.photos.is_some() || node.variant_photos.iter().any(Option::is_some);
                has_photos && categories[node.category].is_some()
            })
            .collect();
        if pictured.is_empty() {
            return Ok(window);
        }
        let content = Arc::clone(&self.content);
        let stored = self
            .db
            .read(move |tx| {
                let mut stored = Vec::with_capacity(pictured.len());
                for row in &pictured {
                    let node = &content.products[*row];
                    let hashes = goods::photo_hashes(tx, node.entry.sku())?;
                    let known = pictures::known(tx, node)?;
                    stored.push((*row, hashes, known));
                }
                Ok::<_, DbError>(stored)
            })
            .await?;
        let mut bytes = 0;
        for (row, hashes, known) in stored {
            let content = Arc::clone(&self.content);
            // One at a time: the bot needs the other processors.
            let prepared = task::spawn_blocking(move || {
                pictures::prepare(&content.products[row], &hashes, &known)
            });
            let (pictures, failures) = prepared
                .await
                .unwrap_or_else(|error| (Pictures::default(), vec![error.to_string()]));
            let sku = self.content.products[row].entry.sku();
            let failures = failures
                .into_iter()
                .map(|reason| format!("{sku}: {reason}"));
            self.report.failed_photos.extend(failures);
            bytes += pictures.bytes();
            if !pictures.is_empty() {
                window.pictures.insert(row, pictures);
            }
            if bytes >= MAX_PICTURE_BYTES {
                window.end = row + 1;
                break;
            }
        }
        Ok(window)
    }

    /// Saves `count` rows, in as many steps as it takes.
    async fn all(
        &self,
        count: usize,
        save: impl Fn(&mut Tx<'_>, usize, i64) -> Result<Outcome, DbError> + Send + Sync + 'static,
    ) -> Result<Counts, DbError> {
        let save = Arc::new(save);
        let (mut counts, mut next) = (Counts::default(), 0);
        while next < count {
            let save = Arc::clone(&save);
            let saved = self
                .step(next..count, move |tx, row, _, now| save(tx, row, now))
                .await?;
            next += saved.len();
            for outcome in saved {
                counts.add(outcome);
            }
        }
        Ok(counts)
    }

    /// Saves as many of `rows` as a step's time allows, at least one, in one transaction; then
    /// pauses for as long as the step took. `save` is given the results before its own.
    async fn step<T: Send + 'static>(
        &self,
        rows: Range<usize>,
        save: impl Fn(&mut Tx<'_>, usize, &[T], i64) -> Result<T, DbError> + Send + 'static,
    ) -> Result<Vec<T>, DbError> {
        let now = Utc::now().timestamp();
        let (saved, began) = self
            .db
            .write(move |tx| {
                // The lock is held from here on; waiting for it does not count.
                let began = Instant::now();
                let mut saved = Vec::new();
                for row in rows.clone().take(STEP_ROWS) {
                    if !saved.is_empty() && began.elapsed() >= STEP {
                        break;
                    }
                    let result = save(tx, row, &saved, now)?;
                    saved.push(result);
                }
                Ok::<_, DbError>((saved, began))
            })
            .await?;
        time::sleep(began.elapsed().max(PAUSE)).await;
        Ok(saved)
    }
}

fn save_product(
    tx: &mut Tx<'_>,
    content: &Content,
    categories: &[Option<CategoryId>],
    row: usize,
    pictures: Option<&Pictures>,
    policy: StockPolicy,
    now: i64,
) -> Result<Applied, DbError> {
    let node = &content.products[row];
    let Some(category) = categories[node.category] else {
        return Ok(Applied {
            product: None,
            outcome: Outcome::Deleted,
            taken: Vec::new(),
        });
    };
    let operator = Permit::operator();
    let mut applied = goods::save_product(tx, &operator, category, &node.entry, policy, now)?;
    let (Some(product), Some(pictures)) = (applied.product, pictures) else {
        return Ok(applied);
    };
    if applied.outcome == Outcome::Deleted {
        return Ok(applied);
    }
    if let Some(photos) = &pictures.product {
        goods::save_photos(tx, &operator, product, photos, now)?;
    }
    for (sku, photo) in &pictures.variants {
        goods::save_variant_photo(tx, &operator, product, sku, Some(photo), now)?;
    }
    if applied.outcome == Outcome::Left {
        applied.outcome = Outcome::Changed;
    }
    Ok(applied)
}

fn default_point() -> PointEntry {
    PointEntry {
        name: Name::parse(DEFAULT_POINT).expect("the text is short"),
        address: AddressText::parse("Ask us for the address").expect("the text is short"),
        kind: DeliveryKind::PickupStore,
        hours: None,
        pin: None,
        is_active: true,
    }
}

/// A progress bar that appears only when there is something to wait for.
struct Bar {
    bar: ProgressBar,
    began: Instant,
    progress: Progress,
}

impl Bar {
    fn new(progress: Progress, products: usize) -> Self {
        let style = ProgressStyle::with_template("{bar:30} {pos} of {len} products, {eta} left")
            .expect("the template is sound");
        let length = u64::try_from(products).unwrap_or(u64::MAX);
        Self {
            bar: ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::hidden())
                .with_style(style),
            began: Instant::now(),
            progress,
        }
    }

    fn advance(&self, products: usize) {
        let is_due = self.progress == Progress::Bar && self.began.elapsed() > PATIENCE;
        if is_due && self.bar.is_hidden() {
            // Draws nothing where stderr is no terminal.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(u64::try_from(products).unwrap_or(u64::MAX));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
