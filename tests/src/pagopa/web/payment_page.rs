//! The page on which a citizen pays a cart, and on which a tester chooses how that ends.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use serde::Deserialize;

use super::look::{self, euro, page};
use crate::pagopa::amount::Cents;
use crate::pagopa::checkout::{Cart, CartError, CartState, Script, Shown, group_of};
use crate::pagopa::node::Activated;
use crate::pagopa::settings::Psp;
use crate::pagopa::settlement::{PspOutcome, ReceiptTiming, Settlement};
use crate::pagopa::world::World;

pub(super) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/ecommerce/checkout/v1/carts/{id}/redirect", get(forward))
        .route("/c/{id}", get(show))
        .route("/c/{id}/activate", post(activate))
        .route("/c/{id}/pay", post(pay))
        .route("/style.css", get(look::style))
}

/// The address that a creditor institution is given leads to the page.
async fn forward(Path(id): Path<String>) -> Redirect {
    Redirect::to(&format!("/c/{id}?clientId=CHECKOUT_CART"))
}

async fn show(State(world): State<Arc<World>>, Path(id): Path<String>) -> Response {
    match world.living_cart(&id) {
        Ok(cart) => page(StatusCode::OK, "Pagamento", &cart_page(&world, &cart)),
        Err(error) => trouble(&world, &id, &error),
    }
}

#[derive(Debug, Deserialize)]
struct ActivateForm {
    psp: String,
}

async fn activate(State(world): State<Arc<World>>, Path(id): Path<String>, Form(form): Form<ActivateForm>) -> Response {
    match world.activate_cart(&id, Some(&form.psp)).await {
        Ok(_) => Redirect::to(&format!("/c/{id}")).into_response(),
        Err(error) => trouble(&world, &id, &error),
    }
}

/// The tester's choices as the form sends them.
#[derive(Debug, Deserialize)]
struct PayForm {
    shown: Shown,
    #[serde(default)]
    paid: String,
    #[serde(default)]
    psp: Option<String>,
    #[serde(default)]
    method: String,
    #[serde(default)]
    fee: i64,
    #[serde(default)]
    receipt: String,
    #[serde(default)]
    seconds: u32,
    #[serde(default)]
    copies: Option<u32>,
    #[serde(default)]
    second_payment: Option<String>,
    #[serde(default)]
    closed: Option<String>,
}

impl PayForm {
    fn script(self) -> Script {
        Script { shown: self.shown, redirect: self.closed.is_none(), settlement: self.settlement() }
    }

    fn settlement(self) -> Option<Settlement> {
        let outcome = match self.paid.as_str() {
            "ok" => PspOutcome::Ok,
            "ko" => PspOutcome::Ko,
            "late" => PspOutcome::Late,
            "silent" => PspOutcome::Silent,
            _ => return None,
        };
        let receipt = match self.receipt.as_str() {
            "after" => ReceiptTiming::After(self.seconds),
            "held" => ReceiptTiming::Held,
            "never" => ReceiptTiming::Never,
            _ => ReceiptTiming::AtOnce,
        };
        Some(Settlement {
            psp: self.psp,
            method: if self.method.is_empty() { "creditCard".to_owned() } else { self.method },
            fee: Cents(self.fee.max(0)),
            outcome,
            receipt,
            copies: self.copies.unwrap_or(1),
            second_payment: self.second_payment.is_some(),
            ..Settlement::default()
        })
    }
}

/// Runs to its end even if the browser does not wait for it.
async fn pay(State(world): State<Arc<World>>, Path(id): Path<String>, Form(form): Form<PayForm>) -> Response {
    let script = form.script();
    let paying = tokio::spawn({
        let (world, id) = (world.clone(), id.clone());
        async move { world.pay_cart(&id, &script).await }
    });
    match paying.await {
        Ok(Ok(outcome)) => match outcome.redirect {
            Some(url) => Redirect::to(&url).into_response(),
            None => page(StatusCode::OK, "Scheda chiusa", &html! { p { "Il cittadino non torna al sito dell'ente." } }),
        },
        Ok(Err(error)) => trouble(&world, &id, &error),
        Err(_) => page(StatusCode::INTERNAL_SERVER_ERROR, "Errore", &html! { p { "Il simulatore si è interrotto." } }),
    }
}

fn trouble(world: &World, id: &str, error: &CartError) -> Response {
    let status = match error {
        CartError::Unknown(_) => 404,
        CartError::Activation { fault, .. } => group_of(fault).status,
        CartError::Expired | CartError::Closed | CartError::AmountChanged { .. } => 409,
    };
    let group = match error {
        CartError::Activation { fault, .. } => Some(group_of(fault).name),
        _ => None,
    };
    let content = html! {
        p class="problem" { (error) @if let Some(group) = group { " (" (group) ")" } }
        @if let Some(cart) = world.cart(id) {
            p { a href=(cart.return_urls.return_error_url) { "Torna al sito dell'ente" } }
        }
    };
    page(super::super::service::code(status), "Non è possibile pagare", &content)
}

