### Оформление заказа

checkout_empty_cart = Ваша корзина пуста, заказывать пока нечего.
checkout_no_delivery = Сейчас магазин не может ничего доставить: способы доставки не настроены. Ничего не заказано.
checkout_way_gone = Этот способ доставки больше не предлагается. Ничего не заказано; выберите снова.
checkout_details_gone = Ваш телефон или адрес доставки больше не сохранены. Ничего не заказано; начните оформление заново.
checkout_cancelled = Оформление отменено. Корзина осталась как была.
checkout_paused = Оформление приостановлено. Оно ждёт вас в /cart.
checkout_missing_phone = Чтобы доставить заказ, нам ещё нужен ваш <b>номер телефона</b>.
checkout_missing_address = Чтобы доставить заказ, нам ещё нужен ваш <b>адрес доставки</b>.
checkout_missing_both = Чтобы доставить заказ, нам ещё нужны ваш <b>номер телефона</b> и <b>адрес доставки</b>.
checkout_name_prompt = На чьё имя оформить заказ?
checkout_phone_prompt = Поделитесь номером телефона кнопкой ниже или напишите его, например { $example }.
checkout_phone_invalid = Это не номер телефона. Напишите его как { $example } или нажмите кнопку.
checkout_phone_no_country = Начните с + и кода страны, например { $example }.
checkout_contact_foreign = Это чужой контакт. Поделитесь своим или напишите свой номер.
checkout_phone_kept = 👍 Спасибо.
checkout_address_prompt = Куда доставить? Пришлите полный адрес одним сообщением.
checkout_text_blank = Здесь пусто. Пришлите ответ текстом.
checkout_text_too_long = Слишком длинно: не больше { $max } знаков.
checkout_point_prompt = Где вы хотите забрать заказ?
checkout_ways_prompt = Как вы хотите получить заказ?
checkout_title = <b>Проверьте заказ</b>
checkout_contact = 👤 { $name }, { $phone }
checkout_courier = 🚚 { $way }: { $address }
checkout_pickup = 🏬 { $way }: { $address }
checkout_eta = ⏱ { $eta }
checkout_line = { $name } · { $price } × { $quantity } = { $subtotal }
checkout_more_lines = … и ещё { $count }, см. /cart
checkout_goods = Товары: { $goods }
checkout_fee = Доставка: { $fee }
checkout_fee_free = Доставка: бесплатно
checkout_total = <b>Итого: { $total }</b>
checkout_changed = ❗ <b>Пока вы смотрели, кое-что изменилось. Ничего ещё не заказано:</b>
checkout_outdated = ❗ <b>Это была не последняя версия. Ничего ещё не заказано; проверьте снова.</b>
change_price = • { $name } теперь стоит { $now } вместо { $before }.
change_lines = • В корзине другие товары или количества.
change_fee = • Доставка теперь стоит { $now } вместо { $before }.
change_destination = • Изменились ваши контакты или доставка.
shortage = ❗ <b>Товара не хватает, поэтому ничего не заказано:</b>
shortage_line = • { $name }: вы хотите { $requested }, у нас есть { $available }.
order_placed =
    🎉 <b>Спасибо! Заказ { $number } оформлен.</b>
    Итого: { $total }

    Мы сообщим здесь, как только что-то изменится. Где сейчас заказ, видно в /orders.
button_confirm = ✅ Подтвердить
button_edit_details = ✏️ Изменить данные
button_change_way = 🚚 Изменить доставку
button_use_name = 👤 { $name }
button_share_contact = 📱 Поделиться номером
button_way = { $way } · { $fee }
button_way_free = { $way } · бесплатно
alert_point_gone = Этот способ доставки больше не предлагается.
alert_checkout_gone = Это оформление закончено. Начните новое из /cart.
checkout_so_far = 🧾 Товары: { $goods }
checkout_so_far_with_fee = 🧾 Товары: { $goods } · Доставка: { $fee } · <b>Итого: { $total }</b>
checkout_comment = 💬 { $comment }
checkout_comment_prompt = Что магазину нужно знать об этом заказе? Пришлите одним сообщением.
review_more = … и ещё { $count }
button_comment = 💬 Добавить комментарий
button_comment_change = 💬 Изменить комментарий
button_comment_remove = 🗑 Убрать комментарий
button_keep = ✅ Оставить: { $name }
button_keep_fewer = ✅ Оставить { $count } × { $name }
button_remove = ❌ Убрать
button_remove_named = ❌ Убрать: { $name }
button_keep_all = ✅ Оставить всё
button_remove_all = ❌ Убрать всё
