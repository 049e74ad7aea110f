//! The tester's desk: a counter to pay at, the clock, and everything the platform holds.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use chrono::TimeDelta;
use maud::{Markup, html};
use serde::Deserialize;

use super::look::{euro, page};
use super::payment_page::psp_choice;
use crate::pagopa::amount::Cents;
use crate::pagopa::checkout::{Cart, CartState};
use crate::pagopa::counter::CounterPayment;
use crate::pagopa::node::{Delivery, DeliveryState};
use crate::pagopa::settlement::Settlement;
use crate::pagopa::world::World;

/// How many of the latest rows a table shows.
const SHOWN: usize = 50;

pub(super) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/", get(desk))
        .route("/sportello", post(counter))
        .route("/orologio", post(clock))
        .route("/consegne/{number}", post(deliver))
        .route("/flussi", post(publish))
        .route("/stazioni/{station}", post(stand_in))
        .route("/sonda", post(probe))
}

async fn desk(State(world): State<Arc<World>>) -> Response {
    let content = html! {
        p { "Ora della piattaforma: " (world.now().format("%Y-%m-%d %H:%M:%S")) " UTC" }
        form method="post" action="/orologio" {
            button name="minutes" value="60" { "+1 ora" }
            button name="minutes" value="1440" { "+1 giorno" }
            button name="minutes" value="4320" { "+3 giorni" }
        }
        (counter_form(&world))
        (carts(&world))
        (payments(&world))
        (deliveries(&world))
        (stations(&world))
        (archive(&world))
        (flows(&world))
        p { a href="/control/journal" { "Giornale" } " · " a href="/control/remarks" { "Osservazioni" } }
    };
    page(StatusCode::OK, "Banco di prova", &content)
}

fn counter_form(world: &World) -> Markup {
    html! {
        h2 { "Sportello" }
        form method="post" action="/sportello" {
            label { "Numero avviso o testo del codice QR" input name="code" required autocomplete="off"; }
            label {
                "Ente (se non è nel QR)"
                select name="creditor" {
                    @for creditor in &world.settings.creditors {
                        option value=(creditor.fiscal_code) { (creditor.name) }
                    }
                }
            }
            (psp_choice(&world.settings.psps))
            button { "Paga in contanti" }
        }
    }
}

#[derive(Debug, Deserialize)]
struct CounterForm {
    code: String,
    creditor: String,
    psp: String,
}

