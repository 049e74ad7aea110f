//! Reading streams: each request folds what it asks for from the events as committed, so an answer never lags behind what another
//! process has just written. Any number of streams of one kind is one statement.

use cqrs_es::Aggregate;
use domain::identifier::EnteCode;
use serde::de::DeserializeOwned;
use sqlx::postgres::PgRow;
use sqlx::{PgPool, Row};

use super::fault::{Fault, Impossible};

/// The events of the streams `$2` of kind `$1`.
pub const READ: &str = "
SELECT wanted.place, e.sequence, e.ente, e.payload
  FROM unnest($2::text[]) WITH ORDINALITY AS wanted (aggregate_id, place)
 CROSS JOIN LATERAL (
    SELECT sequence, ente, payload FROM events
     WHERE events.aggregate_type = $1 AND events.aggregate_id = wanted.aggregate_id
     ORDER BY sequence OFFSET 0
) AS e
 ORDER BY wanted.place, e.sequence";

/// A stream, folded.
#[derive(Clone, Debug)]
pub struct Stream<A> {
    /// Its state.
    pub state: A,
    /// Number of its events.
    pub version: usize,
    /// The Ente it belongs to.
    pub ente: EnteCode,
}

/// Reads a stream; nothing when it has no event.
///
/// # Errors
/// When the database is away or an event cannot be read.
pub async fn read<A: Aggregate>(pool: &PgPool, id: &str) -> Result<Option<Stream<A>>, Fault> {
    Ok(read_all(pool, &[id.to_owned()]).await?.pop().flatten())
}

/// Reads streams of one kind, in the order asked for.
///
/// # Errors
/// As [`read`].
pub async fn read_all<A: Aggregate>(pool: &PgPool, ids: &[String]) -> Result<Vec<Option<Stream<A>>>, Fault> {
    let mut streams: Vec<Option<Stream<A>>> = ids.iter().map(|_| None).collect();
    if ids.is_empty() {
        return Ok(streams);
    }
    for row in sqlx::query(READ).bind(A::TYPE).bind(ids).fetch_all(pool).await? {
        let place = usize::try_from(row.try_get::<i64, _>(0)?).ok().and_then(|place| place.checked_sub(1));
        let stream = place.and_then(|place| streams.get_mut(place)).ok_or(Impossible("a stream nobody asked for"))?;
        match stream {
            Some(stream) => stream.follow(&row)?,
            None => *stream = Some(Stream::begin(&row)?),
        }
    }
    Ok(streams)
}

impl<A: Aggregate> Stream<A> {
    fn begin(row: &PgRow) -> Result<Self, Fault> {
        let ente = EnteCode::parse(row.try_get(2)?).map_err(Fault::unforeseen)?;
        let mut stream = Self { state: A::default(), version: 0, ente };
        stream.follow(row)?;
        Ok(stream)
    }

    fn follow(&mut self, row: &PgRow) -> Result<(), Fault> {
        self.version = usize::try_from(row.try_get::<i64, _>(1)?).map_err(Fault::unforeseen)?;
        self.state.apply(json(row, 3)?);
        Ok(())
    }
}

fn json<T: DeserializeOwned>(row: &PgRow, column: usize) -> Result<T, Fault> {
    let bytes = row.try_get_raw(column)?.as_bytes().map_err(Fault::unforeseen)?;
    serde_json::from_slice(bytes).map_err(Fault::unforeseen)
}
