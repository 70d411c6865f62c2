### Staff: photos

photo_not_a_picture = 🖼 That is not a picture I can take. Please send a photo, or a JPEG or PNG file.
photo_heic = 🖼 Your phone's own format (HEIC) cannot be shown in the shop. Please send the picture as a photo instead of a file: Telegram converts it then.
photo_too_many_bytes = 🖼 That file has more than { $limit } MB. Please send the picture as a photo instead of a file: Telegram makes it smaller.
photo_too_many_pixels = 🖼 That picture has more than { $limit } megapixels. Please send it as a photo instead of a file: Telegram makes it smaller.
photo_too_narrow = 🖼 That picture is too narrow: Telegram shows none that is more than { $ratio } times as long as wide. Please cut it first.
photo_damaged = 🖼 That picture is damaged and cannot be opened. Please send another one.
photo_not_fetched = 🖼 I could not fetch that picture from Telegram. Please send it again.
