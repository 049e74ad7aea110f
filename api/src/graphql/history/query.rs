//! The payment history, page by page, newest first.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject, Union};
use domain::ente::EnteSettings;
use projections::ViewName;
use projections::payment_history::queries::{self, Side};
use projections::payment_history::{HistoryCursor, HistoryFilter, Totals as Sums};

use super::filter::HistoryFilterInput;
use super::types::Payment;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, Ended, InvalidInput, LoginRequired, NotFound, settle};
use crate::graphql::fault::Fault;
use crate::graphql::page::{self, Asked, PageInfo};
use crate::graphql::position::proved_position;
use crate::graphql::room::Desk;
use crate::graphql::scalars::Amount;
use crate::messages::Message;

/// Whose payments.
#[derive(Clone, Debug, InputObject)]
pub struct PaymentHistoryInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// Only payments of this position, shown to be known. Without it: what stands in the citizen's own history.
    pub proof: Option<String>,
    /// Which of the citizen's payments.
    #[graphql(default_with = "HistorySide::Payments")]
    pub of: HistorySide,
    /// Which payments are wanted.
    pub filter: Option<HistoryFilterInput>,
}

/// Which of a citizen's payments. A payment stands in the history of one person: who paid it, and only when nobody is known to have, who
/// owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum HistorySide {
    /// Of what they owed; what somebody else paid stands with them.
    Debts,
    /// All: what they paid, whoever owed it.
    Payments,
}

/// A page of the history, newest first.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct PaymentHistory {
    /// The rows.
    pub nodes: Vec<Payment>,
    /// Where the next page begins.
    pub page_info: PageInfo,
    /// Number and sum of all payments the filter lets through, whatever the page.
    pub totals: Option<Totals>,
    /// The list had not yet seen what `freshness` stands for.
    pub stale: bool,
}

/// Number and sum of all payments the filter lets through.
#[derive(Clone, Copy, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct Totals {
    /// How many.
    pub payments: u64,
    /// Their sum.
    pub amount: Amount,
}

impl From<Sums> for Totals {
    fn from(sums: Sums) -> Self {
        Self { payments: sums.payments, amount: Amount(sums.amount) }
    }
}

/// What `paymentHistory` answers.
#[derive(Clone, Debug, Union)]
pub enum PaymentHistoryResult {
    /// A page.
    History(PaymentHistory),
    /// No such Ente here.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
    /// Without proof a list needs to know whose it is.
    LoginRequired(LoginRequired),
}

/// The payment history.
#[derive(Clone, Copy, Debug, Default)]
pub struct HistoryQuery;

#[Object]
impl HistoryQuery {
    /// What was paid. A password account shows what was paid with it and what it made itself: who it says it is was never verified.
    #[graphql(directive = access::apply(AccessRule::Holder), complexity = "page::cost(first, child_complexity)")]
    async fn payment_history(
        &self,
        ctx: &Context<'_>,
        input: PaymentHistoryInput,
        first: Option<i32>,
        after: Option<String>,
        freshness: Option<String>,
    ) -> Result<PaymentHistoryResult, Fault> {
        let wants_totals = ctx.look_ahead().field("totals").exists();
        let question = Question { desk: Desk::of(ctx), input, first, after, freshness, wants_totals };
        settle(question.answer().await)
    }
}

struct Question<'a> {
    desk: Desk<'a>,
    input: PaymentHistoryInput,
    first: Option<i32>,
    after: Option<String>,
    freshness: Option<String>,
    wants_totals: bool,
}

impl Question<'_> {
    async fn answer(&self) -> Answering<PaymentHistoryResult> {
        let desk = self.desk;
        let ente = desk.ente("input.ente", &self.input.ente)?;
        let side = self.side(&ente)?;
        let written = self.input.filter.clone().unwrap_or_default();
        let filter = written.read(desk)?;
        let (viewer, whose) = (desk.asking.viewer.actor().to_string(), format!("{side:?}"));
        let list = written.narrow("history", [viewer.as_str(), ente.code.as_str(), whose.as_str()]);
        let Asked { size, after } = page::asked::<HistoryCursor>(desk, &list, self.first, self.after.as_deref())?;
        let stale = desk.wait(ViewName::PaymentHistory, self.freshness.as_deref()).await?;
        let Some(side) = side else { return Ok(nothing(stale).into()) };
        let page = queries::page(desk.pool(), &ente.code, &side, &filter, after.as_ref(), size).await?;
        let nodes = page.rows.iter().map(|entry| Payment::of(desk, entry)).collect();
        let totals = self.totals(&ente, &side, &filter).await?;
        Ok(PaymentHistory { nodes, page_info: page::info(desk, &list, page.next.as_ref()), totals, stale }.into())
    }

    /// Whose payments; nobody's for the debts of an account whose holder was never verified.
    fn side(&self, ente: &EnteSettings) -> Result<Option<Side>, Ended<PaymentHistoryResult>> {
        let viewer = &self.desk.asking.viewer;
        if let Some(proof) = &self.input.proof {
            return match proved_position(self.desk, proof) {
                Some((of, position)) if of == ente.code => Ok(Some(Side::Position(position))),
                _ => Err(self.desk.failing().input("input.proof", Message::ProofInvalid).into()),
            };
        }
        if viewer.subject().is_none() {
            return Err(self.desk.failing().login().into());
        }
        Ok(match self.input.of {
            HistorySide::Payments => own(self.desk),
            HistorySide::Debts if viewer.is_verified() => Some(Side::OwnDebts(self.desk.numbers())),
            HistorySide::Debts => None,
        })
    }

    /// Only when asked for: they read the whole filtered list.
    async fn totals(&self, ente: &EnteSettings, side: &Side, filter: &HistoryFilter) -> Result<Option<Totals>, Fault> {
        if !self.wants_totals {
            return Ok(None);
        }
        Ok(Some(queries::totals(self.desk.pool(), &ente.code, side, filter).await?.into()))
    }
}

/// What stands in the viewer's history; of nobody for the anonymous.
pub(in crate::graphql) fn own(desk: Desk<'_>) -> Option<Side> {
    let viewer = &desk.asking.viewer;
    if viewer.is_verified() { Some(Side::Holder(desk.numbers())) } else { viewer.subject().map(Side::Account) }
}

const fn nothing(stale: bool) -> PaymentHistory {
    let page_info = PageInfo { has_next_page: false, end_cursor: None };
    PaymentHistory { nodes: Vec::new(), page_info, totals: None, stale }
}
