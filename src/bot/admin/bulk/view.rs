//! The screens of the catalogue file.

use crate::{
    bot::{
        admin::{bulk::button::BulkButton, panel},
        screen::{Key, Screen, cut},
    },
    domain::id::ImportId,
    exchange::{FileError, Form},
    i18n::{Html, Lang},
    shop::bulk::{
        Refusal, Summary,
        imports::{Stage, Standing},
    },
};

/// Errors shown of a file; the others are counted.
const PROBLEMS: usize = 10;
/// The longest description of an error, in characters.
const PROBLEM: usize = 250;
/// The longest name of a file that is shown, in characters.
const NAME: usize = 80;

/// How to get the catalogue as a file, and what to do with it.
pub fn files(lang: Lang) -> Screen {
    let text = Html::paragraphs([lang.files_how(), lang.files_partly(), lang.files_photos()]);
    let get = |label, form| Key::new(label, BulkButton::GetFile { form });
    Screen::new(
        text,
        vec![
            vec![
                get(lang.button_get_csv(), Form::Csv),
                get(lang.button_get_json(), Form::Json),
            ],
            vec![panel::back(lang)],
        ],
    )
}

/// What is wrong with a file.
pub fn refused(lang: Lang, name: &str, error: &FileError) -> Html {
    let mut lines = vec![lang.file_refused(&cut(name, NAME))];
    let problem = |text: &str| lang.file_problem(&cut(text, PROBLEM));
    match error {
        FileError::TooLarge { .. } => return lang.file_too_large(),
        FileError::Invalid(problems) => {
            let first = problems.first(PROBLEMS);
            lines.push(lang.file_problems(number(problems.len())));
            lines.extend(first.iter().map(|text| problem(text)));
            let more = problems.len() - first.len();
            if more > 0 {
                lines.push(lang.file_more_problems(number(more)));
            }
        }
        other => lines.push(problem(&other.to_string())),
    }
    Html::lines(lines)
}

/// What a file would change, with the buttons that do it; no import when there is nothing to do.
pub fn preview(
    lang: Lang,
    name: Option<&str>,
    summary: &Summary,
    has_more: bool,
    import: Option<ImportId>,
) -> Screen {
    let mut head: Vec<Html> = name
        .map(|name| lang.import_title(&cut(name, NAME)))
        .into_iter()
        .collect();
    head.push(lang.import_has_products(number(summary.products)));
    let mut parts = vec![Html::lines(head)];
    let mut changes = changes(lang, summary);
    if summary.stock > 0 {
        changes.push(lang.import_stock(number(summary.stock)));
    }
    if summary.unchanged > 0 {
        changes.push(lang.import_unchanged(number(summary.unchanged)));
    }
    parts.push(Html::lines(changes));
    parts.push(Html::lines(warnings(lang, summary)));
    if has_more {
        parts.push(lang.import_has_more());
    }
    let Some(import) = import else {
        parts.push(lang.import_nothing());
        let parts = parts.into_iter().filter(|part| part.length() > 0);
        return Screen::new(Html::paragraphs(parts), vec![vec![panel::back(lang)]]);
    };
    let mut rows = Vec::new();
    if !summary.is_only_stock() {
        rows.push(vec![Key::new(
            lang.button_import_apply(),
            BulkButton::Apply { import },
        )]);
    }
    if summary.stock > 0 {
        parts.push(lang.import_about_stock());
        let apply = BulkButton::ApplyWithStock { import };
        rows.push(vec![Key::new(lang.button_import_apply_with_stock(), apply)]);
    }
    parts.push(lang.import_about_meanwhile());
    rows.push(vec![Key::new(
        lang.button_import_cancel(),
        BulkButton::CallOff { import },
    )]);
    let parts = parts.into_iter().filter(|part| part.length() > 0);
    Screen::new(Html::paragraphs(parts), rows)
}

/// An import, wherever it stands.
pub fn standing(lang: Lang, standing: &Standing) -> Screen {
    match standing.stage {
        Stage::Shown => preview(lang, None, &standing.summary, false, Some(standing.id)),
        Stage::Applying { position, total } => {
            let text = Html::lines([
                lang.import_applying(number(position), number(total)),
                lang.import_applying_note(),
            ]);
            let refresh = BulkButton::Import {
                import: standing.id,
            };
            Screen::new(
                text,
                vec![
                    vec![Key::new(lang.button_import_refresh(), refresh)],
                    vec![panel::back(lang)],
                ],
            )
        }
        Stage::Done | Stage::Closed => done(lang, &standing.summary),
    }
}

