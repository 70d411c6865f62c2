//! Links and posters: staff share a product or a category, and who follows the link is there.

use ecombot::{
    domain::{id::TelegramId, staff::Role},
    emulator::{Document, Fault},
};

use crate::shop::{Person, Shop};

async fn opens(olga: &Person, name: &str) {
    olga.sends("/admin").await;
    olga.presses("Products").await;
    olga.presses("Search").await;
    olga.sends(name).await;
    olga.presses(name).await;
}

async fn opens_category(olga: &Person, name: &str) {
    olga.sends("/admin").await;
    olga.presses("Categories").await;
    olga.presses(name).await;
}

/// What the newest message's button copies.
fn copied(person: &Person) -> String {
    let message = person.message();
    let mut buttons = message.buttons.into_iter().flatten();
    buttons
        .find_map(|button| button.copies)
        .expect("a button that copies")
}

/// Where the code of a poster leads.
fn read(poster: &Document) -> String {
    let picture = image::load_from_memory(&poster.bytes).unwrap().to_luma8();
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(
        picture.width() as usize,
        picture.height() as usize,
        |x, y| picture[(x.try_into().unwrap(), y.try_into().unwrap())].0[0],
    );
    seen.detect_grids()[0].decode().unwrap().1
}

fn documents(person: &Person) -> Vec<Document> {
    let messages = person.user.messages().into_iter();
    messages.filter_map(|message| message.document).collect()
}

/// What the link says behind the bot's name.
fn start(link: &str) -> &str {
    link.strip_prefix("https://t.me/shop_bot?start=")
        .expect("a link to the bot")
}

#[tokio::test]
async fn the_link_of_a_product_is_copied_sent_and_followed() {
    let shop = Shop::open().await;
    shop.product("Mug & <cup>", "12.50", 9).await;
    let olga = shop.admin("Olga").await;
    opens(&olga, "Mug & <cup>").await;
    olga.presses("🔗 Share").await;
    olga.sees("🔗 Mug & <cup>");
    let link = copied(&olga);
    let message = olga.message();
    assert!(
        message.html.contains(&format!("<code>{link}</code>")),
        "{}",
        message.html
    );
    olga.does_not_see("Customers do not see this now");
    let mut urls = message
        .buttons
        .iter()
        .flatten()
        .filter_map(|button| button.url.clone());
    let send = urls.next().expect("a button that sends it");
    let shared: url::Url = send.parse().unwrap();
    let pairs: Vec<(String, String)> = shared.query_pairs().into_owned().collect();
    assert_eq!(
        pairs,
        [
            ("url".to_owned(), link.clone()),
            ("text".to_owned(), "Mug & <cup>".to_owned())
        ]
    );
    let alice = shop.customer("Alice");
    alice.sends(&format!("/start {}", start(&link))).await;
    alice.sees("Mug & <cup>");
    alice.sees("[🛒 Add to cart]");
    olga.presses("Back").await;
    olga.sees("[🔗 Share]");
    shop.close().await;
}

#[tokio::test]
async fn the_link_of_a_category_leads_into_it() {
    let shop = Shop::open().await;
    let mugs = shop.category("Mugs").await;
    shop.product_in(mugs, "Blue mug", "12.50", 9, "").await;
    let olga = shop.admin("Olga").await;
    opens_category(&olga, "Mugs").await;
    olga.presses("🔗 Share").await;
    let link = copied(&olga);
    let alice = shop.customer("Alice");
    alice.sends(&format!("/start {}", start(&link))).await;
    alice.sees("[Blue mug · $12.50]");
    olga.presses("Poster").await;
    let posters = documents(&olga);
    assert_eq!(posters[0].file_name, format!("c{mugs}.png"));
    assert_eq!(read(&posters[0]), link);
    shop.close().await;
}

#[tokio::test]
async fn a_poster_is_sharp_and_its_code_leads_to_the_product() {
    let shop = Shop::open().await;
    let mug = shop.product("Кружка Zoë", "12.50", 9).await;
    let olga = shop.admin("Olga").await;
    opens(&olga, "Кружка Zoë").await;
    olga.presses("🔗 Share").await;
    let link = copied(&olga);
    let screen = olga.screen();
    olga.presses("Poster").await;
    let posters = documents(&olga);
    let [poster] = posters.as_slice() else {
        panic!("one file: {posters:?}");
    };
    assert_eq!(poster.file_name, format!("p{}.png", mug.product));
    assert_eq!(poster.mime_type, "image/png");
    assert_eq!(read(poster), link);
    // Its buttons still work, below the file.
    olga.presses("Back").await;
    assert_ne!(olga.screen(), screen);
    olga.sees("[🔗 Share]");
    shop.close().await;
}

