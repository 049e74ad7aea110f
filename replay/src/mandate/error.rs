//! Why a mandate opens nothing.

use chrono::NaiveDate;

/// Why a mandate opens nothing.
#[derive(Debug, thiserror::Error)]
pub enum MandateError {
    /// The text is not the public key of a recipient.
    #[error("recipient: is not an age public key (age1…)")]
    Recipient,
    /// The identity does not belong to it.
    #[error("mandate: is not for this identity")]
    OtherIdentity,
    /// What is encrypted was changed, or is no age file.
    #[error("mandate: cannot be decrypted: altered, cut short, or no mandate")]
    Altered,
    /// What was decrypted is not a mandate this version knows.
    #[error("mandate: its format is not known to this version")]
    Format,
    /// No key of this log has signed it.
    #[error("mandate: is not signed by a key of this log: {0}")]
    Unsigned(String),
    /// It cannot be written.
    #[error("mandate: cannot be written: {0}")]
    Unwritable(String),
    /// Its last day is over.
    #[error("mandate: ended on {0}")]
    Ended(NaiveDate),
    /// It was taken back.
    #[error("mandate: was withdrawn")]
    Withdrawn,
    /// It was never granted here.
    #[error("mandate: was not granted in this cell")]
    Unknown,
}
