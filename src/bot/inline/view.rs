//! What is offered in other chats.

use serde_json::{Value, json};

use crate::{
    bot::{
        catalog::view::described,
        command::Start,
        front,
        screen::{CAPTION_LIMIT, Link},
    },
    domain::{catalog::Card, closure::Closure},
    i18n::{Html, Lang},
    shop::showcase::Showcase,
};

/// Seconds for which Telegram may show the same person the same again: stock and prices change.
const CACHE: u32 = 10;

/// Goods, each as a message that can be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The goods.
    pub goods: Vec<Good>,
    /// Where the next page begins.
    pub next: Option<i64>,
    /// A button above them that opens the shop's chat.
    pub button: Option<String>,
}

/// One of the goods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Good {
    /// Telegram's id of it within the offer.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What the list says about it.
    pub about: String,
    /// What is sent: a caption where there is a picture.
    pub text: Html,
    /// Telegram's name for the file of its picture.
    pub picture: Option<String>,
    /// The way into the shop.
    pub link: Link,
}

/// A page of goods for somebody of this language, with what a shop that is closed says.
pub fn offer(
    lang: Lang,
    bot: &str,
    found: &Showcase,
    is_first: bool,
    closure: Option<&Closure>,
) -> Offer {
    let goods: Vec<Good> = found
        .cards
        .iter()
        .map(|card| good(lang, bot, card, closure))
        .collect();
    let button = match closure {
        _ if !is_first => None,
        _ if goods.is_empty() => Some(lang.inline_nothing()),
        Some(_) => Some(lang.inline_closed()),
        None => None,
    };
    Offer {
        goods,
        next: found.next,
        button,
    }
}

fn good(lang: Lang, bot: &str, card: &Card, closure: Option<&Closure>) -> Good {
    let summary = &card.summary;
    let (price, about) = if summary.is_price_from {
        let price = lang.product_price_from(summary.price);
        (price, lang.inline_price_from(summary.price))
    } else {
        let price = lang.product_price(summary.price);
        (price, lang.inline_price(summary.price))
    };
    let (facts, about) = if summary.is_available {
        (price, about)
    } else {
        let facts = Html::lines([price, lang.product_sold_out()]);
        (facts, lang.inline_sold_out(&about))
    };
    let closed = closure.map(|closure| front::closed(lang, closure));
    let facts = Html::paragraphs([facts].into_iter().chain(closed));
    // As long as a caption also where there is no picture, which may come later.
    let (text, _) = described(
        lang,
        &summary.name,
        &card.description,
        &facts,
        CAPTION_LIMIT,
    );
    let start = Start::Product(summary.id);
    Good {
        id: start.payload(),
        title: summary.name.clone(),
        about,
        text,
        picture: card
            .picture
            .as_ref()
            .and_then(|picture| picture.file.clone()),
        link: Link {
            label: lang.inline_open(),
            url: start.link(bot),
        },
    }
}

impl Offer {
    /// Whether any of it has a picture.
    pub fn has_pictures(&self) -> bool {
        self.goods.iter().any(|good| good.picture.is_some())
    }

    /// The same as texts alone.
    pub fn without_pictures(&self) -> Self {
        let mut bare = self.clone();
        bare.goods.iter_mut().for_each(|good| good.picture = None);
        bare
    }

    /// The call that answers a query with it. Prices and words are for who asked.
    pub fn call(&self, query: &str) -> Value {
        let next = self.next.map_or_else(String::new, |next| next.to_string());
        let mut call = json!({
            "inline_query_id": query,
            "results": self.goods.iter().map(Good::result).collect::<Vec<_>>(),
            "cache_time": CACHE,
            "is_personal": true,
            "next_offset": next,
        });
        if let Some(text) = &self.button {
            call["button"] = json!({"text": text, "start_parameter": Start::Home.payload()});
        }
        call
    }
}

impl Good {
    fn result(&self) -> Value {
        let mut result = json!({
            "id": self.id,
            "title": self.title,
            "description": self.about,
            "reply_markup": {"inline_keyboard": [[{"text": self.link.label, "url": self.link.url}]]},
        });
        match &self.picture {
            Some(file) => {
                result["type"] = "photo".into();
                result["photo_file_id"] = json!(file);
                result["caption"] = self.text.as_str().into();
                result["parse_mode"] = "HTML".into();
            }
            None => {
                result["type"] = "article".into();
                result["input_message_content"] = json!({
                    "message_text": self.text.as_str(),
                    "parse_mode": "HTML",
                    "link_preview_options": {"is_disabled": true},
                });
            }
        }
        result
    }
}
