//! What staff type and send about products.

use std::convert::Infallible;

use crate::{
    bot::{
        admin::{Refusal, act, turned_away},
        context::Context,
        incoming::Attachment,
        photos,
        screen::{Key, Keyboard, Reply, Screen, cut},
        state::{self, State},
    },
    db::{DbError, Tx},
    domain::{
        audit::Action,
        id::VariantId,
        money::{Currency, Price},
        text::{Description, Name, OptionName, OptionValue, Sku, TextError},
        typed::{self, Reading, StockChange, TypedError},
    },
    i18n::{Html, Lang},
    shop::{
        UseCaseError,
        access::{self, Catalogue, Denied},
        pictures::Photo,
        products::{
            edit::{self, Done, Edit, EditRefusal, MAX_PHOTOS, Photos},
            options,
            shelf::{self, NotThere, Sheet},
        },
    },
};

use super::{
    ask::{ProductAsk, Wanted},
    button::ProductButton,
    editing::Target,
    view::{
        self,
        changed::{self, Change},
        parts,
    },
};

/// Asks for words to find a product by.
pub async fn ask_words(context: &Context) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let asked = act::<Catalogue, _, Infallible>(context, move |tx, _| {
        Ok(state::set(tx, chat, &State::ProductSearch, now)?)
    });
    match asked.await? {
        Ok(()) => Ok(Reply::screen(view::words_prompt(context.lang))),
        Err(Refusal::Denied(denied)) => denied_here(context, denied).await,
    }
}

/// Finds products by typed words; more words may follow.
pub async fn receive_words(context: &Context, text: &str) -> Result<Reply, DbError> {
    let permit = act::<Catalogue, _, Infallible>(context, |_, by| Ok(*by));
    let by = match permit.await? {
        Ok(by) => by,
        Err(Refusal::Denied(denied)) => return denied_here(context, denied).await,
    };
    let words = cut(text.trim(), 100);
    let (shop, needle) = (context.app.shop(), words.clone());
    let found = context
        .app
        .db
        .scan(move |tx| shelf::search(tx, &shop, &by, &needle))
        .await?;
    Ok(Reply::screen(view::found(context.lang, &words, &found)))
}

/// Asks something about a product.
pub(super) async fn ask(context: &Context, target: Target, what: Wanted) -> Result<Reply, DbError> {
    let (shop, bot) = (context.app.shop(), context.app.me.id);
    let (chat, now) = (context.chat(), context.now.timestamp());
    let asked = act(context, move |tx, by| {
        state::leave(tx, chat)?;
        let (sheet, _) = target.sheet(tx, &shop, by, bot)?;
        let ask = ProductAsk {
            product: sheet.product.id.get(),
            seen: sheet.version,
            what: what.clone(),
        };
        state::set(tx, chat, &State::Product { ask: ask.clone() }, now)?;
        Ok::<_, UseCaseError<NotThere>>((sheet, ask))
    });
    match asked.await? {
        Ok((sheet, ask)) => Ok(Reply::screen(parts::question(
            context.lang,
            &sheet,
            &ask,
            None,
        ))),
        Err(Refusal::Denied(denied)) => denied_here(context, denied).await,
        Err(Refusal::Rules(NotThere)) => gone(context).await,
    }
}

/// Asks again what is awaited, after a restart.
pub async fn ask_again(context: &Context, ask: ProductAsk) -> Result<Reply, DbError> {
    repeat(context, ask, None).await
}

/// Asks again, below a word on what came instead.
async fn repeat(context: &Context, ask: ProductAsk, above: Option<Html>) -> Result<Reply, DbError> {
    let (shop, bot, product) = (context.app.shop(), context.app.me.id, ask.product());
    let seen = act(context, move |tx, by| {
        shelf::product(tx, &shop, by, bot, product)
    });
    match seen.await? {
        Ok((sheet, _)) => Ok(Reply::screen(parts::question(
            context.lang,
            &sheet,
            &ask,
            above,
        ))),
        Err(Refusal::Denied(denied)) => denied_here(context, denied).await,
        Err(Refusal::Rules(NotThere)) => gone(context).await,
    }
}

