//! Read your own writes: a command answers a token, a question that carries it is answered from a state at least as new, or says that it
//! could not be.
//!
//! The token is a place in the log. It is no secret and no capability.

use std::fmt;
use std::str::FromStr;

/// The log was this long when the command had taken effect: everything below this index is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Freshness(u64);

/// A text that is no token of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no freshness token")]
pub struct NoFreshness;

impl Freshness {
    /// A log of this length.
    #[must_use]
    pub const fn of_length(length: u64) -> Self {
        Self(length)
    }

    /// The length of the log a state must have seen.
    #[must_use]
    pub const fn length(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Freshness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for Freshness {
    type Err = NoFreshness;

    fn from_str(text: &str) -> Result<Self, NoFreshness> {
        let digits = text.len() <= 19 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits {
            return Err(NoFreshness);
        }
        text.parse().map(Self).map_err(|_| NoFreshness)
    }
}
