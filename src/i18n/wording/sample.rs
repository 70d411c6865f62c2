//! Values that could stand in a text, for looking at it before it is saved.

use fluent_bundle::FluentValue;

use crate::{
    domain::{
        money::Money,
        order::{OrderNumber, OrderStatus},
        review::Rating,
    },
    i18n::{Arg, ArgKind, Argument, Html, Lang, When},
};

use super::{
    Wording,
    message::{Kind, Message},
    original::Case,
};

/// Characters of an example that is put in.
const OTHERWISE: u32 = 3;

/// What a shop would put into its texts.
#[derive(Debug, Clone)]
pub struct Sample {
    /// An amount in the shop's currency.
    pub money: Money,
    /// A moment.
    pub when: When,
    /// The number of an order.
    pub order: OrderNumber,
    /// For which numbers the form is.
    pub case: Case,
}

impl Sample {
    /// A value for everything that a text has.
    pub(super) fn values(
        &self,
        lang: Lang,
        message: Message,
        wording: &Wording,
    ) -> Vec<(&'static str, FluentValue<'_>)> {
        let original = &wording.original;
        let mut numbers = original.examples(lang.language(), self.case);
        let chosen = numbers.next().and_then(|number| u32::try_from(number).ok());
        let arguments = message.arguments().iter();
        arguments
            .map(|argument| {
                let is_chooser = original.chooser() == Some(argument.name);
                let number = chosen.filter(|_| is_chooser).unwrap_or(OTHERWISE);
                let is_html = message.kind() == Kind::Html;
                (argument.name, self.value(lang, argument, number, is_html))
            })
            .collect()
    }

    fn value(
        &self,
        lang: Lang,
        argument: &Argument,
        number: u32,
        is_html: bool,
    ) -> FluentValue<'_> {
        match argument.kind {
            ArgKind::Money => self.money.plain(lang),
            ArgKind::Rating => Rating::new(46, 10).plain(lang),
            ArgKind::When => self.when.plain(lang),
            ArgKind::Order => (&self.order).plain(lang),
            ArgKind::Number => number.plain(lang),
            ArgKind::Text | ArgKind::Html => {
                let text = self.text(lang, argument.name);
                FluentValue::from(if is_html { Html::escape(&text).0 } else { text })
            }
        }
    }

    fn text(&self, lang: Lang, name: &str) -> String {
        match name {
            "phone" => "+1 202 555 0147".to_owned(),
            "email" => "ann@example.com".to_owned(),
            "address" => lang.sample_address(),
            "status" => lang.status(OrderStatus::Shipped),
            "date" | "day" => lang.date(self.when),
            "time" | "hour" | "from" | "to" => lang.time(self.when),
            "price" | "total" | "most" => lang.money(self.money),
            _ => lang.sample_text(),
        }
    }
}
