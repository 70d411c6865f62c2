//! Texts about pictures that staff send.

use crate::i18n::messages::messages;

messages! {
    html {
        photo_not_a_picture;
        photo_heic;
        photo_too_many_bytes(limit: i64);
        photo_too_many_pixels(limit: i64);
        photo_too_narrow(ratio: i64);
        photo_damaged;
        photo_not_fetched;
    }
    plain {}
}
