//! Texts about customers' data.

use crate::i18n::messages::messages;

messages! {
    html {
        privacy_title;
        privacy_kept;
        privacy_why;
        privacy_who;
        privacy_how_long;
        privacy_rights(days: i64);
        privacy_own(text: &str);
        setting_ask_privacy;
        setting_ask_grace;
        grace_invalid(max: u32);

        forget_title;
        forget_goes;
        forget_stays;
        forget_when(day: &str);
        forget_waits(count: i64);
        forget_chat;
        forget_surely(day: &str);
        forget_asked(day: &str);
        forget_call_off;
        forget_called_off;
        forget_waits_on;
        forget_stays_to_order;
        forget_farewell;
        admin_order_customer_deleted;
    }
    plain {
        command_privacy;
        button_privacy;
        button_my_data;
        button_forget;
        button_forget_on;
        button_forget_surely;
        button_forget_not;
        button_stay;
        alert_forget_staff;
        alert_not_leaving;
        alert_forget_unknown;

        setting_privacy;
        setting_grace;
        value_privacy_usual;
        value_days(days: i64);

        customer_deleted;
        unreachable_erased;
        subject_customer;
        field_orders;

        alert_mydata_unknown;
        alert_mydata_again;
        alert_mydata_failed;
        alert_mydata_sent;
        mydata_page_caption;
        mydata_json_caption;
        mydata_title(shop: &str);
        mydata_read_at(time: &str);
        mydata_words;
        mydata_nothing;

        data_profile;
        data_staff_role;
        data_addresses;
        data_cart;
        data_open_checkout;
        data_stock_watches;
        data_favourites;
        data_seen_lately;
        data_reviews;
        data_last_search;
        data_orders;
        data_lines;
        data_messages;
        data_proofs;

        data_telegram_id;
        data_first_name;
        data_last_name;
        data_username;
        data_telegram_language;
        data_language;
        data_contact_name;
        data_phone;
        data_email;
        data_unreachable;
        data_since;
        data_forgotten_at;
        data_known_since;
        data_role;
        data_left_at;
        data_label;
        data_address;
        data_pin;
        data_is_default;
        data_saved_at;
        data_product;
        data_options;
        data_sku;
        data_quantity;
        data_price;
        data_added_at;
        data_comment;
        data_words;
        data_seen_at;
        data_stars;
        data_shown_name;
        data_searched_at;
        data_number;
        data_status;
        data_placed_at;
        data_delivery;
        data_cancel_reason;
        data_payment;
        data_payment_instructions;
        data_paid_at;
        data_fee;
        data_total;
        data_kind;
        data_kind_note;
        data_kind_to_you;
        data_kind_from_you;
        data_text;
        data_written_at;
        data_sha256;
        data_bytes;
        data_sent_at;
        data_jpeg;
    }
}
