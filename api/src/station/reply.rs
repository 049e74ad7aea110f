//! What goes back to the Node, by the rule that matters most: a well-formed answer ends a delivery, anything else is
//! tried again.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use replay::command::CommandError;

use super::fault::{Fault, FaultCode};
use super::operation::Operation;
use super::xml::Xml;
use crate::notices::NoticeError;
use crate::vault::VaultError;

/// Why an operation could not be carried out, though nothing is wrong with the request.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The registry of notices could not be asked.
    #[error(transparent)]
    Notices(#[from] NoticeError),
    /// Personal data could not be sealed or opened.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// A stream could not be read or written.
    #[error("the event store: {cause}")]
    Store {
        /// Why.
        #[source]
        cause: Box<dyn std::error::Error + Send + Sync>,
        /// Whether it may pass by itself.
        passing: bool,
    },
    /// The position changed at every attempt.
    #[error("the position kept changing while it was quoted")]
    Unsettled,
    /// The Node would not have waited longer.
    #[error("the time the Node waits is over")]
    Late,
}

impl Trouble {
    /// A command that was not carried out, whatever the aggregate.
    pub(super) fn store<E: std::error::Error + Send + Sync + 'static>(error: CommandError<E>) -> Self {
        let passing = matches!(error, CommandError::Unavailable(_) | CommandError::Contended { .. });
        Self::Store { cause: Box::new(error), passing }
    }

    /// Whether it may pass by itself in a moment, as a connection that broke does.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        match self {
            Self::Notices(NoticeError::Database(_)) | Self::Unsettled => true,
            Self::Vault(error) => error.may_pass(),
            Self::Store { passing, .. } => *passing,
            Self::Notices(_) | Self::Late => false,
        }
    }
}

/// Why there is no positive answer.
#[derive(Debug)]
pub enum Unanswered {
    /// A business refusal.
    Refused(Fault),
    /// Technical trouble.
    Trouble(Trouble),
}

impl<T: Into<Trouble>> From<T> for Unanswered {
    fn from(trouble: T) -> Self {
        Self::Trouble(trouble.into())
    }
}

impl From<Fault> for Unanswered {
    fn from(fault: Fault) -> Self {
        Self::Refused(fault)
    }
}

/// An answer, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: StatusCode,
    /// The XML.
    pub body: String,
    /// What it says, for metrics: `OK`, a fault code, `trouble` or `not_soap`.
    pub outcome: &'static str,
}

impl Reply {
    /// A positive answer.
    #[must_use]
    pub const fn ok(body: String) -> Self {
        Self { status: StatusCode::OK, body, outcome: "OK" }
    }

    /// A business refusal: HTTP 200, outcome KO.
    #[must_use]
    pub fn refused(operation: Operation, fault: &Fault, id: &str) -> Self {
        Self { status: StatusCode::OK, body: fault.to_response(operation, id), outcome: fault.code.as_str() }
    }

    /// Technical trouble. A payer is told at once and starts again; a receipt must come again by itself, so its
    /// delivery is left open by an answer the Node does not take for one.
    #[must_use]
    pub fn trouble(operation: Operation, id: &str) -> Self {
        if operation.delivers_receipt() {
            let body = Xml::soap_fault("Server", "servizio temporaneamente non disponibile");
            return Self { status: StatusCode::SERVICE_UNAVAILABLE, body, outcome: "trouble" };
        }
        let fault = Fault::new(FaultCode::SystemError, "servizio temporaneamente non disponibile");
        Self { outcome: "trouble", ..Self::refused(operation, &fault, id) }
    }

    /// What is no message of ours.
    #[must_use]
    pub fn not_soap(status: StatusCode, reason: &str) -> Self {
        Self { status, body: Xml::soap_fault("Client", reason), outcome: "not_soap" }
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let content_type = [(header::CONTENT_TYPE, HeaderValue::from_static("text/xml; charset=utf-8"))];
        let mut response = (self.status, content_type, self.body).into_response();
        if self.status.is_client_error() {
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}
