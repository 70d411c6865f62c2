//! Checkout's screens.

use chrono_tz::Tz;

use crate::{
    bot::{
        button::Button,
        front,
        orders::view as orders,
        screen::{Key, Keyboard, Screen, cut},
    },
    domain::{
        catalog::Place,
        customer::PhoneError,
        id::CheckoutId,
        money::{Money, MoneyError},
        order::{Order, Quote, QuoteChange, QuoteLine},
        payment::PaymentWay,
        text::TextError,
    },
    i18n::{Html, Lang},
    shop::checkout::{
        CheckoutRefusal, Confirmation, Missing, Step, Sums, payment::PaymentChoice,
        review::ReviewLine, ways::WayChoice,
    },
};

use super::text_error;

/// Characters that the lines of an order may take together: Telegram's 4096 less the rest.
const LINES: usize = 2300;
/// Characters of a name in a line.
const NAME: usize = 60;
/// Characters of how to pay on the confirmation; the receipt has all of it.
const INSTRUCTIONS: usize = 200;
/// Changed lines on one screen; the others follow when these are settled.
const REVIEWED: usize = 10;
/// Characters of a name on a button beside another.
const REVIEWED_NAME: usize = 24;
/// Characters of an address in a list or a button.
const ADDRESS: usize = 200;

/// What a guided checkout will ask for; `None` when nothing is missing.
pub fn missing(lang: Lang, step: &Step) -> Option<Html> {
    let missing = match step {
        Step::Name { missing, .. }
        | Step::Phone { missing, .. }
        | Step::Address { missing, .. } => missing,
        Step::Point { .. }
        | Step::Payment { .. }
        | Step::Review { .. }
        | Step::Confirm(_)
        | Step::Emptied => return None,
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
            sums,
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
            Screen::new(with_sums(lang, lang.checkout_name_prompt(), *sums), rows)
        }
        Step::Phone { sums, .. } => {
            ask_phone(lang, with_sums(lang, lang.checkout_phone_prompt(), *sums))
        }
        Step::Address { checkout, sums, .. } => Screen::new(
            with_sums(lang, lang.checkout_address_prompt(), *sums),
            vec![vec![cancel(lang, *checkout)]],
        ),
        Step::Point {
            checkout,
            points,
            sums,
        } => {
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
            Screen::new(with_sums(lang, lang.checkout_point_prompt(), *sums), rows)
        }
        Step::Payment {
            checkout,
            ways,
            sums,
        } => {
            let mut rows = payment_rows(*checkout, ways);
            rows.push(vec![cancel(lang, *checkout)]);
            Screen::new(with_sums(lang, lang.checkout_payment_prompt(), *sums), rows)
        }
        Step::Review { checkout, lines } => review(lang, *checkout, lines),
        Step::Confirm(confirmation) => confirm(lang, confirmation),
        Step::Emptied => refused(lang, &CheckoutRefusal::EmptyCart),
    }
}

/// A question, and what the order comes to so far.
fn with_sums(lang: Lang, question: Html, sums: Sums) -> Html {
    let sums = match sums
        .fee
        .and_then(|fee| Some((fee, sums.goods.plus(fee).ok()?)))
    {
        Some((fee, total)) => lang.checkout_so_far_with_fee(sums.goods, fee, total),
        None => lang.checkout_so_far(sums.goods),
    };
    Html::paragraphs([question, sums])
}

/// Asks for the phone, with the keyboard that shares it.
pub fn ask_phone(lang: Lang, text: Html) -> Screen {
    let keyboard = Keyboard::Contact {
        share: lang.button_share_contact(),
        cancel: lang.button_cancel(),
    };
    Screen::with_keyboard(text, keyboard)
}

