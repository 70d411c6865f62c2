### Staff: catalogue file

button_files = 📄 Catalogue file
button_get_csv = ⬇️ Get it as CSV
button_get_json = ⬇️ Get it as JSON
button_import_apply = ✅ Apply
button_import_apply_with_stock = ✅ Apply with stock
button_import_cancel = ✖️ Cancel
button_import_refresh = 🔄 Refresh

files_how =
    📄 <b>Catalogue file</b>
    Get all categories and products as a file, change it in a spreadsheet (CSV) or an editor (JSON), and send it back to me here, as a file.

    I check it and show you what would change. Nothing is written before you press Apply.
files_partly = A file need not be complete: what it does not name stays as it is, and nothing is deleted by it. A CSV with the columns sku and price is a price list; sku and stock, a stock-taking.
files_photos = Photos are named by their content (sha256:…). Those the shop has are used; for others you are told, and products keep the photos they have.
files_caption = The catalogue on { $date }
files_part_caption = The catalogue on { $date }, part { $part } of { $parts }
files_sent = The file is below.
file_not_sent = The file could not be sent to you. Please try again in a moment.

file_wrong_kind = I can read a catalogue as CSV or JSON: a file whose name ends in .csv or .json. Nothing was changed.
file_too_large = This file is too large: I can read up to 20 MB. Send it in parts. Nothing was changed.
file_not_loaded = Telegram did not give me this file. Please send it once more. Nothing was changed.
file_refused =
    ⚠️ <b>{ $name }</b> was not read, and nothing was changed.
file_problems = { $count ->
    [one] There is 1 error:
   *[other] There are { $count } errors:
}
file_problem = • { $problem }
file_more_problems = … and { $count } more.

import_title = 📄 <b>{ $name }</b>
import_has_products = { $count ->
    [one] 1 product in the file
   *[other] { $count } products in the file
}
import_new = 🆕 { $count ->
    [one] 1 new product
   *[other] { $count } new products
}
import_new_variants = 🆕 { $count ->
    [one] 1 new variant
   *[other] { $count } new variants
}
import_new_categories = 🆕 { $count ->
    [one] 1 new category
   *[other] { $count } new categories
}
import_prices = 💰 { $count ->
    [one] 1 price
   *[other] { $count } prices
}
import_names = ✏️ { $count ->
    [one] 1 name
   *[other] { $count } names
}
import_descriptions = ✏️ { $count ->
    [one] 1 description
   *[other] { $count } descriptions
}
import_categories = ✏️ { $count ->
    [one] 1 category
   *[other] { $count } categories
}
import_options = ✏️ { $count ->
    [one] 1 option or its values
   *[other] { $count } options or their values
}
import_moved = 🗂 { $count ->
    [one] 1 product moves to another category
   *[other] { $count } products move to another category
}
import_places = ↕️ { $count ->
    [one] 1 product gets another place in the list
   *[other] { $count } products get another place in the list
}
import_photos = 🖼 { $count ->
    [one] 1 photo change
   *[other] { $count } photo changes
}
import_stock = 📦 { $count ->
    [one] 1 stock figure
   *[other] { $count } stock figures
}
import_unchanged = { $count ->
    [one] 1 product is just so already
   *[other] { $count } products are just so already
}
import_photos_missing = ⚠️ { $count ->
    [one] 1 photo is missing: the shop does not have it, and the product keeps its own
   *[other] { $count } photos are missing: the shop does not have them, and the products keep their own
}
import_left_out = ⚠️ { $count ->
    [one] 1 entry is left out:
   *[other] { $count } entries are left out:
}
import_left = • { $name }: { $why }
import_left_deleted = was deleted in the shop, or its category was
import_left_incomplete = is new, and category, name, price or option values are missing
import_left_taken = the SKU or the option values belong to something else
import_left_too_many = the product has too many variants
import_left_overtaken = was changed by somebody else meanwhile and is left as it is now
import_more_left = … and { $count } more.
import_nothing = Nothing would change: the shop is just so already.
import_about_stock = Stock in the file differs from the shop. <b>Apply</b> leaves it as it is, because you may have sold since the file was made. <b>Apply with stock</b> sets it to the numbers in the file. New products always get theirs.
import_about_meanwhile = If somebody changes one of these products before you press Apply, theirs stays and I tell you.
import_has_more = The file also speaks of delivery or of the shop itself; that is not read here.
import_applying = ⏳ Applying: { $position } of { $total }.
import_applying_note = You can go on; I tell you when it is done.
import_done = ✅ <b>Applied</b>
import_done_nothing = There was nothing left to change.
import_stopped = ⚠️ <b>Stopped early</b>: the rest was not applied, because you may not change the catalogue any more or the file could not be read again.
import_cancelled = Cancelled. Nothing was changed.
import_gone = This file is settled, or a newer one has taken its place.
