//! Streams put aside because one of their events could not be folded: listed, shown as stale, and folded again once the cause is mended.

use chrono::{DateTime, Utc};
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, PgPool, Row};

use crate::folding::{Held, Unfolded};
use crate::query::{Result, log_index};
use crate::stored::{big, column};
use crate::stream::{StreamKind, StreamName};
use crate::view::ViewName;

const PARKED: &str = "SELECT * FROM dead_letter WHERE reader = $1 ORDER BY since, aggregate_type, aggregate_id LIMIT 1000";
const STALE_SINCE: &str = "SELECT since FROM dead_letter WHERE reader = $1 AND aggregate_type = $2 AND aggregate_id = $3";
const HELD: &str = "
SELECT reader, aggregate_type, aggregate_id
  FROM unnest($2::text[], $3::text[]) AS stream (aggregate_type, aggregate_id)
  JOIN dead_letter USING (aggregate_type, aggregate_id)
 WHERE reader = ANY ($1)";
const PARK: &str = "
INSERT INTO dead_letter (reader, aggregate_type, aggregate_id, log_index, error)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[])
ON CONFLICT (reader, aggregate_type, aggregate_id)
DO UPDATE SET log_index = excluded.log_index, error = excluded.error, attempts = dead_letter.attempts + 1";
const NEXT_IN_LINE: &str = "
SELECT aggregate_type, aggregate_id, log_index FROM dead_letter
 WHERE reader = $1 AND (aggregate_type, aggregate_id) > ($2, $3)
 ORDER BY aggregate_type, aggregate_id LIMIT $4";
const RELEASE: &str = "DELETE FROM dead_letter WHERE reader = $1 AND aggregate_type = $2 AND aggregate_id = $3";

/// A stream put aside for one view: its rows are as they were before the event that could not be folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parked {
    /// Kind of the stream.
    pub stream_type: String,
    /// The stream.
    pub stream_id: String,
    /// The event that could not be folded.
    pub log_index: u64,
    /// Why.
    pub error: String,
    /// Since when its rows are stale.
    pub since: DateTime<Utc>,
    /// How often it was tried.
    pub attempts: u32,
}

/// The streams put aside for a view, longest first (at most 1,000).
///
/// # Errors
/// When the database fails.
pub async fn parked(pool: &PgPool, view: ViewName) -> Result<Vec<Parked>> {
    let rows = sqlx::query(PARKED).bind(view.as_str()).fetch_all(pool).await?;
    Ok(rows.iter().map(entry).collect::<std::result::Result<_, _>>()?)
}

/// Since when a view's rows of one stream are stale; none when they are not.
///
/// # Errors
/// When the database fails.
pub async fn stale_since(pool: &PgPool, view: ViewName, stream_type: &str, stream_id: &str) -> Result<Option<DateTime<Utc>>> {
    let query = sqlx::query_scalar(STALE_SINCE).bind(view.as_str()).bind(stream_type).bind(stream_id);
    Ok(query.fetch_optional(pool).await?)
}

fn entry(row: &PgRow) -> std::result::Result<Parked, sqlx::Error> {
    Ok(Parked {
        stream_type: row.try_get("aggregate_type")?,
        stream_id: row.try_get("aggregate_id")?,
        log_index: log_index(row, "log_index")?,
        error: row.try_get("error")?,
        since: row.try_get("since")?,
        attempts: row.try_get::<i32, _>("attempts")?.unsigned_abs(),
    })
}

/// Which of these streams are put aside for which of these views.
pub(crate) async fn held_in_tx(
    tx: &mut PgConnection,
    views: &[ViewName],
    streams: &[&StreamName],
) -> std::result::Result<Held, sqlx::Error> {
    let rows: Vec<(String, String, String)> = sqlx::query_as(HELD)
        .bind(column(views, |view| view.as_str()))
        .bind(column(streams, |stream| stream.kind.as_str()))
        .bind(column(streams, |stream| stream.id.as_str()))
        .fetch_all(tx)
        .await?;
    let mut held = Held::new();
    for (reader, kind, id) in rows {
        if let (Some(view), Some(kind)) = (ViewName::of(&reader), StreamKind::of(&kind)) {
            held.entry(StreamName { kind, id }).or_default().insert(view);
        }
    }
    Ok(held)
}

/// Puts streams aside.
pub(crate) async fn park_in_tx(tx: &mut PgConnection, unfolded: &[Unfolded]) -> std::result::Result<(), sqlx::Error> {
    if unfolded.is_empty() {
        return Ok(());
    }
    sqlx::query(PARK)
        .bind(column(unfolded, |one| one.view.as_str()))
        .bind(column(unfolded, |one| one.stream.kind.as_str()))
        .bind(column(unfolded, |one| one.stream.id.as_str()))
        .bind(column(unfolded, |one| big(one.log_index)))
        .bind(column(unfolded, |one| one.reason.as_str()))
        .execute(tx)
        .await?;
    Ok(())
}

/// Up to `limit` streams put aside for a view, behind the one named, with the event each stopped before.
pub(crate) async fn next_in_line(
    connection: &mut PgConnection,
    view: ViewName,
    after: Option<&StreamName>,
    limit: i64,
) -> std::result::Result<Vec<(StreamName, u64)>, sqlx::Error> {
    let rows: Vec<(String, String, i64)> = sqlx::query_as(NEXT_IN_LINE)
        .bind(view.as_str())
        .bind(after.map_or("", |stream| stream.kind.as_str()))
        .bind(after.map_or("", |stream| stream.id.as_str()))
        .bind(limit)
        .fetch_all(connection)
        .await?;
    let known = rows
        .into_iter()
        .filter_map(|(kind, id, index)| Some((StreamName { kind: StreamKind::of(&kind)?, id }, index.unsigned_abs())));
    Ok(known.collect())
}

/// A stream is followed again.
pub(crate) async fn release_in_tx(
    tx: &mut PgConnection,
    view: ViewName,
    stream: &StreamName,
) -> std::result::Result<(), sqlx::Error> {
    sqlx::query(RELEASE).bind(view.as_str()).bind(stream.kind.as_str()).bind(&stream.id).execute(tx).await?;
    Ok(())
}
