### Información y ayuda

about_title = ℹ️ <b>Sobre nosotros</b>
about_name = ℹ️ <b>{ $name }</b>
about_hours = 🕘 { $hours }
about_contact = ☎️ { $contact }
about_terms =
    <b>Condiciones</b>
    { $terms }
about_nothing = La tienda todavía no ha contado nada sobre sí misma.
about_no_terms = La tienda no tiene condiciones propias.
help_text =
    <b>Qué puedes hacer aquí</b>
    • Navega con los botones o escribe lo que buscas; /search hace lo mismo.
    • /cart muestra tu carrito y te lleva a hacer el pedido.
    • /favourites tiene lo que guardas con 🤍. Sobre lo que compraste puedes opinar desde su pedido.
    • /orders muestra tus pedidos; ahí puedes cancelar uno, repetirlo o escribir a la tienda.
    • /profile guarda tu teléfono y tus direcciones, para pedir con un solo toque.
    • /language elige el idioma.
    • /privacy dice qué se guarda sobre ti; /mydata te lo envía, /forgetme lo borra.
    • /cancel te saca de cualquier pregunta en la que estés.
help_contact = ☎️ También puedes contactarnos aquí: { $contact }
button_about = ℹ️ Sobre nosotros
