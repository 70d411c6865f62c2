//! Texts about categories, for staff.

use crate::i18n::messages::messages;

messages! {
    html {
        staff_categories_top;
        staff_categories_in(name: &str);
        staff_categories_legend;
        staff_categories_none;
        staff_categories_none_in;
        category_card_title(name: &str);
        category_card_path(path: &str);
        category_card_at_top;
        category_card_no_description;
        category_card_sort(sort: i64);
        category_card_inside(products: i64, categories: i64);
        category_name_prompt;
        category_name_prompt_in(name: &str);
        category_description_prompt(name: &str);
        category_name_deleted(name: &str);
        category_rename_prompt(name: &str);
        category_describe_prompt(name: &str);
        category_describe_now(description: &str);
        category_place_prompt(name: &str, sort: i64);
        category_place_invalid;
        category_changed;
        category_name_taken(name: &str);
        category_created;
        category_saved;
        category_move_title(name: &str);
        category_move_at(name: &str);
        category_move_at_top;
        category_delete_question(name: &str);
        category_deleted(name: &str);
        categories_deleted_title;
        categories_deleted_hint;
        categories_deleted_none;
    }
    plain {
        button_staff_categories;
        button_staff_category(name: &str, products: i64, categories: i64);
        button_category_add;
        button_category_add_in;
        button_categories_deleted(count: i64);
        button_categories_up(name: &str);
        button_categories_one_up;
        button_categories_top;
        button_category_name;
        button_category_description;
        button_category_move;
        button_category_place;
        button_category_up;
        button_category_down;
        button_category_inside(count: i64);
        button_category_delete;
        button_categories_back;
        button_category_back;
        button_category_skip;
        button_category_no_description;
        button_category_restore(name: &str);
        button_category_restore_it;
        button_category_open(name: &str);
        button_category_move_here;
        button_category_delete_yes;
        button_category_delete_no;
        button_category_deleted(path: &str);
        toast_category_moved;
        toast_category_restored;
        toast_category_described;
        alert_category_first;
        alert_category_last;
        alert_category_not_empty(products: i64, categories: i64);
        alert_category_removed;
        alert_category_not_deleted;
        alert_category_parent_gone;
        alert_category_inside;
        alert_category_taken(name: &str);
    }
}
