//! Texts of links and posters.

use crate::i18n::messages::messages;

messages! {
    html {
        share_title(name: &str);
        share_link(link: &str);
        share_how;
        share_hidden(words: &str);
    }
    plain {
        button_share;
        button_share_poster;
        button_share_copy;
        button_share_send;
        poster_hint;
        poster_caption;
        poster_caption_partly;
        poster_caption_page;
        poster_sent;
        poster_failed;
    }
}
