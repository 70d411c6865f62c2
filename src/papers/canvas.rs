//! Drawing: text, areas and single pixels, and the picture as a file.

#![expect(
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels are covered in fractions; money and heights are whole numbers"
)]

use ab_glyph::{Font, PxScale, ScaleFont, point};
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage, codecs::png::PngEncoder};

use super::font::{self, FONT};

/// A picture as a PNG file.
pub(super) fn png(picture: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    let (width, height) = picture.dimensions();
    PngEncoder::new(&mut file)
        .write_image(picture.as_raw(), width, height, ExtendedColorType::Rgb8)
        .expect("memory takes a picture of this size");
    file
}

/// How wide a text is, in whole pixels.
pub(super) fn wide(text: &str, size: f32) -> u32 {
    font::width(text, size).ceil() as u32
}

/// Fills an area.
pub(super) fn fill(
    picture: &mut RgbImage,
    across: std::ops::Range<u32>,
    down: std::ops::Range<u32>,
    colour: Rgb<u8>,
) {
    for y in down {
        for x in across.clone() {
            if let Some(pixel) = picture.get_pixel_mut_checked(x, y) {
                *pixel = colour;
            }
        }
    }
}

/// Writes a text whose upper left corner is at a place.
pub(super) fn write(
    picture: &mut RgbImage,
    text: &str,
    (x, y): (u32, u32),
    size: f32,
    colour: Rgb<u8>,
) {
    let units = FONT.units_per_em().unwrap_or(2048.0);
    let scale = PxScale::from(size * FONT.height_unscaled() / units);
    let scaled = FONT.as_scaled(scale);
    let mut pen = x as f32;
    for character in text.chars() {
        let glyph = FONT.glyph_id(character);
        let placed = glyph.with_scale_and_position(scale, point(pen, y as f32 + scaled.ascent()));
        pen += scaled.h_advance(glyph);
        let Some(outline) = FONT.outline_glyph(placed) else {
            continue;
        };
        let corner = outline.px_bounds().min;
        outline.draw(|across, down, covered| {
            let (x, y) = (corner.x as u32 + across, corner.y as u32 + down);
            cover(picture, x, y, colour, covered);
        });
    }
}

/// Covers a pixel, or a part of it.
pub(super) fn cover(picture: &mut RgbImage, x: u32, y: u32, colour: Rgb<u8>, part: f32) {
    let Some(pixel) = picture.get_pixel_mut_checked(x, y) else {
        return;
    };
    for (under, over) in pixel.0.iter_mut().zip(colour.0) {
        let mixed = f32::from(*under) * (1.0 - part) + f32::from(over) * part;
        *under = mixed.round() as u8;
    }
}
