//! Products of which something is chosen: options, their prices, stock and pictures.

use crate::shop::{Item, Person, Shop, masked};

const SHIRT: &[(&[&str], &str, u32)] = &[
    (&["M", "red"], "12.00", 3),
    (&["M", "blue"], "12.00", 0),
    (&["L", "red"], "14.00", 9),
];

async fn shirts(shop: &Shop) -> [Item; 3] {
    let items = shop.with_options("Shirt", &["Size", "Colour"], SHIRT).await;
    items.try_into().unwrap()
}

async fn opens_the_shirt(person: &Person) {
    person.sends("/start").await;
    person.presses("Things").await;
    person.presses("Shirt").await;
}

#[tokio::test]
async fn one_option_is_chosen_in_one_tap() {
    let shop = Shop::open().await;
    let socks: &[(&[&str], &str, u32)] = &[(&["S"], "3.00", 9), (&["M"], "3.00", 0)];
    shop.with_options("Sock", &["Size"], socks).await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    alice.presses("Things").await;
    alice.sees("[Sock · $3.00]");
    alice.presses("Sock").await;
    let screen = alice.message().id;
    insta::assert_snapshot!(alice.screen(), @r"
    Sock

    $3.00
    👇 Please choose: Size
    [S] [M · sold out]
    [🤍 Save]
    [⬅️ Back to products] [🛒 Cart]
    ");
    alice.presses("S").await;
    insta::assert_snapshot!(alice.screen(), @r"
    Sock

    Size: S
    $3.00
    [✅ S] [M · sold out]
    [🛒 Add to cart]
    [🤍 Save]
    [⬅️ Back to products] [🛒 Cart]
    ");
    assert_eq!(alice.message().id, screen);
    shop.close().await;
}

#[tokio::test]
async fn two_options_are_chosen_one_after_the_other_in_the_same_message() {
    let shop = Shop::open().await;
    shirts(&shop).await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    alice.presses("Things").await;
    alice.sees("[Shirt · from $12.00]");
    alice.presses("Shirt").await;
    let screen = alice.message().id;
    insta::assert_snapshot!(alice.screen(), @r"
    Shirt

    from $12.00
    👇 Please choose: Size
    [M] [L]
    [🤍 Save]
    [⬅️ Back to products] [🛒 Cart]
    ");
    alice.presses("M").await;
    insta::assert_snapshot!(alice.screen(), @r"
    Shirt

    $12.00
    👇 Please choose: Colour
    [✅ M] [L]
    [red] [blue · sold out]
    [🤍 Save]
    [⬅️ Back to products] [🛒 Cart]
    ");
    alice.presses("red").await;
    insta::assert_snapshot!(alice.screen(), @r"
    Shirt

    Size: M
    Colour: red
    $12.00
    Only 3 left
    [✅ M] [L]
    [✅ red] [blue · sold out]
    [🛒 Add to cart]
    [🤍 Save]
    [⬅️ Back to products] [🛒 Cart]
    ");
    // What has one value left needs no choosing.
    alice.presses("L").await;
    alice.sees("Colour: red\n$14.00");
    alice.sees("[🛒 Add to cart]");
    assert_eq!(alice.message().id, screen);
    shop.close().await;
}

#[tokio::test]
async fn what_is_sold_out_says_so_and_is_not_added() {
    let shop = Shop::open().await;
    let [red, blue, _] = shirts(&shop).await;
    let alice = shop.customer("Alice");
    opens_the_shirt(&alice).await;
    alice.presses("M").await;
    alice.presses("blue").await;
    alice.sees("Colour: blue\n$12.00\nSold out");
    alice.presses("Add to cart").await;
    alice.is_alerted("Sold out");
    alice.sends("/cart").await;
    alice.sees("Your cart is empty.");
    // The others are not touched by that.
    shop.set_stock(&red, 0).await;
    shop.set_stock(&blue, 1).await;
    opens_the_shirt(&alice).await;
    alice.presses("M").await;
    alice.sees("[red · sold out] [blue]");
    shop.close().await;
}

#[tokio::test]
async fn nothing_goes_into_the_cart_before_everything_is_chosen() {
    let shop = Shop::open().await;
    let [red, _, large] = shirts(&shop).await;
    let alice = shop.customer("Alice");
    opens_the_shirt(&alice).await;
    alice.does_not_see("Add to cart");
    alice.presses("M").await;
    alice.does_not_see("Add to cart");
    // A forged button adds exactly the variant it names, or nothing.
    alice.forges(&format!("a:{}", large.variant)).await;
    alice.is_toasted("Added to cart");
    alice.forges("a:999999").await;
    alice.is_alerted("Product not found");
    alice.sends("/cart").await;
    alice.sees("Shirt (L, red)\n  $14.00 × 1 = $14.00\n──");
    assert_eq!((shop.stock(&red).await, shop.stock(&large).await), (3, 9));
    shop.close().await;
}

#[tokio::test]
async fn forged_choices_show_the_product_and_choose_nothing_that_is_not_there() {
    let shop = Shop::open().await;
    shop.expects_refusal("message is not modified");
    let [red, ..] = shirts(&shop).await;
    let alice = shop.customer("Alice");
    opens_the_shirt(&alice).await;
    alice.forges(&format!("v:{}.0:", red.variant)).await;
    alice.sees("Please choose: Size");
    alice.forges(&format!("v:{}.99:", red.variant)).await;
    alice.sees("Size: M\nColour: red");
    alice.forges("v:999999.1:").await;
    alice.is_alerted("Product not found");
    for garbled in ["v:1:", "v:1.:", "v:1.-1:", "v:.1:", "v:1.1"] {
        alice.forges(garbled).await;
        alice.is_alerted("This button is outdated.");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_variants_own_picture_takes_the_place_of_the_products() {
    let shop = Shop::open().await;
    let [red, blue, large] = shirts(&shop).await;
    shop.photos(&red, &[40, 50]).await;
    shop.own_picture(&blue, 60).await;
    let alice = shop.customer("Alice");
    opens_the_shirt(&alice).await;
    assert_eq!(alice.pictures(), [40, 50]);
    let screen = alice.message().id;
    alice.presses("M").await;
    assert_eq!(
        (alice.pictures(), alice.message().id),
        (vec![40, 50], screen)
    );
    alice.presses("blue").await;
    assert_eq!(alice.pictures(), [60]);
    alice.sees("[photo]\nShirt\n\nSize: M\nColour: blue");
    alice.presses("red").await;
    assert_eq!(alice.pictures(), [40, 50]);
    alice.presses("blue").await;
    alice.presses("Back to products").await;
    assert_eq!(alice.pictures(), [0; 0]);
    assert_eq!(alice.with_buttons().len(), 1);
    // From the cart the line leads to its own picture.
    shop.own_picture(&large, 70).await;
    opens_the_shirt(&alice).await;
    alice.presses("L").await;
    alice.presses("Add to cart").await;
    alice.presses("🛒 Cart").await;
    assert_eq!(alice.pictures(), [0; 0]);
    alice.presses("Shirt (L, red)").await;
    assert_eq!(alice.pictures(), [70]);
    assert_eq!(shop.uploads(), 4);
    shop.close().await;
}

#[tokio::test]
async fn everything_names_the_variant_from_cart_to_history() {
    let shop = Shop::open().await;
    let [red, _, large] = shirts(&shop).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    opens_the_shirt(&alice).await;
    alice.presses("M").await;
    alice.presses("red").await;
    alice.presses("Add to cart").await;
    alice.presses("L").await;
    alice.presses("Add to cart").await;
    alice.presses("🛒 Cart").await;
    insta::assert_snapshot!(alice.screen(), @r"
    🛒 Your cart · 2 items

    Shirt (M, red)
      $12.00 × 1 = $12.00
    Shirt (L, red)
      $14.00 × 1 = $14.00
    ────────────────
    Total: $26.00
    [Shirt (M, red)]
    [➖] [1] [➕] [❌]
    [Shirt (L, red)]
    [➖] [1] [➕] [❌]
    [✅ Checkout]
    [🗂 Catalog]
    ");
    alice.presses("Checkout").await;
    for line in ["Shirt (M, red) · $12.00", "Shirt (L, red) · $14.00"] {
        alice.sees(line);
    }
    alice.presses("Confirm").await;
    olga.hears("Shirt (M, red) · $12.00 × 1 = $12.00").await;
    alice.sends("/orders").await;
    alice.presses_in(&alice.message(), "ECO-").await;
    insta::assert_snapshot!(masked(&alice.screen()), @r"
    📦 Order NUMBER
    DATE
    Status: ⏳ Pending

    🚚 Courier today: 12 Harbour Street, Springfield

    Shirt (M, red) · $12.00 × 1 = $12.00
    Shirt (L, red) · $14.00 × 1 = $14.00

    Delivery: $5.00
    Total: $31.00
    [✖️ Cancel order]
    [🔁 Order again]
    [💬 Message the shop]
    [⬅️ Back to orders]
    ");
    assert_eq!((shop.stock(&red).await, shop.stock(&large).await), (2, 8));
    shop.set_stock(&red, 0).await;
    alice.presses("Order again").await;
    alice.is_alerted("There is not enough of: Shirt (M, red)");
    alice.sees("Shirt (L, red)");
    alice.does_not_see("Shirt (M, red)");
    shop.close().await;
}

#[tokio::test]
async fn a_button_of_what_is_not_sold_any_more_says_so() {
    let shop = Shop::open().await;
    let [red, ..] = shirts(&shop).await;
    let alice = shop.customer("Alice");
    opens_the_shirt(&alice).await;
    alice.presses("M").await;
    let open = alice.message();
    alice.presses("red").await;
    let chosen = alice.message();
    shop.withdraw(&red).await;
    alice.presses_old(&open, "red").await;
    alice.is_alerted("Product not found");
    alice.presses_old(&chosen, "Add to cart").await;
    alice.is_alerted("Product not found");
    alice.sends("/cart").await;
    alice.sees("Your cart is empty.");
    shop.close().await;
}

#[tokio::test]
async fn a_cart_line_leads_to_what_was_chosen() {
    let shop = Shop::open().await;
    shirts(&shop).await;
    let alice = shop.customer("Alice");
    opens_the_shirt(&alice).await;
    alice.presses("L").await;
    alice.presses("Add to cart").await;
    alice.presses("🛒 Cart").await;
    alice.presses("Shirt (L, red)").await;
    alice.sees("Size: L\nColour: red\n$14.00");
    alice.sees("[✅ L]");
    shop.close().await;
}

#[tokio::test]
async fn as_many_variants_as_a_product_may_have_fit_its_screen() {
    let shop = Shop::open().await;
    let long = "x".repeat(38);
    let sizes: Vec<String> = (10..40).map(|size| format!("{long}{size}")).collect();
    let values: Vec<[&str; 3]> = sizes
        .iter()
        .flat_map(|size| [[size.as_str(), "<b>", "&"], [size, "<i>", "&"]])
        .collect();
    let variants: Vec<(&[&str], &str, u32)> = values
        .iter()
        .map(|values| (&values[..], "9.00", 3))
        .collect();
    let items = shop
        .with_options("Shirt", &["<Size>", "Colour & cut", "Kind"], &variants)
        .await;
    assert_eq!(items.len(), 60);
    let alice = shop.customer("Alice");
    opens_the_shirt(&alice).await;
    assert_eq!(alice.message().labels().len(), 30 + 3);
    alice.presses(&sizes[29]).await;
    alice.presses("<i>").await;
    alice.sees("Colour & cut: <i>\nKind: &");
    alice.presses("Add to cart").await;
    alice.presses("🛒 Cart").await;
    alice.presses("Shirt").await;
    alice.sees("Colour & cut: <i>");
    shop.close().await;
}
