//! Checkout's screens.

use crate::{
    bot::{
        button::Button,
        screen::{Key, Keyboard, Screen, cut},
    },
    domain::{
        catalog::Place,
        customer::PhoneError,
        id::CheckoutId,
        money::{Money, MoneyError},
        order::{Order, Quote, QuoteChange, QuoteLine},
        text::TextError,
    },
    i18n::{Html, Lang},
    shop::checkout::{CheckoutRefusal, Confirmation, Missing, Step, ways::WayChoice},
};

use super::text_error;

/// Characters that the lines of an order may take together: Telegram's 4096 less the rest.
const LINES: usize = 2600;
/// Characters of a name in a line.
const NAME: usize = 60;
/// Characters of an address in a list or a button.
const ADDRESS: usize = 200;

/// What a guided checkout will ask for; `None` when nothing is missing.
pub fn missing(lang: Lang, step: &Step) -> Option<Html> {
    let missing = match step {
        Step::Name { missing, .. }
        | Step::Phone { missing, .. }
        | Step::Address { missing, .. } => missing,
        Step::Point { .. } | Step::Confirm(_) => return None,
    };
    match missing {
        Missing {
            phone: true,
            address: true,
        } => Some(lang.checkout_missing_both()),
        Missing {
            phone: true,
            address: false,
        } => Some(lang.checkout_missing_phone()),
        Missing {
            phone: false,
            address: true,
        } => Some(lang.checkout_missing_address()),
        Missing {
            phone: false,
            address: false,
        } => None,
    }
}

/// The screen of a step.
pub fn step(lang: Lang, step: &Step) -> Screen {
    match step {
        Step::Name {
            checkout,
            suggestion,
            ..
        } => {
            let name = lang.button_use_name(&cut(suggestion, NAME));
            let rows = vec![
                vec![Key::new(
                    name,
                    Button::UseName {
                        checkout: *checkout,
                    },
                )],
                vec![cancel(lang, *checkout)],
            ];
            Screen::new(lang.checkout_name_prompt(), rows)
        }
        Step::Phone { .. } => ask_phone(lang, lang.checkout_phone_prompt()),
        Step::Address { checkout, .. } => Screen::new(
            lang.checkout_address_prompt(),
            vec![vec![cancel(lang, *checkout)]],
        ),
        Step::Point { checkout, points } => {
            let mut rows: Vec<Vec<Key>> = points
                .iter()
                .map(|point| {
                    let button = Button::ChoosePoint {
                        checkout: *checkout,
                        point: point.id,
                    };
                    vec![Key::new(point.name.as_str(), button)]
                })
                .collect();
            rows.push(vec![cancel(lang, *checkout)]);
            Screen::new(lang.checkout_point_prompt(), rows)
        }
        Step::Confirm(confirmation) => confirm(lang, confirmation),
    }
}

/// Asks for the phone, with the keyboard that shares it.
pub fn ask_phone(lang: Lang, text: Html) -> Screen {
    let keyboard = Keyboard::Contact {
        share: lang.button_share_contact(),
        cancel: lang.button_cancel(),
    };
    Screen { text, keyboard }
}

/// Asks for the phone again.
pub fn bad_phone(lang: Lang, error: PhoneError) -> Screen {
    let text = match error {
        PhoneError::Blank => lang.checkout_text_blank(),
        PhoneError::NoCountry => lang.checkout_phone_no_country(),
        PhoneError::Malformed => lang.checkout_phone_invalid(),
    };
    ask_phone(lang, text)
}

/// Asks for a text again.
pub fn bad_text(lang: Lang, checkout: CheckoutId, error: TextError) -> Screen {
    Screen::new(text_error(lang, error), vec![vec![cancel(lang, checkout)]])
}

fn confirm(lang: Lang, confirmation: &Confirmation) -> Screen {
    let text = Html::paragraphs([lang.checkout_title(), quote(lang, &confirmation.quote)]);
    Screen::new(text, confirm_rows(lang, confirmation))
}

fn confirm_rows(lang: Lang, confirmation: &Confirmation) -> Vec<Vec<Key>> {
    let checkout = confirmation.checkout;
    let confirm = Button::Confirm {
        checkout,
        revision: confirmation.revision,
    };
    let mut rows = vec![vec![Key::new(lang.button_confirm(), confirm)]];
    if confirmation.has_choice {
        rows.push(vec![Key::new(
            lang.button_change_way(),
            Button::Ways { checkout },
        )]);
    }
    rows.push(vec![Key::new(
        lang.button_edit_details(),
        Button::Profile {},
    )]);
    rows.push(vec![cancel(lang, checkout)]);
    rows
}

fn cancel(lang: Lang, checkout: CheckoutId) -> Key {
    Key::new(lang.button_cancel(), Button::CancelCheckout { checkout })
}

fn quote(lang: Lang, quote: &Quote) -> Html {
    let way = quote
        .way_name
        .clone()
        .unwrap_or_else(|| lang.delivery_kind(quote.kind));
    let way = cut(&way, NAME);
    let mut destination = vec![
        lang.checkout_contact(&quote.contact_name, &quote.phone),
        if quote.kind.is_pickup() {
            lang.checkout_pickup(&way, &quote.address)
        } else {
            lang.checkout_courier(&way, &quote.address)
        },
    ];
    if let Some(eta) = &quote.eta {
        destination.push(lang.checkout_eta(&cut(eta, NAME)));
    }
    let fee = if quote.fee.minor() == 0 {
        lang.checkout_fee_free()
    } else {
        lang.checkout_fee(quote.fee)
    };
    let sums = Html::lines([
        lang.checkout_goods(quote.goods),
        fee,
        lang.checkout_total(quote.total),
    ]);
    let lines = within(
        &quote.lines,
        |line| quote_line(lang, line),
        |count| lang.checkout_more_lines(count),
    );
    Html::paragraphs([Html::lines(destination), lines, sums])
}

