//! Any event of any aggregate, parsed from the log.

use crate::cart::CartEvent;
use crate::checkout::CheckoutEvent;
use crate::debt_position::DebtPositionEvent;
use crate::ente::EnteEvent;
use crate::node_call::NodeCallEvent;
use crate::receipt::ReceiptEvent;

/// An event of any aggregate.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Of an Ente.
    Ente(EnteEvent),
    /// Of a debt position.
    DebtPosition(Box<DebtPositionEvent>),
    /// Of a cart.
    Cart(CartEvent),
    /// Of a checkout.
    Checkout(CheckoutEvent),
    /// Of a receipt.
    Receipt(Box<ReceiptEvent>),
    /// Of a call of the Node.
    NodeCall(NodeCallEvent),
}

/// Why a stored event cannot be read. A reader that meets one must stop or park it, never skip it.
#[derive(Debug, thiserror::Error)]
pub enum UnreadableEvent {
    /// No aggregate has this name.
    #[error("aggregate type {0} is not known to this version")]
    UnknownAggregate(String),
    /// The event was written by a version we do not know.
    #[error("{event_type} version {version} is not known to this version")]
    UnknownVersion {
        /// Type of the event.
        event_type: String,
        /// Its version.
        version: String,
    },
    /// The payload is not what its type and version promise.
    #[error("payload: {0}")]
    Payload(#[from] serde_json::Error),
}

impl Event {
    /// Reads a stored event.
    ///
    /// # Errors
    /// When aggregate, version or payload are not known to this version of the code.
    pub fn parse(aggregate_type: &str, event_type: &str, version: &str, payload: &str) -> Result<Self, UnreadableEvent> {
        if version != "1" {
            return Err(UnreadableEvent::UnknownVersion { event_type: event_type.to_owned(), version: version.to_owned() });
        }
        Ok(match aggregate_type {
            "Ente" => Self::Ente(serde_json::from_str(payload)?),
            "DebtPosition" => Self::DebtPosition(Box::new(serde_json::from_str(payload)?)),
            "Cart" => Self::Cart(serde_json::from_str(payload)?),
            "Checkout" => Self::Checkout(serde_json::from_str(payload)?),
            "Receipt" => Self::Receipt(Box::new(serde_json::from_str(payload)?)),
            "NodeCall" => Self::NodeCall(serde_json::from_str(payload)?),
            other => return Err(UnreadableEvent::UnknownAggregate(other.to_owned())),
        })
    }
}
