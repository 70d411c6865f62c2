//! Checkout: guided questions, the confirmation, Confirm.

pub mod payment;
pub mod view;

use crate::{
    db::{DbError, Tx},
    domain::{
        customer::Customer,
        delivery::Way,
        id::{CheckoutId, TelegramId},
        order::OrderStatus,
        phone::{Phone, PhoneError},
        pin::Pin,
        text::{AddressText, Comment, ContactName, TextError},
    },
    i18n::{Html, Lang},
    shop::{
        UseCaseError,
        checkout::{
            self, CheckoutRefusal, Placement, Step,
            review::{self, Which},
        },
    },
};

use super::{
    context::Context,
    front, orders,
    screen::{Keyboard, Reply, Screen, cut},
    state::{self, State},
};

type Refused = UseCaseError<CheckoutRefusal>;

/// Starts checkout or goes on with the one that was interrupted.
pub async fn start(context: &Context) -> Result<Reply, DbError> {
    let (shop, now) = (context.app.shop(), context.now);
    let step = step(context, move |tx, customer| {
        checkout::start(tx, &shop, customer, now)
    })
    .await?;
    Ok(first(context, step))
}

/// Takes a typed name.
pub async fn receive_name(context: &Context, id: CheckoutId, text: &str) -> Result<Reply, DbError> {
    match ContactName::parse(text) {
        Ok(name) => give_name(context, id, name).await,
        Err(error) => again(context, text_error(context.lang, error)).await,
    }
}

/// Takes Telegram's name.
pub async fn use_name(context: &Context, id: CheckoutId) -> Result<Reply, DbError> {
    match ContactName::parse(&cut(&context.profile.full_name(), ContactName::MAX)) {
        Ok(name) => give_name(context, id, name).await,
        Err(error) => again(context, text_error(context.lang, error)).await,
    }
}

async fn give_name(context: &Context, id: CheckoutId, name: ContactName) -> Result<Reply, DbError> {
    let (shop, now) = (context.app.shop(), context.now);
    let step = step(context, move |tx, customer| {
        checkout::give_name(tx, &shop, customer, id, &name, now)
    })
    .await?;
    Ok(next(context, step))
}

/// Takes a typed phone.
pub async fn receive_phone(
    context: &Context,
    id: CheckoutId,
    text: &str,
) -> Result<Reply, DbError> {
    // The keyboard may have been put there before another language was chosen, or other words.
    let usual = Lang::ALL.iter().copied();
    if context
        .lang
        .all()
        .chain(usual)
        .any(|lang| text.trim() == lang.button_cancel())
    {
        return cancel(context, id).await;
    }
    give_phone(context, id, Phone::parse(text, context.app.shop().country)).await
}

/// Takes a shared contact, which must be the sender's own.
pub async fn receive_contact(
    context: &Context,
    id: CheckoutId,
    owner: Option<TelegramId>,
    number: &str,
) -> Result<Reply, DbError> {
    if owner != Some(context.profile.id) {
        return again(context, context.lang.checkout_contact_foreign()).await;
    }
    give_phone(context, id, Phone::from_contact(number)).await
}

async fn give_phone(
    context: &Context,
    id: CheckoutId,
    phone: Result<Phone, PhoneError>,
) -> Result<Reply, DbError> {
    let phone = match phone {
        Ok(phone) => phone,
        Err(error) => {
            return again(
                context,
                view::bad_phone(context.lang, context.app.shop().country, error),
            )
            .await;
        }
    };
    let (shop, now) = (context.app.shop(), context.now);
    let step = step(context, move |tx, customer| {
        checkout::give_phone(tx, &shop, customer, id, &phone, now)
    })
    .await?;
    // The share-contact keyboard goes with a message of its own: the next one has buttons.
    let thanks = Screen::with_keyboard(context.lang.checkout_phone_kept(), Keyboard::Letters);
    Ok(next(context, step).after(thanks))
}

/// Takes where the address is on the map; its text is still asked for.
pub async fn receive_pin(context: &Context, id: CheckoutId, pin: Pin) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let state = State::CheckoutAddress {
        checkout: id.get(),
        pin: Some(pin.as_str().to_owned()),
    };
    let kept = context.act(move |tx, _| {
        Ok::<_, UseCaseError<CheckoutRefusal>>(state::set(tx, chat, &state, now)?)
    });
    kept.await?.ok();
    again(context, context.lang.address_pin_kept()).await
}

/// Takes a typed address.
pub async fn receive_address(
    context: &Context,
    id: CheckoutId,
    pin: Option<Pin>,
    text: &str,
) -> Result<Reply, DbError> {
    let address = match AddressText::parse(text) {
        Ok(address) => address,
        Err(error) => return again(context, text_error(context.lang, error)).await,
    };
    let (shop, now) = (context.app.shop(), context.now);
    let step = step(context, move |tx, customer| {
        checkout::give_address(tx, &shop, customer, id, &address, pin.as_ref(), now)
    });
    Ok(next(context, step.await?))
}

