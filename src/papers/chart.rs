//! The chart of the last days' sales, as a picture: one bar a day.
//!
//! It brings its own dark ground, on which the colours keep their contrast, so that it looks the
//! same whether the chat is light or dark.

#![expect(
    clippy::float_arithmetic,
    reason = "pixels are covered in fractions; money and heights are whole numbers"
)]

use image::{Rgb, RgbImage};

use super::canvas::{cover, fill, png, wide, write};

const WIDTH: u32 = 1200;
const HEIGHT: u32 = 900;
/// Where the bars stand: left and right end, top and bottom.
const LEFT: u32 = 60;
const RIGHT: u32 = WIDTH - 60;
const TOP: u32 = 250;
const BOTTOM: u32 = HEIGHT - 110;
/// What is left free between two bars, in pixels.
const GAP: u32 = 8;
/// A day without a sale is a thin line, a sale at least this high.
const EMPTY: u32 = 5;
const LEAST: u32 = 12;

const GROUND: Rgb<u8> = Rgb([29, 40, 50]);
const GRID: Rgb<u8> = Rgb([56, 71, 84]);
const QUIET: Rgb<u8> = Rgb([157, 172, 184]);
const BRIGHT: Rgb<u8> = Rgb([240, 244, 247]);
const BAR: Rgb<u8> = Rgb([77, 184, 164]);
const TODAY: Rgb<u8> = Rgb([255, 181, 71]);
const NOTHING: Rgb<u8> = Rgb([86, 102, 115]);

/// What the chart shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// What it is of.
    pub title: String,
    /// The sum of all bars, in words.
    pub total: String,
    /// The bars, the last one of today.
    pub bars: Vec<Bar>,
    /// Values at which a line is drawn, with what stands on it.
    pub marks: Vec<(i64, String)>,
}

/// A day of the chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// How much: 0 or more.
    pub value: i64,
    /// What stands below it; empty for most.
    pub label: String,
}

/// Values for the lines of a chart whose highest bar is `most`: one to four round ones, of which
/// the last is not below it. `unit` is what counts as one, such as 100 cents.
pub fn marks(most: i64, unit: i64) -> Vec<i64> {
    let unit = unit.max(1);
    let most = most.max(unit);
    let mut step = unit;
    // 1, 2, 5, 10, 20, 50 …
    for (times, parts) in [(2, 1), (5, 2), (2, 1)].into_iter().cycle() {
        if step.saturating_mul(4) >= most {
            break;
        }
        step = step.saturating_mul(times) / parts;
    }
    let count = most.saturating_add(step - 1).div_euclid(step).max(1);
    (1..=count)
        .map(|number| step.saturating_mul(number))
        .collect()
}

