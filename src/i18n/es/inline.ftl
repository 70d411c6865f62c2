### Productos en otros chats

inline_open = 🛍 Ver en la tienda
inline_price = { $price }
inline_price_from = desde { $price }
inline_sold_out = { $price } · agotado
inline_nothing = No se encontró nada. Mira en la tienda
inline_closed = La tienda está cerrada ahora
