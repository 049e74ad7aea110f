//! The sequencer's loop: lead if nobody else does, look, hash, grow the tree, write, wake.

use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, PgConnection};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::queue::{self, Seen};
use super::write::{self, Stretch};
use crate::head::Head;
use crate::tree::{Frontier, TreeError, load_frontier};

/// Events given a place by one statement.
const STRETCH: usize = 2_000;
/// How often the queue is looked at when nobody in this process appended.
const POLL: Duration = Duration::from_millis(20);
/// How long to wait before asking again to lead, or after a failure.
const RETRY: Duration = Duration::from_millis(500);
/// One leader per cell: the lock's second key tells the schemas of one database apart.
const LEAD: &str = "SELECT pg_try_advisory_lock(1364543817, hashtext(current_schema()))";

/// Why a turn at sequencing ended early; the sequencer starts over by itself.
#[derive(Debug, thiserror::Error)]
pub enum SequencerError {
    /// The database failed, or another sequencer wrote first.
    #[error("sequencing")]
    Database(#[from] sqlx::Error),
    /// The tree over the log cannot be continued.
    #[error("continuing the tree")]
    Tree(#[from] TreeError),
    /// A queued position has no event.
    #[error("not all of {queued} queued positions from {first} on have an event")]
    EventMissing {
        /// Positions asked for.
        queued: usize,
        /// The first position asked for.
        first: i64,
    },
}

/// The sequencer of one cell. Every process may run one: one leads, the others stand by.
#[derive(Debug)]
pub struct Sequencer {
    options: PgConnectOptions,
    appended: Arc<Notify>,
    head: Head,
}

/// What a leader knows; lost with its connection.
#[derive(Debug)]
struct Leader {
    connection: PgConnection,
    seen: Seen,
    /// The tree over what is in the log; its size is the next index.
    tree: Frontier,
}

impl Sequencer {
    /// A sequencer that connects as `quietanza_app` into the cell of `options`, is woken by `appended`
    /// ([`WriteSide::appended`](crate::store::WriteSide::appended)) and advances `head` after each commit.
    #[must_use]
    pub fn new(options: &PgConnectOptions, appended: Arc<Notify>, head: Head) -> Self {
        // The few statements used here always go through the keys, whatever the statistics say.
        let options = options.clone().options([
            ("enable_seqscan", "off"),
            ("enable_hashjoin", "off"),
            ("enable_mergejoin", "off"),
            ("plan_cache_mode", "force_generic_plan"),
        ]);
        Self { options, appended, head }
    }

    /// Sequences until `stop`; survives every failure of the database.
    pub async fn run(self, stop: CancellationToken) {
        while !stop.is_cancelled() {
            let turn = stop.run_until_cancelled(self.turn()).await;
            if let Some(Err(error)) = turn {
                metrics::counter!("sequencer_failures_total").increment(1);
                tracing::warn!(error = &error as &dyn std::error::Error, "sequencing starts over");
            }
            let _ = tokio::time::timeout(RETRY, stop.cancelled()).await;
        }
    }

    /// One turn: ends at once when another process leads, else with the first failure.
    async fn turn(&self) -> Result<(), SequencerError> {
        let mut connection = PgConnection::connect_with(&self.options).await?;
        let leads: bool = sqlx::query_scalar(LEAD).fetch_one(&mut connection).await?;
        if !leads {
            connection.close().await?;
            return Ok(());
        }
        let tree = load_frontier(&mut connection).await?;
        self.head.advance_to(tree.size());
        let mut leader = Leader { connection, seen: Seen::NOTHING, tree };
        loop {
            if leader.drain(&self.head).await? == 0 {
                let _ = tokio::time::timeout(POLL, self.appended.notified()).await;
            }
        }
    }

    /// Sequences everything committed so far, once, without asking to lead: for tools and tests. Answers the number of events placed.
    ///
    /// # Errors
    /// [`SequencerError`], also when a leader wrote the same events first.
    pub async fn drain_once(&self) -> Result<usize, SequencerError> {
        let mut connection = PgConnection::connect_with(&self.options).await?;
        let tree = load_frontier(&mut connection).await?;
        let mut leader = Leader { connection, seen: Seen::NOTHING, tree };
        let mut placed = 0;
        loop {
            match leader.drain(&self.head).await? {
                0 => break,
                more => placed += more,
            }
        }
        leader.connection.close().await?;
        Ok(placed)
    }
}

impl Leader {
    /// Gives a place to everything a look finds; answers how much that was.
    async fn drain(&mut self, head: &Head) -> Result<usize, SequencerError> {
        let waiting = queue::look(&mut self.connection, &self.seen).await?;
        if waiting.transactions.is_empty() {
            self.seen = waiting.seen;
            return Ok(0);
        }
        // The queue is cleared with the last stretch: what a crash in between leaves is looked at again.
        let last = waiting.positions.len().saturating_sub(1) / STRETCH * STRETCH;
        let (early, late) = waiting.positions.split_at(last);
        for positions in early.chunks(STRETCH) {
            self.sequence(positions, &[]).await?;
            head.advance_to(self.tree.size());
        }
        self.sequence(late, &waiting.transactions).await?;
        head.advance_to(self.tree.size());
        self.seen = waiting.seen;
        Ok(waiting.positions.len())
    }

    async fn sequence(&mut self, positions: &[i64], completed: &[String]) -> Result<(), SequencerError> {
        let leaf_hashes = queue::leaf_hashes(&mut self.connection, positions).await?;
        let leaf_hashes = leaf_hashes.ok_or_else(|| SequencerError::EventMissing {
            queued: positions.len(),
            first: positions.first().copied().unwrap_or_default(),
        })?;
        let (first_index, mut filled) = (self.tree.size(), Vec::new());
        leaf_hashes.iter().for_each(|leaf| self.tree.push(*leaf, &mut filled));
        let stretch = Stretch { first_index, positions, leaf_hashes: &leaf_hashes, filled: &filled, completed };
        fail::fail_point!("sequencer::before_write");
        // Should this fail, the leader goes and the tree in its memory with it.
        write::write(&mut self.connection, &stretch).await?;
        fail::fail_point!("sequencer::after_write");
        Ok(())
    }
}
