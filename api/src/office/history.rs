//! What was paid: of the Ente, of a person, of a position; and what somebody has to look at.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject, Union};
use chrono::{DateTime, Utc};
use domain::identifier::Iuv;
use domain::rome;
use projections::ViewName;
use projections::past::Past;
use projections::payment_history::queries::{self, Side};
use projections::payment_history::{HistoryCursor, HistoryEntry, HistoryFilter, PaymentState as State};

use super::access::{READERS, STAFF, WATCHERS, access};
use super::answer::{Answering, Refusal, settle};
use super::as_of::{self, AsOf};
use super::desk::Desk;
use super::page::{self, PageInfo};
use crate::graphql::fault::Fault;
use crate::graphql::history::PaymentState;
use crate::graphql::page::cost;
use crate::graphql::scalars::{Amount, Day};

/// Which payments; all of the Ente when nothing is given.
#[derive(Clone, Debug, InputObject)]
pub(super) struct HistoryInput {
    /// Of debts of this person.
    person: Option<String>,
    /// Of this position.
    position: Option<String>,
    /// With this payment reference.
    iuv: Option<String>,
    /// Paid on this day (in Italy) or later.
    from: Option<Day>,
    /// Paid on this day (in Italy) or before.
    until: Option<Day>,
    /// In one of these states.
    #[graphql(default)]
    states: Vec<PaymentState>,
}

/// Two kinds of money without a home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(super) enum Unresolved {
    /// Receipts that belong to no position of ours.
    Parked,
    /// Payments that came too many.
    RefundDue,
}

/// One payment, or an attempt.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(STAFF.to_vec()))]
pub(super) struct PaymentLine {
    /// What the line is known by.
    id: String,
    /// Where it stands.
    state: PaymentState,
    /// When it was paid; for an attempt, when it began.
    paid_at: DateTime<Utc>,
    /// Notice number.
    nav: String,
    /// IUV.
    iuv: String,
    /// Its position, when it is one of ours.
    position: Option<String>,
    /// The number that stands for whoever owed.
    person: Option<String>,
    /// The number that stands for the one person in whose history it stands: who paid, as far as it is known, else who owed.
    holder: Option<String>,
    /// Somebody else paid it: it left the list of who owed and stands in the history of who paid.
    settled_by_another: bool,
    /// How much.
    amount: Amount,
    /// What for.
    description: String,
    /// The pagoPA receipt.
    receipt: Option<String>,
    /// The checkout it was, or is being, paid through.
    checkout: Option<String>,
    /// Through which payment service provider.
    psp: Option<String>,
}

impl From<&HistoryEntry> for PaymentLine {
    fn from(row: &HistoryEntry) -> Self {
        Self {
            id: row.payment_id.clone(),
            state: row.state.into(),
            paid_at: row.paid_at,
            nav: row.nav.to_string(),
            iuv: row.iuv.to_string(),
            position: row.position.map(|position| position.to_string()),
            person: row.debtor.map(|debtor| debtor.to_string()),
            holder: row.holder().map(|holder| holder.to_string()),
            settled_by_another: row.by_another(),
            amount: Amount(row.amount),
            description: row.description.to_string(),
            receipt: row.receipt_id.as_ref().map(ToString::to_string),
            checkout: row.checkout.map(|checkout| checkout.to_string()),
            psp: row.psp_name.as_ref().map(ToString::to_string),
        }
    }
}

/// A page of payments, newest first.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(STAFF.to_vec()))]
pub(super) struct Payments {
    /// The rows.
    nodes: Vec<PaymentLine>,
    /// Where the next page begins.
    page_info: PageInfo,
    /// The list had not yet seen what `freshness` stands for.
    stale: bool,
    /// As of when it is, when that was asked for.
    as_of: Option<AsOf>,
}

/// What the lists of payments answer.
#[derive(Clone, Debug, Union)]
pub(super) enum PaymentsResult {
    /// A page.
    Payments(Payments),
    /// Not.
    Refusal(Refusal),
}

/// The payments.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct HistoryQuery;

