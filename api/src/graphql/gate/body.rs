//! The body of a request: one JSON object of at most 32 kB, nothing else.

use async_graphql::{Request, Variables};
use axum::body::Body;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::answer::Refused;

/// Longest body.
pub(crate) const MAX_BODY: usize = 32 * 1024;

/// What a client asked.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Asked {
    /// The document.
    pub(crate) query: String,
    /// The name of its operation.
    #[serde(default)]
    pub(crate) operation_name: Option<String>,
    /// Its variables.
    #[serde(default)]
    pub(crate) variables: Option<serde_json::Map<String, serde_json::Value>>,
    /// Allowed by the protocol, not used here.
    #[serde(default)]
    #[expect(dead_code, reason = "named so that unknown fields can be refused")]
    extensions: Option<IgnoredAny>,
}

impl Asked {
    /// Reads the text of a request.
    ///
    /// # Errors
    /// [`Refused::Batch`] for a list, [`Refused::Body`] for anything else that is no request.
    pub(crate) fn parse(text: &[u8]) -> Result<Self, Refused> {
        if text.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[') {
            return Err(Refused::Batch);
        }
        serde_json::from_slice(text).map_err(|_| Refused::Body)
    }

    /// What a message of a subscription's connection asks.
    #[must_use]
    pub(crate) fn of(mut request: Request) -> Self {
        let variables = std::mem::take(&mut *request.variables);
        let variables =
            variables.into_iter().filter_map(|(name, value)| Some((name.to_string(), value.into_json().ok()?))).collect();
        Self { query: request.query, operation_name: request.operation_name, variables: Some(variables), extensions: None }
    }

    /// The variables as the executor takes them.
    #[must_use]
    pub(crate) fn variables(variables: Option<serde_json::Map<String, serde_json::Value>>) -> Variables {
        Variables::from_json(serde_json::Value::Object(variables.unwrap_or_default()))
    }
}

/// Reads the whole body.
///
/// # Errors
/// When it is too long or ends early.
pub(crate) async fn read(body: Body) -> Result<Vec<u8>, Refused> {
    match Limited::new(body, MAX_BODY).collect().await {
        Ok(read) => Ok(read.to_bytes().into()),
        Err(error) if error.is::<LengthLimitError>() => Err(Refused::BodyTooLong),
        Err(_) => Err(Refused::Body),
    }
}
