//! Streams put aside because one of their events could not be folded: listed, shown as stale, and folded again once the cause is mended.

use chrono::{DateTime, Utc};
use sqlx::postgres::PgRow;
use sqlx::{PgPool, Row};

use crate::query::{Result, log_index};
use crate::view::ViewName;

const PARKED: &str = "SELECT * FROM dead_letter WHERE reader = $1 ORDER BY since, aggregate_type, aggregate_id LIMIT 1000";
const STALE_SINCE: &str = "SELECT since FROM dead_letter WHERE reader = $1 AND aggregate_type = $2 AND aggregate_id = $3";

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
