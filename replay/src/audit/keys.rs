//! Whose signature counts: keys the auditor brought along, or those the log itself names.

use crate::heads::{HeadError, Trusted};

/// The keys heads are checked against.
#[derive(Debug, Clone)]
pub struct Keys {
    trusted: Trusted,
    given: bool,
}

impl Keys {
    /// The keys `given` by the auditor; where there are none, those `named` by the log or bundle that is being checked.
    ///
    /// # Errors
    /// [`HeadError::NotAVerifier`].
    pub fn choose(given: &[String], named: &[String]) -> Result<Self, HeadError> {
        let texts = if given.is_empty() { named } else { given };
        Ok(Self { trusted: Trusted::parse(texts.iter().map(String::as_str))?, given: !given.is_empty() })
    }

    /// The keys.
    #[must_use]
    pub const fn trusted(&self) -> &Trusted {
        &self.trusted
    }

    /// Whether the auditor brought them along. If not, what was checked agrees with itself only: whoever can rewrite everything can also put
    /// another key there.
    #[must_use]
    pub const fn are_given(&self) -> bool {
        self.given
    }
}
