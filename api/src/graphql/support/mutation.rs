//! Asking for help, asking again, saying how content one is.

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use domain::identifier::{EmailAddress, EnteCode};
use domain::ids::{SubjectId, SupportRequestId};
use domain::support_request::{
    CaseCode, Contacts, Opening, Prose, Rating, SupportReference, SupportRequest, SupportRequestCommand, SupportRequestRefusal,
};
use domain::text::{Text35, Text70};

use super::about::SupportAboutInput;
use super::query::{Held, SupportRequestInput};
use crate::clock::random_bytes;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, InvalidInput, LoginRequired, NotFound, SupportRefused, TooManyRequests, settle};
use crate::graphql::fault::{Fault, refusal_of};
use crate::graphql::freshness::Freshness;
use crate::graphql::language::of_mails;
use crate::graphql::room::Desk;
use crate::messages::Message;
use crate::support::Papers;
use crate::vault::Handle;

/// A request for help.
#[derive(Clone, Debug, InputObject)]
pub struct OpenSupportRequestInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// Which kind of request, as `supportCaseTypes` offers them.
    pub case_type: String,
    /// What happened, or what is asked: at most 4,000 characters.
    pub text: String,
    /// Who writes.
    pub name: String,
    /// Where the answer goes.
    pub email: String,
    /// Where one can be called.
    pub phone: Option<String>,
    /// What it is about.
    pub about: Option<SupportAboutInput>,
    /// The freshness token of the last answer one saw; the present when absent.
    pub seen: Option<String>,
}

/// A request to be opened again.
#[derive(Clone, Debug, InputObject)]
pub struct ReopenSupportRequestInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// The code that was given when it was opened.
    pub reference: String,
    /// The address the answer goes to.
    pub email: String,
    /// What is still to be said.
    pub text: String,
}

/// A rating.
#[derive(Clone, Debug, InputObject)]
pub struct RateSupportRequestInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// The code that was given when it was opened.
    pub reference: String,
    /// The address the answer goes to.
    pub email: String,
    /// 1 (not at all content) to 5 (very).
    pub rating: i32,
}

/// It was taken.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct SupportRequestNoted {
    /// The code of the request: with it and the e-mail address one sees how it stands.
    pub reference: String,
    /// Stable name of the message.
    pub key: String,
    /// What to tell the citizen, in the language of the request.
    pub message: String,
    /// Give it to questions that must have seen this command.
    pub freshness: String,
}

/// What `openSupportRequest` answers.
#[derive(Clone, Debug, Union)]
pub enum OpenSupportRequestResult {
    /// Taken.
    Noted(SupportRequestNoted),
    /// No such Ente here.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
    /// The Ente wants to know who asks.
    LoginRequired(LoginRequired),
    /// Asked too often.
    TooManyRequests(TooManyRequests),
}

/// What the other commands answer.
#[derive(Clone, Debug, Union)]
pub enum SupportRequestResult {
    /// Taken.
    Noted(SupportRequestNoted),
    /// There is nothing with these data.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
    /// As the request stands it cannot be done.
    SupportRefused(SupportRefused),
    /// Asked too often.
    TooManyRequests(TooManyRequests),
}

/// Commands of requests for help.
#[derive(Clone, Copy, Debug, Default)]
pub struct SupportMutation;

#[Object]
impl SupportMutation {
    /// Asks the Ente for help; the answer comes by mail.
    #[graphql(directive = access::apply(AccessRule::Anyone))]
    async fn open_support_request(
        &self,
        ctx: &Context<'_>,
        input: OpenSupportRequestInput,
    ) -> Result<OpenSupportRequestResult, Fault> {
        settle(open(Desk::of(ctx), input).await)
    }

    /// Says that the answer was not enough.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn reopen_support_request(
        &self,
        ctx: &Context<'_>,
        input: ReopenSupportRequestInput,
    ) -> Result<SupportRequestResult, Fault> {
        settle(reopen(Desk::of(ctx), input).await)
    }

    /// Says how content one is with the service.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn rate_support_request(
        &self,
        ctx: &Context<'_>,
        input: RateSupportRequestInput,
    ) -> Result<SupportRequestResult, Fault> {
        settle(rate(Desk::of(ctx), input).await)
    }
}

async fn open(desk: Desk<'_>, input: OpenSupportRequestInput) -> Answering<OpenSupportRequestResult> {
    let failing = desk.failing();
    let ente = desk.ente("input.ente", &input.ente)?;
    if !ente.support.anonymous && desk.asking.viewer.subject().is_none() {
        return Err(failing.support_login().into());
    }
    let unknown = || failing.input("input.caseType", Message::SupportCaseType);
    let case_type = CaseCode::parse(&input.case_type).map_err(|_| unknown())?;
    ente.support.case_type(&case_type).ok_or_else(unknown)?;
    let text = Prose::parse(&input.text).map_err(|error| failing.input_key("input.text", error.key()))?;
    let contacts = contacts(desk, &input)?;
    let counted = desk.room.caps().write(desk.asking.client, contacts.email.as_str());
    counted.map_err(|too_often| failing.limited(too_often.0))?;
    let about = match &input.about {
        Some(about) => Some(about.read::<OpenSupportRequestResult>(desk, &ente).await?),
        None => None,
    };
    let seen = seen(desk, input.seen.as_deref())?;
    let reference = SupportReference::of(random_bytes());
    let id = SupportRequestId::of(&ente.code, &reference);
    let subject = author(desk, &ente.code, &contacts).await?;
    let papers = Papers::of(desk.product(), &ente.code, id);
    let opening = Opening {
        reference: reference.clone(),
        case_type,
        language: of_mails(desk.asking.language),
        text: papers.seal_text(subject, &text).await?,
        contacts: papers.seal_contacts(subject, &contacts).await?,
        about,
        seen,
        at: desk.asking.now,
    };
    let command = SupportRequestCommand::Open(Box::new(opening));
    let metadata = desk.metadata(&ente.code).to_map();
    let executed = desk.product().commands.support.execute(&id.to_string(), command, metadata).await;
    let executed = executed.map_err(|error| refusal_of(error).map_or_else(|fault| fault, Fault::unforeseen))?;
    let freshness = desk.freshness::<SupportRequest>(&id.to_string(), executed.version).await?.to_string();
    let masked = contacts.email.masked();
    let values = [("reference", reference.grouped()), ("email", masked)];
    Ok(noted(desk, Message::SupportOpened, &reference, &values, freshness).into())
}

