//! The platform's time: the machine's, or a test's, and in both cases it can be moved forward.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use chrono::{DateTime, TimeDelta, Utc};

/// A clock whose copies all show the same time.
#[derive(Debug, Clone)]
pub struct SimClock {
    base: Base,
    ahead: Arc<Mutex<TimeDelta>>,
}

#[derive(Debug, Clone, Copy)]
enum Base {
    Machine,
    Standing(DateTime<Utc>),
}

impl SimClock {
    /// Runs with the machine's clock.
    #[must_use]
    pub fn machine() -> Self {
        Self { base: Base::Machine, ahead: Arc::default() }
    }

    /// Stands still at `start` until it is moved.
    #[must_use]
    pub fn standing(start: DateTime<Utc>) -> Self {
        Self { base: Base::Standing(start), ahead: Arc::default() }
    }

    /// The time it shows.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let base = match self.base {
            Base::Machine => DateTime::from(SystemTime::now()),
            Base::Standing(start) => start,
        };
        base + *self.ahead.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it moves only when it is moved.
    #[must_use]
    pub fn is_standing(&self) -> bool {
        matches!(self.base, Base::Standing(_))
    }

    /// Moves it forward to `moment`; a moment in the past changes nothing.
    pub(crate) fn move_to(&self, moment: DateTime<Utc>) {
        let distance = moment - self.now();
        if distance > TimeDelta::zero() {
            *self.ahead.lock().unwrap_or_else(PoisonError::into_inner) += distance;
        }
    }
}
