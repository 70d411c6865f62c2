greeting_of = Hello, { $name }! Welcome to <b>{ $shop }</b>. Choose a category, or just type what you are looking for.
front_away = 🕘 We are away at the moment and back { $when }. You can order all the same: we see to it then.
front_closed = 🔒 <b>We are closed at the moment.</b> Do look around; orders are not taken until we are back.
front_closed_until = 🔒 <b>We are closed and open again on { $day }.</b> Do look around; orders are not taken until then.
order_later = 🕘 We are away at the moment and see to it when we are back: { $when }.
checkout_closed = Nothing was ordered. Your cart is kept for you.
settings_title = ⚙️ <b>Settings</b>
settings_line = { $label }: <b>{ $value }</b>
settings_line_fixed = { $label }: <b>{ $value }</b> 📌 set by { $by }
settings_fixed = 📌 is chosen where the program is started, and can only be changed there.
setting_title = ⚙️ <b>{ $label }</b>
setting_now = Now: { $value }
setting_now_usual = Now: as usual.
setting_saved = ✅ Saved: { $label }.
setting_changed = ❗ { $who } changed this on { $when }, so nothing was saved. Please look and send it again if you still want to.
setting_ask_name = What is the shop called? Customers read it in the greeting and under About, and it stands on packing slips.
setting_ask_story = What is the shop about? A few sentences for About.
setting_ask_greeting =
    What are customers greeted with? Write {"{name}"} where their name goes. You see it before it is saved.
setting_ask_contact = How can customers reach the shop: a phone, an address, a @username? It stands under About, in /help and in apologies.
setting_ask_terms = What holds for orders, returns and data? Customers find it under About and before they confirm an order. You see it before it is saved.
setting_ask_hours =
    When is somebody there? Write it like <i>Mon-Fri 9:00-18:00, Sat 10-14</i>; a night may go past midnight: <i>Fri 20-2</i>. Outside of these hours orders are taken all the same, and customers are told when you are back.
setting_ask_currency = Which currency are all prices in? Send its code of three letters, such as EUR. It can be changed as long as there are no orders.
setting_ask_language = Which language is spoken with people whose own is not spoken here?
setting_ask_timezone = Which time zone is the shop in? Send a large city in it, such as Europe/Berlin.
setting_ask_prefix = What do order numbers begin with? Send 1 to 8 letters or digits, such as ECO. Orders you have keep their numbers.
setting_ask_low_stock = At or below how many units is the staff told that something runs short? Products can have a number of their own.
setting_preview = This is what customers will read. Save it, or send another.
greeting_placeholder = “{ $found }” means nothing to me. Only {"{name}"} can stand in braces; it becomes the customer's name.
hours_unknown = I do not understand “{ $word }”. Please write days and times, like <i>Mon-Fri 9:00-18:00, Sat 10-14</i>.
hours_no_day = Which day is “{ $word }” on? Please write the day before it, like <i>Mon 9-18</i>.
hours_no_times = At which times on { $day }? Please write them behind it, like <i>9-18</i>, or <i>closed</i>.
hours_no_length = “{ $word }” begins when it ends. The whole day is <i>0-24</i>.
hours_overlap = The times on { $day } overlap or contradict each other.
hours_empty = That has no time at which somebody is there. Please write it like <i>Mon-Fri 9:00-18:00</i>.
hours_too_long = Those are too many times to show; at most { $max } characters, please.
currency_unknown = “{ $text }” is no currency. Please send its code of three letters, such as USD, EUR or JPY.
currency_has_orders = The shop has orders, and what was paid stays what it was: the currency cannot be changed any more.
currency_other_decimals = The shop has prices in { $shop }, and { $wished } has other decimals: the prices would be wrong. It can be changed while there are no products, drafts and delivery prices.
timezone_unknown = I do not know a time zone “{ $text }”. Please send a large city in it, such as Europe/Berlin.
timezone_near = “{ $text }” is not the whole name of a time zone. Is it one of these?
prefix_invalid = Please send 1 to 8 letters (A to Z) or digits.
low_stock_invalid = Please send a whole number from 0 to { $max }.
closure_open = The shop is open. When you close it, customers can look around and keep their carts, but nothing can be ordered until you open it again.
closure_closed = The shop is closed: nothing can be ordered.
closure_as_seen = Customers read:
closure_ask_day = On which day do you open again? Send a date, like 2026-08-20 or 20.8.2026; the shop opens by itself at the beginning of it.
closure_ask_note = What should customers read about it? For example: <i>We are at the sea.</i>
closure_no_date = That is not a date I can read. Please send it like 2026-08-20 or 20.8.2026.
closure_past = That day is not to come. To open at once, use the button.
closure_too_far = That is more than a year away. Please check the year.
setting_name = Name
setting_story = About
setting_greeting = Greeting
setting_contact = Contact
setting_terms = Terms
setting_hours = Opening hours
setting_closure = Open or closed
setting_currency = Currency
setting_language = Language
setting_timezone = Time zone
setting_prefix = Order numbers
setting_low_stock = Low stock
setting_report = Morning report
setting_quiet = Quiet hours
value_unset = —
value_greeting_usual = the usual
value_open = open
value_closed = closed
value_closed_until = closed until { $day }
value_local_time = { $zone } ({ $time } there now)
value_units = { $units } units or fewer
language_name = English
when_today = today at { $time }
when_tomorrow = tomorrow at { $time }
when_weekday = { $day ->
    [mon] on Monday
    [tue] on Tuesday
    [wed] on Wednesday
    [thu] on Thursday
    [fri] on Friday
    [sat] on Saturday
   *[sun] on Sunday
} at { $time }
when_date = on { $date } at { $time }
weekday = { $day ->
    [mon] Mon
    [tue] Tue
    [wed] Wed
    [thu] Thu
    [fri] Fri
    [sat] Sat
   *[sun] Sun
}
# Every way to write a day, for reading; small letters.
weekday_words = { $day ->
    [mon] mon monday
    [tue] tue tues tuesday
    [wed] wed wednesday
    [thu] thu thurs thursday
    [fri] fri friday
    [sat] sat saturday
   *[sun] sun sunday
}
closed_words = closed
button_terms = 📄 Terms
button_setting_reset = ↩️ As usual
button_setting_save = ✅ Save
button_back_to_settings = ⚙️ Settings
button_close = 🔒 Close the shop
button_reopen = 🔓 Open the shop
button_closure_day = 🗓 Day we open again
button_closure_no_day = ✖️ No day
button_closure_note = 💬 Words to customers
button_closure_no_note = ✖️ No words
toast_setting_saved = Saved.
toast_closed = The shop is closed.
toast_reopened = The shop is open.
alert_setting_fixed = This is set by { $by }, where the program is started, and can only be changed there.
alert_setting_gone = This question is over. Please open the settings again.
alert_shop_open = The shop is open.
menu_stats = What was sold
menu_delivery = Delivery settings
slip_shop = From
