//! The screens of the shop's day.

use chrono_tz::Tz;

use crate::{
    bot::{
        admin::{
            button::StaffButton,
            day::button::DayButton,
            orders::{button::DeskButton, view::called},
            panel,
            products::button::ProductButton,
        },
        button::Button,
        screen::{Key, Screen, cut, pager},
    },
    domain::{
        catalog::Place,
        day::{Hour, Period},
        money::Money,
        order::{Order, OrderFilter, OrderStatus},
        stock::{Pace, Scarce, Shelved},
        text::Name,
    },
    i18n::{Html, Lang, When},
    papers::{
        chart::{self, Bar, Chart},
        slip::{Columns, Line, Slip},
    },
    shop::{
        day::{
            Preferences,
            figures::{self, Figures, Sales},
            report::Report,
        },
        stock::{Shelves, Threshold},
    },
};

use super::Choice;

/// Thresholds that can be chosen with a tap.
const THRESHOLDS: &[u32] = &[0, 1, 2, 3, 5, 10, 15, 20, 30, 50, 100, 200];
/// Hours and numbers in a row of keys: on a phone `✅ 09:00` is still whole.
const A_ROW: usize = 4;
/// Days between two labels under the chart.
const LABEL_EVERY: usize = 7;

fn key(label: String, button: DayButton) -> Key {
    Key::new(label, StaffButton::Day(button))
}

fn back(lang: Lang) -> Vec<Key> {
    vec![
        key(lang.button_day(), DayButton::Open {}),
        panel::back(lang),
    ]
}

/// Everything about the day; with what is set for somebody who may set it.
pub fn day(lang: Lang, preferences: Option<&Preferences>) -> Screen {
    let mut rows = vec![vec![
        key(lang.button_figures(), DayButton::Figures {}),
        key(lang.button_shelves(), DayButton::Shelves { from: None }),
    ]];
    let mut text = vec![lang.day_title()];
    if let Some(preferences) = preferences {
        rows.push(vec![
            key(lang.button_report(), DayButton::AskReport {}),
            key(lang.button_quiet(), DayButton::AskQuiet { from: None }),
        ]);
        rows.push(vec![
            key(lang.button_low_stock(), DayButton::AskLowStock {}),
            key(lang.button_order_files(), DayButton::Files {}),
        ]);
        let report = match preferences.report {
            Some(hour) => lang.day_report_at(&hour.to_string()),
            None => lang.day_report_off(),
        };
        let quiet = match preferences.quiet {
            Some(quiet) => lang.day_quiet(&quiet.from.to_string(), &quiet.to.to_string()),
            None => lang.day_quiet_off(),
        };
        let low_stock = lang.day_low_stock(preferences.low_stock);
        text.push(Html::lines([report, quiet, low_stock]));
    }
    rows.push(vec![panel::back(lang)]);
    Screen::new(Html::paragraphs(text), rows)
}

/// What was sold.
pub fn figures(lang: Lang, figures: &Figures) -> Screen {
    let line =
        |period: String, sales: Sales| lang.figures_line(&period, sales.revenue, sales.orders);
    let mut text = vec![
        lang.figures_title(),
        Html::lines([
            line(lang.figures_today(), figures.today),
            line(lang.figures_yesterday(), figures.yesterday),
        ]),
        Html::lines([
            line(lang.figures_week(), figures.week),
            line(lang.figures_last_week(), figures.last_week),
        ]),
        Html::lines([
            line(lang.figures_month(), figures.month),
            line(lang.figures_last_month(), figures.last_month),
        ]),
    ];
    if !figures.best.is_empty() {
        let sellers = (1..).zip(&figures.best).map(|(rank, seller)| {
            lang.figures_seller(rank, &cut(&seller.name, 60), seller.units, seller.revenue)
        });
        let title = lang.figures_best(days());
        text.push(Html::lines([title].into_iter().chain(sellers)));
    }
    text.push(lang.figures_note());
    Screen::new(Html::paragraphs(text), vec![back(lang)])
}

fn days() -> i64 {
    i64::try_from(figures::DAYS).unwrap_or(i64::MAX)
}

/// The chart of what was sold, and what is written under it.
pub fn chart(lang: Lang, figures: &Figures) -> (Chart, String) {
    let currency = figures.today.revenue.currency();
    let value = |sales: &Sales| sales.revenue.minor();
    let sum: i64 = figures.days.iter().map(|(_, sales)| value(sales)).sum();
    let most = figures.days.iter().map(|(_, sales)| value(sales)).max();
    let total = Money::new(sum, currency);
    let unit = 10_i64.saturating_pow(currency.exponent());
    let marks = match most {
        None | Some(0) => Vec::new(),
        Some(most) => chart::marks(most, unit),
    };
    let last = figures.days.len().saturating_sub(1);
    let bars = (0..).zip(&figures.days).map(|(number, (day, sales))| {
        let label = match last - number {
            0 => lang.chart_today(),
            // The last one would run into it.
            back if back % LABEL_EVERY == 0 => lang.short_day(*day),
            _ => String::new(),
        };
        Bar {
            value: value(sales),
            label,
        }
    });
    let chart = Chart {
        title: lang.chart_title(days()),
        total: lang.money(total),
        bars: bars.collect(),
        marks: marks
            .into_iter()
            .map(|mark| (mark, lang.whole_money(Money::new(mark, currency))))
            .collect(),
    };
    (chart, lang.chart_caption(total, days()))
}

