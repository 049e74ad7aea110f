//! What the platform's REST services have in common: the subscription key, failures on demand, and how errors look.

use std::collections::VecDeque;

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::world::World;

/// A REST service of the platform, for scripting its failures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Service {
    /// Checkout carts.
    Carts,
    /// The archive of notices (ACA).
    Archive,
    /// Reporting flows (FdR).
    Flows,
    /// Recovery of receipts (Biz Events).
    Recovery,
}

/// Why a call is not served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// No key, or a wrong one: the gateway's own answer.
    NoKey,
    /// Anything else, as `application/problem+json`.
    Problem { status: u16, title: &'static str, detail: String },
}

impl Refusal {
    pub(crate) fn new(status: u16, title: &'static str, detail: impl Into<String>) -> Self {
        Self::Problem { status, title, detail: detail.into() }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, media_type, body) = match self {
            Self::NoKey => {
                let message = "Access denied due to missing or invalid subscription key.";
                (401, "application/json", json!({ "statusCode": 401, "message": message }))
            }
            Self::Problem { status, title, detail } => {
                let body = json!({ "title": title, "status": status, "detail": detail });
                (status, "application/problem+json", body)
            }
        };
        (code(status), [(header::CONTENT_TYPE, media_type)], body.to_string()).into_response()
    }
}

pub(crate) fn code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Who calls, as the gateway sees it.
pub(crate) fn caller(headers: &HeaderMap) -> String {
    let forwarded = headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    forwarded.unwrap_or("directly").to_owned()
}

impl World {
    /// Lets a call in that carries a key, unless a failure was scripted for it.
    pub(crate) fn admit(&self, service: Service, headers: &HeaderMap) -> Result<(), Refusal> {
        let key = headers.get("ocp-apim-subscription-key").and_then(|value| value.to_str().ok());
        if !self.knows_key(key) {
            return Err(Refusal::NoKey);
        }
        let scripted = self.state().failures.get_mut(&service).and_then(VecDeque::pop_front);
        let fail = |status| Err(Refusal::new(status, "Scripted failure", "A tester asked for it"));
        scripted.map_or(Ok(()), fail)
    }
}
