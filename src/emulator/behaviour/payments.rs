//! Payments: invoices, pre-checkout queries and their ten seconds, Stars, refunds.

use super::*;
use crate::emulator::payment::{Ending, NotPayable, Payment, Source};

const TOO_OLD: &str =
    "400 Bad Request: query is too old and response timeout expired or query ID is invalid";

/// The parameters of an invoice with some of them changed; null takes one away.
fn invoice(changes: Value) -> Value {
    let mut params = json!({
        "title": "Order 7", "description": "Two things", "payload": "order-7",
        "provider_token": "123:TEST:abc", "currency": "EUR",
        "prices": [{"label": "Things", "amount": 1_800}, {"label": "Delivery", "amount": 490}],
    });
    change(&mut params, changes);
    params
}

fn in_stars(changes: Value) -> Value {
    let mut params = invoice(json!({
        "provider_token": null, "currency": "XTR", "prices": [{"label": "Things", "amount": 25}],
    }));
    change(&mut params, changes);
    params
}

fn change(params: &mut Value, changes: Value) {
    let (Value::Object(params), Value::Object(changes)) = (params, changes) else {
        panic!("parameters are objects");
    };
    for (name, value) in changes {
        if value.is_null() {
            params.remove(&name);
        } else {
            params.insert(name, value);
        }
    }
}

impl Fixture {
    fn pays(&mut self, message_id: &Value, ending: Ending) -> Result<i64, NotPayable> {
        let message_id = message_id.as_i64().unwrap_or_default();
        let user_id = self.user;
        let source = Source::Message {
            user_id,
            message_id,
        };
        self.telegram.pay(BOT, user_id, source, ending)
    }

    /// The newest update's content under its kind.
    fn newest(&mut self, kind: &str) -> Value {
        self.updates().pop().unwrap_or_default()[kind].take()
    }

    fn standing(&self, update_id: i64) -> Option<Payment> {
        self.telegram.payment(BOT, update_id)
    }
}

#[test]
fn refusals_of_invoices() {
    let pay = json!({"text": "Pay", "pay": true});
    let other = json!({"text": "A", "callback_data": "a"});
    let rows: &[(&str, Value, &str)] = &[
        (
            "no title",
            invoice(json!({"title": null})),
            "parameter \"title\" is required",
        ),
        (
            "no description",
            invoice(json!({"description": ""})),
            "parameter \"description\" is required",
        ),
        (
            "no payload",
            invoice(json!({"payload": null})),
            "parameter \"payload\" is required",
        ),
        (
            "no currency",
            invoice(json!({"currency": null})),
            "parameter \"currency\" is required",
        ),
        (
            "no prices",
            invoice(json!({"prices": null})),
            "can't parse prices JSON object",
        ),
        (
            "prices that are no JSON",
            invoice(json!({"prices": "[{"})),
            "can't parse prices JSON object",
        ),
        (
            "an empty list",
            invoice(json!({"prices": []})),
            "there must be at least one price",
        ),
        (
            "an empty label",
            invoice(json!({"prices": [{"label": "", "amount": 1}]})),
            "can't parse labeled price: LabeledPrice label must be non-empty",
        ),
        (
            "no amount",
            invoice(json!({"prices": [{"label": "A"}]})),
            "can't parse labeled price: Can't find field \"amount\"",
        ),
        (
            "no provider",
            invoice(json!({"provider_token": ""})),
            "PAYMENT_PROVIDER_INVALID",
        ),
        (
            "misspelt Stars",
            in_stars(json!({"currency": "XTS"})),
            "PAYMENT_PROVIDER_INVALID",
        ),
        (
            "nothing to pay",
            invoice(json!({"prices": [{"label": "A", "amount": 0}]})),
            "CURRENCY_TOTAL_AMOUNT_INVALID",
        ),
        (
            "less than a dollar",
            invoice(json!({"currency": "USD", "prices": [{"label": "A", "amount": 99}]})),
            "CURRENCY_TOTAL_AMOUNT_INVALID",
        ),
        (
            "a long payload",
            invoice(json!({"payload": "x".repeat(129)})),
            "INVOICE_PAYLOAD_INVALID",
        ),
        (
            "Stars with a provider",
            in_stars(json!({"provider_token": "123:TEST:abc"})),
            "STARS_INVOICE_INVALID",
        ),
        (
            "Stars with two prices",
            in_stars(json!({"prices": [{"label": "A", "amount": 1}, {"label": "B", "amount": 1}]})),
            "STARS_INVOICE_INVALID",
        ),
        (
            "Stars with tips",
            in_stars(json!({"max_tip_amount": 5})),
            "STARS_INVOICE_INVALID",
        ),
        (
            "a keyboard without the button",
            invoice(json!({"reply_markup": {"inline_keyboard": [[other]]}})),
            "REPLY_MARKUP_BUY_EMPTY",
        ),
        (
            "the button not first",
            invoice(json!({"reply_markup": {"inline_keyboard": [[other, pay]]}})),
            "BUTTON_POS_INVALID",
        ),
    ];
    let mut fixture = Fixture::new();
    for (situation, params, expect) in rows {
        let expect = format!("400 Bad Request: {expect}");
        check_refusals(
            &mut fixture,
            &[(situation, "sendInvoice", params.clone(), &expect)],
        );
    }
    check_refusals(
        &mut fixture,
        &[
            (
                "the button in a text",
                "sendMessage",
                json!({"text": "x", "reply_markup": {"inline_keyboard": [[pay]]}}),
                "400 Bad Request: BUTTON_TYPE_INVALID",
            ),
            (
                "shipping",
                "sendInvoice",
                invoice(json!({"is_flexible": true})),
                "501 Not Implemented: the emulator has no shipping",
            ),
            (
                "no shipping queries",
                "answerShippingQuery",
                json!({"ok": true, "shipping_query_id": "1"}),
                TOO_OLD,
            ),
            (
                "a refusal without words",
                "answerShippingQuery",
                json!({"ok": false}),
                "400 Bad Request: parameter \"error_message\" is required",
            ),
            (
                "subscriptions",
                "createInvoiceLink",
                json!({"subscription_period": 2_592_000}),
                "501 Not Implemented: the emulator has no subscriptions",
            ),
        ],
    );
}

