### Pedidos

orders_title = 📦 <b>Tus pedidos</b>
orders_empty = Todavía no tienes pedidos.
orders_line =
    <b>{ $number }</b> · { $status }
    { $date } · { $total }
order_header =
    📦 <b>Pedido { $number }</b>
    { $placed }
    Estado: <b>{ $status }</b>
order_line = { $name } · { $price } × { $quantity } = { $subtotal }
order_line_unlisted = { $name } (ya no está disponible) · { $price } × { $quantity } = { $subtotal }
order_more_lines = … y { $count } más
order_courier = 🚚 { $kind }: { $address }
order_pickup = 🏬 { $kind }: { $address }
order_fee = Entrega: { $fee }
order_total = <b>Total: { $total }</b>
notice_processing = 👍 Estamos preparando tu pedido <b>{ $number }</b>.
notice_pickup_ready =
    🏬 Tu pedido <b>{ $number }</b> está listo para recoger en
    { $address }
notice_pickup_hours = ⏱ { $hours }
notice_shipped = 🚚 Tu pedido <b>{ $number }</b> va de camino.
notice_paid = 💳 Hemos recibido el pago de tu pedido <b>{ $number }</b>. ¡Gracias!
notice_completed = ✅ Tu pedido <b>{ $number }</b> está completado. ¡Que lo disfrutes!
notice_cancelled = ✖️ Tu pedido <b>{ $number }</b> se ha cancelado.
notice_refunded = 💳 Te hemos reembolsado el pedido <b>{ $number }</b>.
notice_failed = ↩️ Tu pedido <b>{ $number }</b> ha vuelto a nosotros sin entregarse. Nos pondremos en contacto contigo.
button_order = { $number } · { $total }
button_back_to_orders = ⬅️ Volver a pedidos
alert_order_unknown = Pedido no encontrado.
status_pending = ⏳ Pendiente
status_processing = 📦 En preparación
status_pickup_ready = 🏬 Listo para recoger
status_shipped = 🚚 Enviado
status_paid = 💳 Pagado
status_completed = ✅ Completado
status_cancelled = ✖️ Cancelado
status_refunded = 💳 Reembolsado
status_failed = ↩️ Devuelto
kind_pickup_store = Recogida en tienda
kind_pickup_locker = Recogida en taquilla
kind_pickup_curbside = Recogida en la puerta
kind_hyperlocal_express = Mensajero exprés cercano
kind_hyperlocal_scheduled = Mensajero cercano a hora acordada
kind_local_same_day = Mensajero hoy
kind_local_next_day = Mensajero mañana
kind_regional_standard = Envío regional
kind_regional_express = Envío regional exprés
kind_national_economy = Correo económico
kind_national_standard = Correo estándar
kind_national_express = Correo exprés
kind_special_freight = Carga con cita previa
kind_special_refrigerated = Entrega refrigerada
order_comment = 💬 { $comment }
order_cancel_question = ¿Cancelar el pedido <b>{ $number }</b>? No se puede deshacer.
order_question_prompt = ¿Qué quieres decirle a la tienda sobre <b>{ $number }</b>? Envíalo en un solo mensaje.
order_question_sent = 👍 Se lo hemos pasado a la tienda.
button_reorder = 🔁 Pedir otra vez
button_ask_shop = 💬 Escribir a la tienda
button_call_off = ✖️ Cancelar el pedido
button_call_off_yes = ✖️ Sí, cancelarlo
button_call_off_no = No, conservarlo
alert_called_off = Tu pedido está cancelado.
alert_too_late = Ya es tarde para cancelar este pedido aquí: { $status }. Escribe a la tienda.
alert_reorder_short = Ya está en tu carrito, hasta donde alcanza. No hay suficiente de: { $names }
alert_reorder_nothing = Ahora no hay nada disponible de este pedido.
alert_nobody_there = Todavía no se puede contactar aquí con nadie de la tienda. Inténtalo más tarde.
