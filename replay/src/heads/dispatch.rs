//! Heads that somebody else holds. What is still to be sent is no list of its own: it follows from the heads signed and the heads taken.

use chrono::{DateTime, Utc};
use sqlx::{PgPool, Postgres, Transaction};

use super::error::HeadError;
use super::keep;
use super::signed::SignedHead;

/// Whoever sends to a destination holds this until it is noted: another process looks elsewhere.
const TURN: &str = "SELECT pg_try_advisory_xact_lock(hashtextextended('log_dispatch ' || $1, 0))";
const LAST: &str = "SELECT tree_size, taken_at FROM log_dispatch WHERE destination = $1 ORDER BY tree_size DESC LIMIT 1";
const NOTE: &str =
    "INSERT INTO log_dispatch (destination, tree_size, answer, taken_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
const COSIGNATURES: &str = "
SELECT answer FROM log_dispatch WHERE tree_size = $1 AND destination LIKE 'witness %' ORDER BY destination";

/// The last head a destination took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Its size.
    pub size: u64,
    /// When.
    pub at: DateTime<Utc>,
}

/// A head to be sent to one destination, by nobody else at the same time.
#[derive(Debug)]
pub struct Dispatch {
    /// The newest head; larger than what was taken before.
    pub head: SignedHead,
    /// What was taken before.
    pub before: Option<Taken>,
    destination: String,
    turn: Transaction<'static, Postgres>,
}

impl Dispatch {
    /// The head to send to `destination`; `None` when it has the newest, or while another process sends to it.
    ///
    /// # Errors
    /// When the database fails or the head cannot be read.
    pub async fn open(pool: &PgPool, destination: &str) -> Result<Option<Self>, HeadError> {
        let Some(head) = keep::latest(pool).await? else { return Ok(None) };
        if taken(pool, destination).await?.is_some_and(|before| before.size >= head.size) {
            return Ok(None);
        }
        let mut turn = pool.begin().await?;
        if !sqlx::query_scalar::<_, bool>(TURN).bind(destination).fetch_one(&mut *turn).await? {
            return Ok(None);
        }
        // Another process may have just sent it.
        let before = taken(&mut *turn, destination).await?;
        let open = before.is_none_or(|before| before.size < head.size);
        Ok(open.then(|| Self { head, before, destination: destination.to_owned(), turn }))
    }

    /// Notes that the head was taken, and what was answered.
    ///
    /// # Errors
    /// When the database fails: then it is sent once more.
    pub async fn taken(mut self, answer: &str, at: DateTime<Utc>) -> Result<(), sqlx::Error> {
        let query = sqlx::query(NOTE).bind(&self.destination).bind(self.head.size.cast_signed()).bind(answer).bind(at);
        query.execute(&mut *self.turn).await?;
        self.turn.commit().await
    }
}

async fn taken<'c>(executor: impl sqlx::PgExecutor<'c>, destination: &str) -> Result<Option<Taken>, sqlx::Error> {
    let last: Option<(i64, DateTime<Utc>)> = sqlx::query_as(LAST).bind(destination).fetch_optional(executor).await?;
    Ok(last.map(|(size, at)| Taken { size: size.unsigned_abs(), at }))
}

/// What witnesses said of the head of `size`: signature lines to be added to its note.
///
/// # Errors
/// When the database fails.
pub async fn cosignatures(pool: &PgPool, size: u64) -> Result<String, sqlx::Error> {
    let lines: Vec<String> = sqlx::query_scalar(COSIGNATURES).bind(size.cast_signed()).fetch_all(pool).await?;
    Ok(lines.concat())
}
