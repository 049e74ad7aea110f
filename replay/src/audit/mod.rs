//! What an auditor does with the log, without trusting us: verify it, prove an event, carry a stretch of it away, ask what happened and how
//! things stood.
//!
//! Everything reads exactly the first `size` events of a signed head, and fails unless exactly that many came. There is no clock and no
//! randomness in it: the same log gives the same answers on any machine.

pub mod bundle;
mod database;
mod digest;
mod error;
mod fold;
mod keys;
pub mod lookup;
mod opening;
mod proof;
mod source;
mod subject;
mod timeline;
pub mod verify;

pub use bundle::BundledEvent;
pub use database::{Database, LogEntry};
pub use digest::{StreamDigest, Total, digests};
pub use error::{AuditError, Finding};
pub use fold::{Moment, StreamState, as_of, foldable};
pub use keys::Keys;
pub use opening::Opening;
pub use proof::{EventProof, Proved};
pub use source::{Search, Source};
pub use subject::Subject;
pub use timeline::{Entry, timeline, timeline_opened};
