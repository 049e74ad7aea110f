//! The register of requests under data-protection law, what the office does with them, and who looked at whose data.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject, Union};
use chrono::{DateTime, Utc};
use domain::account::UserName;
use domain::identifier::{EmailAddress, TaxCode};
use domain::ids::{PrivacyRequestId, SubjectId};
use domain::metadata::{Actor, Assurance};
use domain::personal::PersonalClass;
use domain::privacy_request::{AskedBy, Outcome as Ending, RequestKind};
use domain::rome;
use domain::text::Text140;

use super::access::{AUDITORS, KEEPERS, REGISTRARS, access};
use super::answer::{Answering, Done, Ended, Outcome, Refusal, settle};
use super::desk::Desk;
use super::position::reason;
use crate::accounts::Acting;
use crate::graphql::fault::Fault;
use crate::graphql::page::cost;
use crate::graphql::scalars::Day;
use crate::messages::Language;
use crate::privacy::{self, AccessEntry, Named, PrivacyError, Registered, Seen, Wanted};

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "RequestKind")]
pub(super) enum PrivacyRequestKind {
    /// A copy of one's data.
    Access,
    /// A correction.
    Rectification,
    /// That data be kept and not used.
    Restriction,
    /// That data be erased.
    Erasure,
}

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Ending")]
pub(super) enum PrivacyOutcome {
    /// What was asked was done.
    Fulfilled,
    /// A part was done; law asks that the rest be kept.
    PartlyFulfilled,
    /// It was refused.
    Refused,
    /// Who asked took it back.
    Withdrawn,
}

/// Which of a person's two keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(super) enum PersonalDataClass {
    /// Contacts and preferences.
    Profile,
    /// Who owes and who paid.
    Fiscal,
}

/// A request of the register.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(REGISTRARS.to_vec()))]
pub(super) struct PrivacyRequestLine {
    /// Its id.
    id: String,
    /// What is asked.
    kind: PrivacyRequestKind,
    /// Whose data: random numbers.
    people: Vec<String>,
    /// Whether the person asked in their own area; else the office noted it.
    by_citizen: bool,
    /// What the office noted.
    note: Option<String>,
    /// When it was asked.
    asked_at: DateTime<Utc>,
    /// The last day for the answer.
    due_on: Day,
    /// That day is over, and there is no answer.
    overdue: bool,
    /// How it ended.
    outcome: Option<PrivacyOutcome>,
    /// What was answered.
    answer: Option<String>,
    /// When.
    answered_at: Option<DateTime<Utc>>,
}

/// Who looked at whose data.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AUDITORS.to_vec()))]
pub(super) struct AccessLine {
    /// Its number.
    entry: String,
    /// When.
    at: DateTime<Utc>,
    /// Its month is over: what it says is forgotten.
    forgotten: bool,
    /// Who looked.
    who: Option<String>,
    /// By which question or command.
    what: Option<String>,
    /// At whose data: a random number.
    person: Option<String>,
    /// In which stream.
    stream: Option<String>,
    /// By which mandate.
    mandate: Option<String>,
}

/// A request, and whose data it is about: exactly one of the four.
#[derive(Clone, Debug, InputObject)]
pub(super) struct OpenPrivacyRequestInput {
    /// What is asked.
    kind: PrivacyRequestKind,
    /// Codice fiscale or partita IVA.
    tax_code: Option<String>,
    /// The name of an account: the account and the person behind it are meant.
    user_name: Option<String>,
    /// The address under which somebody asked for help or was sent receipts.
    email: Option<String>,
    /// The random number of a person.
    person: Option<String>,
    /// How it came.
    note: String,
}

/// The answer to a request.
#[derive(Clone, Debug, InputObject)]
pub(super) struct ClosePrivacyRequestInput {
    /// The request.
    id: String,
    /// How it ends.
    outcome: PrivacyOutcome,
    /// What is answered: what was done, what remains and why.
    note: String,
}

/// What is to be erased.
#[derive(Clone, Debug, InputObject)]
pub(super) struct ErasePeopleInput {
    /// By which request: everybody it names.
    request: String,
    /// Which data.
    class: PersonalDataClass,
}

/// Whom to restrict, and why.
#[derive(Clone, Debug, InputObject)]
pub(super) struct RestrictInput {
    /// The random number of the person.
    person: String,
    /// Why.
    reason: String,
}

/// A request was entered.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(KEEPERS.to_vec()))]
pub(super) struct PrivacyRequestOpened {
    /// Its id.
    id: String,
    /// Whose data: random numbers.
    people: Vec<String>,
}

/// What `openPrivacyRequest` answers.
#[derive(Clone, Debug, Union)]
pub(super) enum OpenPrivacyRequestResult {
    /// Entered.
    Opened(PrivacyRequestOpened),
    /// Not.
    Refusal(Refusal),
}

