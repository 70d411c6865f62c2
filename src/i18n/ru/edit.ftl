### Сотрудникам: товары

button_staff_products = 📦 Товары
staff_shelf_top = 📦 <b>Товары</b>. Выберите категорию или ищите по названию или артикулу.
staff_shelf = 📦 <b>{ $name }</b>
staff_shelf_empty =
    📦 <b>{ $name }</b>
    В этой категории нет товаров.
staff_shelf_nothing = 📦 Категорий пока нет, поэтому нет и товаров.
staff_shelf_gone = Этой категории больше нет.
button_products_of = 📂 { $name }
button_staff_search = 🔎 Найти
button_staff_deleted = ♻️ Удалённые товары
button_staff_product = { $name } · { $price }
button_staff_product_from = { $name } · от { $price }
button_staff_sold_out = { $name } · { $price } · нет
button_staff_hidden = 🙈 { $name } · { $price }
staff_words_prompt = 🔎 Напишите часть названия или артикула.
staff_words_found = 🔎 Товары с «{ $words }»:
staff_words_nothing = 🔎 Ни у одного товара нет «{ $words }» в названии или артикуле. Напишите что-нибудь другое.
staff_product_gone = Этого товара больше нет: возможно, его уже удалили.
product_staff_hidden = 🙈 Скрыт: покупатели его не видят
product_staff_stock = В наличии: { $stock }
product_staff_sku = Артикул: { $sku }
product_staff_variants = Варианты: { $count }, всего в наличии: { $stock }
product_staff_category = Категория: { $name }
product_staff_category_gone = Его категорию удалили: выберите другую.
product_staff_place = Место по порядку: { $place }
button_field_name = ✏️ Название
button_field_description = 📝 Описание
button_field_price = 💲 Цена
button_field_stock = 🔢 Остаток
button_field_category = 📂 Категория
button_field_photos = 🖼 Фото
button_field_sku = 🏷 Артикул
button_field_place = ↕️ Порядок
button_field_options = 🎨 Опции и варианты
button_hide = 🙈 Скрыть
button_unhide = 👁 Показать
button_duplicate = 🧬 Копия
button_delete_product = 🗑 Удалить
button_as_customer = 👤 Как покупатель
button_staff_products_back = ⬅️ К товарам
button_staff_product_back = ⬅️ К товару
button_undo = ↩️ Вернуть как было
ask_name = ✏️ Напишите новое название, до { $max } знаков.
ask_description = 📝 Напишите новое описание, до { $max } знаков.
ask_price = 💲 Напишите новую цену, например { $example }.
ask_stock = 🔢 Напишите, сколько есть, например 20, или на сколько меняется, например +20 или -3.
ask_sku = 🏷 Напишите новый артикул, до { $max } знаков.
ask_place = ↕️ Напишите место по порядку: целое число, меньшие идут первыми.
ask_photos = 🖼 Пришлите фотографии по одной или альбомом, ещё не больше { $room }. Они добавляются сразу.
ask_photos_instead = 🖼 Пришлите новые фотографии. Первая заменит все прежние.
ask_variant_photo = 🖼 Пришлите одну фотографию для этого варианта.
ask_option_name = 🎨 Что нужно выбирать? Напишите название опции, например «Размер».
ask_option_values =
    🎨 Напишите значения опции { $name } через запятую или по одному в строке, например S, M, L.
    То, что продаётся сейчас, станет первым. У остальных будет та же цена и пока нулевой остаток.
ask_more_values = 🎨 Напишите новые значения опции { $name } через запятую или по одному в строке.
ask_option_rename = 🎨 Напишите другое название для опции { $name }.
ask_now = Сейчас: { $value }
ask_send_picture = Пришлите картинку или нажмите «Отмена».
ask_send_text = Напишите текстом или нажмите «Отмена».
bad_blank = Здесь пусто.
bad_too_long = Слишком длинно: не больше { $max } знаков.
bad_not_a_number = Не могу прочесть это число. Попробуйте, например, { $example }.
bad_other_currency = Цены этого магазина в { $currency }. Попробуйте, например, { $example }.
bad_too_precise = { $decimals ->
    [one] В { $currency } { $decimals } знак после запятой.
    [few] В { $currency } { $decimals } знака после запятой.
   *[many] В { $currency } { $decimals } знаков после запятой.
} Попробуйте, например, { $example }.
bad_not_whole = Нужно целое число, например 20.
bad_not_positive = Цена должна быть больше нуля, например { $example }.
bad_negative = Меньше нуля нельзя. Попробуйте, например, { $example }.
bad_too_large = Слишком много: не больше { $most }.
bad_below_zero = Есть только { $stock }, столько не убрать. Ничего не изменено.
bad_sku_taken = Этот артикул у товара «{ $product }» (удалённые товары сохраняют свои). Выберите другой.
bad_variant_gone = Этого варианта больше нет.
bad_category_gone = Этой категории больше нет. Выберите другую.
bad_photos_full = { $max ->
    [one] У товара не больше { $max } фотографии. Сначала уберите одну.
    [few] У товара не больше { $max } фотографий. Сначала уберите одну.
   *[many] У товара не больше { $max } фотографий. Сначала уберите одну.
}
bad_photo_gone = Этой фотографии больше нет.
bad_last_variant = Это всё, что продаётся в этом товаре. Вместо этого можно удалить товар.
bad_variants_full = { $count ->
    [one] Получился бы { $count } вариант; можно { $max }. Ничего не изменено.
    [few] Получилось бы { $count } варианта; можно { $max }. Ничего не изменено.
   *[many] Получилось бы { $count } вариантов; можно { $max }. Ничего не изменено.
}
bad_options_full = { $max ->
    [one] У товара не больше { $max } опции.
    [few] У товара не больше { $max } опций.
   *[many] У товара не больше { $max } опций.
}
bad_twice = Такое уже есть.
clash =
    ⚠️ Тем временем этот товар изменили ({ $parts }), поэтому ничего не сохранено. Кто изменил: { $who }. Сначала взгляните на него.
