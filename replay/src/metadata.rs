//! What stands beside every event: for whom, by whom, with which certainty about the person, and because of what.
//!
//! The database refuses an event without [`ENTE`] or [`CORRELATION_ID`].

use std::collections::HashMap;

/// The metadata of one command, copied to each of its events (the type cqrs-es uses).
pub type Metadata = HashMap<String, String>;

/// The creditor institution (its fiscal code) whose cell row this is.
pub const ENTE: &str = "ente";
/// Who acted: a subject id, an operator, the pagoPA Node, a worker.
pub const ACTOR: &str = "actor";
/// The level of assurance of the actor's identity at that moment.
pub const ASSURANCE: &str = "assurance";
/// What all steps of one story share.
pub const CORRELATION_ID: &str = "correlation_id";
/// The event or request that led to this one.
pub const CAUSATION_ID: &str = "causation_id";
/// The command that was executed.
pub const COMMAND_ID: &str = "command_id";
/// W3C trace context of the request.
pub const TRACEPARENT: &str = "traceparent";
