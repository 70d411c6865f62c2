//! Which handler answers what: one `match` over every command, button and
//! question, so that the compiler knows when one has no answer.

use crate::{
    db::DbError,
    domain::{
        catalog::Place,
        delivery::Way,
        id::{CartLineId, CheckoutId, OrderId, ProductId, VariantId},
        options::Chosen,
        pin::Pin,
    },
    i18n::{Html, Typed},
    shop::{
        UseCaseError, access,
        checkout::{self as checkouts, review::Which},
    },
};

use super::{
    about, admin,
    button::Button,
    cart, catalog, checkout,
    command::{Command, Start},
    context::Context,
    favourites::{self, Shown},
    incoming::What,
    language, orders, privacy, profile, reach, reviews,
    screen::{Answer, Key, Keyboard, Reply, Screen},
    search,
    state::{self, State},
};

/// Handles an update: its effect, and what is shown of it.
pub async fn handle(context: &Context, what: &What) -> Result<Reply, DbError> {
    match what {
        What::Press(data) => match Button::decode(data) {
            Some(button) => press(context, button).await,
            None => {
                context.meet().await?;
                Ok(outdated(context))
            }
        },
        What::StalePress => {
            context.meet().await?;
            Ok(Reply::alert(context.lang.stale_message()))
        }
        What::Text(typed) => match Command::parse(&typed.text) {
            Some(command) => obey(context, command).await,
            None => receive(context, typed).await,
        },
        What::Contact { owner, number } => match waiting_for(context).await? {
            Some(State::CheckoutPhone { checkout }) => {
                checkout::receive_contact(context, CheckoutId::new(checkout), *owner, number).await
            }
            Some(State::NewProduct { draft }) => {
                admin::products::add::receive_other(context, draft).await
            }
            Some(state) => ask_for_text(context, &state),
            None => catalog::home(context, Place::Start).await,
        },
        What::Group(event) => admin::board::handle(context, event).await,
        What::Blocked => reach::blocked(context).await,
        What::Unblocked => reach::unblocked(context).await,
        What::File(file) => match waiting_for(context).await? {
            Some(State::NewProduct { draft }) => {
                admin::products::add::receive_file(context, draft, file).await
            }
            Some(State::Product { ask }) => {
                admin::products::typing::receive_file(context, ask, file).await
            }
            Some(State::Proof { order }) => {
                orders::proof::receive(context, OrderId::new(order), file).await
            }
            Some(state) => ask_for_text(context, &state),
            None => match admin::bulk::receive(context, file).await? {
                Some(reply) => Ok(reply),
                None => admin::products::add::stray_picture(context).await,
            },
        },
        What::Location {
            latitude,
            longitude,
        } => match waiting_for(context).await? {
            Some(State::Delivery { ask }) => {
                admin::delivery::asking::receive_location(context, ask, latitude, longitude).await
            }
            state => pinned(context, state, latitude, longitude).await,
        },
        What::Card { bot, start } if *bot == context.app.me.username => {
            obey(context, Command::Start(Start::parse(start))).await
        }
        What::Card { .. } | What::Other => {
            let state = waiting_for(context).await?;
            other(context, state).await
        }
    }
}

/// A place on the map, from a customer who is asked for an address or for something else.
async fn pinned(
    context: &Context,
    state: Option<State>,
    latitude: &str,
    longitude: &str,
) -> Result<Reply, DbError> {
    match (state, Pin::parse(latitude, longitude)) {
        (Some(State::CheckoutAddress { checkout, .. }), Ok(pin)) => {
            checkout::receive_pin(context, CheckoutId::new(checkout), pin).await
        }
        (Some(State::AddressText { label, .. }), Ok(pin)) => {
            profile::receive_pin(context, label, pin).await
        }
        (state, _) => other(context, state).await,
    }
}

/// Something that nobody asked for.
async fn other(context: &Context, state: Option<State>) -> Result<Reply, DbError> {
    match state {
        Some(State::NewProduct { draft }) => {
            admin::products::add::receive_other(context, draft).await
        }
        Some(State::Product { ask }) => admin::products::typing::receive_other(context, ask).await,
        Some(state) => ask_for_text(context, &state),
        None => catalog::home(context, Place::Start).await,
    }
}

