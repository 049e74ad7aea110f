//! What a citizen submitted.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::personal::Sealed;
use crate::support_request::SupportReference;

/// A submission; what was written and by whom is sealed under the key of whoever wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// By what they name it.
    pub reference: SupportReference,
    /// A sealed [`Occasion`](super::Occasion).
    pub occasion: Sealed,
    /// Sealed [`Contacts`](crate::support_request::Contacts).
    pub contacts: Sealed,
    /// When.
    pub at: DateTime<Utc>,
}
