//! Reading requests for help.

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use domain::checkout::Phase;
use domain::ids::SupportRequestId;
use domain::personal::Sealed;
use domain::staff::StaffName;
use domain::support_request::{Author, CaseCode, Opening, SupportRequest};
use projections::ViewName;
use projections::support::queries::{QueueFilter, queue};

use super::types::{QueuedRequest, RequestAbout, RequestContacts, RequestDetail, RequestState, SeenThen, Written};
use crate::graphql::fault::{Fault, Impossible};
use crate::graphql::language::{code, of_mail};
use crate::graphql::page::cost;
use crate::graphql::streams::Stream;
use crate::office::access::{HELPERS, access};
use crate::office::answer::{Answering, Ended, Refusal, settle};
use crate::office::desk::Desk;
use crate::office::page::{self, PageInfo};
use crate::office::position::standing;
use crate::privacy::Leave;
use crate::support::{Papers, as_seen};

/// Which requests; everything that is not closed when nothing is given.
#[derive(Clone, Debug, InputObject)]
pub(in crate::office) struct QueueInput {
    /// In one of these states.
    #[graphql(default)]
    states: Vec<RequestState>,
    /// Of this kind.
    case_type: Option<String>,
    /// In the care of this member of the staff.
    assignee: Option<String>,
    /// In nobody's care.
    #[graphql(default)]
    unassigned: bool,
}

/// A page of the queue, oldest first.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(HELPERS.to_vec()))]
pub(in crate::office) struct Queue {
    /// The requests.
    nodes: Vec<QueuedRequest>,
    /// Where the next page begins.
    page_info: PageInfo,
    /// The queue had not yet seen what `freshness` stands for.
    stale: bool,
}

/// What `supportQueue` answers.
#[derive(Clone, Debug, Union)]
pub(in crate::office) enum QueueResult {
    /// A page.
    Queue(Queue),
    /// Not.
    Refusal(Refusal),
}

/// What `supportRequest` answers.
#[derive(Clone, Debug, Union)]
#[expect(clippy::large_enum_variant, reason = "one at a time, and gone with the answer")]
pub(in crate::office) enum RequestResult {
    /// Found.
    Request(RequestDetail),
    /// Not.
    Refusal(Refusal),
}

/// What `seenThen` answers.
#[derive(Clone, Debug, Union)]
pub(in crate::office) enum SeenResult {
    /// Found.
    Seen(SeenThen),
    /// Not.
    Refusal(Refusal),
}

/// Questions about requests for help.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::office) struct SupportQuery;

#[Object]
impl SupportQuery {
    /// The queue of the help desk.
    #[graphql(directive = access::apply(HELPERS.to_vec()), complexity = "cost(first, child_complexity)")]
    async fn support_queue(
        &self,
        ctx: &Context<'_>,
        input: QueueInput,
        first: Option<i32>,
        after: Option<String>,
        freshness: Option<String>,
    ) -> Result<QueueResult, Fault> {
        settle(read(Desk::of(ctx)?, &input, (first, after.as_deref(), freshness.as_deref())).await)
    }

    /// One request with everything that was written.
    #[graphql(directive = access::apply(HELPERS.to_vec()), complexity = "10 + 5 * child_complexity")]
    async fn support_request(&self, ctx: &Context<'_>, id: String) -> Result<RequestResult, Fault> {
        settle(detail(Desk::of(ctx)?, &id).await)
    }

    /// What the citizen saw when they asked: everything tied to the request, as it stood at the place in the log they had seen.
    #[graphql(directive = access::apply(HELPERS.to_vec()), complexity = "20 + 5 * child_complexity")]
    async fn seen_then(&self, ctx: &Context<'_>, id: String) -> Result<SeenResult, Fault> {
        settle(seen(Desk::of(ctx)?, &id).await)
    }
}

async fn read(
    desk: Desk<'_>,
    input: &QueueInput,
    (first, after, freshness): (Option<i32>, Option<&str>, Option<&str>),
) -> Answering<Queue> {
    let case_type = input.case_type.as_deref().map(CaseCode::parse).transpose();
    let assignee = input.assignee.as_deref().map(StaffName::parse).transpose();
    let filter = QueueFilter {
        stages: input.states.iter().map(|state| (*state).into()).collect(),
        case_type: case_type.map_err(|error| Refusal::input("input.caseType", error))?,
        assignee: assignee.map_err(|error| Refusal::input("input.assignee", error))?,
        unassigned: input.unassigned,
    };
    let list = page::list(desk, "support queue", input);
    let (size, after) = page::asked::<u64>(desk, &list, first, after)?;
    let stale = desk.wait(ViewName::Support, freshness).await?;
    let page = queue(desk.pool(), desk.ente(), &filter, after, size).await?;
    let page_info = page::info(desk, &list, page.next.as_ref());
    Ok(Queue { nodes: page.rows.iter().map(QueuedRequest::from).collect(), page_info, stale })
}

