//! The same levers as the handle's, for programs: JSON in, JSON out, under `/control`.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::json;

use crate::pagopa::checkout::Script;
use crate::pagopa::counter::CounterPayment;
use crate::pagopa::fdr::Causale;
use crate::pagopa::journal::Event;
use crate::pagopa::service::Service;
use crate::pagopa::world::World;

pub(super) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/journal", get(journal))
        .route("/remarks", get(remarks))
        .route("/carts", get(carts))
        .route("/carts/{reference}/activate", post(activate))
        .route("/carts/{reference}/pay", post(pay))
        .route("/counter", post(counter))
        .route("/payments", get(payments))
        .route("/receipts", get(receipts))
        .route("/deliveries", get(deliveries))
        .route("/deliveries/{number}/send", post(send))
        .route("/archive", get(archive))
        .route("/stations/{station}/stand-in", post(stand_in))
        .route("/probe", post(probe))
        .route("/failures", post(fail))
        .route("/clock/advance", post(advance))
        .route("/flows", get(flows).post(publish))
        .route("/flows/{fdr}/xml", get(flow_xml))
        .route("/treasury/{creditor}", get(treasury))
}

#[derive(Debug, Deserialize)]
struct JournalQuery {
    notice: Option<String>,
}

async fn journal(State(world): State<Arc<World>>, Query(query): Query<JournalQuery>) -> Response {
    let state = world.state();
    let wanted = |notice: Option<&str>| query.notice.is_none() || query.notice.as_deref() == notice;
    let entries = state.journal.entries();
    let entries: Vec<_> = entries.filter(|entry| wanted(entry.notice.as_ref().map(|id| id.notice.as_str()))).collect();
    Json(entries).into_response()
}

async fn remarks(State(world): State<Arc<World>>) -> Response {
    let state = world.state();
    let remarks: Vec<_> = state.journal.entries().filter(|entry| matches!(entry.event, Event::Remark { .. })).collect();
    Json(remarks).into_response()
}

async fn carts(State(world): State<Arc<World>>) -> Response {
    Json(world.state().carts.values().collect::<Vec<_>>()).into_response()
}

async fn activate(State(world): State<Arc<World>>, Path(reference): Path<String>) -> Response {
    match world.activate_cart(&reference, None).await {
        Ok(payments) => Json(payments).into_response(),
        Err(error) => refused(&error),
    }
}

async fn pay(State(world): State<Arc<World>>, Path(reference): Path<String>, Json(script): Json<Script>) -> Response {
    let paid = tokio::spawn(async move { world.pay_cart(&reference, &script).await }).await;
    match paid {
        Ok(Ok(outcome)) => Json(outcome).into_response(),
        Ok(Err(error)) => refused(&error),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn counter(State(world): State<Arc<World>>, Json(payment): Json<CounterPayment>) -> Response {
    let paid = tokio::spawn(async move { world.pay_at_counter(&payment).await }).await;
    match paid {
        Ok(Ok(receipt)) => Json(receipt).into_response(),
        Ok(Err(fault)) => (StatusCode::CONFLICT, Json(fault)).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// All payments begun, each with its notice.
async fn payments(State(world): State<Arc<World>>) -> Response {
    let state = world.state();
    let payments = state
        .notices
        .iter()
        .flat_map(|(notice, payments)| payments.iter().map(move |payment| json!({ "notice": notice, "payment": payment })));
    Json(payments.collect::<Vec<_>>()).into_response()
}

async fn receipts(State(world): State<Arc<World>>) -> Response {
    Json(&world.state().receipts).into_response()
}

async fn deliveries(State(world): State<Arc<World>>) -> Response {
    Json(&world.state().deliveries).into_response()
}

async fn send(State(world): State<Arc<World>>, Path(number): Path<usize>) -> StatusCode {
    if world.send_now(number).await { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND }
}

async fn archive(State(world): State<Arc<World>>) -> Response {
    Json(world.state().archive.values().collect::<Vec<_>>()).into_response()
}

#[derive(Debug, Deserialize)]
struct StandIn {
    active: bool,
}

async fn stand_in(State(world): State<Arc<World>>, Path(station): Path<String>, Json(stand_in): Json<StandIn>) -> StatusCode {
    world.set_stand_in(&station, stand_in.active);
    StatusCode::NO_CONTENT
}

async fn probe(State(world): State<Arc<World>>) -> Response {
    Json(json!({ "recovered": world.probe_stations().await })).into_response()
}

#[derive(Debug, Deserialize)]
struct Failures {
    service: Service,
    statuses: Vec<u16>,
}

async fn fail(State(world): State<Arc<World>>, Json(failures): Json<Failures>) -> StatusCode {
    world.state().failures.entry(failures.service).or_default().extend(failures.statuses);
    StatusCode::NO_CONTENT
}

#[derive(Debug, Deserialize)]
struct Advance {
    seconds: u32,
}

async fn advance(State(world): State<Arc<World>>, Json(advance): Json<Advance>) -> Response {
    world.advance(TimeDelta::seconds(i64::from(advance.seconds))).await;
    Json(json!({ "now": world.now() })).into_response()
}

async fn flows(State(world): State<Arc<World>>) -> Response {
    Json(world.flows()).into_response()
}

async fn publish(State(world): State<Arc<World>>) -> Response {
    world.publish_all_flows();
    Json(world.flows()).into_response()
}

async fn flow_xml(State(world): State<Arc<World>>, Path(fdr): Path<String>) -> Response {
    match world.flows().iter().find(|flow| flow.fdr == fdr) {
        Some(flow) => ([(header::CONTENT_TYPE, "application/xml")], flow.to_xml()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[derive(Debug, Deserialize)]
struct TreasuryQuery {
    #[serde(default = "clean")]
    causale: Causale,
}

fn clean() -> Causale {
    Causale::Current
}

async fn treasury(State(world): State<Arc<World>>, Path(creditor): Path<String>, Query(query): Query<TreasuryQuery>) -> Response {
    Json(world.treasury(&creditor, query.causale)).into_response()
}

fn refused(error: &crate::pagopa::checkout::CartError) -> Response {
    (StatusCode::CONFLICT, Json(json!({ "error": error.to_string() }))).into_response()
}
