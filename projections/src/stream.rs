//! The streams of the log, by kind and name, and one event of a stream as folds see it.

use std::fmt;

use chrono::{DateTime, Utc};
use domain::event::{Event, UnreadableEvent};
use domain::identifier::EnteCode;
use domain::ids::{CorrelationId, SubjectId};
use replay::log::LoggedEvent;
use serde::Deserialize;

/// The kinds of streams this version knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StreamKind {
    /// Settings of a creditor institution.
    Ente,
    /// A debt.
    DebtPosition,
    /// A cart.
    Cart,
    /// An attempt to pay.
    Checkout,
    /// A receipt.
    Receipt,
    /// A call of the Node that changed nothing.
    NodeCall,
    /// An account of a citizen.
    Account,
    /// A member of the staff.
    Staff,
    /// A request for help.
    SupportRequest,
    /// A service citizens make debts for.
    Service,
    /// A request under data-protection law.
    PrivacyRequest,
    /// A right to read, handed to somebody outside.
    Mandate,
    /// The home of an Ente on the portal.
    Site,
    /// A piece of news.
    News,
    /// An entry of the calendar of events.
    CalendarEntry,
    /// What is known of a person.
    Subject,
}

impl StreamKind {
    /// All kinds. What is known of a person comes last: what is forgotten takes something out of rows that others made.
    pub const ALL: [Self; 16] = [
        Self::Ente,
        Self::DebtPosition,
        Self::Cart,
        Self::Checkout,
        Self::Receipt,
        Self::NodeCall,
        Self::Account,
        Self::Staff,
        Self::SupportRequest,
        Self::Service,
        Self::PrivacyRequest,
        Self::Mandate,
        Self::Site,
        Self::News,
        Self::CalendarEntry,
        Self::Subject,
    ];

    /// The aggregate type as stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ente => "Ente",
            Self::DebtPosition => "DebtPosition",
            Self::Cart => "Cart",
            Self::Checkout => "Checkout",
            Self::Receipt => "Receipt",
            Self::NodeCall => "NodeCall",
            Self::Account => "Account",
            Self::Staff => "Staff",
            Self::SupportRequest => "SupportRequest",
            Self::Service => "Service",
            Self::PrivacyRequest => "PrivacyRequest",
            Self::Mandate => "Mandate",
            Self::Subject => "Subject",
            Self::Site => "Site",
            Self::News => "News",
            Self::CalendarEntry => "CalendarEntry",
        }
    }

    /// The kind with this aggregate type, if this version knows it.
    #[must_use]
    pub fn of(aggregate_type: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == aggregate_type)
    }
}

impl fmt::Display for StreamKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The name of one stream.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StreamName {
    /// Its kind.
    pub kind: StreamKind,
    /// Its id, as stored.
    pub id: String,
}

/// When and where an event happened, and what it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Place in the log.
    pub log_index: u64,
    /// Place in the stream, from 1.
    pub sequence: u64,
    /// When the database took it.
    pub recorded_at: DateTime<Utc>,
    /// The creditor institution.
    pub ente: EnteCode,
    /// The piece of work.
    pub correlation_id: CorrelationId,
    /// The citizen who acted, when one with a session did.
    pub citizen: Option<SubjectId>,
}

/// One event of a stream, read and ready to be folded.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    /// When and where.
    pub moment: Moment,
    /// What.
    pub event: Event,
}

/// Why an event of the log cannot be folded by this version.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The event itself.
    #[error(transparent)]
    Event(#[from] UnreadableEvent),
    /// What stands beside it.
    #[error("metadata: {0}")]
    Metadata(#[from] serde_json::Error),
    /// The payload is not UTF-8.
    #[error("payload: not UTF-8")]
    Encoding,
    /// The creditor institution beside it is not one.
    #[error("metadata: {0}")]
    Ente(#[from] domain::identifier::EnteCodeError),
}

impl Unreadable {
    /// Why, without repeating anything that stands in the event.
    pub(crate) fn reason(&self) -> String {
        let place = |what: &str, error: &serde_json::Error| {
            format!("{what}: does not fit its type at line {}, column {}", error.line(), error.column())
        };
        match self {
            Self::Event(UnreadableEvent::Payload(error)) => place("payload", error),
            Self::Metadata(error) => place("metadata", error),
            Self::Event(_) | Self::Encoding | Self::Ente(_) => self.to_string(),
        }
    }

    /// Whether a newer version of the code may be able to read it: then a rebuild must stop instead of leaving it aside.
    pub(crate) const fn is_unknown_version(&self) -> bool {
        matches!(self, Self::Event(UnreadableEvent::UnknownVersion { .. } | UnreadableEvent::UnknownType { .. }))
    }
}

#[derive(Deserialize)]
struct Beside<'a> {
    correlation_id: CorrelationId,
    #[serde(borrow, default)]
    actor: std::borrow::Cow<'a, str>,
}

impl Happening {
    /// Reads an event of the log.
    ///
    /// # Errors
    /// When this version cannot read it.
    pub fn read(logged: &LoggedEvent) -> Result<Self, Unreadable> {
        let payload = std::str::from_utf8(logged.payload()).map_err(|_| Unreadable::Encoding)?;
        let event = Event::parse(logged.aggregate_type(), logged.event_type(), logged.event_version(), payload)?;
        let beside: Beside<'_> = logged.parse_metadata()?;
        let citizen = beside.actor.strip_prefix("citizen:").and_then(|subject| subject.parse().ok());
        let moment = Moment {
            log_index: logged.log_index,
            sequence: logged.sequence,
            recorded_at: logged.recorded_at(),
            ente: EnteCode::parse(logged.ente())?,
            correlation_id: beside.correlation_id,
            citizen,
        };
        Ok(Self { moment, event })
    }
}
