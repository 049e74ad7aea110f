//! What waits for the office, and one entry in every language.

use async_graphql::{Context, Enum, Object, SimpleObject, Union};
use chrono::{DateTime, Utc};
use domain::calendar::{Occasion, Standing, Submission};
use domain::ids::CalendarEntryId;
use projections::ViewName;
use projections::calendar::WaitingEntry;
use projections::calendar::queries::waiting;

use super::calendar::known;
use super::shown::Texts;
use crate::content::SubmissionPapers;
use crate::graphql::fault::Fault;
use crate::graphql::page::cost;
use crate::graphql::scalars::Day;
use crate::office::access::{EDITORS, access};
use crate::office::answer::{Answering, Refusal, settle};
use crate::office::desk::Desk;
use crate::office::page::{self, PageInfo};

/// Something submitted and not decided.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(EDITORS.to_vec()))]
pub(in crate::office) struct WaitingSubmission {
    /// Its id.
    id: String,
    /// By what its submitter names it.
    reference: String,
    /// When it was submitted.
    submitted_at: DateTime<Utc>,
}

/// A page of what waits, oldest first.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(EDITORS.to_vec()))]
pub(in crate::office) struct WaitingSubmissions {
    /// The submissions.
    nodes: Vec<WaitingSubmission>,
    /// Where the next page begins.
    page_info: PageInfo,
    /// The list had not yet seen what `freshness` stands for.
    stale: bool,
}

/// What `calendarSubmissions` answers.
#[derive(Clone, Debug, Union)]
pub(in crate::office) enum WaitingResult {
    /// A page.
    Waiting(WaitingSubmissions),
    /// Not.
    Refusal(Refusal),
}

/// Where an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::office) enum EntryState {
    /// Submitted by a citizen, not decided.
    Waiting,
    /// Everybody sees it.
    Announced,
    /// The office did not announce it.
    Refused,
    /// It was announced once.
    Cancelled,
}

/// An entry of the calendar.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(EDITORS.to_vec()))]
pub(in crate::office) struct OfficeEntry {
    /// Its id.
    id: String,
    /// Where it stands.
    state: EntryState,
    /// Why it was refused or taken off.
    reason: Option<String>,
    /// What takes place: announced, or as a citizen submitted it; none once it was forgotten.
    occasion: Option<OfficeOccasion>,
    /// Who submitted it; none when the office entered it, or once they were forgotten.
    submitter: Option<Submitter>,
    /// Number of its events.
    version: u64,
}

/// What takes place, in every language.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(EDITORS.to_vec()))]
pub(in crate::office) struct OfficeOccasion {
    /// What.
    title: Texts,
    /// More about it.
    description: Option<Texts>,
    /// Where.
    place: Option<String>,
    /// First day, in Italy.
    from: Day,
    /// Last day, in Italy.
    until: Day,
    /// When it begins on the first day.
    begins: Option<String>,
    /// Where more is to be read.
    link: Option<String>,
}

/// Who submitted something.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(EDITORS.to_vec()))]
pub(in crate::office) struct Submitter {
    /// Their name.
    name: String,
    /// How they are reached.
    email: String,
    /// Where they can be called.
    phone: Option<String>,
}

/// What `calendarEntry` answers.
#[derive(Clone, Debug, Union)]
#[expect(clippy::large_enum_variant, reason = "one at a time, and gone with the answer")]
pub(in crate::office) enum EntryResult {
    /// Found.
    Entry(OfficeEntry),
    /// Not.
    Refusal(Refusal),
}

/// The calendar.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::office) struct CalendarQuery;

#[Object]
impl CalendarQuery {
    /// What citizens submitted and nobody decided, oldest first.
    #[graphql(directive = access::apply(EDITORS.to_vec()), complexity = "cost(first, child_complexity)")]
    async fn calendar_submissions(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        freshness: Option<String>,
    ) -> Result<WaitingResult, Fault> {
        settle(list(Desk::of(ctx)?, (first, after.as_deref(), freshness.as_deref())).await)
    }

    /// One entry of the calendar, in every language, with who submitted it.
    #[graphql(directive = access::apply(EDITORS.to_vec()), complexity = "10 + child_complexity")]
    async fn calendar_entry(&self, ctx: &Context<'_>, id: String) -> Result<EntryResult, Fault> {
        settle(show(Desk::of(ctx)?, &id).await)
    }
}

async fn list(
    desk: Desk<'_>,
    (first, after, freshness): (Option<i32>, Option<&str>, Option<&str>),
) -> Answering<WaitingSubmissions> {
    let list = page::list(desk, "calendar submissions", &());
    let (size, after) = page::asked::<u64>(desk, &list, first, after)?;
    let stale = desk.wait(ViewName::Calendar, freshness).await?;
    let page = waiting(desk.pool(), desk.ente(), after, size).await?;
    let page_info = page::info(desk, &list, page.next.as_ref());
    Ok(WaitingSubmissions { nodes: page.rows.iter().map(WaitingSubmission::from).collect(), page_info, stale })
}

impl From<&WaitingEntry> for WaitingSubmission {
    fn from(row: &WaitingEntry) -> Self {
        Self { id: row.entry.to_string(), reference: row.reference.grouped(), submitted_at: row.submitted_at }
    }
}

async fn show(desk: Desk<'_>, id: &str) -> Answering<OfficeEntry> {
    let (id, stream) = known(desk, id).await?;
    let (entry, submission) = (&stream.state, stream.state.submission());
    let (state, reason) = match entry.standing() {
        Standing::Absent | Standing::Waiting => (EntryState::Waiting, None),
        Standing::Announced(_) => (EntryState::Announced, None),
        Standing::Refused(reason) => (EntryState::Refused, Some(reason)),
        Standing::Cancelled(reason) => (EntryState::Cancelled, Some(reason)),
    };
    let (submitted, submitter) = match submission {
        Some(submission) => opened(desk, id, submission).await?,
        None => (None, None),
    };
    let occasion = match entry.standing() {
        Standing::Announced(occasion) => Some((&**occasion).into()),
        _ => submitted.as_ref().map(Into::into),
    };
    let version = u64::try_from(stream.version).unwrap_or(u64::MAX);
    Ok(OfficeEntry { id: id.to_string(), state, reason: reason.map(ToString::to_string), occasion, submitter, version })
}

async fn opened(
    desk: Desk<'_>,
    id: CalendarEntryId,
    submission: &Submission,
) -> Answering<(Option<Occasion>, Option<Submitter>)> {
    let looked = desk.looks("calendarEntry", submission.contacts.subject, Some(format!("CalendarEntry/{id}"))).await?;
    let Some(_leave) = looked else { return Ok((None, None)) };
    let papers = SubmissionPapers::of(desk.product(), desk.ente(), id);
    let contacts = papers.open_contacts(&submission.contacts).await?;
    let submitter = contacts.map(|contacts| Submitter {
        name: contacts.name.to_string(),
        email: contacts.email.as_str().to_owned(),
        phone: contacts.phone.as_ref().map(ToString::to_string),
    });
    Ok((papers.open_occasion(&submission.occasion).await?, submitter))
}

impl From<&Occasion> for OfficeOccasion {
    fn from(occasion: &Occasion) -> Self {
        Self {
            title: Texts::from(&occasion.title),
            description: occasion.description.as_ref().map(Texts::from),
            place: occasion.place.as_ref().map(ToString::to_string),
            from: Day(occasion.from),
            until: Day(occasion.until),
            begins: occasion.begins.map(|time| time.format("%H:%M").to_string()),
            link: occasion.link.as_ref().map(ToString::to_string),
        }
    }
}
