//! For people: a page that needs nothing else and runs nothing, on a telephone as well.

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::papers::markup::escaped;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;margin:1.5em auto;max-width:42em;padding:0 1em;\
color:#111;background:#fff;overflow-wrap:anywhere}h1{font-size:1.5em}h2{font-size:1.2em;margin:2em 0 .5em}\
h3{font-size:1em;margin:1em 0 .3em}section section{margin-inline-start:.8em}\
article{border:1px solid #bbb;border-radius:.5em;padding:.2em .8em .8em;margin:.6em 0;break-inside:avoid}\
dt{color:#555;font-size:.8em;margin-top:.6em}dd{margin:0;white-space:pre-line}img{max-width:100%;height:auto}\
@media(prefers-color-scheme:dark){body{color:#eee;background:#181818}dt{color:#aaa}article{border-color:#555}}";

/// The page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The code of its language.
    pub language: String,
    /// What it is.
    pub title: String,
    /// What is to be said before.
    pub words: Vec<String>,
    /// What it holds.
    pub parts: Vec<Part>,
}

/// Things of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// What they are.
    pub title: String,
    /// Each of them.
    pub cards: Vec<Card>,
    /// What is said where there are none.
    pub nothing: String,
}

/// One thing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Card {
    /// What is known of it, each with what that is.
    pub facts: Vec<(String, Fact)>,
    /// What belongs to it.
    pub parts: Vec<Part>,
}

/// Something known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// In words.
    Text(String),
    /// A picture in JPEG.
    Picture(Vec<u8>),
}

/// Writes the page.
pub fn write(page: &Page) -> String {
    let mut html = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n<h1 dir=\"auto\">{title}</h1>\n",
        escaped(&page.language),
        title = escaped(&page.title),
    );
    for words in &page.words {
        html += &format!("<p dir=\"auto\">{}</p>\n", escaped(words));
    }
    for part in &page.parts {
        write_part(&mut html, part, 2);
    }
    html += "</html>\n";
    html
}

fn write_part(html: &mut String, part: &Part, level: usize) {
    *html += &format!(
        "<section>\n<h{level} dir=\"auto\">{}</h{level}>\n",
        escaped(&part.title)
    );
    if part.cards.is_empty() {
        *html += &format!("<p>{}</p>\n", escaped(&part.nothing));
    }
    for card in &part.cards {
        *html += "<article>\n<dl>\n";
        for (label, fact) in &card.facts {
            *html += &format!("<dt>{}</dt>", escaped(label));
            *html += &match fact {
                Fact::Text(text) => format!("<dd dir=\"auto\">{}</dd>\n", escaped(text)),
                Fact::Picture(jpeg) => format!(
                    "<dd><img alt=\"\" src=\"data:image/jpeg;base64,{}\"></dd>\n",
                    STANDARD.encode(jpeg)
                ),
            };
        }
        *html += "</dl>\n";
        for part in &card.parts {
            write_part(html, part, level + 1);
        }
        *html += "</article>\n";
    }
    *html += "</section>\n";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_people_are_never_markup_and_nothing_is_loaded_or_run() {
        let text = |text: &str| Fact::Text(text.to_owned());
        let page = Page {
            language: "en\"><script>".to_owned(),
            title: "<b>Ann</b>".to_owned(),
            words: vec!["R&D".to_owned()],
            parts: vec![Part {
                title: "<i>".to_owned(),
                cards: vec![Card {
                    facts: vec![
                        ("<u>".to_owned(), text("<script>alert(1)</script>\"'")),
                        ("name".to_owned(), text("שלום")),
                        ("proof".to_owned(), Fact::Picture(vec![0xff, 0xd8])),
                    ],
                    parts: Vec::new(),
                }],
                nothing: String::new(),
            }],
        };
        let html = write(&page);
        for markup in ["<script", "<b>", "<i>", "<u>", "http:", "https:", "url("] {
            assert!(!html.contains(markup), "{markup} in {html}");
        }
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        assert!(html.contains("<dd dir=\"auto\">שלום</dd>"), "{html}");
        assert!(html.contains("data:image/jpeg;base64,/9g="), "{html}");
    }
}