async fn press(context: &Context, button: Button) -> Result<Reply, DbError> {
    match button {
        Button::Home { place } => catalog::home(context, place).await,
        Button::Category { category, place } => catalog::category(context, category, place).await,
        Button::Product { product, place } => catalog::product(context, product, place).await,
        Button::Found { page } => search::turn_to(context, page).await,
        Button::Choose { chosen, place } => catalog::choose(context, chosen, place).await,
        Button::More { product, place } => catalog::more(context, product, place).await,
        Button::MoreOf { chosen, place } => catalog::more_of(context, chosen, place).await,
        Button::AddToCart { variant } => cart::add(context, variant).await,
        Button::Watch { variant, place } => catalog::watch(context, variant, place).await,
        Button::Unwatch { variant, place } => catalog::unwatch(context, variant, place).await,
        Button::Favourites { from } => favourites::open(context, from).await,
        Button::Like { product, place } => {
            favourites::like(context, Shown::Product(product), place).await
        }
        Button::LikeOf { chosen, place } => {
            favourites::like(context, Shown::Chosen(chosen), place).await
        }
        Button::Unlike { product, place } => {
            favourites::unlike(context, Shown::Product(product), place).await
        }
        Button::UnlikeOf { chosen, place } => {
            favourites::unlike(context, Shown::Chosen(chosen), place).await
        }
        Button::Lately {} => favourites::lately(context).await,
        Button::ForgetLooks {} => favourites::forget(context).await,
        Button::Cart { from } => cart::open(context, from).await,
        Button::Increase { variant, from } => cart::increase(context, variant, from).await,
        Button::Decrease { variant, from } => cart::decrease(context, variant, from).await,
        Button::Remove { variant, from } => cart::remove(context, variant, from).await,
        Button::AskQuantity { variant, from } => cart::ask_quantity(context, variant, from).await,
        Button::Checkout {} => checkout::start(context).await,
        Button::UseName { checkout } => checkout::use_name(context, checkout).await,
        Button::Ways { checkout } => checkout::ways(context, checkout).await,
        Button::ChooseCourier { checkout, option } => {
            checkout::choose_way(context, checkout, Way::Courier(option)).await
        }
        Button::ChoosePoint { checkout, point } => {
            checkout::choose_way(context, checkout, Way::Pickup(point)).await
        }
        Button::PaymentWays { checkout } => checkout::payment::ways(context, checkout).await,
        Button::ChoosePayment { checkout, way } => {
            checkout::payment::choose(context, checkout, way).await
        }
        Button::KeepLine { checkout, variant } => {
            checkout::keep(context, checkout, Which::One(variant)).await
        }
        Button::KeepLines { checkout } => checkout::keep(context, checkout, Which::All).await,
        Button::DropLine { checkout, variant } => {
            checkout::remove(context, checkout, Which::One(variant)).await
        }
        Button::DropLines { checkout } => checkout::remove(context, checkout, Which::All).await,
        Button::AskComment { checkout } => checkout::ask_comment(context, checkout).await,
        Button::DropComment { checkout } => checkout::drop_comment(context, checkout).await,
        Button::Confirm { checkout, revision } => {
            checkout::confirm(context, checkout, revision).await
        }
        Button::CancelCheckout { checkout } => checkout::cancel(context, checkout).await,
        Button::Cancel {} => cancel(context).await,
        Button::Orders { from } => orders::list(context, from).await,
        Button::Order { order, from } => orders::open(context, order, from).await,
        Button::AskCancelOrder { order, from } => orders::ask_cancel(context, order, from).await,
        Button::CancelOrder { order, from } => orders::cancel(context, order, from).await,
        Button::Reorder { order } => orders::reorder(context, order).await,
        Button::Reviews {
            product,
            page,
            place,
        } => reviews::list(context, product, page, place).await,
        Button::ReviewOrder { order, page } => reviews::of_order(context, order, page).await,
        Button::OwnReview { product, order } => reviews::own(context, product, order).await,
        Button::Rate {
            product,
            order,
            stars,
        } => reviews::rate(context, product, order, stars).await,
        Button::AskWords { product, order } => reviews::ask_words(context, product, order).await,
        Button::LeaveWords { product, order } => {
            reviews::leave_words(context, product, order).await
        }
        Button::WithdrawReview { product, order } => {
            reviews::withdraw(context, product, order).await
        }
        Button::AskShop { order } => orders::ask_question(context, order).await,
        Button::SendProof { order } => orders::proof::ask(context, order).await,
        Button::About {} => about::about(context).await,
        Button::Help {} => about::help(context).await,
        Button::Terms {} => about::terms(context, Button::About {}).await,
        Button::OrderTerms {} => about::terms(context, Button::Checkout {}).await,
        Button::Profile {} => profile::open(context).await,
        Button::Languages {} => language::open(context).await,
        Button::Speak { language } => {
            language::choose(context, language).await?;
            stands(&context.in_language(context.app.lang(&context.profile))).await
        }
        Button::EditPhone {} => profile::ask_phone(context).await,
        Button::EditEmail {} => profile::ask_email(context).await,
        Button::Addresses { from } => profile::addresses(context, from).await,
        Button::AddAddress {} => profile::ask_label(context).await,
        Button::Address { address } => profile::address(context, address).await,
        Button::DeleteAddress { address } => profile::delete(context, address).await,
        Button::MakeDefault { address } => profile::make_default(context, address).await,
        Button::Privacy {} => privacy::open(context).await,
        Button::MyData {} => privacy::mydata::send(context).await,
        Button::AskForget {} => privacy::ask_forget(context).await,
        Button::AskForgetSurely {} => privacy::ask_surely(context).await,
        Button::Forget {} => privacy::forget(context).await,
        Button::Stay {} => privacy::stay(context).await,
        Button::Staff(button) => admin::route::press(context, button).await,
    }
}

