//! How far a reader has come: moved by compare-and-set inside the transaction of the reader's own rows, so that each event is applied
//! exactly once even when two copies of a reader run.

use sqlx::PgConnection;

const LOAD: &str = "SELECT next_index FROM checkpoint WHERE reader = $1";
const START: &str = "INSERT INTO checkpoint (reader, next_index) VALUES ($1, $2) ON CONFLICT (reader) DO NOTHING";
const ADVANCE: &str = "
UPDATE checkpoint SET next_index = $3, updated_at = clock_timestamp()
 WHERE reader = $1 AND next_index = $2";

/// Why a checkpoint did not move.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// Somebody else moved it: roll back and read it again.
    #[error("reader {reader} is no longer at {expected}: another copy of it moved on")]
    Lost {
        /// The reader.
        reader: String,
        /// Where this copy believed it to be.
        expected: u64,
    },
    /// The database failed.
    #[error("moving the checkpoint of {reader}")]
    Database {
        /// The reader.
        reader: String,
        /// What the database said.
        #[source]
        source: sqlx::Error,
    },
}

/// The first index `reader` has not applied; 0 for one that never ran.
///
/// # Errors
/// What the database said.
pub async fn load(connection: &mut PgConnection, reader: &str) -> Result<u64, sqlx::Error> {
    let next: Option<i64> = sqlx::query_scalar(LOAD).bind(reader).fetch_optional(connection).await?;
    Ok(next.map_or(0, i64::unsigned_abs))
}

/// Moves `reader` from `expected_next` to `new_next` in the caller's transaction.
///
/// # Errors
/// [`CheckpointError::Lost`] when another copy moved it: the caller must roll back.
pub async fn advance_in_tx(
    tx: &mut PgConnection,
    reader: &str,
    expected_next: u64,
    new_next: u64,
) -> Result<(), CheckpointError> {
    let database = |source| CheckpointError::Database { reader: reader.to_owned(), source };
    if expected_next == 0 {
        sqlx::query(START).bind(reader).bind(0_i64).execute(&mut *tx).await.map_err(database)?;
    }
    let moved = sqlx::query(ADVANCE)
        .bind(reader)
        .bind(signed(expected_next))
        .bind(signed(new_next))
        .execute(tx)
        .await
        .map_err(database)?
        .rows_affected();
    if moved == 1 { Ok(()) } else { Err(CheckpointError::Lost { reader: reader.to_owned(), expected: expected_next }) }
}

/// Shows how many events `reader` is behind as the gauge `log_reader_lag_events`.
pub fn report_lag(reader: &str, next_index: u64, head: u64) {
    let behind = u32::try_from(head.saturating_sub(next_index)).unwrap_or(u32::MAX);
    metrics::gauge!("log_reader_lag_events", "reader" => reader.to_owned()).set(behind);
}

fn signed(index: u64) -> i64 {
    i64::try_from(index).expect("a log index fits PostgreSQL's bigint")
}