#[test]
fn an_invoice_is_sent_paid_and_told_once() {
    let mut fixture = Fixture::new();
    let sent = fixture.done("sendInvoice", invoice(json!({"need_email": true})));
    assert_eq!(
        sent["invoice"],
        json!({"title": "Order 7", "description": "Two things", "start_parameter": "", "currency": "EUR", "total_amount": 2_290})
    );
    assert_eq!(
        sent["reply_markup"],
        json!({"inline_keyboard": [[{"text": "Pay", "pay": true}]]})
    );
    let update = fixture
        .pays(&sent["message_id"], Ending::Pays)
        .unwrap_or_default();
    let query = fixture.newest("pre_checkout_query");
    assert_eq!(query["from"]["id"], fixture.user);
    let shared = ["currency", "total_amount", "invoice_payload", "order_info"];
    let email = format!("{}@example.org", fixture.user);
    let expect = [
        json!("EUR"),
        json!(2_290),
        json!("order-7"),
        json!({"email": email}),
    ];
    assert_eq!(shared.map(|field| query[field].clone()), expect);
    assert_eq!(fixture.standing(update), Some(Payment::Waiting));
    let answer = json!({"pre_checkout_query_id": query["id"], "ok": true});
    assert_eq!(fixture.done("answerPreCheckoutQuery", answer.clone()), true);
    let told = fixture.updates().pop().unwrap_or_default();
    let payment = &told["message"]["successful_payment"];
    assert_eq!(shared.map(|field| payment[field].clone()), expect);
    assert_ne!(payment["provider_payment_charge_id"], "");
    let update_id = told["update_id"].as_i64().unwrap_or_default();
    let charge_id = payment["telegram_payment_charge_id"].as_str();
    let charge_id = charge_id.unwrap_or_default().to_owned();
    let paid = Payment::Paid {
        charge_id,
        update_id,
    };
    assert_eq!(fixture.standing(update), Some(paid));
    let bot = fixture.telegram.bots.get_mut(&BOT);
    bot.and_then(|bot| bot.updates.repeat(update_id));
    let again = fixture.newest("message");
    assert_eq!(again, told["message"], "a payment may be told twice");
    fixture.refused("answerPreCheckoutQuery", answer, TOO_OLD);
    assert_eq!(
        fixture.pays(&sent["message_id"], Ending::Pays),
        Err(NotPayable::AlreadyPaid)
    );
    assert_eq!(
        fixture.pays(&json!(99_999), Ending::Pays),
        Err(NotPayable::NoInvoice)
    );
}

#[test]
fn payments_that_come_to_nothing() {
    let agreed = json!({"ok": true});
    let rows = [
        (Ending::IsDeclined, 0, agreed.clone(), Ok(Payment::Declined)),
        (Ending::Leaves, 0, agreed.clone(), Ok(Payment::Abandoned)),
        (
            Ending::Pays,
            0,
            json!({"ok": false, "error_message": "Sold"}),
            Ok(Payment::Refused("Sold".to_owned())),
        ),
        (
            Ending::Pays,
            0,
            json!({"ok": false}),
            Err("400 Bad Request: parameter \"error_message\" is required"),
        ),
        (Ending::Pays, 11, agreed, Err(TOO_OLD)),
    ];
    for (ending, seconds, answer, expect) in rows {
        let mut fixture = Fixture::new();
        let sent = fixture.done("sendInvoice", invoice(json!({})));
        let update = fixture
            .pays(&sent["message_id"], ending)
            .unwrap_or_default();
        let mut answer = answer;
        answer["pre_checkout_query_id"] = fixture.newest("pre_checkout_query")["id"].take();
        fixture.telegram.advance(seconds);
        match expect {
            Ok(standing) => {
                fixture.done("answerPreCheckoutQuery", answer);
                assert_eq!(fixture.standing(update), Some(standing));
            }
            Err(refusal) => fixture.refused("answerPreCheckoutQuery", answer, refusal),
        }
        if seconds > 10 {
            assert_eq!(fixture.standing(update), Some(Payment::TimedOut));
        }
        assert_eq!(fixture.newest("message"), Value::Null, "no payment is told");
    }
}

