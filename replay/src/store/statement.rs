//! The one statement that writes events, and the one that tells who lost.

use std::collections::HashSet;

use sqlx::{PgConnection, Row};

use super::append::StreamAppend;
use super::columns::{self, Columns};

/// A lone event, the usual batch of a quiet hour.
const APPEND_ONE: &str = "
INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
VALUES ($1, $2, $3, $4, $5, $6, $7)";

/// The ordinary case: nobody lost, all rows go in. A row that was there already refuses them all.
const APPEND: &str = "
INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::json[], $7::json[])";

/// The first row of each append decides by the unique key (stream, sequence), and by nothing else; the others follow only where it won.
/// Streams have no holes, so where the first sequence number was free all later ones are.
const APPEND_WHAT_WINS: &str = "
WITH batch AS MATERIALIZED (
    SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::json[], $7::json[], $8::boolean[])
        WITH ORDINALITY AS b (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata, decides, place)
), won AS (
    INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
    SELECT aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata
      FROM batch WHERE decides ORDER BY place
    ON CONFLICT (aggregate_type, aggregate_id, sequence) DO NOTHING
    RETURNING aggregate_type, aggregate_id
), followed AS (
    INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
    SELECT aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata
      FROM batch JOIN won USING (aggregate_type, aggregate_id) WHERE NOT decides ORDER BY place
)
SELECT aggregate_type, aggregate_id FROM won";

/// The unique key that judges conflicts.
const STREAM_KEY: &str = "events_pkey";

/// Which appends of a batch were written.
#[derive(Debug)]
pub(crate) enum Won {
    /// All of them, the ordinary case.
    All,
    /// Only those of these streams (kind, id).
    Streams(HashSet<(String, String)>),
}

impl Won {
    pub(crate) fn includes(&self, append: &StreamAppend) -> bool {
        match self {
            Self::All => true,
            Self::Streams(streams) => streams.contains(&(append.aggregate_type.to_owned(), append.aggregate_id.clone())),
        }
    }
}

/// Writes `appends`, each wholly or not at all, in one statement and one commit. No stream may occur twice, and they come in
/// [`StreamAppend::order`].
pub(crate) async fn append<'a>(
    connection: &mut PgConnection,
    columns: &mut Columns,
    appends: impl Iterator<Item = &'a StreamAppend> + Clone,
) -> Result<Won, sqlx::Error> {
    columns.clear();
    appends.clone().for_each(|append| columns.push(append));
    match append_all(connection, columns, appends).await {
        Ok(()) => Ok(Won::All),
        Err(error) if lost(&error) => append_what_wins(connection, columns).await,
        Err(error) => Err(error),
    }
}

async fn append_all<'a>(
    connection: &mut PgConnection,
    columns: &Columns,
    mut appends: impl Iterator<Item = &'a StreamAppend>,
) -> Result<(), sqlx::Error> {
    let statement = match (appends.next(), columns.rows()) {
        (Some(append), 1) => sqlx::query_with(APPEND_ONE, columns::lone_row(append)?),
        _ => sqlx::query_with(APPEND, columns.arguments(false)?),
    };
    statement.execute(connection).await.map(drop)
}

/// As [`append`], knowing that some of these streams exist already.
pub(crate) async fn append_what_wins(connection: &mut PgConnection, columns: &Columns) -> Result<Won, sqlx::Error> {
    let rows = sqlx::query_with(APPEND_WHAT_WINS, columns.arguments(true)?).fetch_all(connection).await?;
    let streams = rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?)));
    Ok(Won::Streams(streams.collect::<Result<_, sqlx::Error>>()?))
}

/// Whether a row was there already. Any other unique violation is not about the stream's version, and no conflict.
pub(crate) fn lost(error: &sqlx::Error) -> bool {
    let database = error.as_database_error();
    database.is_some_and(|error| error.is_unique_violation() && error.constraint() == Some(STREAM_KEY))
}
