//! The one font of pictures and slips: DejaVu Sans, whose licence lies beside it.
//!
//! It has Latin with all its accents, Cyrillic, Greek, Armenian and Georgian. Scripts whose letters
//! join, stack or run from right to left need shaping, which is not done here: they are told from
//! the others by [`can_set`], so that nothing comes out wrong or as an empty box.

#![expect(
    clippy::float_arithmetic,
    reason = "glyphs are outlined in floats; money and counts never become one"
)]

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef};

/// The font's file.
pub(super) static FILE: &[u8] = include_bytes!("DejaVuSans.ttf");

/// The font.
pub(super) static FONT: LazyLock<FontRef<'static>> =
    LazyLock::new(|| FontRef::try_from_slice(FILE).expect("the font that is built in"));

/// Ranges of characters that the font has, or has some of, but that stand alone only in a script
/// that needs shaping: combining marks, right-to-left scripts, Indic and South-East Asian ones,
/// and signs that change their neighbours.
const NEED_SHAPING: &[(char, char)] = &[
    ('\u{0300}', '\u{036f}'),
    ('\u{0483}', '\u{0489}'),
    ('\u{0590}', '\u{08ff}'),
    ('\u{0900}', '\u{109f}'),
    ('\u{1100}', '\u{11ff}'),
    ('\u{1700}', '\u{18af}'),
    ('\u{1ab0}', '\u{1aff}'),
    ('\u{1dc0}', '\u{1dff}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{202a}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{20d0}', '\u{20ff}'),
    ('\u{fb1d}', '\u{fdff}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{fe20}', '\u{fe2f}'),
    ('\u{fe70}', '\u{feff}'),
];

/// Whether every character of a text can be set, one after the other from left to right.
pub(super) fn can_set(text: &str) -> bool {
    text.chars().all(|character| {
        let is_simple = !NEED_SHAPING
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&character));
        character.is_whitespace() || is_simple && FONT.glyph_id(character).0 != 0
    })
}

/// How wide a text is at a size, in the unit of the size.
pub(super) fn width(text: &str, size: f32) -> f32 {
    let units = FONT.units_per_em().unwrap_or(2048.0);
    let advance: f32 = text
        .chars()
        .map(|character| FONT.h_advance_unscaled(FONT.glyph_id(character)))
        .sum();
    advance * size / units
}

/// The lines of a text that are no wider than `room`: broken at line ends, else between words,
/// else within a word that is too long.
pub(super) fn wrapped(text: &str, size: f32, room: f32) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let longer = if line.is_empty() {
                word.to_owned()
            } else {
                format!("{line} {word}")
            };
            if width(&longer, size) <= room {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for character in word.chars() {
                line.push(character);
                if width(&line, size) > room && line.chars().count() > 1 {
                    line.pop();
                    lines.push(std::mem::take(&mut line));
                    line.push(character);
                }
            }
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_come_out_wrong_is_not_set() {
        for text in [
            "Zoë Łukasz ñ",
            "Кружка, ґанок",
            "Καλημέρα",
            "Երևան",
            "თბილისი",
            "€ № — “ok”",
            "",
        ] {
            assert!(can_set(text), "{text}");
        }
        for text in [
            "שלום",
            "سلام",
            "茶碗",
            "नमस्ते",
            "한국",
            "👩‍👩‍👧",
            "e\u{301}",
            "ไทย",
        ] {
            assert!(!can_set(text), "{text}");
        }
    }

    #[test]
    fn lines_are_broken_between_words_and_lose_nothing() {
        let text = "A teapot of cast iron\nand Donaudampfschifffahrtsgesellschaft";
        let lines = wrapped(text, 12.0, 90.0);
        assert!(lines.iter().all(|line| width(line, 12.0) <= 90.0));
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(letters(&lines.join(" ")), letters(text));
        assert_eq!(wrapped("", 12.0, 90.0), [""; 0]);
    }
}