/// Somebody who may not answer is not asked any more.
async fn denied_here(context: &Context, denied: Denied) -> Result<Reply, DbError> {
    stop_waiting(context).await?;
    Ok(turned_away(context, denied))
}

async fn gone(context: &Context) -> Result<Reply, DbError> {
    stop_waiting(context).await?;
    Ok(Reply::screen(view::gone(context.lang)))
}

async fn stop_waiting(context: &Context) -> Result<(), DbError> {
    let chat = context.chat();
    let left = context.act(move |tx, _| {
        state::leave(tx, chat)?;
        Ok::<_, UseCaseError<Infallible>>(())
    });
    match left.await? {
        Ok(()) => Ok(()),
    }
}

/// Anything that cannot be an answer.
pub async fn receive_other(context: &Context, ask: ProductAsk) -> Result<Reply, DbError> {
    let word = if ask.what.is_picture() {
        context.lang.ask_send_picture()
    } else {
        context.lang.ask_send_text()
    };
    repeat(context, ask, Some(word)).await
}

/// Takes a typed answer.
pub async fn receive(context: &Context, ask: ProductAsk, text: &str) -> Result<Reply, DbError> {
    if ask.what.is_picture() {
        return receive_other(context, ask).await;
    }
    match Wish::parse(context.lang, context.app.shop().currency, &ask.what, text) {
        Ok(wish) => grant(context, ask, wish).await,
        Err(wrong) => repeat(context, ask, Some(wrong)).await,
    }
}

/// Takes a picture.
pub async fn receive_file(
    context: &Context,
    ask: ProductAsk,
    file: &Attachment,
) -> Result<Reply, DbError> {
    if !ask.what.is_picture() {
        return receive_other(context, ask).await;
    }
    let chat = context.chat();
    let staff = context.peek(move |tx| access::staff(tx, chat)).await?;
    if !staff.is_some_and(|staff| staff.may::<Catalogue>()) {
        return repeat(context, ask, None).await;
    }
    match photos::receive(context, file).await {
        Ok(photo) => {
            let wish = match ask.what {
                Wanted::VariantPhoto { variant } => {
                    Wish::VariantPhoto(VariantId::new(variant), photo)
                }
                Wanted::Photos { replace: true } => Wish::Photos(Photos::ReplaceBy(photo)),
                _ => Wish::Photos(Photos::Add(photo)),
            };
            grant(context, ask, wish).await
        }
        Err(refusal) => {
            let why = photos::refused(context.lang, refusal);
            repeat(context, ask, Some(why)).await
        }
    }
}

/// What is wished for, understood.
#[derive(Debug, Clone)]
enum Wish {
    Name(Name),
    Description(Description),
    Place(i64),
    Price(VariantId, Price),
    Stock(VariantId, StockChange),
    Sku(VariantId, Sku),
    Photos(Photos),
    VariantPhoto(VariantId, Photo),
    OptionName(OptionName),
    Option(OptionName, Vec<OptionValue>),
    Values(usize, Vec<OptionValue>),
    Rename(usize, OptionName),
}

