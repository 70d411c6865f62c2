//! Texts about staff and for everybody of it.

use crate::i18n::messages::messages;

messages! {
    html {
        panel_title(role: &str);
    }
    plain {
        button_panel;
        button_staff_orders;
        role_owner;
        role_manager;
        role_packer;
        staff_left;
        staff_not_yours(role: &str);
    }
}
