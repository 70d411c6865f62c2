### Equipo: el día

button_day = 📅 El día
day_title =
    📅 <b>El día</b>
    Qué se vendió, qué queda y de qué se te avisa.
day_report_at = ☀️ Informe matinal: { $hour }
day_report_off = ☀️ Informe matinal: no
day_quiet = 🌙 Horas de silencio: { $from } – { $to }
day_quiet_off = 🌙 Horas de silencio: ninguna
day_low_stock = 📉 Pocas existencias: { $units ->
    [0] solo lo agotado
   *[other] { $units } o menos
}
button_figures = 📊 Cifras
button_shelves = 📦 Existencias
button_order_files = 📄 Pedidos en archivos
button_report = ☀️ Informe matinal
button_quiet = 🌙 Horas de silencio
button_low_stock = 📉 Pocas existencias
figures_title = 📊 <b>Lo que se vendió</b>
figures_line = { $period }: <b>{ $revenue }</b> · pedidos: { $orders }
figures_today = Hoy
figures_yesterday = Ayer
figures_week = Esta semana
figures_last_week = La semana pasada
figures_month = Este mes
figures_last_month = El mes pasado
figures_best = 🏆 <b>Lo más vendido en { $days ->
    [one] { $days } día
   *[other] { $days } días
}</b>
figures_seller = { $rank }. { $name } · { $units } × · { $revenue }
figures_note = Los pedidos cancelados, reembolsados y devueltos no cuentan. La entrega entra en las primeras cifras, no en lo más vendido.
chart_title = { $days ->
    [one] Vendido en el último día
   *[other] Vendido en los últimos { $days } días
}
chart_today = hoy
chart_caption = 📊 { $days ->
    [one] { $total } en el último día
   *[other] { $total } en los últimos { $days } días
}
files_orders_title =
    📄 <b>Pedidos en archivos</b>
    Dos tablas para tu hoja de cálculo: los pedidos y lo que se pidió. Contienen nombres, teléfonos y direcciones: guárdalas bien.
period_this_month = Este mes
period_last_month = El mes pasado
period_all = Todos los pedidos
export_orders_caption = 📄 Pedidos: { $count }
export_lines_caption = 📄 Lo que se pidió
export_sent = Los archivos están en el chat.
export_nothing = No hay pedidos en ese tiempo.
export_failed = No se han podido crear o enviar los archivos. Inténtalo de nuevo.
report_prompt =
    ☀️ <b>Informe matinal</b>
    Una vez al día te digo qué se vendió, qué hay que preparar y qué se está acabando. ¿A qué hora?
quiet_from_prompt =
    🌙 <b>Horas de silencio</b>
    Los informes y los avisos de existencias esperan a que pasen las horas de silencio. Los pedidos y los mensajes de clientes llegan siempre al momento. ¿Cuándo empiezan?
quiet_to_prompt = 🌙 Silencio desde las { $from }. ¿Hasta cuándo?
button_hour_set = ✅ { $hour }
button_report_off = 🔕 Sin informe matinal
button_quiet_off = 🔔 Sin horas de silencio
low_stock_prompt =
    📉 <b>Pocas existencias</b>
    Te aviso una vez cuando una venta deja este número de unidades o menos. Vale para los productos que no tienen un número propio.
button_units = { $units }
button_units_set = ✅ { $units }
shelves_title =
    📦 <b>Existencias, de menos a más</b>
    Toca un producto para elegir a partir de cuántas unidades te aviso. Lo habitual: { $units }
shelves_empty = 📦 Todavía no hay nada en los estantes.
button_shelved = { $units } × { $name }
button_shelved_low = 📉 { $units } × { $name }
threshold_prompt =
    📉 <b>{ $name }</b>
    Te aviso una vez cuando una venta deja este número de unidades o menos.
button_threshold_usual = Lo habitual: { $units }
alert_no_product = Ese producto ya no existe.
morning_title =
    ☀️ <b>Informe matinal</b>
    { $day }
morning_packing = 📦 Por revisar: <b>{ $pending }</b> · por preparar y enviar: <b>{ $processing }</b> · por recoger: <b>{ $ready }</b>
morning_scarce = 📉 <b>Pocas existencias</b>
morning_nothing_scarce = 📉 No se está acabando nada.
scarce_days = { $name }: quedan { $units }, para { $days ->
    [one] 1 día
   *[other] unos { $days } días
}
scarce_today = { $name }: quedan { $units }, para menos de un día
scarce_no_pace = { $name }: quedan { $units }, ninguna venta en { $days ->
    [one] { $days } día
   *[other] { $days } días
}
scarce_gone = { $name }: agotado
scarce_more = … y { $count } más
notice_low_stock = 📉 <b>{ $name }</b>: { $units ->
    [one] solo queda { $units }
   *[other] solo quedan { $units }
}
notice_sold_out = 📉 <b>{ $name }</b>: agotado
notice_back = 🔔 <b>{ $name }</b>: ya está disponible otra vez.
button_open_product = 👀 Verlo
button_watch = 🔔 Avísame cuando vuelva
button_unwatch = 🔕 No me avises
toast_watching = Te avisaremos cuando vuelva.
toast_unwatched = No te avisaremos.
toast_back_already = ¡Ya está disponible otra vez!
button_slip = 🧾 Lista de empaque
slip_title = Lista de empaque { $number }
slip_date = Fecha
slip_name = Nombre
slip_phone = Teléfono
slip_delivery = Entrega
slip_address = Dirección
slip_comment = Comentario
slip_sku = SKU
slip_item = Artículo
slip_quantity = Cantidad
slip_sum = Unidades: { $units }
slip_caption = 🧾 { $number }
slip_caption_page = 🧾 { $number }: una página para tu navegador, que tiene las letras que le faltan al PDF. Ábrela e imprímela.
slip_sent = La lista de empaque está en el chat.
slip_failed = No se ha podido enviar la lista de empaque. Inténtalo de nuevo.
