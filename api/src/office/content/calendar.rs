//! What the office does with the calendar: its own entries, and those citizens submitted.

use async_graphql::{Context, InputObject, Object};
use chrono::NaiveTime;
use domain::calendar::{CalendarCommand, CalendarEntry, Occasion};
use domain::content::Line;
use domain::ids::CalendarEntryId;

use super::input::{TextsInput, address, key};
use super::{Stated, StatedResult};
use crate::content::SubmissionPapers;
use crate::graphql::fault::Fault;
use crate::graphql::scalars::Day;
use crate::graphql::streams::Stream;
use crate::office::access::{EDITORS, access};
use crate::office::answer::{Answering, Refusal, ended, settle};
use crate::office::desk::Desk;
use crate::office::position::reason;

/// What takes place.
#[derive(Clone, Debug, InputObject)]
pub(in crate::office) struct OccasionInput {
    /// What: at most 140 characters.
    title: TextsInput,
    /// More about it: at most 4,000 characters.
    description: Option<TextsInput>,
    /// Where.
    place: Option<String>,
    /// First day, in Italy.
    from: Day,
    /// Last day, in Italy; the first when absent, 31 days at most.
    until: Option<Day>,
    /// When it begins on the first day, `18:30` in Italy; all day when absent.
    begins: Option<String>,
    /// Where more is to be read.
    link: Option<String>,
}

/// Something of the Ente's own.
#[derive(Clone, Debug, InputObject)]
pub(in crate::office) struct AddEntryInput {
    /// The office's own name of it, at most 35 characters: the same name is the same entry, sent twice or not.
    key: String,
    /// What takes place.
    occasion: OccasionInput,
}

/// Which submission, and what is announced.
#[derive(Clone, Debug, InputObject)]
pub(in crate::office) struct ApproveEntryInput {
    /// Its id.
    id: String,
    /// What is announced; as it was submitted when absent.
    occasion: Option<OccasionInput>,
}

/// Which entry, and what is announced from now on.
#[derive(Clone, Debug, InputObject)]
pub(in crate::office) struct AmendEntryInput {
    /// Its id.
    id: String,
    /// What takes place.
    occasion: OccasionInput,
}

/// Which entry, and why.
#[derive(Clone, Debug, InputObject)]
pub(in crate::office) struct EntryReasonInput {
    /// Its id.
    id: String,
    /// Why.
    reason: String,
}

/// What the office does with the calendar.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::office) struct CalendarMutation;

#[Object]
impl CalendarMutation {
    /// Announces something of the Ente's own.
    #[graphql(directive = access::apply(EDITORS.to_vec()))]
    async fn add_calendar_entry(&self, ctx: &Context<'_>, input: AddEntryInput) -> Result<StatedResult, Fault> {
        settle(add(Desk::of(ctx)?, &input).await)
    }

    /// Announces what a citizen submitted.
    #[graphql(directive = access::apply(EDITORS.to_vec()))]
    async fn approve_calendar_entry(&self, ctx: &Context<'_>, input: ApproveEntryInput) -> Result<StatedResult, Fault> {
        settle(approve(Desk::of(ctx)?, &input).await)
    }

    /// Does not announce what a citizen submitted; they can read the reason.
    #[graphql(directive = access::apply(EDITORS.to_vec()))]
    async fn refuse_calendar_entry(&self, ctx: &Context<'_>, input: EntryReasonInput) -> Result<StatedResult, Fault> {
        settle(refuse(Desk::of(ctx)?, &input).await)
    }

    /// States what is announced anew, whole.
    #[graphql(directive = access::apply(EDITORS.to_vec()))]
    async fn amend_calendar_entry(&self, ctx: &Context<'_>, input: AmendEntryInput) -> Result<StatedResult, Fault> {
        settle(amend(Desk::of(ctx)?, &input).await)
    }

    /// Announces it no longer.
    #[graphql(directive = access::apply(EDITORS.to_vec()))]
    async fn cancel_calendar_entry(&self, ctx: &Context<'_>, input: EntryReasonInput) -> Result<StatedResult, Fault> {
        settle(cancel(Desk::of(ctx)?, &input).await)
    }
}

