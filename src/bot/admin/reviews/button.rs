//! The buttons of reviews on the staff's side.

use crate::{
    bot::button::buttons,
    domain::id::{ProductId, ReviewId},
};

buttons! {
    /// What pressing a button about what customers say asks for. All tags begin with `mv`.
    pub enum ReviewButton {
        /// What is said of a product: the page, from 0.
        "mv" => List { product: ProductId, page: u32 },
        /// Hides a review from customers, on a page.
        "mvh" => Hide { review: ReviewId, page: u32 },
        /// Shows a review to customers, on a page.
        "mvs" => Show { review: ReviewId, page: u32 },
    }
}
