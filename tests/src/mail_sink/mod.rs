//! A mail server that keeps everything it is given and sends nothing on: what citizens would have received can be
//! counted, read and shown, and its failures can be scripted.
//!
//! [`MailSink::start`] opens an SMTP port and a small read-only inbox page, both on 127.0.0.1 only.

mod envelope;
mod fault;
mod inbox;
mod mailbox;
mod message;
mod sink;
mod smtp;
#[cfg(test)]
mod tests;

pub use envelope::Envelope;
pub use fault::Fault;
pub use message::{Attachment, ReceivedMessage};
pub use sink::{MailSink, MailSinkSettings};
