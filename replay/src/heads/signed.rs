//! One signed head, byte for byte as published.

use signed_note::{Note, Signature, Signer};
use tlog_tiles::Checkpoint;

use super::error::HeadError;
use super::key::{LogKey, Trusted};
use crate::tree::Hash;

/// A signed head. That it is signed by somebody trusted is known only after [`SignedHead::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHead {
    /// Leaves of the tree.
    pub size: u64,
    /// Root of the tree.
    pub root: Hash,
    origin: String,
    note: String,
}

impl SignedHead {
    /// Signs a head with all `keys`, which are of one log.
    pub(crate) fn sign(size: u64, root: Hash, keys: &[LogKey]) -> Result<Self, HeadError> {
        let origin = keys.first().map_or("", LogKey::origin);
        let malformed = |_| HeadError::Malformed("it cannot be written");
        let checkpoint = Checkpoint::new(origin, size, tlog_tiles::Hash(root), "");
        let checkpoint = checkpoint.map_err(|_| HeadError::Malformed("it cannot be written"))?;
        let mut note = Note::new(&checkpoint.to_bytes(), &[]).map_err(malformed)?;
        let signers: Vec<&dyn Signer> = keys.iter().map(|key| key as &dyn Signer).collect();
        note.add_sigs(&signers).map_err(malformed)?;
        let note = String::from_utf8(note.to_bytes()).map_err(|_| HeadError::Malformed("it is not UTF-8"))?;
        Ok(Self { size, root, origin: origin.to_owned(), note })
    }

    /// Reads a head; believes nothing.
    ///
    /// # Errors
    /// [`HeadError::Malformed`].
    pub fn parse(note: &str) -> Result<Self, HeadError> {
        let parsed = Note::from_bytes(note.as_bytes()).map_err(|_| HeadError::Malformed("no signed note"))?;
        let checkpoint = Checkpoint::from_bytes(parsed.text()).map_err(|_| HeadError::Malformed("no checkpoint"))?;
        let size = checkpoint.size();
        Ok(Self { size, root: checkpoint.hash().0, origin: checkpoint.origin().to_owned(), note: note.to_owned() })
    }

    /// The signed note, as published.
    #[must_use]
    pub fn note(&self) -> &str {
        &self.note
    }

    /// The log it is of.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Ids of the keys that (it says) signed it, as [`LogKey::id`] writes them, joined by plus signs.
    #[must_use]
    pub fn signers(&self) -> String {
        let (_, lines) = self.note.rsplit_once("\n\n").unwrap_or_default();
        let signatures = lines.lines().filter_map(|line| Signature::from_bytes(line.as_bytes()).ok());
        signatures.map(|signature| format!("{:08x}", signature.id())).collect::<Vec<_>>().join("+")
    }

    /// Checks that it is of the trusted log and signed by at least one trusted key, and that no trusted key's signature is wrong.
    ///
    /// # Errors
    /// [`HeadError::Unverified`].
    pub fn verify(&self, trusted: &Trusted) -> Result<(), HeadError> {
        let unverified = |why: String| HeadError::Unverified { size: self.size, why };
        if self.origin != trusted.origin() {
            return Err(unverified(format!("it is of the log {}", self.origin)));
        }
        let note = Note::from_bytes(self.note.as_bytes()).map_err(|error| unverified(error.to_string()))?;
        note.verify(trusted).map_err(|error| unverified(error.to_string()))?;
        Ok(())
    }
}
