### Checkout

checkout_empty_cart = Your cart is empty, so there is nothing to order yet.
checkout_no_delivery = The shop cannot deliver at the moment: no way of delivery is set up. Nothing was ordered.
checkout_way_gone = That way of delivery is no longer offered. Nothing was ordered; please choose again.
checkout_details_gone = Your phone or delivery address is no longer saved. Nothing was ordered; please start the checkout again.
checkout_cancelled = Checkout cancelled. Your cart is unchanged.
checkout_paused = Checkout paused. It waits for you in the /cart.
checkout_missing_phone = To deliver your order we still need your <b>phone number</b>.
checkout_missing_address = To deliver your order we still need your <b>delivery address</b>.
checkout_missing_both = To deliver your order we still need your <b>phone number</b> and your <b>delivery address</b>.
checkout_name_prompt = What name should be on the order?
checkout_phone_prompt = Please share your phone number with the button below, or type it, like { $example }.
checkout_phone_invalid = That is not a phone number. Please type it like { $example }, or use the button.
checkout_phone_no_country = Please begin with + and your country code, like { $example }.
checkout_contact_foreign = That contact is somebody else's. Please share your own, or type your number.
checkout_phone_kept = 👍 Thank you.
checkout_address_prompt = Where should we deliver? Send the full address in one message.
checkout_text_blank = That was empty. Please send it as text.
checkout_text_too_long = That is too long: at most { $max } characters, please.
checkout_point_prompt = Where would you like to pick up your order?
checkout_ways_prompt = How should your order reach you?
checkout_title = <b>Please check your order</b>
checkout_contact = 👤 { $name }, { $phone }
checkout_courier = 🚚 { $way }: { $address }
checkout_pickup = 🏬 { $way }: { $address }
checkout_eta = ⏱ { $eta }
checkout_line = { $name } · { $price } × { $quantity } = { $subtotal }
checkout_more_lines = … and { $count } more, see /cart
checkout_goods = Goods: { $goods }
checkout_fee = Delivery: { $fee }
checkout_fee_free = Delivery: free
checkout_total = <b>Total: { $total }</b>
checkout_changed = ❗ <b>Something changed since you looked. Nothing was ordered yet:</b>
checkout_outdated = ❗ <b>This was not the latest version. Nothing was ordered yet; please check again.</b>
change_price = • { $name } now costs { $now } instead of { $before }.
change_lines = • Your cart has other items or quantities.
change_fee = • Delivery now costs { $now } instead of { $before }.
change_destination = • Your contact data or the delivery is different.
shortage = ❗ <b>Not enough in stock, so nothing was ordered:</b>
shortage_line = • { $name }: you want { $requested }, we have { $available }.
order_placed =
    🎉 <b>Thank you! Your order { $number } is placed.</b>
    Total: { $total }

    We will tell you here as soon as it moves. /orders shows where it stands.
button_confirm = ✅ Confirm
button_edit_details = ✏️ Edit details
button_change_way = 🚚 Change delivery
button_use_name = 👤 { $name }
button_share_contact = 📱 Share my phone number
button_way = { $way } · { $fee }
button_way_free = { $way } · free
alert_point_gone = That way of delivery is no longer offered.
alert_checkout_gone = This checkout is over. Start a new one from your /cart.
checkout_so_far = 🧾 Goods: { $goods }
checkout_so_far_with_fee = 🧾 Goods: { $goods } · Delivery: { $fee } · <b>Total: { $total }</b>
checkout_comment = 💬 { $comment }
checkout_comment_prompt = What should the shop know about this order? Send it in one message.
review_more = … and { $count } more
button_comment = 💬 Add a comment
button_comment_change = 💬 Change the comment
button_comment_remove = 🗑 Remove the comment
button_keep = ✅ Keep { $name }
button_keep_fewer = ✅ Keep { $count } × { $name }
button_remove = ❌ Remove
button_remove_named = ❌ Remove { $name }
button_keep_all = ✅ Keep all
button_remove_all = ❌ Remove all
