### Opiniones

product_rating = ★ <b>{ $average }</b> · { $count ->
    [one] { $count } opinión
   *[other] { $count } opiniones
}
reviews_together = ★ <b>{ $average }</b> de 5 · { $count ->
    [one] { $count } opinión
   *[other] { $count } opiniones
}
reviews_none = Todavía no hay opiniones.
reviews_one = { $stars } <b>{ $author }</b> · { $date }
reviews_of_order =
    ⭐ <b>Tu pedido { $number }</b>
    ¿Sobre qué quieres opinar?
reviews_how_many =
    ⭐ <b>{ $name }</b>
    ¿Cuántas estrellas le das?
reviews_yours =
    ⭐ <b>{ $name }</b>
    Tu opinión: { $stars }
reviews_by_name = Todos pueden leer tus estrellas y tus palabras, con tu nombre de pila: <b>{ $author }</b>. Puedes cambiarlas o retirarlas cuando quieras.
reviews_hidden = 🙈 La tienda no muestra esta opinión por ahora.
reviews_thanks = ¡Gracias! ¿Quieres añadir una o dos frases? Envíalas sin más.
reviews_question = ¿Qué te parece? Envíalo en un solo mensaje.
reviews_limits = Hasta { $max } caracteres. Todos pueden leerlos, con tu nombre de pila: <b>{ $author }</b>.
reviews_published = 👍 ¡Gracias por tu opinión!
reviews_staff_hidden = 🙈 <i>Oculta para los clientes</i>
notice_review =
    ⭐ <b>Nueva opinión: { $name }</b>
    { $stars } { $author }
button_reviews = ★ { $average } ({ $count })
button_review = ⭐ Opinar
button_own_review = ✍️ Mi opinión
button_all_reviews = ⬅️ Todas las opiniones
button_reviewed = { $stars } { $name }
button_to_review = ✍️ { $name }
button_back_to_order = ⬅️ Volver al pedido
button_words = ✍️ Añadir palabras
button_other_words = ✍️ Otras palabras
button_withdraw_review = 🗑 Retirar
button_leave_words = Dejarla así
button_staff_reviews = ⭐ Opiniones
button_hide_review = 🙈 Ocultar: { $stars } { $author }
button_show_review = 👁 Mostrar: { $stars } { $author }
toast_rated = ¡Gracias!
toast_withdrawn = Tu opinión está retirada.
toast_review_hidden = Los clientes ya no la ven y no cuenta.
toast_review_shown = Los clientes vuelven a verla.
alert_not_bought = Solo se puede opinar sobre lo que has comprado aquí, cuando el pedido está completado.
alert_no_review = No hay ninguna opinión tuya. Da primero las estrellas.
alert_review_gone = Esta opinión ya no existe. Su autor la ha retirado.
subject_review = opinión sobre
