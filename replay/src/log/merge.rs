//! The log and its events, read side by side and put together here.
//!
//! Both are cheap to read in their own order, the log by index and the events by position, and the two orders differ only where transactions
//! overlapped. So each is streamed as it lies, and the few events that come before their turn are held back. Where they are not few (a
//! transaction that lasted very long) the database looks up each event instead, which takes half as long again.

use std::collections::HashMap;

use bytes::Bytes;
use futures::TryStreamExt;
use futures::stream::BoxStream;
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, PgConnection};

use super::copy_out::{self, Rows};
use super::error::LogError;
use super::event::LoggedEvent;
use super::stream::Outlet;

/// Events held back at most, about a kilobyte each.
const HELD_BACK: usize = 20_000;

const FIRST_POSITION: &str = "
SELECT CASE $1 WHEN 0 THEN 0 ELSE (
    SELECT coalesce(min(global_position), 0) FROM event_log WHERE log_index >= $1 AND log_index < $2
) END";

/// Passes on the events up to (not including) index `to`.
pub(crate) async fn pump(options: &PgConnectOptions, outlet: &mut Outlet, to: u64) -> Result<(), LogError> {
    let mut log = PgConnection::connect_with(options).await?;
    let mut events = PgConnection::connect_with(options).await?;
    let first_position: i64 =
        sqlx::query_scalar(FIRST_POSITION).bind(outlet.next.cast_signed()).bind(to.cast_signed()).fetch_one(&mut log).await?;
    let mut entries = Copied::start(&mut log, &copy_out::entries(outlet.next, to), Rows::of_entries()).await?;
    let mut by_position = Copied::start(&mut events, &copy_out::events(first_position), Rows::of_events()).await?;
    let mut early = HashMap::new();
    while !outlet.is_abandoned()
        && let Some((index, position)) = entries.next_entry(outlet).await?
    {
        let found = match early.remove(&position) {
            Some(event) => Some(event),
            None => by_position.up_to(position, &mut early, outlet).await?,
        };
        match found {
            Some(event) => outlet.push_next(event.at(index)).await?,
            None if early.len() > HELD_BACK => return look_up(options, outlet, to).await,
            None => return Err(outlet.hole()),
        }
    }
    if outlet.next < to { Err(outlet.hole()) } else { Ok(()) }
}

/// The same, each event looked up by its entry.
async fn look_up(options: &PgConnectOptions, outlet: &mut Outlet, to: u64) -> Result<(), LogError> {
    let mut connection = PgConnection::connect_with(options).await?;
    let mut joined = Copied::start(&mut connection, &copy_out::joined(outlet.next, to), Rows::of_events()).await?;
    while !outlet.is_abandoned()
        && let Some(event) = joined.next_event(outlet).await?
    {
        outlet.push_next(event).await?;
    }
    if outlet.next < to { Err(outlet.hole()) } else { Ok(()) }
}

/// Passes on the events a statement sends, as they come.
pub(crate) async fn copy(options: &PgConnectOptions, statement: &str, outlet: &mut Outlet) -> Result<(), LogError> {
    let mut connection = PgConnection::connect_with(options).await?;
    let mut events = Copied::start(&mut connection, statement, Rows::of_events()).await?;
    while !outlet.is_abandoned()
        && let Some(event) = events.next_event(outlet).await?
    {
        outlet.push(event).await;
    }
    Ok(())
}

/// A COPY on its way.
struct Copied<'c> {
    messages: BoxStream<'c, Result<Bytes, sqlx::Error>>,
    rows: Rows,
}

impl<'c> Copied<'c> {
    async fn start(connection: &'c mut PgConnection, statement: &str, rows: Rows) -> Result<Self, sqlx::Error> {
        Ok(Self { messages: connection.copy_out_raw(statement).await?, rows })
    }

    async fn next_event(&mut self, outlet: &Outlet) -> Result<Option<LoggedEvent>, LogError> {
        match self.messages.try_next().await? {
            Some(message) => self.rows.event(message).map_err(|what| outlet.malformed(what)),
            None => Ok(None),
        }
    }

    async fn next_entry(&mut self, outlet: &Outlet) -> Result<Option<(u64, i64)>, LogError> {
        match self.messages.try_next().await? {
            Some(message) => self.rows.entry(message).map_err(|what| outlet.malformed(what)),
            None => Ok(None),
        }
    }

    /// The event at `position`, those before it held back in `early`; `None` when there is no such event, or too many before it.
    async fn up_to(
        &mut self,
        position: i64,
        early: &mut HashMap<i64, LoggedEvent>,
        outlet: &Outlet,
    ) -> Result<Option<LoggedEvent>, LogError> {
        while early.len() <= HELD_BACK
            && let Some(event) = self.next_event(outlet).await?
        {
            match event.global_position {
                found if found == position => return Ok(Some(event)),
                passed if passed > position => return Ok(None),
                before => early.insert(before, event),
            };
        }
        Ok(None)
    }
}
