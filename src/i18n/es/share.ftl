### Enlaces y carteles

share_title = 🔗 <b>{ $name }</b>
share_link = <code>{ $link }</code>
share_how = Quien abra este enlace llega aquí, a tu tienda, enseguida. Tócalo para copiarlo, envíaselo a alguien o cuelga el cartel: su código lleva al mismo sitio.
share_hidden = 🙈 Ahora los clientes no ven esto. Quien siga el enlace leerá: «{ $words }»
button_share = 🔗 Compartir
button_share_poster = 🖨 Cartel para imprimir
button_share_copy = 📋 Copiar el enlace
button_share_send = 📤 Enviar a alguien
poster_hint = Apunta aquí la cámara del teléfono
poster_caption = Un cartel, A4. Imprímelo tal cual: el archivo es más nítido que una foto.
poster_caption_partly = Un cartel, A4. Le faltan palabras cuyas letras no sé dibujar; están en la página de abajo.
poster_caption_page = Lo mismo como página, con todas las palabras. Ábrela en un navegador e imprímela desde allí.
poster_sent = El cartel está abajo.
poster_failed = No se pudo enviar el cartel. Inténtalo otra vez.
