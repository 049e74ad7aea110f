//! What workers do with to-dos: take, put back, put aside. Closing is not among it: only an event closes a to-do.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{PgPool, Row};

use super::queries::todo;
use super::row::{Todo, TodoKind};
use crate::query::Result;

/// Each kind by its own index, oldest readiness first; what others hold is passed over.
pub(crate) const CLAIM: &str = "
WITH ready AS (
    SELECT t.todo_id
      FROM unnest($1::text[]) AS wanted (kind)
     CROSS JOIN LATERAL (
        SELECT todo_id FROM todo_v1
         WHERE kind = wanted.kind AND NOT parked AND ready_at <= $2
         ORDER BY ready_at, todo_id LIMIT $4
           FOR UPDATE SKIP LOCKED) AS t
     LIMIT $4
)
UPDATE todo_v1
   SET attempts = attempts + 1, lease_generation = lease_generation + 1, leased_until = $3
  FROM ready WHERE todo_v1.todo_id = ready.todo_id
RETURNING todo_v1.*";

const POSTPONE: &str = "
UPDATE todo_v1 SET leased_until = $3, last_error = coalesce($4, last_error)
 WHERE todo_id = $1 AND lease_generation = $2";
const PARK: &str = "
UPDATE todo_v1 SET parked = true, last_error = $3, leased_until = NULL
 WHERE todo_id = $1 AND lease_generation = $2";
const RESUME: &str = "
UPDATE todo_v1 SET parked = false, leased_until = NULL, attempts = 0
 WHERE todo_id = $1 AND parked";
pub(crate) const NEXT_DUE: &str = "
SELECT min(first.ready_at)
  FROM unnest($1::text[]) AS wanted (kind)
 CROSS JOIN LATERAL (
    SELECT ready_at FROM todo_v1 WHERE kind = wanted.kind AND NOT parked ORDER BY ready_at LIMIT 1) AS first";

/// Number of times a to-do was claimed: the fencing token of a lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Generation(i64);

/// A to-do in the hands of a worker until its lease ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// What is to be done.
    pub todo: Todo,
    /// Proves that the lease is still ours.
    pub generation: Generation,
    /// The how-manieth attempt this is, from 1.
    pub attempt: u32,
    /// What went wrong last time.
    pub last_error: Option<String>,
}

/// Takes up to `limit` to-dos of these kinds that are ready at `now`, for as long as `lease`. A worker that dies lets its lease lapse, and
/// somebody else takes the to-do with a higher generation.
///
/// # Errors
/// When the database fails.
pub async fn claim(pool: &PgPool, kinds: &[TodoKind], now: DateTime<Utc>, lease: TimeDelta, limit: u32) -> Result<Vec<Claimed>> {
    let until = now.checked_add_signed(lease).unwrap_or(now);
    let rows = sqlx::query(CLAIM).bind(words(kinds)).bind(now).bind(until).bind(i64::from(limit)).fetch_all(pool).await?;
    let claimed = rows.iter().map(|row| {
        Ok(Claimed {
            todo: todo(row)?,
            generation: Generation(row.try_get("lease_generation")?),
            attempt: row.try_get::<i32, _>("attempts")?.unsigned_abs(),
            last_error: row.try_get("last_error")?,
        })
    });
    Ok(claimed.collect::<std::result::Result<_, sqlx::Error>>()?)
}

/// Puts a to-do back until a later moment (see [`retry_after`](super::retry_after)), with what went wrong, in words without personal data.
/// Answers whether the lease was still ours; if not, nothing happened.
///
/// # Errors
/// When the database fails.
pub async fn postpone(
    pool: &PgPool,
    todo_id: &str,
    generation: Generation,
    until: DateTime<Utc>,
    error: Option<&str>,
) -> Result<bool> {
    let done = sqlx::query(POSTPONE).bind(todo_id).bind(generation.0).bind(until).bind(error).execute(pool).await?;
    Ok(done.rows_affected() == 1)
}

/// Puts a to-do aside for an operator, with the reason, in words without personal data. Answers whether the lease was still ours; if not,
/// nothing happened.
///
/// # Errors
/// When the database fails.
pub async fn park(pool: &PgPool, todo_id: &str, generation: Generation, reason: &str) -> Result<bool> {
    let done = sqlx::query(PARK).bind(todo_id).bind(generation.0).bind(reason).execute(pool).await?;
    Ok(done.rows_affected() == 1)
}

/// Gives a parked to-do back to the workers. Answers whether it was parked.
///
/// # Errors
/// When the database fails.
pub async fn resume(pool: &PgPool, todo_id: &str) -> Result<bool> {
    let done = sqlx::query(RESUME).bind(todo_id).execute(pool).await?;
    Ok(done.rows_affected() == 1)
}

/// When the next to-do of these kinds is ready, so that a worker can sleep until then (or until the view moves).
///
/// # Errors
/// When the database fails.
pub async fn next_due(pool: &PgPool, kinds: &[TodoKind]) -> Result<Option<DateTime<Utc>>> {
    Ok(sqlx::query_scalar(NEXT_DUE).bind(words(kinds)).fetch_one(pool).await?)
}

fn words(kinds: &[TodoKind]) -> Vec<&'static str> {
    kinds.iter().map(|kind| kind.as_str()).collect()
}
