### Equipo: pedidos nuevos

admin_order_customer = 👤 { $name }, { $phone }
admin_new_order = 🔔 <b>Pedido nuevo { $number }</b>
button_admin_order = { $number } · { $name } · { $total }
button_mark = Pasar a: { $status }
button_cancel_order = ✖️ Cancelar este pedido
alert_status_not_offered = No es posible: este pedido está ahora así: { $status }.
alert_status_changed = Ahora: { $status }.
admin_cancelled_by_customer = ✖️ { $name } ha cancelado el pedido <b>{ $number }</b>. La mercancía vuelve a estar disponible.
admin_question =
    💬 <b>{ $name }</b> sobre el pedido <b>{ $number }</b>:
    { $text }
