//! Why is it so: of any row of any view, the chain of events and commands that made it.

use async_graphql::{Context, Enum, Object, SimpleObject, Union};
use domain::staff::Role;
use projections::ViewName;
use projections::why::{Chain, Link, WhyError, why};

use super::access::{READERS, access};
use super::answer::{Answering, Ended, Refusal, settle};
use super::desk::Desk;
use super::page::{self, PageInfo};
use super::timeline::Step;
use crate::graphql::fault::Fault;
use crate::graphql::page::cost;

/// Of which view a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(super) enum ViewKind {
    /// Notices and their positions; the key is the notice number.
    NoticeDirectory,
    /// What can be paid; the key is the notice number.
    PendingList,
    /// What was paid; the key is the line's id.
    PaymentHistory,
    /// A step of a timeline; the key is its place in the log.
    Timeline,
    /// What has to be done outside; the key is the to-do's id.
    Todo,
    /// Requests for help; the key is the request's id.
    Support,
    /// Numbered bills; the key is the id of the position.
    Bills,
    /// News of the Ente; the key is the id of the piece.
    News,
    /// The calendar; the key is the id of the entry.
    Calendar,
}

impl From<ViewKind> for ViewName {
    fn from(kind: ViewKind) -> Self {
        match kind {
            ViewKind::NoticeDirectory => Self::NoticeDirectory,
            ViewKind::PendingList => Self::PendingList,
            ViewKind::PaymentHistory => Self::PaymentHistory,
            ViewKind::Timeline => Self::HelpDesk,
            ViewKind::Todo => Self::Todo,
            ViewKind::Support => Self::Support,
            ViewKind::Bills => Self::Bills,
            ViewKind::News => Self::News,
            ViewKind::Calendar => Self::Calendar,
        }
    }
}

/// One link of the chain.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(READERS.to_vec()))]
pub(super) struct WhyLink {
    /// What happened, who did it and when; a citizen is told apart from others only to roles that may know who somebody is.
    step: Step,
    /// Number of the event in its stream.
    sequence: u64,
    /// The command it came of.
    command: String,
    /// Place in the log of the event that caused it.
    caused_by: Option<u64>,
    /// Whether the row is folded from it; otherwise it caused such an event.
    own: bool,
}

/// A page of the chain, oldest first.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(READERS.to_vec()))]
pub(super) struct Why {
    /// The links.
    nodes: Vec<WhyLink>,
    /// Where the next page begins.
    page_info: PageInfo,
    /// Place in the log of the event that last changed the row.
    changed_by: u64,
}

/// What `why` answers.
#[derive(Clone, Debug, Union)]
pub(super) enum WhyResult {
    /// A page.
    Why(Why),
    /// Not.
    Refusal(Refusal),
}

/// The chains.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WhyQuery;

#[Object]
impl WhyQuery {
    /// Why a row of a view is as it is: the events that made it, and what caused them, back to the command somebody gave.
    #[graphql(directive = access::apply(READERS.to_vec()), complexity = "cost(first, child_complexity)")]
    async fn why(
        &self,
        ctx: &Context<'_>,
        view: ViewKind,
        key: String,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<WhyResult, Fault> {
        settle(read(Desk::of(ctx)?, view, &key, (first, after.as_deref())).await)
    }
}

async fn read(desk: Desk<'_>, view: ViewKind, key: &str, (first, after): (Option<i32>, Option<&str>)) -> Answering<Why> {
    let list = page::list(desk, "why", &(view, key));
    let (size, after) = page::asked::<u64>(desk, &list, first, after)?;
    let chain = why(desk.pool(), desk.ente(), view.into(), key, after, size).await?;
    let Chain { links, as_of } = chain.ok_or_else(|| Refusal::absent("row"))?;
    let page_info = page::info(desk, &list, links.next.as_ref());
    let knows = desk.asking.roles().iter().any(|role| matches!(role, Role::HelpDesk | Role::Office | Role::Finance));
    let nodes = links.rows.into_iter().map(|link| shown(link, knows)).collect();
    Ok(Why { nodes, page_info, changed_by: as_of })
}

fn shown(Link { step, command, caused_by, own }: Link, knows: bool) -> WhyLink {
    let sequence = step.sequence;
    let mut step = Step::from(step);
    if !knows {
        step.mask_citizen();
    }
    WhyLink { step, sequence, command, caused_by, own }
}

impl From<WhyError> for Ended {
    fn from(error: WhyError) -> Self {
        Self::Fault(Fault::unforeseen(error))
    }
}
