//! What is chosen of a product before it is bought, and the variants that come of it.
//!
//! A variant that goes is kept for the orders that have it. When its values come again, it comes
//! again, with its SKU, price and stock.

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::Action,
        id::VariantId,
        options::{MAX_OPTIONS, MAX_VARIANTS},
        text::{OptionName, OptionValue},
    },
    shop::{UseCaseError, refuse},
    store::{
        products::edited,
        snapshots::{ProductState, VariantState},
    },
};

use super::edit::{Carts, Done, Edit, EditRefusal, change, free_sku};

type Refused = UseCaseError<EditRefusal>;

/// Characters of a value that a new SKU takes over.
const OF_A_VALUE: usize = 12;

/// Adds an option with its values. What was sold until now becomes the first of them; the others
/// are new, with the same price and nothing in stock.
pub fn add(
    tx: &mut Tx<'_>,
    edit: Edit<'_>,
    name: &OptionName,
    values: &[OptionValue],
) -> Result<Done, Refused> {
    let product = edit.product;
    change(tx, edit, Carts::MayLose, Action::Edit, |tx, state| {
        if state.options.len() >= MAX_OPTIONS {
            return refuse(EditRefusal::TooManyOptions);
        }
        if state.options.iter().any(|option| option == name.as_str()) {
            return refuse(EditRefusal::Twice);
        }
        let Some((first, others)) = values.split_first() else {
            return Ok(());
        };
        let known = edited::deleted_variants(tx, product)?;
        state.options.push(name.to_string());
        for variant in &mut state.variants {
            variant.values.push(first.to_string());
        }
        let present = state.variants.clone();
        for other in others {
            for like in &present {
                let mut values = like.values.clone();
                values.pop();
                values.push(other.to_string());
                add_variant(tx, state, &known, like, values)?;
            }
        }
        within_limits(state)
    })
}

/// Adds values to an option: every combination of the others gets each of them.
pub fn add_values(
    tx: &mut Tx<'_>,
    edit: Edit<'_>,
    option: usize,
    values: &[OptionValue],
) -> Result<Done, Refused> {
    let product = edit.product;
    change(tx, edit, Carts::Keep, Action::Edit, |tx, state| {
        is_option(state, option)?;
        let known = edited::deleted_variants(tx, product)?;
        let present = state.variants.clone();
        for value in values {
            for like in &present {
                let mut values = like.values.clone();
                if let Some(own) = values.get_mut(option) {
                    *own = value.to_string();
                }
                add_variant(tx, state, &known, like, values)?;
            }
        }
        within_limits(state)
    })
}

/// Adds every combination of the values there are that is missing.
pub fn complete(tx: &mut Tx<'_>, edit: Edit<'_>) -> Result<Done, Refused> {
    let product = edit.product;
    change(tx, edit, Carts::Keep, Action::Edit, |tx, state| {
        let mut combinations: Vec<Vec<String>> = vec![Vec::new()];
        for option in 0..state.options.len() {
            let values = values_of(&state.variants, option);
            let longer = combinations.iter().flat_map(|begin| {
                let with =
                    |value: &String| [begin.as_slice(), std::slice::from_ref(value)].concat();
                values.iter().map(with).collect::<Vec<_>>()
            });
            combinations = longer.collect();
        }
        if combinations.len() > MAX_VARIANTS {
            return refuse(EditRefusal::TooManyVariants {
                wanted: combinations.len(),
            });
        }
        let known = edited::deleted_variants(tx, product)?;
        let Some(first) = state.variants.first().cloned() else {
            return Ok(());
        };
        for values in combinations {
            // The price of one that is as much alike as can be.
            let alike = |variant: &&VariantState| {
                let pairs = variant.values.iter().zip(&values);
                pairs.filter(|(one, other)| one == other).count()
            };
            let like = state.variants.iter().rev().max_by_key(alike);
            let like = like.cloned().unwrap_or_else(|| first.clone());
            add_variant(tx, state, &known, &like, values)?;
        }
        within_limits(state)
    })
}

/// Takes a value away, with the variants that have it.
pub fn remove_value(
    tx: &mut Tx<'_>,
    edit: Edit<'_>,
    option: usize,
    value: usize,
) -> Result<Done, Refused> {
    change(tx, edit, Carts::MayLose, Action::Edit, |_, state| {
        is_option(state, option)?;
        let values = values_of(&state.variants, option);
        let Some(value) = values.get(value) else {
            return refuse(EditRefusal::VariantGone);
        };
        state
            .variants
            .retain(|variant| variant.values.get(option) != Some(value));
        within_limits(state)
    })
}

