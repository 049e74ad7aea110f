//! What the head of a request must say before its body is read: XML in UTF-8, framed in one way only.

use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HOST, TRANSFER_ENCODING};
use axum::http::{HeaderMap, HeaderName, StatusCode};

use super::operation::Operation;

const SOAP_ACTION: HeaderName = HeaderName::from_static("soapaction");
/// Headers that mean something different when they come twice.
const ONCE: [HeaderName; 6] = [HOST, CONTENT_LENGTH, CONTENT_TYPE, CONTENT_ENCODING, TRANSFER_ENCODING, SOAP_ACTION];

/// Refuses a head that no client of ours sends.
///
/// # Errors
/// The status to answer, and why.
pub(super) fn check(headers: &HeaderMap) -> Result<(), (StatusCode, &'static str)> {
    if ONCE.iter().any(|name| headers.get_all(name).iter().nth(1).is_some()) {
        return Err((StatusCode::BAD_REQUEST, "an HTTP header is repeated"));
    }
    if headers.contains_key(CONTENT_ENCODING) {
        return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, "the body is compressed"));
    }
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if content_type.is_some_and(is_xml_in_utf8) {
        return Ok(());
    }
    Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, "the content type is not text/xml in UTF-8"))
}

/// Whether the body came in chunks. HTTP lets chunks win over a length and drops the length before we see it, while a
/// proxy in front may have believed it: nothing that follows on such a connection is read as another request.
pub(super) fn chunked(headers: &HeaderMap) -> bool {
    headers.contains_key(TRANSFER_ENCODING)
}

/// Whether the action header, which is only a hint, names another operation than the body does.
pub(super) fn action_differs(headers: &HeaderMap, operation: Operation) -> bool {
    let action = headers.get(SOAP_ACTION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let action = action.trim().trim_matches('"');
    !action.is_empty() && action != operation.name()
}

fn is_xml_in_utf8(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    let xml = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("text/xml"));
    let charset = |part: &str| {
        part.split_once('=')
            .filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
            .map(|(_, set)| set.trim().trim_matches('"').to_owned())
    };
    xml && parts.filter_map(charset).all(|set| set.eq_ignore_ascii_case("utf-8"))
}
