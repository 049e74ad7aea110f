//! Recent aggregate state kept in memory: bounded, and never more than a hint. A state that fell behind costs a conflict and a reload.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lru::LruCache;

/// An aggregate and the version (number of events) it stands at.
#[derive(Debug)]
pub(crate) struct Versioned<A> {
    pub(crate) aggregate: Arc<A>,
    pub(crate) version: usize,
}

impl<A> Clone for Versioned<A> {
    fn clone(&self) -> Self {
        Self { aggregate: self.aggregate.clone(), version: self.version }
    }
}

#[derive(Debug)]
pub(crate) struct Recent<A> {
    states: Mutex<States<A>>,
}

#[derive(Debug)]
struct States<A> {
    epoch: u64,
    by_id: LruCache<String, Versioned<A>>,
}

impl<A> Recent<A> {
    pub(crate) fn new(capacity: NonZeroUsize) -> Self {
        Self { states: Mutex::new(States { epoch: 0, by_id: LruCache::new(capacity) }) }
    }

    pub(crate) fn get(&self, epoch: u64, aggregate_id: &str) -> Option<Versioned<A>> {
        let mut states = self.at(epoch);
        states.by_id.get(aggregate_id).cloned()
    }

    /// Remembers a state, unless a later one is known already.
    pub(crate) fn put(&self, epoch: u64, aggregate_id: &str, state: Versioned<A>) {
        let mut states = self.at(epoch);
        if states.epoch > epoch {
            return;
        }
        match states.by_id.get_mut(aggregate_id) {
            Some(known) if known.version > state.version => {}
            Some(known) => *known = state,
            None => {
                states.by_id.put(aggregate_id.to_owned(), state);
            }
        }
    }

    pub(crate) fn forget(&self, aggregate_id: &str) {
        self.lock().by_id.pop(aggregate_id);
    }

    /// The states, emptied first if they were gathered before the connection was last lost.
    fn at(&self, epoch: u64) -> MutexGuard<'_, States<A>> {
        let mut states = self.lock();
        if states.epoch < epoch {
            states.epoch = epoch;
            states.by_id.clear();
        }
        states
    }

    fn lock(&self) -> MutexGuard<'_, States<A>> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
