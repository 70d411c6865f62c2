### Privacidad

command_privacy = Tus datos: verlos, recibirlos, borrarlos
button_privacy = 🔏 Tus datos
button_my_data = 📥 Mis datos
button_forget = 🧹 Olvidadme
button_forget_on = 🧹 Borrar mis datos…
button_forget_surely = 🧹 Sí, borrar todo sobre mí
button_forget_not = ⬅️ No, conservarlos
button_stay = 💚 Conservar mis datos
privacy_title = 🔏 <b>Tus datos en esta tienda</b>
privacy_kept =
    <b>Qué se guarda.</b> De Telegram: tu número allí, tu nombre, nombre de usuario e idioma. De ti: nombre, teléfono, correo, direcciones con su lugar en el mapa, el idioma que elegiste, tu carrito, lo último que buscaste, de qué quieres que se te avise, tus favoritos, los últimos productos que miraste y tus opiniones. Y tus pedidos, con lo que tú y la tienda escribisteis sobre ellos y las fotos de pagos que enviaste.
privacy_why =
    <b>Para qué.</b> Para aceptar tus pedidos, llevártelos, contabilizarlos y responderte. Este programa no te muestra publicidad y no entrega nada a nadie.
privacy_who =
    <b>Quién los ve.</b> Quienes trabajan en la tienda ven tus pedidos, con nombre, teléfono y dirección. Si tienen un grupo para los pedidos, ahí figura tu nombre con lo que pediste. Todos los mensajes pasan por Telegram.
privacy_how_long =
    <b>Cuánto tiempo.</b> Hasta que los hagas borrar. Las copias de mensajes para ti se van 30 días después de enviarse. De los pedidos la tienda conserva también después lo que pide su contabilidad: número, artículos, importes, fechas y estado, sin tu nombre, teléfono ni dirección.
privacy_rights =
    <b>Qué puedes hacer.</b> /profile muestra y cambia tu teléfono, correo y direcciones. /mydata te lo envía todo en archivos. /forgetme lo borra { $days ->
        [0] la noche después de pedirlo
        [one] { $days } día después de pedirlo
       *[other] { $days } días después de pedirlo
    }; hasta entonces puedes anularlo. Para cualquier otra cosa, escribe a la tienda; también puedes reclamar ante la autoridad de protección de datos de tu país.