impl Wish {
    /// Understands what was typed, or says what is wrong with it.
    fn parse(lang: Lang, currency: Currency, what: &Wanted, text: &str) -> Result<Self, Html> {
        let bad_text = |error: TextError| changed::bad_text(lang, error);
        let bad_number = |error: TypedError| changed::bad_number(lang, error);
        Ok(match what {
            Wanted::Name => Self::Name(Name::parse(text).map_err(bad_text)?),
            Wanted::Description => Self::Description(Description::parse(text).map_err(bad_text)?),
            Wanted::Place => Self::Place(typed::place(text).map_err(bad_number)?),
            Wanted::Price { variant } => {
                let price = typed::price(text, currency, Reading::Shown).map_err(bad_number)?;
                Self::Price(VariantId::new(*variant), price)
            }
            Wanted::Stock { variant } => {
                let stock = typed::stock(text).map_err(bad_number)?;
                Self::Stock(VariantId::new(*variant), stock)
            }
            Wanted::Sku { variant } => {
                let sku = Sku::parse(text).map_err(bad_text)?;
                Self::Sku(VariantId::new(*variant), sku)
            }
            Wanted::OptionName => Self::OptionName(OptionName::parse(text).map_err(bad_text)?),
            Wanted::OptionValues { name } => {
                let name = OptionName::parse(name).map_err(bad_text)?;
                Self::Option(name, values(text).map_err(bad_text)?)
            }
            Wanted::MoreValues { option } => {
                Self::Values((*option).into(), values(text).map_err(bad_text)?)
            }
            Wanted::Rename { option } => {
                Self::Rename((*option).into(), OptionName::parse(text).map_err(bad_text)?)
            }
            Wanted::Photos { .. } | Wanted::VariantPhoto { .. } => {
                return Err(lang.ask_send_picture());
            }
        })
    }

    fn grant(&self, tx: &mut Tx<'_>, it: Edit<'_>) -> Result<Done, UseCaseError<EditRefusal>> {
        match self {
            Self::Name(name) => edit::rename(tx, it, name),
            Self::Description(text) => edit::describe(tx, it, text),
            Self::Place(place) => edit::place(tx, it, *place),
            Self::Price(variant, price) => edit::price(tx, it, *variant, *price),
            Self::Stock(variant, to) => edit::stock(tx, it, *variant, *to),
            Self::Sku(variant, sku) => edit::sku(tx, it, *variant, sku),
            Self::Photos(what) => edit::photos(tx, it, what),
            Self::VariantPhoto(variant, photo) => {
                edit::variant_photo(tx, it, *variant, Some(photo))
            }
            // Only its values make something of it.
            Self::OptionName(name) => options::add(tx, it, name, &[]),
            Self::Option(name, values) => options::add(tx, it, name, values),
            Self::Values(option, values) => options::add_values(tx, it, *option, values),
            Self::Rename(option, name) => options::rename(tx, it, *option, name),
        }
    }

    /// What is asked next, when something is.
    fn next(&self, is: &Sheet) -> Option<Wanted> {
        match self {
            Self::OptionName(name) => Some(Wanted::OptionValues {
                name: name.to_string(),
            }),
            Self::Photos(_) if is.pictures.len() < MAX_PHOTOS => {
                Some(Wanted::Photos { replace: false })
            }
            _ => None,
        }
    }
}

/// Values separated by commas or one a line, each once.
fn values(text: &str) -> Result<Vec<OptionValue>, TextError> {
    let mut values: Vec<OptionValue> = Vec::new();
    for piece in text.split([',', ';', '\n', '،', '、']) {
        if piece.trim().is_empty() {
            continue;
        }
        let value = OptionValue::parse(piece)?;
        if !values.contains(&value) {
            values.push(value);
        }
    }
    if values.is_empty() {
        return Err(TextError::Blank);
    }
    Ok(values)
}

/// What became of a wish.
enum Outcome {
    Done {
        change: Box<Change>,
        next: Option<ProductAsk>,
    },
    /// It is asked again.
    Again {
        refusal: EditRefusal,
        sheet: Box<Sheet>,
        ask: ProductAsk,
    },
    /// There is nothing left to ask about.
    Over(EditRefusal),
}

