//! What screens say, made comparable.

use chrono::Utc;

/// The order numbers in a text, in order.
pub(crate) fn numbers(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let starts = text.match_indices("ECO-").map(|(start, _)| &text[start..]);
    starts
        .map(|rest| rest.split(|c| !is_part(c)).next().unwrap().to_owned())
        .collect()
}

/// A screen without what differs from run to run.
pub(crate) fn masked(screen: &str) -> String {
    let mut masked = screen.to_owned();
    for number in numbers(screen) {
        masked = masked.replace(&number, "NUMBER");
    }
    let today = Utc::now();
    for day in [today, today - chrono::Duration::days(1)] {
        let date = day.format("%-d %b %Y").to_string();
        while let Some(start) = masked.find(&date) {
            let after = &masked[start + date.len()..];
            let time = after
                .strip_prefix(", ")
                .map_or(0, |time| 2 + time.find(['\n', ' ']).unwrap_or(time.len()));
            masked.replace_range(start..start + date.len() + time, "DATE");
        }
    }
    masked
}
