//! What happens to a bot that sends postcards: the same for every library.

use std::collections::BTreeMap;

use ecombot::emulator::{Answer, Call, Fault, Message, Photo, Server, User};

use crate::program::{BACK, FRONT, picture};

/// How often the story makes a bot call what.
const CALLS: [(&str, usize); 13] = [
    ("answerCallbackQuery", 6),
    ("answerInlineQuery", 2),
    ("deleteMessage", 2),
    ("deleteMessages", 1),
    ("editMessageCaption", 1),
    ("editMessageMedia", 1),
    ("editMessageText", 2),
    ("getFile", 1),
    ("sendChatAction", 1),
    ("sendMediaGroup", 1),
    ("sendMessage", 10),
    ("sendPhoto", 3),
    ("setMyCommands", 1),
];

/// What a library calls of its own accord, as often as it likes.
const OWN_CALLS: [&str; 3] = ["getMe", "deleteWebhook", "getUpdates"];

/// The only refusals of the story, in its order.
const REFUSALS: [&str; 3] = [
    "editMessageText: 400 Bad Request: message is not modified: specified new message content and \
     reply markup are exactly the same as a current content and reply markup of the message",
    "sendMessage: 429 Too Many Requests: retry after 1",
    "sendMessage: 403 Forbidden: bot was blocked by the user",
];

/// Ada and Bob meet the bot.
pub(crate) async fn of_postcards(server: Server) {
    let ada = server.user("Ada & Co");
    let bob = server.user("Bob");
    greets(&ada).await;
    sends_a_card(&ada).await;
    sends_an_album(&ada).await;
    offers_cards(&ada, &bob).await;
    takes_an_order(&server, &ada).await;
    makes_a_card_of(&ada).await;
    tells_everybody(&ada, &bob).await;

    let menu = ada.commands();
    assert_eq!(menu.len(), 1);
    assert_eq!(
        (menu[0].name.as_str(), menu[0].description.as_str()),
        ("start", "Say hello")
    );
    let calls = server.calls();
    assert_eq!(counted(&calls), BTreeMap::from(CALLS));
    assert_eq!(refused(&calls), REFUSALS);
}

/// Text with formatting and a keyboard, edited, and an edit that changes nothing.
async fn greets(ada: &User) {
    ada.send("/start");
    let greeting = newest(ada, "Hello").await;
    assert_eq!(greeting.html, "<b>Hello, Ada &amp; Co!</b>\nLikes: 0");
    assert_eq!(
        greeting.screen(),
        "Hello, Ada & Co!\nLikes: 0\n[Like] [Refresh]"
    );
    assert_eq!(pressed(ada, "Like").await, note("Thank you!"));
    assert_eq!(ada.screen(), "Hello, Ada & Co!\nLikes: 1\n[Like] [Refresh]");
    assert_eq!(pressed(ada, "Refresh").await, note("Nothing new."));
}

/// A picture, uploaded and then sent by its identifier, exchanged, with a new caption, and deleted.
async fn sends_a_card(ada: &User) {
    ada.send("/card");
    let first = newest(ada, "Greetings").await;
    assert_eq!(
        first.screen(),
        "[photo]\nGreetings\n[Turn] [Sign] [Discard]"
    );
    ada.send("/card");
    let second = newest_after(ada, first.id, "Greetings").await;
    let (front, again) = (first.photo.unwrap(), second.photo.unwrap());
    assert_eq!(&*front.bytes, picture(FRONT));
    assert_eq!(again.file_id, front.file_id);

    pressed(ada, "Turn").await;
    let turned = ada.last_message().unwrap();
    assert_eq!((turned.id, turned.edited), (second.id, true));
    assert_eq!(&*turned.photo.unwrap().bytes, picture(BACK));
    pressed(ada, "Sign").await;
    let signed = ada.last_message().unwrap();
    assert_eq!(signed.html, "The other side, <i>Ada &amp; Co</i>");
    assert_eq!(signed.labels(), ["Turn", "Sign", "Discard"]);
    assert_eq!(pressed(ada, "Discard").await, alert("It is gone."));
    assert_eq!(ada.last_message().unwrap().id, first.id);
}

/// Two pictures uploaded as one, and all messages of it deleted at once.
async fn sends_an_album(ada: &User) {
    ada.send("/album");
    newest(ada, "An album").await;
    let messages = ada.messages();
    let sides: Vec<&Message> = messages
        .iter()
        .filter(|message| message.album.is_some())
        .collect();
    let [front, back] = sides.as_slice() else {
        panic!("an album of two: {sides:#?}");
    };
    assert_eq!(front.album, back.album);
    assert_eq!(front.html, "<u>Both sides</u>");
    let shown = [front, back].map(|side| bytes(side.photo.as_ref()));
    assert_eq!(shown, [picture(FRONT), picture(BACK)]);
    assert_eq!(pressed(ada, "Discard").await, alert("It is gone."));
    let left = ada.messages();
    assert!(left.iter().all(|message| message.album.is_none()));
}

