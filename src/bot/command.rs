//! Commands, as typed: they act in the middle of any question and are never taken for an answer.

use crate::domain::{
    id::{CategoryId, OrderId, ProductId},
    staff::LinkSecret,
};

/// A command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// `/start`, perhaps with a place to begin at.
    Start(Start),
    /// `/start` with a link that makes somebody staff: `claim_…`, `join_…`; `None` when what it
    /// carries is no secret.
    Join(Option<LinkSecret>),
    /// `/search`, perhaps with the words.
    Search(String),
    /// `/cart`
    Cart,
    /// `/favourites`
    Favourites,
    /// `/orders`
    Orders,
    /// `/profile`
    Profile,
    /// `/language`
    Language,
    /// `/privacy`
    Privacy,
    /// `/mydata`
    MyData,
    /// `/forgetme`
    ForgetMe,
    /// `/help`
    Help,
    /// `/about`
    About,
    /// `/cancel`
    Cancel,
    /// `/admin`
    Admin,
    /// `/admin_delivery`
    AdminDelivery,
    /// `/skip`
    Skip,
    /// `/add_product`
    AddProduct,
    /// `/done`: no more photos.
    Done,
    /// `/stats`
    Stats,
    /// `/here`
    Here,
    /// Anything else with a slash.
    Unknown,
}

/// Where a deep link leads (`https://t.me/BOT?start=p5`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// To the top of the catalogue, also for payloads nobody knows.
    Home,
    /// To a product: `p5`.
    Product(ProductId),
    /// To a category: `c5`.
    Category(CategoryId),
    /// To any order, for staff: `o5`.
    Order(OrderId),
}

/// What leads to the top of the catalogue; so does anything that means nothing.
const HOME: &str = "home";

impl Command {
    /// The command of a text; `None` when it is no command.
    ///
    /// A command may name its bot (`/cart@my_shop_bot`); letters of either case are taken.
    pub fn parse(text: &str) -> Option<Self> {
        let (word, rest) = text
            .strip_prefix('/')?
            .split_once(char::is_whitespace)
            .unwrap_or((&text[1..], ""));
        let name = word
            .split('@')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        Some(match name.as_str() {
            "start" => {
                let payload = rest.trim();
                let secret = payload
                    .strip_prefix("claim_")
                    .or_else(|| payload.strip_prefix("join_"));
                match secret {
                    Some(secret) => Self::Join(LinkSecret::parse(secret)),
                    None => Self::Start(Start::parse(payload)),
                }
            }
            "search" => Self::Search(rest.trim().to_owned()),
            "cart" => Self::Cart,
            "favourites" | "favorites" => Self::Favourites,
            "orders" => Self::Orders,
            "profile" => Self::Profile,
            "language" => Self::Language,
            "privacy" => Self::Privacy,
            "mydata" => Self::MyData,
            "forgetme" => Self::ForgetMe,
            "help" => Self::Help,
            "about" => Self::About,
            "cancel" => Self::Cancel,
            "admin" => Self::Admin,
            "admin_delivery" => Self::AdminDelivery,
            "skip" => Self::Skip,
            "add_product" => Self::AddProduct,
            "done" => Self::Done,
            "stats" => Self::Stats,
            "here" => Self::Here,
            _ => Self::Unknown,
        })
    }
}

impl Start {
    /// The link that leads there, by way of a bot of this name.
    pub fn link(self, bot: &str) -> String {
        format!("https://t.me/{bot}?start={}", self.payload())
    }

    /// What `/start` is sent with: at most 64 of A-Z, a-z, 0-9, _ and - (Bot API, "Deep linking").
    pub fn payload(self) -> String {
        match self {
            Self::Home => HOME.to_owned(),
            Self::Product(id) => format!("p{id}"),
            Self::Category(id) => format!("c{id}"),
            Self::Order(id) => format!("o{id}"),
        }
    }

    /// Where a payload leads.
    pub fn parse(payload: &str) -> Self {
        let id = |prefix: char| payload.strip_prefix(prefix).and_then(|id| id.parse().ok());
        match (id('p'), id('c'), id('o')) {
            (Some(product), ..) => Self::Product(ProductId::new(product)),
            (_, Some(category), _) => Self::Category(CategoryId::new(category)),
            (_, _, Some(order)) => Self::Order(OrderId::new(order)),
            (None, None, None) => Self::Home,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_where_they_say() {
        for start in [
            Start::Home,
            Start::Product(ProductId::new(i64::MAX)),
            Start::Category(CategoryId::new(7)),
            Start::Order(OrderId::new(9)),
        ] {
            let link = start.link("my_shop_bot");
            let payload = link.strip_prefix("https://t.me/my_shop_bot?start=");
            let payload = payload.expect("a link to the bot");
            assert!(payload.len() <= 64 && payload.chars().all(|c| c.is_ascii_alphanumeric()));
            assert_eq!(Start::parse(payload), start);
        }
    }

    #[test]
    fn commands_are_read_as_typed() {
        let cases = [
            ("/start", Some(Command::Start(Start::Home))),
            (
                "/start p5",
                Some(Command::Start(Start::Product(ProductId::new(5)))),
            ),
            (
                "/start c7",
                Some(Command::Start(Start::Category(CategoryId::new(7)))),
            ),
            (
                "/start o9",
                Some(Command::Start(Start::Order(OrderId::new(9)))),
            ),
            ("/here", Some(Command::Here)),
            ("/start whatever", Some(Command::Start(Start::Home))),
            ("/start p5x", Some(Command::Start(Start::Home))),
            (
                "/start claim_000000000000000000000000000000ff",
                Some(Command::Join(Some(LinkSecret::new(255)))),
            ),
            (
                "/start join_000000000000000000000000000000FF",
                Some(Command::Join(Some(LinkSecret::new(255)))),
            ),
            ("/start claim_ff", Some(Command::Join(None))),
            ("/start join_", Some(Command::Join(None))),
            ("/search", Some(Command::Search(String::new()))),
            (
                "/search  blue mug ",
                Some(Command::Search("blue mug".into())),
            ),
            ("/CART", Some(Command::Cart)),
            ("/cart@my_shop_bot", Some(Command::Cart)),
            ("/favourites", Some(Command::Favourites)),
            ("/favorites", Some(Command::Favourites)),
            ("/orders now", Some(Command::Orders)),
            ("/cancel", Some(Command::Cancel)),
            ("/language", Some(Command::Language)),
            ("/help", Some(Command::Help)),
            ("/privacy", Some(Command::Privacy)),
            ("/MyData", Some(Command::MyData)),
            ("/forgetme@my_shop_bot", Some(Command::ForgetMe)),
            ("/add_product", Some(Command::AddProduct)),
            ("/Done", Some(Command::Done)),
            ("/skip", Some(Command::Skip)),
            ("/done", Some(Command::Done)),
            ("/About", Some(Command::About)),
            ("/", Some(Command::Unknown)),
            ("/teapot", Some(Command::Unknown)),
            ("cart", None),
            ("", None),
            (" /cart", None),
        ];
        for (text, expected) in cases {
            assert_eq!(Command::parse(text), expected, "{text}");
        }
    }
}
