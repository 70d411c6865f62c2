//! Categories, products and the variants that are actually sold.

use super::{
    id::{CategoryId, FavouriteId, PhotoId, ProductId, VariantId},
    money::Money,
    options::OptionList,
    review::Rating,
};

/// Where a page begins: in the catalogue at a key, never at a page number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At the beginning.
    Start,
    /// At a sub-category.
    Category(CategoryId),
    /// At a product.
    Product(ProductId),
    /// Not in the catalogue: on this page, from 0, of what was searched for last.
    Found(u32),
    /// Not in the catalogue: among the customer's favourites, from one on.
    Favourites(Option<FavouriteId>),
    /// Not in the catalogue: among what the customer looked at lately.
    Lately,
}

/// What somebody looks at: a product, or what is chosen of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// A product.
    Product(ProductId),
    /// A variant of a product.
    Variant(VariantId),
}

/// A category; they nest to any depth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Row id.
    pub id: CategoryId,
    /// The category it lies in; `None` at the top.
    pub parent: Option<CategoryId>,
    /// Name, unique among its active siblings.
    pub name: String,
    /// Description, when there is one.
    pub description: Option<String>,
}

/// A category as staff see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffCategory {
    /// What customers see.
    pub category: Category,
    /// Place in the owner's order among its siblings; smaller first.
    pub sort: i64,
    /// Counts the changes by staff.
    pub version: i64,
    /// Whether it was deleted.
    pub is_deleted: bool,
    /// Products in it that are not deleted; hidden ones count.
    pub products: i64,
    /// Active categories in it.
    pub categories: i64,
}

/// A product as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductSummary {
    /// Row id.
    pub id: ProductId,
    /// Name.
    pub name: String,
    /// Price of its cheapest variant.
    pub price: Money,
    /// Whether other variants cost more.
    pub is_price_from: bool,
    /// Whether any variant is left.
    pub is_available: bool,
}

/// A product as it is offered in other chats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// What a list says of it.
    pub summary: ProductSummary,
    /// Description.
    pub description: String,
    /// Its main picture.
    pub picture: Option<Picture>,
}

/// A product with the variants that are sold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Row id.
    pub id: ProductId,
    /// The category it is shown in.
    pub category: CategoryId,
    /// Name.
    pub name: String,
    /// Description.
    pub description: String,
    /// What is chosen before it is bought; empty where there is one variant.
    pub options: OptionList,
    /// What customers say of it together.
    pub rating: Rating,
    /// What is put into the cart; never empty.
    pub variants: Vec<Variant>,
}

/// A photo of the shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The original's row id.
    pub id: PhotoId,
    /// Telegram's name for the file, good for one bot; `None` when it was never uploaded by it.
    pub file: Option<String>,
}

/// A sellable variant of a product. A product without options has exactly one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// Row id.
    pub id: VariantId,
    /// Stock keeping unit, unique in the shop.
    pub sku: String,
    /// Its values for the product's options.
    pub options: OptionList,
    /// Current price of one.
    pub price: Money,
    /// Units on hand; 0 or more.
    pub stock: u32,
    /// A picture of its own, in place of the product's.
    pub picture: Option<Picture>,
}

/// How much of the stock a customer is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Availability {
    /// Nothing left.
    SoldOut,
    /// So few that it is said.
    Few(u32),
    /// Enough; the number stays the shop's own.
    Plenty,
}

impl Variant {
    /// At and below this many units customers read "only N left".
    pub const LOW_STOCK: u32 = 5;

    /// What a customer may know about the stock.
    pub const fn availability(&self) -> Availability {
        match self.stock {
            0 => Availability::SoldOut,
            few if few <= Self::LOW_STOCK => Availability::Few(few),
            _ => Availability::Plenty,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Currency;

    #[test]
    fn stock_is_told_only_when_low() {
        let variant = |stock| Variant {
            id: VariantId::new(1),
            sku: "MUG".into(),
            options: OptionList::default(),
            price: Money::new(1, Currency::USD),
            stock,
            picture: None,
        };
        assert_eq!(variant(0).availability(), Availability::SoldOut);
        assert_eq!(variant(5).availability(), Availability::Few(5));
        assert_eq!(variant(6).availability(), Availability::Plenty);
    }
}
