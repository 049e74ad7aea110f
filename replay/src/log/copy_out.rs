//! PostgreSQL's binary COPY format, read without copying: each row is a slice of what came over the wire.

use std::ops::Range;

use bytes::Bytes;

use super::event::{FIELDS, LoggedEvent, Numbers, unix_micros};

const SIGNATURE: &[u8] = b"PGCOPY\n\xff\r\n\0";
/// Signature, flags, length of the (empty) extension.
const HEADER: usize = SIGNATURE.len() + 8;
const COLUMNS: i16 = 11;
const TRAILER: i16 = -1;

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

/// The statement for the entries `from` to (not including) `to`. COPY takes no parameters; both are numbers.
pub(crate) fn statement(from: u64, to: u64) -> String {
    format!(
        "COPY (SELECT l.log_index, l.global_position, e.sequence, e.recorded_at,
                      e.aggregate_type, e.aggregate_id, e.event_type, e.event_version, e.ente, e.payload, e.metadata
                 FROM event_log AS l
                CROSS JOIN LATERAL (SELECT * FROM events WHERE events.global_position = l.global_position OFFSET 0) AS e
                WHERE l.log_index >= {from} AND l.log_index < {to}
                ORDER BY l.log_index) TO STDOUT (FORMAT binary)"
    )
}

/// The event in a message; `None` at the end. The server sends one row per message, the header before the first.
pub(crate) fn parse(mut message: Bytes, is_first: bool) -> Result<Option<LoggedEvent>, &'static str> {
    if is_first {
        if message.get(..SIGNATURE.len()) != Some(SIGNATURE) || message.len() < HEADER {
            return Err("no COPY signature");
        }
        message = message.slice(HEADER..);
    }
    let mut at = 0;
    match i16::from_be_bytes(take(&message, &mut at)?) {
        TRAILER => Ok(None),
        COLUMNS => row(message, at).map(Some),
        _ => Err("an unexpected number of columns"),
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
