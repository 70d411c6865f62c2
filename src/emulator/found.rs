//! Entities that Telegram finds by itself: commands, mentions, tags, links, addresses, numbers.

use super::entity::{Entity, Kind};

/// Endings of hosts that are links without `http://`; the real list has some fifteen hundred, and
/// every country's ending of two letters is on it.
const TOP_LEVELS: [&str; 24] = [
    "app", "biz", "blog", "club", "com", "dev", "edu", "example", "gov", "info", "live", "me",
    "mobi", "name", "net", "news", "one", "online", "org", "pro", "shop", "site", "store", "xyz",
];
/// Digits of a telephone number.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;
const MAX_TAG: usize = 256;

/// All of them in a text, in order; where two overlap, the one that is looked for first stays.
pub(super) fn find(text: &str) -> Vec<Entity> {
    let mut found: Vec<(usize, usize, Kind)> = Vec::new();
    for finder in [command, mention, tag, cashtag, address, phone] {
        let mut start = 0;
        while start < text.len() {
            let spot = Spot::new(text, start);
            let next = start + spot.rest.chars().next().map_or(1, char::len_utf8);
            match finder(&spot) {
                Some((length, kind)) if length > 0 => {
                    let end = start + length;
                    let is_free = found
                        .iter()
                        .all(|(from, to, _)| end <= *from || *to <= start);
                    if is_free {
                        found.push((start, end, kind));
                    }
                    start = end;
                }
                _ => start = next,
            }
        }
    }
    found.sort_by_key(|(start, ..)| *start);
    let units = |bytes: &str| bytes.encode_utf16().count();
    let entity = |(start, end, kind): (usize, usize, Kind)| Entity {
        kind,
        offset: units(&text[..start]),
        length: units(&text[start..end]),
    };
    found.into_iter().map(entity).collect()
}

/// A place in a text, with what stands before it.
struct Spot<'a> {
    before: Option<char>,
    rest: &'a str,
}

impl<'a> Spot<'a> {
    fn new(text: &'a str, start: usize) -> Self {
        Self {
            before: text[..start].chars().next_back(),
            rest: &text[start..],
        }
    }

    fn is_after_word(&self) -> bool {
        self.before.is_some_and(is_word)
    }

