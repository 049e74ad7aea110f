//! Headers every answer carries: nothing is guessed, framed, leaked by referrer or kept by a cache unless a room says so.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// What a room may replace by its own.
const DEFAULTS: [(HeaderName, HeaderValue); 2] = [
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
    ),
];

/// What no room may replace.
const ALWAYS: [(HeaderName, HeaderValue); 2] =
    [(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")), (REFERRER_POLICY, HeaderValue::from_static("no-referrer"))];

const ONE_YEAR: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

/// Adds the safe headers; `https` says that citizens reach us by TLS only.
pub(super) fn protect(headers: &mut HeaderMap, https: bool) {
    for (name, value) in ALWAYS {
        headers.insert(name, value);
    }
    for (name, value) in DEFAULTS {
        headers.entry(name).or_insert(value);
    }
    if https {
        headers.insert(STRICT_TRANSPORT_SECURITY, ONE_YEAR);
    }
}
