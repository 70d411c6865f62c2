//! The screens about the shop.

use crate::{
    bot::{
        button::Button,
        screen::{Key, Screen},
    },
    domain::catalog::Place,
    i18n::{Html, Lang},
    shop::about::About,
};

/// Name, hours, contact and terms, as far as the shop has said them.
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
            .map(|hours| lang.about_hours(hours.as_str())),
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
    if let Some(terms) = &about.terms {
        text.push(lang.about_terms(terms.as_str()));
    }
    if text.len() == 1 {
        text.push(lang.about_nothing());
    }
    Screen::new(Html::paragraphs(text), vec![vec![home(lang)]])
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

fn home(lang: Lang) -> Key {
    Key::new(
        lang.button_home(),
        Button::Home {
            place: Place::Start,
        },
    )
}
