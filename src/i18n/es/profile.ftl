### Perfil

profile_title = 👤 <b>Tu perfil</b>
profile_name = Nombre: { $name }
profile_phone = Teléfono: { $phone }
profile_phone_unset = Teléfono: sin indicar
profile_email = Correo: { $email }
profile_email_unset = Correo: sin indicar
profile_address = Dirección principal: { $label }, { $address }
profile_address_unset = Dirección principal: sin indicar. Añade una en Direcciones y podrás pedir con un toque.
phone_prompt = Envía tu número de teléfono, por ejemplo { $example }.
phone_example = +34 612 34 56 78
phone_saved = 👍 Teléfono guardado.
email_prompt = Envía tu correo electrónico.
email_invalid = Eso no es un correo electrónico. Envía uno como ana@example.org.
email_saved = 👍 Correo guardado.
addresses_title = 🏠 <b>Tus direcciones</b>
addresses_empty = Todavía no tienes direcciones guardadas.
addresses_line = <b>{ $label }</b>: { $address }
addresses_line_default = ⭐ <b>{ $label }</b>: { $address }
address_detail =
    🏠 <b>{ $label }</b>
    { $address }
address_detail_default =
    ⭐ <b>{ $label }</b> (principal)
    { $address }
address_label_prompt = ¿Cómo quieres llamar a esta dirección? Por ejemplo, Casa u Oficina.
address_text_prompt = Envía la dirección completa de <b>{ $label }</b> en un solo mensaje.
address_saved = 👍 Dirección guardada.
button_edit_phone = 📱 Cambiar teléfono
button_edit_email = ✉️ Cambiar correo
button_addresses = 🏠 Direcciones
button_back_to_profile = ⬅️ Volver al perfil
button_add_address = ➕ Añadir dirección
button_address = { $label }
button_address_default = ⭐ { $label }
button_make_default = ⭐ Usar como principal
button_delete_address = 🗑 Eliminar
button_back_to_addresses = ⬅️ Volver a direcciones
button_resume_checkout = ✅ Continuar el pedido
alert_address_unknown = Dirección no encontrada.
alert_address_deleted = Dirección eliminada.
toast_default_set = Dirección principal elegida
address_pin_kept = 📍 Ya tengo el lugar en el mapa. Ahora envía la dirección como texto: calle, número, piso y puerta, para que te encuentren.
