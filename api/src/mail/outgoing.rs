//! A mail ready to be sent, made of parts that cannot carry anything but themselves.

use chrono::{DateTime, Utc};
use domain::identifier::{EmailAddress, NoticeNumber};
use domain::text::Text70;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, MultiPartBuilder, SinglePart};

use super::{ComposeError, MessageId, Subject};
use crate::documents::Language;

/// Who a mail is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// Name shown.
    pub name: Option<Text70>,
    /// Address.
    pub address: EmailAddress,
}

/// The same message twice: each part is complete by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Language of both.
    pub language: Language,
    /// As plain text.
    pub text: String,
    /// As HTML, every value escaped.
    pub html: String,
}

/// An attached PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    file_name: String,
    bytes: Vec<u8>,
}

impl Pdf {
    /// The receipt of a notice.
    #[must_use]
    pub fn receipt(nav: &NoticeNumber, bytes: Vec<u8>) -> Self {
        Self { file_name: format!("ricevuta-{nav}.pdf"), bytes }
    }
}

/// A mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Its name; a resend has the same.
    pub message_id: MessageId,
    /// When what it tells happened; a resend says the same.
    pub date: DateTime<Utc>,
    /// From whom.
    pub from: Sender,
    /// To whom: one address, so that nobody learns of another.
    pub to: EmailAddress,
    /// What about.
    pub subject: Subject,
    /// What it says.
    pub body: Body,
    /// What it brings.
    pub attachment: Option<Pdf>,
}

impl Outgoing {
    /// The message as the mail library sends it: `mixed(alternative(text, html), pdf)`, or the alternative alone.
    pub(super) fn compose(self) -> Result<lettre::Message, ComposeError> {
        let Self { message_id, date, from, to, subject, body, attachment } = self;
        let name = from.name.map(|name| name.to_string());
        let alternative = bounded(MultiPart::alternative(), &message_id, "body")
            .singlepart(SinglePart::plain(body.text))
            .singlepart(SinglePart::html(body.html));
        let content = match attachment {
            None => alternative,
            Some(Pdf { file_name, bytes }) => {
                let pdf = ContentType::parse("application/pdf").expect("a constant media type parses");
                let attached = Attachment::new(file_name).body(bytes, pdf);
                bounded(MultiPart::mixed(), &message_id, "mail").multipart(alternative).singlepart(attached)
            }
        };
        let message = lettre::Message::builder()
            .message_id(Some(message_id.as_str().to_owned()))
            .date(date.into())
            .from(Mailbox::new(name, from.address.as_str().parse()?))
            .to(Mailbox::new(None, to.as_str().parse()?))
            .subject(subject.as_str())
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("Content-Language", body.language.tag()));
        Ok(message.multipart(content)?)
    }
}

fn bounded(part: MultiPartBuilder, message_id: &MessageId, name: &str) -> MultiPart {
    part.boundary(message_id.boundary(name)).build()
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
