### Сотрудникам: день

button_day = 📅 День
day_title =
    📅 <b>День</b>
    Что продано, что осталось и о чём вам сообщать.
day_report_at = ☀️ Утренний отчёт: { $hour }
day_report_off = ☀️ Утренний отчёт: выключен
day_quiet = 🌙 Тихие часы: { $from } – { $to }
day_quiet_off = 🌙 Тихие часы: нет
day_low_stock = 📉 Мало на складе: { $units ->
    [0] только распроданное
   *[other] { $units } или меньше
}
button_figures = 📊 Цифры
button_shelves = 📦 Остатки
button_order_files = 📄 Заказы файлами
button_report = ☀️ Утренний отчёт
button_quiet = 🌙 Тихие часы
button_low_stock = 📉 Мало на складе
figures_title = 📊 <b>Что продано</b>
figures_line = { $period }: <b>{ $revenue }</b> · заказы: { $orders }
figures_today = Сегодня
figures_yesterday = Вчера
figures_week = Эта неделя
figures_last_week = Прошлая неделя
figures_month = Этот месяц
figures_last_month = Прошлый месяц
figures_best = 🏆 <b>Чаще всего покупали за { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}</b>
figures_seller = { $rank }. { $name } · { $units } × · { $revenue }
figures_note = Отменённые, возмещённые и вернувшиеся заказы не считаются. Доставка входит в первые цифры, но не в список покупаемого.
chart_title = { $days ->
    [one] Продано за последний { $days } день
    [few] Продано за последние { $days } дня
   *[many] Продано за последние { $days } дней
}
chart_today = сегодня
chart_caption = 📊 { $days ->
    [one] { $total } за последний { $days } день
    [few] { $total } за последние { $days } дня
   *[many] { $total } за последние { $days } дней
}
files_orders_title =
    📄 <b>Заказы файлами</b>
    Две таблицы: заказы и то, что было заказано. В них имена, телефоны и адреса: храните их надёжно.
period_this_month = Этот месяц
period_last_month = Прошлый месяц
period_all = Все заказы
export_orders_caption = 📄 Заказы: { $count }
export_lines_caption = 📄 Что было заказано
export_sent = Файлы в чате.
export_nothing = За это время заказов нет.
export_failed = Не удалось сделать или отправить файлы. Попробуйте ещё раз.
report_prompt =
    ☀️ <b>Утренний отчёт</b>
    Раз в день вам сообщают, что продано, что нужно собрать и что заканчивается. В котором часу?
quiet_from_prompt =
    🌙 <b>Тихие часы</b>
    Отчёты и сообщения об остатках ждут, пока тихие часы не кончатся. Заказы и сообщения покупателей всегда приходят сразу. Когда они начинаются?
quiet_to_prompt = 🌙 Тишина с { $from }. До скольких?
button_hour_set = ✅ { $hour }
button_report_off = 🔕 Без утреннего отчёта
button_quiet_off = 🔔 Без тихих часов
low_stock_prompt =
    📉 <b>Мало на складе</b>
    Вам сообщат один раз, когда после продажи останется столько штук или меньше. Это для товаров, у которых нет своего числа.
button_units = { $units }
button_units_set = ✅ { $units }
shelves_title =
    📦 <b>Остатки, сначала малые</b>
    Нажмите на товар, чтобы выбрать, с какого остатка вам сообщать. Обычно: { $units }
shelves_empty = 📦 На полках пока пусто.
button_shelved = { $units } × { $name }
button_shelved_low = 📉 { $units } × { $name }
threshold_prompt =
    📉 <b>{ $name }</b>
    Вам сообщат один раз, когда после продажи останется столько штук или меньше.
button_threshold_usual = Как обычно: { $units }
alert_no_product = Этого товара больше нет.
morning_title =
    ☀️ <b>Утренний отчёт</b>
    { $day }
morning_packing = 📦 Просмотреть: <b>{ $pending }</b> · собрать и отправить: <b>{ $processing }</b> · ждут выдачи: <b>{ $ready }</b>
morning_scarce = 📉 <b>Мало на складе</b>
morning_nothing_scarce = 📉 Ничего не заканчивается.
scarce_days = { $name }: осталось { $units }, хватит примерно на { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}
scarce_today = { $name }: осталось { $units }, не хватит и на день
scarce_no_pace = { $name }: осталось { $units }, ни одной продажи за { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}
scarce_gone = { $name }: распродано
scarce_more = … и ещё { $count }
notice_low_stock = 📉 <b>{ $name }</b>: осталось только { $units }
notice_sold_out = 📉 <b>{ $name }</b>: распродано
notice_back = 🔔 <b>{ $name }</b>: снова в наличии.
button_open_product = 👀 Показать
button_watch = 🔔 Сообщить, когда появится
button_unwatch = 🔕 Не сообщать
toast_watching = Мы сообщим, когда товар появится.
toast_unwatched = Не будем сообщать.
toast_back_already = Уже снова в наличии!
button_slip = 🧾 Упаковочный лист
slip_title = Упаковочный лист { $number }
slip_date = Дата
slip_name = Имя
slip_phone = Телефон
slip_delivery = Доставка
slip_address = Адрес
slip_comment = Комментарий
slip_sku = Артикул
slip_item = Товар
slip_quantity = Кол-во
slip_sum = Штук: { $units }
slip_caption = 🧾 { $number }
slip_caption_page = 🧾 { $number }: страница для браузера, в котором есть буквы, которых нет в PDF. Откройте и распечатайте.
slip_sent = Упаковочный лист в чате.
slip_failed = Не удалось отправить упаковочный лист. Попробуйте ещё раз.
