//! Envelopes of the vault: as everywhere, with a fresh random nonce each.

pub(super) use replay::sealed::open;

pub use replay::sealed::SealError;

use crate::clock::random_bytes;

/// Seals bytes: (nonce, ciphertext and tag), both base64.
pub(super) fn seal(key: &[u8; 32], place: &str, plain: &[u8]) -> Result<(String, String), SealError> {
    replay::sealed::seal(key, random_bytes(), place, plain)
}
