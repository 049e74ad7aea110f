//! The fold of what happened to what is known of a person.

use serde::{Deserialize, Serialize};

use super::event::SubjectEvent;
use crate::aggregate::aggregate;
use crate::personal::PersonalClass;

/// A person, as far as the right to read goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    pub(super) profile_erased: bool,
    pub(super) fiscal_erased: bool,
    pub(super) restricted: bool,
}

aggregate!(Subject, "Subject", SubjectEvent, [SubjectErased = "1", SubjectRestricted = "1", SubjectRestrictionLifted = "1"]);

impl Subject {
    /// Whether what is sealed under this key is lost for ever.
    #[must_use]
    pub const fn is_erased(&self, class: PersonalClass) -> bool {
        match class {
            PersonalClass::Profile => self.profile_erased,
            PersonalClass::Fiscal => self.fiscal_erased,
        }
    }

    /// Whether it is kept and may not be used.
    #[must_use]
    pub const fn is_restricted(&self) -> bool {
        self.restricted
    }
}