#[tokio::test]
async fn a_name_in_letters_that_cannot_be_drawn_comes_as_a_page_too() {
    let shop = Shop::open().await;
    let cup = shop.product("青いカップ", "12.50", 9).await;
    let olga = shop.admin("Olga").await;
    olga.sends(&format!("/start p{}", cup.product)).await;
    olga.forges(&format!("mhP:{}", cup.product)).await;
    let files = documents(&olga);
    let names: Vec<&str> = files.iter().map(|file| file.file_name.as_str()).collect();
    let of = |ending: &str| format!("p{}.{ending}", cup.product);
    assert_eq!(names, [of("png"), of("html")]);
    assert!(read(&files[0]).ends_with(&format!("?start=p{}", cup.product)));
    let page = String::from_utf8(files[1].bytes.to_vec()).unwrap();
    assert!(page.contains("<h1 dir=\"auto\">青いカップ</h1>"), "{page}");
    shop.close().await;
}

#[tokio::test]
async fn what_is_hidden_says_what_a_customer_would_see_and_that_is_what_they_see() {
    let shop = Shop::open().await;
    shop.product("Mug", "12.50", 9).await;
    let olga = shop.admin("Olga").await;
    opens(&olga, "Mug").await;
    olga.presses("Hide").await;
    opens(&olga, "Mug").await;
    olga.presses("🔗 Share").await;
    let words = "Product not found. It may have been sold for the last time.";
    olga.sees(&format!("reads: “{words}”"));
    let link = copied(&olga);
    let alice = shop.customer("Alice");
    alice.sends(&format!("/start {}", start(&link))).await;
    alice.sees(words);
    shop.close().await;
}

#[tokio::test]
async fn the_link_names_the_bot_as_telegram_does_and_a_packer_or_stranger_gets_none() {
    let mut shop = Shop::open().await;
    // An old button is taken from the same message twice.
    shop.expects_refusal("message is not modified");
    let mug = shop.product("Mug", "12.50", 9).await;
    let pat = shop.customer("Pat");
    pat.sends("/start").await;
    shop.hires(TelegramId::new(pat.user.id()), Role::Packer)
        .await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    for tag in ["mhp", "mhP"] {
        pat.forges(&format!("{tag}:{}", mug.product)).await;
        pat.is_alerted("packer");
        alice.forges(&format!("{tag}:{}", mug.product)).await;
        alice.is_alerted("outdated");
    }
    assert_eq!((documents(&pat).len(), documents(&alice).len()), (0, 0));
    shop.becomes("4300000043:other").await;
    let olga = shop.admin("Olga").await;
    opens(&olga, "Mug").await;
    olga.presses("🔗 Share").await;
    let link = format!("https://t.me/other_bot?start=p{}", mug.product);
    assert_eq!(copied(&olga), link);
    shop.close().await;
}

#[tokio::test]
async fn what_is_gone_is_not_shared_and_a_poster_that_is_not_sent_says_so() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let olga = shop.admin("Olga").await;
    opens(&olga, "Mug").await;
    olga.presses("🔗 Share").await;
    let old = olga.message();
    let refusal = Fault::Api {
        code: 400,
        description: "Bad Request: file is too big".into(),
    };
    shop.server.fail_next("sendDocument", refusal);
    olga.presses("Poster").await;
    // Drawing may have taken so long that the press was answered before: then it is a message.
    let words = "The poster could not be sent.";
    let answer = olga.last_answer().and_then(|answer| answer.text);
    assert!(answer.is_some_and(|text| text.contains(words)) || olga.heard(words) == 1);
    shop.withdraw(&mug).await;
    olga.presses_old(&old, "Poster").await;
    olga.sees("not there any more");
    olga.forges("mhc:99").await;
    olga.is_alerted("Category not found.");
    assert_eq!(documents(&olga).len(), 0);
    shop.close().await;
}
