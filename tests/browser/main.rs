//! The demo's page in a browser: what a person sees who walks in.
//!
//! `ecombot demo` is started as a program and driven in headless Chromium, whose own driver speaks
//! WebDriver (<https://www.w3.org/TR/webdriver2/>), which is JSON over HTTP. Needs Debian's packages
//! `chromium` and `chromium-driver`; run by `cargo test --features browser --test browser`.
//! Screenshots are left in `target/browser`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod browser;
mod chat;
mod demo;

use serde_json::json;

use self::{
    browser::{Browser, Screen},
    demo::Demo,
};

const DESKTOP: Screen = Screen {
    width: 1280,
    height: 800,
    is_phone: false,
};
const PHONE: Screen = Screen {
    width: 390,
    height: 844,
    is_phone: true,
};

const ALICE: &str = "Alice";
const OLGA: &str = "Olga";

#[tokio::test]
async fn a_purchase_is_clicked_together_and_arrives_at_the_owners() {
    let demo = Demo::start(&[]).await;
    let page = Browser::open(DESKTOP).await;
    page.go(&demo.url).await;
    page.shows(OLGA, "Hello, Olga!").await;
    page.click(ALICE, "Start").await;
    page.click(ALICE, "Mugs & Cups").await;
    page.click(ALICE, "For Home").await;
    page.click(ALICE, "Stoneware Mug").await;
    page.shows(ALICE, "Please choose").await;
    page.picture("a-product").await;
    page.click(ALICE, "Sand").await;
    page.click(ALICE, "Add to cart").await;
    page.shows(ALICE, "Added to cart").await;
    page.click(ALICE, "Cart").await;
    page.click(ALICE, "Checkout").await;
    page.click(ALICE, "Confirm").await;
    page.shows(ALICE, "is placed").await;
    page.shows(OLGA, "New order").await;
    page.click(OLGA, "Mark as: 📦 Processing").await;
    page.window_says(OLGA, "Now 📦 Processing.").await;
    page.shows(ALICE, "is being packed").await;
    // It is Olga's telephone that waits for her, not Alice's.
    page.click(ALICE, "Shop").await;
    page.shows(ALICE, "Hello, Alice!").await;
    page.click(OLGA, "OK").await;
    page.click(OLGA, "Mark as: 🏬 Ready for pickup").await;
    page.window_says(OLGA, "Now 🏬 Ready for pickup.").await;
    let ticked = "return [...document.querySelectorAll('#step-list .done strong')].map((e) => e.textContent)";
    let arrived = format!(
        "const done = (() => {{ {ticked} }})(); return done.includes('See the order arrive') && done.includes('See the customer told')"
    );
    page.until(&arrived, json!([])).await;
    page.picture("an-order").await;
    page.close().await;
    demo.end();
}

#[tokio::test]
async fn the_page_is_whole_on_a_telephone_and_in_the_dark() {
    let demo = Demo::start(&[]).await;
    for (screen, name) in [(DESKTOP, "desktop"), (PHONE, "phone")] {
        let page = Browser::open(screen).await;
        for scheme in ["light", "dark"] {
            page.prefers("prefers-color-scheme", scheme).await;
            page.go(&demo.url).await;
            page.shows(OLGA, "Hello, Olga!").await;
            let lightness = "const [red] = getComputedStyle(document.body).backgroundColor.match(/\\d+/); return Number(red)";
            let red = page.run(lightness, json!([])).await.as_u64().unwrap();
            assert_eq!(red > 128, scheme == "light", "{name}, {scheme}: {red}");
            let overflow = "return document.documentElement.scrollWidth - innerWidth";
            assert_eq!(page.run(overflow, json!([])).await, 0, "{name}");
            let tried = "const tried = document.getElementById('tried'); return tried.checkVisibility() && tried.textContent";
            assert_eq!(page.run(tried, json!([])).await, "0/12", "{name}");
            let columns = "return [...document.querySelectorAll('.column')].filter((c) => c.checkVisibility()).length";
            let count = if screen.is_phone { 1 } else { 2 };
            assert_eq!(page.run(columns, json!([])).await, count, "{name}");
            page.picture(&format!("{name}-{scheme}")).await;
        }
        // The switch wins over the system: light, then dark.
        page.prefers("prefers-color-scheme", "light").await;
        page.run(
            "for (const _ of [1, 2]) document.getElementById('theme').click()",
            json!([]),
        )
        .await;
        let is_dark = "return getComputedStyle(document.documentElement).colorScheme === 'dark'";
        assert_eq!(page.run(is_dark, json!([])).await, true);
        page.close().await;
    }
    demo.end();
}

