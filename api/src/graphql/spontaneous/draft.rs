//! From a form to a draft: judged, summed up, kept for an hour.

use async_graphql::{InputObject, SimpleObject, Union};
use chrono::{DateTime, Days, Utc};
use domain::rome;
use domain::service::{Answer, Drafted, FieldKind, Refused, ServiceCode, ServiceDefinition, Tongue, Typed, Value};

use super::applicant::Applicant;
use super::form::words;
use super::problem::told;
use super::query::offered;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, FormRefused, InvalidInput, LoginRequired, NotFound, TooManyRequests};
use crate::graphql::fault::Fault;
use crate::graphql::language::tongue;
use crate::graphql::room::Desk;
use crate::graphql::scalars::{Amount, Day};
use crate::messages::{Language, Message, amount};
use crate::services::{ConfirmError, DraftContent, DraftStore};
use crate::vault::Token;

/// A form, filled in.
#[derive(Clone, Debug, InputObject)]
pub struct DraftSpontaneousPaymentInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// The service, by its code.
    pub service: String,
    /// What was typed, in any order. Fields left out are empty, or hold what the citizen's own account says.
    pub answers: Vec<FormAnswerInput>,
}

/// One field, filled in.
#[derive(Clone, Debug, InputObject)]
pub struct FormAnswerInput {
    /// Name of the field.
    pub key: String,
    /// What was typed; amounts as a whole number of cents.
    pub value: String,
}

/// What a form amounts to. Nothing is owed yet.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct SpontaneousDraft {
    /// Confirms it; unguessable, and known to nobody else.
    pub draft: String,
    /// Name of the service, in the language of the request.
    pub service: String,
    /// The causale, as it will stand on the notice.
    pub description: String,
    /// What will be owed.
    pub amount: Amount,
    /// The last day it can be paid, once confirmed; it lapses then.
    pub pay_by: Option<Day>,
    /// What was understood, in the order of the form.
    pub answers: Vec<DraftAnswer>,
    /// Whether an e-mail address must be given with the confirmation.
    pub email_required: bool,
    /// Until when it can be confirmed.
    pub expires_at: DateTime<Utc>,
    /// Give it to questions that must have seen this command.
    pub freshness: String,
}

/// A field as it was understood.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct DraftAnswer {
    /// Name of the field.
    pub key: String,
    /// What stands over it, in the language of the request.
    pub label: String,
    /// What was understood, as people read it.
    pub value: String,
}

/// What `draftSpontaneousPayment` answers.
#[derive(Clone, Debug, Union)]
pub enum DraftSpontaneousPaymentResult {
    /// Everything is as it should be.
    Drafted(SpontaneousDraft),
    /// Some fields are wrong.
    FormRefused(FormRefused),
    /// The service wants to know who asks.
    LoginRequired(LoginRequired),
    /// No such Ente here, or it does not offer such a service.
    NotFound(NotFound),
    /// The code of the Ente is not one.
    InvalidInput(InvalidInput),
    /// Asked too often.
    TooManyRequests(TooManyRequests),
}

pub(super) async fn draft(desk: Desk<'_>, input: &DraftSpontaneousPaymentInput) -> Answering<DraftSpontaneousPaymentResult> {
    let failing = desk.failing();
    let ente = desk.ente("input.ente", &input.ente)?;
    desk.room.caps().draft(desk.asking.client).map_err(|too_often| failing.limited(too_often.0))?;
    let service = ServiceCode::parse(&input.service).ok().and_then(|code| desk.product().enti.service(&ente.code, &code));
    let definition = service.as_ref().and_then(|service| offered(&ente, service));
    let (Some(definition), Some(service)) = (definition, &service) else {
        return Err(failing.absent(Message::ServiceAbsent).into());
    };
    let typed = |answer: &FormAnswerInput| Typed { key: answer.key.clone(), value: answer.value.clone() };
    let typed: Vec<Typed> = input.answers.iter().map(typed).collect();
    let (applicant, today) = (Applicant::of(desk), rome::day(desk.asking.now));
    let drafted = match definition.draft(&typed, applicant.asker(), today) {
        Ok(drafted) => drafted,
        Err(Refused::LoginRequired) => return Err(failing.login_for(Message::ServiceLogin).into()),
        Err(Refused::Problems(problems)) => {
            let language = desk.asking.language;
            return Err(failing.form(problems.iter().map(|problem| told(problem, language)).collect()).into());
        }
    };
    let content = content(desk, service.edition(), drafted);
    let kept = DraftStore(desk.pool()).keep((&ente.code, &definition.code), &content, desk.asking.now).await;
    let (token, expires_at) = kept.map_err(fault)?;
    Ok(shown(desk, definition, &content, (&token, expires_at)).into())
}

fn content(desk: Desk<'_>, edition: u32, drafted: Drafted) -> DraftContent {
    let Drafted { debtor, amount, description, answers } = drafted;
    let (drafted_on, citizen) = (rome::day(desk.asking.now), desk.asking.viewer.subject());
    DraftContent { drafted_on, edition, citizen, debtor, amount, description, answers }
}

fn fault(error: ConfirmError) -> Fault {
    match error {
        ConfirmError::Database(error) => error.into(),
        ConfirmError::Vault(error) => error.into(),
        other => Fault::unforeseen(other),
    }
}

fn shown(
    desk: Desk<'_>,
    definition: &ServiceDefinition,
    content: &DraftContent,
    (token, expires_at): (&Token, DateTime<Utc>),
) -> SpontaneousDraft {
    let language = desk.asking.language;
    let tongue = tongue(language);
    let days = Days::new(u64::from(definition.policies.days_to_pay));
    SpontaneousDraft {
        draft: token.reveal(),
        service: words(&definition.name, tongue).unwrap_or_default(),
        description: content.description.to_string(),
        amount: Amount(content.amount),
        pay_by: content.drafted_on.checked_add_days(days).map(Day),
        answers: content.answers.iter().map(|answer| understood(definition, answer, (language, tongue))).collect(),
        email_required: content.debtor.email.is_none() && content.citizen.is_none(),
        expires_at,
        freshness: desk.latest().to_string(),
    }
}

fn understood(definition: &ServiceDefinition, answer: &Answer, (language, tongue): (Language, Tongue)) -> DraftAnswer {
    let field = definition.form.field(answer.key.as_str());
    let chosen = match (field.map(|field| &field.kind), &answer.value) {
        (Some(FieldKind::Choice { options }), Value::Choice(value)) => options.iter().find(|option| option.value == *value),
        _ => None,
    };
    let value = match &answer.value {
        Value::Amount(cents) => amount(language, *cents),
        other => chosen.and_then(|option| words(&option.label, tongue)).unwrap_or_else(|| other.to_string()),
    };
    let label = field.and_then(|field| words(&field.label, tongue)).unwrap_or_default();
    DraftAnswer { key: answer.key.to_string(), label, value }
}
