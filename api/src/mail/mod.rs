//! Mails: each intent delivered once, as far as SMTP allows it.
//!
//! A mail is the same bytes whenever it is composed from the same event: its `Message-ID`, date and boundaries follow from the
//! event, so a repeated delivery is recognisable as one. What cannot stand in a header (line breaks, other addresses) cannot be
//! expressed by the types a mail is made of. Answers of mail servers may name the recipient: only their codes are kept.

mod account;
mod error;
mod mailer;
mod message_id;
mod outgoing;
mod page;
mod receipt;
mod subject;
mod support;
#[cfg(test)]
mod tests;

pub use account::AccountLetter;
pub use error::{ComposeError, SendError};
pub use mailer::Mailer;
pub use message_id::{MessageId, MessageIdError};
pub use outgoing::{Body, Outgoing, Pdf, Sender};
pub(crate) use page::page;
pub use receipt::ReceiptMail;
pub use subject::Subject;
pub use support::SupportMail;
