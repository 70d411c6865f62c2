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
