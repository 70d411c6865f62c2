### Cart

cart_title = 🛒 <b>Your cart</b> · { $lines ->
    [one] { $lines } item
   *[other] { $lines } items
}
cart_empty = Your cart is empty.
cart_lines =
    <pre>{ $lines }</pre>
    <b>Total: { $total }</b>
cart_price_changed = ❗ { $name } now costs { $now } (was { $before }).
cart_short = ❗ { $name }: only { $stock } left.
quantity_prompt = How many of <b>{ $name }</b>? Send a number from 1 to { $max }.
quantity_invalid = Please send a whole number from 1 to { $max }.
button_checkout = ✅ Checkout
button_continue_checkout = ✅ Continue checkout
button_catalog = 🗂 Catalog
toast_added = Added to cart
toast_plus = Quantity +1
toast_minus = Quantity -1
toast_removed = Item removed
alert_sold_out = Sold out: nothing left of this one.
alert_only_left = Only { $count } in stock, so there cannot be more in your cart.
alert_line_limit = A cart takes at most { $max } of one product.
alert_no_line = This item is no longer in your cart.
