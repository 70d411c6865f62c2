//! The catalogue as a file, from the chat: staff get it, send it back, and apply what it changes.

pub mod button;
pub mod view;

use std::time::{Duration, Instant};

use tokio::task;
use tracing::{debug, error};

use crate::{
    bot::{
        api::ApiError,
        context::Context,
        importer,
        incoming::{Attachment, AttachmentKind},
        screen::{Answer, Reply},
        show::{self, call::persist},
    },
    db::DbError,
    domain::id::ImportId,
    exchange::{self, Form, MAX_BYTES, MAX_ROWS},
    shop::{
        UseCaseError,
        access::{Catalogue, Denied, Permit},
        bulk::{
            Stock,
            imports::{self, Preview, Stage, UnknownImport},
            listing,
        },
    },
};

use self::button::BulkButton;
use super::{Refusal, act, look, turned_away};

/// A button is pressed.
pub async fn press(context: &Context, button: BulkButton) -> Result<Reply, DbError> {
    match button {
        BulkButton::Files {} => files(context).await,
        BulkButton::GetFile { form } => get(context, form).await,
        BulkButton::Apply { import } => apply(context, import, Stock::Keep).await,
        BulkButton::ApplyWithStock { import } => apply(context, import, Stock::Replace).await,
        BulkButton::CallOff { import } => call_off(context, import).await,
        BulkButton::Import { import } => open(context, import).await,
    }
}

/// Shows where things stand after a press whose effect was committed before a crash.
pub async fn present(context: &Context, button: BulkButton) -> Result<Reply, DbError> {
    match button {
        BulkButton::Apply { import }
        | BulkButton::ApplyWithStock { import }
        | BulkButton::CallOff { import } => open(context, import).await,
        // These only show.
        BulkButton::Files {} | BulkButton::GetFile { .. } | BulkButton::Import { .. } => {
            press(context, button).await
        }
    }
}

/// How long whoever pressed Apply waits for its end before they are told later.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether whoever this is may change the catalogue.
async fn may_change(context: &Context) -> Result<Result<(), Denied>, DbError> {
    let looked = context.look(|_, visitor| match visitor.permit::<Catalogue>() {
        Ok(_) => Ok(()),
        Err(denied) => Err(UseCaseError::Refused(denied)),
    });
    looked.await
}

/// How to get the catalogue as a file, and what to do with it.
pub async fn files(context: &Context) -> Result<Reply, DbError> {
    let seen = may_change(context).await?;
    Ok(match seen {
        Ok(()) => Reply::screen(view::files(context.lang)),
        Err(denied) => turned_away(context, denied),
    })
}

/// Sends the catalogue as a file, in several where it is large.
pub async fn get(context: &Context, form: Form) -> Result<Reply, DbError> {
    let seen = may_change(context).await?;
    if let Err(denied) = seen {
        return Ok(turned_away(context, denied));
    }
    let (app, lang) = (&context.app, context.lang);
    let currency = app.shop().currency;
    let listing = app.db.scan(listing::read).await?;
    let written = task::spawn_blocking(move || {
        let parts = listing.split(MAX_ROWS);
        let write = |part: &listing::Listing| match form {
            Form::Csv => exchange::write_csv(part, currency),
            Form::Json => exchange::write_json(part, currency),
        };
        parts.iter().map(write).collect::<Vec<Vec<u8>>>()
    });
    let Ok(files) = written
        .await
        .inspect_err(|problem| error!(%problem, "catalogue not written"))
    else {
        return Ok(Reply::alert(lang.file_not_sent()));
    };
    let day = context
        .now
        .with_timezone(&app.shop().timezone)
        .format("%Y-%m-%d")
        .to_string();
    let parts = files.len();
    for (part, bytes) in (1..).zip(files) {
        let (name, caption) = if parts == 1 {
            (
                format!("catalogue-{day}.{}", form.ending()),
                lang.files_caption(&day),
            )
        } else {
            let count = i64::try_from(parts).unwrap_or(i64::MAX);
            (
                format!("catalogue-{day}-{part}.{}", form.ending()),
                lang.files_part_caption(&day, part, count),
            )
        };
        if let Err(problem) = show::send_file(app, context.chat(), name, bytes, &caption).await {
            debug!(%problem, "catalogue not sent");
            return Ok(Reply::alert(lang.file_not_sent()));
        }
    }
    Ok(Reply::answer(Answer::Toast(lang.files_sent())))
}