/// Lists the ways of delivery.
pub async fn ways(context: &Context, id: CheckoutId) -> Result<Reply, DbError> {
    let shop = context.app.shop();
    let choice = context
        .look(move |tx, visitor| checkout::ways::list(tx, &shop, &visitor.customer, id))
        .await?;
    Ok(match choice {
        Ok(choice) => Reply::screen(view::ways(context.lang, &choice)),
        Err(refusal) => refused(context, &refusal),
    })
}

/// Takes the way of delivery.
pub async fn choose_way(context: &Context, id: CheckoutId, way: Way) -> Result<Reply, DbError> {
    let (shop, now) = (context.app.shop(), context.now);
    let step = step(context, move |tx, customer| {
        checkout::choose_way(tx, &shop, customer, id, way, now)
    })
    .await?;
    Ok(match step {
        Err(CheckoutRefusal::WayGone) => Reply::alert(context.lang.alert_point_gone()),
        step => next(context, step),
    })
}

/// Places the order shown.
pub async fn confirm(context: &Context, id: CheckoutId, revision: i64) -> Result<Reply, DbError> {
    let (shop, now) = (context.app.shop(), context.now);
    let (chat, shown) = (context.chat(), context.shown_without_pressed());
    let placement = context
        .act(move |tx, visitor| {
            let placement = checkout::place(tx, &shop, &visitor.customer, id, revision, now)?;
            if let (Placement::Placed(_), Some(shown)) = (&placement, &shown) {
                // A receipt takes the screen's place, and keeps its buttons after a restart too.
                state::shows(tx, chat, shown, now.timestamp())?;
            }
            Ok(placement)
        })
        .await?;
    Ok(match placement {
        // An old Confirm of an order that was called off since: no thanks for that one.
        Ok(Placement::Placed(order)) if order.status == OrderStatus::Cancelled => {
            let timezone = context.app.shop().timezone;
            Reply::screen(orders::view::detail(context.lang, timezone, &order, None))
        }
        Ok(Placement::Placed(order)) => {
            context.app.outbox_bell.notify_one();
            let timezone = context.app.shop().timezone;
            let receipt = view::placed(context.lang, timezone, &order);
            Reply::screen(receipt.with_note(front::later(context)))
        }
        Ok(Placement::Review(lines)) => Reply::screen(view::review(context.lang, id, &lines)),
        Ok(Placement::Changed {
            changes,
            confirmation,
        }) => {
            let screen = view::changed(context.lang, &changes, &confirmation);
            Reply::screen(front::dressed(context, screen))
        }
        Err(refusal) => refused(context, &refusal),
    })
}

/// Accepts changed lines of the cart as they are now.
pub async fn keep(context: &Context, id: CheckoutId, which: Which) -> Result<Reply, DbError> {
    let (shop, now) = (context.app.shop(), context.now);
    let step = step(context, move |tx, customer| {
        review::keep(tx, &shop, customer, id, which, now)
    });
    Ok(next(context, step.await?))
}

/// Takes changed lines out of the cart.
pub async fn remove(context: &Context, id: CheckoutId, which: Which) -> Result<Reply, DbError> {
    let (shop, now) = (context.app.shop(), context.now);
    let step = step(context, move |tx, customer| {
        review::remove(tx, &shop, customer, id, which, now)
    });
    Ok(next(context, step.await?))
}

/// Asks what the shop should know.
pub async fn ask_comment(context: &Context, id: CheckoutId) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let asked = context
        .act(move |tx, visitor| {
            let open = checkout::open(tx, visitor.customer.id, id)?;
            state::set(tx, chat, &State::comment(id), now)?;
            Ok::<_, Refused>(open.comment.is_some())
        })
        .await?;
    Ok(match asked {
        Ok(has_comment) => Reply::screen(view::ask_comment(context.lang, id, has_comment)),
        Err(refusal) => refused(context, &refusal),
    })
}

/// Takes a typed comment.
pub async fn receive_comment(
    context: &Context,
    id: CheckoutId,
    text: &str,
) -> Result<Reply, DbError> {
    match Comment::parse(text) {
        Ok(comment) => give_comment(context, id, Some(comment)).await,
        Err(error) => Ok(Reply::screen(view::bad_comment(context.lang, error))),
    }
}

/// Takes the comment back.
pub async fn drop_comment(context: &Context, id: CheckoutId) -> Result<Reply, DbError> {
    give_comment(context, id, None).await
}

async fn give_comment(
    context: &Context,
    id: CheckoutId,
    comment: Option<Comment>,
) -> Result<Reply, DbError> {
    let (shop, now) = (context.app.shop(), context.now);
    let step = step(context, move |tx, customer| {
        checkout::give_comment(tx, &shop, customer, id, comment.as_ref(), now)
    });
    Ok(next(context, step.await?))
}

