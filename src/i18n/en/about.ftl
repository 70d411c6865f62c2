### About and help

about_title = ℹ️ <b>About us</b>
about_name = ℹ️ <b>{ $name }</b>
about_hours = 🕘 { $hours }
about_contact = ☎️ { $contact }
about_terms =
    <b>Terms</b>
    { $terms }
about_nothing = The shop has not said anything about itself yet.
about_no_terms = The shop has no terms of its own.
help_text =
    <b>What you can do here</b>
    • Browse with the buttons, or type what you are looking for; /search does the same.
    • /cart shows your cart and takes you to checkout.
    • /favourites has what you keep with 🤍. What you bought can be reviewed from its order.
    • /orders shows your orders; there you can cancel one, order again or write to the shop.
    • /profile keeps your phone and addresses, so that checkout takes one tap.
    • /language chooses the language.
    • /privacy tells what is kept about you; /mydata sends it to you, /forgetme erases it.
    • /cancel leaves whatever question you are in.
help_contact = ☎️ You can also reach us here: { $contact }
button_about = ℹ️ About
