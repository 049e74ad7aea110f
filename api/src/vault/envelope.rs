//! AEAD envelopes (ChaCha20-Poly1305): a fresh random nonce each, bound to where they stand.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::clock::random_bytes;

/// Why an envelope does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// It was sealed for another place, by another key, or was altered.
    #[error("an envelope does not open: altered, moved, or sealed by another key")]
    DoesNotOpen,
    /// It is not base64 of the right length.
    #[error("an envelope is malformed")]
    Malformed,
    /// The data is larger than the algorithm takes.
    #[error("the data to seal is too large")]
    TooLarge,
}

/// Seals bytes: (nonce, ciphertext and tag), both base64.
pub(super) fn seal(key: &[u8; 32], place: &str, plain: &[u8]) -> Result<(String, String), SealError> {
    let nonce: [u8; NONCE_LEN] = random_bytes();
    let mut data = plain.to_vec();
    aead(key)?
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(place.as_bytes()), &mut data)
        .map_err(|_| SealError::TooLarge)?;
    Ok((STANDARD_NO_PAD.encode(nonce), STANDARD_NO_PAD.encode(data)))
}

/// Opens what [`seal`] made for the same place.
pub(super) fn open(key: &[u8; 32], place: &str, nonce: &str, data: &str) -> Result<Vec<u8>, SealError> {
    let nonce = STANDARD_NO_PAD.decode(nonce).map_err(|_| SealError::Malformed)?;
    let nonce = Nonce::try_assume_unique_for_key(&nonce).map_err(|_| SealError::Malformed)?;
    let mut data = STANDARD_NO_PAD.decode(data).map_err(|_| SealError::Malformed)?;
    let length =
        aead(key)?.open_in_place(nonce, Aad::from(place.as_bytes()), &mut data).map_err(|_| SealError::DoesNotOpen)?.len();
    data.truncate(length);
    Ok(data)
}

fn aead(key: &[u8; 32]) -> Result<LessSafeKey, SealError> {
    UnboundKey::new(&CHACHA20_POLY1305, key).map(LessSafeKey::new).map_err(|_| SealError::Malformed)
}
