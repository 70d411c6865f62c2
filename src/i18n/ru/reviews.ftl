### Отзывы

product_rating = ★ <b>{ $average }</b> · { $count ->
    [one] { $count } отзыв
    [few] { $count } отзыва
   *[many] { $count } отзывов
}
reviews_together = ★ <b>{ $average }</b> из 5 · { $count ->
    [one] { $count } отзыв
    [few] { $count } отзыва
   *[many] { $count } отзывов
}
reviews_none = Отзывов пока нет.
reviews_one = { $stars } <b>{ $author }</b> · { $date }
reviews_of_order =
    ⭐ <b>Ваш заказ { $number }</b>
    О чём вы хотите оставить отзыв?
reviews_how_many =
    ⭐ <b>{ $name }</b>
    Сколько звёзд вы поставите?
reviews_yours =
    ⭐ <b>{ $name }</b>
    Ваш отзыв: { $stars }
reviews_by_name = Ваши звёзды и слова увидят все, вместе с вашим именем: <b>{ $author }</b>. Их можно изменить или отозвать в любое время.
reviews_hidden = 🙈 Сейчас магазин не показывает этот отзыв.
reviews_thanks = Спасибо! Хотите добавить пару слов? Просто пришлите их.
reviews_question = Что вы об этом думаете? Пришлите одним сообщением.
reviews_limits = Не больше { $max } знаков. Их увидят все, вместе с вашим именем: <b>{ $author }</b>.
reviews_published = 👍 Спасибо за отзыв!
reviews_staff_hidden = 🙈 <i>Скрыт от покупателей</i>
notice_review =
    ⭐ <b>Новый отзыв: { $name }</b>
    { $stars } { $author }
button_reviews = ★ { $average } ({ $count })
button_review = ⭐ Оставить отзыв
button_own_review = ✍️ Мой отзыв
button_all_reviews = ⬅️ Все отзывы
button_reviewed = { $stars } { $name }
button_to_review = ✍️ { $name }
button_back_to_order = ⬅️ К заказу
button_words = ✍️ Добавить слова
button_other_words = ✍️ Другие слова
button_withdraw_review = 🗑 Отозвать
button_leave_words = Оставить так
button_staff_reviews = ⭐ Отзывы
button_hide_review = 🙈 Скрыть: { $stars } { $author }
button_show_review = 👁 Показать: { $stars } { $author }
toast_rated = Спасибо!
toast_withdrawn = Ваш отзыв отозван.
toast_review_hidden = Покупатели его больше не видят, и он не считается.
toast_review_shown = Покупатели снова видят его.
alert_not_bought = Отзыв можно оставить только о том, что вы здесь купили, когда заказ выполнен.
alert_no_review = Вашего отзыва нет. Сначала поставьте звёзды.
alert_review_gone = Этого отзыва больше нет: автор его отозвал.
subject_review = отзыв о товаре
