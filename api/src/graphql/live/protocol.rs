//! The messages of `graphql-transport-ws` (sub-protocol of WebSocket, "GraphQL over WebSocket Protocol" by graphql-ws).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::graphql::gate::Asked;

/// The name of the protocol.
pub(super) const PROTOCOL: &str = "graphql-transport-ws";

/// What a client says.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Said {
    ConnectionInit {
        #[serde(default)]
        #[expect(dead_code, reason = "allowed by the protocol: who asks is known from the handshake")]
        payload: Option<Value>,
    },
    Subscribe {
        id: String,
        payload: Asked,
    },
    Complete {
        id: String,
    },
    Ping {
        #[serde(default)]
        #[expect(dead_code, reason = "allowed by the protocol, not sent back")]
        payload: Option<Value>,
    },
    Pong {
        #[serde(default)]
        #[expect(dead_code, reason = "allowed by the protocol")]
        payload: Option<Value>,
    },
}

/// What we say.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Answer<'a> {
    ConnectionAck,
    Next { id: &'a str, payload: Value },
    Error { id: &'a str, payload: [Value; 1] },
    Complete { id: &'a str },
    Pong,
}

/// Why a connection is closed by us; the numbers are the protocol's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Close {
    /// The process ends, or the connection is old: come back and continue.
    GoingAway,
    /// Not a message of the protocol.
    Malformed,
    /// Asked before saying hello.
    Unauthorized,
    /// Said hello too late, or nothing for too long.
    Silent,
    /// The id is in use.
    IdInUse,
    /// Said hello twice.
    TwiceInitialised,
}

impl Close {
    pub(super) const fn code(self) -> u16 {
        match self {
            Self::GoingAway => 1001,
            Self::Malformed => 4400,
            Self::Unauthorized => 4401,
            Self::Silent => 4408,
            Self::IdInUse => 4409,
            Self::TwiceInitialised => 4429,
        }
    }

    pub(super) const fn reason(self) -> &'static str {
        match self {
            Self::GoingAway => "Going away",
            Self::Malformed => "Invalid message",
            Self::Unauthorized => "Unauthorized",
            Self::Silent => "Connection initialisation timeout",
            Self::IdInUse => "Subscriber already exists",
            Self::TwiceInitialised => "Too many initialisation requests",
        }
    }
}
