//! A poster for the shop window or the market stall: what is sold, for how much, and a QR code that
//! opens it in the chat.
//!
//! It is a picture of the size of a sheet A4 at 150 dots an inch. What the built-in font cannot set is
//! left out of it, never printed as empty boxes; then there is a page for the browser besides, whose
//! fonts know any script.

mod html;

use image::{Rgb, RgbImage};
use qrcodegen::{QrCode, QrCodeEcc};

use super::{
    canvas::{fill, png, wide, write},
    font,
    slip::Printed,
};

const WIDTH: u32 = 1240;
const HEIGHT: u32 = 1754;
/// The room for text across.
const ROOM: u32 = WIDTH - 160;
/// The rows, from their upper ends.
const SHOP: u32 = 80;
const NAME: u32 = 170;
const PRICE: u32 = 545;
const CODE: u32 = 675;
const ADDRESS: u32 = 1550;
const HINT: u32 = 1625;
/// The height of the name's row.
const NAME_ROOM: u32 = PRICE - NAME - 20;
/// The side of the code's place. A code on a sheet on the wall is read from some steps away.
const CODE_ROOM: u32 = 860;
/// Light modules that a code needs around it (ISO/IEC 18004).
const QUIET_ZONE: u32 = 4;

const PAPER: Rgb<u8> = Rgb([255, 255, 255]);
const INK: Rgb<u8> = Rgb([0, 0, 0]);
const QUIET: Rgb<u8> = Rgb([85, 85, 85]);

/// What a poster says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poster {
    /// Code of the language it is in, such as `en`.
    pub language: String,
    /// What the shop is called; empty when it has no name.
    pub shop: String,
    /// What is sold.
    pub name: String,
    /// For how much; empty for what has no price.
    pub price: String,
    /// What to do with the code.
    pub hint: String,
    /// Where the code leads.
    pub link: String,
}

impl Poster {
    /// The poster as a picture, and as a page where the picture lacks a text. `None`: the link is
    /// too long for a code.
    pub fn print(&self) -> Option<Vec<Printed>> {
        let code = QrCode::encode_text(&self.link, QrCodeEcc::Quartile).ok()?;
        let mut files = vec![Printed {
            ending: "png",
            bytes: png(&self.draw(&code)),
        }];
        let texts = [&self.shop, &self.name, &self.price, &self.hint];
        if !texts.into_iter().all(|text| font::can_set(text)) {
            files.push(Printed {
                ending: "html",
                bytes: html::write(self, &code).into_bytes(),
            });
        }
        Some(files)
    }

    /// The link as people would type it.
    fn address(&self) -> &str {
        self.link.strip_prefix("https://").unwrap_or(&self.link)
    }

    fn draw(&self, code: &QrCode) -> RgbImage {
        let mut picture = RgbImage::from_pixel(WIDTH, HEIGHT, PAPER);
        line(&mut picture, &self.shop, SHOP, &[56, 48, 40], QUIET);
        self.draw_name(&mut picture);
        line(&mut picture, &self.price, PRICE, &[96, 72, 48], INK);
        draw_code(&mut picture, code);
        line(&mut picture, self.address(), ADDRESS, &[44, 36, 28], QUIET);
        line(&mut picture, &self.hint, HINT, &[48, 40, 32], INK);
        picture
    }

    /// The name as large as it fits, in the middle of its row.
    fn draw_name(&self, picture: &mut RgbImage) {
        if !font::can_set(&self.name) {
            return;
        }
        let (size, lines) = fitting(&self.name);
        let tall = leading(size);
        let count = u32::try_from(lines.len()).unwrap_or(1);
        let mut y = NAME + NAME_ROOM.saturating_sub(count * tall) / 2;
        for text in lines {
            line(picture, &text, y, &[size], INK);
            y += tall;
        }
    }
}

/// From one line to the next.
const fn leading(size: u16) -> u32 {
    size as u32 * 6 / 5
}

/// The largest size at which a name fits its row, and its lines; the end of one that is too long for
/// any is left out.
fn fitting(name: &str) -> (u16, Vec<String>) {
    const SIZES: [u16; 6] = [120, 100, 84, 68, 54, 42];
    let room = |size: u16| (NAME_ROOM / leading(size)) as usize;
    let lines = |size: u16| font::wrapped(name, f32::from(size), pixels(ROOM));
    for size in SIZES {
        let lines = lines(size);
        if lines.len() <= room(size) {
            return (size, lines);
        }
    }
    let smallest = SIZES[SIZES.len() - 1];
    let mut lines = lines(smallest);
    lines.truncate(room(smallest));
    if let Some(last) = lines.last_mut() {
        last.push('…');
    }
    (smallest, lines)
}

/// One line in the middle, in the first size at which it fits; shortened where it fits in none.
fn line(picture: &mut RgbImage, text: &str, y: u32, sizes: &[u16], colour: Rgb<u8>) {
    if !font::can_set(text) {
        return;
    }
    let is_fitting = |text: &str, size: u16| wide(text, f32::from(size)) <= ROOM;
    let fitting = sizes.iter().find(|size| is_fitting(text, **size));
    let size = fitting.or(sizes.last()).copied().unwrap_or(48);
    let mut shown = text.to_owned();
    while !is_fitting(&shown, size) {
        shown = shown.trim_end_matches('…').to_owned();
        if shown.pop().is_none() {
            return;
        }
        shown.push('…');
    }
    let x = (WIDTH - wide(&shown, f32::from(size)).min(WIDTH)) / 2;
    write(picture, &shown, (x, y), f32::from(size), colour);
}

