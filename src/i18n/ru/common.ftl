### Общее

apology = У нас что-то пошло не так, и ничего не изменено. Попробуйте ещё раз или напишите магазину.
unknown_command = Не знаю такой команды. /start — магазин, /cart — корзина, /orders — заказы.
slow_down = Слишком много сразу. Часть я пропустил; продолжайте чуть медленнее.
nothing_active = Отменять нечего.
cancelled = Отменено. Ничего не изменено.
button_home = 🏠 Магазин
button_back = ⬅️ Назад
button_cancel = ✖️ Отмена
button_previous = ⬅️
button_next = ➡️
outdated_button = Эта кнопка устарела.
stale_message = Это действие больше недоступно. Нажмите /start, чтобы открыть магазин заново.
slow_down_toast = Чуть медленнее, пожалуйста.
nothing_active_alert = Отменять нечего.
command_start = Открыть магазин
command_cart = Ваша корзина
command_orders = Ваши заказы
command_profile = Ваши контакты и адреса
command_admin = Управление магазином
command_cancel = Прервать то, что вы делаете
command_help = Что здесь можно делать
command_language = Выбрать язык
language_title = 🌐 Выберите язык.
button_language = 🌐 Язык
button_language_spoken = ✅ { $name }
button_language_other = { $name }
