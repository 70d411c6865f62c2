//! What somebody searches for.

use super::{
    Kind, LONGEST, SHORTEST_KNOWN, SKU, compounds, joined, kept, pairs, runs, shortened, squeezed,
};

/// What is read of a text, in characters.
const READ: usize = 200;
/// Words that count; more than that nobody remembers either.
const WORDS: usize = 8;
/// Shorter words are not taken for what somebody meant: one letter of three is too much.
const SHORTEST_MEANT: usize = 4;

/// The words somebody searches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// Each word once; empty when there is none in the text.
    pub words: Vec<Word>,
    /// What a product has whose SKU the whole text is.
    pub sku: String,
}

/// A word somebody searches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub text: String,
    /// What it is made of.
    pub kind: Kind,
    /// Its length in characters.
    pub length: usize,
}

impl Query {
    /// Reads a text of any kind and length.
    pub fn parse(text: &str) -> Self {
        let text: String = text.chars().take(READ).collect();
        let mut words: Vec<Word> = Vec::new();
        for word in typed(&text) {
            if words.len() < WORDS && words.iter().all(|known| known.text != word.text) {
                words.push(word);
            }
        }
        Self {
            words,
            sku: format!("{SKU}{}", squeezed(&text)),
        }
    }

    /// How well a product's name has what is searched for: higher is better. `near` are other
    /// words for each, in case it was mistyped.
    pub fn hits(&self, name: &str, near: &[Vec<String>]) -> Hits {
        let of_name = kept(name);
        let mut in_name = 0;
        for (place, word) in self.words.iter().enumerate() {
            let is_near = || {
                near.get(place)
                    .is_some_and(|near| near.iter().any(|near| of_name.contains(near)))
            };
            in_name += if of_name.contains(&word.text) {
                3
            } else if of_name.iter().any(|other| word.is_begun(other)) {
                2
            } else {
                u32::from(is_near())
            };
        }
        let is_whole = of_name.len() == self.words.len()
            && self.words.iter().all(|word| of_name.contains(&word.text));
        Hits {
            in_name,
            is_whole,
            brevity: std::cmp::Reverse(of_name.len()),
        }
    }
}

/// How well a name fits; the better one is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hits {
    /// What of the words stands in the name, and how exactly.
    pub in_name: u32,
    /// Whether they are the name.
    pub is_whole: bool,
    /// A short name says it more to the point.
    pub brevity: std::cmp::Reverse<usize>,
}

impl Word {
    fn new(text: &str, kind: Kind) -> Self {
        Self {
            text: text.to_owned(),
            kind,
            length: text.chars().count(),
        }
    }

    /// Whether it may have been mistyped: a wrong digit is another number.
    pub fn is_correctable(&self) -> bool {
        self.kind == Kind::Letters && (SHORTEST_KNOWN..LONGEST).contains(&self.length)
    }

    /// Whether this word may have been meant: one letter makes the difference, and that is little
    /// enough of it.
    pub fn may_mean(&self, other: &str) -> bool {
        self.is_correctable()
            && other.chars().count() >= SHORTEST_MEANT
            && is_slip(&self.text, other)
    }

    /// Whether it is long enough for longer words that begin with it to be meant.
    pub fn is_beginning(&self) -> bool {
        self.kind != Kind::Unspaced && self.length >= 2
    }

    /// Whether another word begins with it.
    fn is_begun(&self, other: &str) -> bool {
        self.is_beginning() && other.starts_with(&self.text)
    }

    /// The half of it that is right when the mistake is in the second one, and the other half,
    /// backwards. Only when the two letters in the middle were swapped both are wrong.
    pub fn halves(&self) -> (String, String) {
        let half = self.length / 2;
        let first = self.text.chars().take(half).collect();
        let last = self.text.chars().rev().take(self.length - half).collect();
        (first, last)
    }

    /// The same with the two letters in the middle swapped.
    pub fn swapped_in_the_middle(&self) -> String {
        let mut letters: Vec<char> = self.text.chars().collect();
        let half = letters.len() / 2;
        if half > 0 {
            letters.swap(half - 1, half);
        }
        letters.into_iter().collect()
    }
}

/// The words of a text as they are asked for. What a hyphen or an apostrophe cuts off as a single
/// letter says nothing alone: `men's` is asked for as `mens`, which products keep, too.
fn typed(text: &str) -> Vec<Word> {
    let runs = runs(text);
    let is_cut = |parts: &&[super::Run]| parts.iter().any(|run| run.text.chars().count() == 1);
    let mut words = Vec::new();
    for parts in runs.chunk_by(|_, next| next.is_joined) {
        if compounds(parts).next().as_ref().is_some_and(is_cut) {
            words.push(Word::new(&joined(parts), Kind::Letters));
            continue;
        }
        for run in parts {
            let is_single = run.text.chars().count() == 1;
            match run.kind {
                Kind::Unspaced if !is_single => {
                    words.extend(pairs(&run.text).map(|pair| Word::new(&pair, run.kind)));
                }
                _ => words.push(Word::new(&shortened(&run.text), run.kind)),
            }
        }
    }
    words
}

