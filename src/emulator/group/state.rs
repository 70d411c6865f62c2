//! What makes a chat a group: who is in it, which topics it has, and how the bot stands to it.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::emulator::act::query_id;
use crate::emulator::chat::{Answer, Chat, Content, Faces, Sender, Standing, StoredMessage};
use crate::emulator::entity::FormattedText;
use crate::emulator::error::ApiError;
use crate::emulator::telegram::{Bot, Person, Query, Telegram};
use crate::emulator::update::{UpdateKind, present};

/// What kind of group it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::emulator) enum GroupKind {
    /// A small one, whose messages are counted with those of private chats.
    Basic,
    Supergroup,
    /// A supergroup with topics.
    Forum,
}

/// What somebody is in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::emulator) enum Rank {
    Creator,
    Administrator,
    Member,
    /// No member.
    Left,
    /// Thrown out.
    Kicked,
}

/// The people of a group, and what it has besides messages.
pub(in crate::emulator) struct Circle {
    pub(super) kind: GroupKind,
    pub(super) title: String,
    /// Everybody who ever was in it, the bot included.
    pub(super) ranks: Vec<(i64, Rank)>,
    /// The topics of a forum, each by the message that opened it.
    pub(super) topics: Vec<i64>,
    /// Whom the bot's answers to presses were shown to.
    pub(in crate::emulator) told: Vec<(i64, Answer)>,
    /// The supergroup it has become.
    migrated_to: Option<i64>,
    last_message: i64,
}

impl Rank {
    fn status(self) -> &'static str {
        match self {
            Self::Creator => "creator",
            Self::Administrator => "administrator",
            Self::Member => "member",
            Self::Left => "left",
            Self::Kicked => "kicked",
        }
    }

    /// The ChatMember object of a user.
    pub(in crate::emulator) fn to_member(self, user: Value) -> Value {
        let mut member = json!({ "status": self.status(), "user": user });
        match self {
            Self::Creator => member["is_anonymous"] = json!(false),
            Self::Kicked => member["until_date"] = json!(0),
            Self::Member | Self::Left => {}
            Self::Administrator => {
                member["can_be_edited"] = json!(false);
                member["is_anonymous"] = json!(false);
                for right in [
                    "can_manage_chat",
                    "can_delete_messages",
                    "can_manage_video_chats",
                    "can_restrict_members",
                    "can_promote_members",
                    "can_change_info",
                    "can_invite_users",
                    "can_post_stories",
                    "can_edit_stories",
                    "can_delete_stories",
                ] {
                    member[right] = json!(true);
                }
            }
        }
        member
    }
}

impl Circle {
    pub(super) fn new(kind: GroupKind, title: &str) -> Self {
        Self {
            kind,
            title: title.to_owned(),
            ranks: Vec::new(),
            topics: Vec::new(),
            told: Vec::new(),
            migrated_to: None,
            last_message: 0,
        }
    }

    /// The Chat object.
    pub(in crate::emulator) fn to_chat(&self, id: i64) -> Value {
        let kind = match self.kind {
            GroupKind::Basic => "group",
            GroupKind::Supergroup | GroupKind::Forum => "supergroup",
        };
        let is_forum = self.kind == GroupKind::Forum;
        present([
            ("id", Some(json!(id))),
            ("title", Some(json!(self.title))),
            ("type", Some(json!(kind))),
            ("is_forum", is_forum.then_some(json!(true))),
        ])
    }

    pub(in crate::emulator) fn rank_of(&self, member: i64) -> Rank {
        let mut ranks = self.ranks.iter();
        let found = ranks.find(|(id, _)| *id == member);
        found.map_or(Rank::Left, |(_, rank)| *rank)
    }

    pub(super) fn set_rank(&mut self, member: i64, rank: Rank) {
        match self.ranks.iter_mut().find(|(id, _)| *id == member) {
            Some((_, known)) => *known = rank,
            None => self.ranks.push((member, rank)),
        }
    }

    pub(in crate::emulator) fn has_topic(&self, thread: i64) -> bool {
        self.topics.contains(&thread)
    }

    /// Opens a topic.
    pub(in crate::emulator) fn open(&mut self, thread: i64) {
        self.topics.push(thread);
    }

    /// Closes the group in favour of a supergroup.
    pub(in crate::emulator) fn become_other(&mut self, id: i64) {
        self.migrated_to = Some(id);
    }

