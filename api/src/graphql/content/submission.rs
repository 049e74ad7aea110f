//! Submitting something to the calendar: the office decides whether it is announced.

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use chrono::NaiveTime;
use domain::calendar::{CalendarCommand, CalendarEntry, Occasion, OccasionError, Submission};
use domain::content::{Line, Passage, Translated, WebAddress};
use domain::ente::EnteSettings;
use domain::identifier::EmailAddress;
use domain::ids::CalendarEntryId;
use domain::rome;
use domain::support_request::{Contacts, SupportReference};
use domain::text::{Text35, Text70};

use crate::clock::random_bytes;
use crate::content::SubmissionPapers;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, InvalidInput, LoginRequired, NotFound, TooManyRequests, settle};
use crate::graphql::fault::{Fault, refusal_of};
use crate::graphql::room::Desk;
use crate::graphql::scalars::Day;
use crate::messages::Message;

/// Something to be announced, and how whoever submits it is reached.
#[derive(Clone, Debug, InputObject)]
pub struct SubmitCalendarEventInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// What: at most 140 characters.
    pub title: String,
    /// More about it: at most 4,000 characters, plain text.
    pub description: Option<String>,
    /// Where: at most 140 characters.
    pub place: Option<String>,
    /// First day, in Italy.
    pub from: Day,
    /// Last day; the first when absent.
    pub until: Option<Day>,
    /// When it begins on the first day, `18:30` in Italy; all day when absent.
    pub begins: Option<String>,
    /// Where more is to be read: an address that begins with `https://`.
    pub link: Option<String>,
    /// Who submits it.
    pub name: String,
    /// How they are reached.
    pub email: String,
    /// Where they can be called.
    pub phone: Option<String>,
}

/// It was taken.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct CalendarEventNoted {
    /// The code of the submission: with it and the e-mail address one sees what became of it.
    pub reference: String,
    /// Key of the sentence to show.
    pub key: String,
    /// The sentence.
    pub message: String,
    /// Give it to questions that must have seen this command.
    pub freshness: String,
}

/// What `submitCalendarEvent` answers.
#[derive(Clone, Debug, Union)]
pub enum SubmitCalendarEventResult {
    /// Taken.
    Noted(CalendarEventNoted),
    /// No such Ente here.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
    /// Only whoever has an account of this Ente submits something.
    LoginRequired(LoginRequired),
    /// Submitted too often.
    TooManyRequests(TooManyRequests),
}

/// Commands of the calendar.
#[derive(Clone, Copy, Debug, Default)]
pub struct CalendarMutation;

#[Object]
impl CalendarMutation {
    /// Asks for something to be announced; it waits until the office approves or refuses it.
    #[graphql(directive = access::apply(AccessRule::Citizen))]
    async fn submit_calendar_event(
        &self,
        ctx: &Context<'_>,
        input: SubmitCalendarEventInput,
    ) -> Result<SubmitCalendarEventResult, Fault> {
        settle(submit(Desk::of(ctx), input).await)
    }
}

async fn submit(desk: Desk<'_>, input: SubmitCalendarEventInput) -> Answering<SubmitCalendarEventResult> {
    let failing = desk.failing();
    let ente = desk.ente("input.ente", &input.ente)?;
    let (occasion, contacts) = (occasion(desk, &input)?, contacts(desk, &input)?);
    let Some(subject) = desk.owner() else { return Err(failing.login().into()) };
    let counted = desk.room.caps().write(desk.asking.client, contacts.email.as_str());
    counted.map_err(|too_often| failing.limited(too_often.0))?;
    let reference = SupportReference::of(random_bytes());
    let id = CalendarEntryId::of(&ente.code, &reference);
    let papers = SubmissionPapers::of(desk.product(), &ente.code, id);
    let submission = Submission {
        reference: reference.clone(),
        occasion: papers.seal_occasion(subject, &occasion).await?,
        contacts: papers.seal_contacts(subject, &contacts).await?,
        at: desk.asking.now,
    };
    let freshness = execute(desk, &ente, id, CalendarCommand::Submit(Box::new(submission))).await?;
    let message = Message::CalendarSubmitted;
    let text = message.fill(desk.asking.language, &[("reference", &reference.grouped())]);
    let key = message.key().to_owned();
    Ok(CalendarEventNoted { reference: reference.grouped(), key, message: text, freshness }.into())
}

async fn execute(desk: Desk<'_>, ente: &EnteSettings, id: CalendarEntryId, command: CalendarCommand) -> Result<String, Fault> {
    let metadata = desk.metadata(&ente.code).to_map();
    let executed = desk.product().commands.calendar.execute(&id.to_string(), command, metadata).await;
    let executed = executed.map_err(|error| refusal_of(error).map_or_else(|fault| fault, Fault::unforeseen))?;
    Ok(desk.freshness::<CalendarEntry>(&id.to_string(), executed.version).await?.to_string())
}

fn occasion(desk: Desk<'_>, input: &SubmitCalendarEventInput) -> Result<Occasion, InvalidInput> {
    let failing = desk.failing();
    let filled = |text: &'_ Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let description = filled(&input.description).map(|text| Passage::parse(&text)).transpose();
    let place = filled(&input.place).map(|text| Line::parse(&text)).transpose();
    let link = filled(&input.link).map(|text| WebAddress::parse(&text)).transpose();
    let link = link.map_err(|error| failing.input_key("input.link", error.key()))?;
    if link.as_ref().is_some_and(WebAddress::is_on_portal) {
        return Err(failing.input("input.link", Message::WebAddressLayout));
    }
    let begins = filled(&input.begins).map(|text| NaiveTime::parse_from_str(&text, "%H:%M")).transpose();
    let occasion = Occasion {
        title: Translated::italian(Line::parse(&input.title).map_err(|error| failing.input_key("input.title", error.key()))?),
        description: description.map_err(|error| failing.input_key("input.description", error.key()))?.map(Translated::italian),
        place: place.map_err(|error| failing.input_key("input.place", error.key()))?,
        from: input.from.0,
        until: input.until.unwrap_or(input.from).0,
        begins: begins.map_err(|_| failing.input("input.begins", Message::CalendarTime))?,
        link,
    };
    let announced = occasion.announced_on(rome::day(desk.asking.now));
    announced.map_err(|error| failing.input_key(field(error), error.key()))?;
    Ok(occasion)
}

const fn field(error: OccasionError) -> &'static str {
    match error {
        OccasionError::EndsFirst | OccasionError::TooLong => "input.until",
        OccasionError::Past | OccasionError::TooFar => "input.from",
    }
}

fn contacts(desk: Desk<'_>, input: &SubmitCalendarEventInput) -> Result<Contacts, InvalidInput> {
    let failing = desk.failing();
    let phone = input.phone.as_deref().map(Text35::parse).transpose();
    Ok(Contacts {
        name: Text70::parse(&input.name).map_err(|error| failing.input_key("input.name", error.key()))?,
        email: EmailAddress::parse(&input.email).map_err(|error| failing.input_key("input.email", error.key()))?,
        phone: phone.map_err(|error| failing.input_key("input.phone", error.key()))?,
    })
}
