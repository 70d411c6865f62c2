//! The screens about the shop.

use crate::{
    bot::{
        button::Button,
        screen::{Key, Screen},
    },
    domain::{catalog::Place, opening::OpeningHours},
    i18n::{Html, Lang},
    shop::about::About,
};

/// Name, hours and contact, as far as the shop has said them, and the way to its terms.
pub fn about(lang: Lang, about: &About) -> Screen {
    let title = match &about.name {
        Some(name) => lang.about_name(name.as_str()),
        None => lang.about_title(),
    };
    let mut text = vec![title];
    if let Some(story) = &about.story {
        text.push(Html::escape(story.as_str()));
    }
    let reach: Vec<Html> = [
        about
            .hours
            .as_ref()
            .map(|hours| lang.about_hours(&written(lang, hours.as_str()))),
        about
            .contact
            .as_ref()
            .map(|contact| lang.about_contact(contact.as_str())),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !reach.is_empty() {
        text.push(Html::lines(reach));
    }
    if text.len() == 1 && about.terms.is_none() {
        text.push(lang.about_nothing());
    }
    let terms = about.terms.as_ref();
    let terms = terms.map(|_| Key::new(lang.button_terms(), Button::Terms {}));
    let row = [home(lang)].into_iter().chain(terms).collect();
    Screen::new(Html::paragraphs(text), vec![row])
}

/// What holds for orders, returns and data, and the way back.
pub fn terms(lang: Lang, about: &About, back: Button) -> Screen {
    let text = match &about.terms {
        Some(terms) => lang.about_terms(terms.as_str()),
        None => lang.about_no_terms(),
    };
    Screen::new(text, vec![vec![Key::new(lang.button_back(), back)]])
}

/// What can be done here.
pub fn help(lang: Lang, about: &About) -> Screen {
    let mut text = vec![lang.help_text()];
    if let Some(contact) = &about.contact {
        text.push(lang.help_contact(contact.as_str()));
    }
    let about = Key::new(lang.button_about(), Button::About {});
    Screen::new(Html::paragraphs(text), vec![vec![home(lang), about]])
}

/// Opening hours in a language, or in the shop's own words where these say no such hours.
pub fn written(lang: Lang, hours: &str) -> String {
    match OpeningHours::stored(hours) {
        Ok(hours) => lang.hours(&hours),
        Err(_) => hours.to_owned(),
    }
}

fn home(lang: Lang) -> Key {
    Key::new(
        lang.button_home(),
        Button::Home {
            place: Place::Start,
        },
    )
}