/// Something was erased.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(KEEPERS.to_vec()))]
pub(super) struct PeopleErased {
    /// The day until which law makes us keep what was paid, when something is kept.
    kept_until: Option<Day>,
}

/// What `erasePeople` answers.
#[derive(Clone, Debug, Union)]
pub(super) enum ErasePeopleResult {
    /// Erased.
    Erased(PeopleErased),
    /// Not; the message says why and until when.
    Refusal(Refusal),
}

/// Questions about the register and the access log.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PrivacyQuery;

#[Object]
impl PrivacyQuery {
    /// The register, those due first in front; answered ones only when they are asked for.
    #[graphql(directive = access::apply(REGISTRARS.to_vec()), complexity = "20 + 5 * child_complexity")]
    async fn privacy_requests(
        &self,
        ctx: &Context<'_>,
        #[graphql(default)] answered: bool,
    ) -> Result<Vec<PrivacyRequestLine>, Fault> {
        let desk = Desk::of(ctx)?;
        let wanted = if answered { Wanted::All } else { Wanted::Open };
        let requests = privacy::list(desk.product(), desk.ente(), wanted).await?;
        Ok(requests.into_iter().map(|request| line(desk, request)).collect())
    }

    /// Who looked at whose data, newest first; `before` is the number of the last entry seen.
    #[graphql(directive = access::apply(AUDITORS.to_vec()), complexity = "cost(first, child_complexity)")]
    async fn access_log(&self, ctx: &Context<'_>, first: Option<i32>, before: Option<String>) -> Result<Vec<AccessLine>, Fault> {
        let desk = Desk::of(ctx)?;
        let limit = i64::from(first.unwrap_or(20).clamp(1, 100));
        let before = before.and_then(|before| before.parse().ok());
        let entries = privacy::read_access_log(desk.product(), desk.ente(), before, limit).await?;
        Ok(entries.into_iter().map(AccessLine::from).collect())
    }
}

/// What the office does with requests.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PrivacyMutation;

#[Object]
impl PrivacyMutation {
    /// Enters a request somebody made at the counter or by letter.
    #[graphql(directive = access::apply(KEEPERS.to_vec()))]
    async fn open_privacy_request(
        &self,
        ctx: &Context<'_>,
        input: OpenPrivacyRequestInput,
    ) -> Result<OpenPrivacyRequestResult, Fault> {
        settle(open(Desk::of(ctx)?, input).await)
    }

    /// Answers a request.
    #[graphql(directive = access::apply(KEEPERS.to_vec()))]
    async fn close_privacy_request(&self, ctx: &Context<'_>, input: ClosePrivacyRequestInput) -> Result<Outcome, Fault> {
        settle(close(Desk::of(ctx)?, input).await)
    }

    /// Erases data of everybody a request names. Refused with the reason while a payment is under way, something is owed or to be paid
    /// back, or the legal term runs. Accounts end at once.
    #[graphql(directive = access::apply(KEEPERS.to_vec()))]
    async fn erase_people(&self, ctx: &Context<'_>, input: ErasePeopleInput) -> Result<ErasePeopleResult, Fault> {
        settle(erase(Desk::of(ctx)?, input).await)
    }

    /// Keeps what is known of a person out of use.
    #[graphql(directive = access::apply(KEEPERS.to_vec()))]
    async fn restrict_person(&self, ctx: &Context<'_>, input: RestrictInput) -> Result<Outcome, Fault> {
        settle(restrict(Desk::of(ctx)?, input, true).await)
    }

    /// Ends that.
    #[graphql(directive = access::apply(KEEPERS.to_vec()))]
    async fn lift_restriction(&self, ctx: &Context<'_>, input: RestrictInput) -> Result<Outcome, Fault> {
        settle(restrict(Desk::of(ctx)?, input, false).await)
    }
}

fn acting(desk: Desk<'_>) -> Acting {
    Acting {
        actor: Actor::Operator(desk.name().to_string()),
        assurance: Assurance::Internal,
        correlation: desk.asking.correlation,
        language: Language::default(),
    }
}

