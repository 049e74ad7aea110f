//! What a browser adds by itself tells who makes it send a request; what it never adds by itself proves that a client of ours did.

use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderName, ORIGIN};
use axum::http::{HeaderMap, HeaderValue};
use url::Url;

use super::answer::Refused;

/// A client names itself here; a form, an image or a link of another site cannot.
const CLIENT: HeaderName = HeaderName::from_static("x-quietanza-client");
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
/// Longest name of a client.
const CLIENT_LENGTH: usize = 100;

/// Where the portal's pages come from: the only origin whose pages may ask.
#[derive(Clone, Debug)]
pub(crate) struct Origins(String);

impl Origins {
    /// The origin of the public address.
    #[must_use]
    pub(crate) fn of(public_url: &Url) -> Self {
        Self(public_url.origin().ascii_serialization())
    }

    /// Refuses what a page of another origin makes a browser send.
    ///
    /// # Errors
    /// [`Refused::Origin`].
    pub(crate) fn check(&self, headers: &HeaderMap) -> Result<(), Refused> {
        let every = |name: HeaderName, good: &dyn Fn(&HeaderValue) -> bool| headers.get_all(name).iter().all(good);
        let ours = every(ORIGIN, &|origin| origin.as_bytes() == self.0.as_bytes());
        let same_site = every(FETCH_SITE, &|site| site == "same-origin");
        if ours && same_site { Ok(()) } else { Err(Refused::Origin) }
    }
}

/// Refuses a request that is not JSON by a client of ours.
///
/// # Errors
/// Which header is wrong.
pub(crate) fn check_headers(headers: &HeaderMap, origins: &Origins) -> Result<(), Refused> {
    origins.check(headers)?;
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    match (types.next(), types.next()) {
        (Some(kind), None) if is_json(kind) && !headers.contains_key(CONTENT_ENCODING) => {}
        _ => return Err(Refused::MediaType),
    }
    let client = headers.get(CLIENT).map(HeaderValue::as_bytes).unwrap_or_default();
    let named = !client.is_empty() && client.len() <= CLIENT_LENGTH && client.iter().all(u8::is_ascii_graphic);
    if named { Ok(()) } else { Err(Refused::Client) }
}

/// `application/json`, alone or as UTF-8, which JSON is anyway.
fn is_json(kind: &HeaderValue) -> bool {
    let Ok(kind) = kind.to_str() else { return false };
    let kind = kind.to_ascii_lowercase();
    let (essence, parameter) = kind.split_once(';').unwrap_or((&kind, "charset=utf-8"));
    essence.trim() == "application/json" && parameter.trim() == "charset=utf-8"
}
