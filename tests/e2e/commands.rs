//! Commands act in the middle of anything, and links lead where they say.

use crate::shop::{Item, Person, Shop};

/// Every question that waits for something to be typed.
const QUESTIONS: [Question; 8] = [
    Question::OrderName,
    Question::OrderPhone,
    Question::OrderAddress,
    Question::Quantity,
    Question::Phone,
    Question::Email,
    Question::Label,
    Question::Address,
];

#[derive(Debug, Clone, Copy)]
enum Question {
    OrderName,
    OrderPhone,
    OrderAddress,
    Quantity,
    Phone,
    Email,
    Label,
    Address,
}

impl Question {
    /// Goes where the question is asked.
    async fn is_put_to(self, person: &Person, item: &Item) {
        match self {
            Self::OrderName | Self::OrderPhone | Self::OrderAddress | Self::Quantity => {
                person.adds(item).await;
                person.sends("/cart").await;
            }
            Self::Phone | Self::Email | Self::Label | Self::Address => {
                person.sends("/profile").await;
            }
        }
        let (button, answers): (&str, &[&str]) = match self {
            Self::OrderName => ("Checkout", &[]),
            Self::OrderPhone => ("Checkout", &["Alice"]),
            Self::OrderAddress => ("Checkout", &["Alice", "+15551234567"]),
            Self::Quantity => ("1", &[]),
            Self::Phone => ("Edit phone", &[]),
            Self::Email => ("Edit e-mail", &[]),
            Self::Label | Self::Address => ("Manage addresses", &[]),
        };
        person.presses(button).await;
        if matches!(self, Self::Label | Self::Address) {
            person.presses("Add address").await;
        }
        if matches!(self, Self::Address) {
            person.sends("Home").await;
        }
        for answer in answers {
            person.sends(answer).await;
        }
    }

    fn is_in_checkout(self) -> bool {
        matches!(
            self,
            Self::OrderName | Self::OrderPhone | Self::OrderAddress
        )
    }
}

/// Nothing typed was kept anywhere.
async fn has_stored_nothing(person: &Person) {
    person.sends("/profile").await;
    for unset in [
        "Name: Alice\n",
        "Phone: not set",
        "E-mail: not set",
        "Default address: not set",
    ] {
        person.sees(unset);
    }
    person.presses("Manage addresses").await;
    person.sees("no saved addresses");
    person.sends("/cart").await;
    person.does_not_see("× 2");
}

#[tokio::test]
async fn cancel_leaves_every_question_and_stores_nothing() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    for question in QUESTIONS {
        let alice = shop.customer("Alice");
        question.is_put_to(&alice, &mug).await;
        alice.sends("/cancel").await;
        if question.is_in_checkout() {
            alice.sees("Checkout cancelled. Your cart is unchanged.");
        } else {
            alice.sees("Cancelled. Nothing was changed.");
        }
        assert_eq!(alice.user.reply_keyboard(), None, "{question:?}");
        alice.sends("Mug").await;
        alice.sees("Found for “Mug”");
        alice.sends("/cancel").await;
        alice.sees("There is nothing to cancel.");
        has_stored_nothing(&alice).await;
    }
    shop.close().await;
}

#[tokio::test]
async fn the_cancel_button_leaves_every_question_of_cart_and_profile() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    for question in QUESTIONS {
        if question.is_in_checkout() {
            continue;
        }
        let alice = shop.customer("Alice");
        question.is_put_to(&alice, &mug).await;
        let prompt = alice.message().id;
        alice.presses("Cancel").await;
        assert_eq!(alice.screen(), "Cancelled. Nothing was changed.");
        assert_eq!(alice.message().id, prompt);
        alice.forges("x").await;
        alice.is_alerted("There is nothing to cancel.");
        has_stored_nothing(&alice).await;
    }
    shop.close().await;
}

#[tokio::test]
async fn commands_in_the_middle_of_a_question_are_never_its_answer() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    for question in QUESTIONS {
        for (command, words) in [
            ("/start", "Hello, Alice!"),
            ("/cart", "cart"),
            ("/orders", "You have no orders yet."),
            ("/profile", "Your profile"),
        ] {
            let alice = shop.customer("Alice");
            question.is_put_to(&alice, &mug).await;
            alice.sends(command).await;
            alice.sees(words);
            assert_eq!(alice.user.reply_keyboard(), None, "{question:?} {command}");
            // The question is not waiting any more.
            alice.sends("Mug").await;
            alice.sees("Found for “Mug”");
            has_stored_nothing(&alice).await;
        }
    }
    assert_eq!(shop.orders().await, []);
    shop.close().await;
}

#[tokio::test]
async fn a_checkout_left_by_a_command_goes_on_where_it_was() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    Question::OrderAddress.is_put_to(&alice, &mug).await;
    alice.sends("/orders").await;
    alice.sends("/cart").await;
    alice.presses("Continue checkout").await;
    alice.sees("Where should we deliver?");
    alice.sends("1 Main St").await;
    alice.sees("👤 Alice, +15551234567");
    alice.presses("Confirm").await;
    alice.sees("Thank you!");
    shop.close().await;
}

#[tokio::test]
async fn an_unknown_command_gets_one_hint_and_changes_nothing() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    Question::OrderName.is_put_to(&alice, &mug).await;
    let before = alice.user.messages().len();
    alice.sends("/teapot").await;
    alice.sees("I do not know that command.");
    assert_eq!(alice.user.messages().len(), before + 2);
    alice.sends("Alice Archer").await;
    alice.sees("share your phone number");
    shop.close().await;
}

#[tokio::test]
async fn commands_are_taken_in_either_case_and_with_the_bots_name() {
    let shop = Shop::open().await;
    let alice = shop.customer("Alice");
    for command in ["/CART", "/cart@shop_bot", "/Cart please"] {
        alice.sends(command).await;
        alice.sees("Your cart is empty.");
    }
    shop.close().await;
}

#[tokio::test]
async fn links_open_a_product_or_a_category_and_anything_else_the_shop() {
    let shop = Shop::open().await;
    let kitchen = shop.category("Kitchen").await;
    let mug = shop.product_in(kitchen, "Mug", "12.50", 10, "").await;
    let alice = shop.customer("Alice");
    alice.sends(&format!("/start p{}", mug.product)).await;
    alice.sees("[🛒 Add to cart]");
    alice.sends(&format!("/start c{kitchen}")).await;
    alice.sees("[Mug · $12.50]");
    for payload in ["whatever", "p", "c-", "p1x", "q1", "p99999999999999999999"] {
        alice.sends(&format!("/start {payload}")).await;
        alice.sees("Hello, Alice!");
    }
    alice.sends("/start p999999").await;
    alice.sees("Product not found");
    alice.sends("/start c999999").await;
    alice.sees("That category is no longer there.");
    shop.close().await;
}
