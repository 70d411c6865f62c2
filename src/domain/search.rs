//! Words as they are searched for: folded, so that case, accents and ways of writing a letter do
//! not matter, in any alphabet and on every engine alike.

mod query;

use std::collections::BTreeSet;

use icu_normalizer::{
    DecomposingNormalizerBorrowed, properties::CanonicalCombiningClassMapBorrowed,
};

use super::typed::digits;

pub use query::{Hits, Query, Word};

/// The longest word, in characters; of a longer one the beginning counts.
const LONGEST: usize = 40;
/// Words shorter than this are not kept for correcting what somebody typed.
const SHORTEST_KNOWN: usize = 3;
/// Before a word that stands in the name. No word contains it.
const IN_NAME: char = '¤';
/// Before a whole SKU.
const SKU: char = '§';

/// A word that stands in a product's name, as it is kept beside the plain word.
pub fn in_name(word: &str) -> String {
    format!("{IN_NAME}{word}")
}

/// What a product is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Every word once, with a space between two.
    pub words: String,
    /// Those of letters only, for correcting what somebody typed.
    pub known: Vec<String>,
}

impl Document {
    /// Reads a product's texts. `names` is what it is called, in every language; `rest` is what else
    /// is said of it: descriptions and options' values.
    pub fn new<'a>(
        names: impl IntoIterator<Item = &'a str>,
        skus: impl IntoIterator<Item = &'a str>,
        rest: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut words = BTreeSet::new();
        let mut known = BTreeSet::new();
        let mut take = |text: &str| {
            let kept = kept(text);
            known.extend(kept.iter().filter(|word| is_known(word)).cloned());
            words.extend(kept.iter().cloned());
            kept
        };
        let mut of_names = BTreeSet::new();
        for name in names {
            of_names.extend(take(name));
        }
        let mut of_skus = Vec::new();
        for sku in skus {
            take(sku);
            of_skus.push(format!("{SKU}{}", squeezed(sku)));
        }
        for text in rest {
            take(text);
        }
        words.extend(of_names.iter().map(|word| in_name(word)));
        words.extend(of_skus);
        Self {
            words: words.into_iter().collect::<Vec<_>>().join(" "),
            known: known.into_iter().collect(),
        }
    }
}

fn is_known(word: &str) -> bool {
    word.chars().count() >= SHORTEST_KNOWN && !word.chars().any(char::is_numeric)
}

/// A text without its breaks: what a SKU is compared by, however its parts are divided.
fn squeezed(text: &str) -> String {
    let runs = runs(text);
    shortened(&runs.iter().map(|run| run.text.as_str()).collect::<String>())
}

/// The words of a text as products keep them: also joined where a hyphen or an apostrophe stands
/// between them, and where words are written without spaces every character and every two.
pub fn kept(text: &str) -> BTreeSet<String> {
    let runs = runs(text);
    let mut words = BTreeSet::new();
    for run in &runs {
        match run.kind {
            Kind::Letters | Kind::Digits => {
                words.insert(shortened(&run.text));
            }
            Kind::Unspaced => {
                words.extend(run.text.chars().map(String::from));
                words.extend(pairs(&run.text));
            }
        }
    }
    words.extend(compounds(&runs).map(joined));
    words
}

/// Every two neighbours of a text.
fn pairs(text: &str) -> impl Iterator<Item = String> {
    text.chars()
        .zip(text.chars().skip(1))
        .map(|(one, other)| [one, other].iter().collect())
}

/// Runs that hyphens or apostrophes hold together.
fn compounds(runs: &[Run]) -> impl Iterator<Item = &[Run]> {
    runs.chunk_by(|_, next| next.is_joined)
        .filter(|parts| parts.len() > 1)
}

fn joined(parts: &[Run]) -> String {
    shortened(
        &parts
            .iter()
            .map(|run| run.text.as_str())
            .collect::<String>(),
    )
}

fn shortened(word: &str) -> String {
    word.chars().take(LONGEST).collect()
}

/// What a word is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Letters, with spaces between words.
    Letters,
    /// Digits.
    Digits,
    /// Letters of a script without spaces between words.
    Unspaced,
}

/// Neighbours of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    kind: Kind,
    text: String,
    /// Whether only a hyphen or an apostrophe stands between it and letters before it.
    is_joined: bool,
}

/// Takes a text apart. Letters and digits part company: `350ml` is found by `350 ml`.
fn runs(text: &str) -> Vec<Run> {
    let classes = CanonicalCombiningClassMapBorrowed::new();
    let mut runs: Vec<Run> = Vec::new();
    // Whether the last run goes on, and what stood after it if not.
    let (mut is_open, mut breaks) = (false, String::new());
    for character in fold(text).chars() {
        if classes.get_u8(character) != 0 {
            // A sign that belongs to the letter before it.
            if let Some(run) = runs.last_mut().filter(|_| is_open) {
                run.text.push(character);
            }
            continue;
        }
        let Some(kind) = kind(character) else {
            is_open = false;
            breaks.push(character);
            continue;
        };
        match runs.last_mut().filter(|run| is_open && run.kind == kind) {
            Some(run) => run.text.push(character),
            None => {
                let follows_letters = runs.last().is_some_and(|run| run.kind == Kind::Letters);
                let is_joined = kind == Kind::Letters && follows_letters && is_joint(&breaks);
                runs.push(Run {
                    kind,
                    text: character.into(),
                    is_joined,
                });
            }
        }
        is_open = true;
        breaks.clear();
    }
    runs
}

