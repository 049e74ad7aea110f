//! Why a piece of news may refuse.

/// Refusals of the aggregate [`News`](super::News).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NewsRefusal {
    /// There is no such piece of news.
    #[error("news: does not exist")]
    Absent,
    /// It is there already, and says something else.
    #[error("news: is published already, and says something else")]
    PublishedDifferently,
    /// What was withdrawn is not said anew: publish another one.
    #[error("news: was withdrawn")]
    Withdrawn,
}