/// Makes the change that is wished for, and asks what comes next or what has to be asked again.
async fn grant(context: &Context, ask: ProductAsk, wish: Wish) -> Result<Reply, DbError> {
    let (shop, bot) = (context.app.shop(), context.app.me.id);
    let (chat, now) = (context.chat(), context.now.timestamp());
    let (product, what) = (ask.product(), ask.what.clone());
    let granted = act(context, move |tx, by| {
        let (was, _) = shelf::product(tx, &shop, by, bot, product)?;
        // More photos take nothing away from anybody.
        let is_more = matches!(wish, Wish::Photos(Photos::Add(_)));
        let it = Edit {
            by,
            product,
            seen: (!is_more).then_some(ask.seen),
            now,
        };
        match tx.attempt(|tx| wish.grant(tx, it))? {
            Ok(done) => {
                let (is, _) = shelf::product(tx, &shop, by, bot, product)?;
                let next = wish.next(&is).map(|what| ProductAsk {
                    product: ask.product,
                    seen: is.version,
                    what,
                });
                match &next {
                    Some(ask) => {
                        let ask = ask.clone();
                        state::set(tx, chat, &State::Product { ask }, now)?;
                    }
                    None => drop(state::leave(tx, chat)?),
                }
                let change = Box::new(Change {
                    action: Action::Edit,
                    done,
                    was,
                    is,
                });
                Ok(Outcome::Done { change, next })
            }
            Err(UseCaseError::Refused(
                refusal @ (EditRefusal::Gone
                | EditRefusal::VariantGone
                | EditRefusal::TooManyPhotos
                | EditRefusal::TooManyOptions),
            )) => {
                state::leave(tx, chat)?;
                Ok(Outcome::Over(refusal))
            }
            Err(UseCaseError::Refused(refusal)) => {
                let again = ProductAsk {
                    seen: was.version,
                    ..ask.clone()
                };
                let ask = again.clone();
                state::set(tx, chat, &State::Product { ask }, now)?;
                Ok(Outcome::Again {
                    refusal,
                    sheet: Box::new(was),
                    ask: again,
                })
            }
            Err(UseCaseError::Db(error)) => Err(UseCaseError::<NotThere>::Db(error)),
        }
    });
    let (lang, currency) = (context.lang, context.app.shop().currency);
    Ok(match granted.await? {
        Ok(Outcome::Done { change, next }) => Reply::screen(match next {
            Some(next) => and_next(lang, currency, &change, &what, &next),
            None => changed::done(lang, currency, &change),
        }),
        Ok(Outcome::Again {
            refusal,
            sheet,
            ask,
        }) => {
            let why = changed::refusal(lang, &refusal);
            Reply::screen(parts::question(lang, &sheet, &ask, Some(why)))
        }
        Ok(Outcome::Over(EditRefusal::Gone)) | Err(Refusal::Rules(NotThere)) => {
            return gone(context).await;
        }
        Ok(Outcome::Over(refusal)) => {
            let why = changed::refusal(lang, &refusal);
            Reply::screen(changed::not_done(lang, product, why))
        }
        Err(Refusal::Denied(denied)) => return denied_here(context, denied).await,
    })
}

/// What was done, and the next question below it.
fn and_next(
    lang: Lang,
    currency: Currency,
    change: &Change,
    asked: &Wanted,
    next: &ProductAsk,
) -> Screen {
    // A name alone has not changed anything yet.
    let above = match asked {
        Wanted::OptionName => None,
        _ => Some(changed::told(lang, currency, change)),
    };
    let mut screen = parts::question(lang, &change.is, next, above);
    if let (Some(entry), Keyboard::Buttons(rows)) = (change.done.entry, &mut screen.keyboard) {
        let undo: Key = view::key(lang.button_undo(), ProductButton::Undo { entry });
        rows.insert(0, vec![undo]);
    }
    screen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_apart_and_taken_once() {
        let all = |text: &str| {
            let values = values(text)?;
            Ok::<_, TextError>(values.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        assert_eq!(all("S, M,L"), Ok(vec!["S".into(), "M".into(), "L".into()]));
        assert_eq!(
            all("dark red\nblue;\n blue"),
            Ok(vec!["dark red".into(), "blue".into()])
        );
        assert_eq!(all(" , ,"), Err(TextError::Blank));
        assert_eq!(all(&"x".repeat(41)), Err(TextError::TooLong { max: 40 }));
    }
}
