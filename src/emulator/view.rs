//! A chat as its user sees it.

use std::fmt::Write as _;
use std::sync::Arc;

use super::chat::{Chat, Contact, Content, Sender, StoredMessage};
use super::entity::{FormattedText, Kind};
use super::keyboard::{Action, InlineButton};

/// One message on the user's screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// `message_id`.
    pub id: i64,
    /// Unix seconds.
    pub date: i64,
    /// Whether the bot wrote it.
    pub from_bot: bool,
    /// Text or caption without formatting; for what is shown no other way, its kind in brackets.
    pub text: String,
    /// Text or caption as HTML a browser can show: Telegram's tags, line breaks as they are.
    pub html: String,
    /// The picture.
    pub photo: Option<Photo>,
    /// The file.
    pub document: Option<Document>,
    /// The invoice.
    pub invoice: Option<InvoiceView>,
    /// The shared phone number.
    pub contact: Option<Contact>,
    /// The inline keyboard.
    pub buttons: Vec<Vec<ButtonView>>,
    /// Whether it was edited.
    pub edited: bool,
    /// `media_group_id`, if it belongs to an album.
    pub album: Option<String>,
    /// The message it replies to.
    pub reply_to: Option<i64>,
    /// Whether it is a forwarded copy.
    pub forwarded: bool,
    /// Whether its sender chose it among what the bot offered inline.
    pub via_bot: bool,
    /// Whether it can be neither forwarded nor copied.
    pub protected: bool,
    /// The emoji with which the bot reacted to it.
    pub reaction: Option<String>,
}

/// A picture in its original size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// The identifier under which the bot can send it again.
    pub file_id: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// The image file.
    pub bytes: Arc<[u8]>,
}

/// A file sent as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The identifier under which the bot can send it again.
    pub file_id: String,
    /// As it was sent.
    pub file_name: String,
    /// What the name says about it.
    pub mime_type: String,
    /// The file.
    pub bytes: Arc<[u8]>,
}

/// An invoice, as far as its customer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceView {
    /// The name of what is sold.
    pub title: String,
    /// More about it.
    pub description: String,
    /// ISO 4217, or `XTR` for Stars.
    pub currency: String,
    /// In the smallest unit of the currency.
    pub total_amount: i64,
}

/// An inline button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ButtonView {
    /// Its label.
    pub text: String,
    /// `callback_data`.
    pub data: Option<String>,
    /// What it opens.
    pub url: Option<String>,
    /// What it puts into the clipboard.
    pub copies: Option<String>,
}

impl Message {
    /// The text, then one line like `[A] [B]` per row of buttons. A photo shows as `[photo]`.
    pub fn screen(&self) -> String {
        let mut lines = Vec::new();
        if self.photo.is_some() {
            lines.push("[photo]".to_owned());
        }
        if let Some(document) = &self.document {
            lines.push(format!("[document {}]", document.file_name));
        }
        if let Some(invoice) = &self.invoice {
            let (title, total) = (&invoice.title, invoice.total_amount);
            lines.push(format!("[invoice {title}: {total} {}]", invoice.currency));
        }
        if !self.text.is_empty() {
            lines.push(self.text.clone());
        }
        if let Some(contact) = &self.contact {
            lines.push(format!("[contact {}]", contact.phone_number));
        }
        lines.extend(
            self.buttons
                .iter()
                .map(|row| bracketed(row.iter().map(|button| &button.text))),
        );
        lines.join("\n")
    }

    /// The labels of all buttons in reading order.
    pub fn labels(&self) -> Vec<&str> {
        let buttons = self.buttons.iter().flatten();
        buttons.map(|button| button.text.as_str()).collect()
    }
}

fn bracketed<'a>(labels: impl Iterator<Item = &'a String>) -> String {
    let labels: Vec<String> = labels.map(|label| format!("[{label}]")).collect();
    labels.join(" ")
}

pub(super) fn messages(chat: &Chat) -> Vec<Message> {
    chat.messages.values().map(message).collect()
}

