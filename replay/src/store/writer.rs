//! A task that writes: whatever waits when it is free goes out together, in one statement and one commit.
//!
//! Two of them share one intake, so that the next batch is on its way while the one before commits. Nobody is told "written" before the
//! commit, and nobody is left without an answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::postgres::PgConnectOptions;
use tokio::sync::{Mutex, Notify};

use super::append::Waiting;
use super::columns::Columns;
use super::error::{AppendError, is_unavailability};
use super::intake::{Intake, Returning};
use super::session::{Session, answered};
use super::statement::{self, Won};

#[derive(Debug)]
pub(crate) struct Writer {
    session: Session,
    columns: Columns,
    /// Told after each commit, so that the sequencer starts at once.
    appended: Arc<Notify>,
    /// Counts lost connections: what was remembered before one is not trusted after it.
    epoch: Arc<AtomicU64>,
    returning: Returning,
}

impl Writer {
    pub(crate) fn new(options: PgConnectOptions, appended: Arc<Notify>, epoch: Arc<AtomicU64>, returning: Returning) -> Self {
        // A row that another transaction holds must not keep all other streams waiting.
        let options = options.options([("lock_timeout", "2000")]);
        Self { session: Session::new(options), columns: Columns::default(), appended, epoch, returning }
    }

    /// Writes until the intake is exhausted.
    pub(crate) async fn run(mut self, intake: Arc<Mutex<Intake>>) {
        loop {
            let batch = intake.lock().await.next_batch().await;
            match batch {
                Some(batch) => self.write(batch).await,
                None => return,
            }
        }
    }

    async fn write(&mut self, batch: Vec<Waiting>) {
        metrics::histogram!("store_batch_appends").record(u32::try_from(batch.len()).unwrap_or(u32::MAX));
        match self.send(&batch).await {
            Ok(won) => {
                self.appended.notify_one();
                self.returning.add(batch.len());
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