/// What is wrong with a phone.
pub fn bad_phone(lang: Lang, error: PhoneError) -> Html {
    match error {
        PhoneError::Blank => lang.checkout_text_blank(),
        PhoneError::NoCountry => lang.checkout_phone_no_country(),
        PhoneError::Malformed => lang.checkout_phone_invalid(),
    }
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
    if confirmation.choices.delivery {
        rows.push(vec![Key::new(
            lang.button_change_way(),
            Button::Ways { checkout },
        )]);
    }
    if confirmation.choices.payment {
        rows.push(vec![Key::new(
            lang.button_change_payment(),
            Button::PaymentWays { checkout },
        )]);
    }
    let comment = if confirmation.quote.comment.is_some() {
        lang.button_comment_change()
    } else {
        lang.button_comment()
    };
    rows.push(vec![Key::new(comment, Button::AskComment { checkout })]);
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
    if let Some(payment) = &quote.payment {
        let text = cut(payment.terms.instructions.as_str(), INSTRUCTIONS);
        destination.push(lang.checkout_payment(payment.terms.name.as_str(), &text));
    }
    if let Some(comment) = &quote.comment {
        destination.push(lang.checkout_comment(comment));
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
        LINES,
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

/// As many lines as `limit` characters take, and how many more there are.
pub fn within<T>(
    items: &[T],
    limit: usize,
    line: impl Fn(&T) -> Html,
    more: impl Fn(i64) -> Html,
) -> Html {
    let mut lines = Vec::new();
    let mut length = 0;
    for (index, item) in items.iter().enumerate() {
        let next = line(item);
        length += next.length() + 1;
        if length > limit {
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
    let text = Html::paragraphs([
        lang.checkout_ways_prompt(),
        lang.checkout_so_far(choice.goods),
    ]);
    Screen::new(text, rows)
}

/// The ways to pay.
pub fn payment_ways(lang: Lang, choice: &PaymentChoice) -> Screen {
    let mut rows = payment_rows(choice.checkout, &choice.ways);
    rows.push(vec![Key::new(lang.button_back(), Button::Checkout {})]);
    let text = Html::paragraphs([
        lang.checkout_payment_prompt(),
        lang.checkout_so_far(choice.goods),
    ]);
    Screen::new(text, rows)
}

fn payment_rows(checkout: CheckoutId, ways: &[PaymentWay]) -> Vec<Vec<Key>> {
    let keys = ways.iter().map(|way| {
        let button = Button::ChoosePayment {
            checkout,
            way: way.id,
        };
        vec![Key::new(way.terms.name.as_str(), button)]
    });
    keys.collect()
}

/// Asks for a comment.
pub fn ask_comment(lang: Lang, checkout: CheckoutId, has_comment: bool) -> Screen {
    let mut rows = Vec::new();
    if has_comment {
        let remove = Button::DropComment { checkout };
        rows.push(vec![Key::new(lang.button_comment_remove(), remove)]);
    }
    rows.push(vec![back_to_checkout(lang)]);
    Screen::new(lang.checkout_comment_prompt(), rows)
}

/// Asks for a comment again.
pub fn bad_comment(lang: Lang, error: TextError) -> Screen {
    Screen::new(text_error(lang, error), vec![vec![back_to_checkout(lang)]])
}

fn back_to_checkout(lang: Lang) -> Key {
    Key::new(lang.button_back(), Button::Checkout {})
}

/// Shows lines whose price or stock changed, each to keep or to remove.
pub fn review(lang: Lang, checkout: CheckoutId, lines: &[ReviewLine]) -> Screen {
    let title = if lines.iter().any(ReviewLine::is_short) {
        lang.shortage()
    } else {
        lang.checkout_changed()
    };
    let mut text = vec![title];
    let mut rows = Vec::new();
    for line in lines.iter().take(REVIEWED) {
        let name = cut(&line.name, NAME);
        if let Some(before) = line.price_before {
            text.push(lang.change_price(&name, before, line.price));
        }
        if line.is_short() {
            text.push(lang.shortage_line(&name, line.wanted, line.available));
        }
        rows.push(review_row(lang, checkout, line));
    }
    if lines.len() > REVIEWED {
        let more = lines.len() - REVIEWED;
        text.push(lang.review_more(i64::try_from(more).unwrap_or(i64::MAX)));
    }
    if lines.len() > 1 {
        let mut all = vec![Key::new(
            lang.button_remove_all(),
            Button::DropLines { checkout },
        )];
        if lines.iter().any(|line| line.keepable().is_some()) {
            let keep = Button::KeepLines { checkout };
            all.insert(0, Key::new(lang.button_keep_all(), keep));
        }
        rows.push(all);
    }
    rows.push(vec![cart_key(lang), cancel(lang, checkout)]);
    Screen::new(Html::lines(text), rows)
}

fn review_row(lang: Lang, checkout: CheckoutId, line: &ReviewLine) -> Vec<Key> {
    let variant = line.variant;
    let name = cut(&line.name, REVIEWED_NAME);
    let remove = Button::DropLine { checkout, variant };
    let keep = match line.keepable() {
        None => return vec![Key::new(lang.button_remove_named(&name), remove)],
        Some(units) if line.is_short() => lang.button_keep_fewer(units, &name),
        Some(_) => lang.button_keep(&name),
    };
    vec![
        Key::new(keep, Button::KeepLine { checkout, variant }),
        Key::new(lang.button_remove(), remove),
    ]
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
            QuoteChange::Payment => lang.change_payment(),
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
pub fn placed(lang: Lang, timezone: Tz, order: &Order) -> Screen {
    let mut rows: Vec<Vec<Key>> = orders::proof_row(lang, order).into_iter().collect();
    rows.push(vec![Key::new(
        order.number.as_str(),
        Button::Order {
            order: order.id,
            from: None,
        },
    )]);
    rows.push(vec![Key::new(
        lang.button_home(),
        Button::Home {
            place: Place::Start,
        },
    )]);
    let mut text = vec![lang.order_placed(&order.number, order.total)];
    text.extend(orders::payment(lang, timezone, order));
    Screen::new(Html::paragraphs(text), rows).lasting()
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
        CheckoutRefusal::PaymentGone => Screen::new(lang.checkout_payment_gone(), again()),
        CheckoutRefusal::DetailsGone => Screen::new(lang.checkout_details_gone(), again()),
        CheckoutRefusal::Closed(closure) => Screen::new(
            Html::paragraphs([front::closed(lang, closure), lang.checkout_closed()]),
            vec![vec![cart_key(lang)]],
        ),
        CheckoutRefusal::Outdated => Screen::new(lang.checkout_outdated(), again()),
        CheckoutRefusal::NotFound => Screen::new(
            Html::escape(&lang.alert_checkout_gone()),
            vec![vec![cart_key(lang)]],
        ),
    }
}

fn cart_key(lang: Lang) -> Key {
    Key::new(lang.button_cart(), Button::Cart { from: None })
}

/// An address fit for a list.
pub fn short_address(address: &str) -> String {
    cut(&address.replace('\n', ", "), ADDRESS)
}
