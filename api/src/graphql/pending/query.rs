//! The pending list, page by page.

use std::sync::Arc;

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use domain::ente::EnteSettings;
use domain::ids::PositionId;
use projections::ViewName;
use projections::payment_history::HistoryEntry;
use projections::payment_history::queries::in_progress;
use projections::pending_list::queries::{self, PendingRequest, Wanted};
use projections::pending_list::{PendingCursor, PendingNotice as Row};
use projections::query::Page;

use super::filter::PendingFilterInput;
use super::types::PendingNotice;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::cursor::ListOf;
use crate::graphql::failure::{Ended, InvalidInput, LoginRequired, NotFound, settle};
use crate::graphql::fault::Fault;
use crate::graphql::page::{self, Asked, PageInfo};
use crate::graphql::position::proved_position;
use crate::graphql::room::Desk;
use crate::messages::Message;
use crate::services::made_by;

/// The most proofs of one question.
const MOST_PROOFS: usize = 100;

/// Whose debts.
#[derive(Clone, Debug, InputObject)]
pub struct PendingListInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// Only these positions, at most 100, each shown to be known. Without them: everything a citizen with a verified identity owes, or
    /// what a citizen with a password account made themselves.
    pub proofs: Option<Vec<String>>,
    /// Also notices that can be paid only from a later day on.
    #[graphql(default = true)]
    pub upcoming: bool,
    /// Which notices are wanted.
    pub filter: Option<PendingFilterInput>,
}

/// Which of the viewer's own debts.
#[derive(Clone, Debug, InputObject)]
pub struct PaymentScheduleInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// Also notices that can be paid only from a later day on.
    #[graphql(default = true)]
    pub upcoming: bool,
    /// Which notices are wanted.
    pub filter: Option<PendingFilterInput>,
}

/// A page of the list, soonest due first, notices without a due date last.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct PendingList {
    /// The rows.
    pub nodes: Vec<PendingNotice>,
    /// Where the next page begins.
    pub page_info: PageInfo,
    /// The list had not yet seen what `freshness` stands for.
    pub stale: bool,
}

/// What `pendingList` answers.
#[derive(Clone, Debug, Union)]
pub enum PendingListResult {
    /// A page.
    List(PendingList),
    /// No such Ente here.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
    /// Without proofs a list needs to know whose it is.
    LoginRequired(LoginRequired),
}

/// The pending list.
#[derive(Clone, Copy, Debug, Default)]
pub struct PendingQuery;

#[Object]
impl PendingQuery {
    /// What can be paid. Without proofs a password account shows only what it made itself: who it says it is was never verified.
    #[graphql(directive = access::apply(AccessRule::Holder), complexity = "page::cost(first, child_complexity)")]
    async fn pending_list(
        &self,
        ctx: &Context<'_>,
        input: PendingListInput,
        first: Option<i32>,
        after: Option<String>,
        freshness: Option<String>,
    ) -> Result<PendingListResult, Fault> {
        let desk = Desk::of(ctx);
        let wants_attempts = ctx.look_ahead().field("nodes").field("inProgress").exists();
        let question = Question { desk, input, first, after, freshness, wants_attempts };
        settle(question.read().await.map(|listed| listed.shown(desk).into()))
    }

    /// Everything the Ente issued to the viewer's own verified tax code and that is unpaid ("scadenzario"). For citizens whose identity was
    /// verified, and of nobody else's tax code.
    #[graphql(directive = access::apply(AccessRule::VerifiedCitizen), complexity = "page::cost(first, child_complexity)")]
    async fn payment_schedule(
        &self,
        ctx: &Context<'_>,
        input: PaymentScheduleInput,
        first: Option<i32>,
        after: Option<String>,
        freshness: Option<String>,
    ) -> Result<PendingListResult, Fault> {
        let desk = Desk::of(ctx);
        let PaymentScheduleInput { ente, upcoming, filter } = input;
        let input = PendingListInput { ente, proofs: None, upcoming, filter };
        let wants_attempts = ctx.look_ahead().field("nodes").field("inProgress").exists();
        let question = Question { desk, input, first, after, freshness, wants_attempts };
        settle(question.read().await.map(|listed| listed.shown(desk).into()))
    }
}

/// The question, whichever way it came.
pub(in crate::graphql) struct Question<'a> {
    /// Who asks.
    pub(in crate::graphql) desk: Desk<'a>,
    /// Whose debts.
    pub(in crate::graphql) input: PendingListInput,
    /// Rows of the page.
    pub(in crate::graphql) first: Option<i32>,
    /// Behind which row it begins.
    pub(in crate::graphql) after: Option<String>,
    /// What the list must have seen.
    pub(in crate::graphql) freshness: Option<String>,
    /// Whether attempts to pay are asked for.
    pub(in crate::graphql) wants_attempts: bool,
}