/// Draws a chart; a PNG file.
pub fn draw(chart: &Chart) -> Vec<u8> {
    let mut picture = RgbImage::from_pixel(WIDTH, HEIGHT, GROUND);
    write(&mut picture, &chart.title, (LEFT, 62), 36.0, QUIET);
    write(&mut picture, &chart.total, (LEFT, 112), 72.0, BRIGHT);
    let top = chart.marks.iter().map(|(value, _)| *value).max();
    let highest = chart.bars.iter().map(|bar| bar.value).max().unwrap_or(0);
    let top = top.unwrap_or(1).max(highest).max(1);
    let height = |value: i64| {
        let pixels = i128::from(value.max(0)) * i128::from(BOTTOM - TOP) / i128::from(top);
        u32::try_from(pixels).unwrap_or(0)
    };
    let widest = chart.marks.iter().map(|(_, label)| wide(label, 28.0)).max();
    let left = match widest.unwrap_or(0) {
        0 => LEFT,
        widest => (LEFT + widest + 20).min(RIGHT / 2),
    };
    for (value, label) in &chart.marks {
        let line = BOTTOM - height(*value);
        fill(&mut picture, left..RIGHT, line..line + 2, GRID);
        let start = left.saturating_sub(wide(label, 28.0) + 20);
        write(&mut picture, label, (start, line - 17), 28.0, QUIET);
    }
    let count = u32::try_from(chart.bars.len()).unwrap_or(1).max(1);
    let place = |number: u32| left + (RIGHT - left) * number / count;
    for (number, bar) in (0..count).zip(&chart.bars) {
        let (from, to) = (place(number), place(number + 1));
        let across = from + GAP / 2..to - GAP / 2;
        let is_today = number + 1 == count;
        let (colour, tall) = match bar.value {
            ..=0 => (if is_today { TODAY } else { NOTHING }, EMPTY),
            value => (if is_today { TODAY } else { BAR }, height(value).max(LEAST)),
        };
        column(&mut picture, across, BOTTOM - tall..BOTTOM, colour);
        let wide = wide(&bar.label, 30.0);
        let start = ((from + to) / 2).saturating_sub(wide / 2);
        let start = start.clamp(LEFT, RIGHT.saturating_sub(wide).max(LEFT));
        let colour = if is_today { TODAY } else { QUIET };
        write(&mut picture, &bar.label, (start, BOTTOM + 22), 30.0, colour);
    }
    png(&picture)
}

/// A bar with round upper corners.
fn column(
    picture: &mut RgbImage,
    across: std::ops::Range<u32>,
    down: std::ops::Range<u32>,
    colour: Rgb<u8>,
) {
    let radius = (across.len() as f32 / 4.0).min(down.len() as f32 / 2.0);
    let (left, right) = (across.start as f32 + radius, across.end as f32 - radius);
    let corner = down.start as f32 + radius;
    for y in down {
        for x in across.clone() {
            let (middle_x, middle_y) = (x as f32 + 0.5, y as f32 + 0.5);
            let aside = (left - middle_x).max(middle_x - right).max(0.0);
            let above = (corner - middle_y).max(0.0);
            let distance = aside.hypot(above);
            cover(
                picture,
                x,
                y,
                colour,
                (radius - distance + 0.5).clamp(0.0, 1.0),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_drawn_at_round_values_up_to_the_highest_bar() {
        for (most, unit, expected) in [
            (0, 100, &[100][..]),
            (100, 100, &[100]),
            (250, 100, &[100, 200, 300]),
            (1_900, 100, &[500, 1_000, 1_500, 2_000]),
            (12_345, 100, &[5_000, 10_000, 15_000]),
            (7, 1, &[2, 4, 6, 8]),
        ] {
            assert_eq!(marks(most, unit), expected, "{most}");
        }
        for most in (1..1_000_000_i64).step_by(997) {
            let lines = marks(most, 100);
            assert!((1..=4).contains(&lines.len()), "{most}: {lines:?}");
            assert!(lines.last() >= Some(&most), "{most}: {lines:?}");
        }
    }

    #[test]
    fn an_empty_day_is_seen_and_today_stands_out() {
        let bars = [0, 500, 0, 1_000].map(|value| Bar {
            value,
            label: String::new(),
        });
        let chart = Chart {
            title: String::new(),
            total: String::new(),
            bars: bars.to_vec(),
            marks: vec![(1_000, String::new())],
        };
        let picture = image::load_from_memory(&draw(&chart)).expect("a picture");
        let picture = picture.to_rgb8();
        let at = |bar: u32, up: u32| {
            let middle = LEFT + (RIGHT - LEFT) * (2 * bar + 1) / 8;
            *picture.get_pixel(middle, BOTTOM - up)
        };
        assert_eq!(at(0, 2), NOTHING);
        assert_eq!(at(0, 20), GROUND);
        assert_eq!(at(1, 200), BAR);
        assert_eq!(at(1, (BOTTOM - TOP) / 2 + 10), GROUND);
        assert_eq!(at(3, 500), TODAY);
    }
}
