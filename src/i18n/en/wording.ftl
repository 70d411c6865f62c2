### Staff: wording

button_wording = ✍️ Wording
wording_title =
    ✍️ <b>Wording</b> · { $language }
    Everything the shop says can be said in your own words. Choose a part of the shop, or search for the words you want to change. Nothing changes before you save.
wording_list = ✍️ <b>{ $area }</b> · { $language }
wording_yours =
    ✍️ <b>In your words</b> · { $language }
    ✍️ marks what you changed, ⚠️ what this release cannot use any more.
wording_none_yours = You have not changed any text in this language yet.
wording_search_prompt = 🔎 Which text are you looking for? Send a few words of it as you see them in the shop.
wording_found = 🔎 Texts with “{ $words }” · { $language }
wording_found_more = … and { $count } more. Send more words to find fewer.
wording_found_nothing = 🔎 No text has “{ $words }” in it. Try fewer words, just as they are shown.
wording_card = ✍️ <b>{ $area }</b> · { $language } · { $kind }
wording_now = <i>Now:</i>
wording_original = <i>As it came:</i>
wording_unfit = ⚠️ Your own words do not fit this release of the shop any more, so the text that came with it is shown. Please write them anew; these were yours:
wording_for_numbers = <i>For numbers such as { $numbers }:</i>
wording_ask = Send the new text.
wording_formatted = Bold, italics and links that you make in Telegram stay.
wording_plain = At most { $most } characters. Formatting is not possible here.
wording_ask_form = Send the new text for numbers such as { $numbers }.
wording_needs = These stand for something the shop puts in, and have to stay: { $names }
wording_missing = { $name } is missing. The shop puts something in its place that has to be told.
wording_unknown = { $name } means nothing here. { $known }
wording_known = In braces there can be: { $names }
wording_known_none = Nothing in braces belongs into this text.
wording_blank = That was empty. Please send it as text.
wording_too_long = That is { $length } characters; here there is room for { $most }.
wording_bad_link = The link { $link } cannot be used. Links begin with https://, http:// or tg://.
wording_preview = 👀 This is how it will be shown. Nothing has changed yet.
wording_changed = { $who } changed this text meanwhile ({ $when }). Nothing was saved. This is how it is now.
wording_kind_message = message
wording_kind_button = button
wording_kind_answer = pop-up
wording_kind_command = command
wording_kind_word = words
button_wording_find = 🔎 Find a text
button_wording_yours = ✍️ In your words: { $count }
button_wording_area = { $area } · { $count }
button_wording_mine = ✍️ { $text }
button_wording_unfit = ⚠️ { $text }
button_wording_change = ✏️ Change
button_wording_again = ✏️ Change again
button_wording_single = One text for all numbers
button_wording_save = ✅ Save
button_wording_reset = ↩️ As it came
button_wording_language = 🌐 { $language }
button_wording_back = ⬅️ Wording
toast_wording_saved = Saved. It is said like this from now on.
toast_wording_reset = It is as it came again.
alert_wording_gone = Nothing was waiting to be saved. Please open the text once more.
subject_wording = text
sample_text = Blue mug
sample_address = 12 Harbour Street
field_text = Text
