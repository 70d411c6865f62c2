### Сотрудникам: файл каталога

button_files = 📄 Файл каталога
button_get_csv = ⬇️ Получить в CSV
button_get_json = ⬇️ Получить в JSON
button_import_apply = ✅ Применить
button_import_apply_with_stock = ✅ Применить с остатками
button_import_cancel = ✖️ Отмена
button_import_refresh = 🔄 Обновить

files_how =
    📄 <b>Файл каталога</b>
    Получите все категории и товары файлом, измените его в таблице (CSV) или редакторе (JSON) и пришлите мне сюда обратно, файлом.

    Я проверю его и покажу, что изменится. Ничего не будет записано, пока вы не нажмёте «Применить».
files_partly = Файл может быть неполным: что в нём не названо, остаётся как есть, и ничего не удаляется. CSV со столбцами sku и price — это прайс-лист; sku и stock — инвентаризация.
files_photos = Фотографии названы по содержимому (sha256:…). Те, что есть у магазина, будут взяты; о других я сообщу, и у товаров останутся их прежние.
files_caption = Каталог на { $date }
files_part_caption = Каталог на { $date }, часть { $part } из { $parts }
files_sent = Файл ниже.
file_not_sent = Не удалось отправить файл. Попробуйте ещё раз чуть позже.

file_wrong_kind = Я читаю каталог в CSV или JSON: имя файла должно кончаться на .csv или .json. Ничего не изменено.
file_too_large = Файл слишком большой: я читаю до 20 МБ. Пришлите его по частям. Ничего не изменено.
file_not_loaded = Telegram не отдал мне этот файл. Пришлите его ещё раз. Ничего не изменено.
file_refused =
    ⚠️ Файл <b>{ $name }</b> не прочитан, ничего не изменено.
file_problems = { $count ->
    [one] В нём { $count } ошибка:
    [few] В нём { $count } ошибки:
   *[many] В нём { $count } ошибок:
}
file_problem = • { $problem }
file_more_problems = … и ещё { $count }.

import_title = 📄 <b>{ $name }</b>
import_has_products = { $count ->
    [one] { $count } товар в файле
    [few] { $count } товара в файле
   *[many] { $count } товаров в файле
}
import_new = 🆕 { $count ->
    [one] { $count } новый товар
    [few] { $count } новых товара
   *[many] { $count } новых товаров
}
import_new_variants = 🆕 { $count ->
    [one] { $count } новый вариант
    [few] { $count } новых варианта
   *[many] { $count } новых вариантов
}
import_new_categories = 🆕 { $count ->
    [one] { $count } новая категория
    [few] { $count } новые категории
   *[many] { $count } новых категорий
}
import_prices = 💰 { $count ->
    [one] { $count } цена
    [few] { $count } цены
   *[many] { $count } цен
}
import_names = ✏️ { $count ->
    [one] { $count } название
    [few] { $count } названия
   *[many] { $count } названий
}
import_descriptions = ✏️ { $count ->
    [one] { $count } описание
    [few] { $count } описания
   *[many] { $count } описаний
}
import_categories = ✏️ { $count ->
    [one] { $count } категория
    [few] { $count } категории
   *[many] { $count } категорий
}
import_options = ✏️ { $count ->
    [one] { $count } опция или её значения
    [few] { $count } опции или их значения
   *[many] { $count } опций или их значения
}
import_moved = 🗂 { $count ->
    [one] { $count } товар переходит в другую категорию
    [few] { $count } товара переходят в другую категорию
   *[many] { $count } товаров переходят в другую категорию
}
import_places = ↕️ { $count ->
    [one] { $count } товар меняет место в списке
    [few] { $count } товара меняют место в списке
   *[many] { $count } товаров меняют место в списке
}
import_photos = 🖼 { $count ->
    [one] { $count } изменение фотографий
    [few] { $count } изменения фотографий
   *[many] { $count } изменений фотографий
}
import_stock = 📦 { $count ->
    [one] { $count } остаток
    [few] { $count } остатка
   *[many] { $count } остатков
}
import_unchanged = { $count ->
    [one] { $count } товар уже такой
    [few] { $count } товара уже такие
   *[many] { $count } товаров уже такие
}
import_photos_missing = ⚠️ { $count ->
    [one] Не хватает { $count } фотографии: у магазина её нет, у товара остаётся прежняя
    [few] Не хватает { $count } фотографий: у магазина их нет, у товаров остаются прежние
   *[many] Не хватает { $count } фотографий: у магазина их нет, у товаров остаются прежние
}
import_left_out = ⚠️ { $count ->
    [one] { $count } запись пропущена:
    [few] { $count } записи пропущены:
   *[many] { $count } записей пропущено:
}
import_left = • { $name }: { $why }
import_left_deleted = удалено в магазине, или удалена его категория
import_left_incomplete = это новый товар, и не хватает категории, названия, цены или значений опций
import_left_taken = артикул или значения опций принадлежат другому
import_left_too_many = у товара слишком много вариантов
import_left_overtaken = тем временем изменён кем-то другим и остаётся как есть
import_more_left = … и ещё { $count }.
import_nothing = Ничего не изменится: в магазине уже всё так.
import_about_stock = Остатки в файле отличаются от магазина. <b>Применить</b> оставит их как есть: вы могли что-то продать с тех пор, как файл был сделан. <b>Применить с остатками</b> поставит числа из файла. Новые товары всегда получают свои.
import_about_meanwhile = Если кто-то изменит один из этих товаров до того, как вы нажмёте «Применить», останется его изменение, и я сообщу вам.
import_has_more = В файле говорится ещё о доставке или о самом магазине; здесь это не читается.
import_applying = ⏳ Применяю: { $position } из { $total }.
import_applying_note = Можете заниматься другим; я сообщу, когда закончу.
import_done = ✅ <b>Применено</b>
import_done_nothing = Менять было уже нечего.
import_stopped = ⚠️ <b>Остановлено раньше времени</b>: остальное не применено, потому что вам больше нельзя менять каталог или файл не удалось прочесть снова.
import_cancelled = Отменено. Ничего не изменено.
import_gone = С этим файлом уже решено, или его место занял более новый.
