//! The one address.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::post;

use super::desk::OfficeRoom;
use super::service::Service;
use crate::graphql::gate::{Asked, Origins, Refused, check_headers, read, refused};
use crate::settings::Office;

#[derive(Clone, Debug)]
struct Door {
    service: Service,
    origins: Arc<Origins>,
}

/// `POST /office/graphql`.
pub fn router(room: OfficeRoom, settings: &Office) -> Router {
    let door = Door { origins: Arc::new(Origins::of(&settings.public_url)), service: Service::new(room, settings.development) };
    Router::new().route("/office/graphql", post(ask)).with_state(door)
}

async fn ask(State(door): State<Door>, request: Request) -> Response {
    match answer(&door, request).await {
        Ok(response) => response,
        Err(refusal) => refused(refusal),
    }
}

async fn answer(door: &Door, request: Request) -> Result<Response, Refused> {
    let (parts, body) = request.into_parts();
    check_headers(&parts.headers, &door.origins)?;
    let asked = Asked::parse(&read(body).await?)?;
    door.service.answer(&parts.headers, &parts.extensions, asked).await
}