/// Cards for other chats, in words and as a picture, offered to somebody who never wrote to the bot.
async fn offers_cards(ada: &User, bob: &User) {
    let query = bob.asks_inline("Ada <3").unwrap();
    let offer = bob.is_offered(&query).await;
    let [text, picture] = offer.results.as_slice() else {
        panic!("two cards: {:#?}", offer.results);
    };
    assert_eq!((text.id.as_str(), text.title.as_str()), ("text", "A card"));
    assert_eq!(text.description, "In words");
    assert_eq!(text.message.html, "<b>A card</b> for Ada &lt;3");
    assert_eq!(picture.message.html, "<i>Greetings</i>");
    assert_eq!(bytes(picture.message.photo.as_ref()), self::picture(FRONT));
    let link = &picture.message.buttons[0][0];
    assert_eq!(link.text, "More");
    assert_eq!(
        link.url.as_deref(),
        Some("https://t.me/postcards_bot?start=more")
    );
    let button = offer.button.unwrap();
    assert_eq!(
        (button.text.as_str(), button.start_parameter.as_str()),
        ("All cards", "all")
    );
    assert_eq!((offer.cache_time, offer.is_personal), (0, true));
    let next = ada.asks_inline_from("Ada <3", &offer.next_offset).unwrap();
    let end = ada.is_offered(&next).await;
    assert_eq!((end.results.len(), end.next_offset.as_str()), (0, ""));
    bob.chooses(&query.id, "text").unwrap();
    let sent = bob.messages().pop().unwrap();
    assert!(sent.via_bot && !sent.from_bot);
    assert_eq!(sent.text, "A card for Ada <3");
}

/// A conversation in two steps, slowed down by the server, which ends with a shared number.
async fn takes_an_order(server: &Server, ada: &User) {
    server.fail_next("sendMessage", Fault::TooManyRequests { retry_after: 1 });
    ada.send("/order");
    newest(ada, "How many cards?").await;
    let calls = server.calls_of("sendMessage");
    let [.., refused, repeated] = calls.as_slice() else {
        panic!("sent, refused and sent again: {calls:#?}");
    };
    assert!(refused.fault.is_some() && repeated.fault.is_none());
    assert_eq!(repeated.params, refused.params);
    assert!(repeated.at > refused.at, "told to wait for a second");

    ada.send("12");
    newest(ada, "Where may we call you?").await;
    assert_eq!(ada.reply_keyboard().unwrap(), [["Share my number"]]);
    ada.share_contact("+15551234567");
    newest(ada, "12 cards for +15551234567").await;
    assert_eq!(ada.reply_keyboard(), None);
}

/// A picture of the customer is downloaded, and comes back unharmed as a reply.
async fn makes_a_card_of(ada: &User) {
    let own = picture(120);
    ada.send_photo(&own, "").unwrap();
    let card = newest(ada, "Your own card").await;
    assert_eq!(bytes(card.photo.as_ref()), own);
    let sent = ada.messages();
    let sent = sent.iter().rfind(|message| !message.from_bot).unwrap();
    assert_eq!(card.reply_to, Some(sent.id));
}

/// Somebody who blocked the bot is noticed.
async fn tells_everybody(ada: &User, bob: &User) {
    bob.send("/start");
    newest(bob, "Hello, Bob!").await;
    bob.block();
    ada.send("/tell Closed on Sunday");
    newest(ada, "Guests: 1").await;
    let heard = |user: &User| {
        let messages = user.messages();
        messages
            .iter()
            .any(|message| message.from_bot && message.text == "Closed on Sunday")
    };
    assert_eq!((heard(ada), heard(bob)), (true, false));
}

/// The newest message, as soon as it is one of the bot's that begins like this.
async fn newest(user: &User, words: &str) -> Message {
    newest_after(user, 0, words).await
}

async fn newest_after(user: &User, id: i64, words: &str) -> Message {
    let is_it =
        |message: &Message| message.from_bot && message.id > id && message.text.starts_with(words);
    let shown = user.wait_for(|messages| messages.last().is_some_and(is_it));
    shown.await.unwrap().pop().unwrap()
}

/// Presses a button and waits for the answer.
async fn pressed(user: &User, label: &str) -> (Option<String>, bool) {
    let update = user.press(label).unwrap();
    user.answered(update).await;
    let Answer { text, alert, .. } = user.last_answer().unwrap();
    (text, alert)
}

fn note(text: &str) -> (Option<String>, bool) {
    (Some(text.to_owned()), false)
}

fn alert(text: &str) -> (Option<String>, bool) {
    (Some(text.to_owned()), true)
}

fn bytes(photo: Option<&Photo>) -> Vec<u8> {
    photo.unwrap().bytes.to_vec()
}

fn counted(calls: &[Call]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for call in calls {
        if !OWN_CALLS.contains(&call.method.as_str()) {
            *counts.entry(call.method.as_str()).or_default() += 1;
        }
    }
    counts
}

fn refused(calls: &[Call]) -> Vec<String> {
    let refusals = calls.iter().filter_map(|call| {
        let error = call.outcome.as_ref().err()?;
        Some(format!("{}: {error}", call.method))
    });
    refusals.collect()
}
