//! Stored events by stream, and reading them.

use std::collections::HashMap;

use domain::checkout::CheckoutEvent;
use domain::event::Event;
use domain::ids::{PositionId, SubjectId};
use replay::log::{EventTypes, LogError, LogReader, LoggedEvent};
use serde::Deserialize;

use super::interest::Interest;
use crate::folding::{ReadEvent, Slice};
use crate::known::Known;
use crate::stream::{Happening, StreamKind, StreamName};

/// The types of events that say who owes a position.
const DEBTOR_TYPES: EventTypes<'_> = EventTypes::Only(&["PositionCreated", "PositionAmended"]);
/// More events than this are read on a thread of their own, so that other tasks go on.
const SMALL: usize = 200;

/// A stretch of one stream as stored.
#[derive(Debug)]
pub(crate) struct RawSlice {
    pub(crate) stream: StreamName,
    pub(crate) earlier: Vec<LoggedEvent>,
    pub(crate) new: Vec<LoggedEvent>,
}

/// The events that somebody reads, by stream.
pub(crate) fn by_stream(events: Vec<LoggedEvent>, interest: &Interest) -> Vec<RawSlice> {
    let mut places: HashMap<StreamName, usize> = HashMap::new();
    let mut slices: Vec<RawSlice> = Vec::new();
    for event in events {
        let Some(kind) = StreamKind::of(event.aggregate_type()) else { continue };
        if !interest.reads(kind, event.event_type()) {
            continue;
        }
        let stream = StreamName { kind, id: event.aggregate_id().to_owned() };
        let place = *places.entry(stream.clone()).or_insert_with(|| {
            slices.push(RawSlice { stream, earlier: Vec::new(), new: Vec::new() });
            slices.len() - 1
        });
        slices[place].new.push(event);
    }
    slices
}

/// Adds what the streams said before index `below`, where they did not begin after it.
pub(crate) async fn add_earlier(
    reader: &LogReader,
    slices: &mut [RawSlice],
    below: u64,
    interest: &Interest,
) -> Result<(), LogError> {
    let begun = |slice: &&RawSlice| slice.new.first().is_some_and(|first| first.sequence > 1);
    let names = slices.iter().filter(begun).map(|slice| (slice.stream.kind.as_str(), slice.stream.id.as_str()));
    let names: Vec<(&str, &str)> = names.collect();
    if names.is_empty() {
        return Ok(());
    }
    let earlier = reader.of_streams(&names, below, EventTypes::AllBut(&interest.ignored)).await?;
    let mut earlier: HashMap<_, _> = by_stream(earlier, interest).into_iter().map(|slice| (slice.stream, slice.new)).collect();
    for slice in slices {
        slice.earlier = earlier.remove(&slice.stream).unwrap_or_default();
    }
    Ok(())
}

/// Reads every event as far as this version can.
pub(crate) async fn read(raw: Vec<RawSlice>) -> Vec<Slice> {
    let events: usize = raw.iter().map(|slice| slice.earlier.len() + slice.new.len()).sum();
    let work = move || raw.into_iter().map(read_slice).collect();
    if events <= SMALL {
        return work();
    }
    tokio::task::spawn_blocking(work).await.expect("reading events does not panic and is never cancelled")
}

fn read_slice(raw: RawSlice) -> Slice {
    let read = |events: Vec<LoggedEvent>| events.iter().map(read_event).collect();
    Slice { stream: raw.stream, earlier: read(raw.earlier), new: read(raw.new) }
}

fn read_event(logged: &LoggedEvent) -> ReadEvent {
    ReadEvent { log_index: logged.log_index, event_type: logged.event_type().to_owned(), happening: Happening::read(logged) }
}

/// What the slices must know of other streams: who owed the positions that a checkout begins to pay.
pub(crate) async fn known(reader: &LogReader, slices: &[Slice]) -> Result<Known, LogError> {
    let checkouts = slices.iter().filter(|slice| slice.stream.kind == StreamKind::Checkout);
    let happenings =
        checkouts.flat_map(|slice| slice.earlier.iter().chain(&slice.new)).filter_map(|event| event.happening.as_ref().ok());
    let mut positions: Vec<String> = Vec::new();
    let mut below = 0;
    for Happening { moment, event } in happenings {
        if let Event::Checkout(CheckoutEvent::CheckoutStarted { items, .. }) = event {
            positions.extend(items.iter().map(|item| item.position.to_string()));
            below = below.max(moment.log_index);
        }
    }
    positions.sort_unstable();
    positions.dedup();
    let mut known = Known::default();
    if !positions.is_empty() {
        let names: Vec<(&str, &str)> = positions.iter().map(|id| (StreamKind::DebtPosition.as_str(), id.as_str())).collect();
        for event in reader.of_streams(&names, below, DEBTOR_TYPES).await? {
            if let (Ok(position), Some(debtor)) = (event.aggregate_id().parse::<PositionId>(), debtor_named_in(&event)) {
                known.note_debtor(position, event.log_index, debtor);
            }
        }
    }
    Ok(known)
}

/// The part of two events that names a debtor.
#[derive(Deserialize)]
enum NamesDebtor {
    PositionCreated { debtor: Debtor },
    PositionAmended { debtor: Option<Debtor> },
}

#[derive(Deserialize)]
struct Debtor {
    subject: SubjectId,
}

/// The debtor an event names; none when it names none or cannot be read (its own stream is then put aside for that).
fn debtor_named_in(event: &LoggedEvent) -> Option<SubjectId> {
    match event.parse().ok()? {
        NamesDebtor::PositionCreated { debtor } => Some(debtor.subject),
        NamesDebtor::PositionAmended { debtor } => Some(debtor?.subject),
    }
}