pub(super) fn message(stored: &StoredMessage) -> Message {
    let row = |row: &Vec<InlineButton>| row.iter().map(button).collect();
    let mut shown = Message {
        id: stored.id,
        date: stored.date,
        from_bot: stored.sender == Sender::Bot,
        text: String::new(),
        html: String::new(),
        photo: None,
        document: None,
        invoice: None,
        contact: None,
        buttons: stored.inline.iter().map(row).collect(),
        edited: stored.edit_date.is_some(),
        album: stored.album.clone(),
        reply_to: stored.reply_to,
        forwarded: stored.forward_origin.is_some(),
        via_bot: stored.is_via_bot,
        protected: stored.is_protected,
        reaction: stored.reaction.clone(),
    };
    let text = match &stored.content {
        Content::Text(text) => text.clone(),
        Content::Photo { photo, caption } => {
            shown.photo = photo.original().map(|size| Photo {
                file_id: size.file_id.clone(),
                width: size.width,
                height: size.height,
                bytes: Arc::clone(&photo.bytes),
            });
            caption.clone()
        }
        Content::Document { document, caption } => {
            shown.document = Some(Document {
                file_id: document.file_id.clone(),
                file_name: document.file_name.clone(),
                mime_type: document.mime_type.to_owned(),
                bytes: Arc::clone(&document.bytes),
            });
            caption.clone()
        }
        Content::Contact(contact) => {
            shown.contact = Some(contact.clone());
            FormattedText::default()
        }
        Content::Invoice(invoice) => {
            shown.invoice = Some(InvoiceView {
                title: invoice.title.clone(),
                description: invoice.description.clone(),
                currency: invoice.currency.clone(),
                total_amount: invoice.total,
            });
            FormattedText::default()
        }
        Content::Other { field, .. } => FormattedText {
            text: format!("[{field}]"),
            entities: Vec::new(),
        },
    };
    shown.html = to_html(&text);
    shown.text = text.text;
    shown
}

fn button(button: &InlineButton) -> ButtonView {
    let mut view = ButtonView {
        text: button.text.clone(),
        data: None,
        url: None,
        copies: None,
    };
    match &button.action {
        Action::Callback(data) => view.data = Some(data.clone()),
        Action::Url(url) | Action::WebApp(url) => view.url = Some(url.clone()),
        Action::CopyText(text) => view.copies = Some(text.clone()),
        Action::Other(..) => {}
    }
    view
}

/// Writes formatted text as HTML. Overlapping entities are closed and opened anew at every border,
/// so that the result is always well formed.
fn to_html(formatted: &FormattedText) -> String {
    let mut html = String::new();
    let mut position = 0;
    let mut open: Vec<usize> = Vec::new();
    for c in formatted.text.chars() {
        let wanted: Vec<usize> = (0..formatted.entities.len())
            .filter(|index| {
                let entity = &formatted.entities[*index];
                entity.offset <= position && position < entity.end()
            })
            .collect();
        if wanted != open {
            switch(&mut html, formatted, &open, &wanted);
            open = wanted;
        }
        match c {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '&' => html.push_str("&amp;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
        position += c.len_utf16();
    }
    switch(&mut html, formatted, &open, &[]);
    html
}

fn switch(html: &mut String, formatted: &FormattedText, open: &[usize], wanted: &[usize]) {
    let common = open
        .iter()
        .zip(wanted)
        .take_while(|(one, other)| one == other)
        .count();
    for index in open[common..].iter().rev() {
        html.push_str(tags(&formatted.entities[*index].kind).1);
    }
    for index in &wanted[common..] {
        let kind = &formatted.entities[*index].kind;
        match kind {
            Kind::TextLink { url } => {
                let url = url.replace('&', "&amp;").replace('"', "&quot;");
                // Writing into a String cannot fail.
                let _ = write!(html, "<a href=\"{url}\">");
            }
            other => html.push_str(tags(other).0),
        }
    }
}

fn tags(kind: &Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Bold => ("<b>", "</b>"),
        Kind::Italic => ("<i>", "</i>"),
        Kind::Underline => ("<u>", "</u>"),
        Kind::Strikethrough => ("<s>", "</s>"),
        Kind::Spoiler => ("<span class=\"tg-spoiler\">", "</span>"),
        Kind::Code => ("<code>", "</code>"),
        Kind::Pre { .. } => ("<pre>", "</pre>"),
        Kind::TextLink { .. } => ("<a>", "</a>"),
        Kind::Blockquote | Kind::ExpandableBlockquote => ("<blockquote>", "</blockquote>"),
        Kind::TextMention { .. }
        | Kind::CustomEmoji { .. }
        | Kind::BotCommand
        | Kind::Mention
        | Kind::Hashtag
        | Kind::Cashtag
        | Kind::Url
        | Kind::Email
        | Kind::PhoneNumber => ("", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::super::html;
    use super::*;

    #[test]
    fn formatting_survives_the_way_to_the_screen() {
        let check = |sent: &str, expect: &str| {
            let parsed = html::parse(sent);
            assert_eq!(parsed.map(|parsed| to_html(&parsed)), Ok(expect.to_owned()));
        };
        check("<b>a<i>ж</i></b> &lt;x&gt;", "<b>a<i>ж</i></b> &lt;x&gt;");
        check(
            "<a href=\"https://t.me/x?a=1&amp;b\">😀</a>!",
            "<a href=\"https://t.me/x?a=1&amp;b\">😀</a>!",
        );
        check("/start <code>1</code>", "/start <code>1</code>");
    }
}
