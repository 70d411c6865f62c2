//! Orders as tables for a spreadsheet: one file with a row for each order, one with a row for each
//! line of an order. Amounts are exact, times are those of the shop's clock in ISO 8601.

use chrono_tz::Tz;
use csv::{Terminator, Writer, WriterBuilder};

use crate::{
    domain::{
        money::{Money, MoneyError},
        options::OptionList,
    },
    shop::orders::export::Listed,
};

/// A file is ended before it has more bytes than this; Telegram takes 50 MB from a bot (Bot API,
/// "Sending files").
const LARGEST: usize = 45_000_000;

const ORDERS: &[&str] = &[
    "number",
    "placed_at",
    "status",
    "name",
    "phone",
    "delivery",
    "address",
    "comment",
    "units",
    "goods",
    "fee",
    "total",
    "currency",
];

const LINES: &[&str] = &[
    "number",
    "placed_at",
    "sku",
    "name",
    "options",
    "quantity",
    "price",
    "subtotal",
    "currency",
];

/// Orders as two tables, each in as many files as it takes.
#[derive(Debug)]
pub struct Tables {
    timezone: Tz,
    orders: Table,
    lines: Table,
}

/// What became of the orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// A row for each order.
    pub orders: Vec<Vec<u8>>,
    /// A row for each line of an order.
    pub lines: Vec<Vec<u8>>,
}

impl Tables {
    /// Empty tables whose times are of a time zone.
    pub fn new(timezone: Tz) -> Self {
        Self {
            timezone,
            orders: Table::new(ORDERS, LARGEST),
            lines: Table::new(LINES, LARGEST),
        }
    }

    /// Adds an order.
    ///
    /// # Errors
    /// When its lines come to more than an amount can be.
    pub fn add(&mut self, order: &Listed) -> Result<(), MoneyError> {
        let placed_at = order.placed_at.with_timezone(&self.timezone).to_rfc3339();
        let (number, currency) = (order.number.as_str(), order.total.currency());
        let mut goods = Money::zero(currency);
        let mut units = 0_u64;
        for line in &order.lines {
            let subtotal = line.price.times(line.quantity)?;
            goods = goods.plus(subtotal)?;
            units += u64::from(line.quantity);
            let options = OptionList::stored(&line.options).as_slice().join(" / ");
            self.lines.row(&[
                text(number),
                placed_at.clone(),
                text(&line.sku),
                text(&line.name),
                text(&options),
                line.quantity.to_string(),
                amount(line.price),
                amount(subtotal),
                currency.code().to_owned(),
            ]);
        }
        self.orders.row(&[
            text(number),
            placed_at,
            order.status.code().to_owned(),
            text(&order.contact_name),
            text(&order.phone),
            order.delivery_kind.code().to_owned(),
            text(&order.address),
            text(order.comment.as_deref().unwrap_or_default()),
            units.to_string(),
            amount(goods),
            amount(order.fee),
            amount(order.total),
            currency.code().to_owned(),
        ]);
        Ok(())
    }

    /// The files.
    pub fn finish(self) -> Files {
        Files {
            orders: self.orders.finish(),
            lines: self.lines.finish(),
        }
    }
}

fn amount(money: Money) -> String {
    money.to_decimal().to_string()
}

/// A text as a cell: with an apostrophe before it where a spreadsheet would calculate, whatever
/// blanks stand before the sign.
fn text(cell: &str) -> String {
    let first = cell.trim_start().chars().next();
    let is_formula = matches!(
        first,
        Some('=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}')
    ) || cell.starts_with(['\t', '\r', '\n']);
    if is_formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// A table in files that are not too large.
#[derive(Debug)]
struct Table {
    head: &'static [&'static str],
    largest: usize,
    done: Vec<Vec<u8>>,
    open: Writer<Vec<u8>>,
    /// Bytes in the open file, at least.
    size: usize,
}

