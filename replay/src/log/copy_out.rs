//! PostgreSQL's binary COPY format, read without copying: each row is a slice of what came over the wire.

use std::ops::Range;

use bytes::Bytes;

use super::event::{FIELDS, LoggedEvent, Numbers, unix_micros};

const SIGNATURE: &[u8] = b"PGCOPY\n\xff\r\n\0";
/// Signature, flags, length of the (empty) extension.
const HEADER: usize = SIGNATURE.len() + 8;
const EVENT_COLUMNS: i16 = 11;
const ENTRY_COLUMNS: i16 = 2;
const TRAILER: i16 = -1;

/// The entries from `from` to (not including) `to`: index and position. COPY takes no parameters; all of them are numbers.
pub(crate) fn entries(from: u64, to: u64) -> String {
    format!(
        "COPY (SELECT log_index, global_position FROM event_log
                WHERE log_index >= {from} AND log_index < {to} ORDER BY log_index) TO STDOUT (FORMAT binary)"
    )
}

/// The events from position `first` on, in that order; the index is not known here.
pub(crate) fn events(first: i64) -> String {
    format!(
        "COPY (SELECT 0::bigint, global_position, sequence, recorded_at,
                      aggregate_type, aggregate_id, event_type, event_version, ente, payload, metadata
                 FROM events WHERE global_position >= {first} ORDER BY global_position) TO STDOUT (FORMAT binary)"
    )
}

/// The events of the entries from `from` to (not including) `to`, each looked up by its position.
pub(crate) fn joined(from: u64, to: u64) -> String {
    format!(
        "COPY (SELECT l.log_index, l.global_position, e.sequence, e.recorded_at,
                      e.aggregate_type, e.aggregate_id, e.event_type, e.event_version, e.ente, e.payload, e.metadata
                 FROM event_log l JOIN events e USING (global_position)
                WHERE l.log_index >= {from} AND l.log_index < {to}
                ORDER BY l.log_index) TO STDOUT (FORMAT binary)"
    )
}

/// The statement for all events of one kind of stream below `to`, stream by stream. The words are names of types, never outside text.
pub(crate) fn by_stream(aggregate_type: &str, skipped: &[&str], to: u64) -> String {
    let skipped = skipped.iter().map(|event_type| format!("'{event_type}'")).collect::<Vec<_>>().join(",");
    format!(
        "COPY (SELECT l.log_index, l.global_position, e.sequence, e.recorded_at,
                      e.aggregate_type, e.aggregate_id, e.event_type, e.event_version, e.ente, e.payload, e.metadata
                 FROM events AS e JOIN event_log AS l USING (global_position)
                WHERE e.aggregate_type = '{aggregate_type}' AND NOT e.event_type = ANY (ARRAY[{skipped}]::text[]) AND l.log_index < {to}
                ORDER BY e.aggregate_id, e.sequence) TO STDOUT (FORMAT binary)"
    )
}

/// Rows of a COPY, one after the other.
#[derive(Debug)]
pub(crate) struct Rows {
    columns: i16,
    started: bool,
}

impl Rows {
    pub(crate) fn of_events() -> Self {
        Self { columns: EVENT_COLUMNS, started: false }
    }

    pub(crate) fn of_entries() -> Self {
        Self { columns: ENTRY_COLUMNS, started: false }
    }

    /// The row in a message, and where its columns begin; `None` at the end. The server sends one row per message, the header before the
    /// first.
    fn open(&mut self, mut message: Bytes) -> Result<Option<(Bytes, usize)>, &'static str> {
        if !self.started {
            if message.get(..SIGNATURE.len()) != Some(SIGNATURE) || message.len() < HEADER {
                return Err("no COPY signature");
            }
            message = message.slice(HEADER..);
            self.started = true;
        }
        let mut at = 0;
        match i16::from_be_bytes(take(&message, &mut at)?) {
            TRAILER => Ok(None),
            columns if columns == self.columns => Ok(Some((message, at))),
            _ => Err("an unexpected number of columns"),
        }
    }

    /// The event in a message.
    pub(crate) fn event(&mut self, message: Bytes) -> Result<Option<LoggedEvent>, &'static str> {
        self.open(message)?.map(|(message, at)| row(message, at)).transpose()
    }

    /// The entry (index, position) in a message.
    pub(crate) fn entry(&mut self, message: Bytes) -> Result<Option<(u64, i64)>, &'static str> {
        let Some((message, mut at)) = self.open(message)? else { return Ok(None) };
        Ok(Some((number(&message, &mut at)?.unsigned_abs(), number(&message, &mut at)?)))
    }
}

fn row(message: Bytes, mut at: usize) -> Result<LoggedEvent, &'static str> {
    let numbers = Numbers {
        log_index: number(&message, &mut at)?.unsigned_abs(),
        global_position: number(&message, &mut at)?,
        sequence: number(&message, &mut at)?.unsigned_abs(),
        recorded_at_micros: unix_micros(&number(&message, &mut at)?.to_be_bytes()).ok_or("no timestamp")?,
    };
    let mut fields: [Range<u32>; FIELDS] = Default::default();
    for field in &mut fields {
        *field = text(&message, &mut at)?;
    }
    if at != message.len() {
        return Err("bytes after the last column");
    }
    LoggedEvent::new(numbers, message, fields)
}

fn number(message: &[u8], at: &mut usize) -> Result<i64, &'static str> {
    match i32::from_be_bytes(take(message, at)?) {
        8 => Ok(i64::from_be_bytes(take(message, at)?)),
        _ => Err("a number that is not 8 bytes long"),
    }
}

fn text(message: &[u8], at: &mut usize) -> Result<Range<u32>, &'static str> {
    let length = u32::try_from(i32::from_be_bytes(take(message, at)?)).map_err(|_| "a null text")?;
    let start = u32::try_from(*at).map_err(|_| "a row over 4 GB")?;
    let end = start.checked_add(length).ok_or("a row over 4 GB")?;
    *at = end as usize;
    if *at > message.len() {
        return Err("a row cut short");
    }
    Ok(start..end)
}

fn take<const N: usize>(message: &[u8], at: &mut usize) -> Result<[u8; N], &'static str> {
    let bytes = message.get(*at..*at + N).ok_or("a row cut short")?;
    *at += N;
    bytes.try_into().map_err(|_| "a row cut short")
}
