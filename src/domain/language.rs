//! The languages the shop speaks.

use super::coded::coded;

coded! {
    /// A language the shop speaks, by its ISO 639-1 code.
    pub enum Language {
        /// English.
        En = "en",
        /// Spanish.
        Es = "es",
        /// Russian.
        Ru = "ru",
    }
}

impl Language {
    /// The language of an IETF tag such as `en` or `en-GB`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::from_code(&primary.to_ascii_lowercase())
    }

    /// The language of a code or tag; the first there is for one that this release does not speak.
    pub fn spoken(code: Option<&str>) -> Self {
        code.and_then(Self::from_tag).unwrap_or(Self::ALL[0])
    }
}

/// Which language to speak with somebody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tongue {
    /// The one they chose.
    pub chosen: Option<Language>,
    /// The tag of the one their Telegram speaks.
    pub tag: Option<String>,
}

impl Tongue {
    /// Their own choice, else Telegram's, else the shop's.
    pub fn language(&self, shops: Language) -> Language {
        let telegrams = || self.tag.as_deref().and_then(Language::from_tag);
        self.chosen.or_else(telegrams).unwrap_or(shops)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_choose_a_language() {
        let cases = [
            ("en-GB", Some(Language::En)),
            ("es-419", Some(Language::Es)),
            ("RU", Some(Language::Ru)),
            ("ru_RU", Some(Language::Ru)),
            ("xx", None),
            ("", None),
        ];
        for (tag, language) in cases {
            assert_eq!(Language::from_tag(tag), language, "{tag}");
        }
    }
}
