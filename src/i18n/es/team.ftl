### Equipo: personal y registro

join_welcome = 👋 ¡Te damos la bienvenida! Ahora trabajas para esta tienda. Tu función: { $role }. /admin abre el panel.
join_unknown = Este enlace no funciona. Puede estar mal escrito o retirado; pide uno nuevo.
join_expired = El plazo de este enlace ha terminado. Pide uno nuevo.
join_used = Este enlace ya se ha usado. Pide uno nuevo.
join_already = Ya trabajas para esta tienda. Tu función: { $role }. El enlace sigue esperando a otra persona.
menu_add_product = Añadir un producto
button_team = 👥 Personal
button_settings = ⚙️ Ajustes
button_record = 📜 Registro
checklist_title = <b>Antes del primer pedido</b>
checklist_done = ✅ { $item }
checklist_to_do = ⬜ { $item }
checklist_category = Una categoría
checklist_product = Un producto que los clientes vean
checklist_delivery = Una forma de entrega o un punto de recogida
checklist_payment = Una forma de pago: lo que los clientes leen sobre ella
checklist_open = Abierto: hay algo en existencia y se puede entregar
team_title =
    👥 <b>Quién trabaja aquí</b>
    Los propietarios hacen todo; los encargados, todo menos personal y ajustes; los preparadores, los pedidos.
team_member = 👤 <b>{ $name }</b>, { $role }
team_username = @{ $username }
team_id = Id de Telegram { $id }
team_configured = La configuración del programa (--admins, ECOMBOT_ADMINS) nombra a este propietario. Solo se puede cambiar allí.
team_remove_question = ¿Quitar a <b>{ $name }</b> del personal? Sus botones dejan de funcionar al momento.
team_left = Ya no trabajas para esta tienda.
team_invite_question = ¿Qué hará la persona nueva?
team_invitation =
    ✉️ Envía este enlace a la persona nueva. Da la función de { $role } a quien lo abra primero, una sola vez, hasta el { $until }:

    { $link }

    No se vuelve a mostrar.
team_invites = ✉️ <b>Invitaciones abiertas</b>: toca una para retirarla.
team_no_invites = ✉️ No hay invitaciones abiertas.
button_member = { $name } · { $role }
button_invite = ➕ Invitar
button_invites = ✉️ Invitaciones abiertas
button_make_role = Hacer { $role }
button_remove_member = ✖️ Quitar del personal
button_remove_yes = ✖️ Sí, quitar
button_remove_no = No, dejar
button_back_to_team = ⬅️ Personal
button_revoke = ✖️ { $role }, hasta el { $until }
alert_role_set = { $name }: ahora { $role }.
alert_removed = { $name } ya no trabaja aquí.
alert_no_member = Esta persona ya no trabaja aquí.
alert_configured = A este propietario solo se le puede cambiar en la configuración del programa.
alert_last_owner = No es posible: es el último propietario.
alert_revoked = El enlace ya no funciona.
alert_link_gone = Este enlace ya se ha usado o retirado.
record_title = 📜 <b>Lo que se cambió</b>
record_empty = 📜 Todavía no se ha cambiado nada.
record_entry =
    <b>{ $when }</b> · { $who }
    { $action }: { $kind } <b>{ $label }</b>
record_change = { $field }: { $before } → { $after }
record_more = … y { $count } más
record_undone = ↩️ Revertido después
record_shell = línea de comandos
button_entry = { $when } · { $label }
alert_no_entry = No hay tal entrada.
action_create = Alta
action_edit = Cambio
action_hide = Ocultación
action_show = Visible de nuevo
action_delete = Eliminación
action_restore = Restauración
action_undo = Reversión
action_import = Desde un archivo
subject_category = categoría
subject_product = producto
subject_delivery = entrega
subject_point = punto de recogida
subject_courier = entrega a domicilio
subject_staff = personal
subject_order = pedido
subject_invite = invitación
subject_setting = ajuste
subject_payment_way = forma de pago
subject_board = tablero de pedidos
field_name = Nombre
field_description = Descripción
field_category = Categoría
field_parent = Por encima
field_sort = Lugar en el orden
field_is_deleted = Eliminado
field_is_hidden = Oculto
field_is_active = Se ofrece
field_options = Opciones
field_values = Valores
field_variants = Variante
field_photos = Fotos
field_price = Precio
field_free_from = Gratis desde
field_stock = Existencias
field_kind = Tipo
field_eta = Cuánto tarda
field_address = Dirección
field_hours = Horario
field_role = Función
field_status = Estado
field_expires_at = Hasta
field_used_by = Usado por
field_paid_at = Pagado
field_instructions = Texto
field_term_hours = Horas para pagar
value_none = —
value_yes = sí
value_no = no
value_photos = { $count ->
    [one] 1 foto
   *[other] { $count } fotos
}
