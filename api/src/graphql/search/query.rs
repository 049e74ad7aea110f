//! The search, page by page.

use std::sync::Arc;

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use domain::ente::EnteSettings;
use projections::ViewName;
use projections::payment_history::queries::{self, Side, in_progress};
use projections::payment_history::{HistoryCursor, HistoryEntry};
use projections::pending_list::queries::{PendingRequest, Wanted as When};
use projections::pending_list::{PendingCursor, PendingNotice as Row};
use projections::query::{Page, PageSize};

use super::cursor::SearchCursor;
use super::filter::{SearchFilterInput, Wanted};
use crate::graphql::access::{AccessRule, access};
use crate::graphql::cursor::ListOf;
use crate::graphql::failure::{Answering, InvalidInput, NotFound, settle};
use crate::graphql::fault::Fault;
use crate::graphql::history::{self, Payment, Totals};
use crate::graphql::page::{self, Asked, PageInfo};
use crate::graphql::pending::{self, PendingNotice};
use crate::graphql::room::Desk;

/// What is searched for, and where.
#[derive(Clone, Debug, InputObject)]
pub struct SearchInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// What is searched for.
    pub filter: Option<SearchFilterInput>,
}

/// One line: a notice to be paid, or a payment.
#[derive(Clone, Debug, Union)]
pub enum SearchLine {
    /// To be paid.
    Open(Box<PendingNotice>),
    /// Paid, or being paid.
    Paid(Box<Payment>),
}

/// A page: what is to be paid, soonest due first, then the payments, newest first.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Citizen))]
pub struct SearchList {
    /// The rows.
    pub nodes: Vec<SearchLine>,
    /// Where the next page begins.
    pub page_info: PageInfo,
    /// Number and sum of all payments the filter lets through, whatever the page; what is to be paid is not in them.
    pub totals: Option<Totals>,
    /// The lists had not yet seen what `freshness` stands for.
    pub stale: bool,
}

/// What `search` answers.
#[derive(Clone, Debug, Union)]
pub enum SearchResult {
    /// A page.
    List(SearchList),
    /// No such Ente here.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
}

/// The search.
#[derive(Clone, Copy, Debug, Default)]
pub struct SearchQuery;

#[Object]
impl SearchQuery {
    /// All of one's own, to be paid or already paid: the lines of `pendingList` and `paymentHistory` in one list. A password account finds
    /// what it made and what was paid with it.
    #[graphql(directive = access::apply(AccessRule::Citizen), complexity = "page::cost(first, child_complexity)")]
    async fn search(
        &self,
        ctx: &Context<'_>,
        input: SearchInput,
        first: Option<i32>,
        after: Option<String>,
        freshness: Option<String>,
    ) -> Result<SearchResult, Fault> {
        let desk = Desk::of(ctx);
        let wants_totals = ctx.look_ahead().field("totals").exists();
        settle(answer(desk, &input, (first, after.as_deref(), freshness.as_deref()), wants_totals).await)
    }
}

async fn answer(
    desk: Desk<'_>,
    input: &SearchInput,
    (first, after, freshness): (Option<i32>, Option<&str>, Option<&str>),
    wants_totals: bool,
) -> Answering<SearchResult> {
    let ente = desk.ente("input.ente", &input.ente)?;
    let written = input.filter.clone().unwrap_or_default();
    let (viewer, narrowed) = (desk.asking.viewer.actor().to_string(), format!("{written:?}"));
    let list = ListOf::new("search", [viewer.as_str(), ente.code.as_str(), narrowed.as_str()]);
    let Asked { size, after } = page::asked::<SearchCursor>(desk, &list, first, after)?;
    let wanted = written.read(desk)?;
    let late = desk.wait(ViewName::PendingList, freshness).await?;
    let stale = desk.wait(ViewName::PaymentHistory, freshness).await? || late;
    let question = Question { desk, ente, wanted };
    let Found { open, paid, next } = question.page(after, size).await?;
    let attempts = question.attempts(&open).await?;
    let lines = open.iter().map(|row| SearchLine::Open(Box::new(PendingNotice::of(desk, &question.ente, row, &attempts))));
    let payments = paid.iter().map(|entry| SearchLine::Paid(Box::new(Payment::of(desk, entry))));
    let totals = if wants_totals { question.totals().await? } else { None };
    Ok(SearchList { nodes: lines.chain(payments).collect(), page_info: page::info(desk, &list, next.as_ref()), totals, stale }
        .into())
}

struct Question<'a> {
    desk: Desk<'a>,
    ente: Arc<EnteSettings>,
    wanted: Wanted,
}

/// The rows of a page.
struct Found {
    open: Vec<Row>,
    paid: Vec<HistoryEntry>,
    next: Option<SearchCursor>,
}

impl Question<'_> {
    /// A statement for each half that has rows on the page.
    async fn page(&self, after: Option<SearchCursor>, size: PageSize) -> Result<Found, Fault> {
        let (open, paid) = match after {
            None => (self.open(None, size).await?, None),
            Some(SearchCursor::Open(place)) => (self.open(Some(place), size).await?, None),
            Some(SearchCursor::Payments) => (Page { rows: Vec::new(), next: None }, None),
            Some(SearchCursor::Paid(place)) => (Page { rows: Vec::new(), next: None }, Some(place)),
        };
        let mut found = Found { open: open.rows, paid: Vec::new(), next: open.next.map(SearchCursor::Open) };
        if found.next.is_none() {
            self.paid(paid.as_ref(), size, &mut found).await?;
        }
        Ok(found)
    }

    async fn open(&self, after: Option<PendingCursor>, size: PageSize) -> Result<Page<Row, PendingCursor>, Fault> {
        let Some(filter) = self.wanted.open.clone() else { return Ok(Page { rows: Vec::new(), next: None }) };
        let request = PendingRequest { wanted: When::PayableOrUpcoming, now: self.desk.asking.now, after, size, filter };
        pending::own(self.desk, &self.ente, &request).await
    }

    /// The payments, as many as the page still has place for. On a full page one is looked for all the same: it tells whether there is more.
    async fn paid(&self, after: Option<&HistoryCursor>, size: PageSize, found: &mut Found) -> Result<(), Fault> {
        let (Some(side), Some(filter)) = (self.side(), &self.wanted.paid) else { return Ok(()) };
        let place = size.rows() - found.open.len();
        let page = queries::page(self.desk.pool(), &self.ente.code, &side, filter, after, PageSize::clamped(place)).await?;
        if place > 0 {
            found.paid = page.rows;
            found.next = page.next.map(SearchCursor::Paid);
        } else if !page.rows.is_empty() {
            found.next = Some(SearchCursor::Payments);
        }
        Ok(())
    }

    fn side(&self) -> Option<Side> {
        history::own(self.desk)
    }

    /// The attempts to pay what is open.
    async fn attempts(&self, open: &[Row]) -> Result<Vec<HistoryEntry>, Fault> {
        let navs: Vec<_> = open.iter().map(|row| row.nav.clone()).collect();
        if navs.is_empty() { Ok(Vec::new()) } else { Ok(in_progress(self.desk.pool(), &self.ente.code, &navs).await?) }
    }

    async fn totals(&self) -> Result<Option<Totals>, Fault> {
        let (Some(side), Some(filter)) = (self.side(), &self.wanted.paid) else { return Ok(None) };
        Ok(Some(queries::totals(self.desk.pool(), &self.ente.code, &side, filter).await?.into()))
    }
}
