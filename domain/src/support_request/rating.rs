//! How content a citizen was.

use serde::{Deserialize, Serialize};

/// 1 (not at all) to 5 (very).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Rating(u8);

/// The number is no rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the rating {0} is not between 1 and 5")]
pub struct RatingError(u8);

impl TryFrom<u8> for Rating {
    type Error = RatingError;

    fn try_from(value: u8) -> Result<Self, RatingError> {
        if (1..=5).contains(&value) { Ok(Self(value)) } else { Err(RatingError(value)) }
    }
}

impl From<Rating> for u8 {
    fn from(Rating(value): Rating) -> Self {
        value
    }
}
