//! The events of some streams that a view folds, and what caused them, and what caused that.

use std::collections::{BTreeMap, BTreeSet};

use replay::log::{EventTypes, LogReader, LoggedEvent};
use replay::metadata::COMMAND_ID;

use super::row::Made;
use super::{Link, WhyError};
use crate::help_desk::TimelineRow;
use crate::sheet::Care;
use crate::stream::StreamKind;
use crate::view::ViewName;

/// An event by stream type, stream id and number.
type Key = (String, String, u64);

/// The chain of a row, in the order of the log.
pub(super) async fn of(reader: &LogReader, view: ViewName, made: &Made) -> Result<Vec<Link>, WhyError> {
    let names: Vec<(&str, &str)> = made.streams.iter().map(|stream| (stream.kind.as_str(), stream.id.as_str())).collect();
    let events = reader.of_streams(&names, made.as_of + 1, EventTypes::AllBut(&[])).await?;
    let mut links: BTreeMap<Key, Link> =
        events.iter().filter(|event| folds(view, made, event)).map(|event| (key(event), link(event, true))).collect();
    let mut asked: BTreeSet<Key> = BTreeSet::new();
    loop {
        let causes = links.values().filter_map(|link| cause(&link.step));
        let causes: BTreeSet<Key> = causes.filter(|cause| !links.contains_key(cause) && !asked.contains(cause)).collect();
        if causes.is_empty() {
            break;
        }
        let streams: BTreeSet<(&str, &str)> = causes.iter().map(|(kind, id, _)| (kind.as_str(), id.as_str())).collect();
        let streams: Vec<(&str, &str)> = streams.into_iter().collect();
        let found = reader.of_streams(&streams, made.as_of + 1, EventTypes::AllBut(&[])).await?;
        links.extend(found.iter().map(|event| (key(event), link(event, false))).filter(|(key, _)| causes.contains(key)));
        asked.extend(causes);
    }
    let places: BTreeMap<Key, u64> = links.iter().map(|(key, link)| (key.clone(), link.step.log_index)).collect();
    let mut links: Vec<Link> = links.into_values().collect();
    for link in &mut links {
        link.caused_by = cause(&link.step).and_then(|cause| places.get(&cause).copied());
    }
    links.sort_by_key(|link| link.step.log_index);
    Ok(links)
}

/// A timeline's row is one event; the others are made of everything their view folds.
fn folds(view: ViewName, made: &Made, event: &LoggedEvent) -> bool {
    match view {
        ViewName::HelpDesk => event.log_index == made.as_of,
        _ => StreamKind::of(event.aggregate_type()).is_some_and(|kind| view.care(kind, event.event_type()) != Care::Ignored),
    }
}

fn key(event: &LoggedEvent) -> Key {
    (event.aggregate_type().to_owned(), event.aggregate_id().to_owned(), event.sequence)
}

fn link(event: &LoggedEvent, own: bool) -> Link {
    let mut noted: BTreeMap<String, String> = event.parse_metadata().unwrap_or_default();
    let command = noted.remove(COMMAND_ID).unwrap_or_default();
    Link { step: TimelineRow::of(event), command, caused_by: None, own }
}

/// The event that caused a step: `type/id/sequence`.
fn cause(step: &TimelineRow) -> Option<Key> {
    let (stream, sequence) = step.causation.as_deref()?.rsplit_once('/')?;
    let (kind, id) = stream.split_once('/')?;
    Some((kind.to_owned(), id.to_owned(), sequence.parse().ok()?))
}
