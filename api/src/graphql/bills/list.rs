//! The table of bills.

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use domain::debt_position::SchoolYear;
use projections::ViewName;
use projections::bills::queries::{page as read, school_years};
use projections::bills::{BillCursor, BillRow};

use super::whose::whose;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::content::Said;
use crate::graphql::cursor::ListOf;
use crate::graphql::failure::{Answering, InvalidInput, LoginRequired, NotFound, settle};
use crate::graphql::fault::Fault;
use crate::graphql::page::{self, Asked, PageInfo};
use crate::graphql::room::Desk;
use crate::graphql::scalars::{Amount, Day};
use crate::messages::Message;

/// Whose bills.
#[derive(Clone, Debug, InputObject)]
pub struct SchoolBillsInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// Only of these positions, at most 100, each shown to be known. Without them: everything a citizen with a verified identity owes, or
    /// what a citizen with a password account made themselves.
    pub proofs: Option<Vec<String>>,
    /// Only of this school year, `2026/2027`.
    pub school_year: Option<String>,
}

/// One bill.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct SchoolBill {
    /// Its type ("tipo").
    pub kind: String,
    /// The year it was numbered in ("anno").
    pub year: u16,
    /// Its number ("numero").
    pub number: String,
    /// The school year it is for.
    pub school_year: String,
    /// Day until which all of it is to be paid ("scadenza").
    pub due_date: Option<Day>,
    /// What it amounts to ("importo totale").
    pub total: Amount,
    /// What was paid of it ("pagato").
    pub paid: Amount,
    /// What is left: total less paid ("residuo").
    pub residual: Amount,
}

/// A page of bills, newest first.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct SchoolBills {
    /// The bills.
    pub nodes: Vec<SchoolBill>,
    /// The school years there are bills of, latest first.
    pub school_years: Vec<String>,
    /// What to show when there is none.
    pub empty: Option<Said>,
    /// Where the next page begins.
    pub page_info: PageInfo,
    /// The list had not yet seen what `freshness` stands for.
    pub stale: bool,
}

/// What `schoolBills` answers.
#[derive(Clone, Debug, Union)]
pub enum SchoolBillsResult {
    /// A page.
    List(SchoolBills),
    /// No such Ente here.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
    /// Without proofs a list needs to know whose it is.
    LoginRequired(LoginRequired),
}

/// The table of bills.
#[derive(Clone, Copy, Debug, Default)]
pub struct BillsQuery;

#[Object]
impl BillsQuery {
    /// The numbered bills of school services, newest first.
    #[graphql(directive = access::apply(AccessRule::Holder), complexity = "page::cost(first, child_complexity)")]
    async fn school_bills(
        &self,
        ctx: &Context<'_>,
        input: SchoolBillsInput,
        first: Option<i32>,
        after: Option<String>,
        freshness: Option<String>,
    ) -> Result<SchoolBillsResult, Fault> {
        settle(list(Desk::of(ctx), input, (first, after.as_deref(), freshness.as_deref())).await)
    }
}

async fn list(
    desk: Desk<'_>,
    input: SchoolBillsInput,
    (first, after, freshness): (Option<i32>, Option<&str>, Option<&str>),
) -> Answering<SchoolBillsResult> {
    let failing = desk.failing();
    let ente = desk.ente("input.ente", &input.ente)?;
    let school_year = input.school_year.as_deref().map(SchoolYear::parse).transpose();
    let school_year = school_year.map_err(|error| failing.input_key("input.schoolYear", error.key()))?;
    let of = whose::<SchoolBillsResult>(desk, &ente, input.proofs.as_deref().unwrap_or_default()).await?;
    let (viewer, narrowed) = (desk.asking.viewer.actor().to_string(), format!("{of:?} {school_year:?}"));
    let list = ListOf::new("school bills", [viewer.as_str(), ente.code.as_str(), narrowed.as_str()]);
    let Asked { size, after } = page::asked::<BillCursor>(desk, &list, first, after)?;
    let stale = desk.wait(ViewName::Bills, freshness).await?;
    let begins = after.is_none();
    let page = read(desk.pool(), &ente.code, &of, school_year.as_ref(), (after, size)).await?;
    let years = school_years(desk.pool(), &ente.code, &of).await?;
    Ok(SchoolBills {
        nodes: page.rows.iter().map(SchoolBill::of).collect(),
        school_years: years.iter().map(ToString::to_string).collect(),
        empty: (begins && page.rows.is_empty()).then(|| Said::of(desk, Message::BillsEmpty)),
        page_info: page::info(desk, &list, page.next.as_ref()),
        stale,
    }
    .into())
}

impl SchoolBill {
    pub(super) fn of(row: &BillRow) -> Self {
        Self {
            kind: row.document.kind.to_string(),
            year: row.document.year.as_u16(),
            number: row.document.number.to_string(),
            school_year: row.document.school_year.to_string(),
            due_date: row.due_date.map(Day),
            total: Amount(row.balance.total),
            paid: Amount(row.balance.paid),
            residual: Amount(row.balance.residual()),
        }
    }
}
