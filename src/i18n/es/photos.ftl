### Equipo: fotos

photo_not_a_picture = 🖼 Eso no es una imagen que pueda usar. Envía una foto, o un archivo JPEG o PNG.
photo_heic = 🖼 El formato propio de tu teléfono (HEIC) no se puede mostrar en la tienda. Envía la imagen como foto en vez de como archivo: así Telegram la convierte.
photo_too_many_bytes = 🖼 Ese archivo pesa más de { $limit } MB. Envía la imagen como foto en vez de como archivo: Telegram la hace más pequeña.
photo_too_many_pixels = 🖼 Esa imagen tiene más de { $limit } megapíxeles. Envíala como foto en vez de como archivo: Telegram la hace más pequeña.
photo_too_narrow = 🖼 Esa imagen es demasiado estrecha: Telegram no muestra ninguna que sea más de { $ratio } veces más larga que ancha. Recórtala primero.
photo_damaged = 🖼 Esa imagen está dañada y no se puede abrir. Envía otra.
photo_not_fetched = 🖼 No he podido traer esa imagen de Telegram. Envíala otra vez.
