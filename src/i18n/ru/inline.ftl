### Товары в других чатах

inline_open = 🛍 Открыть в магазине
inline_price = { $price }
inline_price_from = от { $price }
inline_sold_out = { $price } · нет в наличии
inline_nothing = Ничего не найдено. Зайти в магазин
inline_closed = Магазин сейчас закрыт