/// Under whose keys it is sealed: of the account it was asked with, so that it is forgotten with the account; else of the address.
async fn author(desk: Desk<'_>, ente: &EnteCode, contacts: &Contacts) -> Result<SubjectId, Fault> {
    let session = desk.asking.session.as_ref().filter(|session| session.holder.ente == *ente);
    match session.filter(|session| session.holder.account.is_some()) {
        Some(session) => Ok(session.holder.subject),
        None => Ok(desk.product().vault.subject(ente, &Handle::Email(&contacts.email)).await?),
    }
}

fn contacts(desk: Desk<'_>, input: &OpenSupportRequestInput) -> Result<Contacts, InvalidInput> {
    let failing = desk.failing();
    let phone = input.phone.as_deref().map(Text35::parse).transpose();
    Ok(Contacts {
        name: Text70::parse(&input.name).map_err(|error| failing.input_key("input.name", error.key()))?,
        email: EmailAddress::parse(&input.email).map_err(|error| failing.input_key("input.email", error.key()))?,
        phone: phone.map_err(|error| failing.input_key("input.phone", error.key()))?,
    })
}

/// How much of the log they had seen; nobody has seen what is not there yet.
fn seen(desk: Desk<'_>, token: Option<&str>) -> Result<u64, InvalidInput> {
    let head = desk.product().head.next_index();
    let Some(token) = token else { return Ok(head) };
    let read: Result<Freshness, _> = token.parse();
    let token = read.map_err(|_| desk.failing().input("input.seen", Message::FreshnessInvalid))?;
    Ok(token.length().min(head))
}

async fn reopen(desk: Desk<'_>, input: ReopenSupportRequestInput) -> Answering<SupportRequestResult> {
    let ReopenSupportRequestInput { ente, reference, email, text } = input;
    let failing = desk.failing();
    let text = Prose::parse(&text).map_err(|error| failing.input_key("input.text", error.key()))?;
    let held = Held::find::<SupportRequestResult>(desk, &SupportRequestInput { ente, reference, email: email.clone() }).await?;
    let counted = desk.room.caps().write(desk.asking.client, &email);
    counted.map_err(|too_often| failing.limited(too_often.0))?;
    let opening = held.request.opening().ok_or_else(|| failing.absent(Message::SupportAbsent))?;
    let papers = Papers::of(desk.product(), &held.ente.code, held.id);
    let text = Some(papers.seal_text(opening.contacts.subject, &text).await?);
    let command = SupportRequestCommand::Reopen { text, now: desk.asking.now };
    execute(desk, &held, command, Message::SupportReopened).await
}

async fn rate(desk: Desk<'_>, input: RateSupportRequestInput) -> Answering<SupportRequestResult> {
    let RateSupportRequestInput { ente, reference, email, rating } = input;
    let rating = u8::try_from(rating).ok().and_then(|rating| Rating::try_from(rating).ok());
    let rating = rating.ok_or_else(|| desk.failing().input("input.rating", Message::SupportRating))?;
    let held = Held::find::<SupportRequestResult>(desk, &SupportRequestInput { ente, reference, email }).await?;
    execute(desk, &held, SupportRequestCommand::Rate { rating }, Message::SupportRated).await
}

async fn execute(
    desk: Desk<'_>,
    held: &Held,
    command: SupportRequestCommand,
    message: Message,
) -> Answering<SupportRequestResult> {
    let (id, failing) = (held.id.to_string(), desk.failing());
    let metadata = desk.metadata(&held.ente.code).to_map();
    let executed = match desk.product().commands.support.execute(&id, command, metadata).await.map_err(refusal_of) {
        Ok(executed) => executed,
        Err(Ok(SupportRequestRefusal::StillOpen)) => return Err(failing.support(Message::SupportStillOpen).into()),
        Err(Ok(SupportRequestRefusal::NotAnswered)) => return Err(failing.support(Message::SupportNotAnswered).into()),
        Err(Ok(other)) => return Err(Fault::unforeseen(other).into()),
        Err(Err(fault)) => return Err(fault.into()),
    };
    let freshness = desk.freshness::<SupportRequest>(&id, executed.version).await?.to_string();
    let values = [("reference", held.reference.grouped())];
    Ok(noted(desk, message, &held.reference, &values, freshness).into())
}

fn noted(
    desk: Desk<'_>,
    message: Message,
    reference: &SupportReference,
    values: &[(&str, String)],
    freshness: String,
) -> SupportRequestNoted {
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    SupportRequestNoted {
        reference: reference.grouped(),
        key: message.key().to_owned(),
        message: message.fill(desk.asking.language, &values),
        freshness,
    }
}