#[test]
fn one_invoice_can_be_paid_twice_at_the_same_time_and_by_another() {
    let mut fixture = Fixture::new();
    let message_id = fixture.done("sendInvoice", in_stars(json!({})))["message_id"].take();
    let bob = fixture.stranger("Bob");
    let source = Source::Message {
        user_id: fixture.user,
        message_id: message_id.as_i64().unwrap_or_default(),
    };
    fixture.pays(&message_id, Ending::Pays).unwrap_or_default();
    let first = fixture.newest("pre_checkout_query")["id"].take();
    fixture
        .telegram
        .pay(BOT, bob, source, Ending::Pays)
        .unwrap_or_default();
    let second = fixture.newest("pre_checkout_query")["id"].take();
    for (query, payer) in [(first, fixture.user), (second, bob)] {
        fixture.done(
            "answerPreCheckoutQuery",
            json!({"ok": true, "pre_checkout_query_id": query}),
        );
        let message = fixture.newest("message");
        assert_eq!(message["chat"]["id"], payer);
        assert_eq!(
            message["successful_payment"]["provider_payment_charge_id"],
            ""
        );
    }
}

#[test]
fn a_link_is_paid_as_often_as_wanted() {
    let mut fixture = Fixture::new();
    let link = fixture.done("createInvoiceLink", in_stars(json!({})));
    let link = link.as_str().unwrap_or_default();
    assert!(link.starts_with("https://t.me/$"), "{link}");
    for _ in 0..2 {
        let (user, source) = (fixture.user, Source::Link(link.to_owned()));
        fixture
            .telegram
            .pay(BOT, user, source, Ending::Pays)
            .unwrap_or_default();
        let query = fixture.newest("pre_checkout_query")["id"].take();
        fixture.done(
            "answerPreCheckoutQuery",
            json!({"ok": true, "pre_checkout_query_id": query}),
        );
    }
    let paid = fixture.updates();
    let paid = paid
        .iter()
        .filter(|update| update["message"].get("successful_payment").is_some());
    assert_eq!(paid.count(), 2);
}

#[test]
fn a_pre_checkout_query_is_forgotten_after_150_seconds() {
    let mut fixture = Fixture::new();
    let sent = fixture.done("sendInvoice", invoice(json!({})));
    fixture
        .pays(&sent["message_id"], Ending::Pays)
        .unwrap_or_default();
    fixture.telegram.advance(150);
    assert_eq!(fixture.newest("pre_checkout_query"), Value::Null);
}

#[test]
fn stars_are_given_back_once() {
    let mut fixture = Fixture::new();
    let sent = fixture.done(
        "sendInvoice",
        in_stars(json!({"need_name": true, "is_flexible": true})),
    );
    fixture
        .pays(&sent["message_id"], Ending::Pays)
        .unwrap_or_default();
    let query = fixture.newest("pre_checkout_query");
    assert!(query.get("order_info").is_none());
    fixture.done(
        "answerPreCheckoutQuery",
        json!({"ok": true, "pre_checkout_query_id": query["id"]}),
    );
    let charge =
        fixture.newest("message")["successful_payment"]["telegram_payment_charge_id"].take();
    let user = fixture.user;
    let refund = json!({"user_id": user, "telegram_payment_charge_id": charge});
    check_refusals(
        &mut fixture,
        &[
            (
                "nobody",
                "refundStarPayment",
                json!({"telegram_payment_charge_id": charge}),
                "400 Bad Request: invalid user_id specified",
            ),
            (
                "nothing",
                "refundStarPayment",
                json!({"user_id": user}),
                "400 Bad Request: parameter \"telegram_payment_charge_id\" is required",
            ),
            (
                "an unknown charge",
                "refundStarPayment",
                json!({"user_id": user, "telegram_payment_charge_id": "x"}),
                "400 Bad Request: CHARGE_NOT_FOUND",
            ),
            ("the charge", "refundStarPayment", refund.clone(), "true"),
            (
                "again",
                "refundStarPayment",
                refund,
                "400 Bad Request: CHARGE_ALREADY_REFUNDED",
            ),
        ],
    );
    let expect = json!({"currency": "XTR", "total_amount": 25, "invoice_payload": "order-7", "telegram_payment_charge_id": charge});
    assert_eq!(fixture.newest("message")["refunded_payment"], expect);
}
