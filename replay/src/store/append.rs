//! The events of one command, encoded and on their way to the database.

use std::cmp::Ordering;

use cqrs_es::{Aggregate, DomainEvent};
use tokio::sync::oneshot;

use super::error::AppendError;
use super::stored_json::{Unstorable, stored_json};

/// One event as it will be stored.
#[derive(Debug, Clone)]
pub(crate) struct EncodedEvent {
    pub(crate) event_type: String,
    pub(crate) event_version: String,
    pub(crate) payload: Vec<u8>,
}

impl EncodedEvent {
    pub(crate) fn encode<A: Aggregate>(event: &A::Event) -> Result<Self, Unstorable> {
        Ok(Self { event_type: event.event_type(), event_version: event.event_version(), payload: stored_json(event)? })
    }
}

/// Consecutive events of one stream: all of them are written, or none.
#[derive(Debug)]
pub(crate) struct StreamAppend {
    pub(crate) aggregate_type: &'static str,
    pub(crate) aggregate_id: String,
    pub(crate) first_sequence: i64,
    pub(crate) events: Vec<EncodedEvent>,
    pub(crate) metadata: Vec<u8>,
}

impl StreamAppend {
    pub(crate) fn same_stream(&self, other: &Self) -> bool {
        self.order(other).is_eq()
    }

    /// The one order in which streams are written, in every process: two batches that touch the same streams wait for each other
    /// instead of deadlocking.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        self.aggregate_type.cmp(other.aggregate_type).then_with(|| self.aggregate_id.cmp(&other.aggregate_id))
    }
}

/// An append and who waits for it.
#[derive(Debug)]
pub(crate) struct Waiting {
    pub(crate) append: StreamAppend,
    pub(crate) reply: oneshot::Sender<Result<(), AppendError>>,
}

impl Waiting {
    pub(crate) fn answer(self, outcome: Result<(), AppendError>) {
        // A caller that went away needs no answer.
        let _ = self.reply.send(outcome);
    }
}
