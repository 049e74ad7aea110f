//! What takes place, where and when.

use chrono::{Days, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::content::{Line, Passage, Translated, WebAddress};

/// The most days from the first to the last.
pub(super) const LONGEST: u64 = 31;
/// How many days ahead something may be announced.
const AHEAD: u64 = 731;

/// Something that takes place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Occasion {
    /// What.
    pub title: Translated<Line>,
    /// More about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Translated<Passage>>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Line>,
    /// First day (Europe/Rome).
    pub from: NaiveDate,
    /// Last day (Europe/Rome); the first when it lasts one day.
    pub until: NaiveDate,
    /// When it begins on the first day (Europe/Rome); all day when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begins: Option<NaiveTime>,
    /// Where more is to be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<WebAddress>,
}

/// Why an occasion is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OccasionError {
    /// It ends too early.
    #[error("until: it ends before it begins")]
    EndsFirst,
    /// A calendar is no list of what is always there.
    #[error("until: it lasts longer than a month")]
    TooLong,
    /// It is over.
    #[error("from: the day is past")]
    Past,
    /// It is too far away.
    #[error("from: the day is more than two years ahead")]
    TooFar,
}

impl OccasionError {
    /// Stable key of the translated message.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::EndsFirst => "calendar.ends_first",
            Self::TooLong => "calendar.too_long",
            Self::Past => "calendar.past",
            Self::TooFar => "calendar.too_far",
        }
    }
}

impl Occasion {
    /// Checks what no single field can know.
    ///
    /// # Errors
    /// When it ends before it begins, or lasts longer than 31 days.
    pub fn validate(&self) -> Result<(), OccasionError> {
        if self.until < self.from {
            return Err(OccasionError::EndsFirst);
        }
        let latest = self.from.checked_add_days(Days::new(LONGEST.saturating_sub(1)));
        if latest.is_none_or(|latest| self.until > latest) { Err(OccasionError::TooLong) } else { Ok(()) }
    }

    /// Whether a citizen may announce it on this day.
    ///
    /// # Errors
    /// As [`Occasion::validate`]; and when it is over, or more than two years ahead.
    pub fn announced_on(&self, today: NaiveDate) -> Result<(), OccasionError> {
        self.validate()?;
        if self.until < today {
            return Err(OccasionError::Past);
        }
        let latest = today.checked_add_days(Days::new(AHEAD));
        if latest.is_none_or(|latest| self.from > latest) { Err(OccasionError::TooFar) } else { Ok(()) }
    }
}
