//! How long a search takes among a million products, beside opening one of them.
//!
//! `cargo bench --bench search` measures SQLite; with `--features postgres` and
//! `BENCH_DATABASE_URL=postgres://…` the database of that URL, which must be an empty one.
//! `BENCH_PRODUCTS` is how many products there are. What to compare is how many times as long as
//! opening a product a search takes.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

#[path = "support/reading.rs"]
mod reading;
mod support;

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use ecombot::{
    domain::id::ProductId,
    shop::{search, seeding::goods::ProductEntry},
};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};

use self::support::Bench;

/// Searches of a kind.
const SEARCHES: usize = 300;
/// Products opened.
const OPENED: usize = 2000;
/// Of so many products one is remembered, to be searched for.
const REMEMBERED: usize = 200;
/// Different words in the catalogue.
const WORDS: usize = 60_000;

#[tokio::main]
async fn main() {
    let (bench, many) = (Bench::open(), reading::many());
    let mut tongue = Tongue::new();
    let began = Instant::now();
    let stocked = stock(&bench, &mut tongue, many).await;
    println!("{many} products written in {:.0?}", began.elapsed());

    let products = stocked.iter().map(|stocked| stocked.id);
    let taken = reading::show(&bench, products.cycle().take(OPENED)).await;
    let (opened, late) = reading::summed_up(taken);
    println!(
        "{:<34} {opened:>9.1?}  99 % within {late:>9.1?}",
        "opening a product"
    );
    for (name, queries) in tongue.queries(&stocked) {
        report(&bench, name, &queries, opened).await;
    }
    bench.db.close().await;
}

/// A product and what it is called.
struct Stocked {
    id: ProductId,
    name: String,
    description: String,
    sku: String,
}

/// Puts so many products on sale, and tells of some of them.
async fn stock(bench: &Bench, tongue: &mut Tongue, many: usize) -> Vec<Stocked> {
    let category = bench.category("Things").await;
    let mut stocked = Vec::new();
    let products = (0..many).map(|number| {
        let product = tongue.product(number);
        if number.is_multiple_of(REMEMBERED) {
            stocked.push((
                product.name.to_string(),
                product.description.clone(),
                product.variants[0].sku.to_string(),
            ));
        }
        product
    });
    let ids = bench.stock(category, products).await;
    let stocked = ids.into_iter().step_by(REMEMBERED).zip(stocked);
    let stocked = stocked.map(|(id, (name, description, sku))| Stocked {
        id,
        name,
        description,
        sku,
    });
    stocked.collect()
}

/// Searches, and prints how long it took.
async fn report(bench: &Bench, name: &str, queries: &[String], opened: Duration) {
    let (mut taken, mut found) = (Vec::with_capacity(queries.len()), 0);
    for query in queries {
        let (shop, query) = (bench.shop.clone(), query.clone());
        let began = Instant::now();
        let results = bench
            .db
            .scan(move |tx| search::find(tx, &shop, shop.language, &query, 0))
            .await;
        taken.push(began.elapsed());
        found += results.unwrap().products.len();
    }
    let (median, late) = reading::summed_up(taken);
    println!(
        "{name:<34} {median:>9.1?}  99 % within {late:>9.1?}  {:>4} times a product  {} found on a first page",
        median.as_nanos() / opened.as_nanos().max(1),
        found / queries.len()
    );
}

/// Words of no language, some of them used much more than others.
struct Tongue {
    rng: StdRng,
    words: Vec<String>,
}

impl Tongue {
    fn new() -> Self {
        let mut rng = StdRng::seed_from_u64(7);
        let mut words = BTreeSet::new();
        while words.len() < WORDS {
            words.insert(made_up(&mut rng));
        }
        let mut words: Vec<String> = words.into_iter().collect();
        // Of no order that their spelling has to do with.
        for place in 1..words.len() {
            words.swap(place, rng.random_range(0..=place));
        }
        Self { rng, words }
    }