async fn counter(State(world): State<Arc<World>>, Form(form): Form<CounterForm>) -> Response {
    let settlement = Settlement { psp: Some(form.psp), method: "cash".to_owned(), fee: Cents(200), ..Settlement::default() };
    let payment = CounterPayment { code: form.code, creditor: Some(form.creditor), settlement };
    let paying = tokio::spawn(async move { world.pay_at_counter(&payment).await });
    match paying.await {
        Ok(Ok(receipt)) => {
            let content = html! {
                p { (receipt.description) ": pagati " (euro(receipt.amount)) }
                p { "Ricevuta " code { (receipt.token) } }
                p { a href="/" { "Al banco di prova" } }
            };
            page(StatusCode::OK, "Pagato", &content)
        }
        Ok(Err(fault)) => {
            let content = html! { p class="problem" { (fault) } p { a href="/" { "Al banco di prova" } } };
            page(StatusCode::CONFLICT, "Non è possibile pagare", &content)
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[derive(Debug, Deserialize)]
struct ClockForm {
    minutes: u32,
}

async fn clock(State(world): State<Arc<World>>, Form(form): Form<ClockForm>) -> Redirect {
    world.advance(TimeDelta::minutes(i64::from(form.minutes))).await;
    Redirect::to("/")
}

async fn deliver(State(world): State<Arc<World>>, Path(number): Path<usize>) -> Redirect {
    world.send_now(number).await;
    Redirect::to("/")
}

async fn publish(State(world): State<Arc<World>>) -> Redirect {
    world.publish_all_flows();
    Redirect::to("/")
}

#[derive(Debug, Deserialize)]
struct StandInForm {
    active: bool,
}

async fn stand_in(State(world): State<Arc<World>>, Path(station): Path<String>, Form(form): Form<StandInForm>) -> Redirect {
    world.set_stand_in(&station, form.active);
    Redirect::to("/")
}

async fn probe(State(world): State<Arc<World>>) -> Redirect {
    world.probe_stations().await;
    Redirect::to("/")
}

fn stations(world: &World) -> Markup {
    let in_stand_in = world.state().stand_in.clone();
    html! {
        h2 { "Stazioni" }
        @for client in &world.stations {
            @let active = in_stand_in.contains(&client.station.id);
            form method="post" action={ "/stazioni/" (client.station.id) } {
                code { (client.station.id) } @if active { " in stand-in " } @else { " in servizio " }
                button name="active" value=(!active) {
                    @if active { "Rimetti in servizio" } @else { "Metti in stand-in" }
                }
            }
        }
        form method="post" action="/sonda" { button { "Sonda le stazioni in stand-in" } }
    }
}

fn carts(world: &World) -> Markup {
    let mut carts: Vec<Cart> = world.state().carts.values().cloned().collect();
    carts.sort_by_key(|cart| std::cmp::Reverse(cart.created_at));
    html! {
        h2 { "Carrelli" }
        table {
            thead { tr { th { "Creato" } th { "idCart" } th { "Avvisi" } th class="amount" { "Totale" } th { "Stato" } } }
            tbody {
                @for cart in carts.iter().take(SHOWN) {
                    tr {
                        td { (cart.created_at.format("%H:%M:%S")) }
                        td { a href={ "/c/" (cart.id) } { (cart.id_cart.as_deref().unwrap_or("senza nome")) } }
                        td { (cart.notices.len()) }
                        td class="amount" { (euro(cart.total())) }
                        td { (cart_state(world, cart)) }
                    }
                }
            }
        }
    }
}

fn cart_state(world: &World, cart: &Cart) -> String {
    match &cart.state {
        CartState::Open if cart.is_expired(world.now()) => "scaduto".to_owned(),
        CartState::Open => "da pagare".to_owned(),
        CartState::Activated { .. } => "in pagamento".to_owned(),
        CartState::Closed { shown } => format!("chiuso: {shown:?}"),
    }
}

fn payments(world: &World) -> Markup {
    let state = world.state();
    let payments = state.notices.iter().flat_map(|(notice, payments)| payments.iter().map(move |payment| (notice, payment)));
    html! {
        h2 { "Pagamenti" }
        table {
            thead { tr { th { "Avviso" } th { "Token" } th { "PSP" } th class="amount" { "Importo" } th { "Stato" } } }
            tbody {
                @for (notice, payment) in payments.take(SHOWN) {
                    tr {
                        td { code { (notice.notice) } }
                        td { code { (payment.token) } }
                        td { (payment.psp) }
                        td class="amount" { (euro(payment.data.amount)) }
                        td { (format!("{:?}", payment.state)) @if payment.stand_in { " (stand-in)" } }
                    }
                }
            }
        }
    }
}

fn deliveries(world: &World) -> Markup {
    let state = world.state();
    html! {
        h2 { "Ricevute" }
        table {
            thead { tr { th { "Ricevuta" } th { "A" } th { "Tentativi" } th { "Stato" } th {} } }
            tbody { @for delivery in state.deliveries.iter().rev().take(SHOWN) { (delivery_row(delivery)) } }
        }
    }
}

fn delivery_row(delivery: &Delivery) -> Markup {
    let state = match &delivery.state {
        DeliveryState::Held => "trattenuta".to_owned(),
        DeliveryState::Waiting { until } => format!("da inviare alle {}", until.format("%H:%M:%S")),
        DeliveryState::Answered { answer } => format!("risposta {answer}"),
        DeliveryState::Parked { reason } => format!("ferma: {reason}"),
    };
    html! {
        tr {
            td { code { (delivery.receipt) } }
            td { (delivery.creditor) " su " (delivery.station) }
            td { (delivery.attempts) }
            td { (state) }
            td {
                form class="inline" method="post" action={ "/consegne/" (delivery.number) } { button { "Invia ora" } }
            }
        }
    }
}

fn archive(world: &World) -> Markup {
    let state = world.state();
    html! {
        h2 { "Archivio avvisi (ACA)" }
        table {
            thead { tr { th { "Avviso" } th { "Oggetto" } th class="amount" { "Importo" } th { "Registrazioni" } } }
            tbody {
                @for (notice, position) in state.archive.iter().take(SHOWN) {
                    tr {
                        td { code { (notice.notice) } }
                        td { (position.description) }
                        td class="amount" { (euro(position.amount)) }
                        td { (position.registrations) }
                    }
                }
            }
        }
    }
}

fn flows(world: &World) -> Markup {
    html! {
        h2 { "Flussi di rendicontazione" }
        form method="post" action="/flussi" { button { "Rendiconta ora tutto il pagato" } }
        table {
            thead { tr { th { "Flusso" } th { "Ente" } th { "Righe" } th class="amount" { "Totale" } } }
            tbody {
                @for flow in world.flows().iter().rev().take(SHOWN) {
                    tr {
                        td { a href={ "/control/flows/" (flow.fdr) "/xml" } { (flow.fdr) } " rev. " (flow.revision) }
                        td { (flow.creditor) }
                        td { (flow.rows.len()) }
                        td class="amount" { (euro(flow.sum())) }
                    }
                }
            }
        }
    }
}
