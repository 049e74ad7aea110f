//! How things stood: any aggregate, folded from its events by the same code that decides.

use chrono::{DateTime, Utc};
use cqrs_es::Aggregate;
use domain::aggregate::StoredEvent;
use domain::event::Event;
use serde::Serialize;
use serde_json::Value;

use super::error::{AuditError, Finding};
use crate::log::LoggedEvent;
use crate::mandate::Opened;
use crate::sealed::{Found, find};

/// Until when events count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The state the log of this many events leads to: the event at this index does not count.
    Before(u64),
    /// The events recorded at this time or before.
    At(DateTime<Utc>),
}

impl Moment {
    /// Whether an event counts.
    #[must_use]
    pub fn includes(self, event: &LoggedEvent) -> bool {
        match self {
            Self::Before(index) => event.log_index < index,
            Self::At(time) => event.recorded_at() <= time,
        }
    }
}

/// A stream and what it comes to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StreamState {
    /// `type/id`.
    pub stream: String,
    /// Events of the stream that count.
    pub version: u64,
    /// The state; people stay sealed until [`StreamState::show`].
    pub state: Value,
}

type Fold = fn(&[LoggedEvent]) -> Result<Value, AuditError>;

/// Every aggregate this build can fold.
const FOLDS: &[(&str, Fold)] = &[
    foldable_by::<domain::ente::Ente>(),
    foldable_by::<domain::debt_position::DebtPosition>(),
    foldable_by::<domain::cart::Cart>(),
    foldable_by::<domain::checkout::Checkout>(),
    foldable_by::<domain::receipt::Receipt>(),
    foldable_by::<domain::node_call::NodeCall>(),
    foldable_by::<domain::account::Account>(),
    foldable_by::<domain::staff::Staff>(),
    foldable_by::<domain::support_request::SupportRequest>(),
    foldable_by::<domain::service::Service>(),
    foldable_by::<domain::subject::Subject>(),
    foldable_by::<domain::privacy_request::PrivacyRequest>(),
    foldable_by::<domain::mandate::Mandate>(),
    foldable_by::<domain::site::Site>(),
    foldable_by::<domain::news::News>(),
    foldable_by::<domain::calendar::CalendarEntry>(),
];

const fn foldable_by<A>() -> (&'static str, Fold)
where
    A: Aggregate,
    A::Event: StoredEvent,
{
    (A::TYPE, fold::<A>)
}

fn fold<A>(events: &[LoggedEvent]) -> Result<Value, AuditError>
where
    A: Aggregate,
    A::Event: StoredEvent,
{
    let mut state = A::default();
    for (event, sequence) in events.iter().zip(1..) {
        if event.sequence != sequence {
            let what = format!("it is number {} of its stream, where number {sequence} is expected", event.sequence);
            return Err(Finding::Unreadable { index: event.log_index, what }.into());
        }
        known(event)?;
        state.apply(event.parse().map_err(|error| unreadable(event, &error))?);
    }
    let mut state =
        serde_json::to_value(state).map_err(|error| AuditError::Absent(format!("a state cannot be written: {error}")))?;
    state.sort_all_objects();
    Ok(state)
}

/// Refuses what this build does not know, be it a type, a version or a shape: nothing is skipped.
fn known(event: &LoggedEvent) -> Result<(), AuditError> {
    let payload = std::str::from_utf8(event.payload()).map_err(|error| unreadable(event, &error))?;
    let read = Event::parse(event.aggregate_type(), event.event_type(), event.event_version(), payload);
    read.map(drop).map_err(|error| unreadable(event, &error))
}

fn unreadable(event: &LoggedEvent, why: &dyn std::error::Error) -> AuditError {
    Finding::Unreadable { index: event.log_index, what: why.to_string() }.into()
}

impl StreamState {
    /// Puts what was opened in the place of what was sealed.
    pub fn show(&mut self, opened: &[Opened]) {
        for Found { pointer, sealed, .. } in find(&self.state) {
            let value = opened.iter().find(|opened| opened.sealed == sealed).map(|opened| opened.value.clone());
            if let (Some(value), Some(place)) = (value, self.state.pointer_mut(&pointer)) {
                *place = value;
            }
        }
    }
}

/// The kinds of streams this build can fold.
pub fn foldable() -> impl Iterator<Item = &'static str> {
    FOLDS.iter().map(|(kind, _)| *kind)
}

/// What a stream's events (in their order) came to; `None` when it did not exist yet.
///
/// # Errors
/// [`Finding::Unreadable`] for an event this build does not know, whatever it does not know of it.
pub fn as_of(events: &[LoggedEvent], moment: Moment) -> Result<Option<StreamState>, AuditError> {
    let until = events.iter().take_while(|event| moment.includes(event)).count();
    let Some((events, last)) = events.get(..until).and_then(|events| Some((events, events.last()?))) else { return Ok(None) };
    let kind = last.aggregate_type();
    let Some((_, fold)) = FOLDS.iter().find(|(known, _)| *known == kind) else {
        known(last)?;
        return Err(AuditError::Absent(format!("this build cannot fold a {kind}")));
    };
    let stream = format!("{kind}/{}", last.aggregate_id());
    Ok(Some(StreamState { stream, version: last.sequence, state: fold(events)? }))
}
