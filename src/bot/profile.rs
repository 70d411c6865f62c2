//! The customer's contact data and address book.

pub mod view;

use crate::{
    db::{DbError, Tx},
    domain::{
        customer::Email,
        id::AddressId,
        phone::Phone,
        pin::Pin,
        text::{AddressLabel, AddressText},
    },
    i18n::Html,
    shop::{
        UseCaseError,
        access::Visitor,
        checkout,
        profile::{self, Profile, UnknownAddress},
    },
};

use super::{
    checkout::text_error,
    context::Context,
    screen::{Answer, Reply, Screen},
    state::{self, State},
};

type Refused = UseCaseError<UnknownAddress>;

fn present(tx: &mut Tx<'_>, visitor: &Visitor) -> Result<(Profile, bool), DbError> {
    let profile = profile::view(tx, &visitor.customer)?;
    let open = checkout::find_open(tx, visitor.customer.id)?;
    Ok((profile, open.is_some()))
}

/// The profile.
pub async fn open(context: &Context) -> Result<Reply, DbError> {
    let seen = context
        .look(|tx, visitor| Ok::<_, Refused>(present(tx, visitor)?))
        .await?;
    Ok(match seen {
        Ok((profile, is_paused)) => Reply::screen(view::profile(context.lang, &profile, is_paused)),
        Err(UnknownAddress) => Reply::alert(context.lang.alert_address_unknown()),
    })
}

/// Asks for something to be typed.
async fn ask(context: &Context, state: State, prompt: Html) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let asked = context
        .act(move |tx, _| Ok::<_, Refused>(state::set(tx, chat, &state, now)?))
        .await?;
    Ok(match asked {
        Ok(()) => Reply::screen(view::prompt(context.lang, prompt)),
        Err(UnknownAddress) => Reply::alert(context.lang.alert_address_unknown()),
    })
}

/// Asks for the phone.
pub async fn ask_phone(context: &Context) -> Result<Reply, DbError> {
    ask(
        context,
        State::ProfilePhone,
        view::ask_phone(context.lang, context.app.shop().country),
    )
    .await
}

/// Asks for the e-mail.
pub async fn ask_email(context: &Context) -> Result<Reply, DbError> {
    ask(context, State::ProfileEmail, context.lang.email_prompt()).await
}

/// Asks what a new address is called.
pub async fn ask_label(context: &Context) -> Result<Reply, DbError> {
    ask(
        context,
        State::AddressLabel,
        context.lang.address_label_prompt(),
    )
    .await
}

/// Takes a typed phone.
pub async fn receive_phone(context: &Context, text: &str) -> Result<Reply, DbError> {
    let phone = match Phone::parse(text, context.app.shop().country) {
        Ok(phone) => phone,
        Err(error) => {
            let home = context.app.shop().country;
            return Ok(Reply::screen(view::bad_phone(context.lang, home, error)));
        }
    };
    let now = context.now.timestamp();
    save(context, context.lang.phone_saved(), move |tx, visitor| {
        profile::set_phone(tx, visitor.customer.id, &phone, now)
    })
    .await
}

/// Takes a typed e-mail address.
pub async fn receive_email(context: &Context, text: &str) -> Result<Reply, DbError> {
    let Ok(email) = Email::parse(text) else {
        return Ok(Reply::screen(view::prompt(
            context.lang,
            context.lang.email_invalid(),
        )));
    };
    let now = context.now.timestamp();
    save(context, context.lang.email_saved(), move |tx, visitor| {
        profile::set_email(tx, visitor.customer.id, &email, now)
    })
    .await
}

