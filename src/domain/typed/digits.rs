//! Decimal digits of all scripts.

/// The zeros of Unicode 14's decimal digits (general category Nd); nine more follow each.
const ZEROS: &[char] = &[
    '\u{30}',
    '\u{660}',
    '\u{6f0}',
    '\u{7c0}',
    '\u{966}',
    '\u{9e6}',
    '\u{a66}',
    '\u{ae6}',
    '\u{b66}',
    '\u{be6}',
    '\u{c66}',
    '\u{ce6}',
    '\u{d66}',
    '\u{de6}',
    '\u{e50}',
    '\u{ed0}',
    '\u{f20}',
    '\u{1040}',
    '\u{1090}',
    '\u{17e0}',
    '\u{1810}',
    '\u{1946}',
    '\u{19d0}',
    '\u{1a80}',
    '\u{1a90}',
    '\u{1b50}',
    '\u{1bb0}',
    '\u{1c40}',
    '\u{1c50}',
    '\u{a620}',
    '\u{a8d0}',
    '\u{a900}',
    '\u{a9d0}',
    '\u{a9f0}',
    '\u{aa50}',
    '\u{abf0}',
    '\u{ff10}',
    '\u{104a0}',
    '\u{10d30}',
    '\u{11066}',
    '\u{110f0}',
    '\u{11136}',
    '\u{111d0}',
    '\u{112f0}',
    '\u{11450}',
    '\u{114d0}',
    '\u{11650}',
    '\u{116c0}',
    '\u{11730}',
    '\u{118e0}',
    '\u{11950}',
    '\u{11c50}',
    '\u{11d50}',
    '\u{11da0}',
    '\u{16a60}',
    '\u{16ac0}',
    '\u{16b50}',
    '\u{1d7ce}',
    '\u{1d7d8}',
    '\u{1d7e2}',
    '\u{1d7ec}',
    '\u{1d7f6}',
    '\u{1e140}',
    '\u{1e2f0}',
    '\u{1e950}',
    '\u{1fbf0}',
];

/// What a character counts for as a decimal digit, in whatever script.
pub(in crate::domain) fn value(character: char) -> Option<u8> {
    let before = ZEROS.partition_point(|zero| *zero <= character);
    let zero = ZEROS.get(before.checked_sub(1)?)?;
    let value = u32::from(character) - u32::from(*zero);
    u8::try_from(value).ok().filter(|value| *value < 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_all_scripts_count() {
        for (text, expected) in [
            ("0189", [0, 1, 8, 9]),
            ("٠١٨٩", [0, 1, 8, 9]),
            ("۰۱۸۹", [0, 1, 8, 9]),
            ("०१८९", [0, 1, 8, 9]),
            ("０１８９", [0, 1, 8, 9]),
            ("๐๑๘๙", [0, 1, 8, 9]),
        ] {
            let values: Vec<u8> = text.chars().filter_map(value).collect();
            assert_eq!(values, expected, "{text}");
        }
        for other in ['a', '/', ':', '²', '½', '一', '\u{10ffff}', '\0'] {
            assert_eq!(value(other), None, "{other}");
        }
        assert!(ZEROS.is_sorted());
    }
}
