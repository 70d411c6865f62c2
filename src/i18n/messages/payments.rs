//! Texts about paying.

use crate::{
    domain::{money::Money, order::OrderNumber},
    i18n::{When, messages::messages},
};

messages! {
    html {
        checkout_payment_prompt;
        checkout_payment_gone;
        checkout_payment(name: &str, text: &str);
        change_payment;
        payment_unpaid(name: &str, text: &str);
        payment_deadline(time: When);
        payment_proofs;
        payment_paid(name: &str);
        payment_expired(name: &str);
        payment_agreed(name: &str);
        proof_prompt(number: &OrderNumber);
        proof_kept;
        proof_kept_last;
        proof_same;
        proof_wanted;
        notice_payment_received(number: &OrderNumber);
        notice_payment_not_found(number: &OrderNumber, total: Money);
        notice_payment_reminder(number: &OrderNumber, total: Money);
        notice_payment_expired(number: &OrderNumber);
        admin_proof(number: &OrderNumber, name: &str, total: Money);
        admin_unpaid_cancelled(number: &OrderNumber, name: &str);
        admin_was_paid;
        admin_payment_unpaid(name: &str);
        admin_payment_paid(name: &str, at: When);
        admin_payment_paid_by(name: &str, who: &str, at: When);
        admin_payment_deadline(time: When);
        admin_payment_proofs(count: u32);
        proofs_title(number: &OrderNumber, count: u32);
        pay_ways_title;
        pay_ways_none;
        pay_way_title(name: &str, kind: &str);
        pay_way_hidden;
        pay_way_deleted;
        pay_way_preview;
        pay_way_term(hours: u32);
        pay_way_no_term;
        pay_name_prompt;
        pay_text_prompt;
        pay_term_prompt(most: u32);
        pay_term_wrong(most: u32);
        pay_name_taken;
    }
    plain {
        button_change_payment;
        alert_payment_gone;
        status_with_payment(status: &str, payment: &str);
        state_paid;
        state_unpaid;
        button_send_proof;
        alert_proof_not_awaited;
        alert_proofs_full(most: u32);
        button_mark_paid;
        button_mark_unpaid;
        button_ask_again;
        button_proofs(count: u32);
        alert_marked_paid;
        alert_marked_unpaid;
        alert_asked_again;
        alert_already_paid(name: &str, time: &str);
        alert_not_paid;
        order_filter_unpaid;
        button_order_paid(order: &str);
        button_order_unpaid(order: &str);
        button_payments;
        pay_kind_cash;
        pay_kind_transfer;
        button_pay_way(name: &str);
        button_pay_way_hidden(name: &str);
        button_pay_way_deleted(name: &str);
        button_pay_add_cash;
        button_pay_add_transfer;
        button_pay_rename;
        button_pay_instruct;
        button_pay_term;
        button_pay_hide;
        button_pay_show;
        button_pay_delete;
        button_pay_restore;
        button_pay_never;
        alert_pay_unknown;
        alert_pay_deleted;
        alert_pay_too_many(most: i64);
        alert_pay_no_term;
        alert_pay_name_taken;
    }
}
