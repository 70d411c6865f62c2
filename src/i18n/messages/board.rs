//! Texts of the order board.

use crate::{domain::order::OrderNumber, i18n::messages::messages};

messages! {
    html {
        board_about;
        board_is_in(title: &str);
        board_is_nowhere;
        board_on;
        board_off;
        board_lost(title: &str);
        board_post(number: &OrderNumber, status: &str);
        board_customer(name: &str, way: &str);
        board_line(quantity: u32, name: &str);
    }
    plain {
        button_board;
        button_board_off;
        button_board_open;
    }
}
