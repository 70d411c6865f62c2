### Заказы

orders_title = 📦 <b>Ваши заказы</b>
orders_empty = У вас пока нет заказов.
orders_line =
    <b>{ $number }</b> · { $status }
    { $date } · { $total }
order_header =
    📦 <b>Заказ { $number }</b>
    { $placed }
    Статус: <b>{ $status }</b>
order_line = { $name } · { $price } × { $quantity } = { $subtotal }
order_line_unlisted = { $name } (больше не продаётся) · { $price } × { $quantity } = { $subtotal }
order_more_lines = … и ещё { $count }
order_courier = 🚚 { $kind }: { $address }
order_pickup = 🏬 { $kind }: { $address }
order_fee = Доставка: { $fee }
order_total = <b>Итого: { $total }</b>
notice_processing = 👍 Ваш заказ <b>{ $number }</b> собирают.
notice_pickup_ready =
    🏬 Ваш заказ <b>{ $number }</b> ждёт вас по адресу
    { $address }
notice_pickup_hours = ⏱ { $hours }
notice_shipped = 🚚 Ваш заказ <b>{ $number }</b> в пути.
notice_paid = 💳 Мы получили оплату за заказ <b>{ $number }</b>. Спасибо!
notice_completed = ✅ Ваш заказ <b>{ $number }</b> выполнен. Пользуйтесь с удовольствием!
notice_cancelled = ✖️ Ваш заказ <b>{ $number }</b> отменён.
notice_refunded = 💳 Деньги за заказ <b>{ $number }</b> возвращены.
notice_failed = ↩️ Ваш заказ <b>{ $number }</b> вернулся к нам недоставленным. Мы свяжемся с вами.
button_order = { $number } · { $total }
button_back_to_orders = ⬅️ К заказам
alert_order_unknown = Заказ не найден.
status_pending = ⏳ Новый
status_processing = 📦 Собирается
status_pickup_ready = 🏬 Готов к выдаче
status_shipped = 🚚 Отправлен
status_paid = 💳 Оплачен
status_completed = ✅ Выполнен
status_cancelled = ✖️ Отменён
status_refunded = 💳 Деньги возвращены
status_failed = ↩️ Вернулся
kind_pickup_store = Самовывоз из магазина
kind_pickup_locker = Постамат
kind_pickup_curbside = Выдача у входа
kind_hyperlocal_express = Экспресс-курьер поблизости
kind_hyperlocal_scheduled = Курьер поблизости ко времени
kind_local_same_day = Курьер сегодня
kind_local_next_day = Курьер завтра
kind_regional_standard = Доставка по региону
kind_regional_express = Экспресс по региону
kind_national_economy = Почта эконом
kind_national_standard = Обычная почта
kind_national_express = Экспресс-почта
kind_special_freight = Грузовая доставка по договорённости
kind_special_refrigerated = Доставка с охлаждением
order_comment = 💬 { $comment }
order_cancel_question = Отменить заказ <b>{ $number }</b>? Вернуть его будет нельзя.
order_question_prompt = Что вы хотите сообщить магазину о заказе <b>{ $number }</b>? Пришлите одним сообщением.
order_question_sent = 👍 Передано магазину.
button_reorder = 🔁 Заказать снова
button_ask_shop = 💬 Написать магазину
button_call_off = ✖️ Отменить заказ
button_call_off_yes = ✖️ Да, отменить
button_call_off_no = Нет, оставить
alert_called_off = Ваш заказ отменён.
alert_too_late = Отменить этот заказ здесь уже нельзя: { $status }. Напишите магазину.
alert_reorder_short = Теперь в корзине, насколько хватило. Не хватает: { $names }
alert_reorder_nothing = Сейчас из этого заказа ничего нет в наличии.
alert_nobody_there = Пока здесь некому ответить от магазина. Попробуйте позже.