async fn obey(context: &Context, command: Command) -> Result<Reply, DbError> {
    match command {
        Command::Start(start) => catalog::start(context, start).await,
        Command::Join(secret) => admin::join::join(context, secret).await,
        Command::Search(words) if words.is_empty() => search::ask(context).await,
        Command::Search(words) => search::search(context, &words).await,
        Command::Cart => cart::open(context, None).await,
        Command::Favourites => favourites::open(context, None).await,
        Command::Orders => orders::list(context, None).await,
        Command::Profile => profile::open(context).await,
        Command::Language => language::open(context).await,
        Command::Privacy => privacy::open(context).await,
        Command::MyData => privacy::mydata::send(context).await,
        Command::ForgetMe => privacy::ask_forget(context).await,
        Command::Help => about::help(context).await,
        Command::About => about::about(context).await,
        Command::Cancel => cancel(context).await,
        Command::Admin => admin::panel::open(context).await,
        Command::Stats => admin::day::figures(context).await,
        Command::AdminDelivery => admin::delivery::menu(context).await,
        Command::AddProduct => admin::products::add::start(context, None).await,
        Command::Skip => skip(context).await,
        Command::Done => match waiting_for(context).await? {
            Some(State::NewProduct { draft }) => admin::products::add::done(context, draft).await,
            _ => unknown_command(context).await,
        },
        Command::Unknown => unknown_command(context).await,
        Command::Here => admin::board::explain(context).await,
    }
}

async fn unknown_command(context: &Context) -> Result<Reply, DbError> {
    context.meet().await?;
    Ok(Reply::text(context.lang.unknown_command()))
}

async fn receive(context: &Context, typed: &Typed) -> Result<Reply, DbError> {
    match waiting_for(context).await? {
        None => search::search(context, &typed.text).await,
        Some(state) => answer(context, state, typed).await,
    }
}

