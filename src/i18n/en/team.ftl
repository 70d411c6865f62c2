### Staff: team and record

join_welcome = 👋 Welcome! You work for this shop now, as { $role }. /admin opens the panel.
join_unknown = This link does not work. It may be mistyped or taken back; ask for a new one.
join_expired = The time of this link is over. Ask for a new one.
join_used = This link has been used already. Ask for a new one.
join_already = You work for this shop already, as { $role }. The link still waits for somebody else.
menu_add_product = Add a product
button_team = 👥 Staff
button_settings = ⚙️ Settings
button_record = 📜 Record
checklist_title = <b>Before the first order</b>
checklist_done = ✅ { $item }
checklist_to_do = ⬜ { $item }
checklist_category = A category
checklist_product = A product that customers see
checklist_delivery = A way of delivery or a pickup point
checklist_payment = A way to pay: what customers read about it
checklist_open = Open: something is in stock and can be delivered
team_title =
    👥 <b>Who works here</b>
    Owners do everything, managers all but staff and settings, packers the orders.
team_member = 👤 <b>{ $name }</b>, { $role }
team_username = @{ $username }
team_id = Telegram id { $id }
team_configured = The configuration of the program (--admins, ECOMBOT_ADMINS) names this owner. It can only be changed there.
team_remove_question = Take <b>{ $name }</b> off the staff? Their buttons stop working at once.
team_left = You do not work for this shop any more.
team_invite_question = What shall the new person do?
team_invitation =
    ✉️ Send this link to the new person. It makes whoever opens it first { $role }, once, until { $until }:

    { $link }

    It is not shown again.
team_invites = ✉️ <b>Open invitations</b>: tap one to take it back.
team_no_invites = ✉️ No open invitations.
button_member = { $name } · { $role }
button_invite = ➕ Invite
button_invites = ✉️ Open invitations
button_make_role = Make { $role }
button_remove_member = ✖️ Take off the staff
button_remove_yes = ✖️ Yes, take off
button_remove_no = No, keep
button_back_to_team = ⬅️ Staff
button_revoke = ✖️ { $role }, until { $until }
alert_role_set = { $name } is { $role } now.
alert_removed = { $name } does not work here any more.
alert_no_member = This person does not work here any more.
alert_configured = Only the configuration of the program can change this owner.
alert_last_owner = Not possible: this is the last owner.
alert_revoked = The link does not work any more.
alert_link_gone = This link has been used or taken back already.
record_title = 📜 <b>What was changed</b>
record_empty = 📜 Nothing has been changed yet.
record_entry =
    <b>{ $when }</b> · { $who }
    { $action }: { $kind } <b>{ $label }</b>
record_change = { $field }: { $before } → { $after }
record_more = … and { $count } more
record_undone = ↩️ Taken back since
record_shell = shell
button_entry = { $when } · { $label }
alert_no_entry = There is no such entry.
action_create = New
action_edit = Changed
action_hide = Hidden
action_show = Shown again
action_delete = Removed
action_restore = Restored
action_undo = Taken back
action_import = From a file
subject_category = category
subject_product = product
subject_delivery = delivery
subject_point = pickup point
subject_courier = couriers
subject_staff = staff
subject_order = order
subject_invite = invitation
subject_setting = setting
subject_payment_way = way to pay
subject_board = order board
field_name = Name
field_description = Description
field_category = Category
field_parent = Above it
field_sort = Place in the order
field_is_deleted = Deleted
field_is_hidden = Hidden
field_is_active = Offered
field_options = Options
field_values = Values
field_variants = Variant
field_photos = Photos
field_price = Price
field_free_from = Free from
field_stock = Stock
field_kind = Kind
field_eta = How long
field_address = Address
field_hours = Hours
field_role = Role
field_status = Status
field_expires_at = Until
field_used_by = Used by
field_paid_at = Paid
field_instructions = Text
field_term_hours = Hours to pay
value_none = —
value_yes = yes
value_no = no
value_photos = { $count ->
    [one] 1 photo
   *[other] { $count } photos
}
