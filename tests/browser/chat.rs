//! What a chat on the page does with messages of any bot.

use serde_json::json;

use super::{
    DESKTOP, PHONE,
    browser::Browser,
    demo::{Demo, ForeignBot},
};

const ADA: &str = "Ada";

/// The page with one chat, that of a foreign bot with Ada.
async fn open(demo: &Demo, screen: super::browser::Screen) -> Browser {
    let page = Browser::open(screen).await;
    page.go(&demo.url).await;
    page.shows(ADA, "/start").await;
    page
}

async fn is(page: &Browser, what: &str) {
    page.until(&format!("return {what}"), json!([])).await;
}

#[tokio::test]
async fn a_message_does_not_change_under_a_finger() {
    let demo = Demo::start(&["--server-only"]).await;
    let bot = demo.foreign_bot(0).await;
    let question = bot.asks("Tea or coffee?", &["Tea", "Coffee"]).await;
    let page = open(&demo, DESKTOP).await;
    page.hold(ADA, "Tea").await;
    let reads = "performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/control/chats/')).length";
    let before = page.run(&format!("return {reads}"), json!([])).await;
    bot.asks_anew(question, "Which milk?", &["Oat", "Soy"])
        .await;
    is(&page, &format!("{reads} > {before}")).await;
    page.let_go().await;
    let (pressed, _) = bot.pressed().await;
    assert_eq!(pressed, "Tea");
    page.shows(ADA, "Which milk?").await;
    page.close().await;
    demo.end();
}

#[tokio::test]
async fn who_stood_on_a_message_that_is_deleted_stays_in_the_chat() {
    let demo = Demo::start(&["--server-only"]).await;
    let bot = demo.foreign_bot(0).await;
    let first = bot.says("First").await;
    let second = bot.asks("Second", &["Go on"]).await;
    let page = open(&demo, DESKTOP).await;
    page.shows(ADA, "Second").await;
    page.run(
        "document.querySelector('.key').focus(); window.stood = document.activeElement",
        json!([]),
    )
    .await;
    // A message that changes keeps the place.
    bot.asks_anew(second, "Second, edited", &["Go on", "Go back"])
        .await;
    is(
        &page,
        "document.activeElement.textContent === 'Go on' && document.activeElement !== window.stood",
    )
    .await;
    bot.deletes(second).await;
    is(
        &page,
        "document.activeElement.matches('article') && document.activeElement.textContent.includes('First')",
    )
    .await;
    bot.deletes(first).await;
    is(
        &page,
        "document.activeElement.matches('article') && document.activeElement.textContent.includes('/start')",
    )
    .await;
    // Ada deletes her own, the last one.
    page.run(
        "document.querySelector('article:not(.leaving) .more').click()",
        json!([]),
    )
    .await;
    page.click(ADA, "Delete for both").await;
    is(&page, "document.activeElement.matches('.log')").await;
    page.close().await;
    demo.end();
}

#[tokio::test]
async fn the_menu_of_a_message_stays_inside_the_window() {
    let demo = Demo::start(&["--server-only"]).await;
    let bot = demo.foreign_bot(12).await;
    bot.is_shown_a_picture().await;
    for screen in [DESKTOP, PHONE] {
        let page = open(&demo, screen).await;
        is(&page, "document.querySelectorAll('article').length === 14").await;
        let outside = "
            const outside = [];
            for (const more of document.querySelectorAll('.more')) {
                more.scrollIntoView({ block: 'nearest', behavior: 'instant' });
                more.click();
                const menu = document.querySelector('.menu:popover-open');
                const { left, top, right, bottom } = menu.getBoundingClientRect();
                if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) outside.push([left, top, right, bottom]);
                menu.hidePopover();
            }
            return outside";
        assert_eq!(page.run(outside, json!([])).await, json!([]));
        page.close().await;
    }
    demo.end();
}

