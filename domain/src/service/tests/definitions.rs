//! Definitions are kept when they change something and refused when no citizen could use them.

use serde_json::{Value as Json, json};

use super::super::ServiceCommand as Command;
use super::super::{DefinitionError, Service, ServiceEvent as Event, ServiceRefusal as Refusal};
use super::{fine, read};
use crate::specimen::tell;

fn define(json: &Json) -> Command {
    Command::Define(Box::new(read(json)))
}

fn amend(json: &Json) -> Command {
    Command::Amend(Box::new(read(json)))
}

#[test]
fn the_same_definition_again_appends_nothing() {
    let mut service = Service::default();
    assert!(matches!(tell(&mut service, define(&fine())).unwrap()[..], [Event::ServiceDefined { .. }]));
    assert_eq!(tell(&mut service, define(&fine())), Ok(vec![]));
    assert_eq!(tell(&mut service, amend(&fine())), Ok(vec![]));
    assert_eq!(service.edition(), 1);
    let mut other = fine();
    other["name"]["it"] = json!("Multa");
    assert_eq!(tell(&mut service, define(&other)), Err(Refusal::DefinedDifferently));
    assert!(matches!(tell(&mut service, amend(&other)).unwrap()[..], [Event::ServiceAmended { .. }]));
    assert_eq!(service.edition(), 2);
    other["code"] = json!("multe");
    assert_eq!(tell(&mut service, amend(&other)), Err(Refusal::CodeChanged));
}

#[test]
fn s0_32_a_service_is_offered_once_it_is_enabled_and_until_it_is_disabled() {
    let mut service = Service::default();
    for command in [Command::Enable, Command::Disable, amend(&fine())] {
        assert_eq!(tell(&mut service, command), Err(Refusal::Absent));
    }
    tell(&mut service, define(&fine())).unwrap();
    assert_eq!(service.offered(), None);
    assert_eq!(tell(&mut service, Command::Disable), Ok(vec![]));
    assert_eq!(tell(&mut service, Command::Enable), Ok(vec![Event::ServiceEnabled {}]));
    assert_eq!(tell(&mut service, Command::Enable), Ok(vec![]));
    assert_eq!(service.offered(), service.definition());
    assert_eq!(tell(&mut service, Command::Disable), Ok(vec![Event::ServiceDisabled {}]));
    assert_eq!((service.offered(), service.enabled()), (None, false));
}

/// A change of a definition.
type Change = fn(&mut Json);

fn wrong(change: impl Fn(&mut Json)) -> String {
    let mut json = fine();
    change(&mut json);
    match serde_json::from_value::<super::ServiceDefinition>(json) {
        Ok(definition) => definition.validate().unwrap_err().to_string(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_definition_no_citizen_could_use_is_refused_by_its_place() {
    let cases: [(Change, &str); 15] = [
        (|j| j["name"] = json!({ "de": "Bußgeld" }), "Italian"),
        (|j| j["instructions"] = json!({ "de": "Bitte" }), "instructions"),
        (|j| j["form"][3]["label"] = json!({}), "form.numero_verbale"),
        (|j| j["form"][3]["key"] = json!("importo"), "importo is given twice"),
        (|j| j["form"][3]["key"] = json!("Numero"), "field key"),
        (|j| j["form"][0]["required"] = json!(false), "form.importo: must be required"),
        (|j| j["form"][5]["kind"] = json!({ "amount": {} }), "2 fields of kind amount"),
        (|j| j["form"][1]["kind"] = json!("plate"), "0 fields of kind debtor_name"),
        (|j| j["form"][5]["kind"] = json!("email"), "2 fields of kind email"),
        (|j| j["form"][5]["kind"] = json!({ "plate": {} }), ""),
        (|j| j["subject"] = json!("Verbale {numero"), "braces"),
        (|j| j["subject"] = json!("Targa {targa}"), "subject: targa"),
        (|j| j["subject"] = json!("Altro {altro}"), "subject: altro"),
        (|j| j["policies"] = json!({ "debtor_data": "read_only", "anonymous": true }), "needs a login"),
        (|j| j["policies"] = json!({ "days_to_pay": 0 }), "days_to_pay"),
    ];
    for (change, place) in cases {
        let said = wrong(change);
        assert!(said.contains(place), "{place}: {said}");
    }
    assert!(wrong(|j| j["form"][0]["minimum"] = json!(1)).contains("minimum"), "unknown names are refused everywhere");
    assert!(wrong(|j| j["form"][0]["kind"] = json!({ "amount": { "minimun": 1 } })).contains("minimun"));
}

#[test]
fn rules_that_nothing_can_keep_are_refused() {
    let kinds = [
        json!({ "amount": { "minimum": 200, "maximum": 100 } }),
        json!({ "amount": { "minimum": 0 } }),
        json!({ "amount": { "minimum": 2600, "maximum": 4900, "multiple_of": 2500 } }),
        json!({ "amount": { "multiple_of": -5 } }),
        json!({ "amount": { "fixed": [100, 250], "maximum": 200 } }),
        json!({ "blocks": { "price": 0, "maximum": 3 } }),
        json!({ "blocks": { "price": 2500, "minimum": 4, "maximum": 3 } }),
        json!({ "blocks": { "price": 99_999_999_999_i64, "maximum": 2 } }),
    ];
    for kind in kinds {
        let said = wrong(|j| j["form"][0]["kind"] = kind.clone());
        assert!(said.contains("contradict"), "{kind}: {said}");
    }
    for kind in [
        json!({ "text": { "minimum": 5, "maximum": 4 } }),
        json!({ "text": { "maximum": 141 } }),
        json!({ "choice": { "options": [] } }),
        json!({ "choice": { "options": [{ "value": "a", "label": { "it": "A" } }, { "value": "a", "label": { "it": "B" } }] } }),
        json!({ "choice": { "options": [{ "value": "a", "label": { "de": "A" } }] } }),
    ] {
        let said = wrong(|j| j["form"][5]["kind"] = kind.clone());
        assert!(said.contains("contradict"), "{kind}: {said}");
    }
    for pattern in ["", "(", "a){1}(b", "[0-9]{2}(", &"a".repeat(201), "(a{1000}){1000}"] {
        let said = wrong(|j| j["form"][5]["kind"] = json!({ "text": { "pattern": pattern } }));
        assert!(said.contains("pattern"), "{pattern}: {said}");
    }
}

#[test]
fn s0_36_blank_instructions_are_none_at_all() {
    let definition = read(&fine());
    assert!(definition.instructions.is_empty());
    assert!(!serde_json::to_string(&definition).unwrap().contains("instructions"));
    assert_eq!(definition.validate(), Ok(()));
    let again: super::ServiceDefinition = serde_json::from_value(serde_json::to_value(&definition).unwrap()).unwrap();
    assert_eq!(again, definition);
    assert_eq!(definition.form.validate(), Ok::<(), DefinitionError>(()));
}
