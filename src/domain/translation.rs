//! Texts of the owner in other languages: which there are, and what may be said.

use thiserror::Error;

use super::{
    coded::coded,
    greeting::{Greeting, GreetingError},
    id::{CategoryId, DeliveryOptionId, PaymentWayId, PickupPointId, ProductId},
    language::Language,
    setting::Setting,
    text::{AddressText, Description, Instructions, Name, PaymentName, Terms, TextError},
};

/// In which words something is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// In those of the owner: what staff read.
    Own,
    /// In those of a language, as far as there are any: what customers read.
    In(Language),
}

impl Words {
    /// The code of the language; the owner's own words have none.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Own => "",
            Self::In(language) => language.code(),
        }
    }
}

coded! {
    /// A text that can be translated.
    pub enum TextField {
        /// What something is called.
        Name = "name",
        /// What is said of it.
        Description = "description",
        /// How long a delivery takes.
        Eta = "eta",
        /// Where a pickup point is.
        Address = "address",
        /// When it is open.
        Hours = "hours",
        /// How to pay.
        Instructions = "instructions",
        /// What a setting says.
        Text = "text",
    }
}

/// Something with texts that can be translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Worded {
    /// A category.
    Category(CategoryId),
    /// A product.
    Product(ProductId),
    /// A way of delivery.
    DeliveryOption(DeliveryOptionId),
    /// A pickup point.
    PickupPoint(PickupPointId),
    /// A way to pay.
    PaymentWay(PaymentWayId),
    /// A setting that customers read.
    Setting(Setting),
}

/// Why a text is no translation.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TranslationError {
    /// It would not do in the owner's language either.
    #[error(transparent)]
    Text(#[from] TextError),
    /// It would not do as a greeting.
    #[error(transparent)]
    Greeting(#[from] GreetingError),
}

impl Worded {
    /// Kind and row id, as the database keeps them.
    pub const fn stored(self) -> (&'static str, i64) {
        match self {
            Self::Category(id) => ("category", id.get()),
            Self::Product(id) => ("product", id.get()),
            Self::DeliveryOption(id) => ("delivery_option", id.get()),
            Self::PickupPoint(id) => ("pickup_point", id.get()),
            Self::PaymentWay(id) => ("payment_way", id.get()),
            Self::Setting(setting) => ("setting", setting.number()),
        }
    }

    /// Of kind and row id.
    pub fn from_stored(kind: &str, id: i64) -> Option<Self> {
        Some(match kind {
            "category" => Self::Category(CategoryId::new(id)),
            "product" => Self::Product(ProductId::new(id)),
            "delivery_option" => Self::DeliveryOption(DeliveryOptionId::new(id)),
            "pickup_point" => Self::PickupPoint(PickupPointId::new(id)),
            "payment_way" => Self::PaymentWay(PaymentWayId::new(id)),
            "setting" => Self::Setting(Setting::of_number(id)?),
            _ => return None,
        })
    }

    /// Its texts that can be translated; none of a setting that customers do not read as a text.
    pub const fn fields(self) -> &'static [TextField] {
        match self {
            Self::Category(_) | Self::Product(_) => &[TextField::Name, TextField::Description],
            Self::DeliveryOption(_) => &[TextField::Name, TextField::Eta],
            Self::PickupPoint(_) => &[TextField::Name, TextField::Address, TextField::Hours],
            Self::PaymentWay(_) => &[TextField::Name, TextField::Instructions],
            Self::Setting(
                Setting::Name
                | Setting::Story
                | Setting::Greeting
                | Setting::Contact
                | Setting::Terms,
            ) => &[TextField::Text],
            Self::Setting(_) => &[],
        }
    }

    /// Whether a translation stands no more as soon as the owner's words become others: customers
    /// would pay into an account that is closed, or go where the shop has been.
    pub const fn must_be_current(self, field: TextField) -> bool {
        match field {
            TextField::Instructions | TextField::Address | TextField::Hours | TextField::Eta => {
                true
            }
            TextField::Text => matches!(self, Self::Setting(Setting::Contact | Setting::Terms)),
            TextField::Name | TextField::Description => false,
        }
    }

    /// Whether it has such a text.
    pub fn has(self, field: TextField) -> bool {
        self.fields().contains(&field)
    }

    /// A translation that somebody typed, within the limits of the text that it stands for.
    ///
    /// # Errors
    /// What would be wrong with it in the owner's language, too.
    pub fn translate(self, field: TextField, text: &str) -> Result<Translation, TranslationError> {
        let text = match (self, field) {
            (Self::PaymentWay(_), TextField::Name) => PaymentName::parse(text)?.to_string(),
            (Self::Setting(Setting::Greeting), _) => Greeting::parse(text)?.to_string(),
            (Self::Setting(Setting::Terms), _) => Terms::parse(text)?.to_string(),
            (Self::Setting(Setting::Name), _)
            | (_, TextField::Name | TextField::Eta | TextField::Hours) => {
                Name::parse(text)?.to_string()
            }
            (_, TextField::Address) => AddressText::parse(text)?.to_string(),
            (_, TextField::Instructions) => Instructions::parse(text)?.to_string(),
            (_, TextField::Description | TextField::Text) => Description::parse(text)?.to_string(),
        };
        Ok(Translation {
            of: self,
            field,
            text,
        })
    }
}

