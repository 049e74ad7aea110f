//! Recovery of receipts (Biz Events): for receipts that a flow reports and that never came. A few calls per hour.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use serde::Serialize;
use serde_json::value::RawValue;

use super::payment_data::{Destination, Subject, Transfer};
use super::receipt::Receipt;
use super::service::{Refusal, Service, caller};
use super::stamp;
use super::world::World;

/// `GET /bizevents/service/v1/organizations/{ec}/receipts/{iur}`.
pub(crate) async fn by_iur(
    State(world): State<Arc<World>>,
    Path((creditor, iur)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    recover(&world, &headers, |receipt| receipt.id == iur && receipt.creditors().contains(&creditor.as_str()))
}

/// `GET /bizevents/service/v1/organizations/{ec}/receipts/{iur}/paymentoptions/{iuv}`.
pub(crate) async fn by_iur_and_iuv(
    State(world): State<Arc<World>>,
    Path((creditor, iur, iuv)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    recover(&world, &headers, |receipt| {
        receipt.id == iur && receipt.iuv == iuv && receipt.creditors().contains(&creditor.as_str())
    })
}

fn recover(world: &World, headers: &HeaderMap, wanted: impl Fn(&Receipt) -> bool) -> Result<Response, Refusal> {
    world.admit(Service::Recovery, headers)?;
    let (now, most) = (world.now(), world.settings.recoveries_per_hour);
    let mut state = world.state();
    if !state.recovery_calls.admit(&caller(headers), now, most, TimeDelta::hours(1)) {
        return Err(Refusal::new(429, "Too many requests", "Rate limit is exceeded"));
    }
    let found = state.receipts.iter().find(|receipt| wanted(receipt));
    let receipt = found.ok_or_else(|| Refusal::new(404, "Not found", "No receipt found"))?;
    Ok(axum::Json(RecoveredReceipt::of(receipt)).into_response())
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RecoveredReceipt<'a> {
    receipt_id: &'a str,
    notice_number: &'a str,
    fiscal_code: &'a str,
    outcome: &'static str,
    creditor_reference_id: &'a str,
    payment_amount: Box<RawValue>,
    description: &'a str,
    company_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    office_name: Option<&'a str>,
    debtor: RecoveredSubject<'a>,
    transfer_list: Vec<RecoveredTransfer<'a>>,
    #[serde(rename = "idPSP")]
    id_psp: &'a str,
    psp_fiscal_code: &'a str,
    psp_company_name: &'a str,
    id_channel: &'a str,
    channel_description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    payer: Option<RecoveredSubject<'a>>,
    payment_method: &'a str,
    fee: Box<RawValue>,
    payment_date_time_formatted: String,
    application_date: String,
    transfer_date: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RecoveredSubject<'a> {
    entity_unique_identifier_type: &'a str,
    entity_unique_identifier_value: &'a str,
    full_name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RecoveredTransfer<'a> {
    id_transfer: u8,
    transfer_amount: Box<RawValue>,
    #[serde(rename = "fiscalCodePA")]
    fiscal_code_pa: &'a str,
    iban: &'a str,
    mbd_attachment: String,
    remittance_information: &'a str,
    transfer_category: &'a str,
}

impl<'a> RecoveredReceipt<'a> {
    fn of(receipt: &'a Receipt) -> Self {
        let psp = &receipt.psp;
        Self {
            receipt_id: &receipt.id,
            notice_number: &receipt.notice,
            fiscal_code: &receipt.creditor,
            outcome: "OK",
            creditor_reference_id: &receipt.iuv,
            payment_amount: receipt.amount.json_number(),
            description: &receipt.description,
            company_name: &receipt.company_name,
            office_name: receipt.office_name.as_deref(),
            debtor: RecoveredSubject::of(&receipt.debtor),
            transfer_list: receipt.transfers.iter().map(|share| RecoveredTransfer::of(share, receipt)).collect(),
            id_psp: &psp.id,
            psp_fiscal_code: &psp.fiscal_code,
            psp_company_name: &psp.name,
            id_channel: &psp.channel,
            channel_description: &receipt.channel,
            payer: receipt.payer.as_ref().map(RecoveredSubject::of),
            payment_method: &receipt.method,
            fee: receipt.fee.json_number(),
            payment_date_time_formatted: receipt.paid_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
            application_date: receipt.paid_at.with_timezone(&chrono_tz::Europe::Rome).date_naive().to_string(),
            transfer_date: receipt.transfer_date.to_string(),
        }
    }
}

impl<'a> RecoveredSubject<'a> {
    fn of(subject: &'a Subject) -> Self {
        Self {
            entity_unique_identifier_type: &subject.kind,
            entity_unique_identifier_value: &subject.code,
            full_name: &subject.full_name,
        }
    }
}

impl<'a> RecoveredTransfer<'a> {
    fn of(share: &'a Transfer, receipt: &Receipt) -> Self {
        let mbd_attachment = match &share.destination {
            Destination::Iban(_) => String::new(),
            Destination::Stamp { document_hash, .. } => stamp::attachment(receipt, share.amount, document_hash),
        };
        Self {
            id_transfer: share.id,
            transfer_amount: share.amount.json_number(),
            fiscal_code_pa: &share.creditor,
            iban: share.iban().unwrap_or(""),
            mbd_attachment,
            remittance_information: &share.remittance,
            transfer_category: &share.category,
        }
    }
}
