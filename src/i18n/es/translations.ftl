### Traducciones

button_translations = 🌍 Traducciones
translations_title = 🌍 <b>{ $name }</b> en otros idiomas
translations_hint = Los clientes leen la tienda en su idioma. Donde no hay traducción se muestran tus propias palabras. Toca una para escribirla o cambiarla.
translations_none = Aquí no hay nada que traducir todavía: escribe primero tu propio texto.
translation_own = <b>{ $label }:</b> { $words }
translation_said = ✅ { $language }: { $words }
translation_outdated = ⚠️ { $language }: { $words } — <i>quizá anticuada: tu propio texto ha cambiado desde entonces</i>
translation_withheld = ⚠️ { $language }: <s>{ $words }</s> — <i>tu propio texto ha cambiado desde entonces, y se muestra hasta que lo traduzcas de nuevo</i>
translation_missing = ➖ { $language }: <i>se muestran tus propias palabras</i>
translation_title = 🌍 <b>{ $name }</b> · { $label }
translation_original = <b>Tus propias palabras:</b>
    { $words }
translation_now = <b>Ahora:</b>
    { $words }
translation_now_outdated = <b>Ahora (quizá anticuada):</b>
    { $words }
translation_prompt = Envía el texto en { $language }.
translation_saved = ✅ La traducción está guardada y los clientes la ven.
button_translation_said = ✅ { $label }
button_translation_outdated = ⚠️ { $label }
button_translation_missing = ➕ { $label }
button_translation_remove = 🗑 Quitar la traducción
button_translation_undo = ↩️ Deshacer
language_en = inglés
language_es = español
language_ru = ruso
text_of = { $label } · { $language }
text_name = Nombre
text_description = Descripción
text_eta = Cuánto tarda
text_address = Dirección
text_hours = Horario
text_instructions = Cómo pagar
text_text = Texto
toast_translation_removed = 🗑 Se muestran tus propias palabras
toast_translation_undone = ↩️ Deshecho
alert_translation_changed = { $who } lo cambió el { $when }. Vuelve a mirarlo, por favor.
alert_translation_gone = Eso se eliminó o ya no existe.
alert_translation_no_text = No hay nada que traducir: tu propio texto está vacío.
alert_translation_too_late = Un cambio se puede deshacer durante diez minutos. Cámbialo a mano, por favor.
alert_translation_already = Eso ya se ha deshecho.
subject_words = traducción
