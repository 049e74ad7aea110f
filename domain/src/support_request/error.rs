//! Why a request for help may refuse.

/// Refusals of the aggregate [`SupportRequest`](super::SupportRequest).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SupportRequestRefusal {
    /// There is no such request.
    #[error("request: does not exist")]
    Absent,
    /// It is closed; open it again first.
    #[error("request: is closed")]
    Closed,
    /// It is being worked on: there is nothing to open again.
    #[error("request: is still open")]
    StillOpen,
    /// Nobody has answered yet: there is nothing to rate.
    #[error("request: has no answer yet")]
    NotAnswered,
    /// Somebody answered while this answer was written.
    #[error("answersSeen: it was answered meanwhile")]
    AnsweredMeanwhile,
    /// No such mail was wanted.
    #[error("messageId: no such mail of this request")]
    UnknownMail,
    /// The mail was accepted or given up.
    #[error("messageId: the mail is closed")]
    MailClosed,
}
