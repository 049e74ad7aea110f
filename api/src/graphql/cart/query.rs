//! Looking into a cart.

use async_graphql::{Context, Object, Union};

use super::open::{OpenCart, standings};
use super::types::Cart;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, NotFound, settle};
use crate::graphql::fault::Fault;
use crate::graphql::room::Desk;
use crate::messages::Message;

/// What `cart` answers.
#[derive(Clone, Debug, Union)]
pub enum CartResult {
    /// The cart.
    Cart(Cart),
    /// No such cart, or not yours.
    NotFound(NotFound),
}

/// Questions about a cart.
#[derive(Clone, Copy, Debug, Default)]
pub struct CartQuery;

#[Object]
impl CartQuery {
    /// A cart with its notices as they stand now. Always as new as the last command: it needs no freshness token.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn cart(&self, ctx: &Context<'_>, id: String) -> Result<CartResult, Fault> {
        settle(look(Desk::of(ctx), &id).await)
    }
}

async fn look(desk: Desk<'_>, id: &str) -> Answering<CartResult> {
    let cart = OpenCart::find(desk, id).await?.ok_or_else(|| desk.failing().absent(Message::CartAbsent))?;
    let standings = standings(desk, cart.ente(), cart.items()).await?;
    Ok(Cart::of(desk, &cart, &standings).into())
}
