//! The staff's own cookie: cookies know no ports, so the citizens' one on the same host must have another name.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

use crate::identity::Secret;

/// Browsers take a cookie with this prefix only when it is `Secure`, of this host and for the whole path.
const NAME: &str = "__Host-office";

/// Gives a session to a browser; it forgets it when it is closed. `Strict`: nothing links into the office.
pub(super) fn give(secret: &Secret) -> HeaderValue {
    let cookie = format!("{NAME}={}; Path=/; Secure; HttpOnly; SameSite=Strict", secret.text());
    HeaderValue::try_from(cookie).expect("a secret is written in ASCII")
}

/// Takes it away.
pub(super) const fn take_away() -> HeaderValue {
    HeaderValue::from_static("__Host-office=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0")
}

/// The secret a browser brings. Two cookies of the name are none: one of them was planted.
pub(super) fn brought(headers: &HeaderMap) -> Option<Secret> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(';'));
    let mut ours = all.filter_map(|pair| pair.trim().strip_prefix(NAME)?.strip_prefix('='));
    match (ours.next(), ours.next()) {
        (Some(text), None) => Secret::parse(text),
        _ => None,
    }
}
