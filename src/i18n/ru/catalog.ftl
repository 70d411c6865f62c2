### Каталог

greeting = Здравствуйте, { $name }! Выберите категорию или просто напишите, что ищете.
catalog_empty = На полках пока пусто. Загляните позже!
category_title = <b>{ $name }</b>
category_described =
    <b>{ $name }</b>
    { $description }
category_empty =
    <b>{ $name }</b>
    Здесь пока ничего нет.
product_title = <b>{ $name }</b>
product_price = <b>{ $price }</b>
product_few_left = { $count ->
    [one] Осталась { $count } штука
    [few] Осталось { $count } штуки
   *[many] Осталось { $count } штук
}
product_sold_out = Распродано
button_category = { $name }
button_product = { $name } · { $price }
button_sold_out = { $name } · нет в наличии
button_add = 🛒 В корзину
button_back_to_products = ⬅️ К товарам
button_cart = 🛒 Корзина
product_gone = Товар не найден. Возможно, он распродан окончательно.
category_gone = Этой категории больше нет.
product_price_from = от <b>{ $price }</b>
product_chosen = { $option }: <b>{ $value }</b>
product_choose = 👇 Выберите: { $option }
button_product_from = { $name } · от { $price }
button_value_chosen = ✅ { $value }
button_value_sold_out = { $value } · нет
button_more = 📖 Подробнее