/// Whether one wrong, missing, extra or swapped letter makes one word of the other.
fn is_slip(typed: &str, word: &str) -> bool {
    let typed: Vec<char> = typed.chars().collect();
    let word: Vec<char> = word.chars().collect();
    let same = typed
        .iter()
        .zip(&word)
        .take_while(|(one, other)| one == other)
        .count();
    let (typed, word) = (&typed[same..], &word[same..]);
    match (typed, word) {
        ([], []) => false,
        ([one, two, rest @ ..], [first, second, others @ ..])
            if one == second && two == first && rest == others =>
        {
            true
        }
        ([_, rest @ ..], [_, others @ ..]) if rest == others => true,
        ([_, rest @ ..], whole) if rest == whole => true,
        (whole, [_, rest @ ..]) => whole == rest,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let query = Query::parse(text);
        query.words.into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn a_query_is_read_from_anything() {
        assert_eq!(words("  Blue MUGS, blue mugs!"), ["blue", "mugs"]);
        assert_eq!(
            words("men's t-shirt 350ml"),
            ["mens", "tshirt", "350", "ml"]
        );
        assert_eq!(words("black-tea"), ["black", "tea"]);
        assert_eq!(words("蓝色杯 杯"), ["蓝色", "色杯", "杯"]);
        assert_eq!(words("\"foo* OR NEAR(bar"), ["foo", "or", "near", "bar"]);
        assert_eq!(words("☕🎉 …"), [""; 0]);
        assert_eq!(words("a b c d e f g h i j").len(), WORDS);
        assert_eq!(words(&"ab ".repeat(2000)), ["ab"]);
        assert_eq!(words(&"x".repeat(4000)), ["x".repeat(40)]);
        assert_eq!(Query::parse("mug-1 / a").sku, "§mug1a");
    }

    #[test]
    fn one_slip_is_told_from_two() {
        for (typed, word) in [
            ("mgus", "mugs"),
            ("mug", "mugs"),
            ("muggs", "mugs"),
            ("mags", "mugs"),
            ("umgs", "mugs"),
            ("ugs", "mugs"),
            ("xmugs", "mugs"),
            ("mugx", "mugs"),
            ("круэка", "кружка"),
            ("кржука", "кружка"),
            ("καφσε", "καφεσ"),
        ] {
            assert!(is_slip(typed, word), "{typed} {word}");
        }
        for (typed, word) in [
            ("mugs", "mugs"),
            ("mgsu", "mugs"),
            ("mu", "mugs"),
            ("muxxs", "mugs"),
            ("smug", "mugs"),
            ("", "mugs"),
        ] {
            assert!(!is_slip(typed, word), "{typed} {word}");
        }
    }

    /// Whether a word would be looked at that somebody may have meant.
    fn is_reached(typed: &str, word: &str) -> bool {
        let query = Query::parse(typed);
        let (first, last) = query.words[0].halves();
        let backwards: String = word.chars().rev().collect();
        word.starts_with(&first)
            || backwards.starts_with(&last)
            || query.words[0].swapped_in_the_middle() == word
    }

    #[test]
    fn every_slip_leaves_a_half_or_swaps_the_middle() {
        for word in ["cups", "plate", "teapot", "samovar"] {
            let letters: Vec<char> = word.chars().collect();
            for at in 0..=letters.len() {
                let mut slips = vec![[&letters[..at], &['x'], &letters[at..]].concat()];
                if at < letters.len() {
                    slips.push([&letters[..at], &letters[at + 1..]].concat());
                    slips.push([&letters[..at], &['x'], &letters[at + 1..]].concat());
                }
                if at + 1 < letters.len() {
                    let mut swapped = letters.clone();
                    swapped.swap(at, at + 1);
                    slips.push(swapped);
                }
                for slip in slips {
                    let slip: String = slip.into_iter().collect();
                    assert!(is_slip(&slip, word), "{slip} {word}");
                    assert!(is_reached(&slip, word), "{slip} {word}");
                }
            }
        }
    }

    #[test]
    fn the_name_that_says_it_best_comes_first() {
        let query = Query::parse("blue mugs");
        let near = [Vec::new(), vec!["mugz".to_owned()]];
        let names = [
            "Blue mugs",
            "Mugs, blue",
            "Blue mugs for two",
            "Bluebell mugs",
            "Blue mugz",
            "Plates, blue",
            "Plates",
        ];
        let ranks: Vec<Hits> = names.iter().map(|name| query.hits(name, &near)).collect();
        assert!(ranks.is_sorted_by(|one, other| one >= other), "{ranks:?}");
        assert!(
            ranks[1] > ranks[2]
                && ranks[2] > ranks[3]
                && ranks[3] > ranks[4]
                && ranks[4] > ranks[5]
        );
    }
}
