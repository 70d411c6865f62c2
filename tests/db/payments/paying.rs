//! Orders that are to be paid: proofs, what staff note, and the clock.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_is_noted_once_whoever_notes_it_and_told_once() {
    let (shop, alice, _, order) = unpaid_order().await;
    let permits = [packer(&shop, "Ann").await, packer(&shop, "Ben").await];
    let id = order.id;
    let noted = at_once(permits.map(|by| {
        let shop = Arc::clone(&shop);
        async move {
            let noted = shop
                .ask(move |tx| payment::mark_paid(tx, &by, id, NOW))
                .await;
            noted.map(|sheet| (sheet.order.payment_state(), sheet.paid_by))
        }
    }))
    .await;
    let winner = noted.iter().position(Result::is_ok).unwrap();
    let called = Some(["Ann", "Ben"][winner].to_owned());
    assert_eq!(noted[winner], Ok((PaymentState::Paid, called.clone())));
    let late = PaymentRefusal::AlreadyPaid(DoneBy {
        name: called,
        at: now(),
    });
    assert_eq!(noted[1 - winner], Err(late));
    assert_eq!(news(&shop, &alice).await, [PaymentNews::Received]);
    let paid = shop.inspect(id).await;
    assert_eq!(
        (paid.status, deadline(&paid)),
        (Pending, None),
        "a fact of its own"
    );
    let record = shop.read(|tx| audit::page(tx, None, 100)).await;
    let about = record
        .items
        .iter()
        .filter(|entry| entry.label == order.number.as_str());
    assert_eq!(about.count(), 1);
    // It takes no proof and no second asking.
    assert_eq!(
        prove(&shop, &alice, id, 1).await,
        Err(ProofRefusal::NotAwaited)
    );
    let again = shop.ask(move |tx| payment::ask_again(tx, &Permit::operator(), id, NOW));
    assert!(matches!(again.await, Err(PaymentRefusal::AlreadyPaid(_))));
    // Taken back, it waits without a clock.
    let undo = || shop.ask(move |tx| payment::mark_unpaid(tx, &Permit::operator(), id, NOW));
    let undone = undo().await.unwrap().order;
    assert_eq!(
        (undone.payment_state(), deadline(&undone)),
        (PaymentState::Unpaid, None)
    );
    assert_eq!(
        undo().await.map(|sheet| sheet.order),
        Err(PaymentRefusal::NotPaid)
    );
    let unknown = mark_paid(&shop, OrderId::new(999)).await;
    assert_eq!(unknown, Err(PaymentRefusal::Unknown));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_status_paid_notes_the_payment_and_nothing_is_told_twice() {
    let (shop, alice, mug, order) = unpaid_order().await;
    shop.advance_along(order.id, &[Processing, Shipped, Paid])
        .await;
    let paid = shop.inspect(order.id).await;
    assert_eq!(
        (paid.payment_state(), paid.paid_at),
        (PaymentState::Paid, Some(now()))
    );
    assert_eq!(news(&shop, &alice).await, [], "the status has told");
    let other = shop.buy(&alice, &[(mug, 1)]).await;
    mark_paid(&shop, other.id).await.unwrap();
    shop.advance_along(other.id, &[Processing, Shipped, Paid, Completed])
        .await;
    assert_eq!(news(&shop, &alice).await, [PaymentNews::Received]);
    let told = shop.owed().await;
    let told = told
        .iter()
        .filter(|(_, notice)| *notice == Notice::StatusChanged(other.id, Paid));
    assert_eq!(told.count(), 0);
    let undo = shop.ask(move |tx| payment::mark_unpaid(tx, &Permit::operator(), other.id, NOW));
    let undone = undo.await.map(|sheet| sheet.order);
    assert_eq!(undone, Err(PaymentRefusal::NotAwaited(Completed)));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_nobody_pays_expires_once_and_its_goods_come_back_once() {
    let (shop, alice, mug, order) = unpaid_order().await;
    let carol = shop.admin("Carol").await;
    let end = NOW + 48 * HOUR;
    assert_eq!(deadline(&order), Some(end));
    assert_eq!(shop.stock_of(mug).await, 3);
    assert_eq!(due(&shop, end - 1).await.1, []);
    assert!(!expire(&shop, order.id, end - 1).await);
    assert_eq!(due(&shop, end).await.1, [order.id]);
    // Eight instances look at the same moment.
    let id = order.id;
    let expired = at_once((0..8).map(|_| {
        let shop = Arc::clone(&shop);
        async move { expire(&shop, id, end).await }
    }))
    .await;
    assert_eq!(expired.iter().filter(|expired| **expired).count(), 1);
    assert_eq!(shop.stock_of(mug).await, 5);
    let gone = shop.inspect(order.id).await;
    assert_eq!(
        (gone.status, gone.payment_state()),
        (Cancelled, PaymentState::Untracked)
    );
    assert!(gone.payment.unwrap().has_expired);
    assert_eq!(news(&shop, &alice).await, [PaymentNews::Expired]);
    let owed = shop.owed().await;
    let to_staff = owed
        .iter()
        .filter(|(_, notice)| *notice == Notice::UnpaidCancelled(id));
    assert_eq!(
        to_staff.map(|(chat, _)| *chat).collect::<Vec<_>>(),
        [carol.chat()]
    );
    assert_eq!(due(&shop, end + 1000 * HOUR).await, (vec![], vec![]));
    let late = mark_paid(&shop, order.id).await;
    assert_eq!(late, Err(PaymentRefusal::NotAwaited(Cancelled)));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_paid_proven_packed_or_cash_never_expires() {
    let (shop, alice, mug, order) = unpaid_order().await;
    let never = NOW + 10_000 * HOUR;
    shop.set_stock(mug, 50).await;
    mark_paid(&shop, order.id).await.unwrap();
    let proven = shop.buy(&alice, &[(mug, 1)]).await;
    let shown = prove(&shop, &alice, proven.id, 1).await.unwrap();
    assert_eq!(deadline(&shown), None, "a proof stops the clock");
    let packed = shop.buy(&alice, &[(mug, 1)]).await;
    shop.advance(packed.id, Processing).await.unwrap();
    let called_off = shop.buy(&alice, &[(mug, 1)]).await;
    shop.advance(called_off.id, Cancelled).await.unwrap();
    // Without a term, and for cash, there is no clock.
    let ways = shop
        .read(|tx| payments::list(tx, &Permit::operator()))
        .await;
    let id = ways.kept[0].id;
    shop.ask(move |tx| payments::set_term(tx, &Permit::operator(), id, None, NOW))
        .await
        .unwrap();
    let patient = shop.buy(&alice, &[(mug, 1)]).await;
    assert_eq!(deadline(&patient), None);
    offer(&shop, &ways.kept[0], false).await;
    cash(&shop).await;
    let hand = shop.buy(&alice, &[(mug, 1)]).await;
    assert_eq!(deadline(&hand), None);
    let id = hand.id;
    let asked = shop.ask(move |tx| payment::ask_again(tx, &Permit::operator(), id, NOW));
    let refused = asked.await.map(|sheet| sheet.order);
    assert_eq!(refused, Err(PaymentRefusal::NotAwaited(Pending)));
    assert_eq!(due(&shop, never).await, (vec![], vec![]));
    let stock = shop.stock_of(mug).await;
    for order in [&order, &proven, &packed, &called_off, &patient, &hand] {
        assert!(!expire(&shop, order.id, never).await);
        assert!(!remind(&shop, order.id, never).await);
    }
    assert_eq!(shop.stock_of(mug).await, stock);
    // Asked again, the term begins anew: where there is one, and nobody packs.
    let later = NOW + 100 * HOUR;
    let asked = ask_again(&shop, proven.id, later).await;
    assert_eq!(deadline(&asked), Some(later + 48 * HOUR));
    assert_eq!(deadline(&ask_again(&shop, packed.id, later).await), None);
    assert_eq!(deadline(&ask_again(&shop, patient.id, later).await), None);
    let told = news(&shop, &alice).await;
    let told = told.iter().filter(|news| **news == PaymentNews::NotFound);
    assert_eq!(told.count(), 3);
    assert!(expire(&shop, proven.id, later + 48 * HOUR).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_reminded_once_a_day_before_the_end() {
    let (shop, alice, mug, order) = unpaid_order().await;
    let paid = shop.buy(&alice, &[(mug, 1)]).await;
    mark_paid(&shop, paid.id).await.unwrap();
    let then = NOW + 24 * HOUR;
    assert_eq!(due(&shop, then - 1).await.0, []);
    assert!(!remind(&shop, order.id, then - 1).await);
    assert_eq!(due(&shop, then).await.0, [order.id]);
    assert!(remind(&shop, order.id, then).await);
    assert!(!remind(&shop, order.id, then).await);
    assert_eq!(due(&shop, then).await.0, []);
    let told = news(&shop, &alice).await;
    assert_eq!(told, [PaymentNews::Received, PaymentNews::Reminder]);
    assert_eq!(
        deadline(&shop.inspect(order.id).await),
        Some(NOW + 48 * HOUR)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn paying_expiring_calling_off_and_packing_at_once_leave_one_outcome() {
    for round in 0..6 {
        let (shop, alice, mug, order) = unpaid_order().await;
        let (id, customer, end) = (order.id, alice.id, NOW + 48 * HOUR);
        let outcomes = at_once((0..4).map(|who| {
            let shop = Arc::clone(&shop);
            async move {
                match (who + round) % 4 {
                    0 => mark_paid(&shop, id).await.is_ok(),
                    1 => expire(&shop, id, end).await,
                    2 => {
                        let off = shop.ask(move |tx| orders::cancel(tx, customer, id, now()));
                        !matches!(
                            off.await,
                            Err(CancelRefusal::Unknown | CancelRefusal::TooLate(_))
                        )
                    }
                    _ => shop.advance(id, Processing).await.is_ok(),
                }
            }
        }))
        .await;
        let did = |what: usize| outcomes[(8 + what - round) % 4];
        let (paid, expired, called_off, packed) = (did(0), did(1), did(2), did(3));
        let after = shop.inspect(id).await;
        assert!(!(paid && expired), "round {round}: paid and expired");
        let ends = [expired, called_off, packed];
        assert!(
            ends.iter().filter(|end| **end).count() <= 1,
            "round {round}: {ends:?}"
        );
        let status = match (expired || called_off, packed) {
            (true, _) => Cancelled,
            (false, true) => Processing,
            (false, false) => Pending,
        };
        assert_eq!(after.status, status, "round {round}");
        assert_eq!(after.paid_at.is_some(), paid, "round {round}");
        let stock = if status == Cancelled { 5 } else { 3 };
        assert_eq!(shop.stock_of(mug).await, stock, "round {round}");
        assert!(!expire(&shop, id, end).await || (!paid && status == Pending));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn proofs_are_the_customers_own_and_five_at_most() {
    let (shop, alice, mug, order) = unpaid_order().await;
    let carol = shop.admin("Carol").await;
    let mallory = shop.regular("Mallory").await;
    let stranger = prove(&shop, &mallory, order.id, 1).await;
    assert_eq!(stranger, Err(ProofRefusal::Unknown));
    for number in 1..=5 {
        let order = prove(&shop, &alice, order.id, number).await.unwrap();
        assert_eq!(order.payment.unwrap().proofs, u32::from(number));
        if number < 5 {
            let same = prove(&shop, &alice, order.id, number).await;
            assert_eq!(same, Err(ProofRefusal::Same));
        }
    }
    let sixth = prove(&shop, &alice, order.id, 6).await;
    assert_eq!(sixth, Err(ProofRefusal::TooMany));
    assert_eq!(OrderPayment::MAX_PROOFS, 5);
    let owed = shop.owed().await;
    let told = owed
        .iter()
        .filter(|(chat, notice)| *chat == carol.chat() && matches!(notice, Notice::Proof { .. }));
    assert_eq!(told.count(), 5);
    let id = order.id;
    let (sheet, pictures) = shop
        .ask(move |tx| payment::proofs(tx, &Permit::operator(), 42, id))
        .await
        .unwrap();
    assert_eq!((sheet.order.id, pictures.len()), (id, 5));
    // The same picture for another order is another proof.
    let other = shop.buy(&alice, &[(mug, 1)]).await;
    assert!(prove(&shop, &alice, other.id, 1).await.is_ok());
    assert_eq!(shop.number("SELECT COUNT(*) FROM photos").await, 5);
    // Nobody asks for a proof of cash.
    let ways = shop
        .read(|tx| payments::list(tx, &Permit::operator()))
        .await;
    offer(&shop, &ways.kept[0], false).await;
    cash(&shop).await;
    let hand = shop.buy(&alice, &[(mug, 1)]).await;
    let refused = prove(&shop, &alice, hand.id, 1).await;
    assert_eq!(refused, Err(ProofRefusal::NotAwaited));
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_list_what_is_still_to_be_paid() {
    let (shop, alice, mug, first) = unpaid_order().await;
    let second = shop.buy(&alice, &[(mug, 1)]).await;
    let third = shop.buy(&alice, &[(mug, 1)]).await;
    let list = || async {
        let (count, page) = shop
            .read(|tx| desk::list(tx, &Permit::operator(), OrderFilter::Unpaid, None))
            .await;
        let ids: Vec<OrderId> = page.items.iter().map(|order| order.id).collect();
        assert!(
            page.items
                .iter()
                .all(|order| order.payment == PaymentState::Unpaid)
        );
        (count, ids)
    };
    assert_eq!(list().await, (3, vec![third.id, second.id, first.id]));
    mark_paid(&shop, second.id).await.unwrap();
    assert!(expire(&shop, first.id, NOW + 48 * HOUR).await);
    assert_eq!(list().await, (1, vec![third.id]));
    // One that nobody agreed on paying for is not among them.
    let ways = shop
        .read(|tx| payments::list(tx, &Permit::operator()))
        .await;
    offer(&shop, &ways.kept[0], false).await;
    shop.buy(&alice, &[(mug, 1)]).await;
    assert_eq!(list().await, (1, vec![third.id]));
    let states: Vec<PaymentState> = shop
        .orders(&alice)
        .await
        .iter()
        .map(|it| it.payment)
        .collect();
    use PaymentState::{Paid, Unpaid, Untracked};
    assert_eq!(states, [Untracked, Unpaid, Paid, Untracked]);
}
