//! What may be asked of a receipt.

use chrono::{DateTime, Utc};

use super::event::{MailRequest, ParkReason};
use super::facts::ReceiptFacts;
use crate::ids::PositionId;
use crate::personal::Sealed;
use crate::text::Text140;

/// Commands of the aggregate [`Receipt`](super::Receipt).
#[derive(Clone, Debug)]
pub enum ReceiptCommand {
    /// Keep it, before it is answered.
    Receive {
        /// What it says.
        facts: Box<ReceiptFacts>,
        /// The message as it came, sealed under the debtor's fiscal key.
        raw: Sealed,
        /// SHA-256 (hex) of the content, independent of envelope and white space.
        digest: String,
        /// Now.
        now: DateTime<Utc>,
    },
    /// It was booked on a position; these mails are to be sent.
    File {
        /// The position.
        position: PositionId,
        /// Whether it settled the notice or came too many.
        second_payment: bool,
        /// Mails to send.
        mails: Vec<MailRequest>,
    },
    /// It belongs to no position of ours.
    Park {
        /// Why.
        reason: ParkReason,
    },
    /// Somebody who proved to know the payment wants it sent to an address.
    RequestMail {
        /// The mail to send.
        mail: MailRequest,
    },
    /// The mail server accepted a mail.
    NoteMailAccepted {
        /// Which one.
        message_id: String,
        /// Now.
        now: DateTime<Utc>,
    },
    /// An operator gave a mail up.
    AbandonMail {
        /// Which one.
        message_id: String,
        /// Why.
        reason: Text140,
    },
}
