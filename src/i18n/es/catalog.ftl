### Catálogo

greeting = ¡Hola, { $name }! Elige una categoría o escribe lo que buscas.
catalog_empty = Todavía no hay nada en los estantes. ¡Vuelve pronto!
category_title = <b>{ $name }</b>
category_described =
    <b>{ $name }</b>
    { $description }
category_empty =
    <b>{ $name }</b>
    Aquí no hay nada por ahora.
product_title = <b>{ $name }</b>
product_price = <b>{ $price }</b>
product_few_left = { $count ->
    [one] Solo queda { $count }
   *[other] Solo quedan { $count }
}
product_sold_out = Agotado
button_category = { $name }
button_product = { $name } · { $price }
button_sold_out = { $name } · agotado
button_add = 🛒 Añadir al carrito
button_back_to_products = ⬅️ Volver a productos
button_cart = 🛒 Carrito
product_gone = Producto no encontrado. Puede que se haya vendido el último.
category_gone = Esa categoría ya no existe.
product_price_from = desde <b>{ $price }</b>
product_chosen = { $option }: <b>{ $value }</b>
product_choose = 👇 Elige: { $option }
button_product_from = { $name } · desde { $price }
button_value_chosen = ✅ { $value }
button_value_sold_out = { $value } · agotado
button_more = 📖 Más
