//! A slip as a PDF on A4, with just those glyphs of the font that it uses.

#![expect(
    clippy::float_arithmetic,
    reason = "a page is measured in points; nothing on it is calculated from them"
)]

use std::collections::BTreeMap;

use ab_glyph::Font;
use pdf_writer::{
    Content, Finish, Name, Pdf, Rect, Ref, Str,
    types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap},
};
use subsetter::GlyphRemapper;

use crate::papers::font::{self, FILE, FONT};

use super::{Line, Slip};

/// A4, in points.
const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;
const MARGIN: f32 = 50.0;
/// Where the columns begin: the box to tick, the SKU, the item; and where the numbers end.
const BOX: f32 = MARGIN;
const SKU: f32 = MARGIN + 22.0;
const ITEM: f32 = MARGIN + 150.0;
const END: f32 = WIDTH - MARGIN;
/// Between the lines of a text, as a part of its size.
const LEADING: f32 = 1.35;
const BODY: f32 = 12.0;
const SMALL: f32 = 9.0;
const BLACK: f32 = 0.0;
const GREY: f32 = 0.4;

const SYSTEM: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// A page under way.
struct Sheet {
    content: Content,
    /// Where the next thing goes: from the top, in points.
    down: f32,
}

impl Sheet {
    fn new() -> Self {
        Self {
            content: Content::new(),
            down: MARGIN,
        }
    }

    fn has_room(&self, tall: f32) -> bool {
        self.down + tall <= HEIGHT - MARGIN - 20.0
    }

    /// A thin line across the page.
    fn rule(&mut self) {
        let y = HEIGHT - self.down;
        self.content.set_line_width(0.5).set_stroke_gray(0.7);
        self.content.move_to(MARGIN, y).line_to(END, y).stroke();
    }

    /// A box to tick, beside a line of text.
    fn tick_box(&mut self) {
        let side = 10.0;
        let y = HEIGHT - self.down - side - 1.5;
        self.content.set_line_width(0.8).set_stroke_gray(0.3);
        self.content.rect(BOX, y, side, side).stroke();
    }
}

/// The glyphs that were used, renumbered, with what they mean.
#[derive(Default)]
struct Glyphs {
    numbers: GlyphRemapper,
    meanings: BTreeMap<u16, char>,
}

impl Glyphs {
    /// A text as the numbers of its glyphs.
    fn encode(&mut self, text: &str) -> Vec<u8> {
        let mut encoded = Vec::with_capacity(text.len() * 2);
        for character in text.chars() {
            let number = self.numbers.remap(FONT.glyph_id(character).0);
            self.meanings.entry(number).or_insert(character);
            encoded.extend(number.to_be_bytes());
        }
        encoded
    }

    /// Writes one line of text at a place of the page.
    fn set(&mut self, sheet: &mut Sheet, x: f32, size: f32, grey: f32, text: &str) {
        let encoded = self.encode(text);
        let baseline = HEIGHT - sheet.down - size;
        let content = &mut sheet.content;
        content.begin_text().set_font(Name(b"F"), size);
        content.set_fill_gray(grey).next_line(x, baseline);
        content.show(Str(&encoded)).end_text();
    }

    /// The same, ending at the right margin.
    fn set_at_end(&mut self, sheet: &mut Sheet, size: f32, grey: f32, text: &str) {
        let x = END - font::width(text, size);
        self.set(sheet, x, size, grey, text);
    }
}

/// Writes a slip of which the font has every character.
pub(super) fn write(slip: &Slip) -> Option<Vec<u8>> {
    let mut glyphs = Glyphs::default();
    let mut sheets = vec![Sheet::new()];
    head(slip, &mut glyphs, &mut sheets);
    over_columns(slip, &mut glyphs, sheets.last_mut()?);
    for line in &slip.lines {
        let rows = Rows::of(line);
        if !sheets.last()?.has_room(rows.tall) {
            let mut sheet = Sheet::new();
            over_columns(slip, &mut glyphs, &mut sheet);
            sheets.push(sheet);
        }
        rows.set(line, &mut glyphs, sheets.last_mut()?);
    }
    if !sheets.last()?.has_room(BODY * 2.0) {
        sheets.push(Sheet::new());
    }
    let last = sheets.last_mut()?;
    last.down += 8.0;
    glyphs.set_at_end(last, BODY, BLACK, &slip.sum);
    let count = sheets.len();
    for (number, sheet) in (1..).zip(&mut sheets) {
        sheet.down = HEIGHT - MARGIN;
        glyphs.set(sheet, MARGIN, SMALL, GREY, &slip.title);
        glyphs.set_at_end(sheet, SMALL, GREY, &format!("{number} / {count}"));
    }
    assemble(slip, &glyphs, sheets)
}

/// What it is, and where it goes.
fn head(slip: &Slip, glyphs: &mut Glyphs, sheets: &mut Vec<Sheet>) {
    for row in font::wrapped(&slip.title, 20.0, END - MARGIN) {
        if let Some(sheet) = sheets.last_mut() {
            glyphs.set(sheet, MARGIN, 20.0, BLACK, &row);
            sheet.down += 20.0 * LEADING;
        }
    }
    for (label, fact) in &slip.facts {
        let mut label = Some(label);
        for row in font::wrapped(fact, BODY, END - ITEM) {
            if sheets
                .last()
                .is_some_and(|sheet| !sheet.has_room(BODY * LEADING))
            {
                sheets.push(Sheet::new());
            }
            let Some(sheet) = sheets.last_mut() else {
                return;
            };
            if let Some(label) = label.take() {
                sheet.down += 4.0;
                for row in font::wrapped(label, SMALL, ITEM - MARGIN - 10.0)
                    .iter()
                    .take(1)
                {
                    sheet.down += 2.5;
                    glyphs.set(sheet, MARGIN, SMALL, GREY, row);
                    sheet.down -= 2.5;
                }
            }
            glyphs.set(sheet, ITEM, BODY, BLACK, &row);
            sheet.down += BODY * LEADING;
        }
    }
    if let Some(sheet) = sheets.last_mut() {
        sheet.down += 16.0;
    }
}