/// Takes an option away. Of the variants that then are the same the first one stays.
pub fn remove(tx: &mut Tx<'_>, edit: Edit<'_>, option: usize) -> Result<Done, Refused> {
    change(tx, edit, Carts::MayLose, Action::Edit, |_, state| {
        is_option(state, option)?;
        state.options.remove(option);
        let mut kept: Vec<VariantState> = Vec::new();
        for mut variant in std::mem::take(&mut state.variants) {
            if option < variant.values.len() {
                variant.values.remove(option);
            }
            if kept.iter().all(|other| other.values != variant.values) {
                kept.push(variant);
            }
        }
        state.variants = kept;
        Ok(())
    })
}

/// Takes one variant away.
pub fn remove_variant(
    tx: &mut Tx<'_>,
    edit: Edit<'_>,
    variant: VariantId,
) -> Result<Done, Refused> {
    change(tx, edit, Carts::MayLose, Action::Edit, |_, state| {
        let count = state.variants.len();
        state.variants.retain(|other| other.id != variant.get());
        if state.variants.len() == count {
            return refuse(EditRefusal::VariantGone);
        }
        within_limits(state)
    })
}

/// Calls an option otherwise.
pub fn rename(
    tx: &mut Tx<'_>,
    edit: Edit<'_>,
    option: usize,
    name: &OptionName,
) -> Result<Done, Refused> {
    change(tx, edit, Carts::Keep, Action::Edit, |_, state| {
        is_option(state, option)?;
        let mut others = state.options.iter().enumerate();
        if others.any(|(place, other)| place != option && other == name.as_str()) {
            return refuse(EditRefusal::Twice);
        }
        if let Some(own) = state.options.get_mut(option) {
            *own = name.to_string();
        }
        Ok(())
    })
}

/// The values of an option, in the order in which customers see them.
pub fn values_of(variants: &[VariantState], option: usize) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for value in variants.iter().filter_map(|v| v.values.get(option)) {
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
    values
}

fn is_option(state: &ProductState, option: usize) -> Result<(), Refused> {
    if option < state.options.len() {
        Ok(())
    } else {
        refuse(EditRefusal::VariantGone)
    }
}

fn within_limits(state: &ProductState) -> Result<(), Refused> {
    match state.variants.len() {
        0 => refuse(EditRefusal::LastVariant),
        wanted if wanted > MAX_VARIANTS => refuse(EditRefusal::TooManyVariants { wanted }),
        _ => Ok(()),
    }
}

/// Adds a variant with these values, unless there is one: the one that had them before, else a new
/// one at the price of another.
fn add_variant(
    tx: &mut Tx<'_>,
    state: &mut ProductState,
    known: &[VariantState],
    like: &VariantState,
    values: Vec<String>,
) -> Result<(), DbError> {
    if state.variants.iter().any(|other| other.values == values) {
        return Ok(());
    }
    // More than the limit are counted, not made up one by one.
    if state.variants.len() > MAX_VARIANTS {
        return Ok(());
    }
    let last = state.variants.iter().map(|variant| variant.sort).max();
    let sort = last.map_or(0, |last| last + 1);
    if let Some(known) = known.iter().find(|known| known.values == values) {
        let again = VariantState {
            sort,
            ..known.clone()
        };
        state.variants.push(again);
        return Ok(());
    }
    let taken: Vec<String> = state.variants.iter().map(|v| v.sku.clone()).collect();
    let wish = format!("{}{}", root(&taken), ending(&values));
    state.variants.push(VariantState {
        id: 0,
        sku: free_sku(tx, &wish, &taken)?,
        values,
        price_minor: like.price_minor,
        stock: 0,
        sort,
        photo: None,
    });
    Ok(())
}

/// What the SKUs of a product begin with.
fn root(skus: &[String]) -> &str {
    let Some((first, others)) = skus.split_first() else {
        return "";
    };
    let mut end = first.len();
    for other in others {
        let pairs = first.chars().zip(other.chars());
        let common = pairs.take_while(|(one, two)| one == two);
        end = end.min(common.map(|(one, _)| one.len_utf8()).sum());
    }
    let common = first[..end].trim_end_matches(|c: char| !c.is_alphanumeric());
    if common.is_empty() { first } else { common }
}

/// What the SKU of a variant with these values ends in: `-M-RED`.
fn ending(values: &[String]) -> String {
    let of = |value: &String| {
        let kept = value.chars().filter(|c| c.is_alphanumeric());
        let kept: String = kept.take(OF_A_VALUE).collect();
        format!("-{}", kept.to_uppercase())
    };
    values.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_skus_are_made_of_what_the_others_have_in_common() {
        let root_of = |skus: &[&str]| {
            let skus: Vec<String> = skus.iter().map(|sku| (*sku).to_owned()).collect();
            root(&skus).to_owned()
        };
        assert_eq!(root_of(&["MUG"]), "MUG");
        assert_eq!(root_of(&["MUG-S-RED", "MUG-M-BLUE"]), "MUG");
        assert_eq!(root_of(&["A", "B"]), "A");
        assert_eq!(root_of(&["чай-1", "чай-2"]), "чай");
        assert_eq!(ending(&["M".into(), "dark red".into()]), "-M-DARKRED");
    }
}
