//! What can have happened to a receipt.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::facts::ReceiptFacts;
use crate::ids::PositionId;
use crate::personal::Sealed;
use crate::text::Text140;

/// Why a receipt could not be booked on a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParkReason {
    /// The notice is ours by its creditor, and we do not know it.
    UnknownNotice,
    /// We only receive a share of another creditor's notice.
    SecondaryCreditor,
}

/// A mail to be sent once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailRequest {
    /// `Message-ID`, fixed per receipt and address: a repeated delivery is recognisable.
    pub message_id: String,
    /// The address, sealed.
    pub to: Sealed,
}

/// Events of the aggregate [`Receipt`](super::Receipt).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ReceiptEvent {
    /// It is kept.
    ReceiptReceived {
        /// What it says.
        facts: Box<ReceiptFacts>,
        /// The message as it came, sealed.
        raw: Sealed,
        /// SHA-256 (hex) of the content.
        digest: String,
        /// When it reached us.
        received_at: DateTime<Utc>,
    },
    /// Other content came under the same id: kept apart, an alarm.
    ReceiptContradicted {
        /// The message as it came, sealed.
        raw: Sealed,
        /// SHA-256 (hex) of the content.
        digest: String,
        /// When it reached us.
        received_at: DateTime<Utc>,
    },
    /// It was booked on a position.
    ReceiptFiled {
        /// The position.
        position: PositionId,
        /// Whether it came too many (a refund is due).
        second_payment: bool,
        /// Mails to send.
        mails: Vec<MailRequest>,
    },
    /// It belongs to no position of ours.
    ReceiptParked {
        /// Why.
        reason: ParkReason,
    },
    /// It is to be sent to one more address, because somebody who proved to know the payment asked for it.
    ReceiptMailRequested {
        /// The mail to send.
        mail: MailRequest,
    },
    /// The mail server accepted a mail.
    ReceiptMailAccepted {
        /// Which one.
        message_id: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// An operator gave a mail up.
    ReceiptMailAbandoned {
        /// Which one.
        message_id: String,
        /// Why.
        reason: Text140,
    },
}
