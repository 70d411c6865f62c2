//! `ecombot copy`: moves a shop to another database, photos and all.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::db::copy::{self, Copied, Progress, Stage, Watch};

use super::{CliError, say};

/// A copy that is done sooner shows no progress bar.
const PATIENCE: Duration = Duration::from_secs(1);
/// How much of a checksum is shown: enough to compare two copies by eye.
const SHOWN: usize = 16;

/// From where to where.
#[derive(Debug, clap::Args)]
pub(super) struct CopyArgs {
    /// The shop's database; it is not changed
    #[arg(long, value_name = "URL")]
    from: String,
    /// The database to copy to: a new one, or one that is still empty
    #[arg(long, value_name = "URL")]
    to: String,
}

/// Copies a shop and tells what has arrived.
pub(super) async fn run(args: &CopyArgs) -> Result<(), CliError> {
    let began = Instant::now();
    let bar = bar();
    let copied = copy::copy(&args.from, &args.to, watch(bar.clone(), began)).await;
    bar.finish_and_clear();
    let copied = copied?;
    for line in lines(&copied) {
        say(line);
    }
    let rows = copied.iter().map(|table| table.rows).sum();
    say(format_args!(
        "\nCopied and checked {} rows of {} tables in {:.1} s.\n\
         From now on start the shop with --database and the new URL, and never again with the old\n\
         one: each would go on alone. Keep the old database until the new one has its own backup.",
        grouped(rows),
        copied.len(),
        began.elapsed().as_secs_f64(),
    ));
    Ok(())
}

/// A line for each table, in columns.
fn lines(copied: &[Copied]) -> Vec<String> {
    let names = copied.iter().map(|table| table.table.len()).max();
    let counts = copied.iter().map(|table| grouped(table.rows).len()).max();
    let (names, counts) = (names.unwrap_or(0), counts.unwrap_or(0));
    let line = |table: &Copied| {
        let (rows, sum) = (grouped(table.rows), &table.sha256[..SHOWN]);
        format!("{:names$}  {rows:>counts$} rows  sha256 {sum}", table.table)
    };
    copied.iter().map(line).collect()
}

/// A number with its thousands apart.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn bar() -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {human_pos} of {human_len} rows, {msg}")
        .expect("the template is sound");
    ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden()).with_style(style)
}

/// Moves the bar, which appears only when there is something to wait for.
fn watch(bar: ProgressBar, began: Instant) -> Watch {
    Arc::new(move |progress: Progress<'_>| {
        if bar.is_hidden() && began.elapsed() > PATIENCE {
            // Draws nothing where stderr is no terminal.
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        let doing = match progress.stage {
            Stage::Copying => "copying",
            Stage::Checking => "checking",
        };
        bar.set_length(progress.total);
        bar.set_position(progress.done);
        bar.set_message(format!("{doing} {}", progress.table));
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_copied_stands_in_columns() {
        let table = |name: &str, rows| Copied {
            table: name.to_owned(),
            rows,
            sha256: "0123456789abcdef0123456789abcdef".to_owned(),
        };
        assert_eq!(
            lines(&[table("orders", 1_234_567), table("cart_items", 0)]),
            [
                "orders      1,234,567 rows  sha256 0123456789abcdef",
                "cart_items          0 rows  sha256 0123456789abcdef",
            ]
        );
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1000), "1,000");
    }
}
