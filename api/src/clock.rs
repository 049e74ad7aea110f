//! Time and randomness come from here only, so that tests can set both and a replay needs neither.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::SystemTime;

use chrono::{DateTime, TimeDelta, Utc};
use ring::rand::{SecureRandom, SystemRandom};
use uuid::Uuid;

/// Where "now" comes from.
#[derive(Clone, Debug, Default)]
pub struct Clock(Source);

#[derive(Clone, Debug, Default)]
enum Source {
    #[default]
    System,
    Shifted(Arc<AtomicI64>),
}

impl Clock {
    /// The clock of the machine.
    #[must_use]
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// The clock of the machine, moved by [`Clock::advance`]; for tests.
    #[must_use]
    pub fn shifted() -> Self {
        Self(Source::Shifted(Arc::default()))
    }

    /// Moves a shifted clock forward; the system clock stays where it is.
    pub fn advance(&self, by: TimeDelta) {
        if let Source::Shifted(offset) = &self.0 {
            offset.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
        }
    }

    /// Now, cut to microseconds as PostgreSQL stores it.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let now = DateTime::<Utc>::from(SystemTime::now());
        let shifted = match &self.0 {
            Source::System => now,
            Source::Shifted(offset) => now + TimeDelta::milliseconds(offset.load(Ordering::SeqCst)),
        };
        DateTime::from_timestamp_micros(shifted.timestamp_micros()).unwrap_or(shifted)
    }

    /// A new identifier: ordered by time, unguessable in its last 74 bits.
    #[must_use]
    pub fn new_uuid(&self) -> Uuid {
        let now = self.now();
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &random_bytes::<10>()).into_uuid()
    }
}

/// A new identifier that is a capability: 122 random bits, no time in it.
#[must_use]
pub fn random_uuid() -> Uuid {
    uuid::Builder::from_random_bytes(random_bytes()).into_uuid()
}

/// Random bytes of the operating system.
///
/// # Panics
/// When the operating system has no randomness to give: nothing can be done safely then.
#[must_use]
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).expect("the operating system always has randomness");
    bytes
}
