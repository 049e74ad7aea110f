//! The one task that writes: whatever waits when the database is ready for more goes out together, in one statement and one commit.
//!
//! A lone caller is sent at once; under load the commit of one batch is the time in which the next one gathers. Nobody is told "written"
//! before the commit, and nobody is left without an answer.

use std::mem;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sqlx::postgres::PgConnectOptions;
use tokio::sync::{Notify, mpsc};

use super::append::Waiting;
use super::columns::Columns;
use super::error::{AppendError, is_unavailability};
use super::session::{Session, answered};
use super::statement::{self, Won};

/// The most appends that share a statement.
const BATCH_LIMIT: usize = 512;
/// How long after the last arrival a batch waits for callers that were answered and may come back.
const LAST_CALL: Duration = Duration::from_micros(50);

#[derive(Debug)]
pub(crate) struct Writer {
    session: Session,
    columns: Columns,
    /// Told after each commit, so that the sequencer starts at once.
    appended: Arc<Notify>,
    /// Counts lost connections: what was remembered before one is not trusted after it.
    epoch: Arc<AtomicU64>,
}

impl Writer {
    pub(crate) fn new(options: PgConnectOptions, appended: Arc<Notify>, epoch: Arc<AtomicU64>) -> Self {
        // A row that another transaction holds must not keep all other streams waiting.
        let options = options.options([("lock_timeout", "2000")]);
        Self { session: Session::new(options), columns: Columns::default(), appended, epoch }
    }

    /// Writes until every sender is gone and the queue is empty.
    pub(crate) async fn run(mut self, mut queue: mpsc::Receiver<Waiting>) {
        let mut waiting = Vec::with_capacity(BATCH_LIMIT);
        let mut answered = 0;
        loop {
            if waiting.is_empty() && queue.recv_many(&mut waiting, BATCH_LIMIT).await == 0 {
                return;
            }
            gather(&mut queue, &mut waiting, answered).await;
            let batch = take_batch(&mut waiting);
            answered = batch.len();
            self.write(batch).await;
        }
    }

    async fn write(&mut self, batch: Vec<Waiting>) {
        metrics::histogram!("store_batch_appends").record(u32::try_from(batch.len()).unwrap_or(u32::MAX));
        match self.send(&batch).await {
            Ok(won) => {
                self.appended.notify_one();
                for waiting in batch {
                    let outcome = if won.includes(&waiting.append) { Ok(()) } else { Err(AppendError::Conflict) };
                    waiting.answer(outcome);
                }
            }
            Err(error) if is_unavailability(&error) => self.fail(batch, error),
            Err(_) if batch.len() > 1 => self.write_singly(batch).await,
            Err(error) => {
                let error = Arc::new(error);
                batch.into_iter().for_each(|one| one.answer(Err(AppendError::Refused(error.clone()))));
            }
        }
    }

    /// The database refused the batch for the sake of (at least) one append; nothing was written. Each now answers for itself.
    async fn write_singly(&mut self, batch: Vec<Waiting>) {
        for waiting in batch {
            Box::pin(self.write(vec![waiting])).await;
        }
    }

    async fn send(&mut self, batch: &[Waiting]) -> Result<Won, sqlx::Error> {
        let connection = self.session.open().await?;
        fail::fail_point!("store::before_append");
        let appends = batch.iter().map(|waiting| &waiting.append);
        let won = answered(statement::append(connection, &mut self.columns, appends)).await?;
        fail::fail_point!("store::after_append");
        Ok(won)
    }

    /// The connection broke: whether the batch was committed is unknown, and so is everything remembered.
    fn fail(&mut self, batch: Vec<Waiting>, error: sqlx::Error) {
        tracing::warn!(error = %error, appends = batch.len(), "the event writer lost its connection");
        self.session.lose();
        self.epoch.fetch_add(1, Ordering::Release);
        let error = Arc::new(error);
        for waiting in batch {
            waiting.answer(Err(AppendError::Unavailable(error.clone())));
        }
    }
}

/// Takes what else waits. Callers just answered are about to send their next append: as long as they keep coming, up to as many as were
/// answered last, the batch waits for them. A lone caller never waits.
async fn gather(queue: &mut mpsc::Receiver<Waiting>, waiting: &mut Vec<Waiting>, answered: usize) {
    let mut last_arrival = Instant::now();
    loop {
        let before = waiting.len();
        while waiting.len() < BATCH_LIMIT
            && let Ok(next) = queue.try_recv()
        {
            waiting.push(next);
        }
        if waiting.len() >= answered.min(BATCH_LIMIT) {
            return;
        }
        if waiting.len() > before {
            last_arrival = Instant::now();
        } else if last_arrival.elapsed() > LAST_CALL {
            return;
        }
        tokio::task::yield_now().await;
    }
}

/// Takes one append of each stream, in writing order; further appends of the same stream stay for the next batch.
fn take_batch(waiting: &mut Vec<Waiting>) -> Vec<Waiting> {
    waiting.sort_by(|a, b| a.append.order(&b.append));
    let mut batch: Vec<Waiting> = Vec::with_capacity(waiting.len());
    for next in mem::take(waiting) {
        match batch.last() {
            Some(last) if last.append.same_stream(&next.append) => waiting.push(next),
            _ => batch.push(next),
        }
    }
    batch
}