fn over_columns(slip: &Slip, glyphs: &mut Glyphs, sheet: &mut Sheet) {
    glyphs.set(sheet, SKU, SMALL, GREY, &slip.columns.sku);
    glyphs.set(sheet, ITEM, SMALL, GREY, &slip.columns.item);
    glyphs.set_at_end(sheet, SMALL, GREY, &slip.columns.quantity);
    sheet.down += SMALL * LEADING + 3.0;
    sheet.rule();
    sheet.down += 6.0;
}

/// A line of the slip, broken into rows.
struct Rows {
    sku: Vec<String>,
    item: Vec<String>,
    tall: f32,
}

impl Rows {
    fn of(line: &Line) -> Self {
        let sku = font::wrapped(&line.sku, 10.0, ITEM - SKU - 10.0);
        let item = font::wrapped(&line.item, BODY, END - ITEM - 60.0);
        let rows = u16::try_from(sku.len().max(item.len()).max(1)).unwrap_or(u16::MAX);
        let tall = f32::from(rows) * BODY * LEADING + 8.0;
        Self { sku, item, tall }
    }

    fn set(&self, line: &Line, glyphs: &mut Glyphs, sheet: &mut Sheet) {
        let top = sheet.down;
        sheet.tick_box();
        glyphs.set_at_end(sheet, 14.0, BLACK, &line.quantity.to_string());
        for row in &self.sku {
            glyphs.set(sheet, SKU, 10.0, GREY, row);
            sheet.down += BODY * LEADING;
        }
        sheet.down = top;
        for row in &self.item {
            glyphs.set(sheet, ITEM, BODY, BLACK, row);
            sheet.down += BODY * LEADING;
        }
        sheet.down = top + self.tall - 4.0;
        sheet.rule();
        sheet.down += 4.0;
    }
}

/// Puts pages and font together.
fn assemble(slip: &Slip, glyphs: &Glyphs, sheets: Vec<Sheet>) -> Option<Vec<u8>> {
    let mut last = 0;
    let mut next = || {
        last += 1;
        Ref::new(last)
    };
    let [catalog, tree, info] = [next(), next(), next()];
    let [face, cid, descriptor, file, meanings] = [next(), next(), next(), next(), next()];
    let pages: Vec<(Ref, Ref)> = sheets.iter().map(|_| (next(), next())).collect();

    let mut pdf = Pdf::new();
    pdf.catalog(catalog)
        .pages(tree)
        .lang(pdf_writer::TextStr(&slip.language));
    pdf.document_info(info)
        .title(pdf_writer::TextStr(&slip.title));
    let count = i32::try_from(pages.len()).ok()?;
    pdf.pages(tree)
        .kids(pages.iter().map(|(page, _)| *page))
        .count(count);
    for ((page, content), sheet) in pages.into_iter().zip(sheets) {
        let mut written = pdf.page(page);
        written.parent(tree).contents(content);
        written.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT));
        written.resources().fonts().pair(Name(b"F"), face);
        written.finish();
        pdf.stream(content, &sheet.content.finish());
    }
    embed(&mut pdf, glyphs, [face, cid, descriptor, file, meanings])?;
    Some(pdf.finish())
}

/// Embeds the font with the glyphs that were used, and what they mean, for search and copy.
fn embed(
    pdf: &mut Pdf,
    glyphs: &Glyphs,
    [face, cid, descriptor, file, meanings]: [Ref; 5],
) -> Option<()> {
    let name = Name(b"ECOBOT+DejaVuSans");
    let units = FONT.units_per_em()?;
    let thousandths = |length: f32| length * 1000.0 / units;
    pdf.type0_font(face)
        .base_font(name)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(cid)
        .to_unicode(meanings);
    let mut font = pdf.cid_font(cid);
    font.subtype(CidFontType::Type2)
        .base_font(name)
        .system_info(SYSTEM)
        .font_descriptor(descriptor)
        .cid_to_gid_map_predefined(Name(b"Identity"));
    let widths = glyphs
        .numbers
        .remapped_gids()
        .map(|glyph| thousandths(FONT.h_advance_unscaled(ab_glyph::GlyphId(glyph))));
    font.widths().consecutive(0, widths);
    font.finish();
    pdf.font_descriptor(descriptor)
        .name(name)
        .flags(FontFlags::NON_SYMBOLIC)
        .bbox(Rect::new(-1021.0, -463.0, 1793.0, 1232.0))
        .italic_angle(0.0)
        .ascent(thousandths(FONT.ascent_unscaled()))
        .descent(thousandths(FONT.descent_unscaled()))
        .cap_height(729.0)
        .stem_v(90.0)
        .font_file2(file);
    let subset = subsetter::subset(FILE, 0, &glyphs.numbers).ok()?;
    pdf.stream(file, &subset);
    let mut map = UnicodeCmap::new(Name(b"Meanings"), SYSTEM);
    for (number, character) in &glyphs.meanings {
        map.pair(*number, *character);
    }
    pdf.cmap(meanings, &map.finish());
    Some(())
}
