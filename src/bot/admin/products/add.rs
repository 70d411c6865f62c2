//! Adding a product by conversation: a question at a time, each answer kept at once.

pub mod button;
pub mod view;

use std::sync::Arc;

use crate::{
    bot::{
        admin::{Refusal, act, turned_away},
        catalog,
        checkout::text_error,
        context::Context,
        incoming::Attachment,
        photos,
        screen::{Answer as Answered, Reply, Screen},
        state::{self, State},
    },
    db::{DbError, Tx},
    domain::{
        catalog::Place,
        id::{CategoryId, TelegramId},
        text::{Description, Name},
        typed::{self, Reading},
    },
    i18n::Html,
    shop::{
        Shop, UseCaseError,
        access::{self, Catalogue, Denied, Permit},
        products::{
            MAX_PHOTOS,
            draft::{self, Answer, DraftRefusal, Progress, Step},
        },
    },
};

type Outcome<T> = Result<T, Refusal<DraftRefusal>>;

/// What somebody finds who wants to add a product.
enum Start {
    /// Something that was begun.
    Begun(Progress),
    /// The first question.
    New(Progress),
}

/// `/add_product`: asks the first question, or offers to go on with what was begun.
pub async fn start(context: &Context, category: Option<CategoryId>) -> Result<Reply, DbError> {
    let (shop, chat, now) = (context.app.shop(), context.chat(), context.now.timestamp());
    let number = context.update;
    let found = act(context, move |tx, by| {
        let begun = draft::find(tx, by, &shop, chat)?;
        if let Some(begun) = begun.filter(|begun| begun.draft.name.is_some()) {
            state::leave(tx, chat)?;
            return Ok(Start::Begun(begun));
        }
        let progress = draft::begin(tx, by, &shop, (chat, number), category, now)?;
        wait(tx, chat, &progress, now)?;
        Ok(Start::New(progress))
    });
    match found.await? {
        Ok(Start::Begun(begun)) => Ok(Reply::screen(view::begun(context.lang, &begun, category))),
        Ok(Start::New(progress)) => shown(context, Ok(progress)).await,
        Err(refusal) => shown(context, Err(refusal)).await,
    }
}

/// Begins anew; what was begun before is called off.
pub async fn begin(context: &Context, category: Option<CategoryId>) -> Result<Reply, DbError> {
    let (number, chat, now) = (context.update, context.chat(), context.now.timestamp());
    let outcome = step(context, move |tx, by, shop| {
        draft::begin(tx, by, shop, (chat, number), category, now)
    });
    shown(context, outcome.await?).await
}

/// Asks again what is asked next.
pub async fn resume(context: &Context, number: i64) -> Result<Reply, DbError> {
    let chat = context.chat();
    let outcome = step(context, move |tx, by, shop| {
        draft::open(tx, by, shop, chat, number)
    });
    shown(context, outcome.await?).await
}

/// Looks into a category to choose one in it, or goes on to the page that begins with one.
pub async fn browse(
    context: &Context,
    number: i64,
    parent: Option<CategoryId>,
    from: Option<CategoryId>,
) -> Result<Reply, DbError> {
    let chat = context.chat();
    let outcome = step(context, move |tx, by, shop| {
        draft::browse(tx, by, shop, (chat, number), parent, from)
    });
    shown(context, outcome.await?).await
}

/// Takes the category.
pub async fn choose_category(
    context: &Context,
    number: i64,
    category: CategoryId,
) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let outcome = step(context, move |tx, by, shop| {
        draft::choose_category(tx, by, shop, (chat, number), category, now)
    });
    shown(context, outcome.await?).await
}

/// Takes the last answer back.
pub async fn back(context: &Context, number: i64) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let outcome = step(context, move |tx, by, shop| {
        draft::back(tx, by, shop, (chat, number), now)
    });
    shown(context, outcome.await?).await
}

