//! Commands on one stream take turns inside a process, so that a busy stream costs waiting instead of conflicts. Between processes the
//! unique key of the events decides.

use std::hash::{BuildHasher, RandomState};

use tokio::sync::{Mutex, MutexGuard};

/// Streams share a turn by hash; enough of them that unrelated streams seldom meet.
const TURNS: usize = 1024;

#[derive(Debug)]
pub(crate) struct Turns {
    turns: Vec<Mutex<()>>,
    hasher: RandomState,
}

impl Default for Turns {
    fn default() -> Self {
        Self { turns: (0..TURNS).map(|_| Mutex::default()).collect(), hasher: RandomState::new() }
    }
}

impl Turns {
    pub(crate) async fn take(&self, aggregate_id: &str) -> MutexGuard<'_, ()> {
        self.turns[self.pick(&aggregate_id, TURNS)].lock().await
    }

    /// A number below `bound` that differs between processes and attempts: the jitter of a retry.
    pub(crate) fn jitter(&self, aggregate_id: &str, attempt: u32, bound: usize) -> usize {
        self.pick(&(aggregate_id, attempt), bound)
    }

    fn pick(&self, key: &impl std::hash::Hash, bound: usize) -> usize {
        let hash = self.hasher.hash_one(key).to_ne_bytes();
        usize::from_ne_bytes(hash) % bound
    }
}
