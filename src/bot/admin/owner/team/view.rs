//! The screens of the staff for its owner.

use chrono::DateTime;
use chrono_tz::Tz;

use crate::{
    bot::{
        admin::{owner::OwnerButton, panel},
        screen::{Key, Screen, cut, pager},
    },
    domain::{
        id::{StaffLinkId, TelegramId},
        page::Page,
        staff::{Member, Role, StaffLink},
    },
    i18n::{Html, Lang, When},
    shop::staff::Invitation,
};

/// What somebody is called: their name, or their number while that is all that is known.
pub fn name(member: &Member) -> String {
    let name = member.name.as_deref();
    name.map_or_else(|| member.person.to_string(), |name| cut(name, 64))
}

/// The staff.
pub fn team(lang: Lang, page: &Page<Member, TelegramId>) -> Screen {
    let mut rows: Vec<Vec<Key>> = page
        .items
        .iter()
        .map(|member| {
            let label = lang.button_member(&cut(&name(member), 30), &lang.role(member.role));
            let button = OwnerButton::Member {
                person: member.person,
            };
            vec![Key::new(label, button)]
        })
        .collect();
    let button = |from| OwnerButton::Team { from: Some(from) };
    rows.extend(pager(
        lang,
        page.previous.map(button),
        page.next.map(button),
    ));
    rows.push(vec![
        Key::new(lang.button_invite(), OwnerButton::AskInvite {}),
        Key::new(lang.button_invites(), OwnerButton::Invites { from: None }),
    ]);
    rows.push(vec![panel::back(lang)]);
    Screen::new(lang.team_title(), rows)
}

/// Somebody of the staff, and what can be done about them.
pub fn member(lang: Lang, member: &Member) -> Screen {
    let person = member.person;
    let mut lines = vec![lang.team_member(&name(member), &lang.role(member.role))];
    if let Some(username) = &member.username {
        lines.push(lang.team_username(username));
    }
    lines.push(lang.team_id(&person.get().to_string()));
    let mut rows = Vec::new();
    if member.is_configured {
        lines.push(lang.team_configured());
    } else {
        let roles = Role::ALL.iter().filter(|role| **role != member.role);
        rows.extend(roles.map(|role| {
            let button = OwnerButton::SetRole {
                person,
                role: *role,
            };
            vec![Key::new(lang.button_make_role(&lang.role(*role)), button)]
        }));
        let remove = OwnerButton::AskRemove { person };
        rows.push(vec![Key::new(lang.button_remove_member(), remove)]);
    }
    rows.push(vec![back(lang), panel::back(lang)]);
    Screen::new(Html::lines(lines), rows)
}

/// Whether somebody is to be taken off the staff.
pub fn ask_remove(lang: Lang, member: &Member) -> Screen {
    let person = member.person;
    let rows = vec![
        vec![Key::new(
            lang.button_remove_yes(),
            OwnerButton::Remove { person },
        )],
        vec![Key::new(
            lang.button_remove_no(),
            OwnerButton::Member { person },
        )],
    ];
    Screen::new(lang.team_remove_question(&name(member)), rows)
}

/// With which role somebody is to be invited.
pub fn ask_invite(lang: Lang) -> Screen {
    let mut rows: Vec<Vec<Key>> = [Role::Packer, Role::Manager, Role::Owner]
        .into_iter()
        .map(|role| vec![Key::new(lang.role(role), OwnerButton::Invite { role })])
        .collect();
    rows.push(vec![back(lang)]);
    Screen::new(lang.team_invite_question(), rows)
}

/// A new link; it is shown once.
pub fn invitation(lang: Lang, bot: &str, invitation: &Invitation, until: When) -> Screen {
    let link = format!(
        "https://t.me/{bot}?start=join_{}",
        invitation.secret.reveal()
    );
    let rows = vec![
        vec![Key::new(
            lang.button_invites(),
            OwnerButton::Invites { from: None },
        )],
        vec![back(lang), panel::back(lang)],
    ];
    Screen::new(
        lang.team_invitation(&lang.role(invitation.role), until, &link),
        rows,
    )
}

/// The links that can still be used.
pub fn invites(lang: Lang, timezone: Tz, page: &Page<StaffLink, StaffLinkId>) -> Screen {
    let mut rows: Vec<Vec<Key>> = page
        .items
        .iter()
        .map(|link| {
            let until = DateTime::from_timestamp(link.expires_at, 0).unwrap_or_default();
            let label = lang.button_revoke(&lang.role(link.role), When(until, timezone));
            vec![Key::new(label, OwnerButton::Revoke { link: link.id })]
        })
        .collect();
    let button = |from| OwnerButton::Invites { from: Some(from) };
    rows.extend(pager(
        lang,
        page.previous.map(button),
        page.next.map(button),
    ));
    rows.push(vec![Key::new(
        lang.button_invite(),
        OwnerButton::AskInvite {},
    )]);
    rows.push(vec![back(lang), panel::back(lang)]);
    let text = if page.items.is_empty() {
        lang.team_no_invites()
    } else {
        lang.team_invites()
    };
    Screen::new(text, rows)
}

fn back(lang: Lang) -> Key {
    Key::new(lang.button_back_to_team(), OwnerButton::Team { from: None })
}
