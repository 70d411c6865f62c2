### Goods in other chats

inline_open = 🛍 See it in the shop
inline_price = { $price }
inline_price_from = from { $price }
inline_sold_out = { $price } · sold out
inline_nothing = Nothing found. Look around in the shop
inline_closed = The shop is closed at the moment
