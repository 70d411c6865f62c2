//! Photo originals on their way out, and what Telegram calls them.

use crate::{
    db::{DbError, Tx},
    domain::id::PhotoId,
    store::photos,
};

pub use crate::store::photos::Photo;

/// The JPEG file of a photo; `None` when it is not there any more.
pub fn original(tx: &mut Tx<'_>, id: PhotoId) -> Result<Option<Vec<u8>>, DbError> {
    photos::original(tx, id)
}

/// Notes Telegram's names for files that this bot uploaded, so that they are uploaded once.
pub fn note_files(
    tx: &mut Tx<'_>,
    bot: i64,
    files: &[(PhotoId, String)],
    now: i64,
) -> Result<(), DbError> {
    files
        .iter()
        .try_for_each(|(id, file)| photos::set_file(tx, bot, *id, file, now))
}