/// What was read for it.
pub(in crate::graphql) struct Listed {
    /// Of whom the debts are to.
    pub(in crate::graphql) ente: Arc<EnteSettings>,
    /// The list, as cursors name it.
    pub(in crate::graphql) list: ListOf,
    /// The rows.
    pub(in crate::graphql) page: Page<Row, PendingCursor>,
    /// The list had not yet seen what was wanted.
    pub(in crate::graphql) stale: bool,
    attempts: Vec<HistoryEntry>,
}

impl Listed {
    /// As the executor takes it.
    fn shown(&self, desk: Desk<'_>) -> PendingList {
        let Self { ente, list, page, stale, attempts } = self;
        let nodes = page.rows.iter().map(|row| PendingNotice::of(desk, ente, row, attempts)).collect();
        PendingList { nodes, page_info: page::info(desk, list, page.next.as_ref()), stale: *stale }
    }
}

impl Question<'_> {
    /// Reads the page, or ends with a failure.
    pub(in crate::graphql) async fn read(&self) -> Result<Listed, Ended<PendingListResult>> {
        let desk = self.desk;
        let ente = desk.ente("input.ente", &self.input.ente)?;
        let proofs = self.input.proofs.as_deref().unwrap_or_default();
        if proofs.is_empty() && desk.asking.viewer.subject().is_none() {
            return Err(desk.failing().login().into());
        }
        let positions = proved_positions(desk, &ente, proofs)?;
        let filter = self.input.filter.as_ref().map(|filter| filter.read(desk)).transpose()?.unwrap_or_default();
        let list = self.list(&ente, &positions);
        let Asked { size, after } = page::asked::<PendingCursor>(desk, &list, self.first, self.after.as_deref())?;
        let stale = desk.wait(ViewName::PendingList, self.freshness.as_deref()).await?;
        let wanted = if self.input.upcoming { Wanted::PayableOrUpcoming } else { Wanted::Payable };
        let request = PendingRequest { wanted, now: desk.asking.now, after, size, filter };
        let page = if positions.is_empty() {
            own(desk, &ente, &request).await?
        } else {
            queries::by_positions(desk.pool(), &ente.code, &positions, &request).await?
        };
        let navs: Vec<_> = page.rows.iter().map(|row| row.nav.clone()).collect();
        let attempts = if self.wants_attempts { in_progress(desk.pool(), &ente.code, &navs).await? } else { Vec::new() };
        Ok(Listed { ente, list, page, stale, attempts })
    }

    fn list(&self, ente: &EnteSettings, positions: &[PositionId]) -> ListOf {
        let viewer = self.desk.asking.viewer.actor().to_string();
        let positions: Vec<String> = positions.iter().map(ToString::to_string).collect();
        let parts = [viewer.as_str(), ente.code.as_str()].into_iter().chain(positions.iter().map(String::as_str));
        let filter = self.input.filter.as_ref().map(|filter| format!("{filter:?}"));
        ListOf::new("pending", parts.chain(filter.as_deref()))
    }
}

/// A page of what the viewer owes, or made: one statement; two for what a password account made itself. Nothing for the anonymous.
pub(in crate::graphql) async fn own(
    desk: Desk<'_>,
    ente: &EnteSettings,
    request: &PendingRequest,
) -> Result<Page<Row, PendingCursor>, Fault> {
    let viewer = &desk.asking.viewer;
    match viewer.subject() {
        Some(subject) if viewer.is_verified() => Ok(desk.room.pending().by_debtor(&ente.code, subject, request).await?),
        // What they say of themselves was never verified: they see what they made themselves.
        Some(subject) => match made_by(desk.pool(), &ente.code, subject).await? {
            made if made.is_empty() => Ok(Page { rows: Vec::new(), next: None }),
            made => Ok(queries::by_positions(desk.pool(), &ente.code, &made, request).await?),
        },
        None => Ok(Page { rows: Vec::new(), next: None }),
    }
}

/// The positions the proofs open, in one order whatever the order of the proofs.
pub(in crate::graphql) fn proved_positions(
    desk: Desk<'_>,
    ente: &Arc<EnteSettings>,
    proofs: &[String],
) -> Result<Vec<PositionId>, InvalidInput> {
    if proofs.len() > MOST_PROOFS {
        return Err(desk.failing().input("input.proofs", Message::ProofTooMany));
    }
    let opened = proofs.iter().map(|proof| match proved_position(desk, proof) {
        Some((of, position)) if of == ente.code => Ok(position),
        _ => Err(desk.failing().input("input.proofs", Message::ProofInvalid)),
    });
    let mut positions = opened.collect::<Result<Vec<_>, _>>()?;
    positions.sort_unstable();
    positions.dedup();
    Ok(positions)
}
