//! The requests a citizen made with a session: the list of them, and each in full, without typing reference and address again.

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use chrono::{DateTime, Utc};
use domain::ente::{CaseType, EnteSettings};
use domain::ids::SupportRequestId;
use domain::support_request::{SupportReference, SupportRequest};
use projections::ViewName;
use projections::support::SupportRow;
use projections::support::queries::{is_of_citizen, of_citizen};

use super::query::{Held, SupportRequestStatusResult, shown};
use super::types::{SupportCaseType, SupportState};
use crate::graphql::access::{AccessRule, access};
use crate::graphql::cursor::ListOf;
use crate::graphql::failure::{Answering, InvalidInput, NotFound, settle};
use crate::graphql::fault::Fault;
use crate::graphql::page::{self, Asked, PageInfo};
use crate::graphql::room::Desk;
use crate::graphql::streams;
use crate::messages::Message;

/// Which of one's own requests.
#[derive(Clone, Debug, InputObject)]
pub struct OwnSupportRequestInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// The code that was given when it was opened.
    pub reference: String,
}

/// One of one's own requests.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Citizen))]
pub struct OwnSupportRequest {
    /// Its code.
    pub reference: String,
    /// Where it stands.
    pub state: SupportState,
    /// The same in words, in the language of the request.
    pub message: String,
    /// Which kind of request it is.
    pub case_type: SupportCaseType,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// How often it was answered.
    pub answers: usize,
    /// How content one said to be, 1 to 5.
    pub rating: Option<u8>,
}

/// A page of one's own requests, newest first.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Citizen))]
pub struct OwnSupportRequests {
    /// The rows.
    pub nodes: Vec<OwnSupportRequest>,
    /// Where the next page begins.
    pub page_info: PageInfo,
    /// The list had not yet seen what `freshness` stands for.
    pub stale: bool,
}

/// What `supportRequests` answers.
#[derive(Clone, Debug, Union)]
pub enum OwnSupportRequestsResult {
    /// A page.
    List(OwnSupportRequests),
    /// No such Ente here.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
}

/// Questions about one's own requests.
#[derive(Clone, Copy, Debug, Default)]
pub struct OwnSupportQuery;

#[Object]
impl OwnSupportQuery {
    /// The requests for help the viewer made with a session.
    #[graphql(directive = access::apply(AccessRule::Citizen), complexity = "page::cost(first, child_complexity)")]
    async fn support_requests(
        &self,
        ctx: &Context<'_>,
        ente: String,
        first: Option<i32>,
        after: Option<String>,
        freshness: Option<String>,
    ) -> Result<OwnSupportRequestsResult, Fault> {
        settle(list(Desk::of(ctx), &ente, first, (after.as_deref(), freshness.as_deref())).await)
    }

    /// One of them, with its answers. Somebody else's answers like an unknown one.
    #[graphql(directive = access::apply(AccessRule::Citizen), complexity = "10 + 5 * child_complexity")]
    async fn own_support_request(
        &self,
        ctx: &Context<'_>,
        input: OwnSupportRequestInput,
    ) -> Result<SupportRequestStatusResult, Fault> {
        settle(show(Desk::of(ctx), &input).await)
    }
}

async fn list(
    desk: Desk<'_>,
    ente: &str,
    first: Option<i32>,
    (after, freshness): (Option<&str>, Option<&str>),
) -> Answering<OwnSupportRequestsResult> {
    let ente = desk.ente("ente", ente)?;
    let viewer = desk.asking.viewer.actor().to_string();
    let list = ListOf::new("support", [viewer.as_str(), ente.code.as_str()]);
    let Asked { size, after } = page::asked::<u64>(desk, &list, first, after)?;
    let stale = desk.wait(ViewName::Support, freshness).await?;
    let page = of_citizen(desk.pool(), &ente.code, &desk.numbers(), after, size).await?;
    let nodes = page.rows.iter().map(|row| OwnSupportRequest::of(desk, &ente, row)).collect();
    Ok(OwnSupportRequests { nodes, page_info: page::info(desk, &list, page.next.as_ref()), stale }.into())
}

impl OwnSupportRequest {
    fn of(desk: Desk<'_>, ente: &EnteSettings, row: &SupportRow) -> Self {
        let language = desk.asking.language;
        let state = SupportState::from(row.stage);
        let unnamed = CaseType { code: row.case_type.clone(), label: None };
        let case = ente.support.case_type(&row.case_type).unwrap_or(&unnamed);
        Self {
            reference: row.reference.grouped(),
            state,
            message: state.message().text(language).to_owned(),
            case_type: SupportCaseType::of(language, case),
            opened_at: row.opened_at,
            answers: row.answers,
            rating: row.rating,
        }
    }
}

async fn show(desk: Desk<'_>, input: &OwnSupportRequestInput) -> Answering<SupportRequestStatusResult> {
    let failing = desk.failing();
    let absent = || failing.absent(Message::SupportAbsent);
    let ente = desk.ente("input.ente", &input.ente)?;
    let reference = SupportReference::parse(&input.reference);
    let reference = reference.map_err(|_| failing.input("input.reference", Message::SupportReferenceLayout))?;
    let id = SupportRequestId::of(&ente.code, &reference);
    if !is_of_citizen(desk.pool(), &ente.code, id, &desk.numbers()).await? {
        return Err(absent().into());
    }
    let request = streams::read::<SupportRequest>(desk.pool(), &id.to_string()).await?.ok_or_else(absent)?.state;
    let held = Held { ente, id, reference, request };
    Ok(shown(desk, &held).await?.ok_or_else(absent)?.into())
}
