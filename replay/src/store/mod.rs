//! Where events are written: two stores held to one contract, chosen by a setting, writing identical bytes.
//!
//! [`StoreKind::PostgresEs`] is postgres-es's own store, unmodified: the reference. [`StoreKind::GroupCommit`] is ours for the hot path. In
//! both the unique key (stream, sequence) is the only judge of conflicts.

mod append;
mod bulk;
mod columns;
mod context;
mod copy;
mod error;
mod event_store;
mod group_commit;
mod grouped;
mod intake;
mod loader;
mod recent;
mod session;
mod statement;
mod stored_json;
mod write_side;
mod writer;

pub use bulk::{BulkError, BulkOutcome, NewStream, bulk_append};
pub use context::{Loaded, Origin, Snapshot};
pub use error::{AppendError, LoadError, is_unavailability};
pub use event_store::Store;
pub use group_commit::GroupCommit;
pub use grouped::GroupCommitStore;
pub use stored_json::{Unstorable, stored_json, stored_map};
pub use write_side::{StoreKind, WriteSide};
