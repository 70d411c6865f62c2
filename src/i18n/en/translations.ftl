### Translations

button_translations = 🌍 Translations
translations_title = 🌍 <b>{ $name }</b> in other languages
translations_hint = Customers read the shop in their own language. Where there is no translation, your own words stand in. Tap one to type or change it.
translations_none = There is nothing to translate here yet: write your own text first.
translation_own = <b>{ $label }:</b> { $words }
translation_said = ✅ { $language }: { $words }
translation_outdated = ⚠️ { $language }: { $words } — <i>perhaps out of date: your own text has changed since</i>
translation_withheld = ⚠️ { $language }: <s>{ $words }</s> — <i>your own text has changed since, and stands in until you translate it anew</i>
translation_missing = ➖ { $language }: <i>your own words stand in</i>
translation_title = 🌍 <b>{ $name }</b> · { $label }
translation_original = <b>Your own words:</b>
    { $words }
translation_now = <b>Now:</b>
    { $words }
translation_now_outdated = <b>Now (perhaps out of date):</b>
    { $words }
translation_prompt = Send the text in { $language }.
translation_saved = ✅ The translation is saved, and customers see it.
button_translation_said = ✅ { $label }
button_translation_outdated = ⚠️ { $label }
button_translation_missing = ➕ { $label }
button_translation_remove = 🗑 Remove the translation
button_translation_undo = ↩️ Undo
language_en = English
language_es = Spanish
language_ru = Russian
text_of = { $label } · { $language }
text_name = Name
text_description = Description
text_eta = How long it takes
text_address = Address
text_hours = Opening hours
text_instructions = How to pay
text_text = Text
toast_translation_removed = 🗑 Your own words stand in
toast_translation_undone = ↩️ Taken back
alert_translation_changed = { $who } changed this on { $when }. Look at it again, please.
alert_translation_gone = That was deleted, or is not there any more.
alert_translation_no_text = There is nothing to translate: your own text is empty.
alert_translation_too_late = A change can be taken back for ten minutes. Please change it by hand.
alert_translation_already = That has been taken back already.
subject_words = translation
