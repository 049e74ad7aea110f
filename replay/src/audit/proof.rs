//! The proof of one event: the event as stored, its path to the root, and the signed head. A page of text that checks anywhere, for ever.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::bundle::{BundledEvent, hash, hashes, hex_of};
use super::database::Database;
use super::error::{AuditError, Finding};
use super::keys::Keys;
use crate::heads::SignedHead;
use crate::leaf::LeafHash;

const FORMAT: &str = "quietanza/event-proof/1";
/// The event by which a receipt comes; its facts are repeated where people look for them.
const RECEIPT: &str = "ReceiptReceived";

/// A proof that an event was logged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventProof {
    format: String,
    /// What a receipt says, people sealed: the same as in the event's payload, and compared with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    facts: Option<Value>,
    event: BundledEvent,
    /// RFC 6962 audit path from the leaf upwards, hexadecimal.
    path: Vec<String>,
    /// The signed head, byte for byte.
    head: String,
    /// Public keys the log named as its own.
    keys: Vec<String>,
}

/// What a proof proves.
#[derive(Debug, Clone)]
pub struct Proved {
    /// The event.
    pub event: BundledEvent,
    /// The head it is under.
    pub head: SignedHead,
    /// The keys it was checked against.
    pub keys: Keys,
}

impl EventProof {
    /// The proof of the event at `index` under `head`, complete and checked.
    ///
    /// # Errors
    /// [`AuditError::Absent`] when the head is older than the event; a [`Finding`] when the log is not what was signed.
    pub async fn of(database: &Database, index: u64, head: &SignedHead) -> Result<Self, AuditError> {
        let path = database.tree.inclusion(index, head.size, &head.root).await?;
        let event = BundledEvent::of(&database.event(index).await?)?;
        let proof = Self {
            format: FORMAT.to_owned(),
            facts: facts(&event),
            event,
            path: path.iter().map(hex_of).collect(),
            head: head.note().to_owned(),
            keys: database.verifiers().await?,
        };
        proof.check(&[])?;
        Ok(proof)
    }

    /// Reads a proof; believes nothing. `None` when the text is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().filter(|proof: &Self| proof.format == FORMAT)
    }

    /// The proof as a page of text.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string_pretty(self).expect("texts and numbers are JSON") + "\n"
    }

    /// The leaf hash, as the proof gives it.
    #[must_use]
    pub fn leaf(&self) -> Option<LeafHash> {
        hash(&self.event.leaf)
    }

    /// Checks it against the keys `given`, or those it names itself.
    ///
    /// # Errors
    /// A [`Finding`].
    pub fn check(&self, given: &[String]) -> Result<Proved, AuditError> {
        let index = self.event.index;
        let keys = Keys::choose(given, &self.keys)?;
        let head = SignedHead::parse(&self.head)?;
        head.verify(keys.trusted())?;
        let leaf = self.event.checked_leaf()?;
        let path = hashes(&self.path).ok_or(Finding::Event { index, what: "its path cannot be read" })?;
        let path: Vec<tlog_tiles::Hash> = path.into_iter().map(tlog_tiles::Hash).collect();
        tlog_tiles::check_record(&path, head.size, tlog_tiles::Hash(head.root), index, tlog_tiles::Hash(leaf))
            .map_err(|_| Finding::Event { index, what: "its path does not lead to the signed head" })?;
        if self.facts != facts(&self.event) {
            return Err(Finding::Event { index, what: "the facts are not those of its payload" }.into());
        }
        Ok(Proved { event: self.event.clone(), head, keys })
    }
}

/// What the event says of a receipt, if it is one.
fn facts(event: &BundledEvent) -> Option<Value> {
    let mut payload: Value = serde_json::from_str(&event.payload).ok()?;
    Some(payload.get_mut(RECEIPT)?.get_mut("facts")?.take())
}
