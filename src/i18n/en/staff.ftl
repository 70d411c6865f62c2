### Staff: panel

panel_title =
    🛠 <b>Your shop</b>
    You are signed in as { $role }.
button_panel = 🛠 Panel
button_staff_orders = 🗂 Orders
role_owner = owner
role_manager = manager
role_packer = packer
staff_left = You do not work for this shop any more, so this button does nothing.
staff_not_yours = This is not part of your role ({ $role }). Ask the owner of the shop.
