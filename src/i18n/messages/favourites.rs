//! Texts about favourites, and about what was looked at lately.

use crate::i18n::messages::messages;

messages! {
    html {
        favourites_title;
        favourites_empty(most: u32);
        lately_title;
        lately_empty;
    }
    plain {
        button_favourites;
        button_lately;
        button_like;
        button_unlike;
        button_forget_looks;
        button_back_to_favourites;
        button_back_to_lately;
        toast_liked;
        toast_unliked;
        toast_forgotten;
        alert_favourites_full(most: u32);
        command_favourites;
    }
}
