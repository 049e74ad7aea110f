//! The look-up.

use async_graphql::{Context, Object, SimpleObject, Union};
use projections::ViewName;
use projections::notice_directory::{Notice, queries};

use super::code::{Asked, CodeInput};
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, InvalidInput, NotFound, TooManyRequests, settle};
use crate::graphql::fault::Fault;
use crate::graphql::position::{Installment, Position, is_offered, show};
use crate::graphql::room::Desk;
use crate::messages::Message;
use crate::vault::Handle;

/// A notice that was found, and the position it belongs to.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct NoticeFound {
    /// The notice.
    pub notice: Installment,
    /// Its position, with all ways to pay it.
    pub position: Position,
    /// The directory had not yet seen what `freshness` stands for.
    pub stale: bool,
}

/// What `notice` answers.
#[derive(Clone, Debug, Union)]
pub enum NoticeResult {
    /// Found.
    Found(Box<NoticeFound>),
    /// There is nothing with these data.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
    /// Asked too often.
    TooManyRequests(TooManyRequests),
}

/// The look-up.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoticeQuery;

#[Object]
impl NoticeQuery {
    /// A notice by what is printed on it. Every kind of miss answers the same, in the same time.
    #[graphql(directive = access::apply(AccessRule::Holder), complexity = "20 + child_complexity")]
    async fn notice(&self, ctx: &Context<'_>, input: CodeInput, freshness: Option<String>) -> Result<NoticeResult, Fault> {
        settle(find(Desk::of(ctx), &input, freshness.as_deref()).await)
    }
}

async fn find(desk: Desk<'_>, input: &CodeInput, freshness: Option<&str>) -> Answering<NoticeResult> {
    let absent = || desk.failing().absent(Message::NotPayableUnknown);
    let asked = Asked::read(desk, input, true)?;
    let stale = desk.wait(ViewName::NoticeDirectory, freshness).await?;
    let found = look_up(desk, &asked).await?.ok_or_else(absent)?;
    let position = show(desk, &asked.ente, found.position).await?.ok_or_else(absent)?;
    // The directory may be a moment behind the position.
    let notice = position.installment(&found.nav).cloned().ok_or_else(absent)?;
    Ok(Box::new(NoticeFound { notice, position, stale }).into())
}

/// One statement, which does the same work for every kind of miss.
pub(in crate::graphql) async fn look_up(desk: Desk<'_>, Asked { ente, tax_code, code }: &Asked) -> Result<Option<Notice>, Fault> {
    let found = match tax_code {
        Some(tax_code) => {
            let digest = desk.product().vault.digest(&ente.code, &Handle::TaxCode(tax_code));
            queries::look_up(desk.pool(), &ente.code, code, &digest).await?
        }
        None => queries::find(desk.pool(), &ente.code, code).await?,
    };
    Ok(found.filter(|notice| is_offered(notice.payability)))
}
