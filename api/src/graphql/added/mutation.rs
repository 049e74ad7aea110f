//! Adding a notice by its code, and removing it again. Both may be repeated.

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use domain::debt_position::NotPayable;
use domain::identifier::NoticeNumber;

use crate::added_notices;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, InvalidInput, NotFound, NoticeNotPayable, TooManyRequests, settle};
use crate::graphql::fault::{Fault, Impossible};
use crate::graphql::notice::{Asked, CodeInput, look_up};
use crate::graphql::position::{Position, show};
use crate::graphql::room::Desk;
use crate::messages::Message;

/// What is printed on a notice.
#[derive(Clone, Debug, InputObject)]
pub struct AddNoticeInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// Tax code or VAT number of the debtor; may be left out.
    pub tax_code: Option<String>,
    /// Notice number ("codice avviso"), or instead of it the IUV.
    pub code: String,
}

/// Which notice is removed.
#[derive(Clone, Debug, InputObject)]
pub struct RemoveNoticeInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// The notice number.
    pub nav: String,
}

/// The notice is among the viewer's.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Citizen))]
pub struct NoticeAdded {
    /// The notice number.
    pub nav: String,
    /// Its position, with all ways to pay it; who owes is shown by initials only.
    pub position: Position,
    /// Give it to questions that must have seen this command.
    pub freshness: String,
}

/// The notice is not among the viewer's.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Citizen))]
pub struct NoticeRemoved {
    /// The notice number.
    pub nav: String,
}

/// What `addNotice` answers.
#[derive(Clone, Debug, Union)]
pub enum AddNoticeResult {
    /// Added, now or before.
    Added(Box<NoticeAdded>),
    /// There is nothing with these data.
    NotFound(NotFound),
    /// A field is not written as it should be, or there are too many notices already.
    InvalidInput(InvalidInput),
    /// The notice cannot be paid: there is nothing to keep an eye on.
    NoticeNotPayable(NoticeNotPayable),
    /// Asked too often.
    TooManyRequests(TooManyRequests),
}

/// What `removeNotice` answers.
#[derive(Clone, Debug, Union)]
pub enum RemoveNoticeResult {
    /// Removed, now or before.
    Removed(NoticeRemoved),
    /// No such Ente here.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
}

/// Commands of added notices.
#[derive(Clone, Copy, Debug, Default)]
pub struct AddedMutation;

#[Object]
impl AddedMutation {
    /// Adds a notice by its code to the viewer's list, whoever owes it.
    #[graphql(directive = access::apply(AccessRule::Citizen), complexity = "20 + child_complexity")]
    async fn add_notice(&self, ctx: &Context<'_>, input: AddNoticeInput) -> Result<AddNoticeResult, Fault> {
        settle(add(Desk::of(ctx), input).await)
    }

    /// Takes a notice off the viewer's list; the debt stays what it is.
    #[graphql(directive = access::apply(AccessRule::Citizen))]
    async fn remove_notice(&self, ctx: &Context<'_>, input: RemoveNoticeInput) -> Result<RemoveNoticeResult, Fault> {
        settle(remove(Desk::of(ctx), &input).await)
    }
}

async fn add(desk: Desk<'_>, input: AddNoticeInput) -> Answering<AddNoticeResult> {
    let failing = desk.failing();
    let owner = desk.owner().ok_or(Impossible("a citizen with a session and no number"))?;
    let AddNoticeInput { ente, tax_code, code } = input;
    let asked = Asked::read(desk, &CodeInput { ente, tax_code, code }, true)?;
    let absent = || failing.absent(Message::NotPayableUnknown);
    let found = look_up(desk, &asked).await?.ok_or_else(absent)?;
    if let Err(why) = found.payable(desk.asking.now)
        && why != NotPayable::NotYetValid
    {
        return Err(failing.not_payable(found.nav.as_str(), why).into());
    }
    let position = show(desk, &asked.ente, found.position).await?.ok_or_else(absent)?;
    let (whose, what) = ((&asked.ente.code, owner), (&found.nav, found.position));
    if !added_notices::add(desk.pool(), whose, what, desk.asking.now).await? {
        return Err(failing.input("input.code", Message::AddedNoticesFull).into());
    }
    let freshness = desk.latest().to_string();
    Ok(Box::new(NoticeAdded { nav: found.nav.to_string(), position, freshness }).into())
}

async fn remove(desk: Desk<'_>, input: &RemoveNoticeInput) -> Answering<RemoveNoticeResult> {
    let ente = desk.ente("input.ente", &input.ente)?;
    let nav = NoticeNumber::parse(&input.nav).map_err(|error| desk.failing().input_key("input.nav", error.key()))?;
    added_notices::remove(desk.pool(), &ente.code, &desk.numbers(), &nav).await?;
    Ok(NoticeRemoved { nav: nav.to_string() }.into())
}
