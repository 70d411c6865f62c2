### Favourites

favourites_title = ❤️ <b>Your favourites</b>
favourites_empty =
    ❤️ <b>Your favourites</b>
    Nothing here yet. Tap 🤍 on a product to find it here again. There is room for { $most }.
lately_title = 🕘 <b>Seen lately</b>
lately_empty =
    🕘 <b>Seen lately</b>
    Products that you look at can be found here again.
button_favourites = ❤️ Favourites
button_lately = 🕘 Seen lately
button_like = 🤍 Save
button_unlike = ❤️ Saved
button_forget_looks = 🧹 Clear the list
button_back_to_favourites = ⬅️ Back to favourites
button_back_to_lately = ⬅️ Back to seen lately
toast_liked = ❤️ Among your favourites now.
toast_unliked = 🤍 No longer among your favourites.
toast_forgotten = The list is empty.
alert_favourites_full = You have { $most } favourites, and there is no room for more. Please take one out first.
command_favourites = Your favourites