    /// Whether a bot of this standing may do anything here.
    pub(in crate::emulator) fn check(&self, standing: Standing) -> Result<(), ApiError> {
        if let Some(to) = self.migrated_to {
            return Err(ApiError::migrated(to));
        }
        let kind = match self.kind {
            GroupKind::Basic => "group",
            GroupKind::Supergroup | GroupKind::Forum => "supergroup",
        };
        match standing {
            Standing::Kicked => Err(ApiError::forbidden(&format!(
                "bot was kicked from the {kind} chat"
            ))),
            Standing::Outside => Err(ApiError::forbidden(&format!(
                "bot is not a member of the {kind} chat"
            ))),
            _ => Ok(()),
        }
    }
}

impl Bot {
    /// The next identifier of a supergroup's own sequence; `None` for any other chat.
    pub(in crate::emulator) fn take_supergroup_message_id(&mut self, chat_id: i64) -> Option<i64> {
        let circle = self.chats.get_mut(&chat_id)?.circle.as_mut()?;
        if circle.kind == GroupKind::Basic {
            return None;
        }
        circle.last_message += 1;
        Some(circle.last_message)
    }

    /// The Message object of a message in a group that the bot can reach.
    pub(in crate::emulator) fn show_in_group(
        &self,
        people: &HashMap<i64, Person>,
        chat_id: i64,
        message_id: i64,
    ) -> Option<Value> {
        let chat = self.chats.get(&chat_id)?;
        let circle = chat.circle.as_ref()?;
        let message = chat.accessible(message_id)?;
        let member = |id: &i64| people.get(id).map(|person| (*id, person.to_user()));
        let faces = Faces {
            bot: self.to_value(),
            user: Value::Null,
            members: circle
                .ranks
                .iter()
                .filter_map(|(id, _)| member(id))
                .collect(),
            chat: circle.to_chat(chat_id),
        };
        Some(message.to_value(&faces, chat))
    }

    /// Whether a text reaches a bot that is no administrator of the group (Bot API, "Privacy
    /// mode"): commands that name it or nobody, and answers to what it wrote.
    fn hears(&self, chat: &Chat, text: &str, reply_to: Option<i64>) -> bool {
        let is_administrator = chat
            .circle
            .as_ref()
            .is_some_and(|circle| circle.rank_of(self.id) == Rank::Administrator);
        let replied = reply_to.and_then(|id| chat.messages.get(&id));
        let is_answer = replied.is_some_and(|message| message.sender == Sender::Bot);
        let command = text.strip_prefix('/').and_then(|rest| {
            let word = rest.split_whitespace().next()?;
            Some(word.split_once('@').map(|(_, name)| name.to_owned()))
        });
        let is_meant = match command {
            None => false,
            Some(None) => true,
            Some(Some(name)) => name.eq_ignore_ascii_case(&self.username),
        };
        is_administrator || is_answer || is_meant
    }
}

impl Telegram {
    /// A new group without the bot.
    pub(in crate::emulator) fn found_group(
        &mut self,
        bot_id: i64,
        kind: GroupKind,
        title: &str,
        members: &[i64],
    ) -> i64 {
        let number = self.take_group_number();
        let id = match kind {
            GroupKind::Basic => -number,
            GroupKind::Supergroup | GroupKind::Forum => -1_000_000_000_000 - number,
        };
        let mut circle = Circle::new(kind, title);
        for (index, member) in members.iter().enumerate() {
            let rank = if index == 0 {
                Rank::Creator
            } else {
                Rank::Member
            };
            circle.set_rank(*member, rank);
        }
        self.of_bot(bot_id, |bot, _, _| {
            let chat = bot.chat(id);
            chat.standing = Standing::Outside;
            chat.circle = Some(circle);
        });
        id
    }

