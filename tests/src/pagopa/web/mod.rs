//! The simulator's HTTP surface: the platform's services, the citizen's payment page, and a desk for the tester.

mod control;
mod desk;
mod look;
mod payment_page;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use super::archive;
use super::checkout;
use super::fdr;
use super::recovery;
use super::taxonomy;
use super::world::World;

const FLOW: &str = "/fdr-org/service/v1/organizations/{ec}/fdrs/{fdr}/revisions/{revision}/psps/{psp}";
const RECEIPT: &str = "/bizevents/service/v1/organizations/{ec}/receipts/{iur}";

pub(crate) fn router(world: Arc<World>) -> Router {
    Router::new()
        .route("/checkout/ec/v2/carts", post(checkout::post::second_version))
        .route("/checkout/ec/v1/carts", post(checkout::post::first_version))
        .route("/aca/v1/paCreatePosition", post(archive::create_position))
        .route("/fdr-org/service/v1/organizations/{ec}/fdrs", get(fdr::api::list))
        .route(FLOW, get(fdr::api::header))
        .route(&format!("{FLOW}/payments"), get(fdr::api::payments))
        .route(RECEIPT, get(recovery::by_iur))
        .route(&format!("{RECEIPT}/paymentoptions/{{iuv}}"), get(recovery::by_iur_and_iuv))
        .route("/taxonomy/service/v1/taxonomy", get(taxonomy::taxonomy))
        .merge(payment_page::routes())
        .merge(desk::routes())
        .nest("/control", control::routes())
        .with_state(world)
}
