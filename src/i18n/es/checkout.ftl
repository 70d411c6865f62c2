### Finalizar compra

checkout_empty_cart = Tu carrito está vacío, así que todavía no hay nada que pedir.
checkout_no_delivery = La tienda no puede entregar por ahora: no hay ninguna forma de entrega configurada. No se ha pedido nada.
checkout_way_gone = Esa forma de entrega ya no se ofrece. No se ha pedido nada; elige otra vez.
checkout_details_gone = Tu teléfono o tu dirección de entrega ya no están guardados. No se ha pedido nada; empieza el pedido de nuevo.
checkout_cancelled = Pedido cancelado. Tu carrito sigue igual.
checkout_paused = Pedido en pausa. Te espera en el /cart.
checkout_missing_phone = Para entregar tu pedido nos falta tu <b>número de teléfono</b>.
checkout_missing_address = Para entregar tu pedido nos falta tu <b>dirección de entrega</b>.
checkout_missing_both = Para entregar tu pedido nos faltan tu <b>número de teléfono</b> y tu <b>dirección de entrega</b>.
checkout_name_prompt = ¿A nombre de quién va el pedido?
checkout_phone_prompt = Comparte tu número de teléfono con el botón de abajo, o escríbelo, por ejemplo { $example }.
checkout_phone_invalid = Eso no es un número de teléfono. Escríbelo como { $example }, o usa el botón.
checkout_phone_no_country = Empieza con + y el código de país, por ejemplo { $example }.
checkout_contact_foreign = Ese contacto es de otra persona. Comparte el tuyo o escribe tu número.
checkout_phone_kept = 👍 Gracias.
checkout_address_prompt = ¿Adónde lo llevamos? Envía la dirección completa en un solo mensaje.
checkout_text_blank = Estaba vacío. Envíalo como texto.
checkout_text_too_long = Es demasiado largo: { $max } caracteres como máximo.
checkout_point_prompt = ¿Dónde quieres recoger tu pedido?
checkout_ways_prompt = ¿Cómo quieres recibir tu pedido?
checkout_title = <b>Revisa tu pedido</b>
checkout_contact = 👤 { $name }, { $phone }
checkout_courier = 🚚 { $way }: { $address }
checkout_pickup = 🏬 { $way }: { $address }
checkout_eta = ⏱ { $eta }
checkout_line = { $name } · { $price } × { $quantity } = { $subtotal }
checkout_more_lines = … y { $count } más, míralos en /cart
checkout_goods = Productos: { $goods }
checkout_fee = Entrega: { $fee }
checkout_fee_free = Entrega: gratis
checkout_total = <b>Total: { $total }</b>
checkout_changed = ❗ <b>Algo ha cambiado desde que lo miraste. Todavía no se ha pedido nada:</b>
checkout_outdated = ❗ <b>Esa no era la última versión. Todavía no se ha pedido nada; revísalo otra vez.</b>
change_price = • { $name } cuesta ahora { $now } en vez de { $before }.
change_lines = • Tu carrito tiene otros artículos o cantidades.
change_fee = • La entrega cuesta ahora { $now } en vez de { $before }.
change_destination = • Tus datos de contacto o la entrega son distintos.
shortage = ❗ <b>No hay suficiente, así que no se ha pedido nada:</b>
shortage_line = • { $name }: quieres { $requested }, tenemos { $available }.
order_placed =
    🎉 <b>¡Gracias! Tu pedido { $number } está hecho.</b>
    Total: { $total }

    Te avisaremos aquí en cuanto avance. En /orders puedes ver cómo va.
button_confirm = ✅ Confirmar
button_edit_details = ✏️ Cambiar mis datos
button_change_way = 🚚 Cambiar entrega
button_use_name = 👤 { $name }
button_share_contact = 📱 Compartir mi número
button_way = { $way } · { $fee }
button_way_free = { $way } · gratis
alert_point_gone = Esa forma de entrega ya no se ofrece.
alert_checkout_gone = Este pedido ya no está en curso. Empieza uno nuevo desde tu /cart.
checkout_so_far = 🧾 Productos: { $goods }
checkout_so_far_with_fee = 🧾 Productos: { $goods } · Entrega: { $fee } · <b>Total: { $total }</b>
checkout_comment = 💬 { $comment }
checkout_comment_prompt = ¿Qué debe saber la tienda sobre este pedido? Envíalo en un solo mensaje.
review_more = … y { $count } más
button_comment = 💬 Añadir un comentario
button_comment_change = 💬 Cambiar el comentario
button_comment_remove = 🗑 Quitar el comentario
button_keep = ✅ Dejar { $name }
button_keep_fewer = ✅ Dejar { $count } × { $name }
button_remove = ❌ Quitar
button_remove_named = ❌ Quitar { $name }
button_keep_all = ✅ Dejar todo
button_remove_all = ❌ Quitar todo