/// Ends a checkout; the cart stays.
pub async fn cancel(context: &Context, id: CheckoutId) -> Result<Reply, DbError> {
    let chat = context.chat();
    let cancelled = context
        .act(move |tx, visitor| {
            if checkout::find_open(tx, visitor.customer.id)? != Some(id) {
                return Ok::<_, UseCaseError<()>>(None);
            }
            checkout::cancel(tx, visitor.customer.id)?;
            Ok(Some(state::leave(tx, chat)?))
        })
        .await?;
    Ok(match cancelled {
        Ok(Some(left)) => {
            let reply = Reply::screen(view::cancelled(context.lang));
            if !matches!(left, Some(State::CheckoutPhone { .. })) {
                return Ok(reply);
            }
            // Both the letters and the way back to the cart are wanted: two messages.
            reply.after(Screen::with_keyboard(
                context.lang.cancelled(),
                Keyboard::Letters,
            ))
        }
        Ok(None) | Err(()) => Reply::alert(context.lang.nothing_active_alert()),
    })
}

/// Runs a step of checkout and waits for what the next one asks.
async fn step(
    context: &Context,
    use_case: impl Fn(&mut Tx<'_>, &Customer) -> Result<Step, Refused> + Send + 'static,
) -> Result<Result<Step, CheckoutRefusal>, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let step = context
        .act(move |tx, visitor| {
            let step = use_case(tx, &visitor.customer)?;
            match &step {
                Step::Name { checkout, .. } => state::set(tx, chat, &State::name(*checkout), now)?,
                Step::Phone { checkout, .. } => {
                    state::set(tx, chat, &State::phone(*checkout), now)?;
                }
                Step::Address { checkout, .. } => {
                    // A place on the map that was sent for it stays.
                    let awaited = state::awaited(tx, chat)?;
                    let is_asked = matches!(awaited, Some(State::CheckoutAddress { checkout: of, .. })
                        if of == checkout.get());
                    if !is_asked {
                        state::set(tx, chat, &State::address(*checkout), now)?;
                    }
                }
                Step::Point { .. }
                | Step::Payment { .. }
                | Step::Review { .. }
                | Step::Confirm(_)
                | Step::Emptied => {
                    state::leave(tx, chat)?;
                }
            }
            Ok(step)
        })
        .await?;
    let is_over = match &step {
        Ok(_) => false,
        Err(
            CheckoutRefusal::EmptyCart | CheckoutRefusal::NoDelivery | CheckoutRefusal::Closed(_),
        ) => true,
        Err(_) => context.origin.press.is_none(),
    };
    if is_over {
        // The question cannot be answered: what is typed next is no answer to it.
        let left = context.act(move |tx, _| Ok::<_, UseCaseError<()>>(state::leave(tx, chat)?));
        context.note_left(left.await?.ok().flatten().as_ref());
    }
    Ok(step)
}

/// Asks the same again, after saying what was wrong with the answer.
async fn again(context: &Context, wrong: Html) -> Result<Reply, DbError> {
    let (shop, now) = (context.app.shop(), context.now);
    let step = step(context, move |tx, customer| {
        checkout::start(tx, &shop, customer, now)
    });
    Ok(match step.await? {
        Ok(step) => {
            let mut screen = screen(context, &step);
            screen.text = Html::paragraphs([wrong, screen.text]);
            Reply::screen(screen)
        }
        Err(refusal) => refused(context, &refusal),
    })
}

/// The first screen of a checkout says what is missing.
fn first(context: &Context, step: Result<Step, CheckoutRefusal>) -> Reply {
    match step {
        Ok(step) => {
            let mut screen = screen(context, &step);
            if let Some(missing) = view::missing(context.lang, &step) {
                screen.text = Html::paragraphs([missing, screen.text]);
            }
            Reply::screen(screen)
        }
        Err(refusal) => Reply::screen(view::refused(context.lang, &refusal)),
    }
}

/// The screen of a step; a confirmation tells what holds for the order, too.
fn screen(context: &Context, step: &Step) -> Screen {
    let screen = view::step(context.lang, step);
    match step {
        Step::Confirm(_) => front::dressed(context, screen),
        _ => screen,
    }
}

fn next(context: &Context, step: Result<Step, CheckoutRefusal>) -> Reply {
    match step {
        Ok(step) => Reply::screen(screen(context, &step)),
        Err(refusal) => refused(context, &refusal),
    }
}

fn refused(context: &Context, refusal: &CheckoutRefusal) -> Reply {
    match refusal {
        CheckoutRefusal::NotFound => Reply::alert(context.lang.alert_checkout_gone()),
        refusal => Reply::screen(view::refused(context.lang, refusal)),
    }
}

/// What is wrong with a typed text, for any question.
pub fn text_error(lang: Lang, error: TextError) -> Html {
    match error {
        TextError::Blank => lang.checkout_text_blank(),
        TextError::TooLong { max } => {
            lang.checkout_text_too_long(i64::try_from(max).unwrap_or(i64::MAX))
        }
    }
}