/// What a text of something is in another language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translation {
    of: Worded,
    field: TextField,
    text: String,
}

impl Translation {
    /// Of what it is.
    pub const fn of(&self) -> Worded {
        self.of
    }

    /// Which of its texts.
    pub const fn field(&self) -> TextField {
        self.field
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The same of another thing, if it has such a text and the words fit that.
    pub fn moved_to(&self, of: Worded) -> Option<Self> {
        let has_it = of.has(self.field);
        has_it.then(|| of.translate(self.field, &self.text).ok())?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_worded_is_read_back_as_it_was_stored() {
        let settings = Setting::ALL.iter().copied().map(Worded::Setting);
        let all = [
            Worded::Category(CategoryId::new(1)),
            Worded::Product(ProductId::new(2)),
            Worded::DeliveryOption(DeliveryOptionId::new(3)),
            Worded::PickupPoint(PickupPointId::new(4)),
            Worded::PaymentWay(PaymentWayId::new(5)),
        ];
        for of in all.into_iter().chain(settings) {
            let (kind, id) = of.stored();
            assert_eq!(Worded::from_stored(kind, id), Some(of));
        }
        assert_eq!(Worded::from_stored("order", 1), None);
        assert_eq!(Worded::from_stored("setting", 0), None);
    }

    #[test]
    fn a_translation_is_held_to_the_limits_of_its_original() {
        let product = Worded::Product(ProductId::new(1));
        let way = Worded::PaymentWay(PaymentWayId::new(1));
        let long = |length| "ж".repeat(length);
        for (of, field, most) in [
            (product, TextField::Name, Name::MAX),
            (product, TextField::Description, Description::MAX),
            (way, TextField::Name, PaymentName::MAX),
            (way, TextField::Instructions, Instructions::MAX),
            (Worded::Setting(Setting::Name), TextField::Text, Name::MAX),
            (Worded::Setting(Setting::Terms), TextField::Text, Terms::MAX),
        ] {
            assert!(of.translate(field, &long(most)).is_ok(), "{of:?} {field:?}");
            assert_eq!(
                of.translate(field, &long(most + 1)),
                Err(TextError::TooLong { max: most }.into()),
                "{of:?} {field:?}"
            );
        }
        let greeting = Worded::Setting(Setting::Greeting);
        assert_eq!(
            greeting.translate(TextField::Text, "¡Hola, {nombre}!"),
            Err(GreetingError::Placeholder("{nombre}".into()).into())
        );
    }
}