async fn open(desk: Desk<'_>, input: OpenPrivacyRequestInput) -> Answering<PrivacyRequestOpened> {
    let named = match (&input.tax_code, &input.user_name, &input.email, &input.person) {
        (Some(code), None, None, None) => {
            Named::TaxCode(TaxCode::parse(code).map_err(|error| Refusal::input("input.taxCode", error))?)
        }
        (None, Some(name), None, None) => {
            Named::UserName(UserName::parse(name).map_err(|error| Refusal::input("input.userName", error))?)
        }
        (None, None, Some(address), None) => {
            Named::Email(EmailAddress::parse(address).map_err(|error| Refusal::input("input.email", error))?)
        }
        (None, None, None, Some(id)) => Named::Subject(person(id)?),
        _ => return Err(Refusal::input("input", "exactly one of taxCode, userName, email, person is needed").into()),
    };
    let note = Text140::parse(&input.note).map_err(|error| Refusal::input("input.note", error))?;
    let people = privacy::people(desk.product(), desk.ente(), &named).await?;
    let what = (input.kind.into(), AskedBy::Office);
    let id = privacy::open(desk.product(), &acting(desk), desk.ente(), what, people.clone(), Some(note)).await?;
    Ok(PrivacyRequestOpened { id: id.to_string(), people: people.iter().map(ToString::to_string).collect() })
}

async fn close(desk: Desk<'_>, input: ClosePrivacyRequestInput) -> Answering<Done> {
    let note = Text140::parse(&input.note).map_err(|error| Refusal::input("input.note", error))?;
    let request = known(desk, &input.id).await?;
    let ending = (input.outcome.into(), note);
    let executed = privacy::close(desk.product(), &acting(desk), desk.ente(), request.id, ending).await?;
    Ok(Done::of(desk, &executed))
}

async fn erase(desk: Desk<'_>, input: ErasePeopleInput) -> Answering<PeopleErased> {
    let request = known(desk, &input.request).await?;
    if request.opening.kind != RequestKind::Erasure {
        return Err(Refusal::input("input.request", "does not ask for erasure").into());
    }
    let class = match input.class {
        PersonalDataClass::Profile => PersonalClass::Profile,
        PersonalDataClass::Fiscal => PersonalClass::Fiscal,
    };
    let until = privacy::erase_people(desk.product(), &acting(desk), desk.ente(), &request, class).await?;
    Ok(PeopleErased { kept_until: until.map(Day) })
}

async fn restrict(desk: Desk<'_>, input: RestrictInput, on: bool) -> Answering<Done> {
    let reason = reason(&input.reason)?;
    let named = Named::Subject(person(&input.person)?);
    let people = privacy::people(desk.product(), desk.ente(), &named).await?;
    let subject = people.first().copied().ok_or_else(|| Refusal::absent("person"))?;
    let executed = if on {
        privacy::restrict(desk.product(), &acting(desk), desk.ente(), subject, reason).await?
    } else {
        privacy::lift(desk.product(), &acting(desk), desk.ente(), subject, reason).await?
    };
    Ok(Done::of(desk, &executed))
}

fn person(id: &str) -> Result<SubjectId, Refusal> {
    id.parse().map_err(|_| Refusal::input("input.person", "is no number of a person"))
}

/// The request of the Ente with this id.
async fn known(desk: Desk<'_>, id: &str) -> Answering<Registered> {
    let id: PrivacyRequestId = id.parse().map_err(|_| Refusal::absent("request"))?;
    let found = privacy::find(desk.product(), desk.ente(), id).await?;
    Ok(found.ok_or_else(|| Refusal::absent("request"))?)
}

fn line(desk: Desk<'_>, request: Registered) -> PrivacyRequestLine {
    let Registered { id, opening, answered } = request;
    PrivacyRequestLine {
        id: id.to_string(),
        kind: opening.kind.into(),
        people: opening.subjects.iter().map(ToString::to_string).collect(),
        by_citizen: opening.asked_by == AskedBy::Citizen,
        note: opening.note.map(|note| note.to_string()),
        asked_at: opening.at,
        due_on: Day(opening.due_on),
        overdue: answered.is_none() && opening.due_on < rome::day(desk.asking.now),
        outcome: answered.as_ref().map(|answered| answered.outcome.into()),
        answered_at: answered.as_ref().map(|answered| answered.at),
        answer: answered.map(|answered| answered.note.to_string()),
    }
}

impl From<AccessEntry> for AccessLine {
    fn from(AccessEntry { entry, at, seen }: AccessEntry) -> Self {
        let bare = Self {
            entry: entry.to_string(),
            at,
            forgotten: true,
            who: None,
            what: None,
            person: None,
            stream: None,
            mandate: None,
        };
        match seen {
            Seen::Forgotten => bare,
            Seen::Looked(looked) => Self {
                forgotten: false,
                who: Some(looked.who),
                what: Some(looked.what),
                person: looked.subject.map(|subject| subject.to_string()),
                stream: looked.stream,
                mandate: looked.mandate,
                ..bare
            },
        }
    }
}

impl From<PrivacyError> for Ended {
    fn from(error: PrivacyError) -> Self {
        match error {
            PrivacyError::Failed(fault) => Self::Fault(fault),
            PrivacyError::Unknown => Self::Refused(Refusal::absent("person")),
            refused => Self::Refused(Refusal::rule(&refused)),
        }
    }
}
