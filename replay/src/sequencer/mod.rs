//! One order for everything: committed events get their place in the log, once, without holes, with their leaf hashes.
//!
//! Positions handed out at insert are not commit order, so the log is written by one sequencer per cell. An advisory lock decides who that is
//! (liveness); the unique keys of `event_log` make a second one harmless (safety). Readers are woken only after the commit.

mod follow;
mod lead;
mod queue;
mod write;

pub use follow::follow;
pub use lead::{Sequencer, SequencerError};

/// The channel on which the sequencer tells other processes that the log has grown. Cells in one database share it; the payload is
/// `schema:next_index`.
pub(crate) const CHANNEL: &str = "event_log";
