//! The event store and the log: what was decided is kept for ever, in one order, and can be read again by anyone entitled to.
//!
//! ```text
//! command ─► store (grouped commits) ─► events ─► event_queue ─► sequencer ─► event_log ─► readers
//! ```
//!
//! [`store`] and [`command`] write, [`sequencer`] puts committed events into one dense order with their leaf hashes and grows the Merkle [`tree`]
//! over them, [`heads`] signs it, [`log`] and [`checkpoint`] read it without gaps, [`audit`] proves it and asks it questions; [`tool`] is the
//! auditor's program. What is sealed inside events ([`sealed`]) it opens by a [`mandate`] only. Everything runs inside one *cell*: a database
//! and a schema, named by the `search_path` of the connection.

pub mod audit;
pub mod checkpoint;
pub mod command;
pub mod head;
pub mod heads;
pub mod leaf;
pub mod log;
pub mod mandate;
pub mod metadata;
pub mod migrate;
pub mod pool;
pub mod sealed;
pub mod sequencer;
pub mod store;
pub mod tool;
pub mod tree;
