//! Typed callback data: what a button means, and the whole wire grammar as one table.

mod field;

use crate::domain::{
    catalog::Place,
    id::{
        AddressId, CartLineId, CategoryId, CheckoutId, DeliveryOptionId, FavouriteId, OrderId,
        PaymentWayId, PickupPointId, ProductId, VariantId,
    },
    language::Language,
    options::Chosen,
};

pub(in crate::bot) use field::{Field, buttons};

use super::admin::button::StaffButton;

buttons! {
    /// What pressing a button asks for. It carries ids only: whoever presses may have forged
    /// it, so names, prices and rights are looked up again.
    ///
    /// Tags are wire format and stay in chats for years: new ones are added, none is reused.
    pub enum Button {
        /// The top of the catalogue.
        "h" => Home { place: Place },
        /// A category.
        "c" => Category { category: CategoryId, place: Place },
        /// A product, and where the list it was chosen from begins.
        "p" => Product { product: ProductId, place: Place },
        /// A page, from 0, of what was searched for last.
        "s" => Found { page: u32 },
        /// What is chosen of a product's options so far.
        "v" => Choose { chosen: Chosen, place: Place },
        /// A product's whole description.
        "pm" => More { product: ProductId, place: Place },
        /// The same where something is chosen, which is not forgotten over the reading.
        "vm" => MoreOf { chosen: Chosen, place: Place },
        /// One more of a variant into the cart.
        "a" => AddToCart { variant: VariantId },
        /// Wants to be told when a variant is back in stock.
        "w" => Watch { variant: VariantId, place: Place },
        /// Does not want that any more.
        "wx" => Unwatch { variant: VariantId, place: Place },
        /// The favourites, from one on.
        "f" => Favourites { from: Option<FavouriteId> },
        /// Keeps a product among the favourites.
        "fa" => Like { product: ProductId, place: Place },
        /// The same where something is chosen, which is not forgotten over it.
        "fA" => LikeOf { chosen: Chosen, place: Place },
        /// Keeps a product no more.
        "fx" => Unlike { product: ProductId, place: Place },
        /// The same where something is chosen.
        "fX" => UnlikeOf { chosen: Chosen, place: Place },
        /// What was looked at lately.
        "fl" => Lately {},
        /// Forgets what was looked at.
        "fc" => ForgetLooks {},
        /// The cart, from a line on.
        "k" => Cart { from: Option<CartLineId> },
        /// One more of a line.
        "ki" => Increase { variant: VariantId, from: Option<CartLineId> },
        /// One fewer of a line.
        "kd" => Decrease { variant: VariantId, from: Option<CartLineId> },
        /// A line out of the cart.
        "kx" => Remove { variant: VariantId, from: Option<CartLineId> },
        /// Asks for a quantity to be typed.
        "kq" => AskQuantity { variant: VariantId, from: Option<CartLineId> },
        /// Starts checkout or goes on with it.
        "b" => Checkout {},
        /// Takes Telegram's name for the order.
        "bn" => UseName { checkout: CheckoutId },
        /// Lists the ways of delivery.
        "bw" => Ways { checkout: CheckoutId },
        /// Chooses a courier option.
        "bc" => ChooseCourier { checkout: CheckoutId, option: DeliveryOptionId },
        /// Chooses a pickup point.
        "bp" => ChoosePoint { checkout: CheckoutId, point: PickupPointId },
        /// Lists the ways to pay.
        "bz" => PaymentWays { checkout: CheckoutId },
        /// Chooses a way to pay.
        "bZ" => ChoosePayment { checkout: CheckoutId, way: PaymentWayId },
        /// Accepts a changed line of the cart as it is now.
        "bk" => KeepLine { checkout: CheckoutId, variant: VariantId },
        /// Accepts all changed lines of the cart as they are now.
        "bK" => KeepLines { checkout: CheckoutId },
        /// Takes a changed line out of the cart.
        "bd" => DropLine { checkout: CheckoutId, variant: VariantId },
        /// Takes all changed lines out of the cart.
        "bD" => DropLines { checkout: CheckoutId },
        /// Asks for a comment.
        "bm" => AskComment { checkout: CheckoutId },
        /// Takes the comment back.
        "bM" => DropComment { checkout: CheckoutId },
        /// Places the order shown.
        "bo" => Confirm { checkout: CheckoutId, revision: i64 },
        /// Ends a checkout.
        "bx" => CancelCheckout { checkout: CheckoutId },
        /// Ends waiting for typed text.
        "x" => Cancel {},
        /// The order history, from an order on.
        "o" => Orders { from: Option<OrderId> },
        /// An order of one's own, and where the list it was chosen from begins.
        "od" => Order { order: OrderId, from: Option<OrderId> },
        /// Asks whether an order of one's own is to be called off.
        "oc" => AskCancelOrder { order: OrderId, from: Option<OrderId> },
        /// Calls an order of one's own off.
        "oC" => CancelOrder { order: OrderId, from: Option<OrderId> },
        /// Puts what was bought into the cart again.
        "or" => Reorder { order: OrderId },
        /// What is said of a product: the page, from 0.
        "r" => Reviews { product: ProductId, page: u32, place: Place },
        /// What of an order can be reviewed: the page, from 0.
        "ro" => ReviewOrder { order: OrderId, page: u32 },
        /// One's own review of a product, perhaps on the way from an order.
        "rp" => OwnReview { product: ProductId, order: Option<OrderId> },
        /// Gives stars.
        "rs" => Rate { product: ProductId, order: Option<OrderId>, stars: u8 },
        /// Asks for words beside the stars.
        "rw" => AskWords { product: ProductId, order: Option<OrderId> },
        /// Leaves the words as they are, if there are any.
        "rn" => LeaveWords { product: ProductId, order: Option<OrderId> },
        /// Withdraws a review.
        "rx" => WithdrawReview { product: ProductId, order: Option<OrderId> },
        /// Asks for words to the shop about an order.
        "oq" => AskShop { order: OrderId },
        /// Asks for a picture of a payment.
        "op" => SendProof { order: OrderId },
        /// What the shop says of itself.
        "i" => About {},
        /// What can be done here.
        "ih" => Help {},
        /// What holds for orders, from About.
        "it" => Terms {},
        /// The same from a confirmation.
        "bt" => OrderTerms {},
        /// The profile.
        "u" => Profile {},
        /// The languages there are.
        "ul" => Languages {},
        /// Chooses a language.
        "us" => Speak { language: Language },
        /// Asks for the phone.
        "up" => EditPhone {},
        /// Asks for the e-mail.
        "ue" => EditEmail {},
        /// The address book, from an address on.
        "l" => Addresses { from: Option<AddressId> },
        /// Asks for a new address.
        "ln" => AddAddress {},
        /// An address.
        "la" => Address { address: AddressId },
        /// Deletes an address.
        "lx" => DeleteAddress { address: AddressId },
        /// Makes an address the default one.
        "ld" => MakeDefault { address: AddressId },
        /// What the shop says of the data it keeps.
        "q" => Privacy {},
        /// All that the shop knows of who asks, as files.
        "qd" => MyData {},
        /// What being forgotten means.
        "qf" => AskForget {},
        /// Asks for it once more.
        "qg" => AskForgetSurely {},
        /// Wants to be forgotten.
        "qF" => Forget {},
        /// Does not want that any more.
        "qs" => Stay {},
    }
    and {
        /// For staff.
        Staff(StaffButton),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_button_fits_and_survives_the_wire() {
        let mut tags = BTreeSet::new();
        for button in Button::widest() {
            let data = button.encode();
            assert!(
                data.len() < 64,
                "{button:?}: {data} is {} bytes, and one more where it is detached",
                data.len()
            );
            assert_eq!(Button::decode(&data).as_ref(), Some(&button));
            let tag = data.split(':').next().map(str::to_owned);
            assert!(tags.insert(tag), "{button:?} shares its tag");
        }
        let empty = Button::Category {
            category: CategoryId::new(5),
            place: Place::Start,
        };
        assert_eq!(empty.encode(), "c:5:");
        assert_eq!(Button::decode("c:5:"), Some(empty));
    }

    #[test]
    fn forged_data_is_no_button() {
        for data in [
            "",
            "c",
            "c:x:",
            "c:5",
            "c:5::",
            "zz:1",
            "a:",
            "a:1:2",
            "ms:1:sold",
            "a:99999999999999999999",
            "b:1",
        ] {
            assert_eq!(Button::decode(data), None, "{data}");
        }
    }
}