/// Takes a typed answer.
pub async fn receive_text(context: &Context, number: i64, text: &str) -> Result<Reply, DbError> {
    let asked = match current(context, number).await? {
        Ok(progress) => progress.draft.step(),
        Err(refusal) => return shown(context, Err(refusal)).await,
    };
    let lang = context.lang;
    let answer = match asked {
        Step::Category => Err(lang.adding_tap_category()),
        Step::Name => Name::parse(text)
            .map(Answer::Name)
            .map_err(|error| text_error(lang, error)),
        Step::Description => Description::parse(text)
            .map(Answer::Description)
            .map_err(|error| text_error(lang, error)),
        Step::Price => typed::price(text, context.app.shop().currency, Reading::Shown)
            .map(Answer::Price)
            .map_err(|error| view::wrong_number(lang, error)),
        Step::Stock => typed::units(text)
            .map(Answer::Stock)
            .map_err(|error| view::wrong_number(lang, error)),
        Step::Photos => Err(lang.adding_photo_expected()),
    };
    let answer = match answer {
        Ok(answer) => answer,
        Err(wrong) => return again(context, number, wrong).await,
    };
    let (chat, now) = (context.chat(), context.now.timestamp());
    let outcome = step(context, move |tx, by, shop| {
        draft::answer(tx, by, shop, (chat, number), &answer, now)
    });
    shown(context, outcome.await?).await
}

/// Takes a picture. It is fetched before anything is written: should the program end meanwhile,
/// it is fetched again.
pub async fn receive_file(
    context: &Context,
    number: i64,
    attachment: &Attachment,
) -> Result<Reply, DbError> {
    let lang = context.lang;
    let draft = match current(context, number).await? {
        Ok(progress) => progress.draft,
        Err(refusal) => return shown(context, Err(refusal)).await,
    };
    if draft.step() != Step::Photos {
        return once(context, number, lang.adding_photo_later()).await;
    }
    if draft.photos >= MAX_PHOTOS {
        return too_many(context, number).await;
    }
    let photo = match photos::receive(context, attachment).await {
        Ok(photo) => Arc::new(photo),
        Err(refusal) => {
            let wrong = photos::refused(lang, refusal);
            return part_refused(context, number, attachment, wrong).await;
        }
    };
    let (chat, now) = (context.chat(), context.now.timestamp());
    let added = step(context, move |tx, by, shop| {
        draft::add_photo(tx, by, shop, (chat, number), &photo, now)
    });
    match added.await? {
        Ok(_) if context.is_followed => Ok(Reply::answer(Answered::Silent)),
        Ok(progress) => Ok(Reply::screen(view::step(lang, &progress, None)).moving()),
        Err(Refusal::Rules(DraftRefusal::TooManyPhotos)) => too_many(context, number).await,
        Err(Refusal::Rules(DraftRefusal::SamePhoto)) => {
            part_refused(context, number, attachment, lang.adding_photo_same()).await
        }
        Err(refusal) => shown(context, Err(refusal)).await,
    }
}

async fn too_many(context: &Context, number: i64) -> Result<Reply, DbError> {
    let most = i64::try_from(MAX_PHOTOS).unwrap_or(i64::MAX);
    once(context, number, context.lang.adding_photos_full(most)).await
}

/// What is wrong with each part of an album alike is told once, with its last part.
async fn once(context: &Context, number: i64, wrong: Html) -> Result<Reply, DbError> {
    if context.is_followed {
        return Ok(Reply::answer(Answered::Silent));
    }
    Ok(again(context, number, wrong).await?.moving())
}

/// Why a picture was not taken. Of an album each refusal stays in the chat, above the count.
async fn part_refused(
    context: &Context,
    number: i64,
    attachment: &Attachment,
    wrong: Html,
) -> Result<Reply, DbError> {
    if context.is_followed {
        return Ok(Reply::text(wrong));
    }
    if attachment.album.is_none() {
        return Ok(again(context, number, wrong).await?.moving());
    }
    let counted = resume(context, number).await?;
    Ok(counted.moving().after(Screen::text(wrong)))
}

