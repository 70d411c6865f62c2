//! Text in letters that run from right to left must not turn what stands around it: `2 × name —
//! price` stays in that order whatever the name is written in.
//!
//! Such text is put between the marks of a directional isolate (Unicode Standard Annex 9), which are
//! not seen. Texts without such letters get none: people copy them.

use std::borrow::Cow;

/// Begins an isolate whose direction is that of its first letter.
pub(super) const FIRST_STRONG_ISOLATE: char = '\u{2068}';
/// Ends an isolate.
pub(super) const POP_ISOLATE: char = '\u{2069}';

/// A text from people, isolated line by line where it needs that. Marks of direction that people
/// put into it are taken away unless each is closed within the text.
pub(super) fn isolated(text: &str) -> Cow<'_, str> {
    if text.split('\n').all(is_harmless) {
        return Cow::Borrowed(text);
    }
    let lines: Vec<Cow<'_, str>> = text.split('\n').map(isolated_line).collect();
    Cow::Owned(lines.join("\n"))
}

fn isolated_line(line: &str) -> Cow<'_, str> {
    if is_harmless(line) {
        return Cow::Borrowed(line);
    }
    let bare: String = line
        .chars()
        .filter(|c| !is_isolate(*c) && *c != POP_ISOLATE && !is_embedding(*c))
        .collect();
    Cow::Owned(if bare.chars().any(is_right_to_left) {
        format!("{FIRST_STRONG_ISOLATE}{bare}{POP_ISOLATE}")
    } else {
        bare
    })
}

/// Whether a line leaves what stands around it alone.
fn is_harmless(line: &str) -> bool {
    let mut depth = 0_usize;
    for character in line.chars() {
        if is_isolate(character) {
            depth += 1;
        } else if character == POP_ISOLATE {
            match depth.checked_sub(1) {
                Some(outer) => depth = outer,
                None => return false,
            }
        } else if is_embedding(character) || (depth == 0 && is_right_to_left(character)) {
            return false;
        }
    }
    depth == 0
}

/// How many isolates of a text are not closed in it.
pub(super) fn open_isolates(text: &str) -> usize {
    text.chars().fold(0, |open: usize, character| {
        if is_isolate(character) {
            open + 1
        } else if character == POP_ISOLATE {
            open.saturating_sub(1)
        } else {
            open
        }
    })
}

/// A text without markup cut to `limit` characters, with `…` for what is missing; isolates that
/// the cut left open are closed.
pub fn cut(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(limit.saturating_sub(1)).collect();
    let open = open_isolates(&short);
    if open > 0 {
        short = text.chars().take(limit.saturating_sub(1 + open)).collect();
    }
    short.push('…');
    short.extend(std::iter::repeat_n(POP_ISOLATE, open_isolates(&short)));
    short
}

/// Whether a character turns what stands after it, or ends that.
pub(super) const fn is_turning(character: char) -> bool {
    is_isolate(character) || character == POP_ISOLATE || is_embedding(character)
}

const fn is_isolate(character: char) -> bool {
    matches!(character, '\u{2066}'..='\u{2068}')
}

/// Embeddings and overrides, and their end.
const fn is_embedding(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}')
}

/// Blocks of Hebrew, Arabic and other scripts that run from right to left, and the marks that act
/// like their letters.
const fn is_right_to_left(character: char) -> bool {
    matches!(
        character,
        '\u{590}'..='\u{8ff}'
            | '\u{200f}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_runs_from_right_to_left_is_isolated() {
        let cases = [
            ("Mug", "Mug"),
            ("Кружка №5", "Кружка №5"),
            ("كوب أزرق", "\u{2068}كوب أزرق\u{2069}"),
            ("ספל blue", "\u{2068}ספל blue\u{2069}"),
            ("Mug كوب", "\u{2068}Mug كوب\u{2069}"),
            ("Mug\nكوب\n", "Mug\n\u{2068}كوب\u{2069}\n"),
        ];
        for (text, expected) in cases {
            assert_eq!(isolated(text), expected);
            assert_eq!(isolated(&isolated(text)), expected, "done twice");
        }
    }

    #[test]
    fn marks_of_people_reach_no_further_than_their_text() {
        let cases = [
            ("\u{202e}gnp.exe", "gnp.exe"),
            ("Mug\u{2069}", "Mug"),
            ("\u{2067}Mug", "Mug"),
            ("\u{2069}كوب", "\u{2068}كوب\u{2069}"),
            ("a \u{2068}كوب\u{2069} b", "a \u{2068}كوب\u{2069} b"),
        ];
        for (text, expected) in cases {
            assert_eq!(isolated(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_cut_text_is_short_enough_and_closes_what_it_opened() {
        assert_eq!(cut("Mug", 5), "Mug");
        assert_eq!(cut("Кружка", 5), "Круж…");
        assert_eq!(cut("👩‍👩‍👧 mug", 3).chars().count(), 3);
        let name = isolated("كوب أزرق").into_owned();
        let label = format!("2 × {name} · $12");
        for limit in 1..label.chars().count() {
            let short = cut(&label, limit);
            assert!(short.chars().count() <= limit, "{short:?} in {limit}");
            assert_eq!(open_isolates(&short), 0, "{short:?} in {limit}");
        }
    }
}