async fn answer(context: &Context, state: State, typed: &Typed) -> Result<Reply, DbError> {
    let text = typed.text.as_str();
    match state {
        State::CheckoutName { checkout } => {
            checkout::receive_name(context, CheckoutId::new(checkout), text).await
        }
        State::CheckoutPhone { checkout } => {
            checkout::receive_phone(context, CheckoutId::new(checkout), text).await
        }
        State::CheckoutAddress { checkout, pin } => {
            let pin = pin.and_then(|pin| pin.parse().ok());
            checkout::receive_address(context, CheckoutId::new(checkout), pin, text).await
        }
        State::CheckoutComment { checkout } => {
            checkout::receive_comment(context, CheckoutId::new(checkout), text).await
        }
        State::Question { order } => {
            orders::receive_question(context, OrderId::new(order), text).await
        }
        State::ReviewWords { product, order } => {
            let (product, order) = (ProductId::new(product), order.map(OrderId::new));
            reviews::receive_words(context, product, order, text).await
        }
        State::Quantity { variant, from } => {
            cart::receive_quantity(
                context,
                VariantId::new(variant),
                from.map(CartLineId::new),
                text,
            )
            .await
        }
        State::NewProduct { draft } => {
            admin::products::add::receive_text(context, draft, text).await
        }
        State::Proof { .. } => Ok(orders::proof::text_instead(context)),
        State::Desk(ask) => admin::orders::receive(context, ask, text).await,
        State::Pay(ask) => admin::payments::receive(context, ask, text).await,
        State::ProfilePhone => profile::receive_phone(context, text).await,
        State::ProfileEmail => profile::receive_email(context, text).await,
        State::AddressLabel => profile::receive_label(context, text).await,
        State::AddressText { label, pin } => {
            let pin = pin.and_then(|pin| pin.parse().ok());
            profile::receive_address(context, &label, pin, text).await
        }
        State::ProductSearch => admin::products::typing::receive_words(context, text).await,
        State::Product { ask } => admin::products::typing::receive(context, ask, text).await,
        State::Category { ask } => admin::categories::asking::receive(context, ask, text).await,
        State::Delivery { ask } => admin::delivery::asking::receive(context, ask, text).await,
        State::Setting { ask } => admin::settings::receive(context, ask, text).await,
        State::Translation { ask } => admin::translations::receive(context, ask, text).await,
        State::Wording { ask } => admin::wording::receive(context, ask, typed).await,
    }
}

/// `/skip`: goes on without what is asked for, where that is possible.
async fn skip(context: &Context) -> Result<Reply, DbError> {
    match waiting_for(context).await? {
        Some(State::Category { ask }) => admin::categories::asking::skip(context, ask).await,
        Some(State::Delivery { ask }) => admin::delivery::asking::skip(context, ask).await,
        Some(State::NewProduct { draft }) => admin::products::add::done(context, draft).await,
        Some(State::ReviewWords { product, order }) => {
            let (product, order) = (ProductId::new(product), order.map(OrderId::new));
            reviews::leave_words(context, product, order).await
        }
        _ => unknown_command(context).await,
    }
}

