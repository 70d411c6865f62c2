//! Searching: what is found, in which order, and that it is what the catalogue says now.

use ecombot::{
    domain::{
        id::ProductId,
        language::Language,
        text::{Description, Name, OptionName, OptionValue, Sku},
    },
    params,
    shop::{
        access::Permit,
        bulk::Stock,
        products::{
            edit::{self, Edit},
            options,
        },
        search::{self, Results},
        seeding::{
            StockPolicy,
            goods::{self, ProductEntry, VariantEntry},
        },
    },
    store::products,
};

use crate::{
    bulk::{applied, shop_with_olga},
    database::Database,
    shop::{Item, NOW, TestShop, answer, variant},
};

impl TestShop {
    pub(crate) async fn finds_on(&self, text: &str, page: usize) -> Results {
        let (shop, text) = (self.shop.clone(), text.to_owned());
        self.db
            .scan(move |tx| search::find(tx, &shop, Language::En, &text, page))
            .await
            .unwrap()
    }

    /// What stands on the first page.
    pub(crate) async fn finds(&self, text: &str) -> Vec<String> {
        let found = self.finds_on(text, 0).await.products;
        found.into_iter().map(|product| product.name).collect()
    }

    /// Puts something on sale, or changes what has that SKU.
    async fn sells(&self, sku: &str, name: &str, description: &str, stock: u32) -> ProductId {
        self.offers(
            name,
            description,
            &[],
            vec![variant(sku, &[], "1.00", stock)],
        )
        .await
    }

    async fn offers(
        &self,
        name: &str,
        description: &str,
        options: &[&str],
        variants: Vec<VariantEntry>,
    ) -> ProductId {
        let things = self.category("Things").await;
        let entry = ProductEntry {
            name: Name::parse(name).unwrap(),
            description: description.to_owned(),
            sort: 0,
            options: options
                .iter()
                .map(|option| OptionName::parse(option).unwrap())
                .collect(),
            variants,
        };
        let saved = self.write(move |tx| {
            let policy = StockPolicy::Overwrite;
            goods::save_product(tx, &Permit::operator(), things, &entry, policy, NOW)
        });
        saved.await.product.unwrap()
    }

    /// An edit by staff.
    async fn edits_product(
        &self,
        product: ProductId,
        work: impl Fn(&mut ecombot::db::Tx<'_>, Edit<'_>) -> Edited + Send + 'static,
    ) {
        let done = self.db.write(move |tx| {
            let edit = Edit {
                by: &Permit::operator(),
                product,
                seen: None,
                now: NOW,
            };
            work(tx, edit)
        });
        answer(done.await).unwrap();
    }

    /// Reads the whole catalogue anew, as in a shop that is older than its search.
    async fn reads_anew(&self) {
        for sql in [
            "DELETE FROM search_index",
            "DELETE FROM search_words",
            "DELETE FROM search_progress",
        ] {
            self.write(move |tx| tx.execute(sql, params![])).await;
        }
        while self.write(|tx| search::catch_up(tx, 3)).await {}
    }
}

type Edited = Result<edit::Done, ecombot::shop::UseCaseError<edit::EditRefusal>>;

