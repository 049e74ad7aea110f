//! The HTTP side: POST only, text/xml only, one mebibyte, and a time in which the body must arrive.

use std::error::Error;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::CONNECTION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use http_body_util::{BodyExt, LengthLimitError, Limited};

use super::call::{self, Unreadable};
use super::handlers::Station;
use super::headers;
use super::operation::Operation;
use super::reply::Reply;

/// Where the service is reached; the root serves too, for a proxy that takes the path away.
pub const PATH: &str = "/paForNode";
/// The largest body: a receipt with a revenue stamp has a few thousand bytes.
const MAX_BODY: usize = 1024 * 1024;
/// How long the body may take to arrive.
const BODY_TIME: Duration = Duration::from_secs(10);

/// The routes of the station.
pub fn router(station: Station) -> Router {
    Router::new().route(PATH, post(serve)).route("/", post(serve)).with_state(station)
}

async fn serve(State(station): State<Station>, request: Request) -> Response {
    let last = headers::chunked(request.headers());
    let mut response = answer(&station, request).await.into_response();
    if last {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

async fn answer(station: &Station, request: Request) -> Reply {
    let began = Instant::now();
    let (operation, reply) = match read(request).await {
        Ok((request, body)) => {
            let raw = String::from_utf8_lossy(&body);
            (Some(request.operation()), station.answer(&request, &raw).await)
        }
        Err(Refused::Http(reply)) => (None, reply),
        Err(Refused::Unreadable(unreadable, body)) => {
            let raw = String::from_utf8_lossy(&body);
            (operation_of(&unreadable), station.answer_unreadable(&unreadable, &raw).await)
        }
    };
    reply.count(operation);
    let operation = operation.map_or("none", Operation::name);
    metrics::histogram!("station_call_seconds", "operation" => operation).record(began.elapsed());
    reply
}

enum Refused {
    Http(Reply),
    Unreadable(Unreadable, Bytes),
}

async fn read(request: Request) -> Result<(call::Request, Bytes), Refused> {
    let (head, body) = request.into_parts();
    let not_soap = |status, reason| Refused::Http(Reply::not_soap(status, reason));
    headers::check(&head.headers).map_err(|(status, reason)| not_soap(status, reason))?;
    let body = receive(body).await.map_err(|(status, reason)| not_soap(status, reason))?;
    let request = call::read(&body).map_err(|unreadable| Refused::Unreadable(unreadable, body.clone()))?;
    if headers::action_differs(&head.headers, request.operation()) {
        metrics::counter!("station_action_differs_total", "operation" => request.operation().name()).increment(1);
    }
    Ok((request, body))
}

async fn receive(body: Body) -> Result<Bytes, (StatusCode, &'static str)> {
    let whole = tokio::time::timeout(BODY_TIME, Limited::new(body, MAX_BODY).collect()).await;
    match whole.map_err(|_| (StatusCode::REQUEST_TIMEOUT, "the body did not arrive in time"))? {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if is_too_long(&*error) => Err((StatusCode::PAYLOAD_TOO_LARGE, "the body is larger than 1 MiB")),
        Err(_) => Err((StatusCode::BAD_REQUEST, "the body broke off")),
    }
}

fn is_too_long(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<LengthLimitError>() {
            return true;
        }
        cause = error.source();
    }
    false
}

/// The operation of a message that is not valid, as far as it can be told.
const fn operation_of(unreadable: &Unreadable) -> Option<Operation> {
    match unreadable {
        Unreadable::NotSoap(_) => None,
        Unreadable::Syntax { operation, .. } => Some(*operation),
    }
}