#[tokio::test]
async fn the_time_on_a_picture_without_words_can_be_read() {
    let demo = Demo::start(&["--server-only"]).await;
    let bot = demo.foreign_bot(0).await;
    bot.is_shown_a_picture().await;
    let page = open(&demo, PHONE).await;
    is(&page, "document.querySelector('.photo img')?.complete").await;
    for scheme in ["light", "dark"] {
        page.prefers("prefers-color-scheme", scheme).await;
        // The picture is white, the worst that a light time can stand on.
        let contrast = "
            const foot = document.querySelector('.wordless .foot');
            const [inner, outer] = [foot, document.querySelector('.photo')].map((e) => e.getBoundingClientRect());
            if (inner.bottom > outer.bottom || inner.right > outer.right || inner.top < outer.top) return 0;
            const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
            const style = getComputedStyle(foot);
            const [red, green, blue, alpha = 1] = numbers(style.backgroundColor);
            const seen = [red, green, blue].map((part) => part * alpha + 255 * (1 - alpha));
            const linear = (part) => (part <= 10.3 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
            const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b) + 0.05;
            return light(numbers(style.color)) / light(seen)";
        let contrast = page.run(contrast, json!([])).await.as_f64().unwrap();
        assert!(contrast > 4.5, "{scheme}: {contrast}");
    }
    page.picture("a-picture-without-words").await;
    page.close().await;
    demo.end();
}

#[tokio::test]
async fn messages_of_different_days_are_told_apart() {
    let demo = Demo::start(&["--server-only"]).await;
    let bot = demo.foreign_bot(0).await;
    demo.a_day_passes().await;
    let yesterday = bot.says("a day later").await;
    let page = open(&demo, DESKTOP).await;
    // Before the page is opened, and while it is.
    demo.a_day_passes().await;
    bot.says("two days later").await;
    bot.says("the same day").await;
    page.shows(ADA, "the same day").await;
    let order = "[...document.querySelector('.messages').children].filter((e) => !e.inert).map((e) => (e.matches('.day') ? 'day' : 'message')).join(' ')";
    is(
        &page,
        &format!("{order} === 'day message day message day message message'"),
    )
    .await;
    let names = "new Set([...document.querySelectorAll('.day')].map((e) => e.textContent)).size";
    is(&page, &format!("{names} === 3")).await;
    bot.deletes(yesterday).await;
    is(
        &page,
        &format!("{order} === 'day message day message message'"),
    )
    .await;
    page.close().await;
    demo.end();
}

#[tokio::test]
async fn a_window_takes_the_focus_only_from_its_own_chat_and_gives_it_back() {
    let demo = Demo::start(&["--server-only"]).await;
    let bot = demo.foreign_bot(0).await;
    bot.asks("Sure?", &["Yes"]).await;
    let page = open(&demo, DESKTOP).await;
    alert(&page, &bot, "One").await;
    is(&page, "document.activeElement.textContent === 'OK'").await;
    page.click(ADA, "OK").await;
    is(&page, "document.activeElement.textContent === 'Yes'").await;
    // Now somebody is elsewhere meanwhile.
    page.click(ADA, "Yes").await;
    let (_, press) = bot.pressed().await;
    page.run("document.getElementById('theme').focus()", json!([]))
        .await;
    bot.alerts(&press, "Two").await;
    page.window_says(ADA, "Two").await;
    is(&page, "document.activeElement.id === 'theme'").await;
    page.click(ADA, "OK").await;
    is(&page, "!document.querySelector('[inert]')").await;
    page.close().await;
    demo.end();
}

async fn alert(page: &Browser, bot: &ForeignBot<'_>, words: &str) {
    page.click(ADA, "Yes").await;
    let (_, press) = bot.pressed().await;
    bot.alerts(&press, words).await;
    page.window_says(ADA, words).await;
}

#[tokio::test]
async fn where_there_is_nothing_to_try_no_list_is_shown() {
    let demo = Demo::start(&["--server-only"]).await;
    demo.foreign_bot(0).await;
    let page = open(&demo, DESKTOP).await;
    let shown = "return ['steps', 'toggle-steps', 'restart'].filter((id) => document.getElementById(id).checkVisibility())";
    assert_eq!(page.run(shown, json!([])).await, json!([]));
    page.close().await;
    demo.end();
}
