//! The archive of notices (ACA): what creditor institutions register so that payments go on while they are down.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::amount::Cents;
use super::journal::Event;
use super::notice::NoticeId;
use super::payment_data::Subject;
use super::service::{Refusal, Service};
use super::world::World;

/// A registered position, in the words of `paCreatePosition`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Position {
    /// The creditor institution.
    pub pa_fiscal_code: String,
    /// `F` or `G`.
    pub entity_type: String,
    /// The debtor's tax code.
    pub entity_fiscal_code: String,
    /// The debtor's name.
    pub entity_full_name: String,
    /// The IUV.
    pub iuv: String,
    /// The notice number; `3` and the IUV when absent.
    #[serde(default)]
    pub nav: Option<String>,
    /// In cents; zero closes the position.
    pub amount: Cents,
    /// The object of payment.
    pub description: String,
    /// Until when it can be paid, perhaps.
    pub expiration_date: DateTime<Utc>,
    /// The account.
    #[serde(default)]
    pub iban: Option<String>,
    /// The postal account.
    #[serde(default)]
    pub postal_iban: Option<String>,
    /// Whether it ends with `expiration_date`.
    #[serde(default)]
    pub switch_to_expired: bool,
    /// Whether it may be paid in stand-in.
    #[serde(default = "by_default")]
    pub pay_stand_in: bool,
    /// How often it was registered.
    #[serde(skip_deserializing)]
    pub registrations: u32,
}

fn by_default() -> bool {
    true
}

impl Position {
    pub(crate) fn is_open(&self) -> bool {
        self.amount > Cents(0)
    }

    pub(crate) fn expires_on(&self) -> String {
        self.expiration_date.with_timezone(&chrono_tz::Europe::Rome).date_naive().to_string()
    }

    pub(crate) fn debtor(&self) -> Subject {
        let full_name = self.entity_full_name.chars().take(70).collect();
        let (kind, code) = (self.entity_type.clone(), self.entity_fiscal_code.clone());
        Subject { kind, code, full_name, details: Vec::new() }
    }

    fn notice(&self) -> NoticeId {
        let nav = self.nav.clone().unwrap_or_else(|| format!("3{}", self.iuv));
        NoticeId { creditor: self.pa_fiscal_code.clone(), notice: nav }
    }

    /// What the contract demands of the fields.
    fn refuse(&self) -> Result<(), &'static str> {
        let iban_holds = |iban: &Option<String>| iban.as_ref().is_none_or(|iban| iban.chars().count() == 27);
        let up_to_255 = |text: &str| (1..=255).contains(&text.chars().count());
        let checks = [
            (self.pa_fiscal_code.len() == 11, "paFiscalCode"),
            (["F", "G"].contains(&self.entity_type.as_str()), "entityType"),
            (self.entity_fiscal_code.len() >= 2, "entityFiscalCode"),
            (up_to_255(&self.entity_full_name), "entityFullName"),
            (up_to_255(&self.iuv), "iuv"),
            (self.nav.as_deref().is_none_or(up_to_255), "nav"),
            ((0..=99_999_999_999).contains(&self.amount.0), "amount"),
            (up_to_255(&self.description), "description"),
            (iban_holds(&self.iban), "iban"),
            (iban_holds(&self.postal_iban), "postalIban"),
        ];
        checks.into_iter().find_map(|(holds, field)| (!holds).then_some(field)).map_or(Ok(()), Err)
    }
}

/// `POST /aca/v1/paCreatePosition`: creates, replaces, or with amount zero closes.
pub(crate) async fn create_position(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    world.admit(Service::Archive, &headers)?;
    let malformed = |detail: String| Refusal::new(400, "Bad Request", detail);
    let position: Position = serde_json::from_slice(&body).map_err(|error| malformed(error.to_string()))?;
    position.refuse().map_err(|field| malformed(format!("Formally invalid input: {field}")))?;
    world.register(position)
}

impl World {
    fn register(&self, mut position: Position) -> Result<Response, Refusal> {
        let notice = position.notice();
        if self.creditor(&position.pa_fiscal_code).is_none() {
            let detail = format!("No debt position found with Creditor institution code {}", position.pa_fiscal_code);
            return Err(Refusal::new(404, "Invocation exception", detail));
        }
        let (now, mut state) = (self.now(), self.state());
        let known = state.archive.get(&notice).map(|known| known.registrations);
        if known.is_none() && !position.is_open() {
            let detail = "Error while invalidate debit position. Debit position not found";
            return Err(Refusal::new(404, "Invocation exception", detail));
        }
        let payments = state.notices.get(&notice).map_or(&[][..], Vec::as_slice);
        if position.is_open() && payments.iter().any(|payment| payment.state.is_paid()) {
            let detail = "Error while update debit position conflict into request";
            return Err(Refusal::new(409, "Invocation exception", detail));
        }
        position.registrations = known.unwrap_or(0) + 1;
        position.nav = Some(notice.notice.clone());
        let answer = self.registered(&position);
        state.journal.add(now, Some(&notice), Event::Archived { amount: position.amount });
        state.archive.insert(notice, position);
        Ok(answer)
    }

    fn registered(&self, position: &Position) -> Response {
        let company_name = self.creditor(&position.pa_fiscal_code).map(|creditor| &creditor.name);
        let status = if position.is_open() { "VALID" } else { "INVALID" };
        axum::Json(serde_json::json!({
            "paFiscalCode": position.pa_fiscal_code,
            "companyName": company_name,
            "entityType": position.entity_type,
            "entityFiscalCode": position.entity_fiscal_code,
            "entityFullName": position.entity_full_name,
            "iuv": position.iuv,
            "nav": position.nav,
            "amount": position.amount,
            "description": position.description,
            "expirationDate": position.expiration_date.naive_utc().to_string(),
            "iban": position.iban,
            "postalIban": position.postal_iban,
            "switchToExpired": position.switch_to_expired,
            "status": status,
        }))
        .into_response()
    }
}
