### Equipo: archivo del catálogo

button_files = 📄 Archivo del catálogo
button_get_csv = ⬇️ Descargar en CSV
button_get_json = ⬇️ Descargar en JSON
button_import_apply = ✅ Aplicar
button_import_apply_with_stock = ✅ Aplicar con existencias
button_import_cancel = ✖️ Cancelar
button_import_refresh = 🔄 Actualizar

files_how =
    📄 <b>Archivo del catálogo</b>
    Descarga todas las categorías y productos como archivo, cámbialo en una hoja de cálculo (CSV) o en un editor (JSON) y mándamelo aquí de vuelta, como archivo.

    Lo reviso y te muestro qué cambiaría. No se escribe nada hasta que pulses Aplicar.
files_partly = El archivo no tiene que estar completo: lo que no nombra se queda como está, y con él no se elimina nada. Un CSV con las columnas sku y price es una lista de precios; sku y stock, un inventario.
files_photos = Las fotos se nombran por su contenido (sha256:…). Se usan las que la tienda tiene; de las demás te aviso, y los productos conservan las suyas.
files_caption = El catálogo del { $date }
files_part_caption = El catálogo del { $date }, parte { $part } de { $parts }
files_sent = El archivo está abajo.
file_not_sent = No se ha podido enviar el archivo. Inténtalo de nuevo en un momento.

file_wrong_kind = Puedo leer un catálogo en CSV o JSON: un archivo cuyo nombre termine en .csv o .json. No se ha cambiado nada.
file_too_large = Este archivo es demasiado grande: puedo leer hasta 20 MB. Envíalo por partes. No se ha cambiado nada.
file_not_loaded = Telegram no me ha entregado este archivo. Envíalo otra vez. No se ha cambiado nada.
file_refused =
    ⚠️ No se ha leído <b>{ $name }</b> y no se ha cambiado nada.
file_problems = { $count ->
    [one] Hay 1 error:
   *[other] Hay { $count } errores:
}
file_problem = • { $problem }
file_more_problems = … y { $count } más.

import_title = 📄 <b>{ $name }</b>
import_has_products = { $count ->
    [one] 1 producto en el archivo
   *[other] { $count } productos en el archivo
}
import_new = 🆕 { $count ->
    [one] 1 producto nuevo
   *[other] { $count } productos nuevos
}
import_new_variants = 🆕 { $count ->
    [one] 1 variante nueva
   *[other] { $count } variantes nuevas
}
import_new_categories = 🆕 { $count ->
    [one] 1 categoría nueva
   *[other] { $count } categorías nuevas
}
import_prices = 💰 { $count ->
    [one] 1 precio
   *[other] { $count } precios
}
import_names = ✏️ { $count ->
    [one] 1 nombre
   *[other] { $count } nombres
}
import_descriptions = ✏️ { $count ->
    [one] 1 descripción
   *[other] { $count } descripciones
}
import_categories = ✏️ { $count ->
    [one] 1 categoría
   *[other] { $count } categorías
}
import_options = ✏️ { $count ->
    [one] 1 opción o sus valores
   *[other] { $count } opciones o sus valores
}
import_moved = 🗂 { $count ->
    [one] 1 producto pasa a otra categoría
   *[other] { $count } productos pasan a otra categoría
}
import_places = ↕️ { $count ->
    [one] 1 producto cambia de lugar en la lista
   *[other] { $count } productos cambian de lugar en la lista
}
import_photos = 🖼 { $count ->
    [one] 1 cambio de fotos
   *[other] { $count } cambios de fotos
}
import_stock = 📦 { $count ->
    [one] 1 cifra de existencias
   *[other] { $count } cifras de existencias
}
import_unchanged = { $count ->
    [one] 1 producto ya está tal cual
   *[other] { $count } productos ya están tal cual
}
import_photos_missing = ⚠️ { $count ->
    [one] Falta 1 foto: la tienda no la tiene, y el producto conserva la suya
   *[other] Faltan { $count } fotos: la tienda no las tiene, y los productos conservan las suyas
}
import_left_out = ⚠️ { $count ->
    [one] Queda fuera 1 entrada:
   *[other] Quedan fuera { $count } entradas:
}
import_left = • { $name }: { $why }
import_left_deleted = se eliminó en la tienda, o se eliminó su categoría
import_left_incomplete = es nuevo y le falta categoría, nombre, precio o valores de opciones
import_left_taken = el SKU o los valores de opciones son de otro producto
import_left_too_many = el producto tiene demasiadas variantes
import_left_overtaken = alguien lo cambió entretanto y se queda como está ahora
import_more_left = … y { $count } más.
import_nothing = No cambiaría nada: la tienda ya está así.
import_about_stock = Las existencias del archivo no coinciden con las de la tienda. <b>Aplicar</b> las deja como están, porque puede que hayas vendido desde que se hizo el archivo. <b>Aplicar con existencias</b> pone las cifras del archivo. Los productos nuevos siempre reciben las suyas.
import_about_meanwhile = Si alguien cambia uno de estos productos antes de que pulses Aplicar, se queda lo suyo y te aviso.
import_has_more = El archivo habla también de la entrega o de la tienda misma; eso no se lee aquí.
import_applying = ⏳ Aplicando: { $position } de { $total }.
import_applying_note = Puedes seguir con otra cosa; te aviso cuando termine.
import_done = ✅ <b>Aplicado</b>
import_done_nothing = No quedaba nada por cambiar.
import_stopped = ⚠️ <b>Se ha detenido antes de tiempo</b>: el resto no se ha aplicado, porque ya no puedes cambiar el catálogo o porque el archivo no se ha podido volver a leer.
import_cancelled = Cancelado. No se ha cambiado nada.
import_gone = Este archivo ya está resuelto, o uno más nuevo ha tomado su lugar.
