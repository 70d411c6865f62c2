//! Texts about orders as staff work on them.

use crate::{
    domain::order::OrderNumber,
    i18n::{When, messages::messages},
};

messages! {
    html {
        order_filters_title;
        order_search_prompt;
        order_search_found(words: &str);
        order_search_nothing(words: &str);
        order_list_title(status: &str, count: i64);
        order_list_empty(status: &str);
        order_packed_by(name: &str, at: When);
        order_out_of_reach(at: When, why: &str);
        order_cancel_reason(reason: &str);
        order_reason_prompt(number: &OrderNumber);
        order_note_prompt(number: &OrderNumber);
        order_message_prompt(number: &OrderNumber);
        order_message_sent(name: &str);
        order_conversation_title(number: &OrderNumber, name: &str);
        order_conversation_empty;
        order_said_note(name: &str, at: When, text: &str);
        order_said_to_customer(name: &str, at: When, text: &str);
        order_said_by_customer(name: &str, at: When, text: &str);
        notice_cancel_reason(reason: &str);
        notice_answer(number: &OrderNumber, text: &str);
    }
    plain {
        order_filter_all;
        button_order_filter(name: &str, count: i64);
        button_order_filters;
        button_order_search;
        button_order_back(status: &str);
        button_order_open;
        button_order_claim;
        button_order_release;
        button_order_take_over(name: &str);
        alert_out_of_reach(name: &str, why: &str);
        unreachable_blocked;
        unreachable_deleted;
        unreachable_unknown;
        alert_claimed_by(name: &str, time: &str);
        staff_somebody;
        alert_already_done(status: &str, name: &str, time: &str);
        button_cancel_without_reason;
        button_keep_order;
        button_order_note;
        button_order_message;
        button_order_answer;
        button_order_conversation(count: i64);
        button_answer_shop;
    }
}
