//! The one task that reads streams for commands: concurrent loads share one statement, like appends do.

use std::sync::Arc;

use sqlx::postgres::{PgConnectOptions, PgRow};
use sqlx::{PgConnection, Row};
use tokio::sync::{mpsc, oneshot};

use super::error::LoadError;
use super::session::{Session, answered};

/// The most streams read by one statement.
const BATCH_LIMIT: usize = 128;

const LOAD: &str = "
SELECT wanted.place, e.sequence, e.payload, e.metadata
  FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS wanted (aggregate_type, aggregate_id, place)
 CROSS JOIN LATERAL (
    SELECT sequence, payload, metadata FROM events
     WHERE events.aggregate_type = wanted.aggregate_type AND events.aggregate_id = wanted.aggregate_id
     ORDER BY sequence
) e
 ORDER BY wanted.place, e.sequence";

/// A lone stream, the usual load of a quiet hour.
const LOAD_ONE: &str = "
SELECT 1::bigint, sequence, payload, metadata FROM events WHERE aggregate_type = $1 AND aggregate_id = $2 ORDER BY sequence";

/// Columns of a loaded row, by position.
pub(crate) const SEQUENCE: usize = 1;
pub(crate) const PAYLOAD: usize = 2;
pub(crate) const METADATA: usize = 3;

/// A stream somebody waits for.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub(crate) aggregate_type: &'static str,
    pub(crate) aggregate_id: String,
    pub(crate) reply: oneshot::Sender<Result<Vec<PgRow>, LoadError>>,
}

#[derive(Debug)]
pub(crate) struct Loader {
    session: Session,
}

impl Loader {
    pub(crate) fn new(options: PgConnectOptions) -> Self {
        // Streams are found by their key whatever the statistics say.
        let options =
            options.options([("enable_seqscan", "off"), ("enable_bitmapscan", "off"), ("plan_cache_mode", "force_generic_plan")]);
        Self { session: Session::new(options) }
    }

    /// Reads until every sender is gone.
    pub(crate) async fn run(mut self, mut queue: mpsc::Receiver<Wanted>) {
        let mut wanted = Vec::with_capacity(BATCH_LIMIT);
        while queue.recv_many(&mut wanted, BATCH_LIMIT).await > 0 {
            let batch = std::mem::take(&mut wanted);
            match self.load(&batch).await {
                Ok(streams) => {
                    for (one, rows) in batch.into_iter().zip(streams) {
                        let _ = one.reply.send(Ok(rows));
                    }
                }
                Err(error) => self.fail(batch, error),
            }
        }
    }

    async fn load(&mut self, batch: &[Wanted]) -> Result<Vec<Vec<PgRow>>, sqlx::Error> {
        let connection = self.session.open().await?;
        answered(load(connection, batch)).await
    }

    fn fail(&mut self, batch: Vec<Wanted>, error: sqlx::Error) {
        tracing::warn!(error = %error, streams = batch.len(), "the stream loader lost its connection");
        self.session.lose();
        let error = Arc::new(error);
        for one in batch {
            let _ = one.reply.send(Err(LoadError::Unavailable(error.clone())));
        }
    }
}

async fn load(connection: &mut PgConnection, batch: &[Wanted]) -> Result<Vec<Vec<PgRow>>, sqlx::Error> {
    if let [one] = batch {
        let rows = sqlx::query(LOAD_ONE).bind(one.aggregate_type).bind(&one.aggregate_id);
        return Ok(vec![rows.fetch_all(connection).await?]);
    }
    let types: Vec<&str> = batch.iter().map(|one| one.aggregate_type).collect();
    let ids: Vec<&str> = batch.iter().map(|one| one.aggregate_id.as_str()).collect();
    let rows = sqlx::query(LOAD).bind(types).bind(ids).fetch_all(connection).await?;
    let mut streams: Vec<Vec<PgRow>> = batch.iter().map(|_| Vec::new()).collect();
    for row in rows {
        let place: i64 = row.try_get(0)?;
        let stream = usize::try_from(place - 1).ok().and_then(|place| streams.get_mut(place));
        stream.ok_or_else(|| sqlx::Error::Protocol("a stream nobody asked for".into()))?.push(row);
    }
    Ok(streams)
}
