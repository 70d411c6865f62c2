### Orders

orders_title = 📦 <b>Your orders</b>
orders_empty = You have no orders yet.
orders_line =
    <b>{ $number }</b> · { $status }
    { $date } · { $total }
order_header =
    📦 <b>Order { $number }</b>
    { $placed }
    Status: <b>{ $status }</b>
order_line = { $name } · { $price } × { $quantity } = { $subtotal }
order_line_unlisted = { $name } (no longer available) · { $price } × { $quantity } = { $subtotal }
order_more_lines = … and { $count } more
order_courier = 🚚 { $kind }: { $address }
order_pickup = 🏬 { $kind }: { $address }
order_fee = Delivery: { $fee }
order_total = <b>Total: { $total }</b>
notice_processing = 👍 Your order <b>{ $number }</b> is being packed.
notice_pickup_ready =
    🏬 Your order <b>{ $number }</b> is ready for you at
    { $address }
notice_pickup_hours = ⏱ { $hours }
notice_shipped = 🚚 Your order <b>{ $number }</b> is on its way.
notice_paid = 💳 We have received the payment for your order <b>{ $number }</b>. Thank you!
notice_completed = ✅ Your order <b>{ $number }</b> is completed. Enjoy!
notice_cancelled = ✖️ Your order <b>{ $number }</b> was cancelled.
notice_refunded = 💳 Your order <b>{ $number }</b> was refunded.
notice_failed = ↩️ Your order <b>{ $number }</b> came back to us undelivered. We will be in touch.
button_order = { $number } · { $total }
button_back_to_orders = ⬅️ Back to orders
alert_order_unknown = Order not found.
status_pending = ⏳ Pending
status_processing = 📦 Processing
status_pickup_ready = 🏬 Ready for pickup
status_shipped = 🚚 Shipped
status_paid = 💳 Paid
status_completed = ✅ Completed
status_cancelled = ✖️ Cancelled
status_refunded = 💳 Refunded
status_failed = ↩️ Came back
kind_pickup_store = Store pickup
kind_pickup_locker = Locker pickup
kind_pickup_curbside = Curbside pickup
kind_hyperlocal_express = Express courier nearby
kind_hyperlocal_scheduled = Courier nearby at an agreed time
kind_local_same_day = Courier today
kind_local_next_day = Courier tomorrow
kind_regional_standard = Regional delivery
kind_regional_express = Regional express
kind_national_economy = Economy post
kind_national_standard = Standard post
kind_national_express = Express post
kind_special_freight = Freight by appointment
kind_special_refrigerated = Refrigerated delivery
order_comment = 💬 { $comment }
order_cancel_question = Cancel the order <b>{ $number }</b>? This cannot be undone.
order_question_prompt = What would you like to tell the shop about <b>{ $number }</b>? Send it in one message.
order_question_sent = 👍 Passed on to the shop.
button_reorder = 🔁 Order again
button_ask_shop = 💬 Message the shop
button_call_off = ✖️ Cancel order
button_call_off_yes = ✖️ Yes, cancel it
button_call_off_no = No, keep it
alert_called_off = Your order is cancelled.
alert_too_late = It is too late to cancel this order here: { $status }. Please message the shop.
alert_reorder_short = In your cart now, as far as it is there. There is not enough of: { $names }
alert_reorder_nothing = Nothing of this order is available at the moment.
alert_nobody_there = Nobody of the shop can be reached here yet. Please try again later.
