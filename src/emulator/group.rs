//! A group in a test: several people and one bot, perhaps with topics.

pub(super) mod state;

use serde_json::json;
use tokio::sync::watch;

use super::chat::{Answer, Chat};
use super::inline::InlineQuery;
use super::keyboard::Action;
use super::server::{PATIENCE, Server};
use super::telegram::Telegram;
use super::user::{NotShown, TimedOut, User};
use super::view::{self, Message};

use self::state::{Circle, GroupKind, Rank};

/// One group with one bot. Cheap to clone; a clone is the same group.
///
/// To a bot that is no administrator, people's words do not get through unless they are a command
/// for it or an answer to what it wrote.
#[derive(Debug, Clone)]
pub struct Group {
    server: Server,
    bot: i64,
    id: i64,
    founder: i64,
}

impl Group {
    pub(super) fn found(server: &Server, kind: GroupKind, title: &str, members: &[&User]) -> Self {
        let ids: Vec<i64> = members.iter().map(|member| member.id()).collect();
        let founder = *ids.first().expect("a group has a founder");
        let (bot, id) = server.with(|telegram| {
            let bot = telegram.first_bot();
            let bot = bot.expect("a bot is registered before its groups");
            (bot, telegram.found_group(bot, kind, title, &ids))
        });
        let group = Self {
            server: server.clone(),
            bot,
            id,
            founder,
        };
        group.add_bot();
        group
    }

    /// The chat's id, which is negative.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// The founder takes the bot in, of which it is told. Returns the update of that.
    pub fn add_bot(&self) -> i64 {
        self.act(|telegram| {
            let update = telegram.seat_bot(self.bot, self.id, self.founder, Rank::Member);
            let me = telegram.bots.get(&self.bot).map(|bot| bot.to_value());
            let members = json!([me]);
            telegram.notify(self.bot, self.id, self.founder, "new_chat_members", members);
            update
        })
    }

    /// The founder throws the bot out, of which it is told. Returns the update of that.
    pub fn kick_bot(&self) -> i64 {
        self.act(|telegram| telegram.seat_bot(self.bot, self.id, self.founder, Rank::Kicked))
    }

    /// The bot is no member any more, without having been thrown out for good.
    pub fn let_bot_go(&self) -> i64 {
        self.act(|telegram| telegram.seat_bot(self.bot, self.id, self.founder, Rank::Left))
    }

    /// Makes the bot an administrator, who hears everything.
    pub fn promote_bot(&self) -> i64 {
        self.act(|telegram| telegram.seat_bot(self.bot, self.id, self.founder, Rank::Administrator))
    }

    /// Makes somebody an administrator.
    pub fn promote(&self, user: &User) {
        self.with_circle(|circle| circle.set_rank(user.id(), Rank::Administrator));
    }

    /// Takes somebody in.
    pub fn add(&self, user: &User) {
        self.with_circle(|circle| circle.set_rank(user.id(), Rank::Member));
    }

    /// Opens a topic, whose identifier is the returned one.
    pub fn open_topic(&self, name: &str) -> i64 {
        let topic = json!({ "name": name, "icon_color": 0x006F_B9F0 });
        self.act(|telegram| {
            let field = "forum_topic_created";
            let thread = telegram.notify(self.bot, self.id, self.founder, field, topic);
            circle(telegram, self.bot, self.id).open(thread);
            thread
        })
    }

    /// Deletes a topic with everything in it.
    pub fn delete_topic(&self, thread: i64) {
        self.act(|telegram| {
            circle(telegram, self.bot, self.id)
                .topics
                .retain(|topic| *topic != thread);
            telegram.of_bot(self.bot, |bot, _, _| {
                let chat = bot.chat(self.id);
                let messages = chat.messages.values();
                let gone = messages.filter(|message| message.thread == Some(thread));
                let gone: Vec<i64> = gone.map(|message| message.id).collect();
                for message in gone {
                    chat.remove(message);
                }
            });
        });
    }

    /// Somebody writes. `None`: the bot is not told of it.
    pub fn says(&self, user: &User, text: &str) -> Option<i64> {
        self.act(|telegram| telegram.say(self.bot, self.id, user.id(), None, None, text))
    }

    /// The same in a topic.
    pub fn says_in(&self, thread: i64, user: &User, text: &str) -> Option<i64> {
        self.act(|telegram| telegram.say(self.bot, self.id, user.id(), Some(thread), None, text))
    }

    /// The same as an answer to a message.
    pub fn replies(&self, user: &User, message_id: i64, text: &str) -> Option<i64> {
        let reply_to = Some(message_id);
        self.act(|telegram| telegram.say(self.bot, self.id, user.id(), None, reply_to, text))
    }

    /// Somebody types words after the bot's name, whether it is in the group or not. `None`: the
    /// bot has no inline mode.
    pub fn asks_inline(&self, user: &User, words: &str) -> Option<InlineQuery> {
        self.act(|telegram| telegram.ask_inline(self.bot, user.id(), self.id, words, ""))
    }

