//! The shop's settings while it is open: read on every update, replaced when somebody changes them.

use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::Mutex;

use crate::{
    db::{Db, DbError},
    domain::{language::Language, wording::Reworded},
    i18n::{Lang, wording::Words},
    shop::{
        Shop,
        settings::{self, Fixed, Front, Settings},
        wording,
    },
};

/// What was read.
#[derive(Debug)]
struct Counts {
    settings: Settings,
    /// What the owner says in other words, as it is stored.
    reworded: Vec<Reworded>,
    words: Option<&'static Words>,
}

/// What counts now. A look at it costs a lock that nobody holds for longer than a copy takes.
#[derive(Debug)]
pub struct Live {
    fixed: Fixed,
    counts: RwLock<Counts>,
    /// Held from the look into the database until what was seen counts, so that what was seen
    /// later is never replaced by what was seen before.
    loading: Mutex<()>,
}

impl Live {
    /// Reads the settings of a shop that is about to open.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open(db: &Db, fixed: Fixed) -> Result<Self, DbError> {
        let (settings, reworded) = read(db, fixed.clone()).await?;
        Ok(Self {
            fixed,
            counts: RwLock::new(Counts {
                settings,
                words: words(&reworded, None),
                reworded,
            }),
            loading: Mutex::default(),
        })
    }

    /// Reads them again; whether anything is otherwise than it was.
    ///
    /// # Errors
    /// When the database fails; then what counted counts on.
    pub async fn reload(&self, db: &Db) -> Result<bool, DbError> {
        let _turn = self.loading.lock().await;
        let (settings, reworded) = read(db, self.fixed.clone()).await?;
        let mut counts = self.counts.write().unwrap_or_else(PoisonError::into_inner);
        let is_reworded = counts.reworded != reworded;
        let is_other = is_reworded || counts.settings != settings;
        if is_reworded {
            counts.words = words(&reworded, counts.words);
            counts.reworded = reworded;
        }
        counts.settings = settings;
        Ok(is_other)
    }

    /// What the program was started with.
    pub const fn fixed(&self) -> &Fixed {
        &self.fixed
    }

    /// What use cases have to know.
    pub fn shop(&self) -> Arc<Shop> {
        self.look(|counts| Arc::clone(&counts.settings.shop))
    }

    /// What customers see before they order.
    pub fn front(&self) -> Arc<Front> {
        self.look(|counts| Arc::clone(&counts.settings.front))
    }

    /// The language of people whose own is not spoken.
    pub fn language(&self) -> Lang {
        self.look(|counts| {
            let lang = Lang::usual(language(counts.settings.language.as_deref()));
            counts.words.map_or(lang, |words| lang.with(words))
        })
    }

    fn look<T>(&self, at: impl Fn(&Counts) -> T) -> T {
        at(&self.counts.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Reads everything that counts.
async fn read(db: &Db, fixed: Fixed) -> Result<(Settings, Vec<Reworded>), DbError> {
    db.read(move |tx| Ok((settings::load(tx, &fixed)?, wording::load(tx)?)))
        .await
}

/// What a shop says in its own words. Most say nothing so, and need no words.
fn words(reworded: &[Reworded], before: Option<&'static Words>) -> Option<&'static Words> {
    (before.is_some() || !reworded.is_empty()).then(|| Words::lasting(reworded, before))
}

/// The language of a code; the first there is for one that this release does not speak.
pub fn language(code: Option<&str>) -> Language {
    Language::spoken(code)
}
