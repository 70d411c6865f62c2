//! Finding the button a customer presses, and what pressing it does.

use super::{NotShown, User, screen};
use crate::emulator::chat::{Chat, Contact, Content};
use crate::emulator::entity::FormattedText;
use crate::emulator::keyboard::Action;
use crate::emulator::payment::{Ending, Source};

/// Buttons named when one is missing.
const MAX_LISTED: usize = 60;

enum Found {
    Callback { message_id: i64, data: String },
    Text(String),
    Contact,
    Pay { message_id: i64 },
}

impl User {
    pub(super) fn press_where(
        &self,
        label: &str,
        message_id: Option<i64>,
    ) -> Result<i64, NotShown> {
        self.act(|telegram, bot| {
            let found = {
                let chat = telegram
                    .bots
                    .get(&bot)
                    .and_then(|bot| bot.chats.get(&self.id));
                let found = chat.and_then(|chat| find(chat, label, message_id));
                found.ok_or_else(|| not_shown(chat, label))?
            };
            Ok(match found {
                Found::Callback { message_id, data } => {
                    telegram.press(bot, self.id, message_id, &data)
                }
                Found::Text(text) => {
                    let text = FormattedText::finished(text, Vec::new());
                    telegram.receive(bot, self.id, Content::Text(text))
                }
                Found::Contact => {
                    let person = telegram.people.get(&self.id);
                    let person = person.expect("a handle is made for a registered person");
                    let contact = Contact {
                        phone_number: person.phone_number(),
                        first_name: person.profile.first_name.clone(),
                        last_name: None,
                        user_id: Some(self.id),
                    };
                    telegram.receive(bot, self.id, Content::Contact(contact))
                }
                Found::Pay { message_id } => {
                    let source = Source::Message {
                        user_id: self.id,
                        message_id,
                    };
                    let paid = telegram.pay(bot, self.id, source, Ending::Pays);
                    // A paid invoice shows its receipt where the button was.
                    paid.map_err(|_| {
                        let bot = telegram.bots.get(&bot);
                        not_shown(bot.and_then(|bot| bot.chats.get(&self.id)), label)
                    })?
                }
            })
        })
    }
}

/// Finds what pressing the label would do: equal labels first, then those that contain it.
fn find(chat: &Chat, label: &str, message_id: Option<i64>) -> Option<Found> {
    let is_equal = |text: &str| text == label;
    let contains = |text: &str| text.contains(label);
    let in_one = message_id.is_some();
    find_inline(chat, message_id, is_equal)
        .or_else(|| find_reply(chat, is_equal).filter(|_| !in_one))
        .or_else(|| find_inline(chat, message_id, contains))
        .or_else(|| find_reply(chat, contains).filter(|_| !in_one))
}

fn find_inline(chat: &Chat, message_id: Option<i64>, fits: impl Fn(&str) -> bool) -> Option<Found> {
    let wanted = |id: i64| message_id.is_none_or(|wanted| wanted == id);
    let messages = chat.messages.values().rev();
    let mut buttons = messages
        .filter(|message| wanted(message.id))
        .flat_map(|message| {
            message
                .inline
                .iter()
                .flatten()
                .map(|button| (message.id, button))
        });
    buttons.find_map(|(message_id, button)| match &button.action {
        Action::Callback(data) if fits(&button.text) => Some(Found::Callback {
            message_id,
            data: data.clone(),
        }),
        Action::Other("pay", _) if fits(&button.text) => Some(Found::Pay { message_id }),
        _ => None,
    })
}

fn find_reply(chat: &Chat, fits: impl Fn(&str) -> bool) -> Option<Found> {
    let (_, keyboard) = chat.reply_keyboard.as_ref()?;
    let button = keyboard
        .rows
        .iter()
        .flatten()
        .find(|button| fits(&button.text))?;
    Some(if button.wants_contact {
        Found::Contact
    } else {
        Found::Text(button.text.clone())
    })
}

fn not_shown(chat: Option<&Chat>, label: &str) -> NotShown {
    let mut shown = Vec::new();
    if let Some(chat) = chat {
        let messages = chat.messages.values().rev();
        let inline = messages.flat_map(|message| message.inline.iter().flatten());
        shown.extend(inline.map(|button| button.text.clone()));
        let reply = chat
            .reply_keyboard
            .iter()
            .flat_map(|(_, keyboard)| keyboard.rows.iter());
        shown.extend(reply.flatten().map(|button| button.text.clone()));
    }
    shown.truncate(MAX_LISTED);
    NotShown {
        label: label.to_owned(),
        shown,
        screen: screen(chat),
    }
}
