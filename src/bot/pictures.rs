//! Photos on their way to Telegram: by the file that this bot uploaded before, else from the
//! original in the database, which makes Telegram's name for it known.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use serde_json::Value;
use thiserror::Error;
use tokio::{sync::OwnedMutexGuard, time::timeout};
use tracing::{debug, warn};

use crate::{
    db::DbError,
    domain::{catalog::Picture, id::PhotoId},
    shop::pictures as originals,
};

use super::{
    api::{ApiError, Sent, Upload},
    context::App,
    show::call::persist,
};

/// How long one chat waits for the upload of another, which Telegram may be slowing down.
const PATIENCE: Duration = Duration::from_secs(3);

/// Why pictures were not sent.
#[derive(Debug, Error)]
pub enum Trouble {
    /// Telegram did not take them.
    #[error(transparent)]
    Api(#[from] ApiError),
    /// An original could not be read.
    #[error(transparent)]
    Db(#[from] DbError),
    /// An original is not there.
    #[error("photo {0} is missing")]
    Missing(PhotoId),
}

/// Uploads under way and done since the start: many who open a product at once wait for the upload
/// of the first, instead of each holding its photos in memory.
#[derive(Debug, Default)]
pub struct Uploads(Mutex<HashMap<PhotoId, Slot>>);

/// Telegram's name for a file, once it is known; locked while it is being uploaded.
type Slot = Arc<tokio::sync::Mutex<Option<String>>>;

impl Uploads {
    /// The files of pictures that were never uploaded when they were read: those that others have
    /// uploaded since, and the right to upload the rest. Waits a little for uploads under way.
    async fn enter(
        &self,
        pictures: &[Picture],
    ) -> BTreeMap<PhotoId, OwnedMutexGuard<Option<String>>> {
        let unknown = pictures.iter().filter(|picture| picture.file.is_none());
        let mut slots: BTreeMap<PhotoId, Slot> = BTreeMap::new();
        {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            for picture in unknown {
                slots.insert(picture.id, Arc::clone(all.entry(picture.id).or_default()));
            }
        }
        let mut entered = BTreeMap::new();
        // In the order of ids, so that two albums cannot wait for each other.
        for (id, slot) in slots {
            if let Ok(slot) = timeout(PATIENCE, slot.lock_owned()).await {
                entered.insert(id, slot);
            }
        }
        entered
    }
}

/// Calls a method with pictures. `call` makes its parameters of the pictures' files, as Telegram
/// wants them named: by file id or as an attachment.
///
/// A file id that Telegram does not know any more is replaced by an upload, once.
///
/// # Errors
/// When Telegram takes them neither way, or an original is not to be had.
pub async fn send(
    app: &App,
    method: &str,
    pictures: &[Picture],
    call: impl Fn(&[String]) -> Value,
) -> Result<Vec<Sent>, Trouble> {
    let mut entered = app.uploads.enter(pictures).await;
    let known = pictures.iter().map(|picture| {
        let uploaded = || entered.get(&picture.id).and_then(|slot| (**slot).clone());
        picture.file.clone().or_else(uploaded)
    });
    let known: Vec<Option<String>> = known.collect();
    // What others have uploaded is nobody's to wait for.
    entered.retain(|_, slot| slot.is_none());
    let outcome = match attempt(app, method, pictures, known, &call).await {
        Err(Trouble::Api(error)) if is_dead_file(&error) => {
            debug!(%error, "a file that Telegram does not know any more");
            let nothing = vec![None; pictures.len()];
            attempt(app, method, pictures, nothing, &call).await
        }
        outcome => outcome,
    };
    let (sent, uploaded) = outcome?;
    for (id, file) in &uploaded {
        if let Some(slot) = entered.get_mut(id) {
            **slot = Some(file.clone());
        }
    }
    drop(entered);
    remember(app, uploaded).await;
    Ok(sent)
}

/// Messages that were sent, and what Telegram calls the files that were uploaded for them.
type Done = (Vec<Sent>, Vec<(PhotoId, String)>);

async fn attempt(
    app: &App,
    method: &str,
    pictures: &[Picture],
    known: Vec<Option<String>>,
    call: &impl Fn(&[String]) -> Value,
) -> Result<Done, Trouble> {
    let (mut files, mut uploads) = (Vec::with_capacity(pictures.len()), Vec::new());
    for (index, (picture, known)) in pictures.iter().zip(known).enumerate() {
        if let Some(file) = known {
            files.push(file);
            continue;
        }
        let name = format!("photo{index}");
        files.push(format!("attach://{name}"));
        uploads.push(Upload {
            file_name: format!("{name}.jpg"),
            name,
            bytes: original(app, picture.id).await?,
            index,
        });
    }
    let call = call(&files);
    let sent = persist(|| app.api.upload(method, &call, &uploads)).await?;
    let new = uploads.iter().filter_map(|upload| {
        let file = sent.get(upload.index)?.largest_photo()?;
        Some((pictures[upload.index].id, file.to_owned()))
    });
    let new = new.collect();
    Ok((sent, new))
}

async fn original(app: &App, id: PhotoId) -> Result<Vec<u8>, Trouble> {
    let found = app.db.read(move |tx| originals::original(tx, id)).await?;
    found.ok_or(Trouble::Missing(id))
}

/// Notes Telegram's names for files, so that they need not be uploaded again.
async fn remember(app: &App, files: Vec<(PhotoId, String)>) {
    if files.is_empty() {
        return;
    }
    let (bot, now) = (app.me.id, chrono::Utc::now().timestamp());
    let written = app
        .db
        .write(move |tx| originals::note_files(tx, bot, &files, now));
    if let Err(error) = written.await {
        warn!(%error, "uploaded files not noted; they will be uploaded again");
    }
}

/// Whether Telegram refused because a file id is not one, or not one of a file that it still has.
fn is_dead_file(error: &ApiError) -> bool {
    error.says("wrong file identifier")
        || error.says("wrong remote file identifier")
        || error.says("wrong file_id")
        || error.says("FILE_REFERENCE")
}
