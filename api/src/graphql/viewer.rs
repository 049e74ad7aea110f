//! Who asks: found once for each request, before anything else is looked at.

use std::sync::Arc;

use async_trait::async_trait;
use axum::http::HeaderMap;
use domain::ente::EnteSettings;
use domain::ids::SubjectId;
use domain::metadata::{Actor, Assurance};

use super::fault::Fault;
use crate::identity::{Holder, ProvedBy, Session, cookie};
use crate::product::Product;

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

/// Who sends a request, and by which session.
#[derive(Clone, Debug, Default)]
pub struct Identified {
    /// Who.
    pub viewer: Viewer,
    /// Their session.
    pub session: Option<Arc<Session>>,
}

impl From<Viewer> for Identified {
    fn from(viewer: Viewer) -> Self {
        Self { viewer, session: None }
    }
}

/// Recognises who sends a request.
#[async_trait]
pub trait Identify: Send + Sync + 'static {
    /// Who is behind these headers.
    ///
    /// # Errors
    /// When it cannot be found out now: nobody is taken for anonymous because the database is away.
    async fn identify(&self, headers: &HeaderMap) -> Result<Identified, Fault>;
}

/// By the cookie of a session; whoever brings none, or one that ended, is anonymous.
#[derive(Clone, Debug)]
pub struct ByCookie(Product);

impl ByCookie {
    /// Over the sessions of a product.
    #[must_use]
    pub fn new(product: &Product) -> Self {
        Self(product.clone())
    }

    /// The level a session has now: the office's word counts as long as the Ente says so.
    fn viewer(&self, session: &Session) -> Viewer {
        let Holder { ente, subject, acts_as, proved_by, .. } = &session.holder;
        let by_office = |settings: Arc<EnteSettings>| settings.policies.accounts.office_verification;
        match proved_by {
            ProvedBy::Office if !self.0.enti.get(ente).is_some_and(by_office) => {
                Viewer::Citizen { subject: *subject, assurance: Assurance::A1 }
            }
            proved_by => Viewer::Citizen { subject: *acts_as, assurance: proved_by.assurance() },
        }
    }
}

#[async_trait]
impl Identify for ByCookie {
    async fn identify(&self, headers: &HeaderMap) -> Result<Identified, Fault> {
        let Some(secret) = cookie::brought(headers) else { return Ok(Identified::default()) };
        let Some(session) = self.0.sessions.find(&secret, self.0.clock.now()).await? else {
            return Ok(Identified::default());
        };
        Ok(Identified { viewer: self.viewer(&session), session: Some(Arc::new(session)) })
    }
}
