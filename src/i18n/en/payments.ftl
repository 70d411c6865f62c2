### Payment

checkout_payment_prompt = How will you pay?
checkout_payment_gone = The ways to pay have changed. Nothing was ordered; please check again.
checkout_payment =
    💳 { $name }
    { $text }
change_payment = • How to pay is different.
button_change_payment = 💳 Change payment
alert_payment_gone = That way to pay is no longer offered.
payment_unpaid =
    💳 <b>{ $name }</b>
    { $text }
payment_deadline = ⏱ Please pay by { $time }. After that the order is cancelled.
payment_proofs = 📷 Proof of payment sent. The shop is looking at it.
payment_paid = 💰 Paid: { $name }
payment_expired = 💳 { $name }: no payment arrived in time, so the order was cancelled.
payment_agreed = 💳 { $name }
status_with_payment = { $status } · { $payment }
state_paid = 💰 Paid
state_unpaid = 🧾 Not paid
button_send_proof = 📷 Send proof of payment
proof_prompt = 📷 Please send a photo or a screenshot that shows your payment for <b>{ $number }</b>.
proof_kept =
    👍 Passed on to the shop, which will look at it. Your order is kept until then.
    You can send another picture.
proof_kept_last = 👍 Passed on to the shop, which will look at it. Your order is kept until then.
proof_same = 🖼 The shop has this picture already.
proof_wanted = 📷 Please send a photo, not a text. To write to the shop, use “Message the shop” at your order.
alert_proof_not_awaited = This order waits for no proof of payment.
alert_proofs_full = The shop has { $most } pictures for this order already. Please message the shop instead.
notice_payment_received = 💰 We have received your payment for the order <b>{ $number }</b>. Thank you!
notice_payment_not_found = 🔎 We have not found your payment for the order <b>{ $number }</b> of { $total } yet. Please check it once more:
notice_payment_reminder = ⏱ Your order <b>{ $number }</b> of { $total } is not paid yet:
notice_payment_expired = ✖️ Your order <b>{ $number }</b> was cancelled because no payment arrived in time. You can order again at any time.
admin_proof = 📷 <b>{ $name }</b> sent a proof of payment for the order <b>{ $number }</b> of { $total }.
admin_unpaid_cancelled = ✖️ The order <b>{ $number }</b> of { $name } was cancelled: no payment arrived in time. The goods are back in stock.
admin_was_paid = ❗ It was paid already: the customer is waiting for the money.
admin_payment_unpaid = 🧾 Not paid yet: { $name }
admin_payment_paid = 💰 Paid: { $name } (noted { $at })
admin_payment_paid_by = 💰 Paid: { $name } (noted by { $who }, { $at })
admin_payment_deadline = ⏱ Cancelled on { $time } unless it is paid.
admin_payment_proofs = 📷 Proofs of payment: { $count }
button_mark_paid = 💰 Mark as paid
button_mark_unpaid = ↩️ Undo: not paid
button_ask_again = 🔎 Not received: ask again
button_proofs = 📷 Proofs of payment: { $count }
proofs_title = 📷 Proofs of payment for <b>{ $number }</b>: { $count }
alert_marked_paid = Noted as paid. The customer is told.
alert_marked_unpaid = Noted as not paid.
alert_asked_again = The customer is asked again.
alert_already_paid = Already noted as paid: { $name }, { $time }.
alert_not_paid = This order is not noted as paid.
order_filter_unpaid = 🧾 Not paid
button_order_paid = 💰 { $order }
button_order_unpaid = 🧾 { $order }
button_payments = 💳 Ways to pay
pay_ways_title =
    💳 <b>Ways to pay</b>
    Customers choose one of these at checkout. With one there is no question; with none, orders are taken without a word about paying.
pay_ways_none = There is none yet.
pay_kind_cash = 💵 Cash
pay_kind_transfer = 🏦 Transfer
button_pay_way = { $name }
button_pay_way_hidden = 🙈 { $name }
button_pay_way_deleted = 🗑 { $name }
button_pay_add_cash = ➕ Add cash
button_pay_add_transfer = ➕ Add transfer
pay_way_title = 💳 <b>{ $name }</b> · { $kind }
pay_way_hidden = 🙈 Customers cannot choose it for now.
pay_way_deleted = 🗑 Deleted. Orders that were placed with it keep it.
pay_way_preview = Customers read:
pay_way_term = ⏱ An unpaid order is cancelled after { $hours } h.
pay_way_no_term = ⏱ An unpaid order is kept.
button_pay_rename = ✏️ Name
button_pay_instruct = ✏️ Text
button_pay_term = ⏱ Time to pay
button_pay_hide = 🙈 Hide
button_pay_show = 👁 Offer
button_pay_delete = 🗑 Delete
button_pay_restore = ↩️ Restore
button_pay_never = Keep for ever
pay_name_prompt = What is this way to pay called? For example “Bank transfer” or “Cash on delivery”.
pay_text_prompt = Type what customers need to know about paying: an account, a phone number, when and where.
pay_term_prompt = After how many hours is an unpaid order cancelled? Type a number from 1 to { $most }. The goods go back in stock then.
pay_term_wrong = Please type a whole number of hours from 1 to { $most }, like 48.
alert_pay_unknown = This way to pay is not there any more.
alert_pay_deleted = This way to pay is deleted. Restore it first.
alert_pay_too_many = There are { $most } ways to pay already. Delete one first.
alert_pay_no_term = Cash is not waited for.
pay_name_taken = There is a way to pay of that name already. Please type another name.
alert_pay_name_taken = There is a way to pay of that name already.
