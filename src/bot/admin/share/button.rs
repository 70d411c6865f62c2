//! The buttons of sharing.

use crate::{
    bot::{
        admin::button::StaffButton,
        button::{Button, buttons},
    },
    domain::id::{CategoryId, ProductId},
};

buttons! {
    /// What pressing a button about sharing asks for.
    pub enum ShareButton {
        /// The link of a product.
        "mhp" => Product { product: ProductId },
        /// The poster of a product.
        "mhP" => ProductPoster { product: ProductId },
        /// The link of a category.
        "mhc" => Category { category: CategoryId },
        /// The poster of a category.
        "mhC" => CategoryPoster { category: CategoryId },
    }
}

impl From<ShareButton> for Button {
    fn from(button: ShareButton) -> Self {
        StaffButton::Share(button).into()
    }
}
