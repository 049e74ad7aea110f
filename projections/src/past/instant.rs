//! Moments of the log: so many events, or everything up to a time.

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use crate::query::Result;

/// The log's order and the order of recorded times differ by as much as a transaction lasts: so many events are looked at one by one.
const DISORDER: i64 = 1_000;

const LENGTH: &str = "SELECT coalesce(max(log_index) + 1, 0) FROM event_log";
const RECORDED_AT: &str = "
SELECT e.recorded_at
  FROM (SELECT global_position FROM event_log WHERE log_index = $1) AS l
 CROSS JOIN LATERAL (SELECT recorded_at FROM events WHERE events.global_position = l.global_position OFFSET 0) AS e";
const FIRST_LATER: &str = "
SELECT min(l.log_index)
  FROM (SELECT log_index, global_position FROM event_log WHERE log_index >= $1 AND log_index < $2) AS l
 CROSS JOIN LATERAL (SELECT recorded_at FROM events WHERE events.global_position = l.global_position OFFSET 0) AS e
 WHERE e.recorded_at > $3";

/// A moment of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instant {
    /// The events with a smaller index had happened, the others had not.
    pub below: u64,
    /// What the clock said.
    pub at: DateTime<Utc>,
}

/// The moment at which the log had so many events; none when it never had.
///
/// # Errors
/// When the log cannot be read.
pub async fn at_index(pool: &PgPool, below: u64) -> Result<Option<Instant>> {
    let length: i64 = sqlx::query_scalar(LENGTH).fetch_one(pool).await?;
    let Some(below_signed) = i64::try_from(below).ok().filter(|below| *below <= length) else { return Ok(None) };
    let at = match below_signed.checked_sub(1).filter(|last| *last >= 0) {
        Some(last) => recorded_at(pool, last).await?,
        None => DateTime::UNIX_EPOCH,
    };
    Ok(Some(Instant { below, at }))
}

/// The moment just before the first event that was recorded later than `at`.
///
/// # Errors
/// When the log cannot be read.
pub async fn at_time(pool: &PgPool, at: DateTime<Utc>) -> Result<Instant> {
    let (mut below, mut above): (i64, i64) = (0, sqlx::query_scalar(LENGTH).fetch_one(pool).await?);
    while below < above {
        let middle = below + (above - below) / 2;
        if recorded_at(pool, middle).await? > at {
            above = middle;
        } else {
            below = middle + 1;
        }
    }
    let first: Option<i64> = sqlx::query_scalar(FIRST_LATER).bind(below - DISORDER).bind(below).bind(at).fetch_one(pool).await?;
    Ok(Instant { below: first.unwrap_or(below).unsigned_abs(), at })
}

async fn recorded_at(pool: &PgPool, index: i64) -> Result<DateTime<Utc>> {
    Ok(sqlx::query_scalar(RECORDED_AT).bind(index).fetch_one(pool).await?)
}