privacy_own = { $text }
setting_privacy = Texto de privacidad
setting_grace = Días antes de borrar
setting_ask_privacy = ¿Qué leen los clientes al enviar /privacy? El texto de costumbre dice qué guarda este programa, para qué y cuánto tiempo. Envía el tuyo para sustituirlo, de 3000 caracteres como mucho; los botones para recibir y borrar los datos siguen debajo. Lo ves antes de guardarlo.
setting_ask_grace = ¿Durante cuántos días puede anularlo quien ha enviado /forgetme, antes de que se borren sus datos? Envía un número de 0 a 28. Se hace de noche, a las tres.
grace_invalid = Envía un número entero de días de 0 a { $max }.
value_privacy_usual = el de costumbre
value_days = { $days ->
    [one] { $days } día
   *[other] { $days } días
}
alert_forget_unknown = Esta tienda no guarda nada sobre ti, así que no hay nada que borrar.
forget_title = 🧹 <b>Borrar mis datos</b>
forget_goes = <b>Esto se va:</b> tu nombre, teléfono, correo, direcciones, idioma, carrito, favoritos, opiniones, lo que buscaste, lo que miraste y lo que esperas; en tus pedidos, el nombre, el teléfono, la dirección y el comentario, lo que se escribió sobre ellos y tus fotos de pagos.
forget_stays = <b>Esto queda,</b> porque la tienda tiene que contabilizarlo: el número, los artículos, los importes, las fechas y el estado de cada pedido, sin una palabra de quién era. Ya no encontrarás aquí tus pedidos, ni se podrán devolver o consultar con este bot.
forget_when = <b>Cuándo:</b> la noche anterior al { $day }. Hasta entonces puedes anularlo, y un pedido también lo anula.
forget_waits = { $count ->
    [one] ⏳ { $count } de tus pedidos está todavía en curso. Necesita tu dirección: nada se borra antes de que termine.
   *[other] ⏳ { $count } de tus pedidos están todavía en curso. Necesitan tu dirección: nada se borra antes de que terminen.
}
forget_chat = Lo que hay en este chat, y en los chats de quienes atendieron tus pedidos, es de Telegram: allí puedes borrar este chat.
forget_surely = <b>¿De verdad todo?</b> Desde el { $day } nadie puede recuperarlo.
forget_asked = 🧹 Tus datos se borrarán la noche anterior al <b>{ $day }</b>.
forget_call_off = Hasta entonces puedes anularlo.
forget_called_off = 💚 Tus datos se quedan. No se borró nada.
forget_waits_on = ⏳ Pediste que te olvidáramos. Un pedido tuyo está todavía en curso y necesita tu dirección; tus datos se borrarán la noche después de que termine.
forget_stays_to_order = 💚 Pediste que te olvidáramos y ahora has hecho un pedido: tus datos se quedan. Envía /forgetme otra vez si quieres que te olvidemos después de este pedido.
forget_farewell = 🧹 Tus datos están borrados. La tienda ya no sabe quién eras. Este chat sigue en tu lado: puedes borrarlo en Telegram. Si vuelves a escribir aquí, serás un cliente nuevo.
alert_forget_staff = Trabajas en esta tienda y su registro dice qué cambiaste. Pide a un propietario que te quite del personal; después se te puede olvidar.
alert_not_leaving = No hay nada que anular.
customer_deleted = cliente borrado
admin_order_customer_deleted = 👤 <i>Cliente borrado</i>
unreachable_erased = se borró por su propio deseo
subject_customer = cliente
field_orders = Pedidos conservados sin nombre
alert_mydata_unknown = Esta tienda no guarda nada sobre ti.
alert_mydata_again = Acabas de recibir tus datos. Pídelos otra vez dentro de un minuto.
alert_mydata_failed = No se pudieron enviar tus datos. Inténtalo más tarde.
alert_mydata_sent = Todo lo que la tienda sabe de ti está en estos dos archivos.
mydata_page_caption = 📄 Tus datos para leer: ábrelo en un navegador
mydata_json_caption = 🗂 Lo mismo para programas (JSON)
mydata_title = Tus datos en { $shop }
mydata_read_at = A fecha de { $time }
mydata_words = Esto es todo lo que la tienda guarda sobre ti. Lo que el bot está enviando o recibiendo ahora mismo no figura; lo tienes en el chat.
mydata_nothing = Nada.
data_profile = Tú
data_staff_role = Tu trabajo en la tienda
data_addresses = Direcciones
data_cart = Carrito
data_open_checkout = Un pedido que has empezado
data_stock_watches = Lo que esperas
data_favourites = Favoritos
data_seen_lately = Vistos hace poco
data_reviews = Reseñas
data_last_search = Tu última búsqueda
data_orders = Pedidos
data_lines = Artículos
data_messages = Lo que se escribió
data_proofs = Fotos de pagos
data_telegram_id = Tu número en Telegram
data_first_name = Nombre en Telegram
data_last_name = Apellido en Telegram
data_username = Nombre de usuario en Telegram
data_telegram_language = Idioma de tu Telegram
data_language = Idioma que elegiste
data_contact_name = Nombre para pedidos
data_phone = Número de teléfono
data_email = Correo
data_unreachable = Los mensajes no te llegan
data_since = Desde
data_forgotten_at = Se borrará
data_known_since = Conocido desde
data_role = Función
data_left_at = Hasta
data_label = Se llama
data_address = Dirección
data_pin = Lugar en el mapa
data_is_default = Se usa primero
data_saved_at = Guardado
data_product = Producto
data_options = Variante
data_sku = Referencia (SKU)
data_quantity = Cantidad
data_price = Precio de uno
data_added_at = Añadido
data_comment = Tu comentario
data_words = Palabras
data_seen_at = Visto
data_stars = Estrellas
data_shown_name = Se muestra con el nombre
data_searched_at = Buscado
data_number = Número
data_status = Estado
data_placed_at = Pedido el
data_delivery = Entrega
data_cancel_reason = Por qué la tienda lo canceló
data_payment = Forma de pago
data_payment_instructions = Cómo pagar
data_paid_at = Pagado
data_fee = Gastos de envío
data_total = En total
data_kind = Tipo
data_kind_note = nota de la tienda
data_kind_to_you = de la tienda para ti
data_kind_from_you = de ti para la tienda
data_text = Texto
data_written_at = Escrito
data_sha256 = Suma de control (SHA-256)
data_bytes = Tamaño en bytes
data_sent_at = Enviado
data_jpeg = Foto
