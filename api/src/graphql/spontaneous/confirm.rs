//! From a draft to a debt.

use async_graphql::{InputObject, SimpleObject, Union};
use domain::ente::EnteSettings;
use domain::identifier::EmailAddress;
use domain::service::{Service, ServiceDefinition, service_stream};

use super::applicant::Applicant;
use super::query::offered;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::checkout::idempotency_key;
use crate::graphql::failure::{Answering, Ended, IdempotencyConflict, InvalidInput, LoginRequired, NotFound, TooManyRequests};
use crate::graphql::fault::{Fault, Impossible, refusal_of};
use crate::graphql::position::{Position, Standing, show};
use crate::graphql::room::Desk;
use crate::graphql::streams;
use crate::messages::Message;
use crate::notices::NoticeError;
use crate::positions::PositionError;
use crate::services::{self, ConfirmError, Confirmed, Confirming, Draft, DraftStore};
use crate::vault::Token;

/// What is confirmed.
#[derive(Clone, Debug, InputObject)]
pub struct ConfirmSpontaneousPaymentInput {
    /// The draft (`SpontaneousDraft.draft`).
    pub draft: String,
    /// Where messages about the payment go, instead of the address in the form; an anonymous citizen must say it in one of the two.
    pub email: Option<String>,
    /// Made by the client, new for each new intention, the same when the same request is repeated: 1 to 255 visible ASCII characters.
    pub idempotency_key: String,
}

/// The debt exists. It is paid, printed or put into a cart like any other.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct SpontaneousPaymentConfirmed {
    /// The position, with its notice and what can be done with it.
    pub position: Position,
    /// Give it to questions that must have seen this command.
    pub freshness: String,
}

/// What `confirmSpontaneousPayment` answers.
#[derive(Clone, Debug, Union)]
pub enum ConfirmSpontaneousPaymentResult {
    /// Made, by this request or by the one it repeats.
    Confirmed(SpontaneousPaymentConfirmed),
    /// No such draft, or not any more; or the service is offered no longer.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
    /// The service wants to know who asks.
    LoginRequired(LoginRequired),
    /// The key was used with other data.
    IdempotencyConflict(IdempotencyConflict),
    /// Asked too often.
    TooManyRequests(TooManyRequests),
}

type Failed = Ended<ConfirmSpontaneousPaymentResult>;

pub(super) async fn confirm(
    desk: Desk<'_>,
    input: &ConfirmSpontaneousPaymentInput,
) -> Answering<ConfirmSpontaneousPaymentResult> {
    let failing = desk.failing();
    let key = idempotency_key(&input.idempotency_key)
        .ok_or_else(|| failing.input("input.idempotencyKey", Message::IdempotencyKeyLayout))?;
    let email = email(desk, input.email.as_deref())?;
    let token = Token::parse(&input.draft).ok_or_else(|| failing.absent(Message::DraftAbsent))?;
    let draft = DraftStore(desk.pool()).read(&token, desk.asking.now).await.map_err(|error| failed(desk, error))?;
    let ente = desk.product().enti.get(&draft.ente).ok_or_else(|| failing.absent(Message::EnteAbsent))?;
    let stream = streams::read::<Service>(desk.pool(), &service_stream(&draft.ente, &draft.service)).await?;
    let service = stream.map(|stream| stream.state).unwrap_or_default();
    let definition = offered(&ente, &service).ok_or_else(|| failing.absent(Message::ServiceAbsent))?;
    admit(desk, (&service, definition), &draft, email.as_ref())?;
    if draft.claim.is_none() {
        desk.room.caps().confirm(desk.asking.client).map_err(|too_often| failing.limited(too_often.0))?;
    }
    let sent = email.as_ref().map_or("", EmailAddress::as_str);
    let by = Confirming { key: token.hash(&format!("key|{key}")), request: token.hash(&format!("email|{sent}")) };
    let confirmed = Confirmed { token: &token, draft, by, email, now: desk.asking.now };
    let metadata = desk.metadata(&ente.code);
    let made = services::confirm(desk.product(), (&ente, definition), confirmed, metadata).await;
    let position = made.map_err(|error| failed(desk, error))?;
    Ok(answer(desk, &ente, position).await?.into())
}

fn email(desk: Desk<'_>, text: Option<&str>) -> Result<Option<EmailAddress>, InvalidInput> {
    let typed = text.map(str::trim).filter(|text| !text.is_empty());
    typed.map(EmailAddress::parse).transpose().map_err(|error| desk.failing().input_key("input.email", error.key()))
}

/// Whether this viewer may confirm this draft now: it is theirs, it was judged by the definition in force, and somebody can be written to.
#[expect(clippy::result_large_err, reason = "the refusal is the answer itself, made once per request")]
fn admit(
    desk: Desk<'_>,
    (service, definition): (&Service, &ServiceDefinition),
    draft: &Draft,
    email: Option<&EmailAddress>,
) -> Result<(), Failed> {
    let Some(content) = &draft.content else { return Ok(()) };
    let (failing, viewer) = (desk.failing(), desk.asking.viewer.subject());
    let theirs = content.citizen.is_none() || content.citizen == viewer;
    if !theirs || content.edition != service.edition() {
        return Err(failing.absent(Message::DraftAbsent).into());
    }
    if definition.admit(Applicant::of(desk).asker()).is_err() {
        return Err(failing.login_for(Message::ServiceLogin).into());
    }
    if viewer.is_none() && email.is_none() && content.debtor.email.is_none() {
        return Err(failing.input("input.email", Message::EmailAddressRequired).into());
    }
    Ok(())
}

async fn answer(desk: Desk<'_>, ente: &EnteSettings, id: domain::ids::PositionId) -> Result<SpontaneousPaymentConfirmed, Fault> {
    let made = Impossible("a position that was just made does not exist");
    let version = Standing::read(desk, &ente.code, id).await?.ok_or(made)?.stream.version;
    let freshness = desk.freshness::<domain::debt_position::DebtPosition>(&id.to_string(), version).await?;
    let position = show(desk, ente, id).await?.ok_or(made)?;
    Ok(SpontaneousPaymentConfirmed { position, freshness: freshness.to_string() })
}

/// What a failure means to a citizen.
fn failed(desk: Desk<'_>, error: ConfirmError) -> Failed {
    let failing = desk.failing();
    match error {
        ConfirmError::Absent => failing.absent(Message::DraftAbsent).into(),
        ConfirmError::ConfirmedBefore => failing.input("input.draft", Message::DraftConfirmed).into(),
        ConfirmError::ConfirmedDifferently => failing.conflict().into(),
        // The Ente's settings changed a moment ago.
        ConfirmError::Unnumbered(_) | ConfirmError::Position(PositionError::Rule { .. }) => {
            failing.absent(Message::ServiceAbsent).into()
        }
        ConfirmError::Database(error) => Fault::from(error).into(),
        ConfirmError::Vault(error) | ConfirmError::Position(PositionError::Vault(error)) => Fault::from(error).into(),
        ConfirmError::Notices(NoticeError::Database(error))
        | ConfirmError::Position(PositionError::Notices(NoticeError::Database(error))) => Fault::from(error).into(),
        ConfirmError::Position(PositionError::Command(error)) => {
            refusal_of(error).map_or_else(Fault::from, Fault::unforeseen).into()
        }
        other => Fault::unforeseen(other).into(),
    }
}
