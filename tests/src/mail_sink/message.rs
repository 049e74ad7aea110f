//! An accepted message: the bytes as they came, and what they say when read as mail.

use chrono::{DateTime, Utc};
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

use super::envelope::Envelope;

/// One accepted message.
#[derive(Debug, Clone)]
pub struct ReceivedMessage {
    /// Its number in this mailbox, counted from 1.
    pub id: u64,
    /// Who handed it over and for whom.
    pub envelope: Envelope,
    /// When it was accepted.
    pub received_at: DateTime<Utc>,
    /// The message as it came: headers and body.
    pub raw: Vec<u8>,
}

/// A part of a message that is meant to be saved as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The file name that the sender gave, else `attachment`.
    pub name: String,
    /// The media type, such as `application/pdf`.
    pub media_type: String,
    /// The decoded bytes.
    pub content: Vec<u8>,
}

impl ReceivedMessage {
    /// The message read as mail; none when it is no mail at all.
    #[must_use]
    pub fn parsed(&self) -> Option<Message<'_>> {
        MessageParser::default().parse(&self.raw)
    }

    /// The decoded subject; empty when there is none.
    #[must_use]
    pub fn subject(&self) -> String {
        self.parsed().and_then(|mail| mail.subject().map(str::to_owned)).unwrap_or_default()
    }

    /// The `Message-ID` without its angle brackets.
    #[must_use]
    pub fn message_id(&self) -> Option<String> {
        self.parsed()?.message_id().map(str::to_owned)
    }

    /// The text that the sender wrote as plain text; none when only HTML was sent.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        let mail = self.parsed()?;
        mail.text_bodies().find_map(|part| match &part.body {
            PartType::Text(text) => Some(text.clone().into_owned()),
            _ => None,
        })
    }

    /// The HTML that the sender wrote; none when only plain text was sent.
    #[must_use]
    pub fn html(&self) -> Option<String> {
        let mail = self.parsed()?;
        mail.html_bodies().find_map(|part| match &part.body {
            PartType::Html(html) => Some(html.clone().into_owned()),
            _ => None,
        })
    }

    /// The attached files, in order.
    #[must_use]
    pub fn attachments(&self) -> Vec<Attachment> {
        let Some(mail) = self.parsed() else { return Vec::new() };
        let attachment = |part: &mail_parser::MessagePart<'_>| Attachment {
            name: part.attachment_name().unwrap_or("attachment").to_owned(),
            media_type: media_type(part),
            content: part.contents().to_vec(),
        };
        mail.attachments().map(attachment).collect()
    }

    /// Whether one of the envelope's recipients is this address.
    #[must_use]
    pub fn is_for(&self, address: &str) -> bool {
        self.envelope.to.iter().any(|recipient| recipient.eq_ignore_ascii_case(address))
    }
}

fn media_type(part: &mail_parser::MessagePart<'_>) -> String {
    let Some(declared) = part.content_type() else { return "application/octet-stream".to_owned() };
    format!("{}/{}", declared.ctype(), declared.subtype().unwrap_or("octet-stream"))
}
