### General

apology = Algo ha fallado de nuestra parte y no se ha cambiado nada. Inténtalo de nuevo o escribe a la tienda.
unknown_command = No conozco ese comando. /start abre la tienda, /cart tu carrito, /orders tus pedidos.
slow_down = Era mucho de golpe. Me he saltado una parte; sigue un poco más despacio.
nothing_active = No hay nada que cancelar.
cancelled = Cancelado. No se ha cambiado nada.
button_home = 🏠 Tienda
button_back = ⬅️ Atrás
button_cancel = ✖️ Cancelar
button_previous = ⬅️
button_next = ➡️
outdated_button = Este botón es de una versión anterior.
stale_message = Esa acción ya no está disponible. Usa /start para ver la tienda de nuevo.
slow_down_toast = Un poco más despacio, por favor.
nothing_active_alert = No hay nada que cancelar.
command_start = Ver la tienda
command_cart = Tu carrito
command_orders = Tus pedidos
command_profile = Tus datos y direcciones
command_admin = Llevar la tienda
command_cancel = Dejar lo que estás haciendo
command_help = Qué puedes hacer aquí
command_language = Elegir tu idioma
language_title = 🌐 Elige tu idioma.
button_language = 🌐 Idioma
button_language_spoken = ✅ { $name }
button_language_other = { $name }
