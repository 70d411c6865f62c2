### Equipo: textos

button_wording = ✍️ Textos
wording_title =
    ✍️ <b>Textos</b> · { $language }
    Todo lo que dice la tienda se puede decir con tus palabras. Elige una parte de la tienda o busca las palabras que quieras cambiar. Nada cambia hasta que guardes.
wording_list = ✍️ <b>{ $area }</b> · { $language }
wording_yours =
    ✍️ <b>Con tus palabras</b> · { $language }
    ✍️ marca lo que has cambiado, ⚠️ lo que esta versión ya no puede usar.
wording_none_yours = Todavía no has cambiado ningún texto en este idioma.
wording_search_prompt = 🔎 ¿Qué texto buscas? Envía unas palabras tal como las ves en la tienda.
wording_found = 🔎 Textos con «{ $words }» · { $language }
wording_found_more = … y { $count } más. Envía más palabras para encontrar menos.
wording_found_nothing = 🔎 Ningún texto contiene «{ $words }». Prueba con menos palabras, tal como se muestran.
wording_card = ✍️ <b>{ $area }</b> · { $language } · { $kind }
wording_now = <i>Ahora:</i>
wording_original = <i>Como venía:</i>
wording_unfit = ⚠️ Tus palabras ya no encajan en esta versión de la tienda, así que se muestra el texto que venía con ella. Escríbelas de nuevo; las tuyas eran:
wording_for_numbers = <i>Para números como { $numbers }:</i>
wording_ask = Envía el texto nuevo.
wording_formatted = La negrita, la cursiva y los enlaces que pongas en Telegram se conservan.
wording_plain = { $most } caracteres como máximo. Aquí no puede llevar formato.
wording_ask_form = Envía el texto nuevo para números como { $numbers }.
wording_needs = Esto representa algo que pone la tienda y tiene que quedarse: { $names }
wording_missing = Falta { $name }. La tienda pone ahí algo que hay que decir.
wording_unknown = { $name } no significa nada aquí. { $known }
wording_known = Entre llaves puede haber: { $names }
wording_known_none = En este texto no va nada entre llaves.
wording_blank = Estaba vacío. Envíalo como texto, por favor.
wording_too_long = Son { $length } caracteres; aquí caben { $most }.
wording_bad_link = El enlace { $link } no se puede usar. Los enlaces empiezan por https://, http:// o tg://.
wording_preview = 👀 Así se mostrará. Todavía no ha cambiado nada.
wording_changed = { $who } cambió este texto entretanto ({ $when }). No se ha guardado nada. Así está ahora.
wording_kind_message = mensaje
wording_kind_button = botón
wording_kind_answer = aviso
wording_kind_command = comando
wording_kind_word = palabras
button_wording_find = 🔎 Buscar un texto
button_wording_yours = ✍️ Con tus palabras: { $count }
button_wording_area = { $area } · { $count }
button_wording_mine = ✍️ { $text }
button_wording_unfit = ⚠️ { $text }
button_wording_change = ✏️ Cambiar
button_wording_again = ✏️ Volver a cambiar
button_wording_single = Un texto para todos los números
button_wording_save = ✅ Guardar
button_wording_reset = ↩️ Como venía
button_wording_language = 🌐 { $language }
button_wording_back = ⬅️ Textos
toast_wording_saved = Guardado. Desde ahora se dice así.
toast_wording_reset = Vuelve a estar como venía.
alert_wording_gone = No había nada esperando a guardarse. Abre el texto otra vez.
subject_wording = texto
sample_text = Taza azul
sample_address = Calle del Puerto 12
field_text = Texto
