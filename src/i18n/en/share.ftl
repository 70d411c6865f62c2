### Links and posters

share_title = 🔗 <b>{ $name }</b>
share_link = <code>{ $link }</code>
share_how = Whoever opens this link is here in your shop at once. Tap it to copy it, send it to somebody, or hang up the poster: its code leads to the same place.
share_hidden = 🙈 Customers do not see this now. Whoever follows the link reads: “{ $words }”
button_share = 🔗 Share
button_share_poster = 🖨 Poster to print
button_share_copy = 📋 Copy the link
button_share_send = 📤 Send to somebody
poster_hint = Point your phone’s camera here
poster_caption = A poster, A4. Print it as it is: the file is sharper than a photo.
poster_caption_partly = A poster, A4. It lacks words whose letters I cannot draw; they are on the page below.
poster_caption_page = The same as a page with all words. Open it in a browser and print it there.
poster_sent = The poster is below.
poster_failed = The poster could not be sent. Please try again.
