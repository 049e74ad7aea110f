//! Changing a cart. Every command may be repeated: the second time it changes nothing and answers the same.

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use domain::cart::{CartCommand, Owner};
use domain::identifier::NoticeNumber;
use domain::ids::CartId;

use super::open::{OpenCart, standings};
use super::own;
use super::types::Cart;
use crate::clock::random_uuid;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, CartRefused, InvalidInput, NotFound, NoticeNotPayable, cart_reason, settle};
use crate::graphql::fault::{Fault, Impossible, refusal_of};
use crate::graphql::position::{Standing, cart_item, is_offered, proved_position};
use crate::graphql::room::Desk;
use crate::messages::Message;

/// For whom a cart is opened.
#[derive(Clone, Debug, InputObject)]
pub struct OpenCartInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
}

/// What is put into a cart.
#[derive(Clone, Debug, InputObject)]
pub struct AddToCartInput {
    /// The cart.
    pub cart_id: String,
    /// Shows that the notice's position was found (`Position.proof`).
    pub proof: String,
    /// The notice.
    pub nav: String,
}

/// What is taken out of a cart.
#[derive(Clone, Debug, InputObject)]
pub struct RemoveFromCartInput {
    /// The cart.
    pub cart_id: String,
    /// The notice.
    pub nav: String,
}

/// The cart that is emptied.
#[derive(Clone, Debug, InputObject)]
pub struct ClearCartInput {
    /// The cart.
    pub cart_id: String,
}

/// The cart after a command.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct CartChanged {
    /// The cart as it stands now.
    pub cart: Cart,
    /// Give it to questions that must have seen this command.
    pub freshness: String,
}

/// What `openCart` answers.
#[derive(Clone, Debug, Union)]
pub enum OpenCartResult {
    /// Opened.
    Changed(CartChanged),
    /// No such Ente here.
    NotFound(NotFound),
    /// The code is not one.
    InvalidInput(InvalidInput),
}

/// What the other commands of a cart answer.
#[derive(Clone, Debug, Union)]
pub enum CartChangedResult {
    /// Done.
    Changed(CartChanged),
    /// No such cart, or the proof opens nothing.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
    /// The notice cannot be paid now.
    NoticeNotPayable(NoticeNotPayable),
    /// The cart does not take it.
    CartRefused(CartRefused),
}

/// Commands of a cart.
#[derive(Clone, Copy, Debug, Default)]
pub struct CartMutation;

#[Object]
impl CartMutation {
    /// Opens a cart: an empty one, or for somebody who logged in the one they have.
    #[graphql(directive = access::apply(AccessRule::Anyone))]
    async fn open_cart(&self, ctx: &Context<'_>, input: OpenCartInput) -> Result<OpenCartResult, Fault> {
        settle(open(Desk::of(ctx), &input).await)
    }

    /// Puts a notice into the cart; it stays where it was found and can still be paid otherwise.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn add_to_cart(&self, ctx: &Context<'_>, input: AddToCartInput) -> Result<CartChangedResult, Fault> {
        settle(add(Desk::of(ctx), &input).await)
    }

    /// Takes one notice out; the others stay.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn remove_from_cart(&self, ctx: &Context<'_>, input: RemoveFromCartInput) -> Result<CartChangedResult, Fault> {
        settle(remove(Desk::of(ctx), &input).await)
    }

    /// Takes everything out; nothing is cancelled.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn clear_cart(&self, ctx: &Context<'_>, input: ClearCartInput) -> Result<CartChangedResult, Fault> {
        settle(clear(Desk::of(ctx), &input).await)
    }
}

async fn open(desk: Desk<'_>, input: &OpenCartInput) -> Answering<OpenCartResult> {
    let ente = desk.ente("input.ente", &input.ente)?;
    if let Some(owner) = desk.owner() {
        let cart = own::open(desk, &ente.code, owner).await?;
        let standings = standings(desk, cart.ente(), cart.items()).await?;
        return Ok(changed(desk, &cart, &standings).await?.into());
    }
    // Random and told to nobody else: knowing it is the right to use it.
    let id = CartId::new(random_uuid()).to_string();
    let command = CartCommand::Open { owner: Owner::Anonymous };
    let executed = desk.product().commands.carts.execute(&id, command, desk.metadata(&ente.code).to_map()).await;
    if let Err(error) = executed {
        return Err(Fault::unforeseen(refusal_of(error)?).into());
    }
    let cart = OpenCart::find(desk, &id).await?.ok_or(Impossible("a cart that was just opened does not exist"))?;
    Ok(changed(desk, &cart, &[]).await?.into())
}

async fn add(desk: Desk<'_>, input: &AddToCartInput) -> Answering<CartChangedResult> {
    let nav = notice(desk, &input.nav)?;
    let unproved = || desk.failing().absent(Message::ProofInvalid);
    let (ente, position) = proved_position(desk, &input.proof).ok_or_else(unproved)?;
    let ente = desk.product().enti.get(&ente).ok_or_else(unproved)?;
    let cart = OpenCart::find(desk, &input.cart_id).await?.ok_or_else(|| desk.failing().absent(Message::CartAbsent))?;
    if *cart.ente() != ente.code {
        return Err(unproved().into());
    }
    let standing = Standing::read(desk, &ente.code, position).await?;
    let standing = standing.filter(|standing| is_offered(standing.position().payability())).ok_or_else(unproved)?;
    match cart_item(desk, &ente, &standing, &nav)? {
        Ok(item) => command(desk, cart, CartCommand::Add { item: Ok(item) }).await,
        Err(reason) => Err(desk.failing().not_payable(nav.as_str(), reason).into()),
    }
}

async fn remove(desk: Desk<'_>, input: &RemoveFromCartInput) -> Answering<CartChangedResult> {
    let nav = notice(desk, &input.nav)?;
    let cart = OpenCart::find(desk, &input.cart_id).await?.ok_or_else(|| desk.failing().absent(Message::CartAbsent))?;
    command(desk, cart, CartCommand::Remove { nav }).await
}

async fn clear(desk: Desk<'_>, input: &ClearCartInput) -> Answering<CartChangedResult> {
    let cart = OpenCart::find(desk, &input.cart_id).await?.ok_or_else(|| desk.failing().absent(Message::CartAbsent))?;
    command(desk, cart, CartCommand::Clear).await
}

fn notice(desk: Desk<'_>, nav: &str) -> Result<NoticeNumber, InvalidInput> {
    NoticeNumber::parse(nav).map_err(|error| desk.failing().input_key("input.nav", error.key()))
}

async fn command(desk: Desk<'_>, cart: OpenCart, command: CartCommand) -> Answering<CartChangedResult> {
    match cart.command(desk, command).await? {
        Ok(cart) => {
            let standings = standings(desk, cart.ente(), cart.items()).await?;
            Ok(changed(desk, &cart, &standings).await?.into())
        }
        Err(refusal) => Err(match cart_reason(&refusal) {
            Some((reason, nav)) => desk.failing().cart(reason, nav).into(),
            None => desk.failing().absent(Message::CartAbsent).into(),
        }),
    }
}

async fn changed(desk: Desk<'_>, cart: &OpenCart, standings: &[Standing]) -> Result<CartChanged, Fault> {
    let freshness = desk.freshness::<domain::cart::Cart>(&cart.id.to_string(), cart.version()).await?;
    Ok(CartChanged { cart: Cart::of(desk, cart, standings), freshness: freshness.to_string() })
}
