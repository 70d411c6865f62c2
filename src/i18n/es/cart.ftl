### Carrito

cart_title = 🛒 <b>Tu carrito</b> · { $lines ->
    [one] { $lines } artículo
   *[other] { $lines } artículos
}
cart_empty = Tu carrito está vacío.
cart_lines =
    <pre>{ $lines }</pre>
    <b>Total: { $total }</b>
cart_price_changed = ❗ { $name } cuesta ahora { $now } (antes { $before }).
cart_short = ❗ { $name }: solo quedan { $stock }.
quantity_prompt = ¿Cuántos quieres de <b>{ $name }</b>? Envía un número del 1 al { $max }.
quantity_invalid = Envía un número entero del 1 al { $max }.
button_checkout = ✅ Hacer el pedido
button_continue_checkout = ✅ Continuar el pedido
button_catalog = 🗂 Catálogo
toast_added = Añadido al carrito
toast_plus = Cantidad +1
toast_minus = Cantidad -1
toast_removed = Artículo quitado
alert_sold_out = Agotado: ya no queda nada de este.
alert_only_left = Solo hay { $count } en existencia, así que no puede haber más en tu carrito.
alert_line_limit = En el carrito caben como máximo { $max } de un mismo producto.
alert_no_line = Este artículo ya no está en tu carrito.
