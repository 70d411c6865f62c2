### Pago

checkout_payment_prompt = ¿Cómo vas a pagar?
checkout_payment_gone = Las formas de pago han cambiado. No se ha pedido nada; revísalo otra vez.
checkout_payment =
    💳 { $name }
    { $text }
change_payment = • La forma de pago es distinta.
button_change_payment = 💳 Cambiar el pago
alert_payment_gone = Esa forma de pago ya no se ofrece.
payment_unpaid =
    💳 <b>{ $name }</b>
    { $text }
payment_deadline = ⏱ Paga antes del { $time }. Después el pedido se cancela.
payment_proofs = 📷 Comprobante de pago enviado. La tienda lo está revisando.
payment_paid = 💰 Pagado: { $name }
payment_expired = 💳 { $name }: el pago no llegó a tiempo, así que el pedido se canceló.
payment_agreed = 💳 { $name }
status_with_payment = { $status } · { $payment }
state_paid = 💰 Pagado
state_unpaid = 🧾 Sin pagar
button_send_proof = 📷 Enviar comprobante
proof_prompt = 📷 Envía una foto o una captura donde se vea tu pago de <b>{ $number }</b>.
proof_kept =
    👍 Se lo hemos pasado a la tienda, que lo revisará. Hasta entonces tu pedido se guarda.
    Puedes enviar otra imagen.
proof_kept_last = 👍 Se lo hemos pasado a la tienda, que lo revisará. Hasta entonces tu pedido se guarda.
proof_same = 🖼 La tienda ya tiene esta imagen.
proof_wanted = 📷 Envía una foto, no un texto. Para escribir a la tienda, usa «Escribir a la tienda» en tu pedido.
alert_proof_not_awaited = Este pedido no espera ningún comprobante de pago.
alert_proofs_full = La tienda ya tiene { $most } imágenes de este pedido. Mejor escribe a la tienda.
notice_payment_received = 💰 Hemos recibido tu pago del pedido <b>{ $number }</b>. ¡Gracias!
notice_payment_not_found = 🔎 Todavía no hemos encontrado tu pago del pedido <b>{ $number }</b>, de { $total }. Revísalo otra vez:
notice_payment_reminder = ⏱ Tu pedido <b>{ $number }</b>, de { $total }, todavía no está pagado:
notice_payment_expired = ✖️ Tu pedido <b>{ $number }</b> se ha cancelado porque el pago no llegó a tiempo. Puedes pedir otra vez cuando quieras.
admin_proof = 📷 <b>{ $name }</b> ha enviado un comprobante de pago del pedido <b>{ $number }</b>, de { $total }.
admin_unpaid_cancelled = ✖️ El pedido <b>{ $number }</b> de { $name } se ha cancelado: el pago no llegó a tiempo. La mercancía vuelve a estar disponible.
admin_was_paid = ❗ Ya estaba pagado: el cliente espera su dinero.
admin_payment_unpaid = 🧾 Sin pagar todavía: { $name }
admin_payment_paid = 💰 Pagado: { $name } (anotado el { $at })
admin_payment_paid_by = 💰 Pagado: { $name } (lo anotó { $who }, { $at })
admin_payment_deadline = ⏱ Se cancela el { $time } si no se paga.
admin_payment_proofs = 📷 Comprobantes de pago: { $count }
button_mark_paid = 💰 Anotar como pagado
button_mark_unpaid = ↩️ Deshacer: sin pagar
button_ask_again = 🔎 No ha llegado: preguntar
button_proofs = 📷 Comprobantes de pago: { $count }
proofs_title = 📷 Comprobantes de pago de <b>{ $number }</b>: { $count }
alert_marked_paid = Anotado como pagado. El cliente recibe el aviso.
alert_marked_unpaid = Anotado como sin pagar.
alert_asked_again = Se le pregunta otra vez al cliente.
alert_already_paid = Ya estaba anotado como pagado: { $name }, { $time }.
alert_not_paid = Este pedido no está anotado como pagado.
order_filter_unpaid = 🧾 Sin pagar
button_order_paid = 💰 { $order }
button_order_unpaid = 🧾 { $order }
button_payments = 💳 Formas de pago
pay_ways_title =
    💳 <b>Formas de pago</b>
    Los clientes eligen una de estas al hacer el pedido. Si solo hay una, no se pregunta; si no hay ninguna, los pedidos se toman sin hablar del pago.
pay_ways_none = Todavía no hay ninguna.
pay_kind_cash = 💵 Efectivo
pay_kind_transfer = 🏦 Transferencia
button_pay_way = { $name }
button_pay_way_hidden = 🙈 { $name }
button_pay_way_deleted = 🗑 { $name }
button_pay_add_cash = ➕ Añadir efectivo
button_pay_add_transfer = ➕ Añadir transferencia
pay_way_title = 💳 <b>{ $name }</b> · { $kind }
pay_way_hidden = 🙈 De momento los clientes no pueden elegirla.
pay_way_deleted = 🗑 Eliminada. Los pedidos hechos con ella la conservan.
pay_way_preview = Los clientes leen:
pay_way_term = ⏱ Un pedido sin pagar se cancela a las { $hours } h.
pay_way_no_term = ⏱ Un pedido sin pagar se conserva.
button_pay_rename = ✏️ Nombre
button_pay_instruct = ✏️ Texto
button_pay_term = ⏱ Plazo de pago
button_pay_hide = 🙈 Ocultar
button_pay_show = 👁 Ofrecer
button_pay_delete = 🗑 Eliminar
button_pay_restore = ↩️ Restaurar
button_pay_never = Conservar siempre
pay_name_prompt = ¿Cómo se llama esta forma de pago? Por ejemplo, «Transferencia bancaria» o «Efectivo al recibir».
pay_text_prompt = Escribe lo que los clientes deben saber para pagar: una cuenta, un teléfono, cuándo y dónde.
pay_term_prompt = ¿Después de cuántas horas se cancela un pedido sin pagar? Escribe un número del 1 al { $most }. La mercancía vuelve entonces a estar disponible.
pay_term_wrong = Escribe un número entero de horas del 1 al { $most }, como 48.
alert_pay_unknown = Esta forma de pago ya no existe.
alert_pay_deleted = Esta forma de pago está eliminada. Restáurala primero.
alert_pay_too_many = Ya hay { $most } formas de pago. Elimina primero una.
alert_pay_no_term = El efectivo no tiene plazo.
pay_name_taken = Ya hay una forma de pago con ese nombre. Escribe otro.
alert_pay_name_taken = Ya hay una forma de pago con ese nombre.
