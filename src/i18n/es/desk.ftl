### Equipo: gestión de pedidos

order_filters_title =
    🗂 <b>Pedidos</b>
    Elige cuáles quieres ver.
order_filter_all = Todos los pedidos
button_order_filter = { $name } · { $count }
button_order_filters = 🗂 Pedidos
button_order_search = 🔎 Buscar
order_search_prompt = 🔎 Escribe un número de pedido, un nombre o un teléfono, o una parte.
order_search_found = 🔎 Pedidos con «{ $words }», los últimos primero:
order_search_nothing = 🔎 Ningún pedido con «{ $words }».
order_list_title =
    <b>{ $status }</b>
    Pedidos: { $count }
order_list_empty = <b>{ $status }</b>: ningún pedido.
button_order_back = ⬅️ { $status }
button_order_open = 🗂 Abrir
order_packed_by = 📦 { $name } lo está preparando desde el { $at }.
order_out_of_reach = 🔕 No se le puede escribir desde el { $at }: { $why }.
alert_out_of_reach = No se puede escribir a { $name }: { $why }. No se ha enviado nada.
unreachable_blocked = ha bloqueado el bot
unreachable_deleted = ha borrado su cuenta de Telegram
unreachable_unknown = Telegram no conoce ese chat
button_order_claim = 📦 Lo preparo yo
button_order_release = 📦 No lo preparo yo
button_order_take_over = 📦 Seguir en lugar de { $name }
alert_claimed_by = { $name } lo está preparando desde las { $time }.
staff_somebody = alguien del equipo
alert_already_done = Ya estaba así: { $status } ({ $name }, { $time }).
order_cancel_reason = ✖️ Motivo: { $reason }
order_reason_prompt =
    ✖️ ¿Por qué se cancela el pedido <b>{ $number }</b>?
    Escribe el motivo: el cliente lo leerá.
button_cancel_without_reason = Cancelar sin motivo
button_keep_order = ⬅️ Conservar el pedido
button_order_note = 📝 Nota
order_note_prompt = 📝 Escribe una nota sobre el pedido <b>{ $number }</b>. Solo la ve el personal.
button_order_message = 💬 Escribir al cliente
button_order_answer = 💬 Responder
order_message_prompt = 💬 Escribe tu mensaje sobre el pedido <b>{ $number }</b>. El cliente lo recibe al momento.
order_message_sent = 💬 Tu mensaje va de camino a { $name }.
button_order_conversation = 💬 Todo lo dicho: { $count }
order_conversation_title = 💬 <b>{ $number }</b>, { $name }
order_conversation_empty = Todavía no se ha dicho nada.
order_said_note =
    📝 <b>{ $name }</b>, { $at }
    { $text }
order_said_to_customer =
    📤 <b>{ $name }</b>, { $at }
    { $text }
order_said_by_customer =
    📥 <b>{ $name }</b>, { $at }
    { $text }
notice_cancel_reason = Motivo: { $reason }
notice_answer =
    💬 <b>La tienda</b> sobre tu pedido <b>{ $number }</b>:
    { $text }
button_answer_shop = 💬 Responder