/// Shows where things stand after an update whose effect was committed before a crash: the
/// effect is not repeated.
pub async fn present(context: &Context, what: &What) -> Result<Reply, DbError> {
    if let What::Group(event) = what {
        return admin::board::present_in_group(context, event).await;
    }
    if let Some(state) = waiting_for(context).await? {
        return ask(context, state).await;
    }
    let data = match what {
        What::Press(data) => data,
        What::File(_) => {
            return match admin::bulk::last(context).await? {
                Some(reply) => Ok(reply),
                None => where_it_stands(context).await,
            };
        }
        What::Text(typed)
            if matches!(
                Command::parse(&typed.text),
                Some(Command::Done | Command::Skip)
            ) =>
        {
            return admin::products::add::present_done(context).await;
        }
        What::Text(typed) if matches!(Command::parse(&typed.text), Some(Command::Join(_))) => {
            return admin::join::present(context).await;
        }
        _ => return where_it_stands(context).await,
    };
    match Button::decode(data) {
        Some(
            Button::Increase { from, .. }
            | Button::Decrease { from, .. }
            | Button::Remove { from, .. }
            | Button::AskQuantity { from, .. },
        ) => cart::open(context, from).await,
        Some(Button::AddToCart { .. } | Button::Cancel {}) => Ok(Reply::answer(Answer::Silent)),
        Some(Button::CancelCheckout { .. }) => cart::open(context, None).await,
        Some(Button::Watch { variant, place } | Button::Unwatch { variant, place }) => {
            catalog::choose(context, Chosen::whole(variant), place).await
        }
        Some(Button::Like { product, place } | Button::Unlike { product, place }) => {
            catalog::product(context, product, place).await
        }
        Some(Button::LikeOf { chosen, place } | Button::UnlikeOf { chosen, place }) => {
            catalog::choose(context, chosen, place).await
        }
        Some(Button::ForgetLooks {}) => favourites::lately(context).await,
        Some(
            Button::UseName { .. }
            | Button::ChooseCourier { .. }
            | Button::ChoosePoint { .. }
            | Button::ChoosePayment { .. }
            | Button::KeepLine { .. }
            | Button::KeepLines { .. }
            | Button::DropLine { .. }
            | Button::DropLines { .. }
            | Button::AskComment { .. }
            | Button::DropComment { .. }
            | Button::Speak { .. },
        ) => where_it_stands(context).await,
        Some(Button::CancelOrder { order, from } | Button::AskCancelOrder { order, from }) => {
            orders::open(context, order, from).await
        }
        Some(Button::AskShop { order } | Button::SendProof { order }) => {
            orders::open(context, order, None).await
        }
        Some(
            Button::Rate { product, order, .. }
            | Button::AskWords { product, order }
            | Button::LeaveWords { product, order }
            | Button::WithdrawReview { product, order },
        ) => reviews::own(context, product, order).await,
        Some(Button::Reorder { .. }) => cart::open(context, None).await,
        Some(Button::EditPhone {} | Button::EditEmail {}) => profile::open(context).await,
        Some(Button::AddAddress {} | Button::DeleteAddress { .. } | Button::MakeDefault { .. }) => {
            profile::addresses(context, None).await
        }
        Some(Button::Forget {} | Button::Stay {}) => privacy::ask_forget(context).await,
        Some(Button::Staff(button)) => admin::route::present(context, button).await,
        // These only show, or find what they did: doing them again is showing it.
        Some(
            button @ (Button::Confirm { .. }
            | Button::Checkout {}
            | Button::Home { .. }
            | Button::Category { .. }
            | Button::Product { .. }
            | Button::Found { .. }
            | Button::Choose { .. }
            | Button::More { .. }
            | Button::MoreOf { .. }
            | Button::Favourites { .. }
            | Button::Lately {}
            | Button::About {}
            | Button::Help {}
            | Button::Terms {}
            | Button::OrderTerms {}
            | Button::Cart { .. }
            | Button::Ways { .. }
            | Button::PaymentWays { .. }
            | Button::Orders { .. }
            | Button::Order { .. }
            | Button::Reviews { .. }
            | Button::ReviewOrder { .. }
            | Button::OwnReview { .. }
            | Button::Profile {}
            | Button::Languages {}
            | Button::Privacy {}
            | Button::MyData {}
            | Button::AskForget {}
            | Button::AskForgetSurely {}
            | Button::Addresses { .. }
            | Button::Address { .. }),
        ) => press(context, button).await,
        None => Ok(outdated(context)),
    }
}

/// What the chat is in the middle of, drawn anew: the question that is waited for, the checkout
/// that is open, else the shop's front.
async fn stands(context: &Context) -> Result<Reply, DbError> {
    match waiting_for(context).await? {
        Some(state) => ask(context, state).await,
        None => where_it_stands(context).await,
    }
}

/// The checkout, when one is open, else the shop's front.
async fn where_it_stands(context: &Context) -> Result<Reply, DbError> {
    let chat = context.chat();
    let open = context
        .peek(move |tx| match access::customer(tx, chat)? {
            Some(customer) => checkouts::find_open(tx, customer),
            None => Ok(None),
        })
        .await?;
    if open.is_some() {
        checkout::start(context).await
    } else {
        catalog::home(context, Place::Start).await
    }
}

