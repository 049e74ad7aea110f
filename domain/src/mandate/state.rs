//! The fold of a mandate.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::event::{Grant, HandedKey, MandateEvent};
use crate::aggregate::aggregate;

/// A mandate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    pub(super) grant: Option<Box<Grant>>,
    pub(super) withdrawn: bool,
    pub(super) destroyed: bool,
}

aggregate!(Mandate, "Mandate", MandateEvent, [MandateGranted = "1", MandateWithdrawn = "1", MandateDestroyed = "1"]);

impl Mandate {
    /// What was granted; none before it was.
    #[must_use]
    pub fn grant(&self) -> Option<&Grant> {
        self.grant.as_deref()
    }

    /// Whether it was withdrawn.
    #[must_use]
    pub const fn is_withdrawn(&self) -> bool {
        self.withdrawn
    }

    /// Whether its holder destroyed the file.
    #[must_use]
    pub const fn is_destroyed(&self) -> bool {
        self.destroyed
    }

    /// Whether data may be opened with it on a day of Rome.
    #[must_use]
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        !self.withdrawn && !self.destroyed && self.grant().is_some_and(|grant| day <= grant.until)
    }

    /// Whether a key it handed over may still be somewhere outside, whatever the mandate allows today.
    #[must_use]
    pub fn still_holds(&self, key: HandedKey) -> bool {
        !self.destroyed && self.grant().is_some_and(|grant| grant.keys.contains(&key))
    }
}