/// Anything but a text or a file.
pub async fn receive_other(context: &Context, number: i64) -> Result<Reply, DbError> {
    let wrong = match current(context, number).await? {
        Ok(progress) => match progress.draft.step() {
            Step::Category => context.lang.adding_tap_category(),
            Step::Photos => context.lang.photo_not_a_picture(),
            _ => context.lang.checkout_text_blank(),
        },
        Err(refusal) => return shown(context, Err(refusal)).await,
    };
    again(context, number, wrong).await
}

/// Creates the product.
pub async fn done(context: &Context, number: i64) -> Result<Reply, DbError> {
    let (shop, chat, now) = (context.app.shop(), context.chat(), context.now.timestamp());
    let created = act(context, move |tx, by| {
        let created = draft::finish(tx, by, &shop, (chat, number), now)?;
        let is_awaited = awaited(tx, chat)? == Some(number);
        if is_awaited {
            state::leave(tx, chat)?;
        }
        Ok(created)
    });
    match created.await? {
        Ok(created) => Ok(Reply::screen(view::created(context.lang, &created))),
        Err(Refusal::Rules(DraftRefusal::NotYet)) => {
            again(context, number, context.lang.adding_not_yet()).await
        }
        Err(Refusal::Rules(DraftRefusal::CategoryGone)) => {
            again(context, number, context.lang.adding_category_gone()).await
        }
        Err(refusal) => shown(context, Err(refusal)).await,
    }
}

/// What a typed `/done` came to that was carried out before a crash.
pub async fn present_done(context: &Context) -> Result<Reply, DbError> {
    let chat = context.chat();
    let last = act(context, move |tx, by| {
        Ok::<_, UseCaseError<DraftRefusal>>(draft::last_created(tx, by, chat)?)
    });
    match last.await? {
        Ok(Some(created)) => Ok(Reply::screen(view::created(context.lang, &created))),
        Ok(None) => start(context, None).await,
        Err(refusal) => shown(context, Err(refusal)).await,
    }
}

/// Calls a product off: nothing is created.
pub async fn cancel(context: &Context, number: i64) -> Result<Reply, DbError> {
    let chat = context.chat();
    let cancelled = act(context, move |tx, by| {
        draft::cancel(tx, by, chat, number)?;
        Ok(state::leave(tx, chat)?)
    });
    match cancelled.await? {
        Ok(_) => Ok(Reply::screen(view::cancelled(context.lang))),
        Err(refusal) => shown(context, Err(refusal)).await,
    }
}

/// A picture that no question is open for: who may add products is told what to do, customers
/// see the shop.
pub async fn stray_picture(context: &Context) -> Result<Reply, DbError> {
    let (shop, chat) = (context.app.shop(), context.chat());
    let staff = context.peek(move |tx| access::staff(tx, chat)).await?;
    if !staff.is_some_and(|staff| staff.may::<Catalogue>()) {
        return catalog::home(context, Place::Start).await;
    }
    context.meet().await?;
    if context.is_followed {
        return Ok(Reply::answer(Answered::Silent));
    }
    let begun = context.peek(move |tx| match permit(tx, chat)? {
        Ok(by) => draft::find(tx, &by, &shop, chat),
        Err(_) => Ok(None),
    });
    let begun = begun.await?.filter(|begun| begun.draft.name.is_some());
    let lang = context.lang;
    Ok(Reply::screen(match begun {
        Some(begun) => view::stray_while_begun(lang, &begun),
        None => view::stray(lang),
    }))
}

