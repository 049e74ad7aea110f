//! Reading long stretches of the log: rebuilds, audits, exports.

use std::ops::Range;

use futures::TryStreamExt;
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, Executor, PgConnection};
use tokio::sync::mpsc;

use super::copy_out;
use super::error::LogError;
use super::event::LoggedEvent;

/// Events handed over at once.
const BATCH: usize = 512;
/// Batches read ahead of the consumer.
const AHEAD: usize = 4;

/// A stretch of the log on its way, read ahead by a task with a connection of its own; dropping it closes that connection.
#[derive(Debug)]
pub struct LogStream {
    batches: mpsc::Receiver<Result<Vec<LoggedEvent>, LogError>>,
}

impl LogStream {
    pub(crate) fn start(options: &PgConnectOptions, from: u64, to: u64) -> Self {
        Self::copy(options, copy_out::statement(from, to), Some(from..to))
    }

    /// What a COPY statement sends; `dense` are the indexes it must send, in order and without holes, where that is expected.
    pub(super) fn copy(options: &PgConnectOptions, statement: String, dense: Option<Range<u64>>) -> Self {
        let (sender, batches) = mpsc::channel(AHEAD);
        let options = options.clone();
        tokio::spawn(async move {
            if let Err(error) = pump(&options, &statement, dense, &sender).await {
                // A consumer that went away needs no error.
                let _ = sender.send(Err(error)).await;
            }
        });
        Self { batches }
    }

    /// The next events, in order; `None` after the last.
    ///
    /// # Errors
    /// [`LogError`]; nothing comes after an error.
    pub async fn next_batch(&mut self) -> Result<Option<Vec<LoggedEvent>>, LogError> {
        self.batches.recv().await.transpose()
    }
}

type Batches = mpsc::Sender<Result<Vec<LoggedEvent>, LogError>>;

async fn pump(options: &PgConnectOptions, statement: &str, dense: Option<Range<u64>>, batches: &Batches) -> Result<(), LogError> {
    let mut connection = PgConnection::connect_with(options).await?;
    connection.execute("SET statement_timeout = 0").await?;
    let mut rows = connection.copy_out_raw(statement).await?;
    let mut expected = dense.unwrap_or_default();
    let is_dense = !expected.is_empty();
    let mut last = expected.start.checked_sub(1);
    let mut batch = Vec::with_capacity(BATCH);
    let mut is_first = true;
    while let Some(message) = rows.try_next().await? {
        let parsed = copy_out::parse(message, is_first);
        is_first = false;
        let malformed = |what| LogError::Malformed { after: last, what };
        let Some(event) = parsed.map_err(malformed)? else {
            break;
        };
        if is_dense && expected.next() != Some(event.log_index) {
            return Err(LogError::Hole { index: last.map_or(0, |last| last + 1) });
        }
        last = Some(event.log_index);
        batch.push(event);
        if batch.len() == BATCH {
            let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
            if batches.send(Ok(full)).await.is_err() {
                return Ok(());
            }
        }
    }
    if !batch.is_empty() {
        let _ = batches.send(Ok(batch)).await;
    }
    expected.next().map_or(Ok(()), |index| Err(LogError::Hole { index }))
}
