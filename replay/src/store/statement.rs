//! The one statement that writes events, and what it answers.

use std::collections::HashSet;

use sqlx::{PgConnection, Row};

use super::append::StreamAppend;
use super::columns::Columns;

/// One event per append: the unique key (stream, sequence) tells which rows lost, and only that key does.
const APPEND_SINGLE: &str = "
INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::json[], $7::json[])
ON CONFLICT (aggregate_type, aggregate_id, sequence) DO NOTHING
RETURNING aggregate_type, aggregate_id";

/// Several events per append: the first row of each append decides, the others follow only where it won. Streams have no holes, so where
/// the first sequence number was free all later ones are.
const APPEND_SEVERAL: &str = "
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
    appends: impl ExactSizeIterator<Item = &'a StreamAppend>,
) -> Result<Won, sqlx::Error> {
    let expected = appends.len();
    let mut several = false;
    columns.clear();
    for append in appends {
        several |= append.events.len() > 1;
        columns.push(append);
    }
    let statement = if several { APPEND_SEVERAL } else { APPEND_SINGLE };
    let rows = sqlx::query_with(statement, columns.arguments(several)?).fetch_all(connection).await?;
    if rows.len() == expected {
        return Ok(Won::All);
    }
    let streams = rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?)));
    Ok(Won::Streams(streams.collect::<Result<_, sqlx::Error>>()?))
}