/// Asks the question again that a text is awaited for.
async fn ask(context: &Context, state: State) -> Result<Reply, DbError> {
    match state {
        State::CheckoutName { .. }
        | State::CheckoutPhone { .. }
        | State::CheckoutAddress { .. } => checkout::start(context).await,
        State::CheckoutComment { checkout } => {
            checkout::ask_comment(context, CheckoutId::new(checkout)).await
        }
        State::Question { order } => orders::ask_question(context, OrderId::new(order)).await,
        State::ReviewWords { product, order } => {
            reviews::ask_words(context, ProductId::new(product), order.map(OrderId::new)).await
        }
        State::Quantity { variant, from } => {
            cart::ask_quantity(context, VariantId::new(variant), from.map(CartLineId::new)).await
        }
        State::NewProduct { draft } => admin::products::add::resume(context, draft).await,
        State::Proof { order } => orders::proof::ask(context, OrderId::new(order)).await,
        State::Desk(asked) => admin::orders::ask(context, asked).await,
        State::Pay(asked) => admin::payments::ask(context, asked).await,
        State::ProfilePhone => profile::ask_phone(context).await,
        State::ProfileEmail => profile::ask_email(context).await,
        State::AddressLabel => profile::ask_label(context).await,
        State::AddressText { label, pin } => match pin.and_then(|pin| pin.parse().ok()) {
            Some(pin) => profile::receive_pin(context, label, pin).await,
            None => profile::receive_label(context, &label).await,
        },
        State::ProductSearch => admin::products::typing::ask_words(context).await,
        State::Product { ask } => admin::products::typing::ask_again(context, ask).await,
        State::Category { ask } => admin::categories::asking::again(context, ask).await,
        State::Delivery { ask } => admin::delivery::asking::again(context, ask).await,
        State::Setting { ask } => admin::settings::again(context, ask).await,
        State::Translation { ask } => admin::translations::again(context, ask).await,
        State::Wording { ask } => admin::wording::again(context, ask).await,
    }
}

/// `/cancel` and the Cancel button: ends the question, or the checkout that is open.
async fn cancel(context: &Context) -> Result<Reply, DbError> {
    if let Some(State::NewProduct { draft }) = waiting_for(context).await? {
        return admin::products::add::cancel(context, draft).await;
    }
    let chat = context.chat();
    let ended = context
        .act(move |tx, visitor| {
            let left = state::leave(tx, chat)?;
            let is_checkout = left.as_ref().is_none_or(|left| left.checkout().is_some());
            let abandoned = is_checkout && checkouts::cancel(tx, visitor.customer.id)?;
            Ok::<_, UseCaseError<()>>((left, abandoned))
        })
        .await?;
    let lang = context.lang;
    Ok(match ended {
        Ok((Some(State::CheckoutPhone { .. }), _)) => {
            Reply::screen(checkout::view::cancelled(lang))
                .after(Screen::with_keyboard(lang.cancelled(), Keyboard::Letters))
        }
        Ok((_, true)) => Reply::screen(checkout::view::cancelled(lang)),
        Ok((Some(_), false)) => Reply::text(lang.cancelled()),
        Ok((None, false)) | Err(()) if context.origin.press.is_some() => {
            Reply::alert(lang.nothing_active_alert())
        }
        Ok((None, false)) | Err(()) => Reply::text(lang.nothing_active()),
    })
}

/// What somebody who is no administrator sees of the administrators' side: nothing.
pub fn stranger(context: &Context) -> Reply {
    if context.origin.press.is_some() {
        outdated(context)
    } else {
        Reply::text(context.lang.unknown_command())
    }
}

/// A button of another release: it says so, and its message gets a button that works.
fn outdated(context: &Context) -> Reply {
    let home = Key::new(
        context.lang.button_home(),
        Button::Home {
            place: Place::Start,
        },
    );
    let screen = Screen::new(Html::default(), vec![vec![home]]);
    let press = context.origin.press.as_ref();
    let stays = press.and_then(|press| press.pressed);
    let stays = stays.is_some_and(|pressed| pressed.is_detached);
    Reply {
        answer: Answer::Alert(context.lang.outdated_button()),
        before: None,
        screen: Some(if stays { screen.lasting() } else { screen }),
        keeps_text: true,
        is_moving: false,
        clears_typed: false,
    }
}

/// Anything but text while a text is awaited.
fn ask_for_text(context: &Context, state: &State) -> Result<Reply, DbError> {
    let text = context.lang.checkout_text_blank();
    Ok(match state {
        State::CheckoutPhone { .. } => Reply::screen(checkout::view::ask_phone(context.lang, text)),
        State::Category { ask } => admin::categories::asking::unfit(context, ask, text),
        State::Delivery { ask } => admin::delivery::asking::unfit_message(context, ask),
        State::Proof { .. } => orders::proof::text_instead(context),
        _ => Reply::text(text),
    })
}

async fn waiting_for(context: &Context) -> Result<Option<State>, DbError> {
    let chat = context.chat();
    context.peek(move |tx| state::awaited(tx, chat)).await
}