async fn add(desk: Desk<'_>, input: &AddEntryInput) -> Answering<Stated> {
    let id = CalendarEntryId::of_key(desk.ente(), &key(&input.key)?);
    execute(desk, id, CalendarCommand::Add(occasion(&input.occasion)?)).await
}

async fn approve(desk: Desk<'_>, input: &ApproveEntryInput) -> Answering<Stated> {
    let (id, stream) = known(desk, &input.id).await?;
    let occasion = match &input.occasion {
        Some(stated) => occasion(stated)?,
        None => submitted(desk, id, &stream.state).await?,
    };
    execute(desk, id, CalendarCommand::Approve(occasion)).await
}

/// What a citizen wrote, while it can be opened.
async fn submitted(desk: Desk<'_>, id: CalendarEntryId, entry: &CalendarEntry) -> Answering<Box<Occasion>> {
    let absent = || Refusal::input("input.occasion", "what was submitted cannot be opened any more: state it");
    let submission = entry.submission().ok_or_else(absent)?;
    let looked = desk.looks("approveCalendarEntry", submission.contacts.subject, Some(format!("CalendarEntry/{id}"))).await?;
    let _leave = looked.ok_or_else(absent)?;
    let opened = SubmissionPapers::of(desk.product(), desk.ente(), id).open_occasion(&submission.occasion).await?;
    Ok(opened.map(Box::new).ok_or_else(absent)?)
}

async fn refuse(desk: Desk<'_>, input: &EntryReasonInput) -> Answering<Stated> {
    let (id, _) = known(desk, &input.id).await?;
    execute(desk, id, CalendarCommand::Refuse { reason: reason(&input.reason)? }).await
}

async fn amend(desk: Desk<'_>, input: &AmendEntryInput) -> Answering<Stated> {
    let (id, _) = known(desk, &input.id).await?;
    execute(desk, id, CalendarCommand::Amend(occasion(&input.occasion)?)).await
}

async fn cancel(desk: Desk<'_>, input: &EntryReasonInput) -> Answering<Stated> {
    let (id, _) = known(desk, &input.id).await?;
    execute(desk, id, CalendarCommand::Cancel { reason: reason(&input.reason)? }).await
}

fn occasion(input: &OccasionInput) -> Result<Box<Occasion>, Refusal> {
    let filled = |text: &'_ Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let description = input.description.as_ref().map(|text| text.passage("input.occasion.description")).transpose()?;
    let place = filled(&input.place).map(|place| Line::parse(&place)).transpose();
    let begins = filled(&input.begins).map(|time| NaiveTime::parse_from_str(&time, "%H:%M")).transpose();
    Ok(Box::new(Occasion {
        title: input.title.line("input.occasion.title")?,
        description,
        place: place.map_err(|error| Refusal::input("input.occasion.place", error))?,
        from: input.from.0,
        until: input.until.unwrap_or(input.from).0,
        begins: begins.map_err(|_| Refusal::input("input.occasion.begins", "the time is not written as 18:30"))?,
        link: address("input.occasion.link", input.link.as_deref())?,
    }))
}

/// The entry of the Ente with this id.
pub(super) async fn known(desk: Desk<'_>, id: &str) -> Answering<(CalendarEntryId, Stream<CalendarEntry>)> {
    let id: CalendarEntryId = id.parse().map_err(|_| Refusal::absent("entry"))?;
    let stream = desk.stream::<CalendarEntry>(&id.to_string()).await?;
    Ok((id, stream.ok_or_else(|| Refusal::absent("entry"))?))
}

async fn execute(desk: Desk<'_>, id: CalendarEntryId, command: CalendarCommand) -> Answering<Stated> {
    let executed = desk.product().commands.calendar.execute(&id.to_string(), command, desk.metadata().to_map()).await;
    Ok(Stated::of(desk, id, &executed.map_err(ended)?))
}
