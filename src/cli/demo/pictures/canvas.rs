//! A small canvas: convex shapes with smooth edges, in whole numbers.
//!
//! Shapes are given on a sheet of 600 × 450 and cut into spans on a grid of a quarter of a pixel, so
//! that an edge covers a pixel by sixteenths. What lies between the edges is copied, not blended.
//! The picture has 480 × 360 pixels: encoding is what takes time when the demo starts.

use std::path::Path;

use image::{ExtendedColorType, ImageFormat, ImageResult};

/// Red, green, blue.
pub(super) type Colour = [u8; 3];

pub(super) const WIDTH: i32 = 600;

const COLUMNS: i32 = 480;
const ROWS: i32 = 360;

const FINE: i32 = 4;
const WHOLE: i32 = FINE * FINE;

/// A length of the sheet on the fine grid.
const fn fine(length: i32) -> i32 {
    length * COLUMNS * FINE / WIDTH
}

/// A colour with some percent of another in it.
pub(super) fn mix(colour: Colour, other: Colour, percent: i32) -> Colour {
    blend(colour, other, percent, 100)
}

/// A lighter shade.
pub(super) fn light(colour: Colour, percent: i32) -> Colour {
    mix(colour, [255; 3], percent)
}

/// A darker shade.
pub(super) fn dark(colour: Colour, percent: i32) -> Colour {
    mix(colour, [20, 16, 24], percent)
}

fn blend(under: Colour, over: Colour, part: i32, whole: i32) -> Colour {
    let mut mixed = under;
    for (under, over) in mixed.iter_mut().zip(over) {
        let sum = i32::from(*under) * (whole - part) + i32::from(over) * part;
        *under = u8::try_from(sum / whole).unwrap_or(u8::MAX);
    }
    mixed
}

pub(in crate::cli::demo) struct Canvas {
    pixels: Vec<u8>,
}

impl Canvas {
    pub(super) fn new(background: Colour) -> Self {
        let row = background.repeat(index(COLUMNS));
        Self {
            pixels: row.repeat(index(ROWS)),
        }
    }

    pub(super) fn rectangle(&mut self, colour: Colour, x: i32, y: i32, width: i32, height: i32) {
        self.rounded(colour, x, y, width, height, 0);
    }

    /// A rectangle with round corners.
    pub(super) fn rounded(
        &mut self,
        colour: Colour,
        x: i32,
        y: i32,
        width: i32,
        height: i32,
        radius: i32,
    ) {
        let [left, top, right, bottom, radius] = [x, y, x + width, y + height, radius].map(fine);
        self.fill(colour, top, bottom, |line| {
            let from_corner = (top + radius - line)
                .max(line - (bottom - 1 - radius))
                .max(0);
            let is_outside = line < top || line >= bottom;
            let cut = radius - root(i64::from(radius), i64::from(from_corner));
            (!is_outside).then_some((left + cut, right - cut))
        });
    }

    pub(super) fn ellipse(&mut self, colour: Colour, x: i32, y: i32, across: i32, down: i32) {
        let [middle, centre, wide, tall] = [x, y, across, down].map(fine);
        self.fill(colour, centre - tall, centre + tall, |line| {
            let distance = i64::from(line - centre);
            let half = i64::from(root(i64::from(tall), distance)) * i64::from(wide);
            let half = i32::try_from(half / i64::from(tall.max(1))).ok()?;
            Some((middle - half, middle + half))
        });
    }

    /// The rim of an ellipse, and not what is within.
    pub(super) fn ring(
        &mut self,
        colour: Colour,
        (x, y): (i32, i32),
        (across, down): (i32, i32),
        thick: i32,
    ) {
        let [middle, centre, wide, tall, rim] = [x, y, across, down, thick].map(fine);
        let half = move |wide: i32, tall: i32, line: i32| {
            let half = i64::from(root(i64::from(tall), i64::from(line - centre)));
            i32::try_from(half * i64::from(wide) / i64::from(tall.max(1))).unwrap_or(0)
        };
        for side in [-1, 1] {
            self.fill(colour, centre - tall, centre + tall, |line| {
                let outer = middle + side * half(wide, tall, line);
                let inner = middle + side * half(wide - rim, tall - rim, line);
                Some((outer.min(inner), outer.max(inner)))
            });
        }
    }

    /// A convex polygon.
    pub(super) fn polygon(&mut self, colour: Colour, corners: &[(i32, i32)]) {
        let (top, bottom) = corners
            .iter()
            .fold((i32::MAX, i32::MIN), |(top, bottom), (_, y)| {
                (top.min(*y), bottom.max(*y))
            });
        self.fill(colour, fine(top), fine(bottom), |line| {
            let mut span: Option<(i32, i32)> = None;
            for (at, from) in corners.iter().enumerate() {
                let to = corners[(at + 1) % corners.len()];
                let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(fine);
                if y1 == y2 || line < y1.min(y2) || line >= y1.max(y2) {
                    continue;
                }
                let x = x1 + (x2 - x1) * (line - y1) / (y2 - y1);
                span = Some(span.map_or((x, x), |(left, right)| (left.min(x), right.max(x))));
            }
            span
        });
    }

