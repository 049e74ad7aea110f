//! The organisation side of FdR-3: list, header and payments of the flows of the last thirty days, latest revision only.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde::Serialize;
use serde_json::json;
use serde_json::value::RawValue;

use super::flow::{Flow, FlowRow};
use crate::pagopa::service::{Refusal, Service, code};
use crate::pagopa::settlement::ReportCode;
use crate::pagopa::world::World;

/// How far back flows are shown.
const WINDOW: TimeDelta = TimeDelta::days(30);

/// The largest page, and the usual one.
const LARGEST_PAGE: usize = 1000;

type Parameters = std::collections::BTreeMap<String, String>;

/// `GET /organizations/{ec}/fdrs`.
pub(crate) async fn list(
    State(world): State<Arc<World>>,
    Path(creditor): Path<String>,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Response, FlowRefusal> {
    world.admit(Service::Flows, &headers)?;
    if world.creditor(&creditor).is_none() {
        let message = format!("Creditor institution [{creditor}] is invalid or unknown.");
        return Err(FlowRefusal::new(400, "FDR-3008", message));
    }
    let page = Page::of(&parameters)?;
    let published_after = instant(&parameters, "publishedGt")?;
    let compiled_from = instant(&parameters, "flowDate")?;
    let psp = parameters.get("pspId");
    let since = world.now() - WINDOW;
    let shown = |flow: &&Flow| {
        flow.creditor == creditor
            && flow.published >= since
            && published_after.is_none_or(|after| flow.published > after)
            && compiled_from.is_none_or(|from| flow.flow_date >= from)
            && psp.is_none_or(|psp| flow.psp.id == *psp)
    };
    let flows = world.flows();
    let shown: Vec<_> = flows.iter().filter(shown).map(list_entry).collect();
    Ok(page.answer(&shown))
}

fn list_entry(flow: &Flow) -> serde_json::Value {
    json!({
        "fdr": flow.fdr,
        "pspId": flow.psp.id,
        "revision": flow.revision,
        "published": utc(flow.published),
        "flowDate": utc(flow.flow_date),
    })
}

type FlowPath = (String, String, u32, String);

/// `GET …/fdrs/{fdr}/revisions/{revision}/psps/{psp}`.
pub(crate) async fn header(
    State(world): State<Arc<World>>,
    Path(path): Path<FlowPath>,
    headers: HeaderMap,
) -> Result<Response, FlowRefusal> {
    world.admit(Service::Flows, &headers)?;
    let flow = found(&world, &path)?;
    Ok(axum::Json(FlowHeader::of(&flow)).into_response())
}

/// `GET …/fdrs/{fdr}/revisions/{revision}/psps/{psp}/payments`.
pub(crate) async fn payments(
    State(world): State<Arc<World>>,
    Path(path): Path<FlowPath>,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Response, FlowRefusal> {
    world.admit(Service::Flows, &headers)?;
    let flow = found(&world, &path)?;
    let rows: Vec<_> = flow.rows.iter().enumerate().map(|(place, row)| Payment::of(place + 1, row)).collect();
    Ok(Page::of(&parameters)?.answer(&rows))
}

fn found(world: &World, (creditor, fdr, revision, psp): &FlowPath) -> Result<Flow, FlowRefusal> {
    let since = world.now() - WINDOW;
    let same = |flow: &Flow| {
        flow.creditor == *creditor
            && flow.fdr == *fdr
            && flow.revision == *revision
            && flow.psp.id == *psp
            && flow.published >= since
    };
    let missing = || FlowRefusal::new(404, "FDR-3001", format!("Flow with ID [{fdr}] not found."));
    world.flows().into_iter().find(same).ok_or_else(missing)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FlowHeader<'a> {
    status: &'static str,
    revision: u32,
    created: String,
    updated: String,
    fdr: &'a str,
    fdr_date: String,
    regulation: &'a str,
    regulation_date: String,
    sender: serde_json::Value,
    receiver: serde_json::Value,
    published: String,
    computed_tot_payments: usize,
    computed_sum_payments: Box<RawValue>,
    tot_payments: usize,
    sum_payments: Box<RawValue>,
}

impl<'a> FlowHeader<'a> {
    fn of(flow: &'a Flow) -> Self {
        let psp = &flow.psp;
        Self {
            status: "PUBLISHED",
            revision: flow.revision,
            created: utc(flow.flow_date),
            updated: utc(flow.published),
            fdr: &flow.fdr,
            fdr_date: utc(flow.flow_date),
            regulation: &flow.regulation,
            regulation_date: flow.regulation_date.to_string(),
            sender: json!({
                "type": "ABI_CODE", "id": psp.id, "pspId": psp.id, "pspName": psp.name,
                "pspBrokerId": psp.fiscal_code, "channelId": psp.channel,
            }),
            receiver: json!({
                "id": flow.creditor, "organizationId": flow.creditor, "organizationName": flow.creditor_name,
            }),
            published: utc(flow.published),
            computed_tot_payments: flow.rows.len(),
            computed_sum_payments: flow.sum().json_number(),
            tot_payments: flow.rows.len(),
            sum_payments: flow.sum().json_number(),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Payment<'a> {
    index: usize,
    iuv: &'a str,
    iur: &'a str,
    id_transfer: u8,
    pay: Box<RawValue>,
    pay_status: ReportCode,
    pay_date: String,
}

impl<'a> Payment<'a> {
    fn of(index: usize, row: &'a FlowRow) -> Self {
        Self {
            index,
            iuv: &row.iuv,
            iur: &row.iur,
            id_transfer: row.id_transfer,
            pay: row.amount.json_number(),
            pay_status: row.code,
            pay_date: format!("{}T00:00:00Z", row.pay_date),
        }
    }
}

/// Which page is asked for.
struct Page {
    number: usize,
    size: usize,
}

impl Page {
    fn of(parameters: &Parameters) -> Result<Self, FlowRefusal> {
        let number = |name: &str, usual: usize, most: usize| {
            let Some(text) = parameters.get(name) else { return Ok(usual) };
            let number = text.parse().ok().filter(|number| (1..=most).contains(number));
            number.ok_or_else(|| FlowRefusal::of_parameter(name, text))
        };
        Ok(Self { number: number("page", 1, usize::MAX)?, size: number("size", LARGEST_PAGE, LARGEST_PAGE)? })
    }

    fn answer<T: Serialize>(&self, all: &[T]) -> Response {
        let pages = all.len().div_ceil(self.size);
        let shown = all.chunks(self.size).nth(self.number - 1).unwrap_or(&[]);
        #[derive(Serialize)]
        struct Answer<'a, T> {
            metadata: serde_json::Value,
            count: usize,
            data: &'a [T],
        }
        let metadata = json!({ "pageSize": self.size, "pageNumber": self.number, "totPage": pages });
        axum::Json(Answer { metadata, count: all.len(), data: shown }).into_response()
    }
}

fn instant(parameters: &Parameters, name: &str) -> Result<Option<DateTime<Utc>>, FlowRefusal> {
    let Some(text) = parameters.get(name) else { return Ok(None) };
    text.parse().map(Some).map_err(|_| FlowRefusal::of_parameter(name, text))
}

fn utc(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Why a call is not served, in the words of this service.
pub(crate) enum FlowRefusal {
    /// The gateway's refusal, or a scripted one.
    Gateway(Refusal),
    /// The service's own.
    Service { status: u16, app_code: &'static str, error: serde_json::Value },
}

impl FlowRefusal {
    fn new(status: u16, app_code: &'static str, message: String) -> Self {
        Self::Service { status, app_code, error: json!({ "message": message }) }
    }

    fn of_parameter(name: &str, text: &str) -> Self {
        let error = json!({ "path": name, "message": format!("[{text}] is not valid") });
        Self::Service { status: 400, app_code: "FDR-2000", error }
    }
}

impl From<Refusal> for FlowRefusal {
    fn from(refusal: Refusal) -> Self {
        Self::Gateway(refusal)
    }
}

impl IntoResponse for FlowRefusal {
    fn into_response(self) -> Response {
        let (status, app_code, error) = match self {
            Self::Gateway(refusal) => return refusal.into_response(),
            Self::Service { status, app_code, error } => (code(status), app_code, error),
        };
        let body = json!({
            "errorId": uuid::Uuid::new_v4(),
            "httpStatusCode": status.as_u16(),
            "httpStatusDescription": status.canonical_reason(),
            "appErrorCode": app_code,
            "errors": [error],
        });
        (status, axum::Json(body)).into_response()
    }
}
