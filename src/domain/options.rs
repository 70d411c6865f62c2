//! Options: what a customer chooses about a product before it can be bought.
//!
//! A product names its options in the order of choosing (Size, Colour), and each
//! of its variants has one value for each (M, red). What is chosen so far is a
//! variant and how many of its values count, so that an old button keeps its
//! meaning whatever the owner adds in between.

use super::{
    catalog::{Product, Variant},
    id::VariantId,
};

/// The most options a product has.
pub const MAX_OPTIONS: usize = 3;
/// The most variants a product has: their buttons fit one message (Telegram takes a hundred).
pub const MAX_VARIANTS: usize = 60;

/// Stands for the value of a variant that has none.
const NO_VALUE: &str = "–";

/// The names of a product's options, or a variant's values for them, in the order of choosing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct OptionList(Vec<String>);

impl OptionList {
    /// Takes texts of one line each.
    pub fn new(items: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(items.into_iter().map(Into::into).collect())
    }

    /// Reads the stored form: a line each.
    pub fn stored(text: &str) -> Self {
        Self::new(text.lines())
    }

    /// The stored form.
    pub fn to_stored(&self) -> String {
        self.0.join("\n")
    }

    /// The same with a dash in each of `options` places that has no text: a variant older than an
    /// option has no value for it.
    pub fn padded(mut self, options: usize) -> Self {
        while self.0.len() < options {
            self.0.push(NO_VALUE.to_owned());
        }
        self
    }

    /// The texts.
    pub fn as_slice(&self) -> &[String] {
        &self.0
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nothing to choose.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A product's name with the values of a variant: `T-shirt (M, red)`.
pub fn full_name(name: &str, values: &OptionList) -> String {
    if values.is_empty() {
        name.to_owned()
    } else {
        format!("{name} ({})", values.0.join(", "))
    }
}

/// What was pressed so far: the first `depth` values of a variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chosen {
    /// A variant that has them.
    pub variant: VariantId,
    /// How many of its values count.
    pub depth: usize,
}

impl Chosen {
    /// A variant with all its values.
    pub const fn whole(variant: VariantId) -> Self {
        Self {
            variant,
            depth: MAX_OPTIONS,
        }
    }
}

/// A product in front of a customer who is choosing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice<'a> {
    /// What can be put into the cart: every option has its value.
    pub variant: Option<&'a Variant>,
    /// The variants that agree with what was chosen; never empty.
    pub left: Vec<&'a Variant>,
    /// Each option that can be chosen now, with its values.
    pub options: Vec<OptionRow<'a>>,
}

/// An option and what can be chosen for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionRow<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its values, in the owner's order.
    pub values: Vec<ValueChoice<'a>>,
}

/// A value that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueChoice<'a> {
    /// The value.
    pub value: &'a str,
    /// What is chosen when it is pressed.
    pub leads_to: Chosen,
    /// Whether it is chosen already.
    pub is_chosen: bool,
    /// Whether anything that has it is left in stock.
    pub is_available: bool,
}

impl Product {
    /// Where a customer stands who has chosen so much. An option with one value left needs no
    /// choosing, and a choice of variants that are gone begins anew.
    pub fn choose(&self, chosen: Option<Chosen>) -> Choice<'_> {
        let options = self.options.as_slice();
        let found = chosen.and_then(|chosen| {
            let variant = self.variants.iter().find(|v| v.id == chosen.variant)?;
            Some((variant, chosen.depth.min(options.len())))
        });
        let (mut reference, mut depth) = match found {
            Some((variant, depth)) => (Some(variant), depth),
            None => (None, 0),
        };
        // What follows of itself is not kept when an earlier option is changed.
        let pressed = depth;
        let mut left = self.agreeing(reference, depth);
        while depth < options.len() && is_alike(&left, depth) {
            reference = left.first().copied();
            depth += 1;
        }
        left = self.agreeing(reference, depth);
        let rows = options.iter().enumerate().take(depth + 1);
        let options = rows.map(|(option, name)| OptionRow {
            name,
            values: self.values(option, reference, depth, pressed),
        });
        let options = options.filter(|row| row.values.len() > 1).collect();
        let variant = if depth == self.options.len() {
            left.first().copied()
        } else {
            None
        };
        Choice {
            variant,
            left,
            options,
        }
    }

    /// The variants that have the first `depth` values of `reference`.
    fn agreeing(&self, reference: Option<&Variant>, depth: usize) -> Vec<&Variant> {
        let agrees =
            |variant: &&Variant| reference.is_none_or(|other| variant.agrees_with(other, depth));
        self.variants.iter().filter(agrees).collect()
    }

    fn values<'a>(
        &'a self,
        option: usize,
        reference: Option<&'a Variant>,
        depth: usize,
        pressed: usize,
    ) -> Vec<ValueChoice<'a>> {
        let candidates = self.agreeing(reference, option);
        let mut values: Vec<ValueChoice<'a>> = Vec::new();
        for variant in &candidates {
            let value = variant.value(option);
            if let Some(known) = values.iter_mut().find(|known| known.value == value) {
                known.is_available |= variant.stock > 0;
                continue;
            }
            // What was chosen after this option is kept where there is such a variant.
            let keeps_rest = |other: &&&Variant| {
                other.value(option) == value
                    && reference.is_some_and(|chosen| {
                        (option + 1..pressed).all(|later| other.value(later) == chosen.value(later))
                    })
            };
            let leads_to = match candidates.iter().find(keeps_rest) {
                Some(same) => Chosen {
                    variant: same.id,
                    depth: pressed.max(option + 1),
                },
                None => Chosen {
                    variant: variant.id,
                    depth: option + 1,
                },
            };
            values.push(ValueChoice {
                value,
                leads_to,
                is_chosen: option < depth
                    && reference.is_some_and(|chosen| chosen.value(option) == value),
                is_available: variant.stock > 0,
            });
        }
        values
    }
}

