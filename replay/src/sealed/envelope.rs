//! AEAD envelopes (ChaCha20-Poly1305, RFC 8439), bound to where they stand.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use domain::ids::SubjectId;
use domain::personal::PersonalClass;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

/// Bytes of a nonce.
pub const NONCE: usize = NONCE_LEN;

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

/// Where an envelope inside an event stands; it opens nowhere else. `stream` is `type/id`.
#[must_use]
pub fn place(ente: &str, stream: &str, field: &str, subject: SubjectId, class: PersonalClass) -> String {
    format!("{ente}|{stream}|{field}|{subject}|{}", class.as_str())
}

/// Seals bytes with a nonce that was never used with this key: (nonce, ciphertext and tag), both base64.
///
/// # Errors
/// [`SealError::TooLarge`].
pub fn seal(key: &[u8; 32], nonce: [u8; NONCE], place: &str, plain: &[u8]) -> Result<(String, String), SealError> {
    let mut data = plain.to_vec();
    aead(key)?
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(place.as_bytes()), &mut data)
        .map_err(|_| SealError::TooLarge)?;
    Ok((STANDARD_NO_PAD.encode(nonce), STANDARD_NO_PAD.encode(data)))
}

/// Opens what [`seal`] made for the same place.
///
/// # Errors
/// [`SealError::DoesNotOpen`], [`SealError::Malformed`].
pub fn open(key: &[u8; 32], place: &str, nonce: &str, data: &str) -> Result<Vec<u8>, SealError> {
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