/// Which orders there may be files of.
pub fn files(lang: Lang) -> Screen {
    let period = |label: String, period: Period| vec![key(label, DayButton::Export { period })];
    let rows = vec![
        period(lang.period_this_month(), Period::ThisMonth),
        period(lang.period_last_month(), Period::LastMonth),
        period(lang.period_all(), Period::All),
        back(lang),
    ];
    Screen::new(lang.files_orders_title(), rows)
}

/// What there is to choose from for a setting.
pub fn choose(lang: Lang, choice: Choice, preferences: &Preferences) -> Screen {
    let (text, mut rows) = match choice {
        Choice::Report => {
            let report = |hour| DayButton::SetReport { hour };
            let mut rows = hours(lang, preferences.report, |hour| Some(report(Some(hour))));
            rows.push(vec![key(lang.button_report_off(), report(None))]);
            (lang.report_prompt(), rows)
        }
        Choice::QuietFrom => {
            let from = preferences.quiet.map(|quiet| quiet.from);
            let mut rows = hours(lang, from, |hour| {
                Some(DayButton::AskQuiet { from: Some(hour) })
            });
            let off = DayButton::SetQuiet {
                from: None,
                to: None,
            };
            rows.push(vec![key(lang.button_quiet_off(), off)]);
            (lang.quiet_from_prompt(), rows)
        }
        Choice::QuietTo(from) => {
            let to = preferences.quiet.map(|quiet| quiet.to);
            let rows = hours(lang, to, |to| {
                let (from, to) = (Some(from), Some(to));
                (from != to).then_some(DayButton::SetQuiet { from, to })
            });
            (lang.quiet_to_prompt(&from.to_string()), rows)
        }
        Choice::LowStock => {
            let rows = thresholds(lang, Some(preferences.low_stock), |units| {
                DayButton::SetLowStock { units }
            });
            (lang.low_stock_prompt(), rows)
        }
    };
    rows.push(back(lang));
    Screen::new(text, rows)
}

fn hours(
    lang: Lang,
    set: Option<Hour>,
    button: impl Fn(Hour) -> Option<DayButton>,
) -> Vec<Vec<Key>> {
    let keys: Vec<Key> = Hour::all()
        .filter_map(|hour| {
            let label = if set == Some(hour) {
                lang.button_hour_set(&hour.to_string())
            } else {
                hour.to_string()
            };
            button(hour).map(|button| key(label, button))
        })
        .collect();
    keys.chunks(A_ROW).map(<[Key]>::to_vec).collect()
}

fn thresholds(lang: Lang, set: Option<u32>, button: impl Fn(u32) -> DayButton) -> Vec<Vec<Key>> {
    let keys: Vec<Key> = THRESHOLDS
        .iter()
        .map(|units| {
            let label = if set == Some(*units) {
                lang.button_units_set(*units)
            } else {
                lang.button_units(*units)
            };
            key(label, button(*units))
        })
        .collect();
    keys.chunks(A_ROW).map(<[Key]>::to_vec).collect()
}

/// What is on the shelves.
pub fn shelves(lang: Lang, shelves: &Shelves) -> Screen {
    let line = |shelved: &Shelved| {
        let name = cut(&shelved.name, 50);
        let label = if shelved.stock <= shelved.threshold.unwrap_or(shelves.usual) {
            lang.button_shelved_low(shelved.stock, &name)
        } else {
            lang.button_shelved(shelved.stock, &name)
        };
        let product = shelved.product;
        vec![key(label, DayButton::Threshold { product })]
    };
    let page = &shelves.page;
    let mut rows: Vec<Vec<Key>> = page.items.iter().map(line).collect();
    let turn = |from| StaffButton::Day(DayButton::Shelves { from: Some(from) });
    rows.extend(pager(lang, page.previous.map(turn), page.next.map(turn)));
    rows.push(back(lang));
    let text = if page.items.is_empty() && page.previous.is_none() {
        lang.shelves_empty()
    } else {
        lang.shelves_title(shelves.usual)
    };
    Screen::new(text, rows)
}

