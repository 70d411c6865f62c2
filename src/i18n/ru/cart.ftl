### Корзина

cart_title = 🛒 <b>Ваша корзина</b> · { $lines ->
    [one] { $lines } позиция
    [few] { $lines } позиции
   *[many] { $lines } позиций
}
cart_empty = Ваша корзина пуста.
cart_lines =
    <pre>{ $lines }</pre>
    <b>Итого: { $total }</b>
cart_price_changed = ❗ { $name } теперь стоит { $now } (было { $before }).
cart_short = ❗ { $name }: осталось только { $stock }.
quantity_prompt = Сколько нужно: <b>{ $name }</b>? Пришлите число от 1 до { $max }.
quantity_invalid = Пришлите целое число от 1 до { $max }.
button_checkout = ✅ Оформить заказ
button_continue_checkout = ✅ Продолжить оформление
button_catalog = 🗂 Каталог
toast_added = Добавлено в корзину
toast_plus = Количество +1
toast_minus = Количество -1
toast_removed = Убрано из корзины
alert_sold_out = Распродано: ничего не осталось.
alert_only_left = В наличии только { $count }, больше в корзину не положить.
alert_line_limit = В корзину помещается не больше { $max } штук одного товара.
alert_no_line = Этого товара уже нет в вашей корзине.
