//! Who did what, when, why: every event of every stream a subject is named in, and what caused them. People appear by their random number,
//! unless a mandate opens more.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::error::AuditError;
use super::opening::Opening;
use super::source::{Search, Source, StreamName};
use super::subject::Subject;
use crate::log::LoggedEvent;
use crate::mandate::Opened;
use crate::metadata;

/// Longest account of an event's content, in characters.
const LONGEST: usize = 600;
/// Longest account of one opened value, in characters.
const LONGEST_VALUE: usize = 120;

/// One event of a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Place in the log.
    pub index: u64,
    /// When the database took it (RFC 3339, UTC).
    pub at: String,
    /// Who.
    pub actor: String,
    /// How sure we are of them.
    pub assurance: String,
    /// What.
    pub event: String,
    /// To which stream: `type/id`.
    pub stream: String,
    /// Place in the stream.
    pub sequence: u64,
    /// Its content in short; what is sealed and was not opened only named.
    pub content: String,
    /// Why: the index of the event that caused it, where one did.
    pub caused_by: Option<u64>,
    /// Why: the cause as recorded.
    pub because: Option<String>,
    /// The piece of work it belongs to.
    pub correlation: String,
    /// What was opened by a mandate, whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub opened: Vec<Opened>,
}

/// A stream's event: type, id, sequence.
type Key = (String, String, u64);

/// The story of `subject`, in the order of the log.
///
/// # Errors
/// [`AuditError::Absent`] when no event names it.
pub async fn timeline(source: &Source, subject: &Subject, search: Search) -> Result<Vec<Entry>, AuditError> {
    Ok(entries(&told(source, subject, search).await?, Vec::new()))
}

/// The same, with everything opened that a mandate covers.
///
/// # Errors
/// As [`timeline`], or nothing may be opened.
pub async fn timeline_opened(
    source: &Source,
    subject: &Subject,
    search: Search,
    opening: &mut Opening<'_>,
) -> Result<Vec<Entry>, AuditError> {
    let told = told(source, subject, search).await?;
    let opened = opening.open(told.values()).await?;
    Ok(entries(&told, opened))
}

/// The events that name the subject, and what caused them.
async fn told(source: &Source, subject: &Subject, search: Search) -> Result<BTreeMap<Key, LoggedEvent>, AuditError> {
    let mut told: BTreeMap<Key, LoggedEvent> = BTreeMap::new();
    let own = source.of_subject(subject, search).await?;
    told.extend(own.into_iter().flatten().map(|event| (key(&event), event)));
    let mut asked: BTreeSet<Key> = BTreeSet::new();
    loop {
        let causes: BTreeSet<Key> =
            told.values().filter_map(cause).filter(|cause| !told.contains_key(cause) && !asked.contains(cause)).collect();
        if causes.is_empty() {
            break;
        }
        let streams: BTreeSet<StreamName> = causes.iter().map(|(kind, id, _)| (kind.clone(), id.clone())).collect();
        let found = source.events_of(&streams).await?.into_values().flatten();
        told.extend(found.map(|event| (key(&event), event)).filter(|(key, _)| causes.contains(key)));
        asked.extend(causes);
    }
    Ok(told)
}

fn entries(told: &BTreeMap<Key, LoggedEvent>, opened: Vec<Opened>) -> Vec<Entry> {
    let mut of_event: BTreeMap<u64, Vec<Opened>> = BTreeMap::new();
    opened.into_iter().for_each(|value| of_event.entry(value.index).or_default().push(value));
    let indexes: BTreeMap<Key, u64> = told.iter().map(|(key, event)| (key.clone(), event.log_index)).collect();
    let mut entries: Vec<Entry> =
        told.values().map(|event| entry(event, &indexes, of_event.remove(&event.log_index).unwrap_or_default())).collect();
    entries.sort_by_key(|entry| entry.index);
    entries
}

fn key(event: &LoggedEvent) -> Key {
    (event.aggregate_type().to_owned(), event.aggregate_id().to_owned(), event.sequence)
}

fn noted(event: &LoggedEvent) -> BTreeMap<String, String> {
    event.parse_metadata().unwrap_or_default()
}

/// The event that caused this one: `type/id/sequence`.
fn cause(event: &LoggedEvent) -> Option<Key> {
    let because = noted(event).remove(metadata::CAUSATION_ID)?;
    let (stream, sequence) = because.rsplit_once('/')?;
    let (kind, id) = stream.split_once('/')?;
    Some((kind.to_owned(), id.to_owned(), sequence.parse().ok()?))
}

fn entry(event: &LoggedEvent, indexes: &BTreeMap<Key, u64>, opened: Vec<Opened>) -> Entry {
    let mut noted = noted(event);
    let mut take = |name: &str| noted.remove(name);
    Entry {
        index: event.log_index,
        at: event.recorded_at().to_rfc3339_opts(chrono::SecondsFormat::Micros, true),
        actor: take(metadata::ACTOR).unwrap_or_default(),
        assurance: take(metadata::ASSURANCE).unwrap_or_default(),
        event: event.event_type().to_owned(),
        stream: format!("{}/{}", event.aggregate_type(), event.aggregate_id()),
        sequence: event.sequence,
        content: content(event, &opened),
        caused_by: cause(event).and_then(|cause| indexes.get(&cause).copied()),
        because: take(metadata::CAUSATION_ID),
        correlation: take(metadata::CORRELATION_ID).unwrap_or_default(),
        opened,
    }
}

/// The scalars of the payload, as `name=value`, as many as fit.
fn content(event: &LoggedEvent, opened: &[Opened]) -> String {
    let mut payload: Value = event.parse().unwrap_or_default();
    for Opened { at, value, .. } in opened {
        if let Some(place) = payload.pointer_mut(at) {
            *place = value.as_str().map_or_else(|| value.clone(), |text| Value::String(cut(text, LONGEST_VALUE)));
        }
    }
    let mut parts = Vec::new();
    let inner = payload.as_object().and_then(|outer| outer.values().next());
    collect("", inner.unwrap_or(&payload), &mut parts);
    cut(&parts.join(" "), LONGEST)
}

/// As much of a text as fits.
fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn collect(name: &str, value: &Value, parts: &mut Vec<String>) {
    match value {
        Value::Object(fields) if is_sealed(fields) => parts.push(format!("{name}=(sealed)")),
        Value::Object(fields) => fields.iter().for_each(|(inner, value)| collect(inner, value, parts)),
        Value::Array(items) => parts.push(format!("{name}=({})", items.len())),
        Value::String(text) => parts.push(format!("{name}={text}")),
        other => parts.push(format!("{name}={other}")),
    }
}

/// Whether this is the envelope of something personal: subject, class, key version, nonce, data.
fn is_sealed(fields: &serde_json::Map<String, Value>) -> bool {
    fields.len() == 5 && ["s", "c", "v", "n", "d"].iter().all(|name| fields.contains_key(*name))
}
