//! Texts about searching.

use crate::i18n::messages::messages;

messages! {
    html {
        search_prompt;
        search_results(words: &str);
        search_results_page(words: &str, page: i64);
        search_similar(words: &str);
        search_nothing(words: &str);
    }
    plain {
        command_search;
        button_back_to_results;
    }
}
