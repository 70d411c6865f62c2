### Сотрудникам: тексты

button_wording = ✍️ Тексты
wording_title =
    ✍️ <b>Тексты</b> · { $language }
    Всё, что говорит магазин, можно сказать вашими словами. Выберите раздел или найдите слова, которые хотите изменить. Пока вы не сохраните, ничего не меняется.
wording_list = ✍️ <b>{ $area }</b> · { $language }
wording_yours =
    ✍️ <b>Вашими словами</b> · { $language }
    ✍️ отмечено изменённое вами, ⚠️ то, что эта версия больше не может использовать.
wording_none_yours = На этом языке вы пока не изменили ни одного текста.
wording_search_prompt = 🔎 Какой текст вы ищете? Пришлите несколько слов из него так, как видите их в магазине.
wording_found = 🔎 Тексты со словами «{ $words }» · { $language }
wording_found_more = … и ещё { $count }. Пришлите больше слов, чтобы найти точнее.
wording_found_nothing = 🔎 Ни в одном тексте нет слов «{ $words }». Попробуйте меньше слов, точно как они показаны.
wording_card = ✍️ <b>{ $area }</b> · { $language } · { $kind }
wording_now = <i>Сейчас:</i>
wording_original = <i>Изначально:</i>
wording_unfit = ⚠️ Ваши слова больше не подходят к этой версии магазина, поэтому показан исходный текст. Напишите их заново; у вас было:
wording_for_numbers = <i>Для чисел вроде { $numbers }:</i>
wording_ask = Пришлите новый текст.
wording_formatted = Жирный шрифт, курсив и ссылки, сделанные в Telegram, сохранятся.
wording_plain = Знаков не больше: { $most }. Оформление здесь невозможно.
wording_ask_form = Пришлите новый текст для чисел вроде { $numbers }.
wording_needs = Сюда магазин подставляет своё, и это должно остаться: { $names }
wording_missing = Не хватает { $name }. На это место магазин подставляет то, что нужно сообщить.
wording_unknown = { $name } здесь ничего не значит. { $known }
wording_known = В фигурных скобках может стоять: { $names }
wording_known_none = В этом тексте в фигурных скобках ничего не бывает.
wording_blank = Там ничего не было. Пришлите, пожалуйста, текст.
wording_too_long = Знаков: { $length }; здесь помещается { $most }.
wording_bad_link = Ссылку { $link } использовать нельзя. Ссылки начинаются с https://, http:// или tg://.
wording_preview = 👀 Так это будет показано. Пока ничего не изменилось.
wording_changed = Этот текст тем временем изменили ({ $when }): { $who }. Ничего не сохранено. Вот как он выглядит сейчас.
wording_kind_message = сообщение
wording_kind_button = кнопка
wording_kind_answer = всплывающий ответ
wording_kind_command = команда
wording_kind_word = слова
button_wording_find = 🔎 Найти текст
button_wording_yours = ✍️ Вашими словами: { $count }
button_wording_area = { $area } · { $count }
button_wording_mine = ✍️ { $text }
button_wording_unfit = ⚠️ { $text }
button_wording_change = ✏️ Изменить
button_wording_again = ✏️ Изменить ещё раз
button_wording_single = Один текст для всех чисел
button_wording_save = ✅ Сохранить
button_wording_reset = ↩️ Как было изначально
button_wording_language = 🌐 { $language }
button_wording_back = ⬅️ Тексты
toast_wording_saved = Сохранено. Теперь говорится так.
toast_wording_reset = Снова как было изначально.
alert_wording_gone = Сохранять было нечего. Откройте текст ещё раз.
subject_wording = текст
sample_text = Синяя кружка
sample_address = Портовая ул., 12
field_text = Текст