/// From how little of a product on staff are told.
pub fn threshold(lang: Lang, threshold: &Threshold) -> Screen {
    let product = threshold.product;
    let mut rows = thresholds(lang, threshold.own, |units| DayButton::SetThreshold {
        product,
        units: Some(units),
    });
    let usual = lang.button_threshold_usual(threshold.usual);
    let usual = match threshold.own {
        None => lang.button_value_chosen(&usual),
        Some(_) => usual,
    };
    let units = None;
    rows.push(vec![key(usual, DayButton::SetThreshold { product, units })]);
    let back = ProductButton::Menu { product };
    rows.push(vec![
        Key::new(lang.button_staff_product_back(), StaffButton::Product(back)),
        key(lang.button_shelves(), DayButton::Shelves { from: None }),
    ]);
    rows.push(vec![panel::back(lang)]);
    Screen::new(lang.threshold_prompt(&threshold.name), rows)
}

/// The morning report.
pub fn report(lang: Lang, report: &Report) -> Screen {
    let line =
        |period: String, sales: Sales| lang.figures_line(&period, sales.revenue, sales.orders);
    let sold = Html::lines([
        line(lang.figures_yesterday(), report.yesterday),
        line(lang.figures_today(), report.today),
    ]);
    let packing = lang.morning_packing(report.pending, report.processing, report.pickup_ready);
    let mut scarce = vec![if report.scarce.is_empty() {
        lang.morning_nothing_scarce()
    } else {
        lang.morning_scarce()
    }];
    scarce.extend(report.scarce.iter().map(|scarce| lasting(lang, scarce)));
    if report.more_scarce > 0 {
        scarce.push(lang.scarce_more(report.more_scarce));
    }
    let text = Html::paragraphs([
        lang.morning_title(&lang.day(report.day)),
        sold,
        packing,
        Html::lines(scarce),
    ]);
    let list = |status: OrderStatus| {
        let filter = OrderFilter::Status(status);
        Key::new(lang.status(status), DeskButton::List { filter, from: None })
    };
    let rows = vec![
        vec![list(OrderStatus::Pending), list(OrderStatus::Processing)],
        back(lang),
    ];
    Screen::new(text, rows).lasting()
}

/// How long something lasts of which there is little.
fn lasting(lang: Lang, scarce: &Scarce) -> Html {
    let (name, units) = (cut(&scarce.shelved.name, 60), scarce.shelved.stock);
    match scarce.days_left() {
        _ if units == 0 => lang.scarce_gone(&name),
        Some(0) => lang.scarce_today(&name, units),
        Some(days) => lang.scarce_days(&name, units, days),
        None => lang.scarce_no_pace(&name, units, Pace::LONG),
    }
}

/// The notice that a sale has left little of something; with the way to the shelves for somebody
/// who may go there.
pub fn low_stock(lang: Lang, shelved: &Shelved, left: u32, may_see: bool) -> Screen {
    let text = match left {
        0 => lang.notice_sold_out(&shelved.name),
        left => lang.notice_low_stock(&shelved.name, left),
    };
    let shelves = key(lang.button_shelves(), DayButton::Shelves { from: None });
    let rows = if may_see {
        vec![vec![shelves]]
    } else {
        Vec::new()
    };
    Screen::new(text, rows).lasting()
}

/// The notice that something is there again.
pub fn back_in_stock(lang: Lang, shelved: &Shelved) -> Screen {
    let product = Button::Product {
        product: shelved.product,
        place: Place::Start,
    };
    let row = vec![Key::new(lang.button_open_product(), product)];
    Screen::new(lang.notice_back(&shelved.name), vec![row]).lasting()
}

/// The packing slip of an order, whose lines have these SKUs, with the name of the shop if it has
/// one.
pub fn slip(lang: Lang, timezone: Tz, shop: Option<&Name>, order: &Order, skus: &[String]) -> Slip {
    let from = shop.map(|name| (lang.slip_shop(), name.to_string()));
    let mut facts: Vec<(String, String)> = from.into_iter().collect();
    facts.extend([
        (
            lang.slip_date(),
            lang.date_time(When(order.placed_at, timezone)),
        ),
        (lang.slip_name(), called(lang, &order.contact_name)),
        (lang.slip_phone(), order.phone.clone()),
        (
            lang.slip_delivery(),
            lang.delivery_kind(order.delivery_kind),
        ),
        (lang.slip_address(), order.address.clone()),
    ]);
    if let Some(comment) = &order.comment {
        facts.push((lang.slip_comment(), comment.clone()));
    }
    let units = order.lines.iter().map(|line| line.quantity.get());
    let lines = order.lines.iter().zip(skus).map(|(line, sku)| Line {
        sku: sku.clone(),
        item: line.name.clone(),
        quantity: line.quantity.get(),
    });
    Slip {
        language: lang.code().to_owned(),
        title: lang.slip_title(&order.number),
        facts,
        columns: Columns {
            sku: lang.slip_sku(),
            item: lang.slip_item(),
            quantity: lang.slip_quantity(),
        },
        lines: lines.collect(),
        sum: lang.slip_sum(units.map(i64::from).sum()),
    }
}
