### Equipo: tablón de pedidos

board_about =
    📌 <b>Tablero de pedidos</b>
    Un mensaje por pedido en un grupo de tu equipo, o en un tema de un grupo. Muestra cómo va el pedido y tiene botones para prepararlo y hacerlo avanzar. El teléfono y la dirección no aparecen.

    Añádeme al grupo y envía /here allí. Con /here en otro sitio, el tablero se traslada.
board_is_in = Está en «{ $title }».
board_is_nowhere = Ahora no hay ninguno.
board_on = 📌 El tablero de pedidos está aquí desde ahora: un mensaje por pedido, que cambia con el pedido. Con /here off se termina.
board_off = 📌 El tablero de pedidos se ha terminado. Con /here vuelve a empezar.
board_lost =
    📌 El tablero de pedidos de «{ $title }» se ha terminado: ya no estoy allí, o no puedo escribir.
    Envía /here en un grupo para volver a tener uno.
board_post = <b>{ $number }</b> · { $status }
board_customer = 👤 { $name } · { $way }
board_line = { $quantity } × { $name }
button_board = 📌 Tablero de pedidos
button_board_off = Terminar el tablero
button_board_open = 🗂 Abrir
