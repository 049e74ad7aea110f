//! Writing a stretch of the log.

use sqlx::PgConnection;

use crate::leaf::LeafHash;
use crate::tree::{FullTile, TileColumns};

const HEAD: &str = "SELECT coalesce(max(log_index) + 1, 0) FROM event_log";

/// Into the log, into the tiles and out of the queue in one statement and one commit; a second sequencer fails here on the unique keys. Other
/// processes hear of it at the commit.
const SEQUENCE: &str = "
WITH logged AS (
    INSERT INTO event_log (log_index, global_position, leaf_hash)
    SELECT $1 + place - 1, global_position, leaf_hash
      FROM unnest($2::bigint[], $3::bytea[]) WITH ORDINALITY AS p (global_position, leaf_hash, place)
), tiled AS (
    INSERT INTO log_tile (level, tile_index, root, hashes)
    SELECT * FROM unnest($7::smallint[], $8::bigint[], $9::bytea[], $10::bytea[])
), dequeued AS (
    DELETE FROM event_queue WHERE transaction = ANY($4::text[]::xid8[])
)
SELECT pg_notify($5, current_schema() || ':' || $6::text)";

/// A stretch of the log about to be written.
#[derive(Debug)]
pub(crate) struct Stretch<'a> {
    pub(crate) first_index: u64,
    pub(crate) positions: &'a [i64],
    pub(crate) leaf_hashes: &'a [LeafHash],
    /// The tiles these leaves fill.
    pub(crate) filled: &'a [FullTile],
    /// Transactions whose last events these are.
    pub(crate) completed: &'a [String],
}

/// The next index of the log as committed.
pub(crate) async fn head(connection: &mut PgConnection) -> Result<u64, sqlx::Error> {
    let next: i64 = sqlx::query_scalar(HEAD).fetch_one(connection).await?;
    Ok(next.unsigned_abs())
}

/// Writes the stretch.
pub(crate) async fn write(connection: &mut PgConnection, stretch: &Stretch<'_>) -> Result<(), sqlx::Error> {
    let next_index = stretch.first_index + stretch.positions.len() as u64;
    let hashes: Vec<&[u8]> = stretch.leaf_hashes.iter().map(<[u8; 32]>::as_slice).collect();
    let tiles = TileColumns::of(stretch.filled);
    sqlx::query(SEQUENCE)
        .bind(stretch.first_index.cast_signed())
        .bind(stretch.positions)
        .bind(hashes)
        .bind(stretch.completed)
        .bind(super::CHANNEL)
        .bind(next_index.to_string())
        .bind(tiles.levels)
        .bind(tiles.indexes)
        .bind(tiles.roots)
        .bind(tiles.hashes)
        .execute(connection)
        .await?;
    Ok(())
}