    /// A line of some thickness.
    pub(super) fn line(&mut self, colour: Colour, from: (i32, i32), to: (i32, i32), thick: i32) {
        let (across, down) = (to.0 - from.0, to.1 - from.1);
        let length = (across * across + down * down).isqrt().max(1);
        let (x, y) = (-down * thick / 2 / length, across * thick / 2 / length);
        self.polygon(
            colour,
            &[
                (from.0 + x, from.1 + y),
                (to.0 + x, to.1 + y),
                (to.0 - x, to.1 - y),
                (from.0 - x, from.1 - y),
            ],
        );
    }

    /// Fills between two fine lines what `span` says of each.
    fn fill(
        &mut self,
        colour: Colour,
        top: i32,
        bottom: i32,
        span: impl Fn(i32) -> Option<(i32, i32)>,
    ) {
        let rows = top.div_euclid(FINE).max(0)..(bottom + FINE - 1).div_euclid(FINE).min(ROWS);
        for row in rows {
            let spans = [0, 1, 2, 3].map(|part| span(row * FINE + part).unwrap_or((0, 0)));
            let left = spans.iter().map(|(left, _)| *left).min().unwrap_or(0);
            let right = spans.iter().map(|(_, right)| *right).max().unwrap_or(0);
            // Every line covers what is between these wholly.
            let inner_left = spans.iter().map(|(left, _)| *left).max().unwrap_or(0);
            let inner_right = spans.iter().map(|(_, right)| *right).min().unwrap_or(0);
            let inner = (inner_left + FINE - 1).div_euclid(FINE)..inner_right.div_euclid(FINE);
            let outer = left.div_euclid(FINE)..(right + FINE - 1).div_euclid(FINE);
            if inner.is_empty() {
                self.edge(colour, row, outer, &spans);
                continue;
            }
            self.edge(colour, row, outer.start..inner.start, &spans);
            self.edge(colour, row, inner.end..outer.end, &spans);
            let (from, to) = (inner.start.clamp(0, COLUMNS), inner.end.clamp(0, COLUMNS));
            let (start, end) = (place(from, row), place(to, row));
            let run = colour.repeat(index(to - from));
            self.pixels[start..end].copy_from_slice(&run);
        }
    }

    fn edge(
        &mut self,
        colour: Colour,
        row: i32,
        columns: std::ops::Range<i32>,
        spans: &[(i32, i32)],
    ) {
        for column in columns.start.max(0)..columns.end.min(COLUMNS) {
            let (from, to) = (column * FINE, (column + 1) * FINE);
            let covered = spans
                .iter()
                .map(|(left, right)| (to.min(*right) - from.max(*left)).max(0));
            let at = place(column, row);
            let Ok(under) = Colour::try_from(&self.pixels[at..at + 3]) else {
                continue;
            };
            let mixed = blend(under, colour, covered.sum(), WHOLE);
            self.pixels[at..at + 3].copy_from_slice(&mixed);
        }
    }

    /// Writes the picture into a JPEG file.
    pub(in crate::cli::demo) fn save(&self, file: &Path) -> ImageResult<()> {
        let side = |side: i32| u32::try_from(side).unwrap_or_default();
        image::save_buffer_with_format(
            file,
            &self.pixels,
            side(COLUMNS),
            side(ROWS),
            ExtendedColorType::Rgb8,
            ImageFormat::Jpeg,
        )
    }
}

/// The other leg of a right triangle with this hypotenuse and leg.
fn root(hypotenuse: i64, leg: i64) -> i32 {
    let square = (hypotenuse * hypotenuse - leg * leg).max(0);
    i32::try_from(square.isqrt()).unwrap_or(0)
}

fn index(side: i32) -> usize {
    usize::try_from(side).unwrap_or(0)
}

fn place(column: i32, row: i32) -> usize {
    index(row * COLUMNS + column) * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of the sheet.
    const HEIGHT: i32 = 450;

    fn pixel(canvas: &Canvas, x: i32, y: i32) -> &[u8] {
        let at = place(fine(x) / FINE, fine(y) / FINE);
        &canvas.pixels[at..at + 3]
    }

    #[test]
    fn shapes_are_filled_and_their_edges_are_smooth() {
        let mut canvas = Canvas::new([0; 3]);
        canvas.ellipse([255; 3], 100, 100, 40, 20);
        assert_eq!(pixel(&canvas, 100, 100), [255; 3]);
        assert_eq!(pixel(&canvas, 100, 125), [0; 3]);
        let edge: Vec<_> = (55..75).map(|x| pixel(&canvas, x, 95)[0]).collect();
        assert!(
            edge.iter().any(|shade| (1..255).contains(shade)),
            "{edge:?}"
        );
        canvas.polygon([9; 3], &[(200, 200), (300, 200), (250, 300)]);
        assert_eq!(pixel(&canvas, 250, 250), [9; 3]);
        assert_eq!(pixel(&canvas, 205, 290), [0; 3]);
    }

    #[test]
    fn what_lies_outside_is_cut_off() {
        let mut canvas = Canvas::new([0; 3]);
        canvas.rounded([7; 3], -50, -50, 2 * WIDTH, 2 * HEIGHT, 20);
        canvas.ellipse([8; 3], WIDTH, HEIGHT, 30, 30);
        assert_eq!(pixel(&canvas, 0, 0), [7; 3]);
        assert_eq!(pixel(&canvas, WIDTH - 1, HEIGHT - 1), [8; 3]);
    }
}