impl Table {
    fn new(head: &'static [&'static str], largest: usize) -> Self {
        let mut table = Self {
            head,
            largest,
            done: Vec::new(),
            open: WriterBuilder::new().from_writer(Vec::new()),
            size: 0,
        };
        table.begin();
        table
    }

    /// Begins a file: UTF-8 with the mark that spreadsheets look for.
    fn begin(&mut self) {
        let file = "\u{feff}".as_bytes().to_vec();
        self.size = file.len();
        self.open = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .from_writer(file);
        let head: Vec<String> = self.head.iter().map(ToString::to_string).collect();
        self.write(&head);
    }

    fn write(&mut self, cells: &[String]) {
        self.open
            .write_record(cells)
            .expect("memory takes every row of one length");
    }

    fn row(&mut self, cells: &[String]) {
        // Quotes doubled and around, and what stands between cells.
        let most = cells.iter().map(|cell| cell.len() * 2 + 3).sum::<usize>();
        if self.size + most > self.largest {
            self.end();
            self.begin();
        }
        self.size += most;
        self.write(cells);
    }

    fn end(&mut self) {
        let open = std::mem::replace(&mut self.open, WriterBuilder::new().from_writer(Vec::new()));
        let file = open.into_inner().expect("memory is always flushed");
        self.done.push(file);
    }

    fn finish(mut self) -> Vec<Vec<u8>> {
        self.end();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::{
        domain::{
            delivery::DeliveryKind,
            id::OrderId,
            money::Currency,
            order::{OrderNumber, OrderStatus},
        },
        shop::orders::export::ListedLine,
    };

    fn order() -> Listed {
        let usd = |minor| Money::new(minor, Currency::USD);
        Listed {
            id: OrderId::new(1),
            number: OrderNumber::stored("ECO-261122-7KQM".into()),
            placed_at: DateTime::from_timestamp(1_795_341_600, 0).expect("a time"),
            status: OrderStatus::Shipped,
            contact_name: "=HYPERLINK(\"x\")".into(),
            phone: "+15551234567".into(),
            delivery_kind: DeliveryKind::LocalSameDay,
            address: "1 Main St, \"Rear\"\nSpringfield".into(),
            comment: None,
            fee: usd(500),
            total: usd(3001),
            lines: vec![ListedLine {
                sku: "MUG".into(),
                name: "Mug".into(),
                options: "Blue\nL".into(),
                quantity: 2,
                price: usd(1250),
            }],
        }
    }

    fn read(file: &[u8]) -> Vec<Vec<String>> {
        let file = file.strip_prefix("\u{feff}".as_bytes()).expect("the mark");
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(file);
        let rows = reader.records().map(|row| row.expect("a row"));
        rows.map(|row| row.iter().map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn amounts_are_exact_times_local_and_no_cell_is_a_formula() {
        let mut tables = Tables::new(Tz::Europe__Berlin);
        tables.add(&order()).expect("an order");
        let files = tables.finish();
        let orders = read(&files.orders[0]);
        assert_eq!(orders[0], ORDERS);
        assert_eq!(
            orders[1],
            [
                "ECO-261122-7KQM",
                "2026-11-22T11:00:00+01:00",
                "shipped",
                "'=HYPERLINK(\"x\")",
                "'+15551234567",
                "local_same_day",
                "1 Main St, \"Rear\"\nSpringfield",
                "",
                "2",
                "25.00",
                "5.00",
                "30.01",
                "USD"
            ]
        );
        let lines = read(&files.lines[0]);
        assert_eq!(lines[0], LINES);
        assert_eq!(lines[1][2..7], ["MUG", "Mug", "Blue / L", "2", "12.50"]);
        for formula in ["=1", "+1", "-1", "@A", " =1", "\t1", "＝1", "\n=1"] {
            assert!(text(formula).starts_with('\''), "{formula}");
        }
        assert_eq!(text("a=b"), "a=b");
    }

    #[test]
    fn a_file_that_would_be_too_large_is_followed_by_another() {
        let mut table = Table::new(LINES, 2_000);
        let cells = vec!["x".repeat(20); LINES.len()];
        for _ in 0..40 {
            table.row(&cells);
        }
        let files = table.finish();
        assert!(files.len() > 2);
        let rows: usize = files.iter().map(|file| read(file).len() - 1).sum();
        assert_eq!(rows, 40);
        assert!(files.iter().all(|file| file.len() <= 2_000));
        assert!(files.iter().all(|file| read(file)[0] == LINES));
    }
}