#[tokio::test]
async fn after_a_restart_of_the_bot_and_a_lost_line_the_chat_goes_on_without_doubles() {
    let demo = Demo::start(&[]).await;
    let page = Browser::open(DESKTOP).await;
    page.go(&demo.url).await;
    page.click(ALICE, "Start").await;
    page.click(ALICE, "Sweets").await;
    page.shows(ALICE, "Chocolate").await;
    page.run("document.getElementById('restart').click()", json!([]))
        .await;
    page.shows("", "The bot has been restarted.").await;
    page.network(false).await;
    page.until("return !document.getElementById('lost').hidden", json!([]))
        .await;
    // Somebody else writes meanwhile.
    demo.send(demo::OWNER, "chocolate").await;
    page.network(true).await;
    page.until("return document.getElementById('lost').hidden", json!([]))
        .await;
    page.shows(OLGA, "Dark Chocolate").await;
    page.click(ALICE, "Chocolate").await;
    page.shows(ALICE, "Praline Box").await;
    let count = "return document.querySelectorAll('article').length === new Set([...document.querySelectorAll('article')].map((a) => a.dataset.id)).size";
    assert_eq!(page.run(count, json!([])).await, true);
    page.forget_errors().await;
    page.close().await;
    demo.end();
}

#[tokio::test]
async fn a_thousand_messages_stay_smooth_and_the_place_is_kept() {
    let demo = Demo::start(&["--server-only"]).await;
    let bot = demo.foreign_bot(1_000).await;
    let page = Browser::open(DESKTOP).await;
    page.go(&demo.url).await;
    page.until(
        "return document.querySelectorAll('article').length === 1001",
        json!([]),
    )
    .await;
    let at_end = "const log = document.querySelector('.log'); return log.scrollHeight - log.scrollTop - log.clientHeight < 60";
    page.until(at_end, json!([])).await;
    page.run("window.kept = document.querySelector('article')", json!([]))
        .await;
    bot.says("one more").await;
    page.shows("Ada", "one more").await;
    page.until(at_end, json!([])).await;
    assert_eq!(
        page.run("return window.kept.isConnected", json!([])).await,
        true
    );
    // Whoever reads further up is left there, and told.
    page.run("document.querySelector('.log').scrollTop = 0", json!([]))
        .await;
    page.until("return !document.querySelector('.jump').hidden", json!([]))
        .await;
    bot.says("and another").await;
    page.shows("Ada", "1 new message").await;
    assert_eq!(
        page.run(
            "return document.querySelector('.log').scrollTop < 5",
            json!([])
        )
        .await,
        true
    );
    // It is far: there at once, without drawing all that is between.
    let far = format!("document.querySelector('.jump').click(); {at_end}");
    assert_eq!(page.run(&far, json!([])).await, true);
    page.close().await;
    demo.end();
}

#[tokio::test]
async fn words_of_a_message_are_never_markup() {
    let demo = Demo::start(&["--server-only"]).await;
    let bot = demo.foreign_bot(0).await;
    let page = Browser::open(DESKTOP).await;
    page.go(&demo.url).await;
    let words =
        "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
    bot.says(words).await;
    page.shows("Ada", words).await;
    bot.says_formatted("<b>bold <i>both</i></b> <tg-spoiler>secret</tg-spoiler> <a href=\"javascript:alert(1)\">no</a> <a href=\"https://example.org/\">yes</a>").await;
    page.shows("Ada", "bold both secret no yes").await;
    let shape = "const last = [...document.querySelectorAll('.text')].at(-1); return [...last.querySelectorAll('*')].map((e) => e.tagName + (e.href ?? ''))";
    let shape = page.run(shape, json!([])).await;
    assert_eq!(
        shape,
        json!(["STRONG", "EM", "SPAN", "Ahttps://example.org/"])
    );
    assert_eq!(
        page.run(
            "return document.querySelectorAll('.text img, .text script').length",
            json!([])
        )
        .await,
        0
    );
    assert_ne!(page.run("return document.title", json!([])).await, "owned");
    page.close().await;
    demo.end();
}

#[tokio::test]
async fn news_of_a_chat_out_of_sight_are_counted_on_its_tab() {
    let demo = Demo::start(&[]).await;
    let page = Browser::open(PHONE).await;
    page.go(&demo.url).await;
    page.shows(OLGA, "Hello, Olga!").await;
    let tabs =
        "[...document.querySelectorAll('.tab bdi, .news')].map((e) => e.firstChild.data).join(' ')";
    demo.send(demo::OWNER, "chocolate").await;
    page.until(&format!("return {tabs} === 'Alice Olga 1'"), json!([]))
        .await;
    page.click("", OLGA).await;
    page.until(&format!("return {tabs} === 'Alice Olga'"), json!([]))
        .await;
    page.close().await;
    demo.end();
}
