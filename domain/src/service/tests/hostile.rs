//! Whatever is typed: a judgement, never a panic; and what is accepted keeps every rule and is accepted again.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::json;

use super::super::{Asker, Refused, ServiceDefinition, Typed, Value};
use super::{GOOD, fine, read, today};
use crate::Cents;

/// A form with a field of every kind, with rules.
static EVERYTHING: LazyLock<ServiceDefinition> = LazyLock::new(|| {
    let mut json = fine();
    json["form"][0]["kind"] = json!({ "amount": { "minimum": 500, "maximum": 1_000_000, "multiple_of": 100 } });
    let more = [
        ("mese", json!("month")),
        ("altri", json!("tax_code")),
        ("taglia", json!({ "choice": { "options": [{ "value": "m", "label": { "it": "Media" } }] } })),
        ("sigla", json!({ "text": { "maximum": 9, "pattern": "[A-Z]{2,3}-\\d+" } })),
        ("giorno", json!({ "date": { "when": "future" } })),
    ];
    for (key, kind) in more {
        let field = json!({ "key": key, "kind": kind, "label": { "it": "Altro" }, "required": false });
        json["form"].as_array_mut().unwrap().push(field);
    }
    let definition = read(&json);
    definition.validate().unwrap();
    definition
});

fn a_value() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(GOOD.map(|(_, value)| value.to_owned()).to_vec()),
        2 => any::<String>(),
        2 => "[0-9]{1,24}",
        1 => "[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}",
        1 => "[A-Z]{2,3}-[0-9]{1,9}",
        1 => prop::sample::select(
            ["", "' OR 1=1 --", "\u{0}", "{importo}", "%s%n", "\u{202e}abc", "m", "12", "ANONIMO", "a\r\nBcc: b@example.test", "💶💶"]
                .map(str::to_owned)
                .to_vec()
        ),
    ]
}

fn a_key() -> impl Strategy<Value = String> {
    let mut keys: Vec<String> = EVERYTHING.form.fields().iter().map(|field| field.key.to_string()).collect();
    keys.push("altro".to_owned());
    prop_oneof![9 => prop::sample::select(keys), 1 => any::<String>()]
}

/// Good answers, some of them replaced, some added.
fn answers() -> impl Strategy<Value = Vec<Typed>> {
    prop::collection::vec((a_key(), a_value()), 0..6).prop_map(|changes| {
        let mut sent: Vec<Typed> =
            GOOD.iter().map(|(key, value)| Typed { key: (*key).to_owned(), value: (*value).to_owned() }).collect();
        for (key, value) in changes {
            match sent.iter_mut().find(|answer| answer.key == key) {
                Some(answer) => answer.value = value,
                None => sent.push(Typed { key, value }),
            }
        }
        sent
    })
}

/// What is sent again for an answer that was understood.
fn sent_again(value: &Value) -> String {
    match value {
        Value::Amount(amount) => amount.as_i64().to_string(),
        other => other.to_string(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn every_input_is_judged_and_what_is_accepted_keeps_the_rules(sent in answers()) {
        let definition = &*EVERYTHING;
        match definition.draft(&sent, Asker::default(), today()) {
            Ok(drafted) => {
                prop_assert!(drafted.amount >= Cents::new(500) && drafted.amount <= Cents::new(1_000_000));
                prop_assert_eq!(drafted.amount.as_i64() % 100, 0);
                prop_assert!(drafted.description.as_str().chars().count() <= 140);
                prop_assert!(!drafted.description.as_str().contains(drafted.debtor.person.tax_code.as_str()));
                let again: Vec<Typed> = drafted.answers.iter()
                    .map(|answer| Typed { key: answer.key.to_string(), value: sent_again(&answer.value) })
                    .collect();
                prop_assert_eq!(definition.draft(&again, Asker::default(), today()), Ok(drafted));
            }
            Err(Refused::Problems(problems)) => prop_assert!(!problems.is_empty() && problems.len() <= 50),
            Err(Refused::LoginRequired) => prop_assert!(false, "nobody needs to log in"),
        }
    }

    #[test]
    fn any_texts_at_all_are_judged(sent in prop::collection::vec((any::<String>(), any::<String>()), 0..80)) {
        let sent: Vec<Typed> = sent.into_iter().map(|(key, value)| Typed { key, value }).collect();
        let refused = EVERYTHING.draft(&sent, Asker::default(), today());
        prop_assert!(matches!(refused, Err(Refused::Problems(_))));
    }

    #[test]
    fn answers_survive_being_stored(sent in answers()) {
        if let Ok(drafted) = EVERYTHING.draft(&sent, Asker::default(), today()) {
            let stored = serde_json::to_vec(&drafted.answers).unwrap();
            prop_assert_eq!(serde_json::from_slice::<Vec<super::super::Answer>>(&stored).unwrap(), drafted.answers);
        }
    }
}
