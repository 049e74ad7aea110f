//! What is open: of the Ente, of a person, of a position.

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use projections::ViewName;
use projections::pending_list::queries::{self, PendingRequest, Wanted};
use projections::pending_list::{PendingCursor, PendingFilter, PendingNotice};

use super::access::{READERS, access};
use super::answer::{Answering, Refusal, settle};
use super::desk::Desk;
use super::page::{self, PageInfo};
use crate::graphql::fault::Fault;
use crate::graphql::page::cost;
use crate::graphql::scalars::{Amount, Day};

/// Whose notices; everybody's when neither is given.
#[derive(Clone, Debug, InputObject)]
pub(super) struct PendingInput {
    /// Of this person, by the number that stands for them.
    person: Option<String>,
    /// Of this position.
    position: Option<String>,
    /// Also notices that can be paid only from a later day on.
    #[graphql(default = true)]
    upcoming: bool,
}

/// One open notice.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(READERS.to_vec()))]
pub(super) struct OpenNotice {
    /// Notice number.
    nav: String,
    /// IUV.
    iuv: String,
    /// Its position.
    position: String,
    /// The office's own name of the position.
    iupd: String,
    /// The number that stands for whoever owes.
    person: String,
    /// What is owed.
    amount: Amount,
    /// What for.
    description: String,
    /// The office in charge.
    office: Option<String>,
    /// Day until which payment is in time.
    due_date: Option<Day>,
}

impl From<&PendingNotice> for OpenNotice {
    fn from(row: &PendingNotice) -> Self {
        Self {
            nav: row.nav.to_string(),
            iuv: row.iuv.to_string(),
            position: row.position.to_string(),
            iupd: row.iupd.to_string(),
            person: row.debtor.to_string(),
            amount: Amount(row.amount),
            description: row.description.to_string(),
            office: row.office.as_ref().map(ToString::to_string),
            due_date: row.due_date.map(Day),
        }
    }
}

/// A page of open notices, soonest due first.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(READERS.to_vec()))]
pub(super) struct OpenNotices {
    /// The rows.
    nodes: Vec<OpenNotice>,
    /// Where the next page begins.
    page_info: PageInfo,
    /// The list had not yet seen what `freshness` stands for.
    stale: bool,
}

/// What `pendingList` answers.
#[derive(Clone, Debug, Union)]
pub(super) enum PendingResult {
    /// A page.
    List(OpenNotices),
    /// Not.
    Refusal(Refusal),
}

/// The open notices.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PendingQuery;

#[Object]
impl PendingQuery {
    /// The open notices of the Ente.
    #[graphql(directive = access::apply(READERS.to_vec()), complexity = "cost(first, child_complexity)")]
    async fn pending_list(
        &self,
        ctx: &Context<'_>,
        input: PendingInput,
        first: Option<i32>,
        after: Option<String>,
        freshness: Option<String>,
    ) -> Result<PendingResult, Fault> {
        settle(read(Desk::of(ctx)?, &input, (first, after.as_deref(), freshness.as_deref())).await)
    }
}

async fn read(
    desk: Desk<'_>,
    input: &PendingInput,
    (first, after, freshness): (Option<i32>, Option<&str>, Option<&str>),
) -> Answering<OpenNotices> {
    let list = page::list(desk, "office pending", input);
    let (size, after) = page::asked::<PendingCursor>(desk, &list, first, after)?;
    let stale = desk.wait(ViewName::PendingList, freshness).await?;
    let wanted = if input.upcoming { Wanted::PayableOrUpcoming } else { Wanted::Payable };
    let request = PendingRequest { wanted, now: desk.asking.now, after, size, filter: PendingFilter::default() };
    let page = match (&input.person, &input.position) {
        (None, None) => queries::by_ente(desk.pool(), desk.ente(), &request).await?,
        (Some(person), None) => {
            let person = person.parse().map_err(|_| Refusal::input("input.person", "is no number of a person"))?;
            queries::by_debtor(desk.pool(), desk.ente(), person, &request).await?
        }
        (None, Some(position)) => {
            let position = position.parse().map_err(|_| Refusal::input("input.position", "is no id of a position"))?;
            queries::by_position(desk.pool(), desk.ente(), position, &request).await?
        }
        (Some(_), Some(_)) => return Err(Refusal::input("input", "person or position, not both").into()),
    };
    let page_info = page::info(desk, &list, page.next.as_ref());
    Ok(OpenNotices { nodes: page.rows.iter().map(OpenNotice::from).collect(), page_info, stale })
}
