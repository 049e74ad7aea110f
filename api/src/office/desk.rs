//! What the office's resolvers work with: the product, and who asks.

use std::sync::Arc;
use std::time::Duration;

use async_graphql::Context;
use chrono::{DateTime, Utc};
use cqrs_es::Aggregate;
use domain::ente::EnteSettings;
use domain::identifier::EnteCode;
use domain::ids::{CorrelationId, SubjectId};
use domain::metadata::{Actor, Assurance, Metadata};
use domain::staff::{Roles, StaffName};
use projections::ViewName;
use projections::freshness::Freshness as Seen;
use sqlx::PgPool;

use super::answer::{Answering, Refusal};
use crate::graphql::caps::Caps;
use crate::graphql::fault::Fault;
use crate::graphql::freshness::Freshness;
use crate::graphql::streams::{self, Stream};
use crate::http::ClientNetwork;
use crate::identity::{Hasher, IdentityError, Secret};
use crate::links::Signer;
use crate::positions::By;
use crate::privacy::{Leave, Looked, Use, may_use, note_access};
use crate::product::Product;
use crate::staff::Session;

/// How long a question waits for a view.
const VIEWING: Duration = Duration::from_millis(500);

/// What all requests of the staff share. Cheap to clone.
#[derive(Clone, Debug)]
pub struct OfficeRoom {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    product: Product,
    signer: Signer,
    caps: Caps,
    hasher: Hasher,
}

impl OfficeRoom {
    /// The room of a product.
    ///
    /// # Errors
    /// When the settings of password hashes cannot be used.
    pub fn new(product: &Product) -> Result<Self, IdentityError> {
        let settings = &product.settings;
        let inner = Inner {
            signer: Signer::new(settings.links.secret_file.bytes()),
            caps: Caps::new(&settings.limits),
            hasher: Hasher::new(&settings.accounts)?,
            product: product.clone(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    pub(super) fn product(&self) -> &Product {
        &self.inner.product
    }

    pub(super) fn caps(&self) -> &Caps {
        &self.inner.caps
    }

    pub(super) fn hasher(&self) -> &Hasher {
        &self.inner.hasher
    }

    pub(super) fn signer(&self) -> &Signer {
        &self.inner.signer
    }
}

/// One request.
#[derive(Clone, Debug)]
pub(super) struct Asking {
    /// Who; nobody before logging in.
    pub(super) session: Option<Session>,
    /// What their browser brought.
    pub(super) secret: Option<Secret>,
    /// From which network.
    pub(super) client: ClientNetwork,
    /// When.
    pub(super) now: DateTime<Utc>,
    /// What the events of this request are tied together by.
    pub(super) correlation: CorrelationId,
}

impl Asking {
    /// What they may do.
    pub(super) fn roles(&self) -> Roles {
        self.session.as_ref().map(|session| session.roles.clone()).unwrap_or_default()
    }
}

/// A member of the staff at work.
#[derive(Clone, Copy, Debug)]
pub(super) struct Desk<'a> {
    pub(super) room: &'a OfficeRoom,
    pub(super) asking: &'a Asking,
    /// Who asks.
    pub(super) session: &'a Session,
}

impl<'a> Desk<'a> {
    /// The desk of the request being executed. Fields that get here are granted to roles only, so there is somebody.
    pub(super) fn of(ctx: &Context<'a>) -> Result<Self, Fault> {
        let asking: &Asking = ctx.data_unchecked();
        let nobody = crate::graphql::fault::Impossible("a field of the staff is read by nobody");
        Ok(Self { room: ctx.data_unchecked(), asking, session: asking.session.as_ref().ok_or(nobody)? })
    }

    pub(super) fn product(self) -> &'a Product {
        self.room.product()
    }

    pub(super) fn pool(self) -> &'a PgPool {
        &self.product().pool
    }

    /// Their Ente.
    pub(super) fn ente(self) -> &'a EnteCode {
        &self.session.ente
    }

    /// Its settings.
    pub(super) fn settings(self) -> Result<Arc<EnteSettings>, Refusal> {
        self.product().enti.get(self.ente()).ok_or_else(|| Refusal::absent("ente"))
    }

    /// Their name.
    pub(super) fn name(self) -> &'a StaffName {
        &self.session.name
    }

    /// A stream of their Ente; another Ente's is unknown here.
    pub(super) async fn stream<A: Aggregate>(self, id: &str) -> Result<Option<Stream<A>>, Fault> {
        Ok(streams::read::<A>(self.pool(), id).await?.filter(|stream| stream.ente == *self.ente()))
    }

    /// Who acts, as events name them.
    pub(super) fn by(self) -> By {
        let actor = Actor::Operator(self.name().to_string());
        By { actor, correlation_id: self.asking.correlation, causation: None }
    }

    /// What is stored beside the events of a command of this request.
    pub(super) fn metadata(self) -> Metadata {
        let By { actor, correlation_id, causation } = self.by();
        self.product().metadata(self.ente(), actor, Assurance::Internal, correlation_id, causation)
    }

    /// Leave to look at somebody's data, written down before anything is shown: what cannot be written down is not. None when the data is
    /// restricted.
    pub(super) async fn looks(self, what: &str, subject: SubjectId, stream: Option<String>) -> Result<Option<Leave>, Fault> {
        let leave = may_use(self.pool(), self.ente(), subject, Use::Staff).await?;
        if leave.is_some() {
            self.notes_look(what, Some(subject), stream).await?;
        }
        Ok(leave)
    }

    /// Leave to list what somebody owes or paid, or to look for them.
    pub(super) async fn looks_up(self, what: &str, subject: SubjectId) -> Answering<()> {
        match self.looks(what, subject, None).await? {
            Some(_) => Ok(()),
            None => Err(Refusal::new("restricted", "person: what is known of them is kept out of use").into()),
        }
    }

    /// Writes down that they look at somebody's data, or looked for somebody who is not there.
    pub(super) async fn notes_look(self, what: &str, subject: Option<SubjectId>, stream: Option<String>) -> Result<(), Fault> {
        let who = Actor::Operator(self.name().to_string()).to_string();
        let looked = Looked { who, what: what.to_owned(), subject, stream, mandate: None };
        Ok(note_access(self.product(), self.ente(), &looked).await?)
    }

    /// Waits a little until a view has seen what a token stands for; whether it is stale all the same.
    pub(super) async fn wait(self, view: ViewName, freshness: Option<&str>) -> Answering<bool> {
        let Some(token) = freshness else { return Ok(false) };
        let token: Freshness = token.parse().map_err(|error| Refusal::input("freshness", error))?;
        let Some(last) = token.length().checked_sub(1) else { return Ok(false) };
        let waited = self.product().views.wait_for(self.pool(), view, last, VIEWING).await?;
        Ok(waited == Seen::Stale)
    }

    /// The token of everything in the log now.
    pub(super) fn latest(self) -> String {
        Freshness::of_length(self.product().head.next_index()).to_string()
    }
}
