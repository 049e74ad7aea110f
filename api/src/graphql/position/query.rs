//! Opening a position again, with the proof an earlier answer gave.

use async_graphql::{Context, Object, SimpleObject, Union};
use domain::ente::EnteSettings;
use domain::identifier::EnteCode;
use domain::ids::PositionId;

use super::standing::{Standing, is_offered};
use super::types::Position;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, NotFound, settle};
use crate::graphql::fault::Fault;
use crate::graphql::proof::{Proof, Proved};
use crate::graphql::room::Desk;
use crate::messages::Message;
use crate::vault::Envelope;

/// A position that was found.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct PositionFound {
    /// The position.
    pub position: Position,
}

/// What `position` answers.
#[derive(Clone, Debug, Union)]
pub enum PositionResult {
    /// Found.
    Found(PositionFound),
    /// The proof opens nothing.
    NotFound(NotFound),
}

/// Questions about one position.
#[derive(Clone, Copy, Debug, Default)]
pub struct PositionQuery;

#[Object]
impl PositionQuery {
    /// The position a proof opens, as it stands now.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn position(&self, ctx: &Context<'_>, proof: String) -> Result<PositionResult, Fault> {
        settle(open(Desk::of(ctx), &proof).await)
    }
}

async fn open(desk: Desk<'_>, proof: &str) -> Answering<PositionResult> {
    let absent = || desk.failing().absent(Message::ProofInvalid);
    let (ente, id) = proved_position(desk, proof).ok_or_else(absent)?;
    let ente = desk.product().enti.get(&ente).ok_or_else(absent)?;
    let position = show(desk, &ente, id).await?.ok_or_else(absent)?;
    Ok(PositionFound { position }.into())
}

/// The position a proof opens.
pub fn proved_position(desk: Desk<'_>, proof: &str) -> Option<(EnteCode, PositionId)> {
    match Proof::read(desk.room.signer(), proof, desk.asking.now)? {
        Proof { ente, of: Proved::Position(id) } => Some((ente, id)),
        Proof { of: Proved::Receipt(_) | Proved::Payment(_), .. } => None,
    }
}

/// A position as a viewer who proved to know it sees it; nothing when it is not offered.
///
/// # Errors
/// When the database is away.
pub async fn show(desk: Desk<'_>, ente: &EnteSettings, id: PositionId) -> Result<Option<Position>, Fault> {
    let Some(standing) = Standing::read(desk, &ente.code, id).await? else { return Ok(None) };
    let (Some(terms), Some(debtor)) = (standing.position().terms(), standing.position().debtor()) else { return Ok(None) };
    if !is_offered(standing.position().payability()) {
        return Ok(None);
    }
    let stream = format!("DebtPosition/{id}");
    let at = Envelope { ente: &ente.code, stream: &stream, field: "debtor" };
    let person = desk.product().vault.open_person(at, debtor).await?;
    Ok(Some(Position::of(desk, ente, &standing, terms, person.as_ref())))
}
