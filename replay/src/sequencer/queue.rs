//! What is committed and not yet in the log.

use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row};

use crate::leaf::{Entry, LeafHash};
use crate::log::unix_micros;

/// Positions taken from the queue at one look: 16 bytes each.
const LOOK_LIMIT: i64 = 100_000;

/// New since the last look is what was in progress then, or has begun since.
const LOOK: &str = "
SELECT pg_snapshot_xmax(now_visible)::text::bigint,
       ARRAY(SELECT in_progress::text::bigint FROM pg_snapshot_xip(now_visible) AS in_progress),
       transactions, positions
  FROM pg_current_snapshot() AS now_visible,
       (SELECT coalesce(array_agg(transaction ORDER BY global_position), '{}') AS transactions,
               coalesce(array_agg(global_position ORDER BY global_position), '{}') AS positions
          FROM (SELECT transaction, global_position FROM event_queue
                 WHERE transaction >= $1 OR transaction = ANY($2)
                 ORDER BY global_position LIMIT $3) AS oldest) AS waiting";

const ENTRIES: &str = "
SELECT e.aggregate_type, e.aggregate_id, e.sequence, e.event_type, e.event_version,
       e.recorded_at, e.payload, e.metadata
  FROM unnest($1::bigint[]) WITH ORDINALITY AS wanted (global_position, place)
 CROSS JOIN LATERAL (SELECT * FROM events WHERE events.global_position = wanted.global_position OFFSET 0) AS e
 ORDER BY wanted.place";

/// The snapshot of a look: everything it could see has been dealt with.
#[derive(Debug, Default, Clone)]
pub(crate) struct Seen {
    next_transaction: i64,
    in_progress: Vec<i64>,
}

/// Committed events waiting for a place, oldest position first.
#[derive(Debug)]
pub(crate) struct Waiting {
    pub(crate) transactions: Vec<i64>,
    pub(crate) positions: Vec<i64>,
    /// What to start from next time, once these are dealt with; `None` when the look did not reach the end.
    pub(crate) seen: Option<Seen>,
}

pub(crate) async fn look(connection: &mut PgConnection, seen: &Seen) -> Result<Waiting, sqlx::Error> {
    let row =
        sqlx::query(LOOK).bind(seen.next_transaction).bind(&seen.in_progress).bind(LOOK_LIMIT).fetch_one(connection).await?;
    let (transactions, positions): (Vec<i64>, Vec<i64>) = (row.try_get(2)?, row.try_get(3)?);
    let complete = i64::try_from(positions.len()).is_ok_and(|length| length < LOOK_LIMIT);
    let now = Seen { next_transaction: row.try_get(0)?, in_progress: row.try_get(1)? };
    Ok(Waiting { transactions, positions, seen: complete.then_some(now) })
}

/// The leaf hashes of the events at `positions`, in that order.
pub(crate) async fn leaf_hashes(connection: &mut PgConnection, positions: &[i64]) -> Result<Vec<LeafHash>, sqlx::Error> {
    let rows = sqlx::query(ENTRIES).bind(positions).fetch_all(connection).await?;
    rows.iter().map(leaf_hash).collect()
}

fn leaf_hash(row: &PgRow) -> Result<LeafHash, sqlx::Error> {
    let entry = Entry {
        aggregate_type: bytes(row, 0)?,
        aggregate_id: bytes(row, 1)?,
        sequence: row.try_get(2)?,
        event_type: bytes(row, 3)?,
        event_version: bytes(row, 4)?,
        recorded_at_micros: micros(bytes(row, 5)?)?,
        payload: bytes(row, 6)?,
        metadata: bytes(row, 7)?,
    };
    Ok(entry.leaf_hash())
}

fn bytes(row: &PgRow, column: usize) -> Result<&[u8], sqlx::Error> {
    row.try_get_raw(column)?.as_bytes().map_err(sqlx::Error::Decode)
}

fn micros(stored: &[u8]) -> Result<i64, sqlx::Error> {
    unix_micros(stored).ok_or_else(|| sqlx::Error::Decode("a timestamp of 8 bytes".into()))
}
