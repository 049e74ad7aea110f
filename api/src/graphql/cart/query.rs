//! Looking into a cart.

use async_graphql::{Context, Object, Union};

use super::open::{OpenCart, standings};
use super::own;
use super::types::Cart;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, InvalidInput, NotFound, settle};
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

/// What `ownCart` answers.
#[derive(Clone, Debug, Union)]
pub enum OwnCartResult {
    /// The cart.
    Cart(Cart),
    /// No such Ente here, or nothing was put into a cart yet.
    NotFound(NotFound),
    /// The code is not one.
    InvalidInput(InvalidInput),
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

    /// One's own cart, the same at every login and on every device. Always as new as the last command.
    #[graphql(directive = access::apply(AccessRule::Citizen))]
    async fn own_cart(&self, ctx: &Context<'_>, ente: String) -> Result<OwnCartResult, Fault> {
        settle(own_cart(Desk::of(ctx), &ente).await)
    }
}

/// The viewer's own cart; an anonymous visitor has none but those whose id they know.
async fn own_cart(desk: Desk<'_>, ente: &str) -> Answering<OwnCartResult> {
    let ente = desk.ente("ente", ente)?;
    let absent = || desk.failing().absent(Message::CartEmpty);
    let owner = desk.owner().ok_or_else(absent)?;
    let (cart, standings) = own::find(desk, &ente.code, owner).await?.ok_or_else(absent)?;
    Ok(Cart::of(desk, &cart, &standings).into())
}

async fn look(desk: Desk<'_>, id: &str) -> Answering<CartResult> {
    let cart = OpenCart::find(desk, id).await?.ok_or_else(|| desk.failing().absent(Message::CartAbsent))?;
    let standings = standings(desk, cart.ente(), cart.items()).await?;
    Ok(Cart::of(desk, &cart, &standings).into())
}
