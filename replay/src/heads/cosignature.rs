//! What a witness says of a head: that it saw it, when, and that it continues everything it saw before (C2SP tlog-cosignature, `cosignature/v1`).

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature as Ed25519, VerifyingKey};
use signed_note::{Note, VerificationError, Verifier, Verifiers};

use super::error::HeadError;
use super::signed::SignedHead;

/// The algorithm's number in a key.
const COSIGNATURE: u8 = 4;
/// Seconds since the Unix epoch, before the signature.
const TIME: usize = 8;

/// The public key of a witness.
#[derive(Clone)]
pub struct WitnessKey {
    name: String,
    id: u32,
    key: VerifyingKey,
}

impl WitnessKey {
    /// Reads a key of the form `<name>+<key id>+<base64>`.
    ///
    /// # Errors
    /// [`HeadError::NotAVerifier`].
    pub fn parse(text: &str) -> Result<Self, HeadError> {
        let read = || {
            let (name, rest) = text.split_once('+')?;
            let (id, key) = rest.split_once('+')?;
            let bytes = STANDARD.decode(key).ok()?;
            let id = u32::from_str_radix(id, 16).ok().filter(|read| format!("{read:08x}") == id)?;
            let public = bytes.strip_prefix(&[COSIGNATURE])?.try_into().ok()?;
            let fits = signed_note::is_key_name_valid(name) && signed_note::key_id(name, &bytes) == id;
            fits.then_some(Self { name: name.to_owned(), id, key: VerifyingKey::from_bytes(public).ok()? })
        };
        read().ok_or_else(|| HeadError::NotAVerifier(text.to_owned()))
    }

    /// Checks that `lines` are signature lines, and that one is this witness's on `head`.
    ///
    /// # Errors
    /// [`HeadError::Malformed`]; [`HeadError::Unverified`].
    pub fn verify(&self, head: &SignedHead, lines: &str) -> Result<(), HeadError> {
        let whole = format!("{}{lines}", head.note());
        let note = Note::from_bytes(whole.as_bytes()).map_err(|_| HeadError::Malformed("the answer holds no signature lines"))?;
        let unverified = |error: signed_note::NoteError| HeadError::Unverified { size: head.size, why: error.to_string() };
        note.verify(self).map(drop).map_err(unverified)
    }
}

impl fmt::Debug for WitnessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WitnessKey({} {:08x})", self.name, self.id)
    }
}

impl Verifier for WitnessKey {
    fn name(&self) -> &str {
        &self.name
    }

    fn key_id(&self) -> u32 {
        self.id
    }

    fn verify(&self, text: &[u8], signature: &[u8]) -> bool {
        let Some((time, signature)) = signature.split_first_chunk::<TIME>() else { return false };
        let Ok(signature) = Ed25519::from_slice(signature) else { return false };
        let begin = format!("cosignature/v1\ntime {}\n", u64::from_be_bytes(*time));
        self.key.verify_strict(&[begin.as_bytes(), text].concat(), &signature).is_ok()
    }
}

impl Verifiers for WitnessKey {
    fn verifier(&self, name: &str, id: u32) -> Result<&dyn Verifier, VerificationError> {
        if (name, id) == (&self.name, self.id) {
            Ok(self)
        } else {
            Err(VerificationError::UnknownKey { name: name.to_owned(), id })
        }
    }
}
