### Переводы

button_translations = 🌍 Переводы
translations_title = 🌍 <b>{ $name }</b> на других языках
translations_hint = Покупатели читают магазин на своём языке. Где перевода нет, показываются ваши собственные слова. Нажмите, чтобы написать или изменить.
translations_none = Переводить здесь пока нечего: сначала напишите свой текст.
translation_own = <b>{ $label }:</b> { $words }
translation_said = ✅ { $language }: { $words }
translation_outdated = ⚠️ { $language }: { $words } — <i>возможно, устарел: ваш текст с тех пор изменился</i>
translation_withheld = ⚠️ { $language }: <s>{ $words }</s> — <i>ваш текст с тех пор изменился и показывается, пока вы не переведёте его заново</i>
translation_missing = ➖ { $language }: <i>показываются ваши слова</i>
translation_title = 🌍 <b>{ $name }</b> · { $label }
translation_original = <b>Ваши слова:</b>
    { $words }
translation_now = <b>Сейчас:</b>
    { $words }
translation_now_outdated = <b>Сейчас (возможно, устарел):</b>
    { $words }
translation_prompt = Пришлите текст на этом языке: { $language }.
translation_saved = ✅ Перевод сохранён, покупатели его видят.
button_translation_said = ✅ { $label }
button_translation_outdated = ⚠️ { $label }
button_translation_missing = ➕ { $label }
button_translation_remove = 🗑 Убрать перевод
button_translation_undo = ↩️ Отменить
language_en = английский
language_es = испанский
language_ru = русский
text_of = { $label } · { $language }
text_name = Название
text_description = Описание
text_eta = Срок доставки
text_address = Адрес
text_hours = Часы работы
text_instructions = Как оплатить
text_text = Текст
toast_translation_removed = 🗑 Показываются ваши слова
toast_translation_undone = ↩️ Отменено
alert_translation_changed = { $who } изменил(а) это { $when }. Посмотрите ещё раз, пожалуйста.
alert_translation_gone = Это удалено, или его больше нет.
alert_translation_no_text = Переводить нечего: ваш собственный текст пуст.
alert_translation_too_late = Отменить изменение можно в течение десяти минут. Измените его, пожалуйста, вручную.
alert_translation_already = Это уже отменено.
subject_words = перевод
