### Staff: order board

board_about =
    📌 <b>Order board</b>
    One message per order in a group of your staff, or in a topic of one. It shows how the order stands and has buttons to pack it and move it along. Phone and address are not on it.

    Add me to the group, then send /here there. /here somewhere else moves the board.
board_is_in = It is in “{ $title }”.
board_is_nowhere = There is none now.
board_on = 📌 The order board is here now: a message per order, which changes as the order does. /here off ends it.
board_off = 📌 The order board has ended. /here starts it again.
board_lost =
    📌 The order board in “{ $title }” has ended: I am not there any more, or may not write.
    Send /here in a group to have one again.
board_post = <b>{ $number }</b> · { $status }
board_customer = 👤 { $name } · { $way }
board_line = { $quantity } × { $name }
button_board = 📌 Order board
button_board_off = End the order board
button_board_open = 🗂 Open
