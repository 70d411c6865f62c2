### Catalogue

greeting = Hello, { $name }! Choose a category, or just type what you are looking for.
catalog_empty = There is nothing on the shelves yet. Please come back soon!
category_title = <b>{ $name }</b>
category_described =
    <b>{ $name }</b>
    { $description }
category_empty =
    <b>{ $name }</b>
    There is nothing here at the moment.
product_title = <b>{ $name }</b>
product_price = <b>{ $price }</b>
product_few_left = Only { $count } left
product_sold_out = Sold out
button_category = { $name }
button_product = { $name } · { $price }
button_sold_out = { $name } · sold out
button_add = 🛒 Add to cart
button_back_to_products = ⬅️ Back to products
button_cart = 🛒 Cart
product_gone = Product not found. It may have been sold for the last time.
category_gone = That category is no longer there.
product_price_from = from <b>{ $price }</b>
product_chosen = { $option }: <b>{ $value }</b>
product_choose = 👇 Please choose: { $option }
button_product_from = { $name } · from { $price }
button_value_chosen = ✅ { $value }
button_value_sold_out = { $value } · sold out
button_more = 📖 More
