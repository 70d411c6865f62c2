//! Texts of what is offered in other chats.

use crate::{domain::money::Money, i18n::messages::messages};

messages! {
    html {}
    plain {
        inline_open;
        inline_price(price: Money);
        inline_price_from(price: Money);
        inline_sold_out(price: &str);
        inline_nothing;
        inline_closed;
    }
}
