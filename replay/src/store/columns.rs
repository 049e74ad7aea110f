//! Rows for `events` turned into one array parameter per column.

use sqlx::encode::{Encode, IsNull};
use sqlx::error::BoxDynError;
use sqlx::postgres::types::Oid;
use sqlx::postgres::{PgArgumentBuffer, PgArguments, PgTypeInfo};
use sqlx::{Arguments, Postgres, Type};

use super::append::StreamAppend;

const TEXT: u32 = 25;
const TEXT_ARRAY: u32 = 1009;
const BIGINT: u32 = 20;
const BIGINT_ARRAY: u32 = 1016;
const JSON: u32 = 114;
const JSON_ARRAY: u32 = 199;
const BOOLEAN: u32 = 16;
const BOOLEAN_ARRAY: u32 = 1000;

/// One column in PostgreSQL's binary array format, grown element by element.
#[derive(Debug)]
struct Column<const ELEMENT: u32, const ARRAY: u32> {
    elements: Vec<u8>,
    count: i32,
}

impl<const ELEMENT: u32, const ARRAY: u32> Default for Column<ELEMENT, ARRAY> {
    fn default() -> Self {
        Self { elements: Vec::new(), count: 0 }
    }
}

impl<const ELEMENT: u32, const ARRAY: u32> Column<ELEMENT, ARRAY> {
    fn push(&mut self, element: &[u8]) {
        let length = i32::try_from(element.len()).unwrap_or(i32::MAX);
        self.elements.extend_from_slice(&length.to_be_bytes());
        self.elements.extend_from_slice(element);
        self.count += 1;
    }

    fn clear(&mut self) {
        self.elements.clear();
        self.count = 0;
    }
}

impl<const ELEMENT: u32, const ARRAY: u32> Type<Postgres> for Column<ELEMENT, ARRAY> {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(ARRAY))
    }
}

impl<const ELEMENT: u32, const ARRAY: u32> Encode<'_, Postgres> for Column<ELEMENT, ARRAY> {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        buffer.extend_from_slice(&1_i32.to_be_bytes()); // dimensions
        buffer.extend_from_slice(&0_i32.to_be_bytes()); // no nulls
        buffer.extend_from_slice(&ELEMENT.to_be_bytes());
        buffer.extend_from_slice(&self.count.to_be_bytes());
        buffer.extend_from_slice(&1_i32.to_be_bytes()); // lower bound
        buffer.extend_from_slice(&self.elements);
        Ok(IsNull::No)
    }
}

/// JSON text as it will be stored.
struct StoredJson<'a>(&'a [u8]);

impl Type<Postgres> for StoredJson<'_> {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(JSON))
    }
}

impl Encode<'_, Postgres> for StoredJson<'_> {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        buffer.extend_from_slice(self.0);
        Ok(IsNull::No)
    }
}

/// The parameters `$1` to `$7` of an append that is one event.
pub(crate) fn lone_row(append: &StreamAppend) -> Result<PgArguments, sqlx::Error> {
    let mut arguments = PgArguments::default();
    for event in &append.events {
        let added = arguments
            .add(append.aggregate_type)
            .and_then(|()| arguments.add(&append.aggregate_id))
            .and_then(|()| arguments.add(append.first_sequence))
            .and_then(|()| arguments.add(&event.event_type))
            .and_then(|()| arguments.add(&event.event_version))
            .and_then(|()| arguments.add(StoredJson(&event.payload)))
            .and_then(|()| arguments.add(StoredJson(&append.metadata)));
        added.map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}

/// The parameters of an UNNEST insert into `events`. Kept between batches so that its memory is.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    aggregate_type: Column<TEXT, TEXT_ARRAY>,
    aggregate_id: Column<TEXT, TEXT_ARRAY>,
    sequence: Column<BIGINT, BIGINT_ARRAY>,
    event_type: Column<TEXT, TEXT_ARRAY>,
    event_version: Column<TEXT, TEXT_ARRAY>,
    payload: Column<JSON, JSON_ARRAY>,
    metadata: Column<JSON, JSON_ARRAY>,
    /// Whether the row is the first of its append, the one that decides.
    decides: Column<BOOLEAN, BOOLEAN_ARRAY>,
}

impl Columns {
    pub(crate) fn clear(&mut self) {
        self.aggregate_type.clear();
        self.aggregate_id.clear();
        self.sequence.clear();
        self.event_type.clear();
        self.event_version.clear();
        self.payload.clear();
        self.metadata.clear();
        self.decides.clear();
    }

    pub(crate) fn rows(&self) -> i32 {
        self.decides.count
    }

    pub(crate) fn push(&mut self, append: &StreamAppend) {
        for (event, sequence) in append.events.iter().zip(append.first_sequence..) {
            self.aggregate_type.push(append.aggregate_type.as_bytes());
            self.aggregate_id.push(append.aggregate_id.as_bytes());
            self.sequence.push(&sequence.to_be_bytes());
            self.event_type.push(event.event_type.as_bytes());
            self.event_version.push(event.event_version.as_bytes());
            self.payload.push(&event.payload);
            self.metadata.push(&append.metadata);
            self.decides.push(&[u8::from(sequence == append.first_sequence)]);
        }
    }

    /// The parameters `$1` to `$7`, and `$8` when the statement asks which rows decide.
    pub(crate) fn arguments(&self, with_decides: bool) -> Result<PgArguments, sqlx::Error> {
        let mut arguments = PgArguments::default();
        let added = arguments
            .add(&self.aggregate_type)
            .and_then(|()| arguments.add(&self.aggregate_id))
            .and_then(|()| arguments.add(&self.sequence))
            .and_then(|()| arguments.add(&self.event_type))
            .and_then(|()| arguments.add(&self.event_version))
            .and_then(|()| arguments.add(&self.payload))
            .and_then(|()| arguments.add(&self.metadata))
            .and_then(|()| if with_decides { arguments.add(&self.decides) } else { Ok(()) });
        added.map_err(sqlx::Error::Encode)?;
        Ok(arguments)
    }
}