    /// A word: the first ones stand in every fourth product, the last ones in few.
    fn word(&mut self) -> String {
        let at = (0..3).map(|_| self.rng.random_range(0..WORDS)).min();
        let at = at.unwrap() * self.rng.random_range(0..1000) / 1000;
        self.words[at].clone()
    }

    fn words(&mut self, count: usize) -> Vec<String> {
        (0..count).map(|_| self.word()).collect()
    }

    fn product(&mut self, number: usize) -> ProductEntry {
        let name = self.words(3).join(" ");
        let mut said = self.words(10);
        // Two words that never meet, and one that half of the catalogue has.
        said.push(
            if number.is_multiple_of(2) {
                "left"
            } else {
                "right"
            }
            .to_owned(),
        );
        if self.rng.random_bool(0.5) {
            said.push("handmade".to_owned());
        }
        let stock = u32::from(!number.is_multiple_of(10));
        support::product(&name, said.join(" "), &format!("A{number:07}"), stock)
    }

    /// What is searched for, by kind.
    fn queries(&mut self, stocked: &[Stocked]) -> Vec<(&'static str, Vec<String>)> {
        let same = |text: &str| vec![text.to_owned(); SEARCHES];
        let rare =
            self.each(|tongue| tongue.words[tongue.rng.random_range(WORDS / 2..WORDS)].clone());
        let any = self.each(Self::word);
        let begun = |letters: usize| -> Vec<String> {
            let begin = |word: &String| word.chars().take(letters).collect();
            any.iter().map(begin).collect()
        };
        let mistyped = self.each(|tongue| {
            let word = tongue.word();
            tongue.mistyped(&word)
        });
        let two = self.each(|tongue| {
            let product = stocked.choose(&mut tongue.rng).unwrap();
            format!(
                "{} {}",
                tongue.of(&product.name),
                tongue.of(&product.description)
            )
        });
        let one_wrong = self.each(|tongue| {
            let product = stocked.choose(&mut tongue.rng).unwrap();
            let wrong = tongue.of(&product.name);
            format!(
                "{} {}",
                tongue.mistyped(&wrong),
                tongue.of(&product.description)
            )
        });
        let skus = self.each(|tongue| stocked.choose(&mut tongue.rng).unwrap().sku.clone());
        vec![
            ("a SKU", skus),
            ("a rare word", rare),
            ("any word", any.clone()),
            ("two letters", begun(2)),
            ("three letters", begun(3)),
            ("five letters", begun(5)),
            ("a word of half the catalogue", same("handmade")),
            ("the beginning of that word", same("handma")),
            ("a mistyped word", mistyped),
            ("that word mistyped", same("hnadmade")),
            ("two words of a product", two),
            ("two words, one of them mistyped", one_wrong),
            ("two common words that never meet", same("left right")),
            ("a word that nothing has", same("qqqqqqqq")),
        ]
    }

    fn each(&mut self, mut make: impl FnMut(&mut Self) -> String) -> Vec<String> {
        (0..SEARCHES).map(|_| make(self)).collect()
    }

    /// A word of a text.
    fn of(&mut self, text: &str) -> String {
        let words: Vec<&str> = text.split(' ').collect();
        (*words.choose(&mut self.rng).unwrap()).to_owned()
    }

    fn mistyped(&mut self, word: &str) -> String {
        let mut letters: Vec<char> = word.chars().collect();
        let at = self.rng.random_range(0..letters.len() - 1);
        match self.rng.random_range(0..4) {
            0 => letters[at] = 'x',
            1 => letters.insert(at, 'x'),
            2 => letters.swap(at, at + 1),
            _ => {
                letters.remove(at);
            }
        }
        letters.into_iter().collect()
    }
}

fn made_up(rng: &mut StdRng) -> String {
    let syllables = rng.random_range(2..=3);
    let mut word = String::new();
    for _ in 0..syllables {
        for parts in [
            &[
                "b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "br", "st", "tr", "sh",
            ][..],
            &["a", "e", "i", "o", "u", "ai", "ea", "oo"],
            &["", "", "n", "r", "t", "s", "l", "ng"],
        ] {
            word.push_str(parts.choose(rng).unwrap());
        }
    }
    word
}
