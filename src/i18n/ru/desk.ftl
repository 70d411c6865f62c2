### Сотрудникам: работа с заказами

order_filters_title =
    🗂 <b>Заказы</b>
    Выберите, какие показать.
order_filter_all = Все заказы
button_order_filter = { $name } · { $count }
button_order_filters = 🗂 Заказы
button_order_search = 🔎 Найти
order_search_prompt = 🔎 Напишите номер заказа, имя или телефон, можно часть.
order_search_found = 🔎 Заказы с «{ $words }», сначала новые:
order_search_nothing = 🔎 Заказов с «{ $words }» нет.
order_list_title =
    <b>{ $status }</b>
    Заказы: { $count }
order_list_empty = <b>{ $status }</b>: заказов нет.
button_order_back = ⬅️ { $status }
button_order_open = 🗂 Открыть
order_packed_by = 📦 Собирает { $name } с { $at }.
order_out_of_reach = 🔕 Написать нельзя с { $at }: { $why }.
alert_out_of_reach = { $name }: написать нельзя, { $why }. Ничего не отправлено.
unreachable_blocked = бот заблокирован
unreachable_deleted = аккаунт Telegram удалён
unreachable_unknown = Telegram не знает такого чата
button_order_claim = 📦 Собираю я
button_order_release = 📦 Я не собираю
button_order_take_over = 📦 Сменить: { $name }
alert_claimed_by = Собирает { $name } с { $time }.
staff_somebody = кто-то из коллег
alert_already_done = Уже { $status }: { $name }, { $time }.
order_cancel_reason = ✖️ Причина: { $reason }
order_reason_prompt =
    ✖️ Почему отменяется заказ <b>{ $number }</b>?
    Напишите причину: её прочтёт покупатель.
button_cancel_without_reason = Отменить без причины
button_keep_order = ⬅️ Не отменять
button_order_note = 📝 Заметка
order_note_prompt = 📝 Напишите заметку о заказе <b>{ $number }</b>. Её видят только сотрудники.
button_order_message = 💬 Написать покупателю
button_order_answer = 💬 Ответить
order_message_prompt = 💬 Напишите сообщение о заказе <b>{ $number }</b>. Покупатель получит его сразу.
order_message_sent = 💬 Ваше сообщение отправляется, получатель: { $name }.
button_order_conversation = 💬 Вся переписка: { $count }
order_conversation_title = 💬 <b>{ $number }</b>, { $name }
order_conversation_empty = Пока ничего не сказано.
order_said_note =
    📝 <b>{ $name }</b>, { $at }
    { $text }
order_said_to_customer =
    📤 <b>{ $name }</b>, { $at }
    { $text }
order_said_by_customer =
    📥 <b>{ $name }</b>, { $at }
    { $text }
notice_cancel_reason = Причина: { $reason }
notice_answer =
    💬 <b>Магазин</b> о вашем заказе <b>{ $number }</b>:
    { $text }
button_answer_shop = 💬 Ответить
