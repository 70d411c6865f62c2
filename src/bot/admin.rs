//! The staff's side: what each role may see and do.
//!
//! For anybody else it does not exist: commands are unknown and buttons outdated. Somebody whom an
//! old button would let do more than they may now is told so.

pub mod board;
pub mod bulk;
pub mod button;
pub mod categories;
pub mod day;
pub mod delivery;
pub mod join;
pub mod orders;
pub mod owner;
pub mod panel;
pub mod payments;
pub mod products;
pub mod reviews;
pub mod route;
pub mod settings;
pub mod share;
pub mod translations;
pub mod wording;

use crate::{
    db::{DbError, Tx},
    domain::staff::Role,
    i18n::{Html, Lang},
    shop::{
        UseCaseError,
        access::{Denied, Part, Permit},
    },
};

use super::{context::Context, route::stranger, screen::Reply};

/// Why a wish of somebody on the staff's side was not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal<R> {
    /// It is not theirs to wish for.
    Denied(Denied),
    /// The shop's rules forbid it.
    Rules(R),
}

fn rules<R>(error: UseCaseError<R>) -> UseCaseError<Refusal<R>> {
    match error {
        UseCaseError::Refused(refusal) => UseCaseError::Refused(Refusal::Rules(refusal)),
        UseCaseError::Db(error) => UseCaseError::Db(error),
    }
}

fn denied<R>(denied: Denied) -> UseCaseError<Refusal<R>> {
    UseCaseError::Refused(Refusal::Denied(denied))
}

/// [`Context::look`] for somebody who has the permit for a part of the shop.
async fn look<P: Part, T, R>(
    context: &Context,
    view: impl Fn(&mut Tx<'_>, &Permit<P>) -> Result<T, UseCaseError<R>> + Clone + Send + 'static,
) -> Result<Result<T, Refusal<R>>, DbError>
where
    T: Send + 'static,
    R: Send + 'static,
{
    context
        .look(move |tx, visitor| view(tx, &visitor.permit().map_err(denied)?).map_err(rules))
        .await
}

/// [`Context::act`] for somebody who has the permit for a part of the shop.
async fn act<P: Part, T, R>(
    context: &Context,
    use_case: impl Fn(&mut Tx<'_>, &Permit<P>) -> Result<T, UseCaseError<R>> + Send + 'static,
) -> Result<Result<T, Refusal<R>>, DbError>
where
    T: Send + 'static,
    R: Send + 'static,
{
    let done = context
        .act(move |tx, visitor| use_case(tx, &visitor.permit().map_err(denied)?).map_err(rules))
        .await?;
    if done.is_ok() {
        // Stock may have grown: somebody may be waiting for that.
        context.app.clock_bell.notify_one();
    }
    Ok(done)
}

/// What somebody sees who may not do what they ask for.
fn turned_away(context: &Context, denied: Denied) -> Reply {
    let lang = context.lang;
    let text = match denied {
        Denied::Stranger => return stranger(context),
        Denied::Former => lang.staff_left(),
        Denied::Role(role) => lang.staff_not_yours(&lang.role(role)),
    };
    if context.origin.press.is_some() {
        Reply::alert(text)
    } else {
        Reply::text(Html::escape(&text))
    }
}

/// The same for somebody who was asked something before: the question is over, too.
async fn dismissed(context: &Context, denied: Denied) -> Result<Reply, DbError> {
    context
        .look(|_, _| Ok::<_, UseCaseError<()>>(()))
        .await?
        .ok();
    Ok(turned_away(context, denied))
}

impl Lang {
    /// What a role is called.
    pub(in crate::bot) fn role(self, role: Role) -> String {
        match role {
            Role::Owner => self.role_owner(),
            Role::Manager => self.role_manager(),
            Role::Packer => self.role_packer(),
        }
    }
}
