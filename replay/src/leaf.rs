//! The leaf hash: what was stored, byte for byte, reduced to 32 bytes that any auditor can compute again.
//!
//! SHA-256 in the form of RFC 6962, section 2.1: `SHA-256(0x00 || entry)`. The entry is canonical: numbers are big-endian 64-bit integers,
//! texts are their UTF-8 bytes preceded by their length in bytes as a big-endian 32-bit integer, in this order:
//!
//! | field | form |
//! | --- | --- |
//! | aggregate type | text |
//! | aggregate id | text |
//! | sequence | number |
//! | event type | text |
//! | event version | text |
//! | recorded at | number, microseconds since 1970-01-01T00:00:00Z |
//! | payload | text, the JSON as stored |
//! | metadata | text, the JSON as stored |

use sha2::{Digest, Sha256};

/// A leaf of the Merkle tree over the log.
pub type LeafHash = [u8; 32];

/// The stored fields a leaf covers.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Kind of stream.
    pub aggregate_type: &'a [u8],
    /// Stream.
    pub aggregate_id: &'a [u8],
    /// Place in the stream, from 1.
    pub sequence: i64,
    /// Name of the event.
    pub event_type: &'a [u8],
    /// Version of the event's shape.
    pub event_version: &'a [u8],
    /// When the database took it, microseconds since the Unix epoch.
    pub recorded_at_micros: i64,
    /// JSON text as stored.
    pub payload: &'a [u8],
    /// JSON text as stored.
    pub metadata: &'a [u8],
}

impl Entry<'_> {
    /// The leaf hash of these bytes.
    #[must_use]
    pub fn leaf_hash(&self) -> LeafHash {
        let mut hash = Sha256::new();
        hash.update([0u8]);
        text(&mut hash, self.aggregate_type);
        text(&mut hash, self.aggregate_id);
        hash.update(self.sequence.to_be_bytes());
        text(&mut hash, self.event_type);
        text(&mut hash, self.event_version);
        hash.update(self.recorded_at_micros.to_be_bytes());
        text(&mut hash, self.payload);
        text(&mut hash, self.metadata);
        hash.finalize().into()
    }
}

fn text(hash: &mut Sha256, bytes: &[u8]) {
    let length = u32::try_from(bytes.len()).expect("PostgreSQL keeps no value over 1 GB");
    hash.update(length.to_be_bytes());
    hash.update(bytes);
}
