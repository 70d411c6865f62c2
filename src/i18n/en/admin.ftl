### Staff: new orders

admin_order_customer = 👤 { $name }, { $phone }
admin_new_order = 🔔 <b>New order { $number }</b>
button_admin_order = { $number } · { $name } · { $total }
button_mark = Mark as: { $status }
button_cancel_order = ✖️ Cancel this order
alert_status_not_offered = Not possible: this order is now { $status }.
alert_status_changed = Now { $status }.
admin_cancelled_by_customer = ✖️ { $name } has cancelled the order <b>{ $number }</b>. The goods are back in stock.
admin_question =
    💬 <b>{ $name }</b> about the order <b>{ $number }</b>:
    { $text }
