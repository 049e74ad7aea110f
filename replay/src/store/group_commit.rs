//! The store for the hot path: appends of all kinds of aggregates share two writers, loads share one reader, recent state stays in memory.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::postgres::{PgConnectOptions, PgRow};
use tokio::sync::{Mutex, Notify, mpsc, oneshot};

use super::append::{StreamAppend, Waiting};
use super::error::{AppendError, LoadError};
use super::intake::{Intake, Returning};
use super::loader::{Loader, Wanted};
use super::writer::Writer;

/// How many appends, and how many loads, may wait; further callers wait before they queue.
const QUEUE_LIMIT: usize = 1024;
/// The most appends that share a statement and a commit.
const BATCH_LIMIT: usize = 64;
/// While one batch is on its way, the next one is.
const WRITERS: usize = 2;

/// The shared end of the writing and the reading tasks. The tasks end when the last clone is gone and everything queued is answered.
#[derive(Debug, Clone)]
pub struct GroupCommit {
    appends: mpsc::Sender<Waiting>,
    loads: mpsc::Sender<Wanted>,
    epoch: Arc<AtomicU64>,
}

impl GroupCommit {
    /// Starts the tasks on the current runtime; `options` points into the cell as the role `quietanza_app`. Connections are opened at
    /// the first use, and again after they break. `appended` is notified after each commit.
    #[must_use]
    pub fn start(options: &PgConnectOptions, appended: Arc<Notify>) -> Self {
        let (appends, append_queue) = mpsc::channel(QUEUE_LIMIT);
        let (loads, load_queue) = mpsc::channel(QUEUE_LIMIT);
        let epoch = Arc::new(AtomicU64::new(0));
        let returning = Returning::default();
        let intake = Arc::new(Mutex::new(Intake::new(append_queue, returning.clone(), BATCH_LIMIT)));
        for _ in 0..WRITERS {
            let writer = Writer::new(options.clone(), appended.clone(), epoch.clone(), returning.clone());
            tokio::spawn(writer.run(intake.clone()));
        }
        tokio::spawn(Loader::new(options.clone()).run(load_queue));
        Self { appends, loads, epoch }
    }

    /// Counts lost connections.
    pub(crate) fn epoch(&self) -> u64 {
        self.epoch.load(Ordering::Acquire)
    }

    pub(crate) async fn append(&self, append: StreamAppend) -> Result<(), AppendError> {
        let (reply, outcome) = oneshot::channel();
        let waiting = Waiting { append, reply };
        self.appends.send(waiting).await.map_err(|_| AppendError::Closed)?;
        outcome.await.unwrap_or(Err(AppendError::Closed))
    }

    pub(crate) async fn load(&self, aggregate_type: &'static str, aggregate_id: &str) -> Result<Vec<PgRow>, LoadError> {
        let (reply, rows) = oneshot::channel();
        let wanted = Wanted { aggregate_type, aggregate_id: aggregate_id.to_owned(), reply };
        self.loads.send(wanted).await.map_err(|_| LoadError::Closed)?;
        rows.await.unwrap_or(Err(LoadError::Closed))
    }
}
