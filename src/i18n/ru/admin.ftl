### Сотрудникам: новые заказы

admin_order_customer = 👤 { $name }, { $phone }
admin_new_order = 🔔 <b>Новый заказ { $number }</b>
button_admin_order = { $number } · { $name } · { $total }
button_mark = Отметить: { $status }
button_cancel_order = ✖️ Отменить этот заказ
alert_status_not_offered = Нельзя: сейчас у этого заказа статус { $status }.
alert_status_changed = Теперь: { $status }.
admin_cancelled_by_customer = ✖️ Покупатель отменил заказ <b>{ $number }</b>: { $name }. Товар снова в наличии.
admin_question =
    💬 <b>{ $name }</b> о заказе <b>{ $number }</b>:
    { $text }
