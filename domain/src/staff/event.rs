//! What can have happened to a staff account.

use serde::{Deserialize, Serialize};

use super::name::StaffName;
use super::role::Roles;
use crate::text::Text140;

/// Events of the aggregate [`Staff`](super::Staff).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum StaffEvent {
    /// Somebody joined, or came back.
    StaffAdded {
        /// Their name.
        name: StaffName,
        /// What they may do.
        roles: Roles,
    },
    /// They may do something else now.
    StaffRolesChanged {
        /// What they may do.
        roles: Roles,
    },
    /// A password was set.
    StaffPasswordSet {},
    /// They were sent away.
    StaffDisabled {
        /// Why.
        reason: Text140,
    },
}
