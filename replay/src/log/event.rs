//! One event as readers of the log see it: the stored bytes, held once.

use std::ops::Range;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::leaf::{Entry, LeafHash};

/// PostgreSQL counts time from 2000-01-01.
const POSTGRES_EPOCH_MICROS: i64 = 946_684_800_000_000;

/// The text fields, in the order readers select them.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Field {
    AggregateType,
    AggregateId,
    EventType,
    EventVersion,
    Ente,
    Payload,
    Metadata,
}

pub(crate) const FIELDS: usize = 7;

/// One event of the log. The texts are slices of one buffer; nothing is parsed until asked for.
#[derive(Clone)]
pub struct LoggedEvent {
    /// Place in the log, from 0, without holes.
    pub log_index: u64,
    /// Position handed out at insert; unique, neither dense nor in commit order.
    pub global_position: i64,
    /// Place in its stream, from 1.
    pub sequence: u64,
    recorded_at_micros: i64,
    buffer: Bytes,
    fields: [Range<u32>; FIELDS],
}

/// The texts of an event.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Texts<'a> {
    pub(crate) aggregate_type: &'a str,
    pub(crate) aggregate_id: &'a str,
    pub(crate) event_type: &'a str,
    pub(crate) event_version: &'a str,
    pub(crate) ente: &'a str,
    pub(crate) payload: &'a str,
    pub(crate) metadata: &'a str,
}

/// What stands before the texts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numbers {
    pub(crate) log_index: u64,
    pub(crate) global_position: i64,
    pub(crate) sequence: u64,
    pub(crate) recorded_at_micros: i64,
}

impl LoggedEvent {
    /// Puts an event together; answers what is wrong when the texts are none.
    pub(crate) fn new(numbers: Numbers, buffer: Bytes, fields: [Range<u32>; FIELDS]) -> Result<Self, &'static str> {
        let Numbers { log_index, global_position, sequence, recorded_at_micros } = numbers;
        let event = Self { log_index, global_position, sequence, recorded_at_micros, buffer, fields };
        let short = [Field::AggregateType, Field::AggregateId, Field::EventType, Field::EventVersion, Field::Ente];
        if short.into_iter().all(|field| std::str::from_utf8(event.bytes(field)).is_ok()) {
            Ok(event)
        } else {
            Err("a name is not UTF-8")
        }
    }

    /// An event read from elsewhere than the database; its position is not known.
    pub(crate) fn of_texts(
        log_index: u64,
        sequence: u64,
        recorded_at_micros: i64,
        texts: &Texts<'_>,
    ) -> Result<Self, &'static str> {
        let Texts { aggregate_type, aggregate_id, event_type, event_version, ente, payload, metadata } = *texts;
        let parts = [aggregate_type, aggregate_id, event_type, event_version, ente, payload, metadata];
        let mut end = 0_u32;
        let mut fields: [Range<u32>; FIELDS] = Default::default();
        for (field, part) in fields.iter_mut().zip(parts) {
            let start = end;
            end = u32::try_from(part.len()).ok().and_then(|length| start.checked_add(length)).ok_or("an event over 4 GB")?;
            *field = start..end;
        }
        let numbers = Numbers { log_index, global_position: 0, sequence, recorded_at_micros };
        Self::new(numbers, Bytes::from(parts.concat()), fields)
    }

    /// The same event, its place in the log now known.
    pub(crate) fn at(self, log_index: u64) -> Self {
        Self { log_index, ..self }
    }

    /// Kind of stream.
    #[must_use]
    pub fn aggregate_type(&self) -> &str {
        self.text(Field::AggregateType)
    }

    /// Stream.
    #[must_use]
    pub fn aggregate_id(&self) -> &str {
        self.text(Field::AggregateId)
    }

    /// Name of the event.
    #[must_use]
    pub fn event_type(&self) -> &str {
        self.text(Field::EventType)
    }

    /// Version of the event's shape.
    #[must_use]
    pub fn event_version(&self) -> &str {
        self.text(Field::EventVersion)
    }

    /// The creditor institution this event belongs to.
    #[must_use]
    pub fn ente(&self) -> &str {
        self.text(Field::Ente)
    }

    /// The payload's JSON text as stored.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        self.bytes(Field::Payload)
    }

    /// The metadata's JSON text as stored.
    #[must_use]
    pub fn metadata(&self) -> &[u8] {
        self.bytes(Field::Metadata)
    }

    /// When the database took the event.
    #[must_use]
    pub fn recorded_at(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.recorded_at_micros).unwrap_or_default()
    }

    /// When the database took the event, in microseconds since the Unix epoch: what the leaf hash covers.
    #[must_use]
    pub fn recorded_at_micros(&self) -> i64 {
        self.recorded_at_micros
    }

    /// The payload as a typed event, straight from the stored bytes; strings may be borrowed from this event.
    ///
    /// # Errors
    /// What does not fit the type.
    pub fn parse<'a, T: Deserialize<'a>>(&'a self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(self.payload())
    }

    /// The metadata as a typed value.
    ///
    /// # Errors
    /// What does not fit the type.
    pub fn parse_metadata<'a, T: Deserialize<'a>>(&'a self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(self.metadata())
    }

    /// The leaf hash of the stored bytes, computed again.
    #[must_use]
    pub fn leaf_hash(&self) -> LeafHash {
        let entry = Entry {
            aggregate_type: self.bytes(Field::AggregateType),
            aggregate_id: self.bytes(Field::AggregateId),
            sequence: self.sequence.cast_signed(),
            event_type: self.bytes(Field::EventType),
            event_version: self.bytes(Field::EventVersion),
            recorded_at_micros: self.recorded_at_micros,
            payload: self.payload(),
            metadata: self.metadata(),
        };
        entry.leaf_hash()
    }

    fn bytes(&self, field: Field) -> &[u8] {
        let range = &self.fields[field as usize];
        &self.buffer[range.start as usize..range.end as usize]
    }

    fn text(&self, field: Field) -> &str {
        std::str::from_utf8(self.bytes(field)).expect("checked when the event was put together")
    }
}

impl std::fmt::Debug for LoggedEvent {
    /// Shows where the event stands, not what it says: payloads do not belong into traces.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LoggedEvent")
            .field("log_index", &self.log_index)
            .field("aggregate_type", &self.aggregate_type())
            .field("aggregate_id", &self.aggregate_id())
            .field("sequence", &self.sequence)
            .field("event_type", &self.event_type())
            .finish_non_exhaustive()
    }
}

/// A stored `timestamptz` in microseconds since the Unix epoch.
pub(crate) fn unix_micros(stored: &[u8]) -> Option<i64> {
    Some(i64::from_be_bytes(stored.try_into().ok()?) + POSTGRES_EPOCH_MICROS)
}
