//! Signing as the log grows: every minute or 1,000 events, and only what continues the last promise.

use std::time::Duration;

use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use super::error::HeadError;
use super::keep;
use super::key::LogKey;
use super::signed::SignedHead;
use crate::head::Head;
use crate::tree::{Tree, TreeError};

/// A new head is signed at least this often while the log grows.
const MOST_TIME: Duration = Duration::from_secs(60);
/// A new head is signed when the log has grown by this many events.
const MOST_EVENTS: u64 = 1_000;
/// How long to wait after a failure.
const RETRY: Duration = Duration::from_secs(5);

/// Signs the heads of one cell. Every process may run one: they would sign the same.
#[derive(Debug)]
pub struct HeadSigner {
    pool: PgPool,
    tree: Tree,
    keys: Vec<LogKey>,
    signers: String,
}

impl HeadSigner {
    /// A signer with the key in use and, while it is being replaced, the former one.
    ///
    /// # Errors
    /// [`HeadError::OtherOrigin`]; what the database said.
    pub async fn open(pool: PgPool, key: LogKey, former: Option<LogKey>) -> Result<Self, HeadError> {
        let keys: Vec<LogKey> = std::iter::once(key).chain(former).collect();
        keep::register(&pool, &keys).await?;
        let signers = keys.iter().map(LogKey::id).collect::<Vec<_>>().join("+");
        Ok(Self { tree: Tree::new(pool.clone()), pool, keys, signers })
    }

    /// Signs until `stop`; survives every failure of the database, and says so when the log is not what was signed before.
    pub async fn run(self, head: Head, stop: CancellationToken) {
        let mut advances = head.subscribe();
        let mut signed = 0;
        while !stop.is_cancelled() {
            let grown = async { advances.wait_for(|next| *next >= signed + MOST_EVENTS).await.is_ok() };
            let waited = stop.run_until_cancelled(tokio::time::timeout(MOST_TIME, grown)).await;
            if waited.is_none() {
                // The last word before the end.
                let _ = self.sign(head.next_index()).await;
                return;
            }
            let size = head.next_index();
            if size > signed {
                match self.sign(size).await {
                    Ok(()) => signed = size,
                    Err(error) => {
                        metrics::counter!("log_head_failures_total").increment(1);
                        tracing::error!(error = &error as &dyn std::error::Error, "the log is not signed");
                        let _ = tokio::time::timeout(RETRY, stop.cancelled()).await;
                    }
                }
            }
        }
    }

    /// Signs the log of `size` events, if it is longer than the last head and continues it.
    ///
    /// # Errors
    /// [`HeadError::Broken`] when it does not continue it: then the log was changed after it was signed.
    pub async fn sign(&self, size: u64) -> Result<(), HeadError> {
        let ours = keep::latest_by(&self.pool, &self.signers).await?;
        let last = keep::latest(&self.pool).await?;
        let ahead = ours.is_some_and(|head| head.size >= size) || last.as_ref().is_some_and(|head| head.size > size);
        if size == 0 || ahead {
            return Ok(());
        }
        let root = self.tree.root(size).await?;
        if let Some(last) = last {
            self.check_continues(&last, size, &root).await?;
        }
        let head = SignedHead::sign(size, root, &self.keys)?;
        keep::keep(&self.pool, &head, &self.signers).await?;
        Ok(())
    }

    /// Compares the tree as it lies now, at the size of the last head, with what that head says.
    async fn check_continues(&self, last: &SignedHead, size: u64, root: &crate::tree::Hash) -> Result<(), HeadError> {
        let broken = HeadError::Broken { signed: last.size, size };
        if last.size == size {
            return if last.root == *root { Ok(()) } else { Err(broken) };
        }
        // Proved within the tree that is about to be signed, so both come from the same hashes.
        let proof = match self.tree.consistency(last.size, size, root).await {
            Err(TreeError::OtherRoot { .. }) => return Err(broken),
            proof => proof?,
        };
        let proof: Vec<tlog_tiles::Hash> = proof.into_iter().map(tlog_tiles::Hash).collect();
        let checked = tlog_tiles::check_tree(&proof, size, tlog_tiles::Hash(*root), last.size, tlog_tiles::Hash(last.root));
        checked.map_err(|_| broken)
    }
}
