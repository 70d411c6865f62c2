//! The screen of sharing, and what stands on a poster.

use url::form_urlencoded;

use crate::{
    bot::{
        admin::{
            button::StaffButton, categories::button::CategoryButton, panel,
            products::button::ProductButton,
        },
        button::Button,
        command::Start,
        screen::{Copied, Key, Link, Screen},
    },
    domain::{money::Money, text::Name},
    i18n::{Html, Lang},
    papers::poster::Poster,
    shop::{categories::Card, products::shelf::Sheet},
};

use super::button::ShareButton;

/// Something that a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// Where the link leads.
    pub leads_to: Start,
    /// What it is called.
    pub name: String,
    /// The lowest price, and whether there are others; a category has none.
    pub price: Option<(Money, bool)>,
    /// Whether customers see it now.
    pub is_shown: bool,
    poster: ShareButton,
    back: Button,
}

impl Shared {
    /// A product.
    pub fn product(sheet: Sheet) -> Self {
        let product = sheet.product.id;
        let prices = sheet.product.variants.iter().map(|variant| variant.price);
        let lowest = prices.clone().min_by_key(|price| price.minor());
        let highest = prices.max_by_key(|price| price.minor());
        Self {
            leads_to: Start::Product(product),
            name: sheet.product.name,
            price: lowest.map(|lowest| (lowest, Some(lowest) != highest)),
            is_shown: !sheet.is_hidden && sheet.category_name.is_some(),
            poster: ShareButton::ProductPoster { product },
            back: StaffButton::Product(ProductButton::Menu { product }).into(),
        }
    }

    /// A category.
    pub fn category(card: Card) -> Self {
        let category = card.seen.category.id;
        Self {
            leads_to: Start::Category(category),
            name: card.seen.category.name,
            price: None,
            is_shown: true,
            poster: ShareButton::CategoryPoster { category },
            back: CategoryButton::Card { category }.into(),
        }
    }

    fn price(&self, lang: Lang) -> String {
        match self.price {
            Some((price, false)) => lang.inline_price(price),
            Some((price, true)) => lang.inline_price_from(price),
            None => String::new(),
        }
    }
}

/// The link, to be copied or sent, and the way to the poster.
pub fn share(lang: Lang, bot: &str, shared: &Shared) -> Screen {
    let link = shared.leads_to.link(bot);
    let mut text = vec![
        lang.share_title(&shared.name),
        lang.share_link(&link),
        lang.share_how(),
    ];
    if !shared.is_shown {
        text.push(lang.share_hidden(&lang.product_gone()));
    }
    let query: String = form_urlencoded::Serializer::new(String::new())
        .append_pair("url", &link)
        .append_pair("text", &shared.name)
        .finish();
    let rows = vec![
        vec![Key::new(lang.button_share_poster(), shared.poster.clone())],
        vec![
            Key::new(lang.button_back(), shared.back.clone()),
            panel::back(lang),
        ],
    ];
    Screen::new(Html::paragraphs(text), rows)
        .with_copied(Copied {
            label: lang.button_share_copy(),
            text: link,
        })
        .with_link(Link {
            label: lang.button_share_send(),
            // Opens the list of chats (core.telegram.org/api/links, "Share links").
            // Not every app reads a plus as a space.
            url: format!("https://t.me/share/url?{}", query.replace('+', "%20")),
        })
}

/// What stands on the poster.
pub fn poster(lang: Lang, bot: &str, shop: Option<&Name>, shared: &Shared) -> Poster {
    Poster {
        language: lang.code().to_owned(),
        shop: shop.map_or_else(String::new, |name| name.as_str().to_owned()),
        name: shared.name.clone(),
        price: shared.price(lang),
        hint: lang.poster_hint(),
        link: shared.leads_to.link(bot),
    }
}