    /// Somebody writes. `None`: the bot is not told.
    pub(in crate::emulator) fn say(
        &mut self,
        bot_id: i64,
        chat_id: i64,
        member: i64,
        thread: Option<i64>,
        reply_to: Option<i64>,
        text: &str,
    ) -> Option<i64> {
        let written = FormattedText::finished(text.to_owned(), Vec::new());
        self.of_bot(bot_id, |bot, people, now| {
            let id = bot.take_message_id(chat_id);
            let sender = Sender::Member(member);
            let mut message = StoredMessage::new(id, now, sender, Content::Text(written));
            message.thread = thread;
            message.reply_to = reply_to;
            let chat = bot.chat(chat_id);
            chat.add(message);
            let is_there = chat.standing == Standing::Talking;
            let chat = bot.chats.get(&chat_id)?;
            if !is_there || !bot.hears(chat, text, reply_to) {
                return None;
            }
            let message = bot.show_in_group(people, chat_id, id)?;
            Some(bot.updates.push(UpdateKind::Message, chat_id, message, now))
        })
    }

    /// Something happens of which a service message tells.
    pub(in crate::emulator) fn notify(
        &mut self,
        bot_id: i64,
        chat_id: i64,
        member: i64,
        field: &str,
        object: Value,
    ) -> i64 {
        self.of_bot(bot_id, |bot, people, now| {
            let id = bot.take_message_id(chat_id);
            let content = Content::other(field, object);
            let mut message = StoredMessage::new(id, now, Sender::Member(member), content);
            if field == "forum_topic_created" {
                message.thread = Some(id);
            }
            bot.chat(chat_id).add(message);
            let told = bot.show_in_group(people, chat_id, id).unwrap_or_default();
            bot.updates.push(UpdateKind::Message, chat_id, told, now);
            id
        })
    }

    /// The bot comes to be something else in a group, of which it is told.
    pub(in crate::emulator) fn seat_bot(
        &mut self,
        bot_id: i64,
        chat_id: i64,
        by: i64,
        rank: Rank,
    ) -> i64 {
        self.of_bot(bot_id, |bot, people, now| {
            let me = bot.to_value();
            let chat = bot.chat(chat_id);
            let circle = chat.circle.as_mut().expect("a group has a circle");
            let before = circle.rank_of(bot_id);
            circle.set_rank(bot_id, rank);
            let update = json!({
                "chat": circle.to_chat(chat_id),
                "from": people.get(&by).map(Person::to_user),
                "date": now,
                "old_chat_member": before.to_member(me.clone()),
                "new_chat_member": rank.to_member(me),
            });
            chat.standing = match rank {
                Rank::Creator | Rank::Administrator | Rank::Member => Standing::Talking,
                Rank::Left => Standing::Outside,
                Rank::Kicked => Standing::Kicked,
            };
            chat.touch();
            let kind = UpdateKind::MyChatMember;
            bot.updates.push(kind, chat_id, update, now)
        })
    }

    /// Somebody presses a button of a message that may be gone by now.
    pub(in crate::emulator) fn press_in_group(
        &mut self,
        bot_id: i64,
        chat_id: i64,
        member: i64,
        message_id: i64,
        data: &str,
    ) -> i64 {
        self.of_bot(bot_id, |bot, people, now| {
            let person = people.get(&member);
            let person = person.expect("user handles are made for registered people only");
            let shown = bot.show_in_group(people, chat_id, message_id);
            let chat = bot.chat(chat_id);
            let circle = chat.circle.as_ref().expect("a group has a circle");
            let message = shown.unwrap_or_else(
                || json!({ "chat": circle.to_chat(chat_id), "message_id": message_id, "date": 0 }),
            );
            chat.unanswered += 1;
            chat.touch();
            let id = query_id();
            let instance = chat_id.wrapping_mul(7_919).wrapping_sub(bot.id).to_string();
            let query = json!({
                "id": id,
                "from": person.to_user(),
                "message": message,
                "chat_instance": instance,
                "data": data,
            });
            let kind = UpdateKind::CallbackQuery;
            let update_id = bot.updates.push(kind, member, query, now);
            let query = Query {
                user_id: member,
                chat_id,
                update_id,
                pressed_at: now,
            };
            bot.queries.insert(id, query);
            update_id
        })
    }

    /// Runs something that happens in front of a registered bot.
    pub(in crate::emulator) fn of_bot<T>(
        &mut self,
        bot_id: i64,
        act: impl FnOnce(&mut Bot, &HashMap<i64, Person>, i64) -> T,
    ) -> T {
        let now = self.now();
        let bot = self.bots.get_mut(&bot_id);
        let bot = bot.expect("group handles are made for registered bots only");
        let result = act(bot, &self.people, now);
        self.touch();
        result
    }
}
