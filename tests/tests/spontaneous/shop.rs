//! What a citizen does on the way to a spontaneous payment, in one line each.

use api::positions::By;
use api::services::{ServiceStatement, apply};
use domain::metadata::Actor;
use serde_json::{Value, json};
use tests::sandbox::{sample, services};

use crate::citizen::Citizen;
use crate::house::{House, Plan, ente};

/// Limits no test meets by chance.
const ROOMY: &str = "requests_per_minute = 1000000\nlookups_per_minute = 1000000\nsends_per_hour = 100000\n\
                     drafts_per_minute = 1000000\nconfirmations_per_hour = 1000000";

pub(crate) const SERVICES: &str = "
query($ente: String!) {
  spontaneousServices(ente: $ente) {
    __typename
    ... on SpontaneousServices { nodes { code name instructions loginRequired debtorReadOnly emailAtConfirmation daysToPay office } }
    ... on Failure { key field }
  }
}";

pub(crate) const SERVICE: &str = "
query($ente: String!, $code: String!) {
  spontaneousService(ente: $ente, code: $code) {
    __typename
    ... on SpontaneousService {
      code name instructions loginRequired
      form { key kind label hint required value readOnly options { value label }
             rules { minimumLength maximumLength pattern minimum maximum multipleOf fixed price minimumQuantity maximumQuantity when } }
    }
    ... on Failure { key field }
  }
}";

pub(crate) const DRAFT: &str = "
mutation($input: DraftSpontaneousPaymentInput!) {
  draftSpontaneousPayment(input: $input) {
    __typename
    ... on SpontaneousDraft { draft service description amount payBy emailRequired expiresAt answers { key label value } }
    ... on Failure { key message field }
    ... on FormRefused { problems { field key message } }
    ... on TooManyRequests { retryAfter }
  }
}";

pub(crate) const CONFIRM: &str = "
mutation($input: ConfirmSpontaneousPaymentInput!) {
  confirmSpontaneousPayment(input: $input) {
    __typename
    ... on SpontaneousPaymentConfirmed {
      freshness
      position {
        proof description office origin debtor { name taxCode }
        options { kind total installments { nav iuv description amount dueDate actions payability { payable reason } } }
      }
    }
    ... on Failure { key message field }
    ... on TooManyRequests { retryAfter }
  }
}";

/// Good answers to the fine.
pub(crate) const FINE: [(&str, &str); 7] = [
    ("importo", "4200"),
    ("intestatario", "Anna Neri"),
    ("codice_fiscale", "RSSMRA80A01H501U"),
    ("numero_verbale", "V/1234/2026"),
    ("data_verbale", "01/02/2026"),
    ("targa", "AB 123 CD"),
    ("email", "anna.neri@example.test"),
];

/// Good answers to the nursery fee.
pub(crate) const NURSERY: [(&str, &str); 6] = [
    ("importo", "25050"),
    ("intestatario", "Lucia Bianchi"),
    ("codice_fiscale", "BNCLCU85M41F205T"),
    ("numero_rata", "03"),
    ("data_scadenza", "15/03/2026"),
    ("email", "lucia.bianchi@example.test"),
];

/// Good answers to the vouchers, whose form asks no address.
pub(crate) const VOUCHERS: [(&str, &str); 3] =
    [("intestatario", "Lucia Bianchi"), ("codice_fiscale", "BNCLCU85M41F205T"), ("blocchetti", "3")];

/// A house whose Ente offers the sample services.
pub(crate) async fn open() -> House {
    with(Plan::default()).await
}

/// The same, planned otherwise.
pub(crate) async fn with(plan: Plan) -> House {
    let limits = if plan.limits == Plan::default().limits { ROOMY } else { plan.limits };
    let house = House::with(Plan { limits, ..plan }).await;
    state(&house, services::statements()).await;
    house
}

/// States the services of the sample Ente.
pub(crate) async fn state(house: &House, statements: Vec<ServiceStatement>) {
    let by = By { actor: Actor::Operator("test".to_owned()), correlation_id: house.product.new_correlation(), causation: None };
    let settings = house.product.enti.get(&ente()).unwrap();
    apply(&house.product, &settings, statements, &by).await.unwrap();
    house.product.enti.refresh().await.unwrap();
}

/// The sample services, one of them changed.
pub(crate) fn changed(code: &str, change: impl Fn(&mut ServiceStatement)) -> Vec<ServiceStatement> {
    let mut statements = services::statements();
    statements.iter_mut().filter(|statement| statement.definition.code.as_str() == code).for_each(change);
    statements
}

/// Answers with one of them other, or one more.
pub(crate) fn but<'a>(answers: &[(&'a str, &'a str)], key: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let kept = answers.iter().copied().filter(|(known, _)| *known != key);
    kept.chain([(key, value)]).collect()
}

/// Sends a form.
pub(crate) async fn draft(citizen: &Citizen, service: &str, answers: &[(&str, &str)]) -> Value {
    let answers: Vec<Value> = answers.iter().map(|(key, value)| json!({ "key": key, "value": value })).collect();
    citizen.ask(DRAFT, json!({ "input": { "ente": sample::ENTE, "service": service, "answers": answers } })).await
}

/// Sends a form that is right; answers what confirms it.
pub(crate) async fn drafted(citizen: &Citizen, service: &str, answers: &[(&str, &str)]) -> String {
    let drafted = draft(citizen, service, answers).await;
    drafted["draft"].as_str().unwrap_or_else(|| panic!("{drafted}")).to_owned()
}

/// Confirms a draft.
pub(crate) async fn confirm(citizen: &Citizen, draft: &str, email: Option<&str>, key: &str) -> Value {
    citizen.ask(CONFIRM, json!({ "input": { "draft": draft, "email": email, "idempotencyKey": key } })).await
}

/// Makes a debt.
pub(crate) async fn make(citizen: &Citizen, service: &str, answers: &[(&str, &str)]) -> Value {
    let draft = drafted(citizen, service, answers).await;
    let confirmed = confirm(citizen, &draft, None, "once").await;
    assert_eq!(confirmed["__typename"], "SpontaneousPaymentConfirmed", "{confirmed}");
    confirmed
}

/// The one notice of a debt that was made.
pub(crate) fn notice(confirmed: &Value) -> &Value {
    let options = confirmed["position"]["options"].as_array().unwrap_or_else(|| panic!("{confirmed}"));
    assert_eq!((options.len(), &options[0]["kind"]), (1, &json!("SINGLE")), "{confirmed}");
    &options[0]["installments"][0]
}
