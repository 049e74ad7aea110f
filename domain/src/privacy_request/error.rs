//! Why the register may refuse.

/// Refusals of the aggregate [`PrivacyRequest`](super::PrivacyRequest).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrivacyRequestRefusal {
    /// There is no such request.
    #[error("request: does not exist")]
    Absent,
    /// It was answered, and otherwise.
    #[error("request: is closed")]
    Closed,
    /// Whose data is meant?
    #[error("subjects: at least one person is needed")]
    Nobody,
}
