### Favoritos

favourites_title = ❤️ <b>Tus favoritos</b>
favourites_empty =
    ❤️ <b>Tus favoritos</b>
    Aquí no hay nada todavía. Toca 🤍 en un producto para volver a encontrarlo aquí. Caben { $most }.
lately_title = 🕘 <b>Vistos hace poco</b>
lately_empty =
    🕘 <b>Vistos hace poco</b>
    Aquí vuelves a encontrar los productos que miras.
button_favourites = ❤️ Favoritos
button_lately = 🕘 Vistos
button_like = 🤍 Guardar
button_unlike = ❤️ Guardado
button_forget_looks = 🧹 Vaciar la lista
button_back_to_favourites = ⬅️ Volver a favoritos
button_back_to_lately = ⬅️ Volver a vistos
toast_liked = ❤️ Está entre tus favoritos.
toast_unliked = 🤍 Ya no está entre tus favoritos.
toast_forgotten = La lista está vacía.
alert_favourites_full = Tienes { $most } favoritos y no caben más. Quita alguno primero.
command_favourites = Tus favoritos
