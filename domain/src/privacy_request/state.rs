//! The fold of a request.

use serde::{Deserialize, Serialize};

use super::event::{Opening, Outcome, PrivacyRequestEvent};
use crate::aggregate::aggregate;

/// A request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivacyRequest {
    pub(super) opening: Option<Box<Opening>>,
    pub(super) outcome: Option<Outcome>,
}

aggregate!(PrivacyRequest, "PrivacyRequest", PrivacyRequestEvent, [PrivacyRequestOpened = "1", PrivacyRequestClosed = "1"]);

impl PrivacyRequest {
    /// What was asked; none before it was.
    #[must_use]
    pub fn opening(&self) -> Option<&Opening> {
        self.opening.as_deref()
    }

    /// How it ended; none while it waits.
    #[must_use]
    pub const fn outcome(&self) -> Option<Outcome> {
        self.outcome
    }
}
