//! Reading long stretches of the log: rebuilds, audits, exports.

use sqlx::postgres::PgConnectOptions;
use tokio::sync::mpsc;

use super::error::LogError;
use super::event::LoggedEvent;
use super::merge;

/// Events handed over at once.
const BATCH: usize = 512;
/// Batches read ahead of the consumer.
const AHEAD: usize = 4;

/// A stretch of the log on its way, read ahead by a task with connections of its own; dropping it closes them.
#[derive(Debug)]
pub struct LogStream {
    batches: mpsc::Receiver<Result<Vec<LoggedEvent>, LogError>>,
}

impl LogStream {
    /// The entries from `from` up to (not including) `to`, in order and without holes.
    pub(crate) fn start(options: &PgConnectOptions, from: u64, to: u64) -> Self {
        // Every row is found by its key, one after the other, whatever the statistics say.
        let options = options.clone().options([
            ("statement_timeout", "0"),
            ("enable_seqscan", "off"),
            ("enable_bitmapscan", "off"),
            ("enable_hashjoin", "off"),
            ("enable_mergejoin", "off"),
            ("max_parallel_workers_per_gather", "0"),
        ]);
        let (mut outlet, stream) = Outlet::from(from);
        tokio::spawn(async move {
            let end = merge::pump(&options, &mut outlet, to).await;
            outlet.finish(end).await;
        });
        stream
    }

    /// The events a COPY statement sends, as they come.
    pub(super) fn copy(options: &PgConnectOptions, statement: String) -> Self {
        let options = options.clone().options([("statement_timeout", "0")]);
        let (mut outlet, stream) = Outlet::from(0);
        tokio::spawn(async move {
            let end = merge::copy(&options, &statement, &mut outlet).await;
            outlet.finish(end).await;
        });
        stream
    }

    /// The next events, in order; `None` after the last.
    ///
    /// # Errors
    /// [`LogError`]; nothing comes after an error.
    pub async fn next_batch(&mut self) -> Result<Option<Vec<LoggedEvent>>, LogError> {
        self.batches.recv().await.transpose()
    }
}

/// Where the events of a stretch go, in order and without holes.
#[derive(Debug)]
pub(crate) struct Outlet {
    batches: mpsc::Sender<Result<Vec<LoggedEvent>, LogError>>,
    batch: Vec<LoggedEvent>,
    /// The index that comes next.
    pub(crate) next: u64,
}

impl Outlet {
    /// An outlet whose first index is `next`, and the stream it feeds.
    fn from(next: u64) -> (Self, LogStream) {
        let (sender, batches) = mpsc::channel(AHEAD);
        (Self { batches: sender, batch: Vec::with_capacity(BATCH), next }, LogStream { batches })
    }

    /// Passes on the event at the next index.
    pub(crate) async fn push_next(&mut self, event: LoggedEvent) -> Result<(), LogError> {
        if event.log_index != self.next {
            return Err(self.hole());
        }
        self.next += 1;
        self.push(event).await;
        Ok(())
    }

    /// Passes on an event, wherever it stands in the log.
    pub(crate) async fn push(&mut self, event: LoggedEvent) {
        self.batch.push(event);
        if self.batch.len() == BATCH {
            let full = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH));
            // A consumer that went away is noticed by `is_abandoned`.
            let _ = self.batches.send(Ok(full)).await;
        }
    }

    /// Whether nobody waits for more.
    pub(crate) fn is_abandoned(&self) -> bool {
        self.batches.is_closed()
    }

    pub(crate) fn hole(&self) -> LogError {
        LogError::Hole { index: self.next }
    }

    pub(crate) fn malformed(&self, what: &'static str) -> LogError {
        LogError::Malformed { after: self.next.checked_sub(1), what }
    }

    /// Passes on what is left, then the error if there was one. A consumer that went away needs neither.
    async fn finish(self, end: Result<(), LogError>) {
        if !self.batch.is_empty() {
            let _ = self.batches.send(Ok(self.batch)).await;
        }
        if let Err(error) = end {
            let _ = self.batches.send(Err(error)).await;
        }
    }
}