/// A file has come outside any question; `None` when it is not one for the staff's side.
pub async fn receive(context: &Context, file: &Attachment) -> Result<Option<Reply>, DbError> {
    let AttachmentKind::Document { name, mime } = &file.kind else {
        return Ok(None);
    };
    let seen = may_change(context).await?;
    let form = Form::of(name.as_deref(), mime.as_deref());
    match seen {
        Ok(()) => {}
        Err(denied @ Denied::Role(_)) if form.is_some() => {
            return Ok(Some(turned_away(context, denied)));
        }
        // For others it is a file like any: they see the shop.
        Err(_) => return Ok(None),
    }
    let lang = context.lang;
    let Some(form) = form else {
        return Ok(Some(Reply::text(lang.file_wrong_kind())));
    };
    let limit = MAX_BYTES as u64;
    if file.size.is_some_and(|size| size > limit) {
        return Ok(Some(Reply::text(lang.file_too_large())));
    }
    let app = &context.app;
    let bytes = match persist(|| app.api.download(&file.file_id, limit)).await {
        Ok(bytes) => bytes,
        Err(error) if error.says("file is too big") => {
            return Ok(Some(Reply::text(lang.file_too_large())));
        }
        Err(
            error @ (ApiError::Refused { .. } | ApiError::RetryAfter(_) | ApiError::Unreachable(_)),
        ) => {
            debug!(%error, "file not loaded");
            return Ok(Some(Reply::text(lang.file_not_loaded())));
        }
    };
    let currency = app.shop().currency;
    let read = task::spawn_blocking(move || (exchange::read(&bytes, form, currency), bytes));
    let (read, bytes) = match read.await {
        Ok(read) => read,
        Err(problem) => {
            error!(%problem, "file not read");
            return Ok(Some(Reply::text(lang.file_not_loaded())));
        }
    };
    let name = name.as_deref().unwrap_or(form.ending());
    let sheet = match read {
        Ok(sheet) => sheet,
        Err(error) => return Ok(Some(Reply::text(view::refused(lang, name, &error)))),
    };
    let has_more = sheet.has_more;
    let preview: Preview = app.db.scan(move |tx| imports::preview(tx, &sheet)).await?;
    let summary = preview.summary.clone();
    if summary.is_nothing() {
        let screen = view::preview(lang, Some(name), &summary, has_more, None);
        return Ok(Some(Reply::screen(screen)));
    }
    let (chat, now) = (context.chat(), context.now.timestamp());
    let kept = act(context, move |tx, by: &Permit<Catalogue>| {
        let kept = imports::keep(tx, by, chat, form.ending(), &bytes, &preview, now)?;
        Ok::<_, UseCaseError<()>>(kept)
    });
    Ok(Some(match kept.await? {
        Ok(id) => Reply::screen(view::preview(
            lang,
            Some(name),
            &summary,
            has_more,
            Some(id),
        )),
        Err(Refusal::Denied(denied)) => turned_away(context, denied),
        Err(Refusal::Rules(())) => Reply::text(lang.file_not_loaded()),
    }))
}

/// Shows the last file of this chat that is not settled; `None` when there is none.
pub async fn last(context: &Context) -> Result<Option<Reply>, DbError> {
    let chat = context.chat();
    let seen = look(context, move |tx, by: &Permit<Catalogue>| {
        Ok::<_, UseCaseError<()>>(imports::newest(tx, by, chat)?)
    });
    let found = seen.await?.ok().flatten();
    Ok(found.map(|standing| Reply::screen(view::standing(context.lang, &standing))))
}

/// Shows how far a file has been applied.
pub async fn open(context: &Context, id: ImportId) -> Result<Reply, DbError> {
    let chat = context.chat();
    let seen = look(context, move |tx, by: &Permit<Catalogue>| {
        imports::inspect(tx, by, chat, id)
    });
    Ok(match seen.await? {
        Ok(standing) => Reply::screen(view::standing(context.lang, &standing)),
        Err(refusal) => not_there(context, refusal),
    })
}

/// Applies a file: at once where that is soon done, else behind the scenes.
pub async fn apply(context: &Context, id: ImportId, stock: Stock) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let begun = act(context, move |tx, by: &Permit<Catalogue>| {
        imports::begin(tx, by, chat, id, stock, now)
    });
    let standing = match begun.await? {
        Ok(standing) => standing,
        Err(refusal) => return Ok(not_there(context, refusal)),
    };
    if matches!(standing.stage, Stage::Closed) {
        return Ok(Reply::alert(context.lang.import_gone()));
    }
    let app = &context.app;
    // What goes wrong here is tried again behind the scenes.
    let began = Instant::now();
    let standing = match importer::apply(app, id, || began.elapsed() >= PATIENCE).await {
        Ok(Some(standing)) => standing,
        Ok(None) => standing,
        Err(problem) => {
            error!(%problem, import.id = %id, "import interrupted");
            standing
        }
    };
    if standing.stage == Stage::Done {
        app.db.write(move |tx| imports::close(tx, id, now)).await?;
    } else {
        app.import_bell.notify_one();
    }
    Ok(Reply::screen(view::standing(context.lang, &standing)))
}

/// Calls a file off.
pub async fn call_off(context: &Context, id: ImportId) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let ended = act(context, move |tx, by: &Permit<Catalogue>| {
        imports::cancel(tx, by, chat, id, now)
    });
    Ok(match ended.await? {
        Ok(true) => Reply::text(context.lang.import_cancelled()),
        Ok(false) => open(context, id).await?,
        Err(refusal) => not_there(context, refusal),
    })
}

fn not_there(context: &Context, refusal: Refusal<UnknownImport>) -> Reply {
    match refusal {
        Refusal::Denied(denied) => turned_away(context, denied),
        Refusal::Rules(UnknownImport) => Reply::alert(context.lang.import_gone()),
    }
}
