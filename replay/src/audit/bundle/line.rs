//! The lines of a bundle.

use domain::ids::SubjectId;
use domain::personal::{PersonalClass, Sealed};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::audit::error::Finding;
use crate::leaf::{Entry, LeafHash};
use crate::log::{LoggedEvent, Texts};
use crate::mandate::{Granted, Opened};
use crate::tree::Hash;

/// The name of the format; another one is refused.
pub(super) const FORMAT: &str = "quietanza/audit-bundle/1";

/// A line of a bundle.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line {
    Bundle(Box<Header>),
    Schema(Schema),
    Event(BundledEvent),
    Head { note: String },
    Mandate(Box<Granted>),
    Opened(OpenedValue),
}

/// A value that was opened by the mandate named before; no signature covers it, whoever has the mandate can compare.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OpenedValue {
    /// The event, which stands before it.
    pub(super) index: u64,
    /// Where in its payload: a JSON pointer to what is sealed.
    pub(super) at: String,
    /// Whose it is.
    pub(super) person: SubjectId,
    /// By which of their keys it was sealed.
    pub(super) class: PersonalClass,
    /// What was sealed.
    pub(super) value: Value,
}

impl From<Opened> for OpenedValue {
    fn from(Opened { index, at, person, class, value, .. }: Opened) -> Self {
        Self { index, at, person, class, value }
    }
}

impl OpenedValue {
    /// Whether something of that person is sealed there.
    pub(super) fn stands_in(&self, event: &BundledEvent) -> bool {
        let payload: Option<Value> = serde_json::from_str(&event.payload).ok();
        let sealed = payload.as_ref().and_then(|payload| payload.pointer(&self.at)).map(Sealed::deserialize);
        let of = |sealed: Sealed| sealed.subject == self.person && sealed.class == self.class;
        event.index == self.index && sealed.and_then(Result::ok).is_some_and(of)
    }
}

/// What a bundle is.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    pub(super) format: String,
    /// First event.
    pub(super) from: u64,
    /// The event after the last.
    pub(super) to: u64,
    /// The signed head everything is tied to.
    pub(super) head: String,
    /// Public keys the log named as its own.
    pub(super) keys: Vec<String>,
    /// Roots of the complete subtrees before the first event, from left to right.
    pub(super) left: Vec<String>,
    /// Roots of the subtrees after the last event, from left to right.
    pub(super) right: Vec<String>,
}

/// The schema of one version of an event.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Schema {
    /// `<aggregate>/<event type>.v<version>`.
    pub(super) name: String,
    pub(super) schema: Value,
}

/// One event, every stored byte of it, and its leaf hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundledEvent {
    /// Place in the log.
    pub index: u64,
    /// Kind of stream.
    pub aggregate_type: String,
    /// Stream.
    pub aggregate_id: String,
    /// Place in the stream, from 1.
    pub sequence: u64,
    /// Name of the event.
    pub event_type: String,
    /// Version of the event's shape.
    pub event_version: String,
    /// When the database took it, microseconds since the Unix epoch.
    pub recorded_at_micros: i64,
    /// JSON text as stored.
    pub payload: String,
    /// JSON text as stored.
    pub metadata: String,
    /// RFC 6962 leaf hash, hexadecimal: given for comparison, always computed again.
    pub leaf: String,
}

impl BundledEvent {
    pub(in crate::audit) fn of(event: &LoggedEvent) -> Result<Self, Finding> {
        let text = |bytes: &[u8]| {
            let text = String::from_utf8(bytes.to_vec());
            text.map_err(|error| Finding::Unreadable { index: event.log_index, what: error.to_string() })
        };
        Ok(Self {
            index: event.log_index,
            aggregate_type: event.aggregate_type().to_owned(),
            aggregate_id: event.aggregate_id().to_owned(),
            sequence: event.sequence,
            event_type: event.event_type().to_owned(),
            event_version: event.event_version().to_owned(),
            recorded_at_micros: event.recorded_at_micros(),
            payload: text(event.payload())?,
            metadata: text(event.metadata())?,
            leaf: hex_of(&event.leaf_hash()),
        })
    }

    /// The leaf hash of these bytes, compared with the one given.
    pub(in crate::audit) fn checked_leaf(&self) -> Result<LeafHash, Finding> {
        let entry = Entry {
            aggregate_type: self.aggregate_type.as_bytes(),
            aggregate_id: self.aggregate_id.as_bytes(),
            sequence: self.sequence.cast_signed(),
            event_type: self.event_type.as_bytes(),
            event_version: self.event_version.as_bytes(),
            recorded_at_micros: self.recorded_at_micros,
            payload: self.payload.as_bytes(),
            metadata: self.metadata.as_bytes(),
        };
        let leaf = entry.leaf_hash();
        if hex_of(&leaf) == self.leaf {
            Ok(leaf)
        } else {
            Err(Finding::Event { index: self.index, what: "its bytes do not have the hash given beside them" })
        }
    }

    /// The event as readers of the log see it.
    pub(in crate::audit) fn into_logged(self) -> Result<LoggedEvent, Finding> {
        let unreadable = |what: String| Finding::Unreadable { index: self.index, what };
        let metadata: Value = serde_json::from_str(&self.metadata).map_err(|error| unreadable(error.to_string()))?;
        let texts = Texts {
            aggregate_type: &self.aggregate_type,
            aggregate_id: &self.aggregate_id,
            event_type: &self.event_type,
            event_version: &self.event_version,
            ente: metadata[crate::metadata::ENTE].as_str().unwrap_or_default(),
            payload: &self.payload,
            metadata: &self.metadata,
        };
        let event = LoggedEvent::of_texts(self.index, self.sequence, self.recorded_at_micros, &texts);
        event.map_err(|what| unreadable(what.to_owned()))
    }
}

/// A hash in hexadecimal.
pub(in crate::audit) fn hex_of(hash: &Hash) -> String {
    hex::encode(hash)
}

/// A hash from its one hexadecimal form.
pub(in crate::audit) fn hash(text: &str) -> Option<Hash> {
    let hash: Hash = hex::decode(text).ok()?.try_into().ok()?;
    (hex_of(&hash) == text).then_some(hash)
}

/// Hashes from their one hexadecimal form.
pub(in crate::audit) fn hashes(texts: &[String]) -> Option<Vec<Hash>> {
    texts.iter().map(|text| hash(text)).collect()
}