/// Runs a step and waits for what the next one asks.
async fn step(
    context: &Context,
    use_case: impl Fn(
        &mut Tx<'_>,
        &Permit<Catalogue>,
        &Shop,
    ) -> Result<Progress, UseCaseError<DraftRefusal>>
    + Send
    + 'static,
) -> Result<Outcome<Progress>, DbError> {
    let (shop, chat, now) = (context.app.shop(), context.chat(), context.now.timestamp());
    act(context, move |tx, by| {
        let progress = use_case(tx, by, &shop)?;
        wait(tx, chat, &progress, now)?;
        Ok(progress)
    })
    .await
}

fn wait(tx: &mut Tx<'_>, chat: TelegramId, progress: &Progress, now: i64) -> Result<(), DbError> {
    let draft = progress.draft.number;
    state::set(tx, chat, &State::NewProduct { draft }, now)
}

/// The draft that the chat's next message is for.
fn awaited(tx: &mut Tx<'_>, chat: TelegramId) -> Result<Option<i64>, DbError> {
    Ok(match state::awaited(tx, chat)? {
        Some(State::NewProduct { draft }) => Some(draft),
        _ => None,
    })
}

fn permit(
    tx: &mut Tx<'_>,
    person: TelegramId,
) -> Result<Result<Permit<Catalogue>, Denied>, DbError> {
    Ok(match access::staff(tx, person)? {
        Some(staff) => staff.permit().ok_or(Denied::Role(staff.role())),
        None => Err(Denied::Stranger),
    })
}

/// Reads a draft without marking that the update had its effect.
async fn current(context: &Context, number: i64) -> Result<Outcome<Progress>, DbError> {
    let (shop, chat) = (context.app.shop(), context.chat());
    let found = context.peek(move |tx| {
        let by = match permit(tx, chat)? {
            Ok(by) => by,
            Err(denied) => return Ok(Err(Refusal::Denied(denied))),
        };
        match draft::open(tx, &by, &shop, chat, number) {
            Ok(progress) => Ok(Ok(progress)),
            Err(UseCaseError::Refused(refusal)) => Ok(Err(Refusal::Rules(refusal))),
            Err(UseCaseError::Db(error)) => Err(error),
        }
    });
    found.await
}

/// Asks the same again, after saying what was wrong with the answer.
async fn again(context: &Context, number: i64, wrong: Html) -> Result<Reply, DbError> {
    let chat = context.chat();
    let outcome = step(context, move |tx, by, shop| {
        draft::open(tx, by, shop, chat, number)
    });
    match outcome.await? {
        Ok(progress) => Ok(Reply::screen(view::step(
            context.lang,
            &progress,
            Some(wrong),
        ))),
        Err(refusal) => refused(context, refusal).await,
    }
}

/// The next question, or why there is none.
async fn shown(context: &Context, outcome: Outcome<Progress>) -> Result<Reply, DbError> {
    match outcome {
        Ok(progress) => Ok(Reply::screen(view::step(context.lang, &progress, None))),
        Err(refusal) => refused(context, refusal).await,
    }
}

async fn refused(context: &Context, refusal: Refusal<DraftRefusal>) -> Result<Reply, DbError> {
    let lang = context.lang;
    if context.origin.press.is_none() {
        // The question cannot be answered: what is typed next is no answer to it.
        let chat = context.chat();
        context
            .act(move |tx, _| match awaited(tx, chat)? {
                Some(_) => Ok::<_, UseCaseError<()>>(state::leave(tx, chat).map(drop)?),
                None => Ok(()),
            })
            .await?
            .ok();
    }
    let is_pressed = context.origin.press.is_some();
    Ok(match refusal {
        Refusal::Denied(denied) => turned_away(context, denied),
        Refusal::Rules(DraftRefusal::NoCategories) => Reply::screen(view::no_categories(lang)),
        Refusal::Rules(DraftRefusal::CategoryGone) if is_pressed => {
            Reply::alert(lang.category_gone())
        }
        Refusal::Rules(_) if is_pressed => Reply::alert(lang.alert_draft_gone()),
        Refusal::Rules(_) => Reply::screen(view::gone(lang)),
    })
}
