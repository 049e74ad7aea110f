//! Every event ever written can be read for ever: one file per type and version, written by hand and never changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{CATALOGUE, Event, UnreadableEvent};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/events")
}

/// A golden file: `<aggregate>/<type>.v<version>[.<note>].json`.
struct Golden {
    aggregate: String,
    event_type: String,
    version: String,
    payload: String,
}

fn read(aggregate: &str, file: &Path) -> Golden {
    let name = file.file_name().unwrap().to_str().unwrap();
    let mut parts = name.split('.');
    let event_type = parts.next().unwrap().to_owned();
    let version = parts.next().and_then(|part| part.strip_prefix('v')).unwrap_or_else(|| panic!("{name} names no version"));
    let (version, payload) = (version.to_owned(), std::fs::read_to_string(file).unwrap());
    Golden { aggregate: aggregate.to_owned(), event_type, version, payload }
}

fn goldens() -> Vec<Golden> {
    let mut goldens = Vec::new();
    for aggregate in std::fs::read_dir(folder()).unwrap().map(Result::unwrap) {
        for file in std::fs::read_dir(aggregate.path()).unwrap().map(Result::unwrap) {
            goldens.push(read(aggregate.file_name().to_str().unwrap(), &file.path()));
        }
    }
    goldens
}

fn written_again(event: &Event) -> Value {
    match event {
        Event::Ente(event) => serde_json::to_value(event),
        Event::DebtPosition(event) => serde_json::to_value(event),
        Event::Cart(event) => serde_json::to_value(event),
        Event::Checkout(event) => serde_json::to_value(event),
        Event::Receipt(event) => serde_json::to_value(event),
        Event::NodeCall(event) => serde_json::to_value(event),
        Event::Account(event) => serde_json::to_value(event),
        Event::Staff(event) => serde_json::to_value(event),
        Event::SupportRequest(event) => serde_json::to_value(event),
        Event::Service(event) => serde_json::to_value(event),
        Event::Subject(event) => serde_json::to_value(event),
        Event::PrivacyRequest(event) => serde_json::to_value(event),
        Event::Mandate(event) => serde_json::to_value(event),
        Event::Site(event) => serde_json::to_value(event),
        Event::News(event) => serde_json::to_value(event),
        Event::Calendar(event) => serde_json::to_value(event),
    }
    .unwrap()
}

#[test]
fn every_golden_event_is_read_and_written_again_as_it_was() {
    for golden in goldens() {
        let name = format!("{}/{} version {}", golden.aggregate, golden.event_type, golden.version);
        let event = Event::parse(&golden.aggregate, &golden.event_type, &golden.version, &golden.payload)
            .unwrap_or_else(|why| panic!("{name}: {why}"));
        let original: Value = serde_json::from_str(&golden.payload).unwrap();
        assert_eq!(written_again(&event), original, "{name}");
    }
}

#[test]
fn every_event_has_a_golden_file_of_the_version_written_today() {
    let held: BTreeSet<_> = goldens().into_iter().map(|g| (g.aggregate, g.event_type, g.version)).collect();
    let missing: Vec<String> = CATALOGUE
        .iter()
        .flat_map(|(aggregate, types)| types.iter().map(move |(name, version)| (*aggregate, *name, *version)))
        .filter(|(aggregate, name, version)| {
            !held.contains(&((*aggregate).to_owned(), (*name).to_owned(), (*version).to_owned()))
        })
        .map(|(aggregate, name, version)| format!("tests/golden/events/{aggregate}/{name}.v{version}.json"))
        .collect();
    assert!(missing.is_empty(), "golden files are missing: {missing:#?}");
}

#[test]
fn what_is_not_known_is_refused_by_what_is_unknown() {
    let parse = |aggregate, event_type, version, payload| Event::parse(aggregate, event_type, version, payload).unwrap_err();
    let cleared = r#"{"CartCleared":{}}"#;
    assert!(matches!(parse("Basket", "CartCleared", "1", cleared), UnreadableEvent::UnknownAggregate(_)));
    assert!(matches!(parse("Cart", "CartEmptied", "1", cleared), UnreadableEvent::UnknownType { .. }));
    assert!(matches!(parse("Cart", "CartCleared", "2", cleared), UnreadableEvent::UnknownVersion { .. }));
    assert!(matches!(parse("Cart", "CartCleared", "1", r#"{"CartCleared":"#), UnreadableEvent::Payload(_)));
    assert!(matches!(parse("Cart", "NoticeRemoved", "1", cleared), UnreadableEvent::OtherEvent { found: "CartCleared", .. }));
}
