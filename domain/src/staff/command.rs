//! What may be asked of a staff account.

use super::name::StaffName;
use super::role::Roles;
use crate::text::Text140;

/// Commands of the aggregate [`Staff`](super::Staff).
#[derive(Clone, Debug)]
pub enum StaffCommand {
    /// Make the account, or take somebody who was sent away in again.
    Add {
        /// Their name.
        name: StaffName,
        /// What they may do.
        roles: Roles,
    },
    /// State what they may do, whole.
    SetRoles {
        /// What they may do.
        roles: Roles,
    },
    /// Note that a password was set; its hash is kept apart.
    NotePassword,
    /// Send them away: nothing of theirs works any more.
    Disable {
        /// Why.
        reason: Text140,
    },
}
