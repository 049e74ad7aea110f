//! The services citizens can choose from.

use async_graphql::{Context, Object, SimpleObject, Union};
use domain::ente::EnteSettings;
use domain::service::{DebtorData, FieldKind, Service, ServiceCode, ServiceDefinition, Tongue};

use super::applicant::Applicant;
use super::form::{ServiceField, words};
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, InvalidInput, NotFound, settle};
use crate::graphql::fault::Fault;
use crate::graphql::language::tongue;
use crate::graphql::room::Desk;
use crate::messages::Message;
use crate::services::check;

/// A service for which citizens make debts themselves.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct SpontaneousService {
    /// Its name in requests.
    pub code: String,
    /// Its name for people, in the language of the request.
    pub name: String,
    /// The office in charge.
    pub office: Option<String>,
    /// The Ente's own instructions, to be shown at the bottom of the form; absent when there are none.
    pub instructions: Option<String>,
    /// Whether this viewer must log in before using it.
    pub login_required: bool,
    /// Whether the debtor is whoever has the account.
    pub debtor_read_only: bool,
    /// Whether an e-mail address must be given with the confirmation, because the form does not ask it.
    pub email_at_confirmation: bool,
    /// Days until an unpaid debt lapses.
    pub days_to_pay: u16,
    /// What is asked, in order.
    pub form: Vec<ServiceField>,
}

/// The services of an Ente.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct SpontaneousServices {
    /// Those that are offered now; none where the Ente offers none.
    pub nodes: Vec<SpontaneousService>,
}

/// What `spontaneousServices` answers.
#[derive(Clone, Debug, Union)]
pub enum SpontaneousServicesResult {
    /// The services.
    Services(SpontaneousServices),
    /// No such Ente here.
    NotFound(NotFound),
    /// The code is not one.
    InvalidInput(InvalidInput),
}

/// What `spontaneousService` answers.
#[derive(Clone, Debug, Union)]
pub enum SpontaneousServiceResult {
    /// The service.
    Service(SpontaneousService),
    /// No such Ente here, or it does not offer such a service.
    NotFound(NotFound),
    /// The code of the Ente is not one.
    InvalidInput(InvalidInput),
}

/// Questions about services.
#[derive(Clone, Copy, Debug, Default)]
pub struct SpontaneousQuery;

#[Object]
impl SpontaneousQuery {
    /// The services of an Ente for which citizens make debts themselves.
    #[graphql(directive = access::apply(AccessRule::Anyone), complexity = "10 + 5 * child_complexity")]
    async fn spontaneous_services(&self, ctx: &Context<'_>, ente: String) -> Result<SpontaneousServicesResult, Fault> {
        settle(list(Desk::of(ctx), &ente))
    }

    /// One of these services.
    #[graphql(directive = access::apply(AccessRule::Anyone), complexity = "10 + 3 * child_complexity")]
    async fn spontaneous_service(
        &self,
        ctx: &Context<'_>,
        ente: String,
        code: String,
    ) -> Result<SpontaneousServiceResult, Fault> {
        settle(one(Desk::of(ctx), &ente, &code))
    }
}

fn list(desk: Desk<'_>, ente: &str) -> Answering<SpontaneousServicesResult> {
    let ente = desk.ente("ente", ente)?;
    let (applicant, tongue) = (Applicant::of(desk), tongue(desk.asking.language));
    let services = desk.product().enti.services(&ente.code);
    let offered = services.iter().filter_map(|service| offered(&ente, service));
    let nodes = offered.map(|definition| SpontaneousService::of(definition, &applicant, tongue)).collect();
    Ok(SpontaneousServices { nodes }.into())
}

#[expect(clippy::result_large_err, reason = "the refusal is the answer itself, made once per request")]
fn one(desk: Desk<'_>, ente: &str, code: &str) -> Answering<SpontaneousServiceResult> {
    let ente = desk.ente("ente", ente)?;
    let service = ServiceCode::parse(code).ok().and_then(|code| desk.product().enti.service(&ente.code, &code));
    let definition = service.as_ref().and_then(|service| offered(&ente, service));
    let definition = definition.ok_or_else(|| desk.failing().absent(Message::ServiceAbsent))?;
    Ok(SpontaneousService::of(definition, &Applicant::of(desk), tongue(desk.asking.language)).into())
}

/// The definition of a service that citizens can use: switched on, and payable to this Ente as it is set up now.
pub(super) fn offered<'a>(ente: &EnteSettings, service: &'a Service) -> Option<&'a ServiceDefinition> {
    service.offered().filter(|definition| check(ente, definition).is_ok())
}

impl SpontaneousService {
    fn of(definition: &ServiceDefinition, applicant: &Applicant, tongue: Tongue) -> Self {
        let fields = definition.form.fields();
        let asks_email = fields.iter().any(|field| field.kind == FieldKind::Email && field.required);
        Self {
            code: definition.code.to_string(),
            name: words(&definition.name, tongue).unwrap_or_default(),
            office: definition.collection.office.as_ref().map(ToString::to_string),
            instructions: words(&definition.instructions, tongue),
            login_required: definition.admit(applicant.asker()).is_err(),
            debtor_read_only: definition.policies.debtor_data == DebtorData::ReadOnly,
            email_at_confirmation: !asks_email,
            days_to_pay: definition.policies.days_to_pay,
            form: fields.iter().map(|field| ServiceField::of(definition, field, applicant, tongue)).collect(),
        }
    }
}
