//! The two addresses.

use std::sync::Arc;

use async_graphql_axum::GraphQLProtocol;
use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use tokio_util::sync::CancellationToken;

use super::gate::{Asked, Origins, Refused, check_headers, read, refused};
use super::live::{Places, upgrade};
use super::room::Room;
use super::service::Service;

#[derive(Clone, Debug)]
struct Doors {
    service: Service,
    origins: Arc<Origins>,
    places: Places,
    stop: CancellationToken,
}

/// `POST /graphql` and `GET /graphql/live`; connections of the latter are closed at `stop`.
pub fn router(room: Room, stop: CancellationToken) -> Router {
    let settings = room.product().settings.clone();
    let doors = Doors {
        places: Places::new(settings.limits.live_subscriptions.get()),
        stop,
        origins: Arc::new(Origins::of(&settings.http.public_url)),
        service: Service::new(room),
    };
    Router::new().route("/graphql", post(ask)).route("/graphql/live", get(watch)).with_state(doors)
}

async fn ask(State(doors): State<Doors>, request: Request) -> Response {
    match answer(&doors, request).await {
        Ok(response) => response,
        Err(refusal) => refused(refusal),
    }
}

async fn answer(doors: &Doors, request: Request) -> Result<Response, Refused> {
    let (parts, body) = request.into_parts();
    check_headers(&parts.headers, &doors.origins)?;
    let asked = Asked::parse(&read(body).await?)?;
    let asking = doors.service.asking(&parts.headers, &parts.extensions).await?;
    doors.service.answer(asking, asked).await
}

async fn watch(
    State(doors): State<Doors>,
    protocol: Result<GraphQLProtocol, StatusCode>,
    handshake: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let upgraded = async {
        doors.origins.check(&parts.headers)?;
        let spoken = handshake.ok().zip(protocol.ok()).ok_or(Refused::Protocol)?;
        let asking = doors.service.asking(&parts.headers, &parts.extensions).await?;
        upgrade(doors.service.clone(), &doors.places, asking, spoken, doors.stop.clone())
    };
    upgraded.await.unwrap_or_else(refused)
}
