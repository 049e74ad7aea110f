//! Why a head was not signed, or is not believed.

use crate::tree::TreeError;

/// Why a head was not signed, or is not believed.
#[derive(Debug, thiserror::Error)]
pub enum HeadError {
    /// The name of the log cannot be used in a signed note.
    #[error("the origin {0:?} must not be empty, and hold no spaces and no plus sign")]
    Origin(String),
    /// The cell has been signing as another log.
    #[error("this log has been signed as {signed_as}, not as {origin}: a log keeps its origin for ever")]
    OtherOrigin {
        /// The origin of the keys recorded.
        signed_as: String,
        /// The origin of this key.
        origin: String,
    },
    /// The text is not the public key of a log.
    #[error("not a verifier key (<origin>+<key id>+<base64>): {0:?}")]
    NotAVerifier(String),
    /// The text is not a signed head, or not of this log.
    #[error("not a signed head: {0}")]
    Malformed(&'static str),
    /// No key that is trusted has signed it, or a signature is wrong.
    #[error("the head of size {size} is not signed by a trusted key: {why}")]
    Unverified {
        /// The size it claims.
        size: u64,
        /// Which signature is wrong or missing.
        why: String,
    },
    /// The log as stored does not continue what was signed before: it is not signed again, and somebody has to look.
    #[error("the stored log of size {size} does not continue the signed head of size {signed}")]
    Broken {
        /// Size of the last signed head.
        signed: u64,
        /// Size that was to be signed.
        size: u64,
    },
    /// The tree could not be read.
    #[error(transparent)]
    Tree(#[from] TreeError),
    /// The database failed.
    #[error("reading or keeping signed heads")]
    Database(#[from] sqlx::Error),
}