fn cart_page(world: &World, cart: &Cart) -> Markup {
    match &cart.state {
        CartState::Activated { payments } => html! {
            (activated_table(payments))
            (outcome_form(world, cart))
        },
        CartState::Open | CartState::Closed { .. } => html! {
            (cart_table(cart))
            form method="post" action={ "/c/" (cart.id) "/activate" } {
                @if let Some(email) = &cart.email { p { "La ricevuta sarà inviata a " (email) } }
                (psp_choice(&world.settings.psps))
                button { "Continua" }
            }
            (cancel_form(cart))
        },
    }
}

fn cart_table(cart: &Cart) -> Markup {
    html! {
        table {
            thead { tr { th { "Avviso" } th { "Ente" } th { "Oggetto" } th class="amount" { "Importo" } } }
            tbody {
                @for notice in &cart.notices {
                    tr {
                        td { code { (notice.notice.notice) } }
                        td { (notice.company_name) }
                        td { (notice.description) }
                        td class="amount" { (euro(notice.amount)) }
                    }
                }
            }
            tfoot { tr { th colspan="3" { "Totale" } th class="amount" { (euro(cart.total())) } } }
        }
    }
}

/// What the creditor institutions answered, which is what counts.
fn activated_table(payments: &[Activated]) -> Markup {
    let total: Cents = payments.iter().map(|payment| payment.data.amount).sum();
    html! {
        p { "Gli importi sono quelli confermati ora dagli enti." }
        table {
            thead { tr { th { "IUV" } th { "Oggetto" } th { "Quote" } th class="amount" { "Importo" } } }
            tbody {
                @for payment in payments {
                    tr {
                        td { code { (payment.data.iuv) } }
                        td { (payment.data.description) }
                        td {
                            @for share in &payment.data.transfers {
                                div { (share.id) ". " (share.creditor) ": " (euro(share.amount)) }
                            }
                        }
                        td class="amount" { (euro(payment.data.amount)) }
                    }
                }
            }
            tfoot { tr { th colspan="3" { "Totale" } th class="amount" { (euro(total)) } } }
        }
    }
}

fn outcome_form(world: &World, cart: &Cart) -> Markup {
    html! {
        form method="post" action={ "/c/" (cart.id) "/pay" } {
            fieldset {
                legend { "Pagamento" }
                (psp_choice(&world.settings.psps))
                (choice("Metodo", "method", &[("creditCard", "Carta"), ("bankAccount", "Conto"), ("payPal", "PayPal")]))
                label { "Commissione del PSP, in centesimi" input name="fee" type="number" min="0" value="100"; }
            }
            fieldset {
                legend { "Come va a finire" }
                (choice("Che cosa vede il cittadino", "shown", &[
                    ("ok", "Pagato (esito 0)"), ("waiting", "Preso in carico (esito 17)"),
                    ("error", "Errore"), ("cancel", "Annullato"),
                ]))
                (choice("Che cosa dice il PSP al Nodo", "paid", &[
                    ("ok", "Pagato"), ("ko", "Non pagato"), ("late", "Pagato, ma dopo la scadenza del token"),
                    ("silent", "Niente"), ("no", "Il pagamento non parte"),
                ]))
                (choice("La ricevuta", "receipt", &[
                    ("before", "Prima del ritorno al sito"), ("after", "Dopo il ritorno al sito"),
                    ("held", "Trattenuta: la invio io"), ("never", "Persa"),
                ]))
                label { "Secondi di ritardo, se dopo il ritorno" input name="seconds" type="number" min="0" value="3"; }
                label { "Copie della stessa ricevuta" input name="copies" type="number" min="1" max="20" value="1"; }
                label { input name="second_payment" type="checkbox"; " Secondo pagamento dello stesso avviso" }
                label { input name="closed" type="checkbox"; " Il cittadino chiude la scheda e non torna" }
            }
            button { "Paga" }
        }
        (cancel_form(cart))
    }
}

fn cancel_form(cart: &Cart) -> Markup {
    html! {
        form method="post" action={ "/c/" (cart.id) "/pay" } {
            input type="hidden" name="shown" value="cancel";
            button { "Annulla e torna al sito dell'ente" }
        }
    }
}

pub(super) fn psp_choice(psps: &[Psp]) -> Markup {
    let options: Vec<(&str, &str)> = psps.iter().map(|psp| (psp.id.as_str(), psp.name.as_str())).collect();
    choice("Prestatore di servizi di pagamento", "psp", &options)
}

/// A labelled list, the first entry chosen.
pub(super) fn choice(label: &str, name: &str, options: &[(&str, &str)]) -> Markup {
    html! {
        label {
            (label)
            select name=(name) { @for (value, text) in options { option value=(value) { (text) } } }
        }
    }
}
