//! Why a receipt may refuse.

use crate::ids::PositionId;

/// Refusals of the aggregate [`Receipt`](super::Receipt).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptRefusal {
    /// There is no such receipt.
    #[error("receipt: does not exist")]
    Absent,
    /// It is booked elsewhere.
    #[error("position: the receipt is filed to {0}")]
    FiledElsewhere(PositionId),
    /// It is not booked on a position: nobody can have proved to know it.
    #[error("receipt: is not filed")]
    NotFiled,
    /// No such mail was requested.
    #[error("messageId: no such mail of this receipt")]
    UnknownMail,
    /// The mail was accepted or given up.
    #[error("messageId: the mail is closed")]
    MailClosed,
}
