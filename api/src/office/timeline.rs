//! What happened, step by step: to a position, a cart, a checkout, a receipt, a request for help, a person, or to the Ente itself.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject, Union};
use chrono::{DateTime, Utc};
use domain::identifier::ReceiptId;
use projections::ViewName;
use projections::help_desk::queries::{Order, timeline, timeline_then};
use projections::help_desk::{Thread, TimelineRow};

use super::access::{READERS, access};
use super::answer::{Answering, Refusal, settle};
use super::as_of::{self, AsOf};
use super::desk::Desk;
use super::page::{self, PageInfo};
use crate::graphql::fault::Fault;
use crate::graphql::page::cost;

/// What a timeline is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(super) enum ThreadKind {
    /// A debt position.
    Position,
    /// A cart.
    Cart,
    /// An attempt to pay.
    Checkout,
    /// A pagoPA receipt.
    Receipt,
    /// A person, by the number that stands for them.
    Person,
    /// A request for help.
    Request,
    /// The settings and the staff of the Ente; needs no id.
    Ente,
}

/// Which timeline.
#[derive(Clone, Debug, InputObject)]
pub(super) struct TimelineInput {
    /// What it is about.
    kind: ThreadKind,
    /// Which one.
    #[graphql(default)]
    id: String,
    /// From the beginning instead of from now back.
    #[graphql(default)]
    oldest_first: bool,
}

/// One step.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(READERS.to_vec()))]
pub(super) struct Step {
    /// Place in the log.
    log_index: u64,
    /// When it was recorded.
    at: DateTime<Utc>,
    /// Kind of the stream it happened in.
    stream_type: String,
    /// That stream.
    stream_id: String,
    /// Name of the event.
    event: String,
    /// Stable key of the sentence that tells it.
    key: String,
    /// What the sentence fills in, as JSON; nothing personal.
    facts: String,
    /// Who did it.
    actor: String,
    /// How sure we were of them.
    assurance: String,
    /// The piece of work it belongs to.
    correlation: String,
    /// What caused it.
    causation: Option<String>,
    /// Why, in the words of whoever did it: those of an officer, given with the act.
    reason: Option<String>,
}

impl Step {
    /// Leaves of a citizen only that it was one.
    pub(super) fn mask_citizen(&mut self) {
        if let Some((kind, _)) = self.actor.split_once(':').filter(|(kind, _)| *kind == "citizen") {
            self.actor = kind.to_owned();
        }
    }
}

impl From<TimelineRow> for Step {
    fn from(row: TimelineRow) -> Self {
        Self {
            log_index: row.log_index,
            at: row.recorded_at,
            stream_type: row.stream_type,
            stream_id: row.stream_id,
            event: row.event_type,
            key: row.key.to_owned(),
            facts: row.facts.to_string(),
            actor: row.actor,
            assurance: row.assurance,
            correlation: row.correlation_id,
            causation: row.causation,
            reason: row.reason,
        }
    }
}

/// A page of a timeline.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(READERS.to_vec()))]
pub(super) struct Timeline {
    /// The steps.
    nodes: Vec<Step>,
    /// Where the next page begins.
    page_info: PageInfo,
    /// The timeline had not yet seen what `freshness` stands for.
    stale: bool,
    /// As of when it is, when that was asked for.
    as_of: Option<AsOf>,
}

/// What `timeline` answers.
#[derive(Clone, Debug, Union)]
pub(super) enum TimelineResult {
    /// A page; empty when nothing happened to such an id in this Ente.
    Timeline(Timeline),
    /// Not.
    Refusal(Refusal),
}

/// The timelines.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TimelineQuery;

#[Object]
impl TimelineQuery {
    /// What happened, with who did each step and because of what; also as it was shown `asOf` a place in the log or an RFC 3339 time.
    #[graphql(directive = access::apply(READERS.to_vec()), complexity = "cost(first, child_complexity)")]
    async fn timeline(
        &self,
        ctx: &Context<'_>,
        input: TimelineInput,
        first: Option<i32>,
        after: Option<String>,
        freshness: Option<String>,
        as_of: Option<String>,
    ) -> Result<TimelineResult, Fault> {
        settle(read(Desk::of(ctx)?, &input, (first, after.as_deref(), freshness.as_deref()), as_of.as_deref()).await)
    }
}

async fn read(
    desk: Desk<'_>,
    input: &TimelineInput,
    (first, after, freshness): (Option<i32>, Option<&str>, Option<&str>),
    as_of: Option<&str>,
) -> Answering<Timeline> {
    let thread = thread(desk, input)?;
    if let Thread::Person(person) = &thread {
        // Also of somebody restricted: that it is so, and why, stands here.
        desk.notes_look("timeline.person", Some(*person), None).await?;
    }
    let list = page::list(desk, "timeline", &(input, as_of));
    let (size, after) = page::asked::<u64>(desk, &list, first, after)?;
    let mut stale = desk.wait(ViewName::HelpDesk, freshness).await?;
    let order = if input.oldest_first { Order::OldestFirst } else { Order::NewestFirst };
    let then = as_of::asked(desk, as_of).await?;
    let page = match &then {
        None => timeline(desk.pool(), desk.ente(), &thread, order, after, size).await?,
        Some((instant, behind)) => {
            stale |= behind;
            timeline_then(desk.pool(), desk.ente(), &thread, (order, after, size), instant.below).await?
        }
    };
    let page_info = page::info(desk, &list, page.next.as_ref());
    let as_of = then.map(|(instant, _)| instant.into());
    Ok(Timeline { nodes: page.rows.into_iter().map(Step::from).collect(), page_info, stale, as_of })
}

fn thread(desk: Desk<'_>, TimelineInput { kind, id, .. }: &TimelineInput) -> Result<Thread, Refusal> {
    let wrong = || Refusal::input("input.id", "is no id of this kind");
    Ok(match kind {
        ThreadKind::Position => Thread::Position(id.parse().map_err(|_| wrong())?),
        ThreadKind::Cart => Thread::Cart(id.parse().map_err(|_| wrong())?),
        ThreadKind::Checkout => Thread::Checkout(id.parse().map_err(|_| wrong())?),
        ThreadKind::Person => Thread::Person(id.parse().map_err(|_| wrong())?),
        ThreadKind::Request => Thread::Support(id.parse().map_err(|_| wrong())?),
        ThreadKind::Receipt => Thread::Receipt(desk.ente().clone(), ReceiptId::parse(id).map_err(|_| wrong())?),
        ThreadKind::Ente => Thread::Ente,
    })
}
