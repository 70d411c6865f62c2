//! Reads what happens in groups: of what is said there hardly anything concerns the shop.

use crate::{
    bot::screen::{Origin, Press, Pressed},
    domain::{board::BoardPlace, customer::TelegramProfile, id::TelegramId},
};

use super::{CallbackQuery, Incoming, Message, What};

/// What happens in a group that concerns the shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InGroup {
    /// `/here`, or `/here off`.
    Here {
        /// The group, and the topic in it.
        place: BoardPlace,
        /// The bot that the command names.
        bot: Option<String>,
        /// Whether the order board is wanted here.
        is_on: bool,
    },
    /// A button is pressed, with this data.
    Press(String),
    /// The group has another id now.
    Moved {
        /// That of the supergroup it became.
        to: TelegramId,
    },
    /// The bot is not in the group any more.
    Gone,
}

/// A message in a group. What a bot offered is nobody's command, whatever a product is called.
pub(super) fn said(message: Message) -> Option<Incoming> {
    if message.via_bot.is_some() {
        return None;
    }
    let chat = TelegramId::new(message.chat.id);
    let event = match (&message.text, message.migrate_to_chat_id) {
        (_, Some(to)) => InGroup::Moved {
            to: TelegramId::new(to),
        },
        (Some(text), None) => {
            let (bot, is_on) = here(text)?;
            let is_topic = message.is_topic_message == Some(true);
            InGroup::Here {
                place: BoardPlace {
                    chat,
                    thread: message.message_thread_id.filter(|_| is_topic),
                    title: message.chat.title.unwrap_or_default(),
                },
                bot,
                is_on,
            }
        }
        (None, None) => return None,
    };
    Some(Incoming {
        origin: Origin {
            chat,
            message: Some(message.message_id),
            press: None,
        },
        profile: message.from?.into(),
        what: What::Group(event),
    })
}

/// Of `/here`: the bot it names, and whether the board is wanted.
fn here(text: &str) -> Option<(Option<String>, bool)> {
    let mut words = text.split_whitespace();
    let command = words.next()?.strip_prefix('/')?;
    let (name, bot) = match command.split_once('@') {
        Some((name, bot)) => (name, Some(bot.to_owned())),
        None => (command, None),
    };
    let is_off = words
        .next()
        .is_some_and(|word| word.eq_ignore_ascii_case("off"));
    name.eq_ignore_ascii_case("here").then_some((bot, !is_off))
}

/// A press in a group.
pub(super) fn pressed(query: CallbackQuery) -> Incoming {
    let profile = TelegramProfile::from(query.from);
    let chat = query
        .message
        .as_ref()
        .map_or(profile.id, |message| TelegramId::new(message.chat.id));
    let pressed = query.message.map(|message| Pressed {
        message: message.message_id,
        is_photo: false,
        is_detached: false,
    });
    Incoming {
        origin: Origin {
            chat,
            message: None,
            press: Some(Press {
                query: query.id,
                pressed,
            }),
        },
        profile,
        what: What::Group(InGroup::Press(query.data.unwrap_or_default())),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::bot::incoming::read;

    fn what(update: Value) -> Option<What> {
        read(&update.to_string())
            .and_then(|numbered| numbered.incoming)
            .map(|incoming| incoming.what)
    }

    #[test]
    fn of_a_group_only_what_concerns_the_order_board_is_read() {
        let said = |text: &str, topic: bool| {
            what(json!({"update_id": 1, "message": {
                "message_id": 5, "date": 1, "text": text, "message_thread_id": 3, "is_topic_message": topic,
                "chat": {"id": -5, "type": "supergroup", "title": "Packing"}, "from": {"id": 7, "first_name": "Ann"},
            }}))
        };
        let here = |thread, bot: Option<&str>, is_on| {
            Some(What::Group(InGroup::Here {
                place: BoardPlace {
                    chat: TelegramId::new(-5),
                    thread,
                    title: "Packing".into(),
                },
                bot: bot.map(str::to_owned),
                is_on,
            }))
        };
        assert_eq!(said("/here", false), here(None, None, true));
        assert_eq!(
            said("/HERE@shop_bot", true),
            here(Some(3), Some("shop_bot"), true)
        );
        assert_eq!(said("/here  Off", false), here(None, None, false));
        for text in ["good morning", "/start", "/heretic", "here", ""] {
            assert_eq!(said(text, false), None, "{text}");
        }
        // A card is no command, though the name of its product reads like one.
        let card = json!({"update_id": 1, "message": {
            "message_id": 5, "date": 1, "text": "/here", "via_bot": {"id": 4, "username": "shop_bot"},
            "chat": {"id": -5, "type": "supergroup", "title": "Packing"}, "from": {"id": 7, "first_name": "Ann"},
        }});
        assert_eq!(what(card), None);
        let grown = json!({"update_id": 1, "message": {
            "message_id": 5, "date": 1, "migrate_to_chat_id": -1007,
            "chat": {"id": -5, "type": "group"}, "from": {"id": 7, "first_name": "Ann"},
        }});
        let to = TelegramId::new(-1007);
        assert_eq!(what(grown), Some(What::Group(InGroup::Moved { to })));
    }

    #[test]
    fn leaving_is_told_of_a_group_and_of_a_customer() {
        let became = |status: &str, kind: &str| {
            what(json!({"update_id": 1, "my_chat_member": {
                "chat": {"id": 7, "type": kind}, "from": {"id": 7, "first_name": "Ann"}, "date": 1,
                "old_chat_member": {"status": "member"}, "new_chat_member": {"status": status},
            }}))
        };
        for status in ["kicked", "left"] {
            for kind in ["group", "supergroup"] {
                assert_eq!(became(status, kind), Some(What::Group(InGroup::Gone)));
            }
        }
        assert_eq!(became("administrator", "group"), None);
        assert_eq!(became("kicked", "channel"), None);
        assert_eq!(became("kicked", "private"), Some(What::Blocked));
        assert_eq!(became("member", "private"), Some(What::Unblocked));
    }
}
