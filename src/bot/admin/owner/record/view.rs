//! The screens of the record.

use chrono::DateTime;

use crate::{
    bot::{
        admin::{owner::OwnerButton, panel},
        screen::{Key, Screen, cut, pager},
    },
    domain::{id::AuditId, page::Page},
    i18n::{Html, Lang, When},
    shop::{
        Shop,
        audit::{Names, Recorded},
    },
};

use super::words::Words;

/// Differences told of each entry of a list.
const IN_LIST: usize = 3;
/// How long names and values may be in a list, in characters.
const SHORT: usize = 40;
/// Characters of an entry after which no more differences are told.
const ENOUGH: usize = 6000;

/// A page of the record.
pub fn list(lang: Lang, shop: &Shop, page: &Page<Recorded, AuditId>, names: &Names) -> Screen {
    let words = Words { lang, shop, names };
    let told = page.items.iter().map(|recorded| {
        let changes = words.changes(recorded, SHORT);
        let (shown, rest) = changes.split_at(changes.len().min(IN_LIST));
        let more = (!rest.is_empty()).then(|| lang.record_more(count(rest.len())));
        let head = head(&words, shop, recorded, SHORT);
        Html::lines([head].into_iter().chain(shown.iter().cloned()).chain(more))
    });
    let title = if page.items.is_empty() {
        lang.record_empty()
    } else {
        lang.record_title()
    };
    let text = Html::paragraphs([title].into_iter().chain(told));
    let mut rows: Vec<Vec<Key>> = page
        .items
        .iter()
        .map(|recorded| {
            let label = lang.button_entry(
                when(shop, recorded),
                &cut(&words.label(&recorded.entry), SHORT),
            );
            let entry = recorded.entry.id;
            vec![Key::new(label, OwnerButton::Entry { entry })]
        })
        .collect();
    let button = |from| OwnerButton::Record { from: Some(from) };
    rows.extend(pager(
        lang,
        page.previous.map(button),
        page.next.map(button),
    ));
    rows.push(vec![panel::back(lang)]);
    Screen::new(text, rows)
}

/// An entry with everything it changed.
pub fn entry(lang: Lang, shop: &Shop, recorded: &Recorded, names: &Names) -> Screen {
    let words = Words { lang, shop, names };
    let changes = words.changes(recorded, 1100);
    let mut length = 0;
    let fitting = changes.iter().take_while(|change| {
        let fits = length < ENOUGH;
        length += change.length();
        fits
    });
    let mut lines: Vec<Html> = fitting.cloned().collect();
    if lines.len() < changes.len() {
        lines.push(lang.record_more(count(changes.len() - lines.len())));
    }
    let text = Html::paragraphs([head(&words, shop, recorded, 255), Html::lines(lines)]);
    let back = OwnerButton::Record {
        from: Some(recorded.entry.id),
    };
    let rows = vec![vec![
        Key::new(lang.button_record(), back),
        panel::back(lang),
    ]];
    Screen::new(text, rows)
}

fn head(words: &Words<'_>, shop: &Shop, recorded: &Recorded, limit: usize) -> Html {
    let entry = &recorded.entry;
    let what = words.lang.record_entry(
        when(shop, recorded),
        &cut(&words.actor(entry.actor), limit),
        &words.action(entry),
        &words.kind(entry),
        &cut(&words.label(entry), limit),
    );
    if entry.is_undone {
        Html::lines([what, words.lang.record_undone()])
    } else {
        what
    }
}

fn when(shop: &Shop, recorded: &Recorded) -> When {
    let at = DateTime::from_timestamp(recorded.entry.at, 0).unwrap_or_default();
    When(at, shop.timezone)
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
