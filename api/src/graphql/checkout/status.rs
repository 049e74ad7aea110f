//! Reading an attempt to pay by its reference.

use domain::checkout::Checkout as State;
use domain::ids::CheckoutId;

use super::types::Checkout;
use crate::graphql::fault::Fault;
use crate::graphql::freshness::Freshness;
use crate::graphql::room::Desk;
use crate::graphql::streams::{self, Stream};

/// An attempt as it stands, and the place in the log it was last changed at.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) id: CheckoutId,
    pub(super) stream: Stream<State>,
    pub(super) freshness: Freshness,
}

impl Seen {
    /// Reads an attempt; nothing when it was never started.
    pub(super) async fn read(desk: Desk<'_>, id: CheckoutId) -> Result<Option<Self>, Fault> {
        let Some(stream) = streams::read::<State>(desk.pool(), &id.to_string()).await? else { return Ok(None) };
        let freshness = desk.freshness::<State>(&id.to_string(), stream.version).await?;
        Ok(Some(Self { id, stream, freshness }))
    }

    /// As its holder sees it.
    pub(super) fn show(&self, desk: Desk<'_>) -> Checkout {
        let reference = desk.room.references().reference(self.id);
        Checkout::of(desk, &self.stream.ente, &self.stream.state, reference, self.freshness.to_string())
    }
}