    /// Presses a button of one message whose text is the label, or failing that contains it.
    pub fn press(&self, user: &User, message_id: i64, label: &str) -> Result<i64, NotShown> {
        self.act(|telegram| {
            let data = chat(telegram, self.bot, self.id, |chat| {
                let buttons = chat.messages.get(&message_id);
                let buttons = buttons.iter().flat_map(|message| message.inline.iter());
                let buttons: Vec<_> = buttons.flatten().collect();
                let exact = buttons.iter().find(|button| button.text == label);
                let like = || buttons.iter().find(|button| button.text.contains(label));
                match exact.or_else(like).map(|button| &button.action) {
                    Some(Action::Callback(data)) => Ok(data.clone()),
                    _ => Err(NotShown {
                        label: label.to_owned(),
                        shown: buttons.iter().map(|button| button.text.clone()).collect(),
                        screen: screen(chat),
                    }),
                }
            })?;
            Ok(telegram.press_in_group(self.bot, self.id, user.id(), message_id, &data))
        })
    }

    /// Presses a button that may have been forged or be long gone, as may its message.
    pub fn press_data(&self, user: &User, message_id: i64, data: &str) -> i64 {
        self.act(|telegram| telegram.press_in_group(self.bot, self.id, user.id(), message_id, data))
    }

    /// An administrator deletes a message.
    pub fn delete_message(&self, message_id: i64) {
        self.act(|telegram| {
            telegram.of_bot(self.bot, |bot, _, _| bot.chat(self.id).remove(message_id));
        });
    }

    /// Turns a small group into a supergroup, of which the bot is told in both. Returns the
    /// supergroup.
    pub fn migrate(&self) -> Self {
        self.act(|telegram| {
            let old = circle(telegram, self.bot, self.id);
            let (title, ranks) = (old.title.clone(), old.ranks.clone());
            let kind = GroupKind::Supergroup;
            let id = telegram.found_group(self.bot, kind, &title, &[]);
            circle(telegram, self.bot, id).ranks = ranks;
            let standing = chat(telegram, self.bot, self.id, |chat| chat.standing);
            telegram.of_bot(self.bot, |bot, _, _| bot.chat(id).standing = standing);
            let (bot, founder) = (self.bot, self.founder);
            telegram.notify(bot, self.id, founder, "migrate_to_chat_id", json!(id));
            telegram.notify(bot, id, founder, "migrate_from_chat_id", json!(self.id));
            circle(telegram, self.bot, self.id).become_other(id);
            Self { id, ..self.clone() }
        })
    }

    /// Everything in the group, oldest first.
    pub fn messages(&self) -> Vec<Message> {
        self.act(|telegram| chat(telegram, self.bot, self.id, view::messages))
    }

    /// What is in a topic, oldest first.
    pub fn messages_in(&self, thread: i64) -> Vec<Message> {
        self.act(|telegram| {
            chat(telegram, self.bot, self.id, |chat| {
                let messages = chat.messages.values();
                let there = messages.filter(|message| message.thread == Some(thread));
                there.map(view::message).collect()
            })
        })
    }

    /// What the bot answered to a person's presses here, oldest first.
    pub fn answers_to(&self, user: &User) -> Vec<Answer> {
        self.with_circle(|circle| {
            let told = circle.told.iter();
            let told = told.filter(|(person, _)| *person == user.id());
            told.map(|(_, answer)| answer.clone()).collect()
        })
    }

    /// How many presses still show their clock.
    pub fn unanswered(&self) -> usize {
        self.act(|telegram| chat(telegram, self.bot, self.id, |chat| chat.unanswered))
    }

    /// Returns the group as soon as it is as wanted.
    pub async fn wait_for(
        &self,
        what: impl Fn(&[Message]) -> bool,
    ) -> Result<Vec<Message>, TimedOut> {
        let mut changes: watch::Receiver<u64> = self.server.changes();
        let search = async {
            loop {
                let messages = self.messages();
                if what(&messages) {
                    return Some(messages);
                }
                changes.changed().await.ok()?;
            }
        };
        let found = tokio::time::timeout(PATIENCE, search).await;
        found.ok().flatten().ok_or_else(|| TimedOut {
            screen: self.act(|telegram| chat(telegram, self.bot, self.id, screen)),
        })
    }

    fn act<T>(&self, act: impl FnOnce(&mut Telegram) -> T) -> T {
        self.server.with(act)
    }

    fn with_circle<T>(&self, look: impl FnOnce(&mut Circle) -> T) -> T {
        self.act(|telegram| look(circle(telegram, self.bot, self.id)))
    }
}

fn chat<T>(telegram: &mut Telegram, bot: i64, id: i64, look: impl FnOnce(&Chat) -> T) -> T {
    telegram.of_bot(bot, |bot, _, _| look(bot.chat(id)))
}

fn circle(telegram: &mut Telegram, bot: i64, id: i64) -> &mut Circle {
    let bot = telegram.bots.get_mut(&bot);
    let chat = bot.and_then(|bot| bot.chats.get_mut(&id));
    let circle = chat.and_then(|chat| chat.circle.as_mut());
    circle.expect("group handles are made for groups only")
}

/// Every message of the bot.
fn screen(chat: &Chat) -> String {
    let messages = view::messages(chat);
    let messages = messages.iter().filter(|message| message.from_bot);
    messages
        .map(Message::screen)
        .collect::<Vec<_>>()
        .join("\n\n")
}
