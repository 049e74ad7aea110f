//! The fold of a receipt's events.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::event::{MailRequest, ParkReason, ReceiptEvent};
use super::facts::ReceiptFacts;
use crate::aggregate::aggregate;
use crate::identifier::{EnteCode, ReceiptId};
use crate::ids::PositionId;

/// Name of the stream of a receipt.
#[must_use]
pub fn receipt_stream(addressed_to: &EnteCode, receipt_id: &ReceiptId) -> String {
    format!("{addressed_to}:{receipt_id}")
}

/// Where a receipt was put.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filing {
    /// On a position.
    Position {
        /// Which one.
        position: PositionId,
        /// Whether it came too many.
        second_payment: bool,
    },
    /// Aside.
    Parked(ParkReason),
}

/// A receipt.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    pub(super) facts: Option<Box<ReceiptFacts>>,
    pub(super) received_at: Option<DateTime<Utc>>,
    pub(super) digests: Vec<String>,
    pub(super) filing: Option<Filing>,
    pub(super) mails: Vec<MailRequest>,
    pub(super) closed_mails: Vec<String>,
}

aggregate!(
    Receipt,
    "Receipt",
    ReceiptEvent,
    [
        ReceiptReceived = "1",
        ReceiptContradicted = "1",
        ReceiptFiled = "1",
        ReceiptParked = "1",
        ReceiptMailRequested = "1",
        ReceiptMailAccepted = "1",
        ReceiptMailAbandoned = "1",
    ]
);

impl Receipt {
    /// What it says; none before it came.
    #[must_use]
    pub fn facts(&self) -> Option<&ReceiptFacts> {
        self.facts.as_deref()
    }

    /// When it first reached us.
    #[must_use]
    pub const fn received_at(&self) -> Option<DateTime<Utc>> {
        self.received_at
    }

    /// Where it was put, once it was.
    #[must_use]
    pub const fn filing(&self) -> Option<&Filing> {
        self.filing.as_ref()
    }

    /// Mails still to be accepted by the mail server.
    pub fn open_mails(&self) -> impl Iterator<Item = &MailRequest> {
        self.mails.iter().filter(|mail| !self.closed_mails.contains(&mail.message_id))
    }

    /// Digests of everything that came under this id; the first is the receipt.
    #[must_use]
    pub fn digests(&self) -> &[String] {
        &self.digests
    }
}
