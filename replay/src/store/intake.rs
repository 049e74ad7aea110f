//! Gathering a batch: as many appends as come, without making anybody wait for nothing.

use std::mem;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use super::append::Waiting;

/// How long after the last arrival a batch waits for callers that were answered and may come back.
const LAST_CALL: Duration = Duration::from_micros(50);

/// The writers' common queue.
#[derive(Debug)]
pub(crate) struct Intake {
    queue: mpsc::Receiver<Waiting>,
    waiting: Vec<Waiting>,
    returning: Returning,
    limit: usize,
}

/// Callers answered a moment ago, who may be about to send their next append.
#[derive(Debug, Clone, Default)]
pub(crate) struct Returning(Arc<AtomicUsize>);

impl Returning {
    pub(crate) fn add(&self, answered: usize) {
        self.0.fetch_add(answered, Ordering::Relaxed);
    }

    fn expected(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    fn came(&self, arrived: usize) {
        let less = |expected: usize| Some(expected.saturating_sub(arrived));
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
    }
}

impl Intake {
    pub(crate) fn new(queue: mpsc::Receiver<Waiting>, returning: Returning, limit: usize) -> Self {
        Self { queue, waiting: Vec::with_capacity(limit), returning, limit }
    }

    /// The next batch: at most one append of each stream, in writing order. `None` when every sender is gone and all is taken.
    ///
    /// Callers just answered are about to send their next append: as long as they keep coming, the batch waits for them. A lone caller
    /// never waits.
    pub(crate) async fn next_batch(&mut self) -> Option<Vec<Waiting>> {
        if self.waiting.is_empty() && self.queue.recv_many(&mut self.waiting, self.limit).await == 0 {
            return None;
        }
        let first = self.waiting.len();
        self.returning.came(first);
        let mut last_arrival = Instant::now();
        while self.waiting.len() < self.limit && self.returning.expected() > 0 {
            let arrived = self.take_arrivals();
            if arrived > 0 {
                last_arrival = Instant::now();
            } else if last_arrival.elapsed() > LAST_CALL {
                // They are not coming back.
                self.returning.came(usize::MAX);
            } else {
                tokio::task::yield_now().await;
            }
        }
        self.take_arrivals();
        Some(self.one_of_each_stream())
    }

    fn take_arrivals(&mut self) -> usize {
        let before = self.waiting.len();
        while self.waiting.len() < self.limit
            && let Ok(next) = self.queue.try_recv()
        {
            self.waiting.push(next);
        }
        let arrived = self.waiting.len() - before;
        self.returning.came(arrived);
        arrived
    }

    /// Takes one append of each stream, in writing order; further appends of the same stream stay for the next batch.
    fn one_of_each_stream(&mut self) -> Vec<Waiting> {
        self.waiting.sort_by(|a, b| a.append.order(&b.append));
        let mut batch: Vec<Waiting> = Vec::with_capacity(self.waiting.len());
        for next in mem::take(&mut self.waiting) {
            match batch.last() {
                Some(last) if last.append.same_stream(&next.append) => self.waiting.push(next),
                _ => batch.push(next),
            }
        }
        batch
    }
}
