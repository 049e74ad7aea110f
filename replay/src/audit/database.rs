//! The database of one cell, opened for reading only.

use sqlx::postgres::PgConnectOptions;
use sqlx::{Executor, PgPool};

use super::error::{AuditError, Finding};
use crate::heads::{self, SignedHead};
use crate::leaf::LeafHash;
use crate::log::{LogReader, LoggedEvent};
use crate::pool;
use crate::tree::Tree;

const CONNECTIONS: u32 = 4;

const ENTRY: &str = "
SELECT l.log_index, l.leaf_hash, e.recorded_at >= (SELECT min(since) FROM log_verifier) IS TRUE FROM events e JOIN event_log l USING (global_position)
 WHERE e.aggregate_type = $1 AND e.aggregate_id = $2 AND e.sequence = $3";

const OF_RECEIPT: &str = "
SELECT l.log_index FROM events e JOIN event_log l USING (global_position)
 WHERE e.aggregate_type = 'Receipt' AND e.sequence = 1
   AND (e.aggregate_id = $1 OR split_part(e.aggregate_id, ':', 2) = $1) AND l.log_index < $2
 ORDER BY l.log_index LIMIT 2";

/// The log of one cell, as an auditor reads it.
#[derive(Debug, Clone)]
pub struct Database {
    pub(super) pool: PgPool,
    pub(super) log: LogReader,
    pub(super) tree: Tree,
}

/// Where an event stands in the log. None of it ever changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogEntry {
    /// Its index.
    pub index: u64,
    /// Its leaf hash.
    pub leaf: LeafHash,
    /// Whether the log was already being signed when the event was recorded.
    pub was_signed: bool,
}

impl Database {
    /// Opens the cell `schema`; every transaction is read-only, whatever the role may do.
    ///
    /// # Errors
    /// What the database said.
    pub async fn open(options: PgConnectOptions, schema: &str) -> Result<Self, sqlx::Error> {
        let options =
            pool::in_cell(options, schema).options([("default_transaction_read_only", "on"), ("statement_timeout", "0")]);
        let pool = pool::lazy(options, CONNECTIONS);
        pool.execute("SELECT 1 FROM event_log LIMIT 1").await?;
        Ok(Self::over(pool))
    }

    /// The cell that `pool` is connected to.
    #[must_use]
    pub fn over(pool: PgPool) -> Self {
        Self { log: LogReader::new(pool.clone()), tree: Tree::new(pool.clone()), pool }
    }

    /// Where event number `sequence` of a stream stands; `None` when it is not in the log (yet).
    ///
    /// # Errors
    /// What the database said.
    pub async fn entry(&self, aggregate_type: &str, aggregate_id: &str, sequence: u64) -> Result<Option<LogEntry>, sqlx::Error> {
        let query = sqlx::query_as(ENTRY).bind(aggregate_type).bind(aggregate_id).bind(sequence.cast_signed());
        let entry: Option<(i64, LeafHash, bool)> = query.fetch_optional(&self.pool).await?;
        Ok(entry.map(|(index, leaf, was_signed)| LogEntry { index: index.unsigned_abs(), leaf, was_signed }))
    }

    /// The signed head of `size`, or the newest.
    ///
    /// # Errors
    /// [`AuditError::Absent`] when nothing of that size was signed.
    pub async fn head(&self, size: Option<u64>) -> Result<SignedHead, AuditError> {
        let head = match size {
            Some(size) => heads::of_size(&self.pool, size).await?,
            None => heads::latest(&self.pool).await?,
        };
        head.ok_or_else(|| match size {
            Some(size) => AuditError::Absent(format!("no head of size {size} was signed")),
            None => AuditError::Absent("nothing was signed yet".to_owned()),
        })
    }

    /// The public keys the log names as its own.
    ///
    /// # Errors
    /// What the database said.
    pub async fn verifiers(&self) -> Result<Vec<String>, sqlx::Error> {
        heads::verifiers(&self.pool).await
    }

    /// The index of the event by which a receipt came.
    ///
    /// # Errors
    /// [`AuditError::Absent`] when there is no such receipt among the first `size` events, or more than one.
    pub async fn index_of_receipt(&self, receipt: &str, size: u64) -> Result<u64, AuditError> {
        let found: Vec<i64> = sqlx::query_scalar(OF_RECEIPT).bind(receipt).bind(size.cast_signed()).fetch_all(&self.pool).await?;
        match found[..] {
            [index] => Ok(index.unsigned_abs()),
            [] => Err(AuditError::Absent(format!("no receipt {receipt} under the signed head of size {size}"))),
            _ => Err(AuditError::Absent(format!("more than one receipt {receipt}: name it as <ente>:<receipt id>"))),
        }
    }

    /// The event at `index`.
    pub(super) async fn event(&self, index: u64) -> Result<LoggedEvent, AuditError> {
        let mut events = self.log.read(index, 1).await?;
        events.pop().ok_or_else(|| Finding::Missing { index }.into())
    }
}
