//! Counting calls per caller in a sliding window.

use std::collections::{BTreeMap, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};

/// The calls of each caller within the window.
#[derive(Debug, Default)]
pub(crate) struct Rate {
    calls: BTreeMap<String, VecDeque<DateTime<Utc>>>,
}

impl Rate {
    /// Counts a call, unless the caller has had `most` within `window` already.
    pub(crate) fn admit(&mut self, caller: &str, now: DateTime<Utc>, most: usize, window: TimeDelta) -> bool {
        let calls = self.calls.entry(caller.to_owned()).or_default();
        while calls.front().is_some_and(|call| *call <= now - window) {
            calls.pop_front();
        }
        if calls.len() >= most {
            return false;
        }
        calls.push_back(now);
        true
    }
}
