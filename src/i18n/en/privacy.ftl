### Privacy

command_privacy = Your data: see it, get it, erase it
button_privacy = 🔏 Your data
button_my_data = 📥 My data
button_forget = 🧹 Forget me
button_forget_on = 🧹 Erase my data…
button_forget_surely = 🧹 Yes, erase everything about me
button_forget_not = ⬅️ No, keep it
button_stay = 💚 Keep my data
privacy_title = 🔏 <b>Your data in this shop</b>
privacy_kept =
    <b>What is kept.</b> From Telegram: your number there, your name, user name and language. From you: name, phone, e-mail, addresses with their places on the map, the language you chose, your cart, what you searched for last, what you want to be told of, your favourites, the last goods you looked at, and your reviews. And your orders, with what you and the shop wrote about them and the pictures of payments you sent.
privacy_why =
    <b>What for.</b> To take your orders, bring them to you and account for them, and to answer you. This program shows you no advertising and passes nothing on.
privacy_who =
    <b>Who sees it.</b> The people who work for the shop see your orders, with name, phone and address. If they have a group for orders, your name stands there with what you ordered. All messages go through Telegram.
privacy_how_long =
    <b>For how long.</b> Until you have it erased. Copies of messages to you go 30 days after they were sent. Of orders the shop keeps what its accounts need, also after that: number, goods, sums, dates and status, without your name, phone and address.
privacy_rights =
    <b>What you can do.</b> /profile shows and changes your phone, e-mail and addresses. /mydata sends you everything as files. /forgetme erases it, { $days ->
        [0] in the night after you ask for it
        [one] { $days } day after you ask for it
       *[other] { $days } days after you ask for it
    }; until then you can call it off. With any other question, write to the shop; you can also complain to the data protection authority of your country.
privacy_own = { $text }
setting_privacy = Privacy text
setting_grace = Days before erasing
setting_ask_privacy = What do customers read when they send /privacy? The usual text says what this program keeps, why, and for how long. Send your own to replace it, at most 3000 characters; the buttons for getting and erasing the data stay under it. You see it before it is saved.
setting_ask_grace = For how many days can somebody who sent /forgetme call it off, before their data are erased? Send a number from 0 to 28. It is done at night, at three.
grace_invalid = Please send a whole number of days from 0 to { $max }.
value_privacy_usual = the usual
value_days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
alert_forget_unknown = This shop keeps nothing about you, so there is nothing to erase.
forget_title = 🧹 <b>Erase my data</b>
forget_goes = <b>This goes:</b> your name, phone, e-mail, addresses, language, cart, favourites, reviews, what you searched for, looked at and wait for; on your orders your name, phone, address and comment, what was written about them, and your pictures of payments.
forget_stays = <b>This stays,</b> because the shop has to account for it: the number, goods, sums, dates and status of each order, without any word of whose it was. You will not find your orders here any more, nor can they be returned or asked about through this bot.
forget_when = <b>When:</b> in the night to { $day }. Until then you can call it off, and an order does so, too.
forget_waits = { $count ->
    [one] ⏳ { $count } of your orders is still under way. It needs your address: nothing is erased before it is over.
   *[other] ⏳ { $count } of your orders are still under way. They need your address: nothing is erased before they are over.
}
forget_chat = What stands in this chat, and in the chats of the people who handled your orders, is Telegram's: you can delete this chat there.
forget_surely = <b>Really everything?</b> From { $day } on nobody can bring it back.
forget_asked = 🧹 Your data will be erased in the night to <b>{ $day }</b>.
forget_call_off = You can call it off until then.
forget_called_off = 💚 Your data stay. Nothing was erased.
forget_waits_on = ⏳ You asked to be forgotten. An order of yours is still under way and needs your address; your data will be erased in the night after it is over.
forget_stays_to_order = 💚 You asked to be forgotten, and now you have ordered: your data stay. Send /forgetme again if you want to be forgotten after this order.
forget_farewell = 🧹 Your data are erased. The shop does not know any more who you were. This chat is still on your side: you can delete it in Telegram. When you write here again, you are a new customer.
alert_forget_staff = You work for this shop, and its record says what you changed. Have an owner take you off the staff first; then you can be forgotten.
alert_not_leaving = There is nothing to call off.
customer_deleted = deleted customer
admin_order_customer_deleted = 👤 <i>Deleted customer</i>
unreachable_erased = was erased at their own wish
subject_customer = customer
field_orders = Orders kept without a name
alert_mydata_unknown = This shop keeps nothing about you.
alert_mydata_again = You were given your data a moment ago. Please ask again in a minute.
alert_mydata_failed = Your data could not be sent. Please try again later.
alert_mydata_sent = Everything the shop knows of you is in these two files.
mydata_page_caption = 📄 Your data, to read: open it in a browser
mydata_json_caption = 🗂 The same for programs (JSON)
mydata_title = Your data at { $shop }
mydata_read_at = As of { $time }
mydata_words = This is everything the shop keeps about you. What the bot is just sending or receiving is not among it; you find it in the chat.
mydata_nothing = Nothing.
data_profile = You
data_staff_role = Your work for the shop
data_addresses = Addresses
data_cart = Cart
data_open_checkout = An order you have begun
data_stock_watches = What you wait for
data_favourites = Favourites
data_seen_lately = Seen lately
data_reviews = Reviews
data_last_search = Your last search
data_orders = Orders
data_lines = Goods
data_messages = What was written
data_proofs = Pictures of payments
data_telegram_id = Your number at Telegram
data_first_name = First name at Telegram
data_last_name = Last name at Telegram
data_username = User name at Telegram
data_telegram_language = Language of your Telegram
data_language = Language you chose
data_contact_name = Name for orders
data_phone = Phone number
data_email = E-mail
data_unreachable = Messages do not reach you
data_since = Since
data_forgotten_at = To be erased
data_known_since = Known since
data_role = Role
data_left_at = Until
data_label = Called
data_address = Address
data_pin = Place on the map
data_is_default = Used first
data_saved_at = Saved
data_product = Product
data_options = Variant
data_sku = Article (SKU)
data_quantity = Quantity
data_price = Price of one
data_added_at = Put in
data_comment = Your comment
data_words = Words
data_seen_at = Seen
data_stars = Stars
data_shown_name = Shown with the name
data_searched_at = Searched
data_number = Number
data_status = Status
data_placed_at = Ordered
data_delivery = Delivery
data_cancel_reason = Why the shop called it off
data_payment = Way to pay
data_payment_instructions = How to pay
data_paid_at = Paid
data_fee = Delivery fee
data_total = In all
data_kind = Kind
data_kind_note = note of the shop
data_kind_to_you = from the shop to you
data_kind_from_you = from you to the shop
data_text = Text
data_written_at = Written
data_sha256 = Checksum (SHA-256)
data_bytes = Bytes
data_sent_at = Sent
data_jpeg = Picture
