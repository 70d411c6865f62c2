### Сотрудникам: панель

panel_title =
    🛠 <b>Ваш магазин</b>
    Ваша роль: { $role }.
button_panel = 🛠 Панель
button_staff_orders = 🗂 Заказы
role_owner = владелец
role_manager = менеджер
role_packer = сборщик
staff_left = Вы больше не работаете в этом магазине, поэтому кнопка ничего не делает.
staff_not_yours = Это не входит в вашу роль ({ $role }). Спросите владельца магазина.
