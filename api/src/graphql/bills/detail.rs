//! One bill, by type, year and number.

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use domain::debt_position::DocumentYear;
use domain::text::{Text35, Text70};
use projections::bills::queries::{BillName, one};

use super::list::SchoolBill;
use super::whose::whose;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::content::Said;
use crate::graphql::failure::{Answering, Failing, InvalidInput, LoginRequired, NotFound, settle};
use crate::graphql::fault::Fault;
use crate::graphql::proof::{Proof, Proved};
use crate::graphql::room::Desk;
use crate::messages::Message;

/// Which bill.
#[derive(Clone, Debug, InputObject)]
pub struct SchoolBillInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// As for `schoolBills`.
    pub proofs: Option<Vec<String>>,
    /// Its type.
    pub kind: String,
    /// The year it was numbered in.
    pub year: i32,
    /// Its number.
    pub number: String,
}

/// A bill that was found.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct SchoolBillFound {
    /// The bill.
    pub bill: SchoolBill,
    /// Opens its position, where it is paid.
    pub proof: String,
    /// Where it is paid, in words; none when nothing is left.
    pub pay: Option<Said>,
}

/// What `schoolBill` answers.
#[derive(Clone, Debug, Union)]
pub enum SchoolBillResult {
    /// Found.
    Found(SchoolBillFound),
    /// No such Ente, or no such bill of this viewer's.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
    /// Without proofs it must be known whose it is.
    LoginRequired(LoginRequired),
}

/// One bill.
#[derive(Clone, Copy, Debug, Default)]
pub struct BillQuery;

#[Object]
impl BillQuery {
    /// A bill by type, year and number, with what leads to its payment.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn school_bill(&self, ctx: &Context<'_>, input: SchoolBillInput) -> Result<SchoolBillResult, Fault> {
        settle(show(Desk::of(ctx), input).await)
    }
}

async fn show(desk: Desk<'_>, input: SchoolBillInput) -> Answering<SchoolBillResult> {
    let ente = desk.ente("input.ente", &input.ente)?;
    let name = name(desk.failing(), &input)?;
    let of = whose::<SchoolBillResult>(desk, &ente, input.proofs.as_deref().unwrap_or_default()).await?;
    let found = one(desk.pool(), &ente.code, &of, &name).await?;
    let row = found.ok_or_else(|| desk.failing().absent(Message::BillAbsent))?;
    let proof = Proof { ente: ente.code.clone(), of: Proved::Position(row.position) };
    Ok(SchoolBillFound {
        bill: SchoolBill::of(&row),
        proof: proof.write(desk.room.signer(), desk.asking.now),
        pay: row.balance.residual().is_positive().then(|| Said::of(desk, Message::BillPay)),
    }
    .into())
}

fn name(failing: Failing, input: &SchoolBillInput) -> Result<BillName, InvalidInput> {
    let year = u16::try_from(input.year).ok().and_then(|year| DocumentYear::try_from(year).ok());
    Ok(BillName {
        kind: Text70::parse(&input.kind).map_err(|error| failing.input_key("input.kind", error.key()))?,
        year: year.ok_or_else(|| failing.input("input.year", Message::DocumentYearRange))?,
        number: Text35::parse(&input.number).map_err(|error| failing.input_key("input.number", error.key()))?,
    })
}
