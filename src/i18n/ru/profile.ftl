### Профиль

profile_title = 👤 <b>Ваш профиль</b>
profile_name = Имя: { $name }
profile_phone = Телефон: { $phone }
profile_phone_unset = Телефон: не указан
profile_email = Почта: { $email }
profile_email_unset = Почта: не указана
profile_address = Основной адрес: { $label }, { $address }
profile_address_unset = Основной адрес: не указан. Добавьте его в разделе «Адреса», и заказ будет оформляться в одно касание.
phone_prompt = Пришлите номер телефона, например { $example }.
phone_example = +7 912 345-67-89
phone_saved = 👍 Телефон сохранён.
email_prompt = Пришлите адрес электронной почты.
email_invalid = Это не адрес электронной почты. Пришлите, например, anna@example.org.
email_saved = 👍 Почта сохранена.
addresses_title = 🏠 <b>Ваши адреса</b>
addresses_empty = Сохранённых адресов пока нет.
addresses_line = <b>{ $label }</b>: { $address }
addresses_line_default = ⭐ <b>{ $label }</b>: { $address }
address_detail =
    🏠 <b>{ $label }</b>
    { $address }
address_detail_default =
    ⭐ <b>{ $label }</b> (основной)
    { $address }
address_label_prompt = Как назвать этот адрес? Например, «Дом» или «Офис».
address_text_prompt = Пришлите полный адрес для <b>{ $label }</b> одним сообщением.
address_saved = 👍 Адрес сохранён.
button_edit_phone = 📱 Изменить телефон
button_edit_email = ✉️ Изменить почту
button_addresses = 🏠 Адреса
button_back_to_profile = ⬅️ К профилю
button_add_address = ➕ Добавить адрес
button_address = { $label }
button_address_default = ⭐ { $label }
button_make_default = ⭐ Сделать основным
button_delete_address = 🗑 Удалить
button_back_to_addresses = ⬅️ К адресам
button_resume_checkout = ✅ Продолжить оформление
alert_address_unknown = Адрес не найден.
alert_address_deleted = Адрес удалён.
toast_default_set = Основной адрес выбран
address_pin_kept = 📍 Место на карте есть. Теперь пришлите адрес текстом: улица, дом, этаж, квартира, чтобы курьер нашёл дверь.
