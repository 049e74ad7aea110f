//! Why an account may refuse.

use chrono::{DateTime, Utc};

/// Refusals of the aggregate [`Account`](super::Account).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccountRefusal {
    /// There is no such account.
    #[error("account: does not exist")]
    Absent,
    /// Its address was not proved yet.
    #[error("account: is not activated")]
    NotActivated,
    /// Its consent was revoked, or it is erased.
    #[error("account: is closed")]
    Closed,
    /// No other address waits to be proved.
    #[error("email: no change is under way")]
    NoEmailChange,
    /// It must not be erased yet.
    #[error("account: is not to be erased before {0}")]
    NotYet(DateTime<Utc>),
    /// It is not to be erased at all.
    #[error("account: is in use")]
    InUse,
    /// The office never verified the tax code.
    #[error("tax_code: was not verified by the office")]
    NotVerified,
    /// Somebody proved by an electronic identity that the tax code is theirs.
    #[error("tax_code: somebody proved by an electronic identity that it is theirs")]
    ClaimLost,
    /// No mail has this name.
    #[error("message_id: the account has no such mail")]
    UnknownMail,
    /// The mail was sent or given up already.
    #[error("message_id: the mail is closed")]
    MailClosed,
}