/// The request of the Ente with this id.
pub(super) async fn known(desk: Desk<'_>, id: &str) -> Answering<(SupportRequestId, Stream<SupportRequest>)> {
    let id: SupportRequestId = id.parse().map_err(|_| Refusal::absent("request"))?;
    let stream = desk.stream::<SupportRequest>(&id.to_string()).await?;
    Ok((id, stream.ok_or_else(|| Refusal::absent("request"))?))
}

/// What was asked.
pub(super) fn opening(request: &SupportRequest) -> Result<&Opening, Ended> {
    request.opening().ok_or_else(|| Ended::Fault(Impossible("a request nobody opened").into()))
}

async fn detail(desk: Desk<'_>, id: &str) -> Answering<RequestDetail> {
    let (id, Stream { state: request, .. }) = known(desk, id).await?;
    let opening = opening(&request)?;
    let leave = desk.looks("supportRequest", opening.contacts.subject, Some(format!("SupportRequest/{id}"))).await?;
    let papers = Readable { papers: Papers::of(desk.product(), desk.ente(), id), leave };
    let contacts = papers.contacts(&opening.contacts).await?;
    let draft = match request.draft() {
        Some(draft) => papers.text(draft).await?,
        None => None,
    };
    Ok(RequestDetail {
        id: id.to_string(),
        reference: opening.reference.grouped(),
        state: request.stage().into(),
        case_type: opening.case_type.to_string(),
        language: code(of_mail(opening.language)).to_owned(),
        assignee: request.assignee().map(ToString::to_string),
        contacts,
        about: opening.about.as_ref().map(RequestAbout::from),
        seen: opening.seen.to_string(),
        conversation: conversation(&papers, &request, opening).await?,
        notes: notes(&papers, &request).await?,
        draft,
        answers: u64::try_from(request.answers()).unwrap_or_default(),
        closed_because: request.closed_because().map(ToString::to_string),
        rating: request.rating().map(u8::from),
    })
}

/// The papers of a request, as far as they may be read.
struct Readable<'a> {
    papers: Papers<'a>,
    leave: Option<Leave>,
}

impl Readable<'_> {
    async fn text(&self, sealed: &Sealed) -> Answering<Option<String>> {
        let Some(_leave) = &self.leave else { return Ok(None) };
        Ok(self.papers.open_text(sealed).await?.map(|text| text.as_str().to_owned()))
    }

    async fn contacts(&self, sealed: &Sealed) -> Answering<Option<RequestContacts>> {
        let Some(_leave) = &self.leave else { return Ok(None) };
        Ok(self.papers.open_contacts(sealed).await?.map(|contacts| RequestContacts {
            name: contacts.name.to_string(),
            email: contacts.email.as_str().to_owned(),
            phone: contacts.phone.as_ref().map(ToString::to_string),
        }))
    }
}

async fn conversation(papers: &Readable<'_>, request: &SupportRequest, opening: &Opening) -> Answering<Vec<Written>> {
    let text = papers.text(&opening.text).await?;
    let mut conversation = vec![Written { by: None, text, at: opening.at, mail_open: false }];
    let open: Vec<&str> = request.open_mails().map(|(message_id, _)| message_id).collect();
    for entry in request.entries() {
        let text = papers.text(&entry.text).await?;
        let (by, mail_open) = match &entry.author {
            Author::Citizen => (None, false),
            Author::Staff { name, message_id } => (Some(name.to_string()), open.contains(&message_id.as_str())),
        };
        conversation.push(Written { by, text, at: entry.at, mail_open });
    }
    Ok(conversation)
}

async fn notes(papers: &Readable<'_>, request: &SupportRequest) -> Answering<Vec<Written>> {
    let mut notes = Vec::new();
    for note in request.notes() {
        let text = papers.text(&note.text).await?;
        notes.push(Written { by: Some(note.by.to_string()), text, at: note.at, mail_open: false });
    }
    Ok(notes)
}

async fn seen(desk: Desk<'_>, id: &str) -> Answering<SeenThen> {
    let (_, Stream { state: request, .. }) = known(desk, id).await?;
    let opening = opening(&request)?;
    let seen = as_seen(desk.pool(), desk.ente(), opening).await?;
    let positions = seen.positions.iter().map(|(id, then)| standing(&then.state, *id, opening.at, then.version));
    let checkout = seen.checkout.as_ref().map(|then| &then.state);
    Ok(SeenThen {
        up_to: opening.seen.to_string(),
        at: opening.at,
        positions: positions.collect(),
        cart: seen.cart.as_ref().map(|then| then.state.items().iter().map(|item| item.nav.to_string()).collect()),
        checkout: checkout.map(|checkout| phase(checkout.phase()).to_owned()),
        settled: checkout.map(|of| of.settled().iter().map(|(nav, _)| nav.to_string()).collect()).unwrap_or_default(),
    })
}

const fn phase(phase: &Phase) -> &'static str {
    match phase {
        Phase::Absent => "absent",
        Phase::Requested => "requested",
        Phase::Awaiting => "awaiting",
        Phase::Failed(_) => "failed",
        Phase::Completed => "completed",
        Phase::Expired => "expired",
    }
}
