//! What only owners see and do: staff, the record, and the way to the settings.

pub mod record;
pub mod team;

use crate::{
    bot::{
        button::{Button, buttons},
        context::Context,
        screen::Reply,
    },
    db::DbError,
    domain::{
        id::{AuditId, StaffLinkId, TelegramId},
        staff::Role,
    },
};

use super::button::StaffButton;

buttons! {
    /// What pressing a button for owners asks for. All tags begin with `mt`.
    pub enum OwnerButton {
        /// The staff, from somebody on.
        "mt" => Team { from: Option<TelegramId> },
        /// Somebody of the staff.
        "mtm" => Member { person: TelegramId },
        /// Gives somebody another role.
        "mtr" => SetRole { person: TelegramId, role: Role },
        /// Asks whether somebody is to be taken off the staff.
        "mtx" => AskRemove { person: TelegramId },
        /// Takes somebody off the staff.
        "mtX" => Remove { person: TelegramId },
        /// Asks with which role somebody is to be invited.
        "mti" => AskInvite {},
        /// Makes a link that gives a role.
        "mtI" => Invite { role: Role },
        /// The links that can still be used, from one on.
        "mtl" => Invites { from: Option<StaffLinkId> },
        /// Takes a link back.
        "mtv" => Revoke { link: StaffLinkId },
        /// What staff changed, from an entry on.
        "mth" => Record { from: Option<AuditId> },
        /// An entry of it.
        "mte" => Entry { entry: AuditId },
        /// How the shop is set up.
        "mts" => Settings {},
    }
}

impl From<OwnerButton> for Button {
    fn from(button: OwnerButton) -> Self {
        Self::Staff(StaffButton::Owner(button))
    }
}

/// A button is pressed.
pub async fn press(context: &Context, button: OwnerButton) -> Result<Reply, DbError> {
    match button {
        OwnerButton::Team { from } => team::list(context, from).await,
        OwnerButton::Member { person } => team::open(context, person).await,
        OwnerButton::SetRole { person, role } => team::set_role(context, person, role).await,
        OwnerButton::AskRemove { person } => team::ask_remove(context, person).await,
        OwnerButton::Remove { person } => team::remove(context, person).await,
        OwnerButton::AskInvite {} => team::ask_invite(context).await,
        OwnerButton::Invite { role } => team::invite(context, role).await,
        OwnerButton::Invites { from } => team::invites(context, from).await,
        OwnerButton::Revoke { link } => team::revoke(context, link).await,
        OwnerButton::Record { from } => record::list(context, from).await,
        OwnerButton::Entry { entry } => record::open(context, entry).await,
        OwnerButton::Settings {} => super::settings::open(context).await,
    }
}

/// Shows where things stand after a press whose effect was committed before a crash.
pub async fn present(context: &Context, button: OwnerButton) -> Result<Reply, DbError> {
    match button {
        OwnerButton::SetRole { person, .. } => team::open(context, person).await,
        OwnerButton::Remove { .. } => team::list(context, None).await,
        // The secret of a link is known while it is made, and never again.
        OwnerButton::Invite { .. } | OwnerButton::Revoke { .. } => {
            team::invites(context, None).await
        }
        // These only show.
        OwnerButton::Team { .. }
        | OwnerButton::Member { .. }
        | OwnerButton::AskRemove { .. }
        | OwnerButton::AskInvite {}
        | OwnerButton::Invites { .. }
        | OwnerButton::Record { .. }
        | OwnerButton::Entry { .. }
        | OwnerButton::Settings {} => press(context, button).await,
    }
}