impl Variant {
    /// The value for the option at this place; a variant older than the option has none.
    fn value(&self, option: usize) -> &str {
        self.options
            .as_slice()
            .get(option)
            .map_or(NO_VALUE, String::as_str)
    }

    fn agrees_with(&self, other: &Self, depth: usize) -> bool {
        (0..depth).all(|option| self.value(option) == other.value(option))
    }
}

/// Whether the variants have one and the same value at this place.
fn is_alike(variants: &[&Variant], option: usize) -> bool {
    let mut values = variants.iter().map(|variant| variant.value(option));
    let first = values.next();
    values.all(|value| Some(value) == first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        id::{CategoryId, ProductId},
        money::{Currency, Money},
        review::Rating,
    };

    /// A product whose variants are written as their values and stock: `("S red", 3)`.
    fn product(names: &[&str], variants: &[(&str, u32)]) -> Product {
        let variants = (1..).zip(variants).map(|(id, (values, stock))| Variant {
            id: VariantId::new(id),
            sku: format!("SKU-{id}"),
            options: OptionList::new(values.split_whitespace()),
            price: Money::new(100, Currency::USD),
            stock: *stock,
            picture: None,
        });
        Product {
            id: ProductId::new(1),
            category: CategoryId::new(1),
            name: "T-shirt".into(),
            description: String::new(),
            options: OptionList::new(names.iter().copied()),
            rating: Rating::default(),
            variants: variants.collect(),
        }
    }

    /// What a customer sees: `Size: [S] M× | …` and what is ready for the cart.
    fn seen(product: &Product, chosen: Option<Chosen>) -> String {
        let choice = product.choose(chosen);
        let rows = choice.options.iter().map(|row| {
            let values = row.values.iter().map(|value| {
                let sold_out = if value.is_available { "" } else { "×" };
                if value.is_chosen {
                    format!("[{}{sold_out}]", value.value)
                } else {
                    format!("{}{sold_out}", value.value)
                }
            });
            format!("{}: {}", row.name, values.collect::<Vec<_>>().join(" "))
        });
        let rows: Vec<String> = rows.collect();
        let ready = choice
            .variant
            .map_or("…".to_owned(), |variant| variant.sku.clone());
        format!("{} → {ready}", rows.join(" | "))
    }

    /// Presses a value by its text.
    fn press(product: &Product, chosen: Option<Chosen>, value: &str) -> Option<Chosen> {
        let choice = product.choose(chosen);
        let mut values = choice.options.iter().flat_map(|row| &row.values);
        values
            .find(|choice| choice.value == value)
            .map(|choice| choice.leads_to)
    }

    #[test]
    fn without_options_there_is_nothing_to_choose() {
        assert_eq!(seen(&product(&[], &[("", 3)]), None), " → SKU-1");
    }

    #[test]
    fn one_option_takes_one_press() {
        let sock = product(&["Size"], &[("S", 3), ("M", 0), ("L", 1)]);
        assert_eq!(seen(&sock, None), "Size: S M× L → …");
        let medium = press(&sock, None, "M");
        assert_eq!(seen(&sock, medium), "Size: S [M×] L → SKU-2");
    }

    #[test]
    fn two_options_take_two_presses_and_each_can_be_changed() {
        let shirt = product(
            &["Size", "Colour"],
            &[("S red", 1), ("S blue", 0), ("M red", 2), ("M green", 2)],
        );
        assert_eq!(seen(&shirt, None), "Size: S M → …");
        let small = press(&shirt, None, "S");
        assert_eq!(seen(&shirt, small), "Size: [S] M | Colour: red blue× → …");
        let red = press(&shirt, small, "red");
        assert_eq!(
            seen(&shirt, red),
            "Size: [S] M | Colour: [red] blue× → SKU-1"
        );
        let medium = press(&shirt, red, "M");
        assert_eq!(
            seen(&shirt, medium),
            "Size: S [M] | Colour: [red] green → SKU-3",
            "red is kept"
        );
        let blue = press(&shirt, red, "blue");
        assert_eq!(
            seen(&shirt, press(&shirt, blue, "M")),
            "Size: S [M] | Colour: red green → …",
            "there is no blue one in M"
        );
    }

    #[test]
    fn an_option_with_one_value_is_not_asked_for() {
        let shirt = product(
            &["Size", "Colour"],
            &[("S red", 1), ("M red", 2), ("M green", 2)],
        );
        let small = press(&shirt, None, "S");
        assert_eq!(seen(&shirt, small), "Size: [S] M → SKU-1");
        assert_eq!(
            seen(&shirt, press(&shirt, small, "M")),
            "Size: S [M] | Colour: red green → …",
            "nobody pressed red"
        );
        let single = product(&["Size", "Colour"], &[("S red", 1)]);
        assert_eq!(seen(&single, None), " → SKU-1");
    }

    #[test]
    fn a_choice_that_is_gone_begins_anew() {
        let sock = product(&["Size"], &[("S", 3), ("M", 2)]);
        let gone = Some(Chosen::whole(VariantId::new(77)));
        assert_eq!(seen(&sock, gone), "Size: S M → …");
        assert_eq!(
            seen(&sock, Some(Chosen::whole(VariantId::new(2)))),
            "Size: S [M] → SKU-2"
        );
    }

    #[test]
    fn names_carry_their_values() {
        let values = OptionList::stored("M\nred");
        assert_eq!(full_name("T-shirt", &values), "T-shirt (M, red)");
        assert_eq!(full_name("Mug", &OptionList::stored("")), "Mug");
        assert_eq!(values.to_stored(), "M\nred");
    }
}
