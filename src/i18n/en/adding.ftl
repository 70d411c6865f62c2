### Staff: new products

adding_title = ➕ <b>New product</b>
adding_so_far_category = 📁 { $name }
adding_so_far_price = Price: <b>{ $price }</b>
adding_so_far_stock = In stock: <b>{ $count }</b>
adding_category_prompt = 👇 Which category is it in?
adding_name_prompt = ✏️ What is it called?
adding_description_prompt = ✏️ Describe it in a few sentences (at most 1000 characters).
adding_price_prompt = ✏️ What does one cost? Just the number is enough.
adding_stock_prompt = ✏️ How many do you have? For example: 20
adding_photos_prompt = 🖼 Send its photos, one by one or as an album, at most { $most }. The first one becomes the main photo. Without photos, press Skip.
adding_photos_count =
    🖼 { $count ->
        [one] <b>1 photo</b>
       *[other] <b>{ $count } photos</b>
    } of at most { $most }. Send more, or press Done.
adding_tap_category = Please tap one of the categories below.
adding_photo_expected = I am waiting for photos now. Send one, or press the button below.
adding_photo_later = 🖼 Photos come last. I have not kept this one; please answer the question first.
adding_photo_same = 🖼 This product has that photo already.
adding_photos_full = 🖼 More than { $most } photos are not possible. The ones above that were left out.
adding_not_yet = There is still a question to answer first.
adding_category_gone = The category has been deleted meanwhile. Please choose another one; everything else is kept.
adding_no_categories = 📁 There is no category yet, and every product needs one. Please create a category first, then add the product.
adding_begun = ➕ You have begun to add <b>{ $name }</b>. Next: { $step }.
adding_step_category = category
adding_step_name = name
adding_step_description = description
adding_step_price = price
adding_step_stock = stock
adding_step_photos = photos
adding_created = ✅ <b>{ $name }</b> is in your shop now.
adding_cancelled = ✖️ Cancelled. Nothing was added.
adding_gone = This product is not being added any more.
photo_not_asked_for = 🖼 I did not expect a picture just now, and have not kept it. To give it to a new product, add one and send the picture when I ask for it.
alert_draft_gone = This product is not being added any more.
button_add_product = ➕ Add a product
button_adding_here = ✅ Put it into { $name }
button_adding_open = 📁 { $name }
button_adding_up = ⬆️ One level up
button_adding_skip = ⏭ Skip: add without photos
button_adding_done = ✅ Done: add the product
button_adding_continue = ▶️ Continue adding { $name }
button_adding_anew = ➕ Begin another one instead
button_adding_as_customer = 👀 See it as customers do
button_adding_edit = ✏️ Edit
button_adding_another = ➕ Add another
number_not_a_number = That is not a number I understand. Please write it like this: { $example }
number_grouping = The digits are grouped in a way that can be misread. Please write it like this: { $example }
number_ambiguous = That can be read in two ways. Please write 1234.00 for one thousand and more, and 1.23 for less.
number_other_currency = Prices of this shop are in { $currency }. Please write just the number, like this: { $example }
number_too_precise =
    { $decimals ->
        [0] { $currency } has no decimals.
       *[other] { $currency } has only { $decimals } decimals.
    } Please write it like this: { $example }
number_not_whole = Please write a whole number, like this: 20
number_not_positive = It must be more than 0, like this: { $example }
number_negative = It must be 0 or more, like this: { $example }
number_too_large = That is too much: the most is { $most }.