#[Object]
impl HistoryQuery {
    /// The payments of the Ente. Of a person or a position also as they were shown `asOf` a place in the log or an RFC 3339 time.
    #[graphql(directive = access::apply(READERS.to_vec()), complexity = "cost(first, child_complexity)")]
    async fn payment_history(
        &self,
        ctx: &Context<'_>,
        input: HistoryInput,
        first: Option<i32>,
        after: Option<String>,
        freshness: Option<String>,
        as_of: Option<String>,
    ) -> Result<PaymentsResult, Fault> {
        settle(read(Desk::of(ctx)?, &input, (first, after.as_deref(), freshness.as_deref()), as_of.as_deref()).await)
    }

    /// Parked receipts and refunds due: what finance has to look at.
    #[graphql(directive = access::apply(WATCHERS.to_vec()), complexity = "cost(first, child_complexity)")]
    async fn unresolved_payments(
        &self,
        ctx: &Context<'_>,
        only: Option<Unresolved>,
        first: Option<i32>,
        after: Option<String>,
        freshness: Option<String>,
    ) -> Result<PaymentsResult, Fault> {
        settle(unresolved(Desk::of(ctx)?, only, (first, after.as_deref(), freshness.as_deref())).await)
    }
}

type Asked<'a> = (Option<i32>, Option<&'a str>, Option<&'a str>);

async fn read(
    desk: Desk<'_>,
    input: &HistoryInput,
    (first, after, freshness): Asked<'_>,
    as_of: Option<&str>,
) -> Answering<Payments> {
    let side = side(input)?;
    if let Side::Debtor(person) = &side {
        desk.looks_up("paymentHistory.person", *person).await?;
    }
    let iuv = input.iuv.as_deref().map(Iuv::parse).transpose().map_err(|error| Refusal::input("input.iuv", error))?;
    let filter = HistoryFilter {
        iuv,
        from: input.from.map(|day| rome::start_of_day(day.0)),
        before: input.until.and_then(|day| day.0.succ_opt()).map(rome::start_of_day),
        states: input.states.iter().map(|state| (*state).into()).collect(),
        ..HistoryFilter::default()
    };
    let list = page::list(desk, "office history", &(input, as_of));
    let (size, after) = page::asked::<HistoryCursor>(desk, &list, first, after)?;
    let mut stale = desk.wait(ViewName::PaymentHistory, freshness).await?;
    let then = as_of::asked(desk, as_of).await?;
    let page = match &then {
        None => queries::page(desk.pool(), desk.ente(), &side, &filter, after.as_ref(), size).await?,
        Some((instant, behind)) => {
            stale |= behind;
            let thread = side.thread().ok_or_else(as_of::whole_ente)?;
            let mut past = Past::of(desk.pool(), desk.ente(), &thread, ViewName::PaymentHistory, instant.below).await?;
            queries::page(past.connection(), desk.ente(), &side, &filter, after.as_ref(), size).await?
        }
    };
    let page_info = page::info(desk, &list, page.next.as_ref());
    let as_of = then.map(|(instant, _)| instant.into());
    Ok(Payments { nodes: page.rows.iter().map(PaymentLine::from).collect(), page_info, stale, as_of })
}

fn side(input: &HistoryInput) -> Result<Side, Refusal> {
    Ok(match (&input.person, &input.position) {
        (None, None) => Side::Ente,
        (Some(id), None) => Side::Debtor(id.parse().map_err(|_| Refusal::input("input.person", "is no number of a person"))?),
        (None, Some(id)) => Side::Position(id.parse().map_err(|_| Refusal::input("input.position", "is no id of a position"))?),
        (Some(_), Some(_)) => return Err(Refusal::input("input", "person or position, not both")),
    })
}

async fn unresolved(desk: Desk<'_>, only: Option<Unresolved>, (first, after, freshness): Asked<'_>) -> Answering<Payments> {
    let state = only.map(|only| match only {
        Unresolved::Parked => State::Parked,
        Unresolved::RefundDue => State::RefundDue,
    });
    let list = page::list(desk, "office unresolved", &only);
    let (size, after) = page::asked::<HistoryCursor>(desk, &list, first, after)?;
    let stale = desk.wait(ViewName::PaymentHistory, freshness).await?;
    let page = queries::unresolved(desk.pool(), desk.ente(), state, after.as_ref(), size).await?;
    let page_info = page::info(desk, &list, page.next.as_ref());
    Ok(Payments { nodes: page.rows.iter().map(PaymentLine::from).collect(), page_info, stale, as_of: None })
}
