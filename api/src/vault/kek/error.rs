//! Why a key-encryption key cannot be used, in words an administrator can act on.

use std::path::PathBuf;

use crate::vault::SealError;

/// Why keys could not be wrapped or unwrapped. The first word is the setting.
#[derive(Debug, thiserror::Error)]
pub enum KekError {
    /// What was to be opened does not open.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The library cannot be loaded or started.
    #[error("{setting}.module: {module} cannot be used: {why}")]
    Module {
        /// The setting.
        setting: &'static str,
        /// The library.
        module: PathBuf,
        /// What it said.
        why: String,
    },
    /// Not exactly one token has the label.
    #[error("{setting}.token: {found} tokens are called \"{label}\"; there must be one")]
    Token {
        /// The setting.
        setting: &'static str,
        /// The label.
        label: String,
        /// How many there are.
        found: usize,
    },
    /// Not exactly one key has the label.
    #[error(
        "{setting}.key: the token has {found} AES keys of 256 bits called \"{label}\"; there must be one (see `quietanza keys make`)"
    )]
    Key {
        /// The setting.
        setting: &'static str,
        /// The label.
        label: String,
        /// How many there are.
        found: usize,
    },
    /// The key may leave the token: it could be copied.
    #[error("{setting}.key: the key may be taken out of its token (CKA_EXTRACTABLE); use one that cannot")]
    Extractable {
        /// The setting.
        setting: &'static str,
    },
    /// The token refused the PIN; it is not tried again, so that the token is not locked.
    #[error("{setting}.pin_file: the token refuses the PIN ({why}); it is not tried again until the next start")]
    Pin {
        /// The setting.
        setting: &'static str,
        /// What it said.
        why: String,
    },
    /// The token does not answer, or answers that it cannot.
    #[error("{setting}: the token does not answer: {why}")]
    Away {
        /// The setting.
        setting: &'static str,
        /// What happened.
        why: String,
    },
}

impl KekError {
    /// Whether it may pass by itself, as a token that is plugged in again.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        matches!(self, Self::Away { .. })
    }
}
