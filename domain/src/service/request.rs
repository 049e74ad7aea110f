//! What a debt made by a citizen keeps of the form it came from.

use serde::{Deserialize, Serialize};

use super::code::ServiceCode;
use crate::personal::Sealed;

/// For which service a debt was made, and what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceRequest {
    /// The service.
    pub service: ServiceCode,
    /// The edition of its definition the answers were given to.
    pub edition: u32,
    /// The [`Answer`](super::Answer)s, in the order of the form, sealed under the debtor's fiscal key.
    pub answers: Sealed,
}
