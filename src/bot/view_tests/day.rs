//! The screens of the shop's day.

use chrono::NaiveDate;

use crate::{
    bot::{
        admin::day::{Choice, view},
        screen::Screen,
    },
    domain::{
        day::{Hour, QuietHours, earlier},
        id::{ProductId, VariantId},
        page::Page,
        stock::{Pace, Scarce, Shelved},
    },
    i18n::Lang,
    shop::{
        day::{
            Preferences,
            figures::{Figures, Sales, Seller},
            report::Report,
        },
        stock::{Shelves, Threshold},
    },
};

use super::samples::Size;

fn hour(hour: u8) -> Hour {
    Hour::new(hour).expect("an hour")
}

fn today() -> NaiveDate {
    "2026-11-22".parse().expect("a date")
}

fn sales(size: Size, orders: i64) -> Sales {
    Sales {
        orders,
        revenue: size.money(orders * 1750),
    }
}

fn figures(size: Size) -> Figures {
    let seller = |id: i64| Seller {
        product: ProductId::new(id),
        name: size.name(),
        units: 10 - id,
        revenue: size.money(1250),
    };
    let days = (0..30_u64).rev().map(|back| {
        let day = earlier(today(), back);
        (day, sales(size, i64::try_from(back % 4).expect("few")))
    });
    Figures {
        today: sales(size, 3),
        yesterday: sales(size, 0),
        week: sales(size, 5),
        last_week: sales(size, 8),
        month: sales(size, 21),
        last_month: sales(size, 1),
        days: days.collect(),
        best: (1..).take(size.count(2, 5)).map(seller).collect(),
    }
}

fn shelved(size: Size, stock: u32) -> Shelved {
    Shelved {
        variant: VariantId::new(3),
        product: ProductId::new(7),
        name: size.name(),
        stock,
        threshold: None,
    }
}

fn report(size: Size) -> Report {
    let scarce = |stock: u32| Scarce {
        shelved: shelved(size, stock),
        pace: Pace {
            lately: i64::from(stock % 3) * 2,
            longer: 0,
        },
    };
    Report {
        day: today(),
        yesterday: sales(size, 3),
        today: sales(size, 1),
        pending: 2,
        processing: 1,
        pickup_ready: 0,
        scarce: (0..).take(size.count(4, 8)).map(scarce).collect(),
        more_scarce: 3,
    }
}

pub(super) fn screens(lang: Lang, size: Size) -> Vec<(&'static str, Screen)> {
    let set = Preferences {
        report: Some(hour(9)),
        quiet: QuietHours::new(hour(22), hour(7)),
        low_stock: 5,
    };
    let unset = Preferences {
        report: None,
        quiet: None,
        low_stock: 0,
    };
    let calm = Report {
        scarce: Vec::new(),
        more_scarce: 0,
        ..report(size)
    };
    let shelves = Shelves {
        page: Page {
            items: (0..)
                .take(size.count(2, 8))
                .map(|stock| shelved(size, stock * 6))
                .collect(),
            previous: Some(VariantId::new(1)),
            next: Some(VariantId::new(9)),
        },
        usual: 5,
    };
    let bare = Shelves {
        page: Page {
            items: Vec::new(),
            previous: None,
            next: None,
        },
        usual: 5,
    };
    let threshold = |own| Threshold {
        product: ProductId::new(7),
        name: size.name(),
        own,
        usual: 5,
    };
    let choose = |choice| view::choose(lang, choice, &set);
    vec![
        ("the day", view::day(lang, Some(&set))),
        ("the day without reports", view::day(lang, Some(&unset))),
        ("the day for a manager", view::day(lang, None)),
        ("figures", view::figures(lang, &figures(size))),
        ("orders as files", view::files(lang)),
        ("hour of the report", choose(Choice::Report)),
        ("quiet hours begin", choose(Choice::QuietFrom)),
        ("quiet hours end", choose(Choice::QuietTo(hour(22)))),
        ("low stock", choose(Choice::LowStock)),
        ("shelves", view::shelves(lang, &shelves)),
        ("bare shelves", view::shelves(lang, &bare)),
        (
            "threshold of a product",
            view::threshold(lang, &threshold(Some(10))),
        ),
        (
            "usual threshold of a product",
            view::threshold(lang, &threshold(None)),
        ),
        ("morning report", view::report(lang, &report(size))),
        ("calm morning report", view::report(lang, &calm)),
        (
            "note of low stock",
            view::low_stock(lang, &shelved(size, 3), 3, true),
        ),
        (
            "note of low stock for a packer",
            view::low_stock(lang, &shelved(size, 0), 0, false),
        ),
        (
            "back in stock",
            view::back_in_stock(lang, &shelved(size, 3)),
        ),
    ]
}

#[test]
fn the_chart_names_every_seventh_day_and_today() {
    let (chart, caption) = view::chart(Lang::EN, &figures(Size::Usual));
    let labels: Vec<&str> = chart
        .bars
        .iter()
        .map(|bar| bar.label.as_str())
        .filter(|label| !label.is_empty())
        .collect();
    assert_eq!(labels, ["25 Oct", "1 Nov", "8 Nov", "15 Nov", "today"]);
    let marks: Vec<&str> = chart.marks.iter().map(|mark| mark.1.as_str()).collect();
    assert_eq!(marks, ["$20", "$40", "$60"]);
    assert_eq!(caption, "📊 $752.50 in the last 30 days");
}

#[test]
fn a_chart_without_sales_has_no_lines_to_measure_them_by() {
    let mut nothing = figures(Size::Usual);
    for (_, sold) in &mut nothing.days {
        *sold = sales(Size::Usual, 0);
    }
    let (chart, _) = view::chart(Lang::EN, &nothing);
    assert_eq!((chart.marks, chart.bars.len()), (Vec::new(), 30));
}

#[test]
fn the_longest_amounts_fit_the_chart() {
    for size in [Size::Usual, Size::Longest] {
        let (chart, _) = view::chart(Lang::EN, &figures(size));
        let file = crate::papers::chart::draw(&chart);
        let picture = image::load_from_memory(&file).expect("a picture");
        assert_eq!((picture.width(), picture.height()), (1200, 900));
        // A sendPhoto upload has 10 MB at most.
        assert!(file.len() < 200_000, "{}", file.len());
    }
}
