//! What is answered, and how long anybody may keep it.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use replay::heads::HeadError;
use replay::tree::TreeError;

/// For what never changes.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// For what grows: the newest head, the list of heads and keys.
const SECONDS: HeaderValue = HeaderValue::from_static("public, max-age=5");

const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const BYTES: HeaderValue = HeaderValue::from_static("application/octet-stream");

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoAnswer {
    /// It is not there (yet), or is no address of ours.
    #[error("not found")]
    Absent,
    /// Too many ask at once.
    #[error("too many ask at once")]
    Busy,
    /// A head cannot be read.
    #[error(transparent)]
    Head(#[from] HeadError),
    /// The tree cannot be read, or is not what was signed.
    #[error(transparent)]
    Tree(#[from] TreeError),
    /// The database failed.
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
}

impl IntoResponse for NoAnswer {
    fn into_response(self) -> Response {
        let (status, text) = match &self {
            Self::Absent | Self::Tree(TreeError::Outside { .. }) => (StatusCode::NOT_FOUND, "not found\n"),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy, try again\n"),
            Self::Head(_) | Self::Tree(_) | Self::Database(_) => {
                tracing::error!(error = &self as &dyn std::error::Error, "the log cannot be shown");
                (StatusCode::SERVICE_UNAVAILABLE, "not available now, try again later\n")
            }
        };
        (status, [(header::CONTENT_TYPE, TEXT)], text).into_response()
    }
}

/// A text that never changes.
pub(super) fn lasting(text: String) -> Response {
    ([(header::CONTENT_TYPE, TEXT), (header::CACHE_CONTROL, FOR_EVER)], text).into_response()
}

/// A text that grows.
pub(super) fn growing(text: String) -> Response {
    ([(header::CONTENT_TYPE, TEXT), (header::CACHE_CONTROL, SECONDS)], text).into_response()
}

/// Hashes of a tile: a tile, also one that is not full, never changes under its name.
pub(super) fn hashes(bytes: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, BYTES), (header::CACHE_CONTROL, FOR_EVER)], bytes).into_response()
}
