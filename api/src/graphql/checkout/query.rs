//! Asking how a payment goes.

use async_graphql::{Context, Object, Union};

use super::status::Seen;
use super::types::Checkout;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, NotFound, settle};
use crate::graphql::fault::Fault;
use crate::graphql::room::Desk;
use crate::messages::Message;

/// What `checkout` answers.
#[derive(Clone, Debug, Union)]
pub enum CheckoutResult {
    /// The attempt.
    Checkout(Checkout),
    /// The reference is not one of ours.
    NotFound(NotFound),
}

/// Questions about payments in progress.
#[derive(Clone, Copy, Debug, Default)]
pub struct CheckoutQuery;

#[Object]
impl CheckoutQuery {
    /// How a payment goes, whether or not the browser ever came back. Always as new as the last event.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn checkout(&self, ctx: &Context<'_>, reference: String) -> Result<CheckoutResult, Fault> {
        settle(look(Desk::of(ctx), &reference).await)
    }
}

async fn look(desk: Desk<'_>, reference: &str) -> Answering<CheckoutResult> {
    let absent = || desk.failing().absent(Message::CheckoutAbsent);
    let id = desk.room.references().checkout(reference).ok_or_else(absent)?;
    let seen = Seen::read(desk, id).await?.ok_or_else(absent)?;
    Ok(seen.show(desk).into())
}
