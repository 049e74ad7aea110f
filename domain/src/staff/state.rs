//! The fold of a staff account's events.

use serde::{Deserialize, Serialize};

use super::event::StaffEvent;
use super::name::StaffName;
use super::role::Roles;
use crate::aggregate::aggregate;

/// A member of the staff of one Ente.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Staff {
    pub(super) name: Option<StaffName>,
    pub(super) roles: Roles,
    pub(super) disabled: bool,
}

aggregate!(Staff, "Staff", StaffEvent, [StaffAdded = "1", StaffRolesChanged = "1", StaffPasswordSet = "1", StaffDisabled = "1"]);

impl Staff {
    /// Their name; none before they joined.
    #[must_use]
    pub const fn name(&self) -> Option<&StaffName> {
        self.name.as_ref()
    }

    /// What they were given to do, also when they were sent away.
    #[must_use]
    pub const fn roles(&self) -> &Roles {
        &self.roles
    }

    /// Whether they may do anything at all.
    #[must_use]
    pub const fn is_active(&self) -> bool {
        self.name.is_some() && !self.disabled
    }
}
