### Сотрудникам: новые товары

adding_title = ➕ <b>Новый товар</b>
adding_so_far_category = 📁 { $name }
adding_so_far_price = Цена: <b>{ $price }</b>
adding_so_far_stock = В наличии: <b>{ $count }</b>
adding_category_prompt = 👇 В какой он категории?
adding_name_prompt = ✏️ Как он называется?
adding_description_prompt = ✏️ Опишите его в нескольких предложениях (не больше 1000 знаков).
adding_price_prompt = ✏️ Сколько стоит одна штука? Достаточно числа.
adding_stock_prompt = ✏️ Сколько их у вас? Например: 20
adding_photos_prompt = 🖼 Пришлите фотографии, по одной или альбомом, не больше { $most }. Первая станет главной. Если фотографий нет, нажмите «Пропустить».
adding_photos_count =
    🖼 { $count ->
        [one] <b>{ $count } фотография</b>
        [few] <b>{ $count } фотографии</b>
       *[many] <b>{ $count } фотографий</b>
    }, можно не больше { $most }. Пришлите ещё или нажмите «Готово».
adding_tap_category = Нажмите на одну из категорий ниже.
adding_photo_expected = Сейчас я жду фотографии. Пришлите снимок или нажмите кнопку ниже.
adding_photo_later = 🖼 Фотографии — в самом конце. Эту я не сохранил; сначала ответьте на вопрос.
adding_photo_same = 🖼 У этого товара уже есть такая фотография.
adding_photos_full = 🖼 Больше { $most } фотографий нельзя. Лишние не добавлены.
adding_not_yet = Сначала нужно ответить на вопрос.
adding_category_gone = Тем временем категорию удалили. Выберите другую; остальное сохранено.
adding_no_categories = 📁 Категорий пока нет, а каждому товару она нужна. Сначала создайте категорию, потом добавьте товар.
adding_begun = ➕ Вы начали добавлять товар <b>{ $name }</b>. Дальше: { $step }.
adding_step_category = категория
adding_step_name = название
adding_step_description = описание
adding_step_price = цена
adding_step_stock = остаток
adding_step_photos = фотографии
adding_created = ✅ Товар <b>{ $name }</b> теперь в вашем магазине.
adding_cancelled = ✖️ Отменено. Ничего не добавлено.
adding_gone = Этот товар больше не добавляется.
photo_not_asked_for = 🖼 Сейчас я не ждал картинку и не сохранил её. Чтобы дать её новому товару, добавьте товар и пришлите её, когда я попрошу.
alert_draft_gone = Этот товар больше не добавляется.
button_add_product = ➕ Добавить товар
button_adding_here = ✅ Сюда: { $name }
button_adding_open = 📁 { $name }
button_adding_up = ⬆️ На уровень выше
button_adding_skip = ⏭ Пропустить: без фотографий
button_adding_done = ✅ Готово: добавить товар
button_adding_continue = ▶️ Продолжить: { $name }
button_adding_anew = ➕ Начать другой
button_adding_as_customer = 👀 Как видят покупатели
button_adding_edit = ✏️ Изменить
button_adding_another = ➕ Добавить ещё
number_not_a_number = Не понимаю такое число. Напишите так: { $example }
number_grouping = Цифры сгруппированы так, что их можно прочесть неверно. Напишите так: { $example }
number_ambiguous = Это можно прочесть двояко. Напишите 1234.00, если это больше тысячи, и 1.23, если меньше.
number_other_currency = Цены этого магазина в { $currency }. Напишите только число, вот так: { $example }
number_too_precise =
    { $decimals ->
        [0] В { $currency } нет дробной части.
        [one] В { $currency } только { $decimals } знак после запятой.
        [few] В { $currency } только { $decimals } знака после запятой.
       *[many] В { $currency } только { $decimals } знаков после запятой.
    } Напишите так: { $example }
number_not_whole = Напишите целое число, вот так: 20
number_not_positive = Нужно больше 0, вот так: { $example }
number_negative = Нужно 0 или больше, вот так: { $example }
number_too_large = Слишком много: не больше { $most }.