undo_clash = ⚠️ С тех пор это снова изменили ({ $parts }), поэтому прежнее не возвращено. Кто изменил: { $who }.
clash_shell = кто-то из командной строки магазина
part_name = название
part_description = описание
part_price = цена
part_stock = остаток
part_category = категория
part_photos = фотографии
part_sku = артикул
part_place = место
part_options = опции и варианты
part_visibility = скрыт или показан
part_existence = удалён или возвращён
done_title = ✅ Товар <b>{ $name }</b> изменён.
done_hidden = 🙈 Товар <b>{ $name }</b> теперь скрыт от покупателей и убран из их корзин.
done_shown = 👁 Товар <b>{ $name }</b> теперь виден покупателям.
done_deleted = 🗑 Товар <b>{ $name }</b> удалён. Его больше нет в каталоге и корзинах; в заказах он остаётся.
done_restored = ♻️ Товар <b>{ $name }</b> снова здесь.
done_copied = 🧬 Товар <b>{ $name }</b> — это копия, скрытая и без остатка. Измените её, потом покажите.
done_undone = ↩️ Возвращено как было: <b>{ $name }</b>
done_nothing = Товар <b>{ $name }</b> и так такой.
done_undo_hint = Вернуть как было можно в течение десяти минут.
done_change = { $part }: { $before } → { $after }
done_change_of = { $part } ({ $variant }): { $before } → { $after }
done_more = и ещё { $count }
done_none = нет
done_option = { $name }: { $values }
done_variants = Варианты: { $before } → { $after }
done_hidden_word = скрыт
done_shown_word = показан
done_deleted_word = удалён
done_there_word = есть
undo_unknown = Здесь нечего возвращать.
undo_too_late = Вернуть как было можно только в течение десяти минут, и они прошли.
undo_already = Это уже возвращено.
undo_gone = Товар с тех пор удалён. Сначала верните его.
delete_ask = 🗑 <b>Удалить этот товар?</b>
button_delete_yes = 🗑 Да, удалить
button_delete_no = Нет, оставить
deleted_title = ♻️ <b>Удалённые товары</b>. Нажмите, чтобы вернуть.
deleted_empty = ♻️ Возвращать нечего.
restore_choose = Категория товара <b>{ $name }</b> удалена. Выберите, куда его поместить.
into_title = 📂 Куда поместить <b>{ $name }</b>?
into_here = 📂 Куда поместить <b>{ $name }</b>? Сейчас открыта категория { $category }.
button_into_here = ✅ Сюда: { $category }
photos_title = 🖼 <b>{ $name }</b>
photos_count = Фотографии: { $count } из { $max }. Первая — главная.
button_photos_add = ➕ Добавить фото
button_photos_replace = 🔄 Заменить все
button_photo_main = ⭐️ { $number }
button_photo_forward = ⬅️ { $number }
button_photo_remove = 🗑 { $number }
button_photos_done = ✅ Готово
button_add_variant_photo = 🖼 Фото
button_drop_variant_photo = 🖼 Убрать фото
button_drop_variant = 🗑 Удалить этот вариант
button_variants_back = ⬅️ Все варианты
variants_title = 🎨 <b>{ $name }</b>: нажмите на вариант, чтобы изменить цену, остаток, артикул или фото.
variant_title = 🎨 <b>{ $name }</b>
variant_price = Цена: { $price }
button_variant = { $values } · { $price } · { $stock }
button_variant_only = { $price } · { $stock }
options_title = 🎨 <b>{ $name }</b>
options_none = Выбирать нечего. Добавьте опцию, например «Размер», чтобы продавать несколько вариантов.
options_one = { $name }: { $values }
button_option = ✏️ { $name }
button_option_add = ➕ Добавить опцию
button_options_variants = 📋 Варианты ({ $count })
button_options_complete = 🧩 Создать недостающие сочетания
button_values_add = ➕ Добавить значения
button_option_rename = ✏️ Переименовать
button_option_drop = 🗑 Убрать эту опцию
button_value_drop = 🗑 { $value }
option_title = 🎨 <b>{ $name }</b>: { $option }
option_hint = Вместе со значением убираются его варианты: из корзин они пропадут, в заказах останутся. Из вариантов, одинаковых без этой опции, остаётся первый.
button_options_back = ⬅️ Опции
