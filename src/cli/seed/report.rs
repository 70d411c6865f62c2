//! What applying a catalogue came to, in words.

use std::fmt;

use super::DEFAULT_POINT;
use crate::shop::seeding::Outcome;

/// Names listed before the rest is counted.
const MAX_NAMES: usize = 10;

/// How many entries of one kind met which fate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Were not there.
    pub created: usize,
    /// Differed.
    pub changed: usize,
    /// Were just so already.
    pub left: usize,
    /// Had been deleted by the owner and stay so.
    pub deleted: usize,
}

impl Counts {
    pub(super) fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Created => self.created += 1,
            Outcome::Changed => self.changed += 1,
            Outcome::Left => self.left += 1,
            Outcome::Deleted => self.deleted += 1,
        }
    }

    /// Entries of this kind in the file.
    pub const fn total(&self) -> usize {
        self.created + self.changed + self.left + self.deleted
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            created,
            changed,
            left,
            deleted,
        } = self;
        write!(f, "{created} created, {changed} changed, {left} unchanged")?;
        match deleted {
            0 => Ok(()),
            deleted => write!(f, ", {deleted} deleted earlier and left so"),
        }
    }
}

/// What was created, changed and left.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Whether the shop says something else of itself now.
    pub is_about_changed: bool,
    /// Categories.
    pub categories: Counts,
    /// Products.
    pub products: Counts,
    /// Ways of delivery.
    pub delivery: Counts,
    /// Pickup points.
    pub pickup_points: Counts,
    /// Ways to pay.
    pub payments: Counts,
    /// Paths of categories and SKUs of products that stay deleted.
    pub deleted_names: Vec<String>,
    /// SKUs left out: they are those of other products, or their options those of other variants.
    pub taken: Vec<String>,
    /// Texts that say something else now in another language.
    pub translations: usize,
    /// Pictures given to products.
    pub photos: usize,
    /// Pictures that could not be used, with the reason.
    pub failed_photos: Vec<String>,
    /// Whether the shop got a pickup point because it could deliver nothing.
    pub default_pickup: bool,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_about_changed {
            f.write_str("about the shop: changed\n")?;
        }
        write!(f, "categories: {}", self.categories)?;
        write!(f, "\nproducts: {}", self.products)?;
        if self.delivery.total() > 0 {
            write!(f, "\ndelivery types: {}", self.delivery)?;
        }
        if self.pickup_points.total() > 0 {
            write!(f, "\npickup points: {}", self.pickup_points)?;
        }
        if self.payments.total() > 0 {
            write!(f, "\nways to pay: {}", self.payments)?;
        }
        if self.translations > 0 {
            write!(f, "\ntranslations: {} changed", self.translations)?;
        }
        if self.photos > 0 {
            write!(f, "\nphotos: {} stored", self.photos)?;
        }
        if !self.deleted_names.is_empty() {
            f.write_str("\ndeleted earlier and left so: ")?;
            write_some(f, &self.deleted_names, ", ")?;
        }
        if !self.taken.is_empty() {
            f.write_str("\nleft out, the SKU or the options belong to something else: ")?;
            write_some(f, &self.taken, ", ")?;
        }
        if !self.failed_photos.is_empty() {
            f.write_str("\nphotos left out:\n  ")?;
            write_some(f, &self.failed_photos, "\n  ")?;
        }
        if self.default_pickup {
            write!(
                f,
                "\nthere was no way to deliver, so a default pickup point '{DEFAULT_POINT}' was created; \
                 to give it an address, name it under pickup_points and seed again"
            )?;
        }
        Ok(())
    }
}

fn write_some(f: &mut fmt::Formatter<'_>, names: &[String], separator: &str) -> fmt::Result {
    let shown = &names[..names.len().min(MAX_NAMES)];
    f.write_str(&shown.join(separator))?;
    match names.len() - shown.len() {
        0 => Ok(()),
        more => write!(f, "{separator}… and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_says_only_what_there_is_to_say() {
        let mut report = Report::default();
        report.categories.add(Outcome::Created);
        report.products.add(Outcome::Left);
        assert_eq!(
            report.to_string(),
            "categories: 1 created, 0 changed, 0 unchanged\n\
             products: 0 created, 0 changed, 1 unchanged"
        );
    }

    #[test]
    fn long_lists_are_cut() {
        let mut report = Report {
            deleted_names: (1..=12).map(|number| format!("S-{number}")).collect(),
            photos: 2,
            failed_photos: vec!["S-20: 'a.jpg': damaged picture: it ends early".into()],
            default_pickup: true,
            ..Report::default()
        };
        report.products.deleted = 12;
        report.delivery.add(Outcome::Changed);
        report.pickup_points.add(Outcome::Left);
        assert_eq!(
            report.to_string(),
            "categories: 0 created, 0 changed, 0 unchanged\n\
             products: 0 created, 0 changed, 0 unchanged, 12 deleted earlier and left so\n\
             delivery types: 0 created, 1 changed, 0 unchanged\n\
             pickup points: 0 created, 0 changed, 1 unchanged\n\
             photos: 2 stored\n\
             deleted earlier and left so: S-1, S-2, S-3, S-4, S-5, S-6, S-7, S-8, S-9, S-10, … and 2 more\n\
             photos left out:\n  S-20: 'a.jpg': damaged picture: it ends early\n\
             there was no way to deliver, so a default pickup point 'Our shop' was created; \
             to give it an address, name it under pickup_points and seed again"
        );
    }
}
