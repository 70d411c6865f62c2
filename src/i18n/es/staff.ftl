### Equipo: panel

panel_title =
    🛠 <b>Tu tienda</b>
    Tu función: { $role }.
button_panel = 🛠 Panel
button_staff_orders = 🗂 Pedidos
role_owner = propietario
role_manager = encargado
role_packer = preparador
staff_left = Ya no trabajas para esta tienda, así que este botón no hace nada.
staff_not_yours = Esto no entra en tu función ({ $role }). Pregunta al propietario de la tienda.
