### Profile

profile_title = 👤 <b>Your profile</b>
profile_name = Name: { $name }
profile_phone = Phone: { $phone }
profile_phone_unset = Phone: not set
profile_email = E-mail: { $email }
profile_email_unset = E-mail: not set
profile_address = Default address: { $label }, { $address }
profile_address_unset = Default address: not set. Add one under Addresses, and checkout takes one tap.
phone_prompt = Send your phone number, like { $example }.
phone_example = +44 20 7946 0958
phone_saved = 👍 Phone saved.
email_prompt = Send your e-mail address.
email_invalid = That is not an e-mail address. Please send one like anna@example.org.
email_saved = 👍 E-mail saved.
addresses_title = 🏠 <b>Your addresses</b>
addresses_empty = You have no saved addresses yet.
addresses_line = <b>{ $label }</b>: { $address }
addresses_line_default = ⭐ <b>{ $label }</b>: { $address }
address_detail =
    🏠 <b>{ $label }</b>
    { $address }
address_detail_default =
    ⭐ <b>{ $label }</b> (default)
    { $address }
address_label_prompt = What should this address be called? For example Home or Office.
address_text_prompt = Send the full address for <b>{ $label }</b> in one message.
address_saved = 👍 Address saved.
button_edit_phone = 📱 Edit phone
button_edit_email = ✉️ Edit e-mail
button_addresses = 🏠 Manage addresses
button_back_to_profile = ⬅️ Back to profile
button_add_address = ➕ Add address
button_address = { $label }
button_address_default = ⭐ { $label }
button_make_default = ⭐ Set as default
button_delete_address = 🗑 Delete
button_back_to_addresses = ⬅️ Back to addresses
button_resume_checkout = ✅ Continue checkout
alert_address_unknown = Address not found.
alert_address_deleted = Address deleted.
toast_default_set = Default address set
address_pin_kept = 📍 Got the place on the map. Now please send the address as text: street, number, floor, flat, so that the courier finds the door.
