//! The shop's settings while it is open: read on every update, replaced when somebody changes them.

use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::Mutex;

use crate::{
    db::{Db, DbError},
    domain::language::Language,
    i18n::Lang,
    shop::{
        Shop,
        settings::{self, Fixed, Front, Settings},
    },
};

/// What counts now. A look at it costs a lock that nobody holds for longer than a copy takes.
#[derive(Debug)]
pub struct Live {
    fixed: Fixed,
    counts: RwLock<Settings>,
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
        let given = fixed.clone();
        let counts = db.read(move |tx| settings::load(tx, &given)).await?;
        Ok(Self {
            fixed,
            counts: RwLock::new(counts),
            loading: Mutex::default(),
        })
    }

    /// Reads them again; whether anything is otherwise than it was.
    ///
    /// # Errors
    /// When the database fails; then what counted counts on.
    pub async fn reload(&self, db: &Db) -> Result<bool, DbError> {
        let _turn = self.loading.lock().await;
        let given = self.fixed.clone();
        let found = db.read(move |tx| settings::load(tx, &given)).await?;
        let mut counts = self.counts.write().unwrap_or_else(PoisonError::into_inner);
        let is_other = *counts != found;
        *counts = found;
        Ok(is_other)
    }

    /// What the program was started with.
    pub const fn fixed(&self) -> &Fixed {
        &self.fixed
    }

    /// What use cases have to know.
    pub fn shop(&self) -> Arc<Shop> {
        self.look(|counts| Arc::clone(&counts.shop))
    }

    /// What customers see before they order.
    pub fn front(&self) -> Arc<Front> {
        self.look(|counts| Arc::clone(&counts.front))
    }

    /// The language of people whose own is not spoken.
    pub fn language(&self) -> Lang {
        let shops = self.look(|counts| language(counts.language.as_deref()));
        self.speaking(shops)
    }

    /// A language in the words of the shop.
    pub fn speaking(&self, language: Language) -> Lang {
        Lang::usual(language)
    }

    fn look<T>(&self, at: impl Fn(&Settings) -> T) -> T {
        at(&self.counts.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The language of a code; the first there is for one that this release does not speak.
pub fn language(code: Option<&str>) -> Language {
    code.and_then(Language::from_tag)
        .unwrap_or(Language::ALL[0])
}
