//! Writing a stretch of the log.

use sqlx::PgConnection;

use crate::leaf::LeafHash;

const HEAD: &str = "SELECT coalesce(max(log_index) + 1, 0) FROM event_log";

/// Out of the queue and into the log in one statement and one commit; a second sequencer fails here on the unique keys. Other processes
/// hear of it at the commit.
const SEQUENCE: &str = "
WITH placed AS (
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bytea[])
        WITH ORDINALITY AS p (transaction, global_position, leaf_hash, place)
), logged AS (
    INSERT INTO event_log (log_index, global_position, leaf_hash)
    SELECT $4 + place - 1, global_position, leaf_hash FROM placed ORDER BY place
), dequeued AS (
    DELETE FROM event_queue USING placed
     WHERE event_queue.transaction = placed.transaction AND event_queue.global_position = placed.global_position
)
SELECT pg_notify($5, current_schema() || ':' || $6::text)";

/// A stretch of the log about to be written.
#[derive(Debug)]
pub(crate) struct Stretch<'a> {
    pub(crate) first_index: u64,
    pub(crate) transactions: &'a [i64],
    pub(crate) positions: &'a [i64],
    pub(crate) leaf_hashes: &'a [LeafHash],
}

/// The next index of the log as committed.
pub(crate) async fn head(connection: &mut PgConnection) -> Result<u64, sqlx::Error> {
    let next: i64 = sqlx::query_scalar(HEAD).fetch_one(connection).await?;
    Ok(next.unsigned_abs())
}

/// Writes the stretch and answers the new head.
pub(crate) async fn write(connection: &mut PgConnection, stretch: &Stretch<'_>) -> Result<u64, sqlx::Error> {
    let next_index = stretch.first_index + stretch.positions.len() as u64;
    let hashes: Vec<&[u8]> = stretch.leaf_hashes.iter().map(<[u8; 32]>::as_slice).collect();
    sqlx::query(SEQUENCE)
        .bind(stretch.transactions)
        .bind(stretch.positions)
        .bind(hashes)
        .bind(i64::try_from(stretch.first_index).expect("a log index fits PostgreSQL's bigint"))
        .bind(super::CHANNEL)
        .bind(next_index.to_string())
        .execute(connection)
        .await?;
    Ok(next_index)
}
