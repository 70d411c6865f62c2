### Equipo: productos nuevos

adding_title = ➕ <b>Producto nuevo</b>
adding_so_far_category = 📁 { $name }
adding_so_far_price = Precio: <b>{ $price }</b>
adding_so_far_stock = En existencia: <b>{ $count }</b>
adding_category_prompt = 👇 ¿En qué categoría va?
adding_name_prompt = ✏️ ¿Cómo se llama?
adding_description_prompt = ✏️ Descríbelo en unas frases (1000 caracteres como máximo).
adding_price_prompt = ✏️ ¿Cuánto cuesta cada uno? Basta con el número.
adding_stock_prompt = ✏️ ¿Cuántos tienes? Por ejemplo: 20
adding_photos_prompt = 🖼 Envía sus fotos, una a una o como álbum, { $most } como máximo. La primera será la foto principal. Si no hay fotos, pulsa Omitir.
adding_photos_count =
    🖼 { $count ->
        [one] <b>1 foto</b>
       *[other] <b>{ $count } fotos</b>
    } de { $most } como máximo. Envía más o pulsa Listo.
adding_tap_category = Toca una de las categorías de abajo.
adding_photo_expected = Ahora espero fotos. Envía una o pulsa el botón de abajo.
adding_photo_later = 🖼 Las fotos van al final. Esta no la he guardado; responde primero a la pregunta.
adding_photo_same = 🖼 Este producto ya tiene esa foto.
adding_photos_full = 🖼 No caben más de { $most } fotos. Las que pasaban de ahí no se han añadido.
adding_not_yet = Antes queda una pregunta por responder.
adding_category_gone = Entretanto han eliminado la categoría. Elige otra; todo lo demás se conserva.
adding_no_categories = 📁 Todavía no hay categorías, y cada producto necesita una. Crea primero una categoría y luego añade el producto.
adding_begun = ➕ Has empezado a añadir <b>{ $name }</b>. Siguiente paso: { $step }.
adding_step_category = categoría
adding_step_name = nombre
adding_step_description = descripción
adding_step_price = precio
adding_step_stock = existencias
adding_step_photos = fotos
adding_created = ✅ <b>{ $name }</b> ya está en tu tienda.
adding_cancelled = ✖️ Cancelado. No se ha añadido nada.
adding_gone = Este producto ya no se está añadiendo.
photo_not_asked_for = 🖼 Ahora no esperaba ninguna imagen y no la he guardado. Para ponérsela a un producto nuevo, añade uno y envía la imagen cuando te la pida.
alert_draft_gone = Este producto ya no se está añadiendo.
button_add_product = ➕ Añadir producto
button_adding_here = ✅ Ponerlo en { $name }
button_adding_open = 📁 { $name }
button_adding_up = ⬆️ Un nivel arriba
button_adding_skip = ⏭ Omitir: añadir sin fotos
button_adding_done = ✅ Listo: añadir el producto
button_adding_continue = ▶️ Seguir añadiendo { $name }
button_adding_anew = ➕ Empezar otro
button_adding_as_customer = 👀 Verlo como los clientes
button_adding_edit = ✏️ Editar
button_adding_another = ➕ Añadir otro
number_not_a_number = No entiendo ese número. Escríbelo así: { $example }
number_grouping = Las cifras están agrupadas de una forma que puede leerse mal. Escríbelo así: { $example }
number_ambiguous = Eso se puede leer de dos maneras. Escribe 1234.00 para mil y pico, y 1.23 si es menos.
number_other_currency = Los precios de esta tienda están en { $currency }. Escribe solo el número, así: { $example }
number_too_precise =
    { $decimals ->
        [0] { $currency } no tiene decimales.
       *[other] { $currency } solo tiene { $decimals } decimales.
    } Escríbelo así: { $example }
number_not_whole = Escribe un número entero, así: 20
number_not_positive = Tiene que ser mayor que 0, así: { $example }
number_negative = Tiene que ser 0 o más, así: { $example }
number_too_large = Es demasiado: el máximo es { $most }.
