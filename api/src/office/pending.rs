//! What is open: of the Ente, of a person, of a position.

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use domain::ids::{PositionId, SubjectId};
use projections::ViewName;
use projections::help_desk::Thread;
use projections::past::Past;
use projections::pending_list::queries::{self, PendingRequest, Wanted};
use projections::pending_list::{PendingCursor, PendingFilter, PendingNotice};
use projections::query::Page;

use super::access::{READERS, access};
use super::answer::{Answering, Refusal, settle};
use super::as_of::{self, AsOf};
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
    /// As of when it is, when that was asked for.
    as_of: Option<AsOf>,
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
    /// The open notices of the Ente. Of a person or a position also as they were shown `asOf` a place in the log or an RFC 3339 time.
    #[graphql(directive = access::apply(READERS.to_vec()), complexity = "cost(first, child_complexity)")]
    async fn pending_list(
        &self,
        ctx: &Context<'_>,
        input: PendingInput,
        first: Option<i32>,
        after: Option<String>,
        freshness: Option<String>,
        as_of: Option<String>,
    ) -> Result<PendingResult, Fault> {
        settle(read(Desk::of(ctx)?, &input, (first, after.as_deref(), freshness.as_deref()), as_of.as_deref()).await)
    }
}

/// Whose notices.
#[derive(Clone, Copy, Debug)]
enum Whose {
    Everybody,
    Person(SubjectId),
    Position(PositionId),
}

async fn read(
    desk: Desk<'_>,
    input: &PendingInput,
    (first, after, freshness): (Option<i32>, Option<&str>, Option<&str>),
    as_of: Option<&str>,
) -> Answering<OpenNotices> {
    let list = page::list(desk, "office pending", &(input, as_of));
    let (size, after) = page::asked::<PendingCursor>(desk, &list, first, after)?;
    let (whose, mut stale) = (whose(input)?, desk.wait(ViewName::PendingList, freshness).await?);
    if let Whose::Person(person) = whose {
        desk.looks_up("pendingList.person", person).await?;
    }
    let then = as_of::asked(desk, as_of).await?;
    let wanted = if input.upcoming { Wanted::PayableOrUpcoming } else { Wanted::Payable };
    let now = then.map_or(desk.asking.now, |(instant, _)| instant.at);
    let request = PendingRequest { wanted, now, after, size, filter: PendingFilter::default() };
    let page = match then {
        None => page_of(desk, whose, &request).await?,
        Some((instant, behind)) => {
            stale |= behind;
            page_then(desk, whose, &request, instant.below).await?
        }
    };
    let page_info = page::info(desk, &list, page.next.as_ref());
    let as_of = then.map(|(instant, _)| instant.into());
    Ok(OpenNotices { nodes: page.rows.iter().map(OpenNotice::from).collect(), page_info, stale, as_of })
}

fn whose(input: &PendingInput) -> Result<Whose, Refusal> {
    Ok(match (&input.person, &input.position) {
        (None, None) => Whose::Everybody,
        (Some(id), None) => Whose::Person(id.parse().map_err(|_| Refusal::input("input.person", "is no number of a person"))?),
        (None, Some(id)) => Whose::Position(id.parse().map_err(|_| Refusal::input("input.position", "is no id of a position"))?),
        (Some(_), Some(_)) => return Err(Refusal::input("input", "person or position, not both")),
    })
}

type Notices = Page<PendingNotice, PendingCursor>;

async fn page_of(desk: Desk<'_>, whose: Whose, request: &PendingRequest) -> Answering<Notices> {
    Ok(match whose {
        Whose::Everybody => queries::by_ente(desk.pool(), desk.ente(), request).await?,
        Whose::Person(person) => queries::by_debtor(desk.pool(), desk.ente(), person, request).await?,
        Whose::Position(position) => queries::by_position(desk.pool(), desk.ente(), position, request).await?,
    })
}

async fn page_then(desk: Desk<'_>, whose: Whose, request: &PendingRequest, below: u64) -> Answering<Notices> {
    let ente = desk.ente();
    let past = async |thread| Past::of(desk.pool(), ente, &thread, ViewName::PendingList, below).await;
    Ok(match whose {
        Whose::Everybody => return Err(as_of::whole_ente().into()),
        Whose::Person(person) => {
            queries::by_debtor(past(Thread::Person(person)).await?.connection(), ente, person, request).await?
        }
        Whose::Position(position) => {
            queries::by_position(past(Thread::Position(position)).await?.connection(), ente, position, request).await?
        }
    })
}
