//! What the resolvers work with: the product, what signs and counts, and who asks.

use std::sync::Arc;
use std::time::Duration;

use async_graphql::Context;
use chrono::{DateTime, Utc};
use cqrs_es::Aggregate;
use domain::ente::EnteSettings;
use domain::identifier::EnteCode;
use domain::ids::{CorrelationId, SubjectId};
use domain::metadata::Metadata;
use projections::ViewName;
use projections::freshness::Freshness as Seen;
use projections::pending_list::Pages;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use super::caps::Caps;
use super::failure::{Ended, Failing, InvalidInput, NotFound};
use super::fault::Fault;
use super::freshness::Freshness;
use super::live::Feed;
use super::viewer::{Identify, Viewer};
use crate::checkout::ReturnReferences;
use crate::http::ClientNetwork;
use crate::identity::Session;
use crate::links::Signer;
use crate::messages::{Language, Message};
use crate::product::Product;

/// How long a command waits for its place in the log before it answers.
const SEQUENCING: Duration = Duration::from_secs(2);

/// How long a question waits for a view.
const VIEWING: Duration = Duration::from_millis(500);

/// What all requests share. Cheap to clone.
#[derive(Clone)]
pub struct Room {
    inner: Arc<Inner>,
}

struct Inner {
    product: Product,
    signer: Signer,
    caps: Caps,
    feed: Feed,
    references: ReturnReferences,
    pending: Pages,
    identify: Box<dyn Identify>,
}

impl std::fmt::Debug for Room {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Room").field("product", &self.inner.product).finish_non_exhaustive()
    }
}

impl Room {
    /// The room of a product, inside a runtime; `identify` recognises who sends a request.
    #[must_use]
    pub fn new(product: &Product, identify: impl Identify) -> Self {
        let settings = &product.settings;
        let inner = Inner {
            signer: Signer::new(settings.links.secret_file.bytes()),
            caps: Caps::new(&settings.limits),
            feed: Feed::new(product.pool.clone(), product.head.clone()),
            references: ReturnReferences::new(settings.http.public_url.clone(), settings.links.secret_file.bytes()),
            pending: Pages::new(product.pool.clone()),
            identify: Box::new(identify),
            product: product.clone(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// The product.
    #[must_use]
    pub fn product(&self) -> &Product {
        &self.inner.product
    }

    /// Makes and recognises proofs, cursors and links.
    #[must_use]
    pub fn signer(&self) -> &Signer {
        &self.inner.signer
    }

    /// How much may be asked.
    #[must_use]
    pub fn caps(&self) -> &Caps {
        &self.inner.caps
    }

    pub(crate) fn feed(&self) -> &Feed {
        &self.inner.feed
    }

    /// Reads pending lists.
    pub(super) fn pending(&self) -> &Pages {
        &self.inner.pending
    }

    /// By what a payment is known outside.
    #[must_use]
    pub fn references(&self) -> &ReturnReferences {
        &self.inner.references
    }

    /// Follows the log for those who watch payments, until `stop`.
    pub async fn follow(self, stop: CancellationToken) {
        self.inner.feed.clone().follow(stop).await;
    }

    pub(super) fn identify(&self) -> &dyn Identify {
        &*self.inner.identify
    }
}

/// One request: who asks, in which language, when.
#[derive(Clone, Debug)]
pub struct Asking {
    /// Who.
    pub viewer: Viewer,
    /// By which session.
    pub session: Option<Arc<Session>>,
    /// In which language.
    pub language: Language,
    /// From which network.
    pub client: ClientNetwork,
    /// When.
    pub now: DateTime<Utc>,
    /// What the events of this request are tied together by.
    pub correlation: CorrelationId,
}

/// The room as one request uses it.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// The room.
    pub room: &'a Room,
    /// The request.
    pub asking: &'a Asking,
}

impl<'a> Desk<'a> {
    /// The desk of the request being executed.
    #[must_use]
    pub fn of(ctx: &Context<'a>) -> Self {
        Self { room: ctx.data_unchecked(), asking: ctx.data_unchecked() }
    }

    /// The product.
    #[must_use]
    pub fn product(self) -> &'a Product {
        self.room.product()
    }

    /// The database.
    #[must_use]
    pub fn pool(self) -> &'a PgPool {
        &self.product().pool
    }

    /// Makes failures in the language of the request.
    #[must_use]
    pub fn failing(self) -> Failing {
        Failing(self.asking.language)
    }

    /// The settings of the Ente a client names in `field`.
    pub(super) fn ente<R>(self, field: &str, code: &str) -> Result<Arc<EnteSettings>, Ended<R>>
    where
        R: From<InvalidInput> + From<NotFound>,
    {
        let code = EnteCode::parse(code).map_err(|error| self.failing().input_key(field, error.key()))?;
        let known = self.product().enti.get(&code);
        Ok(known.ok_or_else(|| self.failing().absent(Message::EnteAbsent))?)
    }

    /// The token of a command that brought a stream to this version: waits a moment for its place in the log.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn freshness<A: Aggregate>(self, id: &str, version: usize) -> Result<Freshness, Fault> {
        let Product { pool, head, .. } = self.product();
        let index = replay::log::locate(pool, head, A::TYPE, id, version, SEQUENCING).await.map_err(Fault::unforeseen)?;
        // A sequencer that stands still gives no place yet: the next one is the least the event can get.
        Ok(Freshness::of_length(index.unwrap_or_else(|| head.next_index()) + 1))
    }

    /// The token of everything that is in the log now: what it says depends on nothing that was asked.
    #[must_use]
    pub fn latest(self) -> Freshness {
        Freshness::of_length(self.product().head.next_index())
    }

    /// Waits a little until a view has seen what a token stands for; whether it is stale all the same.
    pub(super) async fn wait<R: From<InvalidInput>>(self, view: ViewName, freshness: Option<&str>) -> Result<bool, Ended<R>> {
        let Some(token) = freshness else { return Ok(false) };
        let invalid = || self.failing().input("freshness", Message::FreshnessInvalid);
        let token: Freshness = token.parse().map_err(|_| invalid())?;
        let Some(last) = token.length().checked_sub(1) else { return Ok(false) };
        let waited = self.product().views.wait_for(self.pool(), view, last, VIEWING).await.map_err(Fault::from)?;
        Ok(waited == Seen::Stale)
    }

    /// To whom belongs what the viewer opens: to their account, which stays the same when its level rises.
    #[must_use]
    pub fn owner(self) -> Option<SubjectId> {
        let session = self.asking.session.as_ref();
        session.map(|session| session.holder.subject).or_else(|| self.asking.viewer.subject())
    }

    /// The numbers the viewer is known by: that of their account, and that of their tax code once it is verified. Empty for the anonymous.
    #[must_use]
    pub fn numbers(self) -> Vec<SubjectId> {
        let mut numbers: Vec<SubjectId> = self.asking.viewer.subject().into_iter().collect();
        numbers.extend(self.owner().filter(|owner| !numbers.contains(owner)));
        numbers
    }

    /// What is stored beside the events of a command of this request.
    #[must_use]
    pub fn metadata(self, ente: &EnteCode) -> Metadata {
        let Asking { viewer, correlation, .. } = self.asking;
        self.product().metadata(ente, viewer.actor(), viewer.assurance(), *correlation, None)
    }
}
