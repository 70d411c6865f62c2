//! The buttons of products on the staff's side.

use crate::{
    bot::button::buttons,
    domain::{
        catalog::Place,
        id::{AuditId, CategoryId, ProductId, VariantId},
    },
};

buttons! {
    /// What pressing a button about the shop's products asks for. All tags begin with `mg`.
    ///
    /// A `version` is that of the product as it was shown: a press on what has changed since
    /// changes nothing.
    pub enum ProductButton {
        /// A category with its products, or the top.
        "mg" => Shelf { category: Option<CategoryId>, place: Place },
        /// Asks for words to find a product by.
        "mgs" => AskWords {},
        /// A product with everything that can be changed.
        "mgm" => Menu { product: ProductId },
        /// Asks for another name.
        "mgn" => AskName { product: ProductId },
        /// Asks for another description.
        "mgd" => AskDescription { product: ProductId },
        /// Asks for another place in the order.
        "mgo" => AskPlace { product: ProductId },
        /// Asks for another price.
        "mgp" => AskPrice { variant: VariantId },
        /// Asks for the stock.
        "mgq" => AskStock { variant: VariantId },
        /// Asks for another SKU.
        "mgk" => AskSku { variant: VariantId },
        /// Where a product may be put: the categories in one, or at the top.
        "mgc" => Into { product: ProductId, category: Option<CategoryId> },
        /// The same from a category on, in the one that it is in.
        "mgj" => IntoFrom { product: ProductId, from: CategoryId },
        /// Puts a product into a category; a deleted one is restored there.
        "mgC" => Move { product: ProductId, version: u32, category: CategoryId },
        /// The photos of a product.
        "mgf" => Photos { product: ProductId },
        /// Asks for more photos.
        "mga" => AddPhotos { product: ProductId },
        /// Asks for photos in place of all.
        "mgA" => ReplacePhotos { product: ProductId },
        /// Takes a photo away.
        "mgx" => RemovePhoto { product: ProductId, version: u32, photo: u8 },
        /// Makes a photo the main one.
        "mgX" => MainPhoto { product: ProductId, version: u32, photo: u8 },
        /// Moves a photo one place to the front.
        "mgF" => ForwardPhoto { product: ProductId, version: u32, photo: u8 },
        /// The variants of a product, from one on.
        "mgv" => Variants { product: ProductId, from: Option<VariantId> },
        /// A variant.
        "mgV" => Variant { variant: VariantId },
        /// Asks for a photo of a variant's own.
        "mgw" => AskVariantPhoto { variant: VariantId },
        /// Takes a variant's own photo away.
        "mgW" => DropVariantPhoto { variant: VariantId, version: u32 },
        /// Takes a variant away.
        "mgz" => DropVariant { variant: VariantId, version: u32 },
        /// The options of a product.
        "mgt" => Options { product: ProductId },
        /// Asks what a new option is called.
        "mgT" => AskOption { product: ProductId },
        /// An option with its values.
        "mgl" => Option { product: ProductId, option: u8 },
        /// Asks for more values of an option.
        "mgL" => AskValues { product: ProductId, option: u8 },
        /// Asks what else an option is called.
        "mgN" => AskOptionName { product: ProductId, option: u8 },
        /// Takes a value away, with the variants that have it.
        "mgb" => DropValue { product: ProductId, version: u32, option: u8, value: u8 },
        /// Takes an option away.
        "mgB" => DropOption { product: ProductId, version: u32, option: u8 },
        /// Makes every combination of values that is missing.
        "mgM" => Complete { product: ProductId, version: u32 },
        /// Hides a product from customers.
        "mgh" => Hide { product: ProductId },
        /// Shows a product to customers.
        "mgH" => Show { product: ProductId },
        /// Makes a copy of a product.
        "mgy" => Duplicate { product: ProductId },
        /// Asks whether a product is to be deleted.
        "mge" => AskDelete { product: ProductId },
        /// Deletes a product.
        "mgE" => Delete { product: ProductId, version: u32 },
        /// The deleted products, from one on.
        "mgr" => Deleted { from: Option<ProductId> },
        /// Restores a product.
        "mgR" => Restore { product: ProductId },
        /// Takes a change back.
        "mgu" => Undo { entry: AuditId },
    }
}
