//! Who asked, for whom, how sure we are of them, and because of what: stored beside every event.

use std::collections::HashMap;
use std::fmt;

use crate::identifier::EnteCode;
use crate::ids::{CommandId, CorrelationId, SubjectId};
use crate::text::Text140;

/// Key of the creditor institution; the database refuses an event without it.
pub const ENTE: &str = "ente";
/// Key of the actor, see [`Actor`].
pub const ACTOR: &str = "actor";
/// Key of the assurance level, see [`Assurance`].
pub const ASSURANCE: &str = "assurance";
/// Key of the correlation id; the database refuses an event without it.
pub const CORRELATION_ID: &str = "correlation_id";
/// Key of what caused the command: `stream type/stream id/sequence` of an event, or `command/<id>`.
pub const CAUSATION_ID: &str = "causation_id";
/// Key of the command id.
pub const COMMAND_ID: &str = "command_id";
/// Key of the W3C trace context the command ran in.
pub const TRACEPARENT: &str = "traceparent";

/// Key of why it was done, in the operator's words, where no event says so itself.
pub const REASON: &str = "reason";

/// Who acts. Never a name: people appear by their random subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A citizen who did not say who they are.
    Anonymous,
    /// A citizen with a session.
    Citizen(SubjectId),
    /// A member of the office, by account name.
    Operator(String),
    /// The pagoPA Node.
    Node,
    /// One of our own processes (`checkout`, `receipts`, `archive`, …).
    Process(&'static str),
    /// A file loaded by the office, by the first characters of its content hash.
    Loader(String),
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anonymous => f.write_str("anonymous"),
            Self::Citizen(subject) => write!(f, "citizen:{subject}"),
            Self::Operator(name) => write!(f, "operator:{name}"),
            Self::Node => f.write_str("node"),
            Self::Process(name) => write!(f, "process:{name}"),
            Self::Loader(hash) => write!(f, "loader:{hash}"),
        }
    }
}

/// How sure we are of who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assurance {
    /// Nothing is known.
    A0,
    /// A password account: what it says of itself is self-declared.
    A1,
    /// SPID, CIE, CNS, or verified by the office.
    A2,
    /// A machine or an office of ours.
    Internal,
}

impl Assurance {
    /// The text stored with events.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::A0 => "A0",
            Self::A1 => "A1",
            Self::A2 => "A2",
            Self::Internal => "internal",
        }
    }
}

/// What is stored beside every event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// The creditor institution the event belongs to.
    pub ente: EnteCode,
    /// Who acts.
    pub actor: Actor,
    /// How sure we are of them.
    pub assurance: Assurance,
    /// The piece of work it belongs to.
    pub correlation_id: CorrelationId,
    /// What caused it.
    pub causation: Option<String>,
    /// The command.
    pub command_id: CommandId,
    /// The trace it ran in.
    pub traceparent: Option<String>,
    /// Why, in the operator's words, where no event says so itself.
    pub reason: Option<Text140>,
}

impl Metadata {
    /// The form cqrs-es stores.
    #[must_use]
    pub fn to_map(&self) -> HashMap<String, String> {
        let mut map = HashMap::from([
            (ENTE.to_owned(), self.ente.to_string()),
            (ACTOR.to_owned(), self.actor.to_string()),
            (ASSURANCE.to_owned(), self.assurance.as_str().to_owned()),
            (CORRELATION_ID.to_owned(), self.correlation_id.to_string()),
            (COMMAND_ID.to_owned(), self.command_id.to_string()),
        ]);
        if let Some(causation) = &self.causation {
            map.insert(CAUSATION_ID.to_owned(), causation.clone());
        }
        if let Some(traceparent) = &self.traceparent {
            map.insert(TRACEPARENT.to_owned(), traceparent.clone());
        }
        if let Some(reason) = &self.reason {
            map.insert(REASON.to_owned(), reason.to_string());
        }
        map
    }

    /// The same, with why it is done.
    #[must_use]
    pub fn because(self, reason: Text140) -> Self {
        Self { reason: Some(reason), ..self }
    }
}
