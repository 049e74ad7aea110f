//! Rows for `events` in PostgreSQL's binary COPY format: the fastest way in.

use super::append::StreamAppend;

pub(crate) const COPY_IN: &str = "
COPY events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata) FROM STDIN (FORMAT binary)";

const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
const TRAILER: [u8; 2] = (-1_i16).to_be_bytes();
const COLUMNS: [u8; 2] = 7_i16.to_be_bytes();

/// Starts a COPY.
pub(crate) fn header() -> Vec<u8> {
    HEADER.to_vec()
}

/// Ends a COPY.
pub(crate) fn finish(out: &mut Vec<u8>) {
    out.extend_from_slice(&TRAILER);
}

/// Adds the events of one stream.
pub(crate) fn write_rows(out: &mut Vec<u8>, append: &StreamAppend) {
    for (event, sequence) in append.events.iter().zip(append.first_sequence..) {
        out.extend_from_slice(&COLUMNS);
        write_field(out, append.aggregate_type.as_bytes());
        write_field(out, append.aggregate_id.as_bytes());
        write_field(out, &sequence.to_be_bytes());
        write_field(out, event.event_type.as_bytes());
        write_field(out, event.event_version.as_bytes());
        write_field(out, &event.payload);
        write_field(out, &append.metadata);
    }
}

fn write_field(out: &mut Vec<u8>, field: &[u8]) {
    let length = i32::try_from(field.len()).unwrap_or(i32::MAX);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(field);
}