fn quote_line(lang: Lang, line: &QuoteLine) -> Html {
    let QuoteLine {
        name,
        price,
        quantity,
        ..
    } = line;
    let units = quantity.get();
    lang.checkout_line(
        &cut(name, NAME),
        units,
        *price,
        subtotal(price.times(units), *price),
    )
}

/// As many lines as fit a message, and how many more there are.
pub fn within<T>(items: &[T], line: impl Fn(&T) -> Html, more: impl Fn(i64) -> Html) -> Html {
    let mut lines = Vec::new();
    let mut length = 0;
    for (index, item) in items.iter().enumerate() {
        let next = line(item);
        length += next.as_str().chars().count() + 1;
        if length > LINES {
            lines.push(more(i64::try_from(items.len() - index).unwrap_or(i64::MAX)));
            break;
        }
        lines.push(next);
    }
    Html::lines(lines)
}

/// A line's sum; prices and quantities are bounded, so that it always exists.
pub fn subtotal(sum: Result<Money, MoneyError>, price: Money) -> Money {
    sum.unwrap_or(price)
}

/// The ways of delivery with what each costs.
pub fn ways(lang: Lang, choice: &WayChoice) -> Screen {
    let checkout = choice.checkout;
    let label = |way: &str, fee: Money| {
        let way = cut(way, NAME);
        if fee.minor() == 0 {
            lang.button_way_free(&way)
        } else {
            lang.button_way(&way, fee)
        }
    };
    let mut rows = Vec::new();
    for (option, fee) in &choice.couriers {
        let name = option
            .name
            .clone()
            .unwrap_or_else(|| lang.delivery_kind(option.kind));
        let button = Button::ChooseCourier {
            checkout,
            option: option.id,
        };
        rows.push(vec![Key::new(label(&name, *fee), button)]);
    }
    for (point, fee) in &choice.points {
        let button = Button::ChoosePoint {
            checkout,
            point: point.id,
        };
        rows.push(vec![Key::new(
            label(&format!("🏬 {}", point.name), *fee),
            button,
        )]);
    }
    rows.push(vec![Key::new(lang.button_back(), Button::Checkout {})]);
    Screen::new(lang.checkout_ways_prompt(), rows)
}

/// Says what changed since the customer looked, and asks again.
pub fn changed(lang: Lang, changes: &[QuoteChange], confirmation: &Confirmation) -> Screen {
    let mut news = if changes.is_empty() {
        vec![lang.checkout_outdated()]
    } else {
        vec![lang.checkout_changed()]
    };
    // A screenful; the lines below show the rest.
    for change in changes.iter().take(8) {
        news.push(match change {
            QuoteChange::Price { name, before, now } => {
                lang.change_price(&cut(name, NAME), *before, *now)
            }
            QuoteChange::Lines => lang.change_lines(),
            QuoteChange::Fee { before, now } => lang.change_fee(*before, *now),
            QuoteChange::Destination => lang.change_destination(),
        });
    }
    let text = Html::paragraphs([
        Html::lines(news),
        lang.checkout_title(),
        quote(lang, &confirmation.quote),
    ]);
    Screen::new(text, confirm_rows(lang, confirmation))
}

/// Thanks for the order.
pub fn placed(lang: Lang, order: &Order) -> Screen {
    let rows = vec![
        vec![Key::new(
            order.number.as_str(),
            Button::Order {
                order: order.id,
                from: None,
            },
        )],
        vec![Key::new(
            lang.button_home(),
            Button::Home {
                place: Place::Start,
            },
        )],
    ];
    Screen::new(lang.order_placed(&order.number, order.total), rows)
}

/// Says that checkout was cancelled.
pub fn cancelled(lang: Lang) -> Screen {
    Screen::new(lang.checkout_cancelled(), vec![vec![cart_key(lang)]])
}

/// Says why nothing was ordered, and offers what helps.
pub fn refused(lang: Lang, refusal: &CheckoutRefusal) -> Screen {
    let again = || {
        vec![
            vec![Key::new(lang.button_checkout(), Button::Checkout {})],
            vec![cart_key(lang)],
        ]
    };
    match refusal {
        CheckoutRefusal::EmptyCart => {
            let catalog = Key::new(
                lang.button_catalog(),
                Button::Home {
                    place: Place::Start,
                },
            );
            Screen::new(lang.checkout_empty_cart(), vec![vec![catalog]])
        }
        CheckoutRefusal::NoDelivery => {
            Screen::new(lang.checkout_no_delivery(), vec![vec![cart_key(lang)]])
        }
        CheckoutRefusal::WayGone => Screen::new(lang.checkout_way_gone(), again()),
        CheckoutRefusal::DetailsGone => Screen::new(lang.checkout_details_gone(), again()),
        CheckoutRefusal::NotFound => Screen::new(
            Html::escape(&lang.alert_checkout_gone()),
            vec![vec![cart_key(lang)]],
        ),
        CheckoutRefusal::Shortage(short) => {
            let lines = within(
                short,
                |short| {
                    lang.shortage_line(&cut(&short.name, NAME), short.requested, short.available)
                },
                |count| lang.checkout_more_lines(count),
            );
            Screen::new(
                Html::lines([lang.shortage(), lines]),
                vec![vec![cart_key(lang)]],
            )
        }
    }
}

fn cart_key(lang: Lang) -> Key {
    Key::new(lang.button_cart(), Button::Cart { from: None })
}

/// An address fit for a list.
pub fn short_address(address: &str) -> String {
    cut(&address.replace('\n', ", "), ADDRESS)
}
