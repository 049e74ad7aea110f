//! What is still to be done, and when, on the platform's clock.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::settlement::Settlement;

/// Something to be done at its time.
#[derive(Debug, Clone)]
pub(crate) enum Due {
    /// End the token of a payment that has no outcome.
    Expire { token: String },
    /// The provider's late outcome arrives.
    LateOutcome { token: String, settlement: Box<Settlement> },
    /// Send a receipt, or send it again.
    Deliver { delivery: usize },
}

/// The list, in order of time and then of entry.
#[derive(Debug, Default)]
pub(crate) struct Agenda {
    entries: BTreeMap<(DateTime<Utc>, u64), Due>,
    next: u64,
}

impl Agenda {
    pub(crate) fn add(&mut self, at: DateTime<Utc>, due: Due) {
        self.entries.insert((at, self.next), due);
        self.next += 1;
    }

    /// Takes what is due first, if it is due by `moment`.
    pub(crate) fn take_due(&mut self, moment: DateTime<Utc>) -> Option<(DateTime<Utc>, Due)> {
        let first = self.entries.first_entry()?;
        let at = first.key().0;
        (at <= moment).then(|| (at, first.remove()))
    }
}
