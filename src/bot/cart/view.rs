//! The cart's screens.

use crate::{
    bot::{
        button::Button,
        screen::{Key, Screen, cut, pager},
    },
    domain::{
        cart::{CartLine, Quantity},
        catalog::Place,
        options::Chosen,
    },
    i18n::{Html, Lang},
    shop::cart::{CartRefusal, CartView},
};

/// Characters of a name in the monospaced block.
const NAME: usize = 60;

/// The cart.
pub fn cart(lang: Lang, cart: &CartView, is_checkout_paused: bool) -> Screen {
    let catalog = Key::new(
        lang.button_catalog(),
        Button::Home {
            place: Place::Start,
        },
    );
    if cart.lines == 0 {
        return Screen::new(lang.cart_empty(), vec![vec![catalog]]);
    }
    let mut notes = Vec::new();
    for line in &cart.page.items {
        let name = cut(&line.name, NAME);
        if line.price != line.price_seen {
            notes.push(lang.cart_price_changed(&name, line.price_seen, line.price));
        }
        if line.quantity.get() > line.stock {
            notes.push(lang.cart_short(&name, line.stock));
        }
    }
    let block = Html::escape(&block(lang, &cart.page.items));
    let mut text = vec![
        lang.cart_title(cart.lines),
        lang.cart_lines(&block, cart.total),
    ];
    if !notes.is_empty() {
        text.push(Html::lines(notes));
    }
    let from = cart
        .page
        .items
        .first()
        .map(|line| line.id)
        .filter(|_| cart.page.previous.is_some());
    let mut rows = Vec::new();
    for line in &cart.page.items {
        let variant = line.variant;
        rows.push(vec![Key::new(
            line.name.as_str(),
            Button::Choose {
                chosen: Chosen::whole(variant),
                place: Place::Start,
            },
        )]);
        rows.push(vec![
            Key::new("➖", Button::Decrease { variant, from }),
            Key::new(
                line.quantity.get().to_string(),
                Button::AskQuantity { variant, from },
            ),
            Key::new("➕", Button::Increase { variant, from }),
            Key::new("❌", Button::Remove { variant, from }),
        ]);
    }
    let page = |from| Button::Cart { from: Some(from) };
    rows.extend(pager(
        lang,
        cart.page.previous.map(page),
        cart.page.next.map(page),
    ));
    let checkout = if is_checkout_paused {
        lang.button_continue_checkout()
    } else {
        lang.button_checkout()
    };
    rows.push(vec![Key::new(checkout, Button::Checkout {})]);
    rows.push(vec![catalog]);
    Screen::new(Html::paragraphs(text), rows)
}

/// The lines under each other, then a rule; the total follows outside.
fn block(lang: Lang, lines: &[CartLine]) -> String {
    let mut block = String::new();
    for line in lines {
        let subtotal = line
            .subtotal()
            .map_or_else(|error| error.to_string(), |subtotal| lang.money(subtotal));
        let price = lang.money(line.price);
        block.push_str(&format!(
            "{}\n  {price} × {} = {subtotal}\n",
            cut(&line.name, NAME),
            line.quantity.get()
        ));
    }
    block.push_str("────────────────");
    block
}

/// Asks for a quantity.
pub fn quantity_prompt(lang: Lang, line: &CartLine) -> Screen {
    let max = Quantity::MAX.min(line.stock.max(1));
    Screen::new(
        lang.quantity_prompt(&cut(&line.name, NAME), max),
        cancel(lang),
    )
}

/// What was typed is no quantity.
pub fn quantity_invalid(lang: Lang) -> Screen {
    Screen::new(lang.quantity_invalid(Quantity::MAX), cancel(lang))
}

/// The quantity typed is not possible; asks again.
pub fn quantity_refused(lang: Lang, refused: CartRefusal) -> Screen {
    Screen::new(Html::escape(&refusal(lang, refused)), cancel(lang))
}

fn cancel(lang: Lang) -> Vec<Vec<Key>> {
    vec![vec![Key::new(lang.button_cancel(), Button::Cancel {})]]
}

/// Why the cart was not changed.
pub fn refusal(lang: Lang, refusal: CartRefusal) -> String {
    match refusal {
        CartRefusal::Gone => lang.product_gone(),
        CartRefusal::SoldOut => lang.alert_sold_out(),
        CartRefusal::OnlyLeft(count) => lang.alert_only_left(count),
        CartRefusal::Limit => lang.alert_line_limit(Quantity::MAX),
        CartRefusal::NoLine => lang.alert_no_line(),
    }
}
