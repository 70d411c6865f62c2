//! A text as it comes with the program, taken apart into the forms between which a number chooses.

use std::{collections::BTreeSet, sync::LazyLock};

use fluent_bundle::FluentValue;
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};

use crate::domain::language::Language;

use super::super::{BUNDLES, Declared, identifier, index};

/// Numbers among which examples of a form are looked for.
const EXAMPLES: std::ops::RangeInclusive<u64> = 1..=150;

/// For which numbers a form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Case {
    /// For all, or there is no number.
    Any,
    /// For one alone.
    Exactly(u64),
    /// For those that a language counts in this way (Unicode CLDR).
    Counted(&'static str),
}

/// The ways of counting that there are.
const WAYS: &[(&str, PluralCategory)] = &[
    ("zero", PluralCategory::ZERO),
    ("one", PluralCategory::ONE),
    ("two", PluralCategory::TWO),
    ("few", PluralCategory::FEW),
    ("many", PluralCategory::MANY),
    ("other", PluralCategory::OTHER),
];

impl Case {
    /// The word for the database.
    pub fn code(self) -> String {
        match self {
            Self::Any => "any".to_owned(),
            Self::Exactly(number) => number.to_string(),
            Self::Counted(way) => way.to_owned(),
        }
    }

    /// The case of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        if code == "any" {
            return Some(Self::Any);
        }
        if let Some((way, _)) = WAYS.iter().find(|(way, _)| *way == code) {
            return Some(Self::Counted(way));
        }
        code.parse().ok().map(Self::Exactly)
    }

    /// How a language counts a number.
    fn of(language: Language, number: u64) -> Self {
        static RULES: LazyLock<Vec<Option<PluralRules>>> = LazyLock::new(|| {
            let rules = Language::ALL.iter();
            rules
                .map(|it| PluralRules::create(identifier(*it), PluralRuleType::CARDINAL).ok())
                .collect()
        });
        let rules = RULES[index(language)].as_ref();
        let way = rules.and_then(|rules| rules.select(number).ok());
        let named = WAYS.iter().find(|(_, known)| Some(known) == way.as_ref());
        Self::Counted(named.map_or("other", |(name, _)| name))
    }
}

/// One form of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// For which numbers.
    pub case: Case,
    /// The text, with placeholders in braces.
    pub text: String,
    /// What it tells, and what stands for it has to tell as well.
    pub needs: BTreeSet<&'static str>,
}

/// A text as it comes with the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// In the order of their cases; never empty.
    forms: Vec<Form>,
    /// The number that chooses.
    chooser: Option<&'static str>,
    /// The form for numbers that have none of their own.
    usual: usize,
    /// Words in braces that are no placeholders but meant to be read.
    literals: BTreeSet<String>,
}

impl Original {
    pub(super) fn of(language: Language, declared: &'static Declared) -> Self {
        let message = BUNDLES[index(language)].get_message(declared.id);
        let pattern = message.and_then(|message| message.value());
        let pattern = pattern.expect("a test finds texts that are missing");
        let choice = pattern.elements.iter().find_map(|element| match element {
            PatternElement::Placeable {
                expression: Expression::Select { selector, variants },
            } => Some((selector, variants)),
            _ => None,
        });
        let mut literals = BTreeSet::new();
        let Some((InlineExpression::VariableReference { id }, variants)) = choice else {
            let form = form(declared, pattern, Case::Any, 0, &mut literals);
            return Self {
                forms: vec![form],
                chooser: None,
                usual: 0,
                literals,
            };
        };
        let mut forms: Vec<(bool, Form)> = Vec::with_capacity(variants.len());
        for (number, variant) in variants.iter().enumerate() {
            let (VariantKey::Identifier { name: code } | VariantKey::NumberLiteral { value: code }) =
                &variant.key;
            let case = Case::from_code(code).expect("a test looks at every choice");
            let form = form(declared, pattern, case, number, &mut literals);
            forms.push((variant.default, form));
        }
        forms.sort_by_key(|(_, form)| form.case);
        let usual = forms.iter().position(|(is_usual, _)| *is_usual);
        Self {
            chooser: declared.argument(id.name),
            usual: usual.unwrap_or_default(),
            forms: forms.into_iter().map(|(_, form)| form).collect(),
            literals,
        }
    }

    /// Every form.
    pub fn forms(&self) -> impl Iterator<Item = &Form> {
        self.forms.iter()
    }

    /// For which numbers there are forms.
    pub fn cases(&self) -> impl Iterator<Item = Case> {
        self.forms().map(|form| form.case)
    }

    /// The form for a case; that for most numbers stands for all.
    pub fn form(&self, case: Case) -> &Form {
        let own = self.forms().find(|form| form.case == case);
        own.unwrap_or(&self.forms[self.usual])
    }

    /// Whether words in braces are meant to be read.
    pub(super) fn says(&self, literal: &str) -> bool {
        self.literals.contains(literal)
    }

    pub(super) const fn chooser(&self) -> Option<&'static str> {
        self.chooser
    }

    /// Numbers that a case is for, the smallest first.
    pub fn examples(&self, language: Language, case: Case) -> impl Iterator<Item = u64> {
        let numbers = EXAMPLES.chain([0]);
        numbers.filter(move |number| self.case_of(language, *number) == case)
    }

    fn case_of(&self, language: Language, number: u64) -> Case {
        let cases = [Case::Exactly(number), Case::of(language, number)];
        let own = cases
            .into_iter()
            .find(|case| self.cases().any(|it| it == *case));
        own.unwrap_or(self.forms[self.usual].case)
    }

    pub(super) fn case_for(
        &self,
        language: Language,
        values: &[(&'static str, FluentValue<'_>)],
    ) -> Case {
        let chooser = values.iter().find(|(name, _)| Some(*name) == self.chooser);
        let Some((_, FluentValue::Number(number))) = chooser else {
            return Case::Any;
        };
        // Numbers of texts are whole, and counted without their sign.
        let digits = number.as_string();
        let digits = digits.trim_start_matches('-');
        self.case_of(language, digits.parse().unwrap_or_default())
    }
}

/// One form of a text: of each choice the variant with this number.
fn form(
    declared: &'static Declared,
    pattern: &Pattern<&str>,
    case: Case,
    number: usize,
    literals: &mut BTreeSet<String>,
) -> Form {
    let mut form = Form {
        case,
        text: String::new(),
        needs: BTreeSet::new(),
    };
    write(declared, pattern, number, &mut form, literals);
    form
}

fn write(
    declared: &'static Declared,
    pattern: &Pattern<&str>,
    number: usize,
    form: &mut Form,
    literals: &mut BTreeSet<String>,
) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => form.text.push_str(value),
            PatternElement::Placeable {
                expression: Expression::Select { variants, .. },
            } => {
                if let Some(variant) = variants.get(number) {
                    write(declared, &variant.value, number, form, literals);
                }
            }
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => {
                form.text.push_str(&format!("{{{}}}", id.name));
                form.needs.extend(declared.argument(id.name));
            }
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::StringLiteral { value }),
            } => {
                form.text.push_str(value);
                literals.insert((*value).to_owned());
            }
            // A test finds texts with anything else.
            PatternElement::Placeable { .. } => {}
        }
    }
}
