### General

apology = Something went wrong on our side, and nothing was changed. Please try again, or write to the shop.
unknown_command = I do not know that command. /start opens the shop, /cart your cart, /orders your orders.
slow_down = That was a lot at once. I have skipped some of it; please go on a little slower.
nothing_active = There is nothing to cancel.
cancelled = Cancelled. Nothing was changed.
button_home = 🏠 Shop
button_back = ⬅️ Back
button_cancel = ✖️ Cancel
button_previous = ⬅️
button_next = ➡️
outdated_button = This button is outdated.
stale_message = That action is no longer available. Use /start for a fresh view.
slow_down_toast = A little slower, please.
nothing_active_alert = There is nothing to cancel.
command_start = Browse the shop
command_cart = Your cart
command_orders = Your orders
command_profile = Your contact data and addresses
command_admin = Run the shop
command_cancel = Stop what you are doing
command_help = What you can do here
command_language = Choose your language
language_title = 🌐 Choose your language.
button_language = 🌐 Language
button_language_spoken = ✅ { $name }
button_language_other = { $name }
