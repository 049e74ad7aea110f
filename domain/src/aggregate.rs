//! How a pure decider becomes an aggregate of cqrs-es.

use serde::de::DeserializeOwned;

/// The shape of every aggregate: a decision over the current state, and a fold of what was decided.
///
/// A decision is a list of events; an empty list means "already done" and writes nothing.
pub trait Decider: Default {
    /// What may be asked of the aggregate.
    type Command;
    /// What can have happened to it.
    type Event;
    /// Why it may refuse.
    type Refusal;

    /// Decides a command against the current state.
    ///
    /// # Errors
    /// The typed refusal, which leaves the state as it is.
    fn decide(&self, command: Self::Command) -> Result<Vec<Self::Event>, Self::Refusal>;

    /// Folds one event into the state. Total: an event that was written once always applies.
    fn evolve(&mut self, event: Self::Event);
}

/// The types of one aggregate's events, each with the version written today.
pub type EventTypes = &'static [(&'static str, &'static str)];

/// What an event enum knows of its own stored form; implemented by `aggregate!`.
pub trait StoredEvent: DeserializeOwned {
    /// The aggregate the events belong to.
    const AGGREGATE: &'static str;
    /// Every type of event.
    const TYPES: EventTypes;

    /// The type of this event, as stored beside its payload.
    fn name(&self) -> &'static str;
}

/// Implements [`StoredEvent`], `cqrs_es::Aggregate` and `cqrs_es::DomainEvent` for a [`Decider`] and its event enum.
///
/// The event's type name is its variant, its version the number given (one per variant list).
macro_rules! aggregate {
    ($state:ty, $type:literal, $event:ty, [$($variant:ident = $version:literal),+ $(,)?]) => {
        impl $crate::aggregate::StoredEvent for $event {
            const AGGREGATE: &'static str = $type;
            const TYPES: $crate::aggregate::EventTypes = &[$((stringify!($variant), $version)),+];

            fn name(&self) -> &'static str {
                match self { $(Self::$variant { .. } => stringify!($variant)),+ }
            }
        }

        impl cqrs_es::DomainEvent for $event {
            fn event_type(&self) -> String {
                $crate::aggregate::StoredEvent::name(self).to_owned()
            }

            fn event_version(&self) -> String {
                match self { $(Self::$variant { .. } => $version),+ }.to_owned()
            }
        }

        impl cqrs_es::Aggregate for $state {
            const TYPE: &'static str = $type;
            type Command = <Self as $crate::aggregate::Decider>::Command;
            type Event = $event;
            type Error = <Self as $crate::aggregate::Decider>::Refusal;
            type Services = ();

            async fn handle(
                &mut self,
                command: Self::Command,
                (): &Self::Services,
                sink: &cqrs_es::event_sink::EventSink<Self>,
            ) -> Result<(), Self::Error> {
                for event in $crate::aggregate::Decider::decide(self, command)? {
                    sink.write(event, self).await;
                }
                Ok(())
            }

            fn apply(&mut self, event: Self::Event) {
                $crate::aggregate::Decider::evolve(self, event);
            }
        }
    };
}

pub(crate) use aggregate;