    fn is_after(&self, marks: &str) -> bool {
        self.before.is_some_and(|before| marks.contains(before))
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_name(c: &char) -> bool {
    c.is_ascii_alphanumeric() || *c == '_'
}

/// The bytes at the beginning that fit.
fn run(text: &str, fits: impl Fn(&char) -> bool) -> usize {
    text.chars().take_while(fits).map(char::len_utf8).sum()
}

fn next_after(text: &str, length: usize) -> char {
    text[length..].chars().next().unwrap_or(' ')
}

fn command(spot: &Spot<'_>) -> Option<(usize, Kind)> {
    let name = spot.rest.strip_prefix('/')?;
    if spot.is_after_word() || spot.is_after("/<>") {
        return None;
    }
    let name = run(name, is_name);
    if !(1..=64).contains(&name) {
        return None;
    }
    let mut length = 1 + name;
    if let Some(rest) = spot.rest[length..].strip_prefix('@') {
        let username = run(rest, is_name);
        if (3..=32).contains(&username) {
            length += 1 + username;
        }
    }
    let next = next_after(spot.rest, length);
    (!is_word(next) && !matches!(next, '/' | '<' | '>')).then_some((length, Kind::BotCommand))
}

fn mention(spot: &Spot<'_>) -> Option<(usize, Kind)> {
    let name = spot.rest.strip_prefix('@')?;
    if spot.is_after_word() || spot.is_after("@") {
        return None;
    }
    let length = run(name, is_name);
    let fits = (3..=32).contains(&length) && !is_word(next_after(name, length));
    fits.then_some((1 + length, Kind::Mention))
}

fn tag(spot: &Spot<'_>) -> Option<(usize, Kind)> {
    let name = spot.rest.strip_prefix('#')?;
    if spot.is_after_word() || spot.is_after("#") {
        return None;
    }
    let is_tag = |c: &char| is_word(*c) || matches!(c, '\u{200c}' | '·');
    let length = run(name, is_tag);
    let has_letter = name[..length].chars().any(char::is_alphabetic);
    let is_short = name[..length].chars().count() <= MAX_TAG;
    let fits = has_letter && is_short && next_after(name, length) != '#';
    fits.then_some((1 + length, Kind::Hashtag))
}

fn cashtag(spot: &Spot<'_>) -> Option<(usize, Kind)> {
    let name = spot.rest.strip_prefix('$')?;
    if spot.is_after_word() || spot.is_after("$") {
        return None;
    }
    let length = run(name, char::is_ascii_uppercase);
    let next = next_after(name, length);
    let fits = (1..=8).contains(&length) && !is_word(next) && next != '$';
    fits.then_some((1 + length, Kind::Cashtag))
}

/// A link or, with an `@` in it, an email address.
fn address(spot: &Spot<'_>) -> Option<(usize, Kind)> {
    if spot.is_after_word() || spot.is_after(".-@/") {
        return None;
    }
    if let Some(length) = email(spot.rest) {
        return Some((length, Kind::Email));
    }
    let scheme = ["http://", "https://", "ftp://"]
        .into_iter()
        .find(|scheme| {
            let start = spot.rest.get(..scheme.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        });
    let begin = scheme.map_or(0, str::len);
    let length = host(&spot.rest[begin..], scheme.is_some())?;
    let mut length = begin + length;
    let rest = &spot.rest[length..];
    if let Some(port) = rest.strip_prefix(':') {
        let digits = run(port, char::is_ascii_digit);
        if (1..=5).contains(&digits) {
            length += 1 + digits;
        }
    }
    if matches!(next_after(spot.rest, length), '/' | '?' | '#') {
        let rest = &spot.rest[length..];
        let is_path = |c: &char| !c.is_whitespace() && !matches!(c, '<' | '>' | '"' | '«' | '»');
        let path = &rest[..run(rest, is_path)];
        let path = path.trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', ')']);
        length += path.len();
    }
    Some((length, Kind::Url))
}

/// The length of a host name with a known ending, or any ending if the scheme is given.
fn host(text: &str, has_scheme: bool) -> Option<usize> {
    let is_host = |c: &char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    let name = text[..run(text, is_host)].trim_end_matches(['.', '-']);
    let (labels, top) = name.rsplit_once('.')?;
    let is_whole = labels.split('.').all(|label| !label.is_empty());
    let is_country = top.len() == 2 && top.chars().all(|c| c.is_ascii_alphabetic());
    let is_known = |known: &&'static str| known.eq_ignore_ascii_case(top);
    let is_top = is_country || has_scheme || TOP_LEVELS.iter().any(is_known);
    let is_number = top.chars().all(|c| c.is_ascii_digit());
    let is_email = text[name.len()..].starts_with('@');
    let fits = is_whole && is_top && (has_scheme || !is_number) && !is_email;
    fits.then_some(name.len())
}

fn email(text: &str) -> Option<usize> {
    let is_local = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let local = run(text, is_local);
    let rest = text[local..].strip_prefix('@').filter(|_| local > 0)?;
    Some(local + 1 + host(rest, false)?)
}

/// A number as people write it, from its plus sign on.
fn phone(spot: &Spot<'_>) -> Option<(usize, Kind)> {
    let number = spot.rest.strip_prefix('+')?;
    if spot.is_after_word() || spot.is_after("+") {
        return None;
    }
    let is_number = |c: &char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')');
    let number = number[..run(number, is_number)].trim_end_matches([' ', '-', '(']);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let fits = PHONE_DIGITS.contains(&digits) && !is_word(next_after(spot.rest, 1 + number.len()));
    fits.then_some((1 + number.len(), Kind::PhoneNumber))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_telegram_finds_by_itself() {
        let check = |text: &str, expect: &[(&str, usize, usize)]| {
            let found = find(text);
            let found: Vec<_> = found
                .iter()
                .map(|entity| (entity.kind.name(), entity.offset, entity.length))
                .collect();
            assert_eq!(found, expect, "{text}");
        };

        check("/start p5", &[("bot_command", 0, 6)]);
        check("/start@shop_bot x", &[("bot_command", 0, 15)]);
        check("😀 /help", &[("bot_command", 3, 5)]);
        check("/a /b", &[("bot_command", 0, 2), ("bot_command", 3, 2)]);
        check("a/b", &[]);
        check("/a/b", &[]);
        check("1/2", &[]);
        check("/", &[]);
        check("ask @shop_bot!", &[("mention", 4, 9)]);
        check("@ab a@b", &[]);
        check("#sale #2 #a#b x#y", &[("hashtag", 0, 5)]);
        check("$USD $usd", &[("cashtag", 0, 4)]);
        check("see t.me/x, ok", &[("url", 4, 6)]);
        check("https://a.example/b?c=d.", &[("url", 0, 23)]);
        check("(http://localhost.test:80)", &[("url", 1, 24)]);
        check("3.14 and file.rs or a.b.", &[("url", 9, 7)]);
        check("write to ada.l@shop.example now", &[("email", 9, 18)]);
        check("call +43 660 1234567 today", &[("phone_number", 5, 15)]);
        check("+12345", &[]);
    }
}
