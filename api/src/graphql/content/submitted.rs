//! What became of something a citizen submitted to the calendar.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject, Union};
use domain::calendar::{CalendarEntry, Standing};
use domain::identifier::EmailAddress;
use domain::ids::CalendarEntryId;
use domain::support_request::SupportReference;

use crate::content::SubmissionPapers;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::caps::LookedUp;
use crate::graphql::failure::{Answering, InvalidInput, NotFound, TooManyRequests, settle};
use crate::graphql::fault::Fault;
use crate::graphql::room::Desk;
use crate::graphql::streams;
use crate::messages::Message;

/// Which submission.
#[derive(Clone, Debug, InputObject)]
pub struct CalendarSubmissionInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// The code that was given when it was submitted.
    pub reference: String,
    /// The address that was given with it.
    pub email: String,
}

/// Where a submission stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum SubmissionState {
    /// The office has not decided yet.
    Waiting,
    /// It is in the calendar.
    Announced,
    /// The office did not announce it.
    Refused,
    /// It was in the calendar once.
    Cancelled,
}

/// How a submission stands.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct SubmissionShown {
    /// Where it stands.
    pub state: SubmissionState,
    /// The same in words.
    pub message: String,
    /// Why it was refused or taken off.
    pub reason: Option<String>,
}

/// What `calendarSubmission` answers.
#[derive(Clone, Debug, Union)]
pub enum CalendarSubmissionResult {
    /// Found.
    Shown(SubmissionShown),
    /// There is nothing with these data.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
    /// Asked too often.
    TooManyRequests(TooManyRequests),
}

/// What became of submissions.
#[derive(Clone, Copy, Debug, Default)]
pub struct SubmissionQuery;

#[Object]
impl SubmissionQuery {
    /// What became of something submitted to the calendar. Every kind of miss answers the same.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn calendar_submission(
        &self,
        ctx: &Context<'_>,
        input: CalendarSubmissionInput,
    ) -> Result<CalendarSubmissionResult, Fault> {
        settle(show(Desk::of(ctx), &input).await)
    }
}

async fn show(desk: Desk<'_>, input: &CalendarSubmissionInput) -> Answering<CalendarSubmissionResult> {
    let failing = desk.failing();
    let ente = desk.ente("input.ente", &input.ente)?;
    let reference = SupportReference::parse(&input.reference);
    let reference = reference.map_err(|_| failing.input("input.reference", Message::SupportReferenceLayout))?;
    let email = EmailAddress::parse(&input.email).map_err(|error| failing.input_key("input.email", error.key()))?;
    let what = LookedUp { ente: ente.code.as_str(), code: reference.as_str(), tax_code: None };
    desk.room.caps().look_up(desk.asking.client, what).map_err(|too_often| failing.limited(too_often.0))?;
    let id = CalendarEntryId::of(&ente.code, &reference);
    let absent = || failing.absent(Message::CalendarAbsent);
    let stream = streams::read::<CalendarEntry>(desk.pool(), &id.to_string()).await?;
    let entry = stream.filter(|stream| stream.ente == ente.code).ok_or_else(absent)?.state;
    let submission = entry.submission().ok_or_else(absent)?;
    let contacts = SubmissionPapers::of(desk.product(), &ente.code, id).open_contacts(&submission.contacts).await?;
    if !contacts.is_some_and(|known| known.email.as_str().eq_ignore_ascii_case(email.as_str())) {
        return Err(absent().into());
    }
    let (state, message, reason) = match entry.standing() {
        Standing::Absent | Standing::Waiting => (SubmissionState::Waiting, Message::CalendarWaiting, None),
        Standing::Announced(_) => (SubmissionState::Announced, Message::CalendarAnnounced, None),
        Standing::Refused(reason) => (SubmissionState::Refused, Message::CalendarRefused, Some(reason)),
        Standing::Cancelled(reason) => (SubmissionState::Cancelled, Message::CalendarCancelled, Some(reason)),
    };
    let why = reason.map(|reason| reason.as_str()).unwrap_or_default();
    let message = message.fill(desk.asking.language, &[("reason", why)]);
    Ok(SubmissionShown { state, message, reason: reason.map(ToString::to_string) }.into())
}
