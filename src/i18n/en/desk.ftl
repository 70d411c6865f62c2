### Staff: working on orders

order_filters_title =
    🗂 <b>Orders</b>
    Choose which ones to see.
order_filter_all = All orders
button_order_filter = { $name } · { $count }
button_order_filters = 🗂 Orders
button_order_search = 🔎 Search
order_search_prompt = 🔎 Type an order number, a name or a phone number, or a part of it.
order_search_found = 🔎 Orders with “{ $words }”, newest first:
order_search_nothing = 🔎 No order with “{ $words }”.
order_list_title =
    <b>{ $status }</b>
    Orders: { $count }
order_list_empty = <b>{ $status }</b>: no orders.
button_order_back = ⬅️ { $status }
button_order_open = 🗂 Open
order_packed_by = 📦 { $name } is packing this since { $at }.
order_out_of_reach = 🔕 Cannot be reached since { $at }: { $why }.
alert_out_of_reach = { $name } cannot be reached: { $why }. Nothing was sent.
unreachable_blocked = blocked the bot
unreachable_deleted = deleted the Telegram account
unreachable_unknown = Telegram knows no such chat
button_order_claim = 📦 I am packing this
button_order_release = 📦 I am not packing this
button_order_take_over = 📦 Take over from { $name }
alert_claimed_by = { $name } is packing this since { $time }.
staff_somebody = a colleague
alert_already_done = Already { $status }: { $name }, { $time }.
order_cancel_reason = ✖️ Reason: { $reason }
order_reason_prompt =
    ✖️ Why is the order <b>{ $number }</b> called off?
    Type the reason: the customer will read it.
button_cancel_without_reason = Cancel without a reason
button_keep_order = ⬅️ Keep the order
button_order_note = 📝 Note
order_note_prompt = 📝 Type a note about the order <b>{ $number }</b>. Only staff see it.
button_order_message = 💬 Message customer
button_order_answer = 💬 Answer
order_message_prompt = 💬 Type your message about the order <b>{ $number }</b>. The customer gets it at once.
order_message_sent = 💬 Your message is on its way to { $name }.
button_order_conversation = 💬 Everything said: { $count }
order_conversation_title = 💬 <b>{ $number }</b>, { $name }
order_conversation_empty = Nothing was said yet.
order_said_note =
    📝 <b>{ $name }</b>, { $at }
    { $text }
order_said_to_customer =
    📤 <b>{ $name }</b>, { $at }
    { $text }
order_said_by_customer =
    📥 <b>{ $name }</b>, { $at }
    { $text }
notice_cancel_reason = Reason: { $reason }
notice_answer =
    💬 <b>The shop</b> about your order <b>{ $number }</b>:
    { $text }
button_answer_shop = 💬 Answer
