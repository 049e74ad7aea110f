//! One session with a token, logged in, with the key found: what it can do, one call after the other.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::Mechanism;
use cryptoki::mechanism::aead::GcmParams;
use cryptoki::object::ObjectHandle;
use cryptoki::session::Session;
use cryptoki::types::Ulong;

use super::{Placed, WrappedAt, key_of, parts, text};
use crate::clock::random_bytes;
use crate::vault::envelope::SealError;
use crate::vault::keys::DataKey;

/// Bytes of the nonce, as AES-GCM wants it.
const NONCE_BYTES: usize = 12;
/// Bits of the tag.
const TAG_BITS: u64 = 128;

/// Why a piece of work ended.
#[derive(Debug)]
pub(super) enum Halt {
    /// What was given is not a wrapped key.
    Seal(SealError),
    /// The token said no: to the data, or because it is away.
    Token(Error),
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self::Token(error)
    }
}

impl From<SealError> for Halt {
    fn from(error: SealError) -> Self {
        Self::Seal(error)
    }
}

/// A session that may use the key.
pub(super) struct KeySession {
    pub(super) session: Session,
    pub(super) key: ObjectHandle,
    /// Which start of the library it belongs to.
    pub(super) started: u64,
}

impl KeySession {
    pub(super) fn wrap(&self, keys: &[Placed]) -> Result<Vec<Vec<u8>>, Halt> {
        keys.iter().map(|(place, key)| self.seal(place, &key.0)).collect()
    }

    pub(super) fn unwrap(&self, wrapped: &[WrappedAt]) -> Result<Vec<DataKey>, Halt> {
        wrapped.iter().map(|(place, wrapped)| self.open(place, wrapped)).collect()
    }

    /// Whether the key works here: then what does not open is wrong, not the token.
    pub(super) fn works(&self) -> bool {
        let key = DataKey(random_bytes());
        let sealed = self.seal("probe", &key.0);
        sealed.and_then(|sealed| self.open("probe", &sealed)).is_ok_and(|opened| opened.0 == key.0)
    }

    fn seal(&self, place: &str, plain: &[u8]) -> Result<Vec<u8>, Halt> {
        let mut nonce: [u8; NONCE_BYTES] = random_bytes();
        let data = {
            let mechanism = gcm(&mut nonce, place)?;
            self.session.encrypt(&mechanism, self.key, plain)?
        };
        // Some modules make the nonce themselves and write it over ours.
        Ok(text((STANDARD_NO_PAD.encode(nonce), STANDARD_NO_PAD.encode(data))))
    }

    fn open(&self, place: &str, wrapped: &[u8]) -> Result<DataKey, Halt> {
        let (nonce, data) = parts(wrapped)?;
        let decode = |text: &str| STANDARD_NO_PAD.decode(text).map_err(|_| SealError::Malformed);
        let mut nonce: [u8; NONCE_BYTES] = decode(nonce)?.try_into().map_err(|_| SealError::Malformed)?;
        let mechanism = gcm(&mut nonce, place)?;
        Ok(key_of(self.session.decrypt(&mechanism, self.key, &decode(data)?)?)?)
    }
}

fn gcm<'a>(nonce: &'a mut [u8], place: &'a str) -> Result<Mechanism<'a>, Error> {
    Ok(Mechanism::AesGcm(GcmParams::new(nonce, place.as_bytes(), Ulong::from(TAG_BITS))?))
}

/// Whether a login was refused for its PIN.
pub(super) const fn is_about_the_pin(error: &Error) -> bool {
    matches!(
        error,
        Error::Pkcs11(
            RvError::PinIncorrect | RvError::PinInvalid | RvError::PinLenRange | RvError::PinExpired | RvError::PinLocked,
            _
        )
    )
}
