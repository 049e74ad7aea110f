//! Any event of any aggregate, parsed from the log.

#[cfg(test)]
mod tests;

use crate::account::AccountEvent;
use crate::aggregate::{EventTypes, StoredEvent};
use crate::calendar::CalendarEvent;
use crate::cart::CartEvent;
use crate::checkout::CheckoutEvent;
use crate::debt_position::DebtPositionEvent;
use crate::ente::EnteEvent;
use crate::mandate::MandateEvent;
use crate::news::NewsEvent;
use crate::node_call::NodeCallEvent;
use crate::privacy_request::PrivacyRequestEvent;
use crate::receipt::ReceiptEvent;
use crate::service::ServiceEvent;
use crate::site::SiteEvent;
use crate::staff::StaffEvent;
use crate::subject::SubjectEvent;
use crate::support_request::SupportRequestEvent;

/// Every event this version of the code can write, by aggregate.
pub const CATALOGUE: [(&str, EventTypes); 16] = [
    catalogued::<EnteEvent>(),
    catalogued::<DebtPositionEvent>(),
    catalogued::<CartEvent>(),
    catalogued::<CheckoutEvent>(),
    catalogued::<ReceiptEvent>(),
    catalogued::<NodeCallEvent>(),
    catalogued::<AccountEvent>(),
    catalogued::<StaffEvent>(),
    catalogued::<SupportRequestEvent>(),
    catalogued::<ServiceEvent>(),
    catalogued::<SubjectEvent>(),
    catalogued::<PrivacyRequestEvent>(),
    catalogued::<MandateEvent>(),
    catalogued::<SiteEvent>(),
    catalogued::<NewsEvent>(),
    catalogued::<CalendarEvent>(),
];

const fn catalogued<E: StoredEvent>() -> (&'static str, EventTypes) {
    (E::AGGREGATE, E::TYPES)
}

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
    /// Of an account.
    Account(Box<AccountEvent>),
    /// Of a member of the staff.
    Staff(StaffEvent),
    /// Of a request for help.
    SupportRequest(SupportRequestEvent),
    /// Of a service.
    Service(ServiceEvent),
    /// Of what is known of a person.
    Subject(SubjectEvent),
    /// Of a request under data-protection law.
    PrivacyRequest(PrivacyRequestEvent),
    /// Of a right to read, handed to somebody outside.
    Mandate(MandateEvent),
    /// Of an Ente's home.
    Site(SiteEvent),
    /// Of a piece of news.
    News(NewsEvent),
    /// Of an entry of the calendar.
    Calendar(CalendarEvent),
}

/// Why a stored event cannot be read. A reader that meets one must stop or park it, never skip it.
#[derive(Debug, thiserror::Error)]
pub enum UnreadableEvent {
    /// No aggregate has this name.
    #[error("aggregate type {0} is not known to this version")]
    UnknownAggregate(String),
    /// The aggregate has no such event.
    #[error("{aggregate} has no event {event_type} in this version")]
    UnknownType {
        /// The aggregate.
        aggregate: &'static str,
        /// Type of the event.
        event_type: String,
    },
    /// The event was written by a version we do not know.
    #[error("{event_type} version {version} is not known to this version")]
    UnknownVersion {
        /// Type of the event.
        event_type: String,
        /// Its version.
        version: String,
    },
    /// The payload holds another event than the one named beside it.
    #[error("payload: holds {found} instead of {event_type}")]
    OtherEvent {
        /// Type of the event as stored beside the payload.
        event_type: String,
        /// Type of the event in the payload.
        found: &'static str,
    },
    /// The payload is not what its type and version promise.
    #[error("payload: {0}")]
    Payload(#[from] serde_json::Error),
}

impl Event {
    /// Reads a stored event.
    ///
    /// # Errors
    /// When aggregate, type, version or payload are not known to this version of the code, or contradict each other.
    pub fn parse(aggregate_type: &str, event_type: &str, version: &str, payload: &str) -> Result<Self, UnreadableEvent> {
        let stored = Stored { event_type, version, payload };
        Ok(match aggregate_type {
            EnteEvent::AGGREGATE => Self::Ente(stored.read()?),
            DebtPositionEvent::AGGREGATE => Self::DebtPosition(Box::new(stored.read()?)),
            CartEvent::AGGREGATE => Self::Cart(stored.read()?),
            CheckoutEvent::AGGREGATE => Self::Checkout(stored.read()?),
            ReceiptEvent::AGGREGATE => Self::Receipt(Box::new(stored.read()?)),
            NodeCallEvent::AGGREGATE => Self::NodeCall(stored.read()?),
            AccountEvent::AGGREGATE => Self::Account(Box::new(stored.read()?)),
            StaffEvent::AGGREGATE => Self::Staff(stored.read()?),
            SupportRequestEvent::AGGREGATE => Self::SupportRequest(stored.read()?),
            ServiceEvent::AGGREGATE => Self::Service(stored.read()?),
            SubjectEvent::AGGREGATE => Self::Subject(stored.read()?),
            PrivacyRequestEvent::AGGREGATE => Self::PrivacyRequest(stored.read()?),
            MandateEvent::AGGREGATE => Self::Mandate(stored.read()?),
            SiteEvent::AGGREGATE => Self::Site(stored.read()?),
            NewsEvent::AGGREGATE => Self::News(stored.read()?),
            CalendarEvent::AGGREGATE => Self::Calendar(stored.read()?),
            other => return Err(UnreadableEvent::UnknownAggregate(other.to_owned())),
        })
    }
}

struct Stored<'a> {
    event_type: &'a str,
    version: &'a str,
    payload: &'a str,
}

impl Stored<'_> {
    fn read<E: StoredEvent>(&self) -> Result<E, UnreadableEvent> {
        let event_type = || self.event_type.to_owned();
        match E::TYPES.iter().find(|(name, _)| *name == self.event_type) {
            None => return Err(UnreadableEvent::UnknownType { aggregate: E::AGGREGATE, event_type: event_type() }),
            Some((_, version)) if *version != self.version => {
                return Err(UnreadableEvent::UnknownVersion { event_type: event_type(), version: self.version.to_owned() });
            }
            Some(_) => {}
        }
        let event: E = serde_json::from_str(self.payload)?;
        if event.name() == self.event_type {
            Ok(event)
        } else {
            Err(UnreadableEvent::OtherEvent { event_type: event_type(), found: event.name() })
        }
    }
}
