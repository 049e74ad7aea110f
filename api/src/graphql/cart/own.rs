//! The cart of a person who logged in: one for each Ente, found again at the next login and on every device. Notices that were paid or
//! withdrawn meanwhile leave it when it is opened.

use domain::cart::{CartCommand, CartItem, Owner};
use domain::debt_position::NotPayable;
use domain::identifier::EnteCode;
use domain::ids::{CartId, SubjectId};
use uuid::Uuid;

use super::open::{OpenCart, standings};
use crate::clock::random_uuid;
use crate::graphql::fault::{Fault, Impossible, refusal_of};
use crate::graphql::position::Standing;
use crate::graphql::room::Desk;

const KEEP: &str = "INSERT INTO own_cart (ente, subject, cart_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
/// The cart of a person.
pub(crate) const FIND: &str = "SELECT cart_id FROM own_cart WHERE ente = $1 AND subject = $2";
const CHANGE: &str = "UPDATE own_cart SET cart_id = $4 WHERE ente = $1 AND subject = $2 AND cart_id = $3";

/// The cart of the viewer, opened when they have none. Asked many times at once it is one cart.
pub(super) async fn open(desk: Desk<'_>, ente: &EnteCode, owner: SubjectId) -> Result<OpenCart, Fault> {
    let candidate = CartId::new(random_uuid());
    let query = sqlx::query(KEEP).bind(ente.as_str()).bind(owner.as_uuid()).bind(candidate.as_uuid());
    query.execute(desk.pool()).await?;
    let id = known(desk, ente, owner).await?.unwrap_or(candidate).to_string();
    let command = CartCommand::Open { owner: Owner::Citizen(owner) };
    let opened = desk.product().commands.carts.execute(&id, command, desk.metadata(ente).to_map()).await;
    if let Err(error) = opened {
        return Err(Fault::unforeseen(refusal_of(error)?));
    }
    let found = find(desk, ente, owner).await?;
    found.map(|(cart, _)| cart).ok_or_else(|| Impossible("a cart that was just opened does not exist").into())
}

/// The cart of the viewer, if they have one, and how the positions behind its notices stand.
pub(super) async fn find(desk: Desk<'_>, ente: &EnteCode, owner: SubjectId) -> Result<Option<(OpenCart, Vec<Standing>)>, Fault> {
    let Some(id) = known(desk, ente, owner).await? else { return Ok(None) };
    match OpenCart::find(desk, &id.to_string()).await? {
        Some(cart) => Ok(Some(tidied(desk, cart).await?)),
        None => Ok(None),
    }
}

/// A cart that was filled before the login becomes the viewer's own, unless theirs holds something.
pub(super) async fn adopt(desk: Desk<'_>, cart: CartId, ente: &EnteCode, owner: SubjectId) -> Result<(), Fault> {
    let (ente_code, subject) = (ente.as_str(), owner.as_uuid());
    let Some(own) = known(desk, ente, owner).await? else {
        sqlx::query(KEEP).bind(ente_code).bind(subject).bind(cart.as_uuid()).execute(desk.pool()).await?;
        return Ok(());
    };
    let holds_nothing = OpenCart::find(desk, &own.to_string()).await?.is_none_or(|own| own.items().is_empty());
    if holds_nothing {
        let query = sqlx::query(CHANGE).bind(ente_code).bind(subject).bind(own.as_uuid()).bind(cart.as_uuid());
        query.execute(desk.pool()).await?;
    }
    Ok(())
}

async fn known(desk: Desk<'_>, ente: &EnteCode, owner: SubjectId) -> Result<Option<CartId>, Fault> {
    let found: Option<Uuid> =
        sqlx::query_scalar(FIND).bind(ente.as_str()).bind(owner.as_uuid()).fetch_optional(desk.pool()).await?;
    Ok(found.map(CartId::new))
}

/// Takes out what can never be paid again.
async fn tidied(desk: Desk<'_>, mut cart: OpenCart) -> Result<(OpenCart, Vec<Standing>), Fault> {
    let standings = standings(desk, cart.ente(), cart.items()).await?;
    let gone: Vec<_> = cart.items().iter().filter(|item| is_over(desk, item, &standings)).map(|item| item.nav.clone()).collect();
    for nav in gone {
        match cart.command(desk, CartCommand::Remove { nav }).await? {
            Ok(tidied) => cart = tidied,
            Err(refusal) => return Err(Fault::unforeseen(refusal)),
        }
    }
    Ok((cart, standings))
}

fn is_over(desk: Desk<'_>, item: &CartItem, standings: &[Standing]) -> bool {
    let Some(standing) = standings.iter().find(|standing| standing.id == item.position) else { return false };
    let payable = standing.position().payable(&item.nav, desk.asking.now);
    matches!(payable, Err(NotPayable::Paid | NotPayable::Withdrawn))
}