/// Saves something typed, takes it out of the chat and shows the profile again.
async fn save(
    context: &Context,
    done: Html,
    effect: impl Fn(&mut Tx<'_>, &Visitor) -> Result<(), DbError> + Send + 'static,
) -> Result<Reply, DbError> {
    let (chat, sender, now) = (
        context.chat(),
        context.profile.clone(),
        context.now.timestamp(),
    );
    let saved = context
        .act(move |tx, visitor| {
            effect(tx, visitor)?;
            state::leave(tx, chat)?;
            // Read again: the visitor in hand is from before the change.
            let visitor = crate::shop::access::visitor(tx, &sender, now)?;
            Ok::<_, Refused>(present(tx, &visitor)?)
        })
        .await?;
    Ok(match saved {
        Ok((profile, is_paused)) => Reply::screen(view::profile(context.lang, &profile, is_paused))
            .after(Screen::text(done))
            .clearing_typed(),
        Err(UnknownAddress) => Reply::alert(context.lang.alert_address_unknown()),
    })
}

/// The address book, from an address on.
pub async fn addresses(context: &Context, from: Option<AddressId>) -> Result<Reply, DbError> {
    let page = context
        .look(move |tx, visitor| {
            Ok::<_, Refused>(profile::addresses(tx, visitor.customer.id, from)?)
        })
        .await?;
    Ok(match page {
        Ok(page) => Reply::screen(view::addresses(context.lang, &page)),
        Err(UnknownAddress) => Reply::alert(context.lang.alert_address_unknown()),
    })
}

/// An address.
pub async fn address(context: &Context, id: AddressId) -> Result<Reply, DbError> {
    let address = context
        .look(move |tx, visitor| profile::address(tx, visitor.customer.id, id))
        .await?;
    Ok(match address {
        Ok(address) => Reply::screen(view::address(context.lang, &address)),
        Err(UnknownAddress) => Reply::alert(context.lang.alert_address_unknown()),
    })
}

/// Deletes an address.
pub async fn delete(context: &Context, id: AddressId) -> Result<Reply, DbError> {
    change(
        context,
        Answer::Alert(context.lang.alert_address_deleted()),
        move |tx, visitor| profile::delete_address(tx, visitor.customer.id, id),
    )
    .await
}

/// Makes an address the default one.
pub async fn make_default(context: &Context, id: AddressId) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    change(
        context,
        Answer::Toast(context.lang.toast_default_set()),
        move |tx, visitor| profile::make_default(tx, visitor.customer.id, id, now),
    )
    .await
}

async fn change(
    context: &Context,
    done: Answer,
    effect: impl Fn(&mut Tx<'_>, &Visitor) -> Result<(), Refused> + Send + 'static,
) -> Result<Reply, DbError> {
    let changed = context
        .act(move |tx, visitor| {
            effect(tx, visitor)?;
            Ok(profile::addresses(tx, visitor.customer.id, None)?)
        })
        .await?;
    Ok(match changed {
        Ok(page) => Reply::screen(view::addresses(context.lang, &page)).with_answer(done),
        Err(UnknownAddress) => Reply::alert(context.lang.alert_address_unknown()),
    })
}

/// Takes what a new address is called.
pub async fn receive_label(context: &Context, text: &str) -> Result<Reply, DbError> {
    match AddressLabel::parse(text) {
        Ok(label) => {
            let prompt = context.lang.address_text_prompt(label.as_str());
            ask(
                context,
                State::AddressText {
                    label: label.to_string(),
                    pin: None,
                },
                prompt,
            )
            .await
        }
        Err(error) => Ok(Reply::screen(view::prompt(
            context.lang,
            text_error(context.lang, error),
        ))),
    }
}

/// Takes where a new address is on the map; its text is still asked for.
pub async fn receive_pin(context: &Context, label: String, pin: Pin) -> Result<Reply, DbError> {
    let pin = Some(pin.as_str().to_owned());
    let state = State::AddressText { label, pin };
    ask(context, state, context.lang.address_pin_kept()).await
}

/// Takes the text of a new address.
pub async fn receive_address(
    context: &Context,
    label: &str,
    pin: Option<Pin>,
    text: &str,
) -> Result<Reply, DbError> {
    let parsed =
        AddressLabel::parse(label).and_then(|label| Ok((label, AddressText::parse(text)?)));
    let (label, address) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            return Ok(Reply::screen(view::prompt(
                context.lang,
                text_error(context.lang, error),
            )));
        }
    };
    let (chat, now) = (context.chat(), context.now.timestamp());
    let saved = context
        .act(move |tx, visitor| {
            profile::add_address(tx, visitor.customer.id, &label, &address, pin.as_ref(), now)?;
            state::leave(tx, chat)?;
            Ok::<_, Refused>(profile::addresses(tx, visitor.customer.id, None)?)
        })
        .await?;
    Ok(match saved {
        Ok(page) => {
            let done = Screen::text(context.lang.address_saved());
            Reply::screen(view::addresses(context.lang, &page)).after(done)
        }
        Err(UnknownAddress) => Reply::alert(context.lang.alert_address_unknown()),
    })
}
