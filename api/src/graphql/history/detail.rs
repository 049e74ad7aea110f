//! One payment in full: where it stands, and the debt it was for.

use async_graphql::{Context, Object, SimpleObject, Union};
use projections::payment_history::queries;

use super::types::Payment;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, NotFound, settle};
use crate::graphql::fault::Fault;
use crate::graphql::position::{Position, show};
use crate::graphql::proof::{Proof, Proved};
use crate::graphql::room::Desk;
use crate::messages::Message;

/// A payment that was found.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct PaymentFound {
    /// The payment.
    pub payment: Payment,
    /// The debt it was for; absent when it is none of this Ente.
    pub position: Option<Position>,
}

/// What `payment` answers.
#[derive(Clone, Debug, Union)]
pub enum PaymentResult {
    /// Found.
    Found(Box<PaymentFound>),
    /// The proof opens nothing.
    NotFound(NotFound),
}

/// Questions about one payment.
#[derive(Clone, Copy, Debug, Default)]
pub struct PaymentQuery;

#[Object]
impl PaymentQuery {
    /// The payment a line of a list stands for ("vedi dettaglio pagamento"), as it stands now.
    #[graphql(directive = access::apply(AccessRule::Holder), complexity = "20 + child_complexity")]
    async fn payment(&self, ctx: &Context<'_>, proof: String) -> Result<PaymentResult, Fault> {
        settle(open(Desk::of(ctx), &proof).await)
    }
}

async fn open(desk: Desk<'_>, proof: &str) -> Answering<PaymentResult> {
    let absent = || desk.failing().absent(Message::ProofInvalid);
    let proof = Proof::read(desk.room.signer(), proof, desk.asking.now).ok_or_else(absent)?;
    let Proof { ente, of: Proved::Payment(line) } = proof else { return Err(absent().into()) };
    let ente = desk.product().enti.get(&ente).ok_or_else(absent)?;
    let entry = queries::by_id(desk.pool(), &ente.code, &line).await?.ok_or_else(absent)?;
    let position = match entry.position {
        Some(position) => show(desk, &ente, position).await?,
        None => None,
    };
    Ok(Box::new(PaymentFound { payment: Payment::of(desk, &entry), position }).into())
}
