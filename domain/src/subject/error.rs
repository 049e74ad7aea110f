//! Why such a command may be refused.

/// Refusals of the aggregate [`Subject`](super::Subject).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubjectRefusal {
    /// There is no restriction to lift.
    #[error("restriction: there is none")]
    NotRestricted,
    /// Nothing of the person can be read any more: there is nothing to restrict.
    #[error("subject: is erased")]
    Erased,
}
