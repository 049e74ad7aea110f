//! Finding what a citizen talks about, by what stands on their paper or by who they are. What was asked for is never logged.

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use domain::identifier::{LookupCode, ReceiptId, TaxCode};
use domain::support_request::SupportReference;
use projections::payment_history::HistoryFilter;
use projections::payment_history::queries::{self as history, Side};
use projections::pending_list::PendingFilter;
use projections::pending_list::queries::{self as pending, PendingRequest, Wanted};
use projections::{notice_directory, query::PageSize};

use super::access::{KNOWING, access};
use super::answer::{Answering, Refusal, settle};
use super::desk::Desk;
use crate::graphql::fault::Fault;
use crate::vault::Handle;
use domain::ids::SupportRequestId;

/// One of the four.
#[derive(Clone, Debug, InputObject)]
pub(super) struct SearchInput {
    /// Notice number or IUV.
    code: Option<String>,
    /// Codice fiscale or partita IVA.
    tax_code: Option<String>,
    /// Id of a pagoPA receipt.
    receipt: Option<String>,
    /// Reference of a request for help.
    request: Option<String>,
}

/// What was found: ids to go on with.
#[derive(Clone, Debug, Default, SimpleObject)]
#[graphql(directive = access::apply(KNOWING.to_vec()))]
pub(super) struct Found {
    /// Positions, without repetition: at most the first hundred open and the newest hundred paid ones of a person.
    pub(super) positions: Vec<String>,
    /// The random number that stands for the person.
    pub(super) person: Option<String>,
    /// The receipt.
    pub(super) receipt: Option<String>,
    /// The request for help.
    pub(super) request: Option<String>,
}

/// What `search` answers.
#[derive(Clone, Debug, Union)]
pub(super) enum SearchResult {
    /// Found.
    Found(Found),
    /// Not.
    Refusal(Refusal),
}

/// The search.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SearchQuery;

#[Object]
impl SearchQuery {
    /// Finds by notice number, IUV, tax code, receipt or reference of a request, within the Ente.
    #[graphql(directive = access::apply(KNOWING.to_vec()), complexity = "20 + child_complexity")]
    async fn search(&self, ctx: &Context<'_>, input: SearchInput) -> Result<SearchResult, Fault> {
        settle(search(Desk::of(ctx)?, input).await)
    }
}

async fn search(desk: Desk<'_>, input: SearchInput) -> Answering<Found> {
    match input {
        SearchInput { code: Some(code), tax_code: None, receipt: None, request: None } => by_code(desk, &code).await,
        SearchInput { code: None, tax_code: Some(code), receipt: None, request: None } => by_person(desk, &code).await,
        SearchInput { code: None, tax_code: None, receipt: Some(id), request: None } => by_receipt(desk, &id).await,
        SearchInput { code: None, tax_code: None, receipt: None, request: Some(text) } => by_reference(desk, &text).await,
        _ => Err(Refusal::input("input", "exactly one of code, taxCode, receipt, request is needed").into()),
    }
}

async fn by_code(desk: Desk<'_>, code: &str) -> Answering<Found> {
    let code = LookupCode::parse(code).map_err(|error| Refusal::input("input.code", error))?;
    let notice = notice_directory::queries::find(desk.pool(), desk.ente(), &code).await?;
    let notice = notice.ok_or_else(|| Refusal::absent("notice"))?;
    let person = Some(notice.debtor.to_string());
    Ok(Found { positions: vec![notice.position.to_string()], person, ..Found::default() })
}

async fn by_person(desk: Desk<'_>, code: &str) -> Answering<Found> {
    let code = TaxCode::parse(code).map_err(|error| Refusal::input("input.taxCode", error))?;
    let person = desk.product().vault.find(desk.ente(), &Handle::TaxCode(&code)).await?;
    let Some(person) = person else {
        desk.notes_look("search.taxCode", None, None).await?;
        return Err(Refusal::absent("person").into());
    };
    desk.looks_up("search.taxCode", person).await?;
    let request = PendingRequest {
        wanted: Wanted::PayableOrUpcoming,
        now: desk.asking.now,
        after: None,
        size: PageSize::MAX,
        filter: PendingFilter::default(),
    };
    let open = pending::by_debtor(desk.pool(), desk.ente(), person, &request).await?;
    let filter = HistoryFilter::default();
    let paid = history::page(desk.pool(), desk.ente(), &Side::Debtor(person), &filter, None, PageSize::MAX).await?;
    let mut positions: Vec<_> = open.rows.iter().map(|row| row.position).collect();
    positions.extend(paid.rows.iter().filter_map(|row| row.position));
    positions.sort_unstable();
    positions.dedup();
    let positions = positions.iter().map(ToString::to_string).collect();
    Ok(Found { positions, person: Some(person.to_string()), ..Found::default() })
}

async fn by_receipt(desk: Desk<'_>, id: &str) -> Answering<Found> {
    let id = ReceiptId::parse(id).map_err(|error| Refusal::input("input.receipt", error))?;
    let entry = history::by_receipt(desk.pool(), desk.ente(), &id).await?.ok_or_else(|| Refusal::absent("receipt"))?;
    let positions = entry.position.iter().map(ToString::to_string).collect();
    let person = entry.debtor.map(|debtor| debtor.to_string());
    Ok(Found { positions, person, receipt: Some(id.to_string()), request: None })
}

async fn by_reference(desk: Desk<'_>, text: &str) -> Answering<Found> {
    let reference = SupportReference::parse(text).map_err(|error| Refusal::input("input.request", error))?;
    let id = SupportRequestId::of(desk.ente(), &reference);
    let known = desk.stream::<domain::support_request::SupportRequest>(&id.to_string()).await?;
    known.ok_or_else(|| Refusal::absent("request"))?;
    Ok(Found { request: Some(id.to_string()), ..Found::default() })
}
