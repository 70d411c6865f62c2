//! The catalogue file's translations: beside what they translate, a language each.

use serde_json::value::RawValue;

use super::{
    json::Place,
    reader::{Object, Reader},
};
use crate::domain::{
    id::{CategoryId, ProductId},
    language::Language,
    setting::Setting,
    translation::{TextField, Translation, Worded},
};

/// The key under which they stand.
pub(super) const KEY: &str = "translations";

/// What of a file is translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Translated {
    /// What the shop says of itself.
    Shop,
    /// A category, by its index.
    Category(usize),
    /// A product, by its index.
    Product(usize),
}

/// A text of the file in a language.
#[derive(Debug)]
pub struct WordsNode {
    /// Of what.
    pub of: Translated,
    /// In which language.
    pub language: Language,
    /// The words; of categories and products, whichever these are in the shop.
    pub words: Translation,
}

impl Translated {
    /// The texts that can be translated, by their keys.
    const fn texts(self) -> &'static [(&'static str, TextField, Worded)] {
        /// Stands for any: which one it is in the shop is not known before it is there.
        const CATEGORY: Worded = Worded::Category(CategoryId::new(0));
        const PRODUCT: Worded = Worded::Product(ProductId::new(0));
        const TEXT: TextField = TextField::Text;
        match self {
            Self::Shop => &[
                ("name", TEXT, Worded::Setting(Setting::Name)),
                ("story", TEXT, Worded::Setting(Setting::Story)),
                ("contact", TEXT, Worded::Setting(Setting::Contact)),
                ("terms", TEXT, Worded::Setting(Setting::Terms)),
            ],
            Self::Category(_) => &[
                ("name", TextField::Name, CATEGORY),
                ("description", TextField::Description, CATEGORY),
            ],
            Self::Product(_) => &[
                ("name", TextField::Name, PRODUCT),
                ("description", TextField::Description, PRODUCT),
            ],
        }
    }
}

impl<'a> Reader<'a> {
    /// Reads the translations of something, if it has any. A file that came alone, as in the chat,
    /// has none: there they are typed.
    pub(super) fn translations(&mut self, object: &Object<'a>, place: Place<'_>, of: Translated) {
        self.optional(object, place, KEY, |reader, raw, place| {
            if reader.is_alone() {
                let message = "are read by `ecombot seed` only; in the chat, type them there";
                reader.problem(raw, place, message.to_owned());
                return None;
            }
            reader.languages(raw, place, of)
        });
    }

    fn languages(&mut self, raw: &'a RawValue, place: Place<'_>, of: Translated) -> Option<()> {
        let codes: Vec<&str> = Language::ALL.iter().map(|spoken| spoken.code()).collect();
        let keys: Vec<&str> = of.texts().iter().map(|(key, ..)| *key).collect();
        let languages = self.object(raw, place, &codes)?;
        for language in Language::ALL {
            self.optional(&languages, place, language.code(), |reader, raw, place| {
                let texts = reader.object(raw, place, &keys)?;
                for (key, field, worded) in of.texts() {
                    let words = reader.optional(&texts, place, key, |reader, raw, place| {
                        reader.parsed(raw, place, |text| worded.translate(*field, text))
                    });
                    reader
                        .content
                        .translations
                        .extend(words.map(|words| WordsNode {
                            of,
                            language: *language,
                            words,
                        }));
                }
                Some(())
            });
        }
        Some(())
    }
}
