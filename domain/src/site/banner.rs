//! A word about the service itself, for some days.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::content::{Passage, Translated};

/// What is shown above everything else while its days last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Banner {
    /// The words.
    pub text: Translated<Passage>,
    /// First day (Europe/Rome).
    pub from: NaiveDate,
    /// Last day (Europe/Rome); until it is taken down when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

impl Banner {
    /// Whether it is shown on this day in Italy.
    #[must_use]
    pub fn shown_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}
