//! The log stream by stream, never cutting one in two.

use replay::log::{LogError, LogStream, LoggedEvent};

use crate::runner::RawSlice;
use crate::stream::{StreamKind, StreamName};

/// Whole streams of one kind, in turn.
#[derive(Debug)]
pub(super) struct WholeStreams {
    kind: StreamKind,
    log: LogStream,
    /// The stream that was begun and may go on in the next events.
    begun: Option<RawSlice>,
    ended: bool,
}

impl WholeStreams {
    pub(super) fn new(kind: StreamKind, log: LogStream) -> Self {
        Self { kind, log, begun: None, ended: false }
    }

    /// The next streams, about `events` events of them, with the number of events; none at the end.
    pub(super) async fn next(&mut self, events: usize) -> Result<Option<(Vec<RawSlice>, u64)>, LogError> {
        let mut whole = Vec::new();
        let mut count = 0;
        while count < events && !self.ended {
            match self.log.next_batch().await? {
                Some(batch) => {
                    count += batch.len();
                    whole.extend(batch.into_iter().filter_map(|event| self.take(event)));
                }
                None => {
                    self.ended = true;
                    whole.extend(self.begun.take());
                }
            }
        }
        Ok((!whole.is_empty() || !self.ended).then_some((whole, count as u64)))
    }

    /// Adds an event; answers the stream before, when another one begins.
    fn take(&mut self, event: LoggedEvent) -> Option<RawSlice> {
        match &mut self.begun {
            Some(slice) if slice.stream.id == event.aggregate_id() => {
                slice.new.push(event);
                None
            }
            begun => {
                let stream = StreamName { kind: self.kind, id: event.aggregate_id().to_owned() };
                begun.replace(RawSlice { stream, earlier: Vec::new(), new: vec![event] })
            }
        }
    }
}
