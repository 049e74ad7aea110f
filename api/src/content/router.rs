//! `GET /feeds/<ente>/news.atom`: the newest news for whoever follows them; asked again with what was answered, it says that nothing changed.

use axum::Router;
use axum::extract::{Extension, Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::identifier::EnteCode;
use projections::news::queries::newest_first;
use projections::query::PageSize;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::atom::{self, Written};
use crate::graphql::Room;
use crate::graphql::language::{preferred, tagged};
use crate::http::ClientAddress;

/// News in a feed.
const ENTRIES: usize = 50;

/// In which language.
#[derive(Debug, Deserialize)]
struct Asked {
    lang: Option<String>,
}

/// The feeds of the Enti.
pub(crate) fn router(room: Room) -> Router {
    Router::new().route("/feeds/{ente}/news.atom", get(fetch)).with_state(room)
}

async fn fetch(
    State(room): State<Room>,
    Extension(client): Extension<ClientAddress>,
    Path(ente): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    if let Err(too_often) = room.caps().request(client.network()) {
        let wait = HeaderValue::from(too_often.0);
        return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, wait)]).into_response();
    }
    let product = room.product();
    let Some(settings) = EnteCode::parse(&ente).ok().and_then(|code| product.enti.get(&code)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let chosen = asked.lang.as_deref().and_then(tagged);
    let language = chosen.unwrap_or_else(|| preferred(&headers));
    match newest_first(&product.pool, &settings.code, None, PageSize::clamped(ENTRIES)).await {
        Ok(page) => answer(&atom::write(&product.settings.http.public_url, &settings, language, &page.rows), &headers),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "a feed could not be read");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// The feed, or that it is as the client knows it (RFC 9110, 13.1): by its tag when one is sent, else by its date.
fn answer(feed: &Written, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", hex::encode(&Sha256::digest(feed.xml.as_bytes())[..16]));
    let modified = feed.updated.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let said = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let known = match said(header::IF_NONE_MATCH) {
        Some(tags) => {
            tags.split(',').map(|known| known.trim().trim_start_matches("W/")).any(|known| known == tag || known == "*")
        }
        None => said(header::IF_MODIFIED_SINCE) == Some(modified.as_str()),
    };
    let validators = [
        (header::ETAG, HeaderValue::try_from(tag)),
        (header::LAST_MODIFIED, HeaderValue::try_from(modified)),
        (header::CACHE_CONTROL, Ok(HeaderValue::from_static("public, max-age=60"))),
        (header::VARY, Ok(HeaderValue::from_static("accept-language"))),
    ];
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static("application/atom+xml; charset=utf-8"))];
    let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { (kind, feed.xml.clone()).into_response() };
    let written = validators.into_iter().filter_map(|(name, value)| Some((name, value.ok()?)));
    written.for_each(|(name, value)| drop(response.headers_mut().insert(name, value)));
    response
}
