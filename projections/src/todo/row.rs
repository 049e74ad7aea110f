//! One to-do.

use chrono::{DateTime, Utc};
use domain::identifier::EnteCode;
use domain::ids::CorrelationId;
use serde::{Deserialize, Serialize};

use crate::stream::StreamKind;

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TodoKind {
    /// Hand a cart to pagoPA Checkout.
    PostCart,
    /// Note that a checkout waited long enough.
    CheckoutDeadline,
    /// Book a receipt on its position, or park it.
    FileReceipt,
    /// Send one receipt to one address.
    MailReceipt,
    /// Tell pagoPA's central archive what may be paid.
    ArchivePosition,
    /// Note that the last due date of a position has passed.
    ExpirePosition,
    /// Send one mail of an account.
    MailAccount,
    /// Destroy the profile of an account whose time has come.
    EraseAccount,
    /// Send one answer of the help desk.
    MailSupport,
}

impl TodoKind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::PostCart,
        Self::CheckoutDeadline,
        Self::FileReceipt,
        Self::MailReceipt,
        Self::ArchivePosition,
        Self::ExpirePosition,
        Self::MailAccount,
        Self::EraseAccount,
        Self::MailSupport,
    ];

    /// The word as stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PostCart => "post_cart",
            Self::CheckoutDeadline => "checkout_deadline",
            Self::FileReceipt => "file_receipt",
            Self::MailReceipt => "mail_receipt",
            Self::ArchivePosition => "archive_position",
            Self::ExpirePosition => "expire_position",
            Self::MailAccount => "mail_account",
            Self::EraseAccount => "erase_account",
            Self::MailSupport => "mail_support",
        }
    }

    /// Whether doing it reaches somebody who notices it when it is done twice.
    #[must_use]
    pub const fn reaches_somebody(self) -> bool {
        match self {
            Self::PostCart | Self::MailReceipt | Self::MailAccount | Self::MailSupport => true,
            Self::CheckoutDeadline | Self::FileReceipt | Self::ArchivePosition | Self::ExpirePosition | Self::EraseAccount => {
                false
            }
        }
    }

    /// Whether doing it changes something that no event of ours takes back: something outside, or a key that is destroyed.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::ArchivePosition | Self::EraseAccount) || self.reaches_somebody()
    }

    /// Kind of the stream its to-dos come from.
    #[must_use]
    pub const fn stream_kind(self) -> StreamKind {
        match self {
            Self::PostCart | Self::CheckoutDeadline => StreamKind::Checkout,
            Self::FileReceipt | Self::MailReceipt => StreamKind::Receipt,
            Self::ArchivePosition | Self::ExpirePosition => StreamKind::DebtPosition,
            Self::MailAccount | Self::EraseAccount => StreamKind::Account,
            Self::MailSupport => StreamKind::SupportRequest,
        }
    }
}

/// Something that has to be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Todo {
    /// `<kind>/<key>`: the same work always has the same id, whoever folds it; the idempotency key of calls outside.
    pub id: String,
    /// What is to be done.
    pub kind: TodoKind,
    /// The creditor institution.
    pub ente: EnteCode,
    /// The stream it comes from, of the kind that [`TodoKind::stream_kind`] says.
    pub stream_id: String,
    /// Version of the stream that is wanted done.
    pub version: u64,
    /// Not before this moment.
    pub due_at: DateTime<Utc>,
    /// When it came up.
    pub opened_at: DateTime<Utc>,
    /// Log index of the event it came up with.
    pub opened_by: u64,
    /// The piece of work it belongs to.
    pub correlation_id: CorrelationId,
    /// Log index of the event that last changed it.
    pub as_of: u64,
}

impl Todo {
    /// What the to-do is about within its kind: a checkout, a receipt's stream, a `Message-ID`, a position.
    #[must_use]
    pub fn key(&self) -> &str {
        self.id.split_once('/').map_or(self.id.as_str(), |(_, key)| key)
    }
}