/// What applying a file came to.
pub fn done(lang: Lang, summary: &Summary) -> Screen {
    let mut parts = vec![if summary.is_stopped {
        lang.import_stopped()
    } else {
        lang.import_done()
    }];
    let mut changes = changes(lang, summary);
    if summary.stock > 0 {
        changes.push(lang.import_stock(number(summary.stock)));
    }
    if changes.is_empty() {
        changes.push(lang.import_done_nothing());
    }
    parts.push(Html::lines(changes));
    parts.push(Html::lines(warnings(lang, summary)));
    let parts = parts.into_iter().filter(|part| part.length() > 0);
    Screen::new(Html::paragraphs(parts), vec![vec![panel::back(lang)]])
}

/// A text about so many.
type Counted = fn(Lang, i64) -> Html;

/// A line for everything but stock that changes.
fn changes(lang: Lang, summary: &Summary) -> Vec<Html> {
    let all: [(usize, Counted); 11] = [
        (summary.new, Lang::import_new),
        (summary.new_variants, Lang::import_new_variants),
        (summary.new_categories, Lang::import_new_categories),
        (summary.prices, Lang::import_prices),
        (summary.names, Lang::import_names),
        (summary.descriptions, Lang::import_descriptions),
        (summary.categories, Lang::import_categories),
        (summary.options, Lang::import_options),
        (summary.moved, Lang::import_moved),
        (summary.places, Lang::import_places),
        (summary.photos, Lang::import_photos),
    ];
    let some = all.into_iter().filter(|(count, _)| *count > 0);
    some.map(|(count, text)| text(lang, number(count)))
        .collect()
}

/// What the file names and does not get.
fn warnings(lang: Lang, summary: &Summary) -> Vec<Html> {
    let mut lines = Vec::new();
    if summary.photos_missing > 0 {
        lines.push(lang.import_photos_missing(number(summary.photos_missing)));
    }
    if summary.left_out > 0 {
        lines.push(lang.import_left_out(number(summary.left_out)));
        let left = summary.left.iter();
        lines.extend(
            left.map(|(name, why)| lang.import_left(&cut(name, NAME), &lang.refusal(*why))),
        );
        let more = summary.left_out - summary.left.len();
        if more > 0 {
            lines.push(lang.import_more_left(number(more)));
        }
    }
    lines
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

impl Lang {
    /// Why something of a file is left out.
    fn refusal(self, refusal: Refusal) -> String {
        match refusal {
            Refusal::Deleted => self.import_left_deleted(),
            Refusal::Incomplete => self.import_left_incomplete(),
            Refusal::Taken => self.import_left_taken(),
            Refusal::TooMany => self.import_left_too_many(),
            Refusal::Overtaken => self.import_left_overtaken(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        bot::screen::TEXT_LIMIT,
        domain::{id::TelegramId, money::Currency},
        exchange,
    };

    fn everything(name: &str) -> Summary {
        let many = 12_345;
        Summary {
            products: many,
            new: many,
            new_variants: many,
            names: many,
            descriptions: many,
            moved: many,
            prices: many,
            stock: many,
            options: many,
            photos: many,
            photos_missing: many,
            places: many,
            new_categories: many,
            categories: many,
            unchanged: many,
            is_stopped: true,
            left_out: many,
            left: vec![(name.to_owned(), Refusal::Overtaken); 10],
        }
    }

    #[test]
    fn the_longest_reports_fit_one_message() {
        let long = "<&>".repeat(200);
        let summary = everything(&long);
        let import = ImportId::new(i64::MAX);
        let preview = preview(Lang::EN, Some(&long), &summary, true, Some(import));
        assert_eq!(preview.rows().map(Vec::len), Some(3));
        let mut texts = vec![
            preview.text,
            done(Lang::EN, &summary).text,
            files(Lang::EN).text,
        ];
        let rows: String = (0..60).map(|row| format!("S{row},{long}\n")).collect();
        let file = format!("sku,price\n{rows}");
        let error = exchange::read(file.as_bytes(), Form::Csv, Currency::USD);
        texts.push(refused(Lang::EN, &long, &error.expect_err("no prices")));
        for text in texts {
            assert!(text.length() <= TEXT_LIMIT, "{} characters", text.length());
            assert!(!text.as_str().contains("<&>"));
        }
    }

    #[test]
    fn an_import_under_way_says_how_far_it_is() {
        let under_way = Standing {
            id: ImportId::new(1),
            chat: TelegramId::new(1),
            summary: Summary::default(),
            stage: Stage::Applying {
                position: 250,
                total: 1200,
            },
        };
        let screen = standing(Lang::EN, &under_way);
        assert!(
            screen.text.as_str().contains("250 of 1,200"),
            "{:?}",
            screen.text
        );
        let refresh = screen.rows().and_then(|rows| rows[0].first());
        let expected = BulkButton::Import {
            import: ImportId::new(1),
        };
        assert_eq!(refresh.map(|key| &key.button), Some(&expected.into()));
    }
}
