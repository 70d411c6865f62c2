### Сотрудникам: команда и журнал

join_welcome = 👋 Добро пожаловать! Теперь вы работаете в этом магазине. Ваша роль: { $role }. Панель открывает /admin.
join_unknown = Эта ссылка не работает. Возможно, в ней опечатка или её отозвали; попросите новую.
join_expired = Срок этой ссылки истёк. Попросите новую.
join_used = Эта ссылка уже использована. Попросите новую.
join_already = Вы уже работаете в этом магазине. Ваша роль: { $role }. Ссылка по-прежнему ждёт кого-то другого.
menu_add_product = Добавить товар
button_team = 👥 Сотрудники
button_settings = ⚙️ Настройки
button_record = 📜 Журнал
checklist_title = <b>До первого заказа</b>
checklist_done = ✅ { $item }
checklist_to_do = ⬜ { $item }
checklist_category = Категория
checklist_product = Товар, который видят покупатели
checklist_delivery = Способ доставки или пункт выдачи
checklist_payment = Способ оплаты: что о нём прочтут покупатели
checklist_open = Открыто: что-то есть в наличии и может быть доставлено
team_title =
    👥 <b>Кто здесь работает</b>
    Владельцы делают всё, менеджеры — всё, кроме сотрудников и настроек, сборщики — заказы.
team_member = 👤 <b>{ $name }</b>, { $role }
team_username = @{ $username }
team_id = Id в Telegram: { $id }
team_configured = Этот владелец назван в конфигурации программы (--admins, ECOMBOT_ADMINS). Изменить это можно только там.
team_remove_question = Исключить <b>{ $name }</b> из сотрудников? Кнопки сразу перестанут работать.
team_left = Вы больше не работаете в этом магазине.
team_invite_question = Кем будет новый сотрудник?
team_invitation =
    ✉️ Отправьте эту ссылку новому сотруднику. Кто откроет её первым, получит роль «{ $role }». Она действует один раз, до { $until }:

    { $link }

    Больше она не покажется.
team_invites = ✉️ <b>Открытые приглашения</b>: нажмите, чтобы отозвать.
team_no_invites = ✉️ Открытых приглашений нет.
button_member = { $name } · { $role }
button_invite = ➕ Пригласить
button_invites = ✉️ Открытые приглашения
button_make_role = Роль: { $role }
button_remove_member = ✖️ Исключить из сотрудников
button_remove_yes = ✖️ Да, исключить
button_remove_no = Нет, оставить
button_back_to_team = ⬅️ Сотрудники
button_revoke = ✖️ { $role }, до { $until }
alert_role_set = { $name }: теперь { $role }.
alert_removed = { $name } здесь больше не работает.
alert_no_member = Этот человек здесь больше не работает.
alert_configured = Изменить этого владельца можно только в конфигурации программы.
alert_last_owner = Нельзя: это последний владелец.
alert_revoked = Ссылка больше не работает.
alert_link_gone = Эта ссылка уже использована или отозвана.
record_title = 📜 <b>Что изменили</b>
record_empty = 📜 Пока ничего не меняли.
record_entry =
    <b>{ $when }</b> · { $who }
    { $action }: { $kind } <b>{ $label }</b>
record_change = { $field }: { $before } → { $after }
record_more = … и ещё { $count }
record_undone = ↩️ Потом возвращено как было
record_shell = командная строка
button_entry = { $when } · { $label }
alert_no_entry = Такой записи нет.
action_create = Создание
action_edit = Изменение
action_hide = Скрытие
action_show = Снова показ
action_delete = Удаление
action_restore = Восстановление
action_undo = Возврат как было
action_import = Из файла
subject_category = категория
subject_product = товар
subject_delivery = доставка
subject_point = пункт выдачи
subject_courier = курьеры
subject_staff = сотрудник
subject_order = заказ
subject_invite = приглашение
subject_setting = настройка
subject_payment_way = способ оплаты
subject_board = доска заказов
field_name = Название
field_description = Описание
field_category = Категория
field_parent = Над ней
field_sort = Место по порядку
field_is_deleted = Удалено
field_is_hidden = Скрыто
field_is_active = Предлагается
field_options = Опции
field_values = Значения
field_variants = Вариант
field_photos = Фотографии
field_price = Цена
field_free_from = Бесплатно от
field_stock = Остаток
field_kind = Вид
field_eta = Срок
field_address = Адрес
field_hours = Часы работы
field_role = Роль
field_status = Статус
field_expires_at = До
field_used_by = Использовано
field_paid_at = Оплачено
field_instructions = Текст
field_term_hours = Часов на оплату
value_none = —
value_yes = да
value_no = нет
value_photos = { $count ->
    [one] { $count } фотография
    [few] { $count } фотографии
   *[many] { $count } фотографий
}