/// Whether words with this between them are often written as one.
fn is_joint(breaks: &str) -> bool {
    matches!(
        breaks,
        "-" | "'" | "\u{2019}" | "\u{2bc}" | "\u{2010}" | "\u{2011}" | "`" | "\u{b4}"
    )
}

fn kind(character: char) -> Option<Kind> {
    if is_unspaced(character) {
        Some(Kind::Unspaced)
    } else if character.is_alphabetic() {
        Some(Kind::Letters)
    } else if character.is_numeric() {
        Some(Kind::Digits)
    } else {
        None
    }
}

/// Whether a letter is of a script that leaves no spaces between words: Thai, Lao, Burmese, Khmer,
/// Chinese and Japanese.
const fn is_unspaced(character: char) -> bool {
    matches!(
        character,
        '\u{e00}'..='\u{e4f}' | '\u{e80}'..='\u{ecf}' | '\u{1000}'..='\u{103f}' | '\u{1780}'..='\u{17d3}'
            | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
            | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'
    )
}

/// A text in its plainest letters: small ones, without accents.
pub fn fold(text: &str) -> String {
    // A sign is no part of the word before it, which taking it apart would make it.
    let text = text.replace(['™', '℠'], " ");
    let mut folded = String::with_capacity(text.len());
    for character in DecomposingNormalizerBorrowed::new_nfkd()
        .normalize(&text)
        .chars()
    {
        // By way of the capital, which the two small sigmas and the two kinds of i share.
        for small in character.to_uppercase().flat_map(char::to_lowercase) {
            if !is_dropped(small) {
                push_plain(&mut folded, small);
            }
        }
    }
    folded
}

fn push_plain(folded: &mut String, letter: char) {
    match letter {
        'ß' => folded.push_str("ss"),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'ø' => folded.push('o'),
        'ł' => folded.push('l'),
        'đ' => folded.push('d'),
        'ħ' => folded.push('h'),
        'ґ' => folded.push('г'),
        // Persian letters beside their Arabic twins.
        'ی' | 'ى' => folded.push('ي'),
        'ک' => folded.push('ك'),
        _ => match digits::value(letter) {
            Some(digit) => folded.push(char::from(b'0' + digit)),
            None => folded.push(letter),
        },
    }
}

/// Accents, and points that Hebrew and Arabic are mostly written without; what joins and parts
/// letters without a mark of its own.
const fn is_dropped(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
            | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
            | '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_folded_in_any_alphabet() {
        for (written, plain) in [
            ("Blue MUG", "blue mug"),
            ("Café Crème", "cafe creme"),
            ("Straße STRASSE ẞ", "strasse strasse ss"),
            ("Ёлка ёлка", "елка елка"),
            ("Чай", "чаи"),
            ("ΚΑΦΕΣ Καφές", "καφεσ καφεσ"),
            ("İstanbul ISPARTA ılık", "istanbul isparta ilik"),
            ("Ærø Łódź Đà", "aero lodz da"),
            ("ՀԱՅ հայ", "հայ հայ"),
            ("ᲩᲐᲘ ჩაი", "ჩაი ჩაი"),
            ("שָׁלוֹם", "שלום"),
            ("كِتَاب کتاب", "كتاب كتاب"),
            ("Ｍｕｇ ﬁne", "mug fine"),
            ("٣٥٠", "350"),
            ("Mug™", "mug "),
        ] {
            assert_eq!(fold(written), plain, "{written}");
        }
        // However it was typed, one letter is one letter.
        assert_eq!(fold("e\u{301}"), fold("é"));
        assert_eq!(
            fold("머그컵"),
            fold("\u{1106}\u{1165}\u{1100}\u{1173}\u{110f}\u{1165}\u{11b8}")
        );
    }

    fn words(text: &str) -> Vec<String> {
        kept(text).into_iter().collect()
    }

    #[test]
    fn words_are_told_apart() {
        assert_eq!(words("Blue mug, 350ml!"), ["350", "blue", "ml", "mug"]);
        assert_eq!(words("T-shirt"), ["shirt", "t", "tshirt"]);
        assert_eq!(words("Men’s"), ["men", "mens", "s"]);
        assert_eq!(words("either - or"), ["either", "or"]);
        assert_eq!(words("MUG-1-BLUE"), ["1", "blue", "mug"]);
        assert_eq!(words("हिन्दी कप").len(), 2);
        assert_eq!(words("☕ \u{301} …"), [""; 0]);
        assert_eq!(words(&"ж".repeat(300)), ["ж".repeat(40)]);
    }

    #[test]
    fn where_words_are_not_parted_every_two_characters_are_one() {
        assert_eq!(words("蓝色杯"), ["杯", "色", "色杯", "蓝", "蓝色"]);
        assert_eq!(words("杯mug"), ["mug", "杯"]);
    }

    #[test]
    fn a_product_is_found_by_name_sku_and_all_that_is_said_of_it() {
        let document = Document::new(["Blue mug"], ["MUG-1"], ["Holds 350 ml", "XL"]);
        assert_eq!(
            document.words,
            "1 350 blue holds ml mug xl ¤blue ¤mug §mug1"
        );
        assert_eq!(document.known, ["blue", "holds", "mug"]);
        let document = Document::new(["Mug", "Кружка"], [""; 0], ["Tea"]);
        assert_eq!(document.words, "mug tea ¤mug ¤кружка кружка");
    }
}
