//! Texts about rewording texts.

use crate::i18n::messages::messages;

use super::super::{Html, When};

messages! {
    html {
        wording_title(language: &str);
        wording_list(area: &str, language: &str);
        wording_yours(language: &str);
        wording_none_yours;
        wording_search_prompt;
        wording_found(words: &str, language: &str);
        wording_found_more(count: i64);
        wording_found_nothing(words: &str);
        wording_card(area: &str, language: &str, kind: &str);
        wording_now;
        wording_original;
        wording_unfit;
        wording_for_numbers(numbers: &str);
        wording_ask;
        wording_ask_form(numbers: &str);
        wording_formatted;
        wording_plain(most: i64);
        wording_needs(names: &str);
        wording_missing(name: &str);
        wording_unknown(name: &str, known: &Html);
        wording_known(names: &str);
        wording_known_none;
        wording_blank;
        wording_too_long(length: i64, most: i64);
        wording_bad_link(link: &str);
        wording_preview;
        wording_changed(who: &str, when: When);
    }
    plain {
        button_wording;
        button_wording_find;
        button_wording_yours(count: i64);
        button_wording_area(area: &str, count: i64);
        button_wording_mine(text: &str);
        button_wording_unfit(text: &str);
        button_wording_change;
        button_wording_again;
        button_wording_single;
        button_wording_save;
        button_wording_reset;
        button_wording_language(language: &str);
        button_wording_back;
        toast_wording_saved;
        toast_wording_reset;
        alert_wording_gone;
        subject_wording;
        field_text;
        wording_kind_message;
        wording_kind_button;
        wording_kind_answer;
        wording_kind_command;
        wording_kind_word;
        sample_text;
        sample_address;
    }
}
