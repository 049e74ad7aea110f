//! Who asks. Sessions are made by the identity room; this is the port it will plug into.

use axum::http::HeaderMap;
use domain::ids::SubjectId;
use domain::metadata::{Actor, Assurance};

/// Who asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Viewer {
    /// A citizen who did not say who they are.
    #[default]
    Anonymous,
    /// A citizen with a session.
    Citizen {
        /// The random number that stands for them.
        subject: SubjectId,
        /// How sure we are of them.
        assurance: Assurance,
    },
}

impl Viewer {
    /// The person, when known.
    #[must_use]
    pub const fn subject(&self) -> Option<SubjectId> {
        match self {
            Self::Anonymous => None,
            Self::Citizen { subject, .. } => Some(*subject),
        }
    }

    /// How sure we are of them.
    #[must_use]
    pub const fn assurance(&self) -> Assurance {
        match self {
            Self::Anonymous => Assurance::A0,
            Self::Citizen { assurance, .. } => *assurance,
        }
    }

    /// Whether their identity was verified: only then are debts found by who they are. What a password account says of itself is
    /// self-declared and opens nothing.
    #[must_use]
    pub const fn is_verified(&self) -> bool {
        matches!(self, Self::Citizen { assurance: Assurance::A2, .. })
    }

    /// How events name them.
    #[must_use]
    pub const fn actor(&self) -> Actor {
        match self {
            Self::Anonymous => Actor::Anonymous,
            Self::Citizen { subject, .. } => Actor::Citizen(*subject),
        }
    }
}

/// Recognises who sends a request.
pub trait Identify: Send + Sync + 'static {
    /// The viewer behind these headers.
    fn viewer(&self, headers: &HeaderMap) -> Viewer;
}

/// The installation has no accounts: everybody is anonymous.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoAccounts;

impl Identify for NoAccounts {
    fn viewer(&self, _: &HeaderMap) -> Viewer {
        Viewer::Anonymous
    }
}