/// Every module a square of whole pixels, so that no edge is blurred.
fn draw_code(picture: &mut RgbImage, code: &QrCode) {
    let modules = modules(code);
    let side = CODE_ROOM / (modules + 2 * QUIET_ZONE);
    let left = (WIDTH - side * modules) / 2;
    let top = CODE + (CODE_ROOM - side * modules) / 2;
    for (x, y) in dark(code) {
        let (x, y) = (left + x * side, top + y * side);
        fill(picture, x..x + side, y..y + side, INK);
    }
}

/// Modules of a side.
fn modules(code: &QrCode) -> u32 {
    u32::try_from(code.size()).unwrap_or(0)
}

/// The dark modules, row by row.
fn dark(code: &QrCode) -> impl Iterator<Item = (u32, u32)> {
    let places = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
    places
        .filter(|(x, y)| code.get_module(*x, *y))
        .filter_map(|(x, y)| Some((u32::try_from(x).ok()?, u32::try_from(y).ok()?)))
}

fn pixels(count: u32) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use image::GrayImage;

    use super::*;

    fn poster(name: &str) -> Poster {
        Poster {
            language: "en".into(),
            shop: "Hill Pottery".into(),
            name: name.into(),
            price: "$12.50".into(),
            hint: "Point your phone\u{2019}s camera here".into(),
            link: "https://t.me/a_shop_whose_name_is_as_long_bot?start=p9223372036854775807".into(),
        }
    }

    fn picture(poster: &Poster) -> GrayImage {
        let files = poster.print().expect("a poster");
        assert_eq!(files[0].ending, "png");
        let picture = image::load_from_memory(&files[0].bytes);
        picture.expect("a picture").to_luma8()
    }

    /// What a camera reads.
    fn read(picture: &GrayImage) -> String {
        let mut seen = rqrr::PreparedImage::prepare_from_greyscale(
            picture.width() as usize,
            picture.height() as usize,
            |x, y| {
                let place = (u32::try_from(x).unwrap_or(0), u32::try_from(y).unwrap_or(0));
                picture.get_pixel(place.0, place.1).0[0]
            },
        );
        let codes = seen.detect_grids();
        assert_eq!(codes.len(), 1, "one code");
        codes[0].decode().expect("a code that can be read").1
    }

    /// Whether anything is written in a row.
    fn is_written(picture: &GrayImage, rows: std::ops::Range<u32>) -> bool {
        rows.into_iter()
            .any(|y| (0..WIDTH).any(|x| picture.get_pixel(x, y).0[0] < 128))
    }

    #[test]
    fn the_code_is_read_also_from_afar_and_from_a_blurred_picture() {
        let poster = poster("Blue mug");
        let whole = picture(&poster);
        assert_eq!(read(&whole), poster.link);
        let small = image::imageops::thumbnail(&whole, WIDTH / 4, HEIGHT / 4);
        assert_eq!(read(&small), poster.link);
        let half = image::imageops::thumbnail(&whole, WIDTH / 2, HEIGHT / 2);
        assert_eq!(read(&image::imageops::blur(&half, 1.5)), poster.link);
    }

    #[test]
    fn every_row_is_written_and_none_runs_into_the_code_or_over_the_edge() {
        let long = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen ".repeat(8);
        for name in ["Mug", "Кружка «Утро», большая, с блюдцем", &long] {
            let mut poster = poster(name);
            poster.shop = "The Pottery of the Hill and of the Dale ".repeat(6);
            let picture = picture(&poster);
            assert_eq!(read(&picture), poster.link);
            for rows in [
                SHOP..NAME,
                NAME..PRICE,
                PRICE..CODE,
                ADDRESS..HINT,
                HINT..HEIGHT,
            ] {
                assert!(is_written(&picture, rows.clone()), "{name}: {rows:?}");
            }
            let edges =
                (0..HEIGHT).flat_map(|y| [(0, y), (60, y), (WIDTH - 61, y), (WIDTH - 1, y)]);
            for (x, y) in edges {
                assert_eq!(picture.get_pixel(x, y).0[0], 255, "{name}: {x}, {y}");
            }
            for y in [NAME - 2, PRICE - 2, CODE, ADDRESS - 1, HEIGHT - 40] {
                assert!(!is_written(&picture, y..y + 1), "{name}: {y}");
            }
        }
    }

    #[test]
    fn a_name_that_the_font_lacks_is_on_a_page_for_the_browser() {
        let files = poster("Zoë\u{2019}s Кружка").print().expect("a poster");
        assert_eq!(files.len(), 1);
        for name in ["ספל <כחול>", "كوب أزرق", "青いカップ", "ถ้วย", "☕🎉"]
        {
            let poster = poster(name);
            let files = poster.print().expect("a poster");
            let endings: Vec<&str> = files.iter().map(|file| file.ending).collect();
            assert_eq!(endings, ["png", "html"], "{name}");
            let picture = picture(&poster);
            assert_eq!(read(&picture), poster.link);
            assert!(!is_written(&picture, NAME..PRICE - 1), "no empty boxes");
            let page = String::from_utf8(files[1].bytes.clone()).expect("UTF-8");
            let name = name.replace('<', "&lt;").replace('>', "&gt;");
            for text in [&*name, "$12.50", "Hill Pottery", "<svg", "<path"] {
                assert!(page.contains(text), "{text} in {page}");
            }
        }
    }

    #[test]
    fn a_link_too_long_for_a_code_makes_no_poster() {
        let mut poster = poster("Mug");
        poster.link = "x".repeat(4000);
        assert_eq!(poster.print(), None);
    }
}
