//! Where the next page begins, in a text that says nothing to its holder and is worth nothing to another viewer or in another list.

use std::fmt::Display;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use crate::links::{Purpose, Signer};

/// A list as one viewer sees it: a cursor of it works in no other.
#[derive(Clone, Debug)]
pub struct ListOf(String);

impl ListOf {
    /// The list `name`, narrowed to what `parts` say (viewer, ente, proofs, filter).
    #[must_use]
    pub fn new<'a>(name: &'a str, parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut hash = Sha256::new();
        for part in std::iter::once(name).chain(parts) {
            hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(part.as_bytes());
        }
        Self(hex::encode(&hash.finalize()[..16]))
    }

    /// The cursor of a place in this list.
    #[must_use]
    pub fn write(&self, signer: &Signer, place: &impl Display) -> String {
        signer.sign(Purpose::Cursor, &format!("{}{place}", self.0))
    }

    /// The place a cursor of this list stands for; nothing for any other text.
    #[must_use]
    pub fn read<P: FromStr>(&self, signer: &Signer, cursor: &str) -> Option<P> {
        let content = signer.open(Purpose::Cursor, cursor)?;
        content.strip_prefix(&self.0)?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d11_a_cursor_works_for_its_viewer_and_list_only() {
        let signer = Signer::new(&[7; 32]);
        let mine = ListOf::new("pending", ["77777777777", "me"]);
        let cursor = mine.write(&signer, &"2026-06-30~301000000000000000");
        assert_eq!(mine.read(&signer, &cursor), Some("2026-06-30~301000000000000000".to_owned()));
        for other in [ListOf::new("pending", ["77777777777", "you"]), ListOf::new("history", ["77777777777", "me"])] {
            assert_eq!(other.read::<String>(&signer, &cursor), None);
        }
        assert_eq!(mine.read::<String>(&signer, "2026-06-30~301000000000000000"), None);
    }
}
