### Оплата

checkout_payment_prompt = Как вы заплатите?
checkout_payment_gone = Способы оплаты изменились. Ничего не заказано; проверьте снова.
checkout_payment =
    💳 { $name }
    { $text }
change_payment = • Изменился способ оплаты.
button_change_payment = 💳 Изменить оплату
alert_payment_gone = Этот способ оплаты больше не предлагается.
payment_unpaid =
    💳 <b>{ $name }</b>
    { $text }
payment_deadline = ⏱ Оплатите до { $time }. После этого заказ отменяется.
payment_proofs = 📷 Подтверждение оплаты отправлено. Магазин его проверяет.
payment_paid = 💰 Оплачено: { $name }
payment_expired = 💳 { $name }: оплата не пришла вовремя, поэтому заказ отменён.
payment_agreed = 💳 { $name }
status_with_payment = { $status } · { $payment }
state_paid = 💰 Оплачен
state_unpaid = 🧾 Не оплачен
button_send_proof = 📷 Отправить подтверждение
proof_prompt = 📷 Пришлите фото или снимок экрана, на котором видна ваша оплата заказа <b>{ $number }</b>.
proof_kept =
    👍 Передано магазину, он проверит. До тех пор ваш заказ сохраняется.
    Можно прислать ещё одну картинку.
proof_kept_last = 👍 Передано магазину, он проверит. До тех пор ваш заказ сохраняется.
proof_same = 🖼 Эта картинка у магазина уже есть.
proof_wanted = 📷 Пришлите фото, а не текст. Написать магазину можно кнопкой «Написать магазину» в вашем заказе.
alert_proof_not_awaited = Для этого заказа подтверждение оплаты не нужно.
alert_proofs_full = У магазина уже есть картинки к этому заказу: { $most }. Лучше напишите магазину.
notice_payment_received = 💰 Мы получили вашу оплату за заказ <b>{ $number }</b>. Спасибо!
notice_payment_not_found = 🔎 Мы пока не нашли вашу оплату за заказ <b>{ $number }</b> на { $total }. Проверьте её ещё раз:
notice_payment_reminder = ⏱ Ваш заказ <b>{ $number }</b> на { $total } ещё не оплачен:
notice_payment_expired = ✖️ Ваш заказ <b>{ $number }</b> отменён: оплата не пришла вовремя. Заказать снова можно в любое время.
admin_proof = 📷 Подтверждение оплаты заказа <b>{ $number }</b> на { $total } прислал покупатель <b>{ $name }</b>.
admin_unpaid_cancelled = ✖️ Заказ <b>{ $number }</b> ({ $name }) отменён: оплата не пришла вовремя. Товар снова в наличии.
admin_was_paid = ❗ Он уже был оплачен: покупатель ждёт возврата денег.
admin_payment_unpaid = 🧾 Ещё не оплачено: { $name }
admin_payment_paid = 💰 Оплачено: { $name } (отмечено { $at })
admin_payment_paid_by = 💰 Оплачено: { $name } (отметка: { $who }, { $at })
admin_payment_deadline = ⏱ Отменится { $time }, если не будет оплачено.
admin_payment_proofs = 📷 Подтверждения оплаты: { $count }
button_mark_paid = 💰 Отметить: оплачено
button_mark_unpaid = ↩️ Вернуть: не оплачено
button_ask_again = 🔎 Не пришло: спросить ещё раз
button_proofs = 📷 Подтверждения оплаты: { $count }
proofs_title = 📷 Подтверждения оплаты заказа <b>{ $number }</b>: { $count }
alert_marked_paid = Отмечено: оплачено. Покупателю сообщено.
alert_marked_unpaid = Отмечено: не оплачено.
alert_asked_again = Покупателя спросят ещё раз.
alert_already_paid = Оплата уже отмечена: { $name }, { $time }.
alert_not_paid = Этот заказ не отмечен как оплаченный.
order_filter_unpaid = 🧾 Не оплачены
button_order_paid = 💰 { $order }
button_order_unpaid = 🧾 { $order }
button_payments = 💳 Способы оплаты
pay_ways_title =
    💳 <b>Способы оплаты</b>
    Покупатели выбирают один из них при оформлении. Если он один, вопроса нет; если нет ни одного, заказы принимаются без слов об оплате.
pay_ways_none = Пока нет ни одного.
pay_kind_cash = 💵 Наличные
pay_kind_transfer = 🏦 Перевод
button_pay_way = { $name }
button_pay_way_hidden = 🙈 { $name }
button_pay_way_deleted = 🗑 { $name }
button_pay_add_cash = ➕ Добавить наличные
button_pay_add_transfer = ➕ Добавить перевод
pay_way_title = 💳 <b>{ $name }</b> · { $kind }
pay_way_hidden = 🙈 Пока покупатели не могут его выбрать.
pay_way_deleted = 🗑 Удалён. В заказах, оформленных с ним, он остаётся.
pay_way_preview = Покупатели прочтут:
pay_way_term = ⏱ Неоплаченный заказ отменяется через { $hours } ч.
pay_way_no_term = ⏱ Неоплаченный заказ сохраняется.
button_pay_rename = ✏️ Название
button_pay_instruct = ✏️ Текст
button_pay_term = ⏱ Срок оплаты
button_pay_hide = 🙈 Скрыть
button_pay_show = 👁 Предлагать
button_pay_delete = 🗑 Удалить
button_pay_restore = ↩️ Вернуть
button_pay_never = Хранить всегда
pay_name_prompt = Как называется этот способ оплаты? Например, «Банковский перевод» или «Наличными при получении».
pay_text_prompt = Напишите, что покупателям нужно знать об оплате: счёт, номер телефона, когда и где.
pay_term_prompt = Через сколько часов отменять неоплаченный заказ? Напишите число от 1 до { $most }. Товар тогда снова будет в наличии.
pay_term_wrong = Напишите целое число часов от 1 до { $most }, например 48.
alert_pay_unknown = Этого способа оплаты больше нет.
alert_pay_deleted = Этот способ оплаты удалён. Сначала верните его.
alert_pay_too_many = Способов оплаты уже { $most }. Сначала удалите один.
alert_pay_no_term = Наличных не ждут.
pay_name_taken = Способ оплаты с таким названием уже есть. Напишите другое название.
alert_pay_name_taken = Способ оплаты с таким названием уже есть.
