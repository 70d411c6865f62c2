### Staff: the day

button_day = 📅 The day
day_title =
    📅 <b>The day</b>
    What was sold, what is left, and what you are told.
day_report_at = ☀️ Morning report: { $hour }
day_report_off = ☀️ Morning report: off
day_quiet = 🌙 Quiet hours: { $from } – { $to }
day_quiet_off = 🌙 Quiet hours: none
day_low_stock = 📉 Low stock: { $units ->
    [0] only what is sold out
   *[other] { $units } or fewer
}
button_figures = 📊 Figures
button_shelves = 📦 Stock
button_order_files = 📄 Orders as files
button_report = ☀️ Morning report
button_quiet = 🌙 Quiet hours
button_low_stock = 📉 Low stock
figures_title = 📊 <b>What was sold</b>
figures_line = { $period }: <b>{ $revenue }</b> · orders: { $orders }
figures_today = Today
figures_yesterday = Yesterday
figures_week = This week
figures_last_week = Last week
figures_month = This month
figures_last_month = Last month
figures_best = 🏆 <b>Best sellers of { $days } days</b>
figures_seller = { $rank }. { $name } · { $units } × · { $revenue }
figures_note = Cancelled, refunded and returned orders do not count. Delivery is part of the first figures, not of the best sellers.
chart_title = Sold in the last { $days } days
chart_today = today
chart_caption = 📊 { $total } in the last { $days } days
files_orders_title =
    📄 <b>Orders as files</b>
    Two tables for your spreadsheet: the orders, and what was ordered. They hold names, phones and addresses: keep them safe.
period_this_month = This month
period_last_month = Last month
period_all = All orders
export_orders_caption = 📄 Orders: { $count }
export_lines_caption = 📄 What was ordered
export_sent = The files are in the chat.
export_nothing = There are no orders in that time.
export_failed = The files could not be made or sent. Please try again.
report_prompt =
    ☀️ <b>Morning report</b>
    Once a day you are told what was sold, what is to be packed and what runs short. At which hour?
quiet_from_prompt =
    🌙 <b>Quiet hours</b>
    Reports and notes about stock wait until the quiet hours are over. Orders and messages of customers always come at once. When do they begin?
quiet_to_prompt = 🌙 Quiet from { $from }. Until when?
button_hour_set = ✅ { $hour }
button_report_off = 🔕 No morning report
button_quiet_off = 🔔 No quiet hours
low_stock_prompt =
    📉 <b>Low stock</b>
    You are told once when a sale leaves this many units or fewer. This holds for products without a number of their own.
button_units = { $units }
button_units_set = ✅ { $units }
shelves_title =
    📦 <b>Stock, least first</b>
    Tap a product to choose from how few on you are told. Usual: { $units }
shelves_empty = 📦 There is nothing on the shelves yet.
button_shelved = { $units } × { $name }
button_shelved_low = 📉 { $units } × { $name }
threshold_prompt =
    📉 <b>{ $name }</b>
    You are told once when a sale leaves this many units of it or fewer.
button_threshold_usual = The usual: { $units }
alert_no_product = That product is no longer there.
morning_title =
    ☀️ <b>Morning report</b>
    { $day }
morning_packing = 📦 To look at: <b>{ $pending }</b> · to pack and ship: <b>{ $processing }</b> · to be picked up: <b>{ $ready }</b>
morning_scarce = 📉 <b>Low stock</b>
morning_nothing_scarce = 📉 Nothing runs short.
scarce_days = { $name }: { $units } left, for about { $days ->
    [one] 1 day
   *[other] { $days } days
}
scarce_today = { $name }: { $units } left, for less than a day
scarce_no_pace = { $name }: { $units } left, none sold in { $days } days
scarce_gone = { $name }: sold out
scarce_more = … and { $count } more
notice_low_stock = 📉 <b>{ $name }</b>: only { $units } left
notice_sold_out = 📉 <b>{ $name }</b> is sold out
notice_back = 🔔 <b>{ $name }</b> is back in stock.
button_open_product = 👀 Show it
button_watch = 🔔 Tell me when it is back
button_unwatch = 🔕 Do not tell me
toast_watching = You will be told when it is back.
toast_unwatched = You will not be told.
toast_back_already = It is back in stock!
button_slip = 🧾 Packing slip
slip_title = Packing slip { $number }
slip_date = Date
slip_name = Name
slip_phone = Phone
slip_delivery = Delivery
slip_address = Address
slip_comment = Comment
slip_sku = SKU
slip_item = Item
slip_quantity = Quantity
slip_sum = Units: { $units }
slip_caption = 🧾 { $number }
slip_caption_page = 🧾 { $number }: a page for your browser, which has the letters that the PDF lacks. Open it and print.
slip_sent = The packing slip is in the chat.
slip_failed = The packing slip could not be sent. Please try again.
