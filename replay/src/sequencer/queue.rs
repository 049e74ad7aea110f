//! What is committed and not yet in the log.

use futures::TryStreamExt;
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row};

use crate::leaf::{Entry, LeafHash};
use crate::log::unix_micros;

/// New since the last look is what was in progress then, or has begun since; the positions of those transactions, in order.
const LOOK: &str = "
WITH waiting AS MATERIALIZED (
    SELECT transaction FROM event_queue
     WHERE transaction >= pg_snapshot_xmax($1::text::pg_snapshot)
        OR transaction = ANY(ARRAY(SELECT pg_snapshot_xip($1::text::pg_snapshot)))
)
SELECT pg_current_snapshot()::text,
       ARRAY(SELECT transaction::text FROM waiting),
       ARRAY(SELECT e.global_position FROM waiting JOIN events e ON e.tx_id = waiting.transaction
              ORDER BY e.global_position)";

/// The first look knows nothing: the whole queue, less what a sequencer that stopped half-way had placed already.
const FIRST_LOOK: &str = "
WITH waiting AS MATERIALIZED (
    SELECT transaction FROM event_queue
)
SELECT pg_current_snapshot()::text,
       ARRAY(SELECT transaction::text FROM waiting),
       ARRAY(SELECT e.global_position FROM waiting JOIN events e ON e.tx_id = waiting.transaction
               LEFT JOIN event_log l ON l.global_position = e.global_position
              WHERE l.global_position IS NULL ORDER BY e.global_position)";

/// Looked up one by one in the order asked for; the caller checks that order.
const ENTRIES: &str = "
SELECT e.global_position, e.sequence, e.recorded_at, e.aggregate_type, e.aggregate_id, e.event_type, e.event_version, e.payload, e.metadata
  FROM unnest($1::bigint[]) AS wanted (global_position)
 CROSS JOIN LATERAL (SELECT * FROM events WHERE events.global_position = wanted.global_position OFFSET 0) AS e";

/// The snapshot of a look: everything it could see has been dealt with.
#[derive(Debug, Clone)]
pub(crate) struct Seen(Option<String>);

impl Seen {
    /// Where a sequencer starts that knows nothing: everything queued is looked at, and part of it may be in the log already.
    pub(crate) const NOTHING: Self = Self(None);
}

/// Committed events waiting for a place.
#[derive(Debug)]
pub(crate) struct Waiting {
    /// The transactions that brought them.
    pub(crate) transactions: Vec<String>,
    /// Their positions, in order.
    pub(crate) positions: Vec<i64>,
    /// What to start from next time, once these are dealt with.
    pub(crate) seen: Seen,
}

pub(crate) async fn look(connection: &mut PgConnection, seen: &Seen) -> Result<Waiting, sqlx::Error> {
    let query = match &seen.0 {
        Some(snapshot) => sqlx::query(LOOK).bind(snapshot),
        None => sqlx::query(FIRST_LOOK),
    };
    let row = query.fetch_one(connection).await?;
    Ok(Waiting { seen: Seen(Some(row.try_get(0)?)), transactions: row.try_get(1)?, positions: row.try_get(2)? })
}

/// The leaf hashes of the events at `positions`, in that order; `None` when one of them has no event.
pub(crate) async fn leaf_hashes(connection: &mut PgConnection, positions: &[i64]) -> Result<Option<Vec<LeafHash>>, sqlx::Error> {
    let mut rows = sqlx::query(ENTRIES).bind(positions).fetch(connection);
    let mut hashes = Vec::with_capacity(positions.len());
    while let Some(row) = rows.try_next().await? {
        let position: i64 = row.try_get(0)?;
        if positions.get(hashes.len()) != Some(&position) {
            return Ok(None);
        }
        hashes.push(leaf_hash(&row)?);
    }
    Ok((hashes.len() == positions.len()).then_some(hashes))
}

fn leaf_hash(row: &PgRow) -> Result<LeafHash, sqlx::Error> {
    let entry = Entry {
        sequence: row.try_get(1)?,
        recorded_at_micros: micros(bytes(row, 2)?)?,
        aggregate_type: bytes(row, 3)?,
        aggregate_id: bytes(row, 4)?,
        event_type: bytes(row, 5)?,
        event_version: bytes(row, 6)?,
        payload: bytes(row, 7)?,
        metadata: bytes(row, 8)?,
    };
    Ok(entry.leaf_hash())
}

fn bytes(row: &PgRow, column: usize) -> Result<&[u8], sqlx::Error> {
    row.try_get_raw(column)?.as_bytes().map_err(sqlx::Error::Decode)
}

fn micros(stored: &[u8]) -> Result<i64, sqlx::Error> {
    unix_micros(stored).ok_or_else(|| sqlx::Error::Decode("a timestamp of 8 bytes".into()))
}
