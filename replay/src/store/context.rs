//! A stream loaded for a command: the state, its version, and where that knowledge came from.

use std::sync::Arc;

use cqrs_es::{Aggregate, AggregateContext};

/// Where a loaded state came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Remembered from the last command: another process may have moved on.
    Memory,
    /// Folded from the events just read.
    Database,
}

/// A loaded aggregate.
#[derive(Debug)]
pub struct Loaded<A> {
    pub(crate) aggregate_id: String,
    pub(crate) aggregate: A,
    pub(crate) version: usize,
    pub(crate) origin: Origin,
    pub(crate) epoch: u64,
}

impl<A: Aggregate> AggregateContext<A> for Loaded<A> {
    fn aggregate(&mut self) -> &mut A {
        &mut self.aggregate
    }
}

/// An aggregate as read-only edges see it.
#[derive(Debug)]
pub struct Snapshot<A> {
    /// The state after [`version`](Self::version) events.
    pub aggregate: Arc<A>,
    /// Number of events in the stream; 0 when it does not exist.
    pub version: usize,
}