#[tokio::test(flavor = "multi_thread")]
async fn names_come_before_descriptions_and_exact_words_before_begun_and_mistyped_ones() {
    let shop = TestShop::open().await;
    shop.sells("1", "Plates", "Go with every cups.", 1).await;
    shop.sells("2", "Cupsy", "A toy.", 1).await;
    shop.sells("3", "Cups for tea", "Six of them.", 1).await;
    shop.sells("4", "Cups", "Six of them.", 1).await;
    shop.sells("5", "Tray", "For cupsies.", 1).await;
    shop.sells("6", "Caps", "For heads.", 1).await;
    shop.sells("7", "Kettle", "Boils.", 1).await;
    shop.sells("CUPS", "Saucers", "Six of them.", 1).await;
    assert_eq!(
        shop.finds("cups").await,
        [
            "Saucers",
            "Cups",
            "Cups for tea",
            "Cupsy",
            "Plates",
            "Tray",
            "Caps"
        ],
        "by SKU, as the name, in the name, begun in the name, described, begun there, mistyped"
    );
    assert_eq!(shop.finds("for tea").await, ["Cups for tea"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_comes_before_what_is_sold_out() {
    let shop = TestShop::open().await;
    shop.sells("1", "Blue mug", "", 0).await;
    shop.sells("2", "Mug, large and round", "", 5).await;
    shop.sells("3", "Mug, tiny", "", 0).await;
    shop.sells("4", "Red mug", "", 5).await;
    assert_eq!(
        shop.finds("mug").await,
        ["Red mug", "Mug, large and round", "Blue mug", "Mug, tiny"]
    );
    // What is called just so is what was meant, sold out or not.
    assert_eq!(shop.finds("blue mug").await[0], "Blue mug");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_slip_in_a_word_of_four_or_more_is_forgiven_in_any_alphabet() {
    let shop = TestShop::open().await;
    let words = [
        ("Cups", 'x'),
        ("Teapot", 'q'),
        ("Кружка", 'щ'),
        ("Ёлка", 'ж'),
        ("Καφές", 'ψ'),
        ("Θερμός", 'ξ'),
    ];
    for (name, _) in words {
        shop.sells(name, name, "", 1).await;
    }
    for (name, other) in words {
        let letters: Vec<char> = name.to_lowercase().chars().collect();
        for at in 0..letters.len() {
            let mut swapped = letters.clone();
            swapped.swap(at, (at + 1).min(letters.len() - 1));
            let slips = [
                (
                    "wrong",
                    [&letters[..at], &[other], &letters[at + 1..]].concat(),
                ),
                ("missing", [&letters[..at], &letters[at + 1..]].concat()),
                ("extra", [&letters[..at], &[other], &letters[at..]].concat()),
                ("swapped", swapped),
            ];
            for (what, slip) in slips {
                let typed: String = slip.into_iter().collect();
                assert_eq!(shop.finds(&typed).await, [name], "{what} at {at}: {typed}");
                assert_eq!(shop.finds(&typed.to_uppercase()).await, [name], "{typed}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_of_three_letters_and_numbers_are_taken_as_typed() {
    let shop = TestShop::open().await;
    shop.sells("1", "Mug", "", 1).await;
    shop.sells("2", "Lens 1350", "", 1).await;
    for typed in ["mig", "mgu", "ug", "muug", "1351", "3150", "13500"] {
        assert_eq!(shop.finds(typed).await, [""; 0], "{typed}");
    }
    // Two slips are another word, too.
    shop.sells("3", "Samovar", "", 1).await;
    assert_eq!(shop.finds("smaovra").await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_meant_is_on_the_first_page_however_much_begins_like_what_was_typed() {
    let shop = TestShop::open().await;
    for number in 0..30 {
        let name = format!("Platinum ring {number:02}");
        shop.sells(&name, &name, "", 1).await;
    }
    shop.sells("plate", "Plate", "", 1).await;
    shop.sells("slat", "Slat", "", 1).await;
    let found = shop.finds("plat").await;
    assert_eq!(found.len(), 10);
    let begun = found.iter().filter(|name| name.starts_with("Platinum"));
    assert_eq!(begun.count(), 8, "{found:?}");
    for meant in ["Plate", "Slat"] {
        assert!(found.contains(&meant.to_owned()), "{meant}: {found:?}");
    }
    // None of the many is lost or shown twice over it.
    let mut all = Vec::new();
    for page in 0..4 {
        let found = shop.finds_on("plat", page).await;
        assert_eq!((found.page, found.has_next), (page, page < 3));
        all.extend(found.products.into_iter().map(|product| product.name));
    }
    assert_eq!(all.len(), 32);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 32);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_that_products_have_is_not_taken_for_another_while_it_finds_enough() {
    let shop = TestShop::open().await;
    for number in 0..12 {
        shop.sells(&format!("{number}"), &format!("Mugs {number:02}"), "", 1)
            .await;
    }
    shop.sells("rugs", "Rugs", "", 1).await;
    shop.sells("bugs", "Bugs", "", 1).await;
    let second = shop.finds_on("mugs", 1).await;
    assert_eq!((second.products.len(), second.has_next), (2, false));
    let found = shop.finds_on("rugs", 0).await;
    assert!(found.is_exact);
    assert_eq!(found.products[0].name, "Rugs");
    assert_eq!(found.products.len(), 10, "and mugs and bugs after it");
    let found = shop.finds_on("dugs", 0).await;
    assert!(!found.is_exact, "nothing is called so");
    let names: Vec<String> = found
        .products
        .into_iter()
        .map(|product| product.name)
        .collect();
    assert!(
        names.contains(&"Rugs".to_owned()) && names.contains(&"Bugs".to_owned()),
        "{names:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_are_alike_whatever_their_case_and_accents() {
    let shop = TestShop::open().await;
    for name in [
        "Straße",
        "Crème brûlée",
        "Ёжик",
        "ΣΊΣΥΦΟΣ",
        "Łódź",
        "İstanbul",
        "Գավաթ",
        "ჭიქა",
        "كِتَاب",
        "Größe 350ml",
        "머그컵",
    ] {
        shop.sells(name, name, "", 1).await;
    }
    for (typed, name) in [
        ("STRASSE", "Straße"),
        ("creme BRULEE", "Crème brûlée"),
        ("ежик", "Ёжик"),
        ("ЁЖИК", "Ёжик"),
        ("σίσυφος", "ΣΊΣΥΦΟΣ"),
        ("lodz", "Łódź"),
        ("ISTANBUL", "İstanbul"),
        ("ԳԱՎԱԹ", "Գավաթ"),
        ("ᲭᲘᲥᲐ", "ჭიქა"),
        ("كتاب", "كِتَاب"),
        ("350 ML grosse", "Größe 350ml"),
        ("머그", "머그컵"),
    ] {
        assert_eq!(shop.finds(typed).await, [name], "{typed}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_may_be_begun_only() {
    let shop = TestShop::open().await;
    shop.sells("1", "Handmade porcelain", "", 1).await;
    shop.sells("2", "Kettle", "Handsome, of porcelain.", 1)
        .await;
    for typed in [
        "ha",
        "han",
        "hand",
        "po",
        "porc",
        "porcel",
        "porcelai",
        "ha po",
        "porce hand",
    ] {
        assert_eq!(
            shop.finds(typed).await,
            ["Handmade porcelain", "Kettle"],
            "{typed}"
        );
    }
    assert_eq!(shop.finds("handm").await, ["Handmade porcelain"]);
    assert_eq!(shop.finds("h").await, [""; 0], "that says nothing yet");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_words_have_to_be_there_and_where_none_has_all_some_will_do() {
    let shop = TestShop::open().await;
    shop.sells("1", "Blue mug", "Stoneware.", 1).await;
    shop.sells("2", "Red mug", "Stoneware.", 1).await;
    shop.sells("3", "Blue plate", "Glass.", 1).await;
    assert_eq!(shop.finds("mug blue").await, ["Blue mug"]);
    assert_eq!(shop.finds("stoneware red").await, ["Red mug"]);
    assert_eq!(
        shop.finds("blu mgu").await,
        ["Blue mug", "Blue plate"],
        "three letters are taken as typed, and nothing has them"
    );
    assert_eq!(shop.finds("plaet blue").await, ["Blue plate"]);
    assert_eq!(shop.finds("stonware blue").await, ["Blue mug"]);
    assert_eq!(shop.finds("stonware gren").await, ["Blue mug", "Red mug"]);
    let found = shop.finds_on("blue glass teapot", 0).await;
    assert_eq!(found.products[0].name, "Blue plate", "two of three");
    assert!(!found.is_exact);
    assert_eq!(shop.finds("green teapot").await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn options_and_skus_are_found_in_whatever_way_they_are_written() {
    let shop = TestShop::open().await;
    let variants = vec![
        variant("TS-77/S", &["S", "grey"], "9.00", 1),
        variant("TS-77/L", &["L", "turquoise"], "9.00", 1),
    ];
    shop.offers("T-shirt", "", &["Size", "Colour"], variants)
        .await;
    shop.sells("77", "Nail", "", 1).await;
    for typed in [
        "ts-77/l",
        "TS77L",
        "ts 77 l",
        "tshirt",
        "t-shirt",
        "T shirt",
        "turq",
        "turqoise shirt",
    ] {
        assert_eq!(shop.finds(typed).await, ["T-shirt"], "{typed}");
    }
    assert_eq!(shop.finds("77").await, ["Nail", "T-shirt"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn words_of_scripts_without_spaces_are_found_by_their_parts() {
    let shop = TestShop::open().await;
    shop.sells("1", "蓝色陶瓷马克杯", "", 1).await;
    shop.sells("2", "แก้วกาแฟ", "", 1).await;
    assert_eq!(shop.finds("马克杯").await, ["蓝色陶瓷马克杯"]);
    assert_eq!(shop.finds("杯").await, ["蓝色陶瓷马克杯"]);
    assert_eq!(shop.finds("กาแฟ").await, ["แก้วกาแฟ"]);
    assert_eq!(shop.finds("杯马").await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_can_be_typed_is_an_error() {
    let shop = TestShop::open().await;
    shop.sells("100% wool", "100% wool", "", 1).await;
    for typed in [
        "",
        " \n",
        "☕🎉",
        "%",
        "_",
        "\\",
        "'",
        "\"",
        "'; DROP TABLE products; --",
        "\"foo* OR NEAR(",
        "foo AND",
        "NOT foo",
        "(((((",
        "words:foo ^foo -foo",
        "foo:* & !bar | <-> (baz)",
        "a\u{0}b",
        "\u{202e}\u{feff}",
        "¤foo §bar",
    ] {
        assert_eq!(shop.finds(typed).await, [""; 0], "{typed:?}");
    }
    for typed in [
        "100%",
        "WOOL!",
        "  wool ",
        "\"wool\" OR (wool",
        &"wool ".repeat(800),
        &format!("wool {}", "x".repeat(4000)),
    ] {
        assert_eq!(shop.finds(typed).await, ["100% wool"], "{typed:?}");
    }
    let found = shop.finds_on("wool", usize::MAX).await;
    assert_eq!((found.page, found.products.len()), (0, 1), "a forged page");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_found_is_turned_page_by_page_without_loss() {
    let shop = TestShop::open().await;
    for number in 0..33 {
        let (name, stock) = (format!("Mug {number:02}"), number % 3);
        shop.sells(&name, &name, "", stock).await;
    }
    let (mut all, mut lengths) = (Vec::new(), Vec::new());
    for page in 0..4 {
        let found = shop.finds_on("mug", page).await;
        assert_eq!((found.page, found.has_next), (page, page < 3));
        lengths.push(found.products.len());
        all.extend(found.products.into_iter().map(|product| product.name));
    }
    assert_eq!(lengths, [10, 10, 10, 3]);
    assert!(
        all[22..]
            .iter()
            .all(|name| name[4..].parse::<u32>().unwrap() % 3 == 0),
        "sold out last"
    );
    all.sort();
    assert_eq!(
        all,
        (0..33)
            .map(|number| format!("Mug {number:02}"))
            .collect::<Vec<_>>()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_by_staff_is_found_at_once() {
    let shop = TestShop::open().await;
    let cup = shop.sells("CUP", "Cup", "White.", 1).await;
    let finds_it_by = async |words: &[&str], expected: bool| {
        for word in words {
            assert_eq!(!shop.finds(word).await.is_empty(), expected, "{word}");
        }
    };
    finds_it_by(&["cup", "white"], true).await;
    shop.edits_product(cup, |tx, edit| {
        edit::rename(tx, edit, &Name::parse("Beaker").unwrap())
    })
    .await;
    shop.edits_product(cup, |tx, edit| {
        edit::describe(tx, edit, &Description::parse("Purple.").unwrap())
    })
    .await;
    finds_it_by(&["beaker", "purple", "cup"], true).await;
    finds_it_by(&["white"], false).await;
    shop.edits_product(cup, move |tx, edit| {
        let stored = products::by_sku(tx, "CUP")?.unwrap();
        edit::sku(tx, edit, stored.variant.id, &Sku::parse("BKR-5").unwrap())
    })
    .await;
    finds_it_by(&["bkr-5"], true).await;
    finds_it_by(&["cup"], false).await;
    shop.edits_product(cup, |tx, edit| {
        let (name, value) = (
            OptionName::parse("Size").unwrap(),
            OptionValue::parse("Gigantic").unwrap(),
        );
        options::add(tx, edit, &name, &[value])
    })
    .await;
    finds_it_by(&["gigantic", "giagntic"], true).await;
    for (leave, back) in [(hide as Step, show as Step), (delete, restore)] {
        shop.edits_product(cup, leave).await;
        finds_it_by(&["beaker", "purple", "bkr-5", "gigantic", "baeker"], false).await;
        shop.edits_product(cup, back).await;
        finds_it_by(&["beaker", "purple", "bkr-5", "gigantic", "baeker"], true).await;
    }
    shop.edits_product(cup, edit::duplicate).await;
    shop.edits_product(cup, delete).await;
    finds_it_by(&["beaker"], false).await;
}

type Step = fn(&mut ecombot::db::Tx<'_>, Edit<'_>) -> Edited;

fn hide(tx: &mut ecombot::db::Tx<'_>, edit: Edit<'_>) -> Edited {
    edit::hide(tx, edit)
}

fn show(tx: &mut ecombot::db::Tx<'_>, edit: Edit<'_>) -> Edited {
    edit::show(tx, edit)
}

fn delete(tx: &mut ecombot::db::Tx<'_>, edit: Edit<'_>) -> Edited {
    edit::delete(tx, edit)
}

fn restore(tx: &mut ecombot::db::Tx<'_>, edit: Edit<'_>) -> Edited {
    edit::restore(tx, edit, None)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_hidden_deleted_or_in_a_deleted_category_is_not_found() {
    let shop = TestShop::open().await;
    let mug = shop.sells("1", "Mug", "", 1).await;
    let shelf = shop.category("Gone").await;
    let cup: Item = shop
        .product_in(shelf, "Mug of a deleted category", "1.00", 1, 0)
        .await;
    assert_eq!(shop.finds("mug").await.len(), 2);
    shop.delete_category(shelf).await;
    assert_eq!(shop.finds("mug").await, ["Mug"]);
    shop.delete(cup).await;
    shop.edits_product(mug, hide).await;
    for typed in ["mug", "1", "of a deleted category", "mugg", "gnoe"] {
        assert_eq!(shop.finds(typed).await, [""; 0], "{typed}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_files_bring_is_found_and_is_what_reading_the_whole_catalogue_finds() {
    let shop = shop_with_olga().await;
    let told = applied(
        &shop,
        "sku,category,name,description,option 1,value 1,price\n\
         SC-S,Things,Scarf,Woollen,Colour,crimson,20\nSC-L,Things,Scarf,,Colour,navy,25\n\
         HAT,Things,Hat,Straw,,,9\nBELT,Things,Belt,Leather,,,9\n",
        Stock::Keep,
    )
    .await;
    assert_eq!(told.new, 3);
    assert_eq!(shop.finds("crimson scarf").await, ["Scarf"]);
    assert_eq!(shop.finds("sc-l").await, ["Scarf"]);
    applied(
        &shop,
        "sku,category,name,description,option 1,value 1,price\n\
         SC-L,Things,Scarf,,Colour,olive,25\nHAT,,Bonnet,,,,\nBELT,,,Canvas,,,\nSC-X,Things,Scarf,,Colour,ochre,25\n",
        Stock::Keep,
    )
    .await;
    let words = [
        "scarf",
        "crimson",
        "navy",
        "olive",
        "ochre",
        "sc-x",
        "hat",
        "bonnet",
        "straw",
        "leather",
        "canvas",
        "belt",
        "bonet",
        "ca",
        "woolen scarf",
    ];
    let mut found = Vec::new();
    for word in words {
        found.push(shop.finds(word).await);
    }
    assert_eq!(found[2], [""; 0], "navy has become olive");
    assert_eq!(found[3], ["Scarf"]);
    assert_eq!(found[6], ["Bonnet"], "by its SKU");
    assert_eq!(found[9], [""; 0], "leather has become canvas");
    shop.reads_anew().await;
    for (word, before) in words.iter().zip(found) {
        assert_eq!(shop.finds(word).await, before, "{word}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_that_is_older_than_its_search_is_read_in_steps_and_goes_on_after_a_break() {
    let shop = TestShop::open().await;
    let mut products = Vec::new();
    for number in 0..8 {
        products.push(
            shop.sells(&format!("M{number}"), &format!("Mug {number}"), "", 1)
                .await,
        );
    }
    shop.edits_product(products[5], hide).await;
    for sql in [
        "DELETE FROM search_index",
        "DELETE FROM search_words",
        "DELETE FROM search_progress",
    ] {
        shop.write(move |tx| tx.execute(sql, params![])).await;
    }
    assert_eq!(shop.finds("mug").await, [""; 0]);
    assert!(shop.write(|tx| search::catch_up(tx, 3)).await);
    assert_eq!(shop.finds("mug").await.len(), 3);
    // Meanwhile the shop is used.
    shop.edits_product(products[0], delete).await;
    shop.edits_product(products[1], |tx, edit| {
        edit::rename(tx, edit, &Name::parse("Mug one").unwrap())
    })
    .await;
    shop.edits_product(products[7], |tx, edit| {
        edit::rename(tx, edit, &Name::parse("Mug last").unwrap())
    })
    .await;
    shop.sells("NEW", "Mug new", "", 1).await;
    let shop = shop.reopen().await;
    let mut steps = 0;
    while shop.write(|tx| search::catch_up(tx, 3)).await {
        steps += 1;
    }
    assert_eq!(
        steps, 1,
        "six products are left to be read, and the last step finds none"
    );
    let mut found = shop.finds("mug").await;
    found.sort();
    assert_eq!(
        found,
        [
            "Mug 2", "Mug 3", "Mug 4", "Mug 6", "Mug last", "Mug new", "Mug one"
        ]
    );
    assert_eq!(shop.finds("laast").await, ["Mug last"]);
    assert!(
        !shop.write(|tx| search::catch_up(tx, 3)).await,
        "and that was all"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_shop_has_nothing_to_catch_up_with() {
    let shop = TestShop::on(Database::new()).await;
    shop.sells("1", "Mug", "", 1).await;
    assert_eq!(
        shop.number("SELECT COUNT(*) FROM search_progress WHERE done_to IS NULL")
            .await,
        1
    );
    assert!(!shop.write(|tx| search::catch_up(tx, 1)).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_is_taken_back_is_not_found() {
    let shop = TestShop::open().await;
    let cup = shop.sells("1", "Cup", "", 1).await;
    let undone: Result<(), ecombot::db::DbError> = shop
        .db
        .write(move |tx| {
            let edit = Edit {
                by: &Permit::operator(),
                product: cup,
                seen: None,
                now: NOW,
            };
            answer(edit::rename(tx, edit, &Name::parse("Chalice").unwrap())).unwrap();
            Err(ecombot::db::DbError::Lost("the rest failed".into()))
        })
        .await;
    undone.unwrap_err();
    assert_eq!(shop.finds("chalice").await, [""; 0]);
    assert_eq!(shop.finds("chalicee").await, [""; 0]);
    assert_eq!(shop.finds("cup").await, ["Cup"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_customer_turns_the_pages_of_their_own_search() {
    let shop = TestShop::open().await;
    let (alice, bob) = (
        shop.customer("Alice").await.id,
        shop.customer("Bob").await.id,
    );
    for (who, words) in [(alice, "mug"), (bob, "it's \"a\" vase"), (alice, "кружка")] {
        shop.write(move |tx| search::remember(tx, who, words, NOW))
            .await;
    }
    let last = async |who| shop.read(move |tx| search::last(tx, who)).await;
    assert_eq!(last(alice).await.as_deref(), Some("кружка"));
    assert_eq!(last(bob).await.as_deref(), Some("it's \"a\" vase"));
    let carol = shop.customer("Carol").await.id;
    assert_eq!(last(carol).await, None);
}
