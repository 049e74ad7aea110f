//! The list of added notices, page by page, soonest due first: those that are still to be paid, whoever owes them.

use std::sync::Arc;

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use domain::ente::EnteSettings;
use domain::ids::PositionId;
use domain::personal::Person;
use projections::ViewName;
use projections::payment_history::queries::in_progress;
use projections::pending_list::queries::{self, PendingRequest, Wanted};
use projections::pending_list::{PendingCursor, PendingNotice as Row};

use crate::graphql::access::{AccessRule, access};
use crate::graphql::cursor::ListOf;
use crate::graphql::failure::{Answering, InvalidInput, NotFound, settle};
use crate::graphql::fault::Fault;
use crate::graphql::page::{self, Asked, PageInfo};
use crate::graphql::pending::{PendingFilterInput, PendingNotice};
use crate::graphql::position::{MaskedPerson, Standing};
use crate::graphql::room::Desk;
use crate::positions::{DEBTOR, sealed_stream};

/// Which added notices.
#[derive(Clone, Debug, InputObject)]
pub struct AddedNoticesInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// Which notices are wanted.
    pub filter: Option<PendingFilterInput>,
}

/// A notice the viewer added, while it is to be paid.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Citizen))]
pub struct AddedNotice {
    /// The notice.
    pub notice: PendingNotice,
    /// Who owes, hidden but for what recognises them; absent once the person was forgotten.
    pub debtor: Option<MaskedPerson>,
}

/// A page of the list.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Citizen))]
pub struct AddedNotices {
    /// The rows.
    pub nodes: Vec<AddedNotice>,
    /// Where the next page begins.
    pub page_info: PageInfo,
    /// The list had not yet seen what `freshness` stands for.
    pub stale: bool,
}

/// What `addedNotices` answers.
#[derive(Clone, Debug, Union)]
pub enum AddedNoticesResult {
    /// A page.
    List(AddedNotices),
    /// No such Ente here.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
}

/// The added notices.
#[derive(Clone, Copy, Debug, Default)]
pub struct AddedQuery;

#[Object]
impl AddedQuery {
    /// The notices the viewer added by their code and nobody has paid yet.
    #[graphql(directive = access::apply(AccessRule::Citizen), complexity = "page::cost(first, child_complexity)")]
    async fn added_notices(
        &self,
        ctx: &Context<'_>,
        input: AddedNoticesInput,
        first: Option<i32>,
        after: Option<String>,
        freshness: Option<String>,
    ) -> Result<AddedNoticesResult, Fault> {
        settle(read(Desk::of(ctx), &input, first, (after.as_deref(), freshness.as_deref())).await)
    }
}

/// Four statements, however long the page: the rows, the attempts to pay them, their positions, and the keys of who owes them.
async fn read(
    desk: Desk<'_>,
    input: &AddedNoticesInput,
    first: Option<i32>,
    (after, freshness): (Option<&str>, Option<&str>),
) -> Answering<AddedNoticesResult> {
    let ente = desk.ente("input.ente", &input.ente)?;
    let filter = input.filter.clone().unwrap_or_default();
    let (viewer, narrowed) = (desk.asking.viewer.actor().to_string(), format!("{filter:?}"));
    let list = ListOf::new("added", [viewer.as_str(), ente.code.as_str(), narrowed.as_str()]);
    let Asked { size, after } = page::asked::<PendingCursor>(desk, &list, first, after)?;
    let filter = filter.read(desk)?;
    let stale = desk.wait(ViewName::PendingList, freshness).await?;
    let request = PendingRequest { wanted: Wanted::PayableOrUpcoming, now: desk.asking.now, after, size, filter };
    let page = queries::added_by(desk.pool(), &ente.code, &desk.numbers(), &request).await?;
    let nodes = shown(desk, &ente, &page.rows).await?;
    Ok(AddedNotices { nodes, page_info: page::info(desk, &list, page.next.as_ref()), stale }.into())
}

async fn shown(desk: Desk<'_>, ente: &Arc<EnteSettings>, rows: &[Row]) -> Result<Vec<AddedNotice>, Fault> {
    let navs: Vec<_> = rows.iter().map(|row| row.nav.clone()).collect();
    let attempts = in_progress(desk.pool(), &ente.code, &navs).await?;
    let debtors = debtors(desk, ente, rows).await?;
    let debtor = |row: &Row| debtors.iter().find(|(position, _)| *position == row.position).map(|(_, person)| person);
    let node = |row: &Row| AddedNotice {
        notice: PendingNotice::of(desk, ente, row, &attempts),
        debtor: debtor(row).map(MaskedPerson::from),
    };
    Ok(rows.iter().map(node).collect())
}

/// Who owes the positions of these rows, where they are not forgotten.
async fn debtors(desk: Desk<'_>, ente: &EnteSettings, rows: &[Row]) -> Result<Vec<(PositionId, Person)>, Fault> {
    let mut positions: Vec<PositionId> = rows.iter().map(|row| row.position).collect();
    positions.sort_unstable();
    positions.dedup();
    let standings = Standing::read_all(desk, &ente.code, &positions).await?;
    let sealed = standings.iter().filter_map(|standing| Some((standing.id, standing.position().debtor()?)));
    let (ids, sealed): (Vec<_>, Vec<_>) = sealed.map(|(id, debtor)| (id, (sealed_stream(id), debtor))).unzip();
    let people = desk.product().vault.open_people(&ente.code, DEBTOR, &sealed).await?;
    Ok(ids.into_iter().zip(people).filter_map(|(id, person)| Some((id, person?))).collect())
}
