//! Finding a receipt by what is printed on the paid notice.

use async_graphql::{Context, Object, SimpleObject, Union};
use projections::ViewName;
use projections::payment_history::{HistoryEntry, queries};

use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, InvalidInput, NotFound, TooManyRequests, settle};
use crate::graphql::fault::{Fault, Impossible};
use crate::graphql::history::Payment;
use crate::graphql::notice::{Asked, CodeInput};
use crate::graphql::room::Desk;
use crate::messages::Message;
use crate::vault::Handle;

/// The payments of a notice, without a name in them.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct ReceiptFound {
    /// The payments, newest first: more than one only when a notice was paid twice.
    pub payments: Vec<Payment>,
    /// The history had not yet seen what `freshness` stands for.
    pub stale: bool,
}

/// What `receiptSearch` answers.
#[derive(Clone, Debug, Union)]
pub enum ReceiptSearchResult {
    /// Found.
    Found(ReceiptFound),
    /// There is nothing with these data.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
    /// Asked too often.
    TooManyRequests(TooManyRequests),
}

/// The search.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReceiptQuery;

#[Object]
impl ReceiptQuery {
    /// The receipts of a paid notice, through whatever channel it was paid. Every kind of miss answers the same, in the same time.
    #[graphql(directive = access::apply(AccessRule::Holder), complexity = "20 + child_complexity")]
    async fn receipt_search(
        &self,
        ctx: &Context<'_>,
        input: CodeInput,
        freshness: Option<String>,
    ) -> Result<ReceiptSearchResult, Fault> {
        settle(search(Desk::of(ctx), &input, freshness.as_deref()).await)
    }
}

async fn search(desk: Desk<'_>, input: &CodeInput, freshness: Option<&str>) -> Answering<ReceiptSearchResult> {
    let asked = Asked::read(desk, input, false)?;
    let stale = desk.wait(ViewName::PaymentHistory, freshness).await?;
    let found = look_up(desk, &asked).await?;
    if found.is_empty() {
        return Err(desk.failing().absent(Message::ReceiptNotFound).into());
    }
    let payments = found.iter().map(|entry| Payment::of(desk, entry)).collect();
    Ok(ReceiptFound { payments, stale }.into())
}

/// The receipts behind what was typed. One statement, which does the same work for every kind of miss.
pub(super) async fn look_up(desk: Desk<'_>, asked: &Asked) -> Result<Vec<HistoryEntry>, Fault> {
    let tax_code = asked.tax_code.as_ref().ok_or(Impossible("a receipt is looked for without a tax code"))?;
    let digest = desk.product().vault.digest(&asked.ente.code, &Handle::TaxCode(tax_code));
    Ok(queries::look_up(desk.pool(), &asked.ente.code, &asked.code, &digest).await?)
}
