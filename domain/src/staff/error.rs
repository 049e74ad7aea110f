//! Why a staff account may refuse.

/// Refusals of the aggregate [`Staff`](super::Staff).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StaffRefusal {
    /// There is no such account.
    #[error("staff: does not exist")]
    Absent,
    /// Somebody has this name.
    #[error("name: is in use with other roles; change them with `staff roles`")]
    Exists,
    /// They were sent away.
    #[error("staff: is disabled; `staff add` takes them in again")]
    Disabled,
    /// An account that may do nothing is none.
    #[error("roles: at least one is needed")]
    NoRole,
}
