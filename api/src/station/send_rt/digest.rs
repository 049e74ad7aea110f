//! When are two deliveries the same receipt? When every element says the same, whatever prefixes, white space, order of
//! attributes or escapes carried it, and whichever station of the creditor it came through.

use sha2::{Digest, Sha256};

use super::message::ReceiptMessage;

impl ReceiptMessage {
    /// SHA-256 (hex) of the receipt's content.
    ///
    /// # Panics
    /// Never: a receipt is texts and numbers, which always have a JSON form.
    #[must_use]
    pub fn digest(&self) -> String {
        let canonical = serde_json::to_vec(self).expect("texts and numbers have a JSON form");
        hex::encode(Sha256::digest(canonical))
    }
}
