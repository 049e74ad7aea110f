//! Who may use a service, and whose debt it becomes.

use serde_json::json;

use super::super::{Asker, Refused, ServiceDefinition};
use super::{GOOD, fine, read, today, typed};
use crate::personal::PlainPerson;

fn profile() -> PlainPerson {
    let json = json!({
        "kind": "F", "tax_code": "RSSMRA80A01H501U", "full_name": "Mario Rossi", "email": "mario.rossi@example.test",
        "address": { "street": "Via dei Collaudi" },
    });
    serde_json::from_value(json).unwrap()
}

fn with(policies: &serde_json::Value) -> ServiceDefinition {
    let mut json = fine();
    json["policies"] = policies.clone();
    let definition = read(&json);
    definition.validate().unwrap();
    definition
}

fn read_only() -> ServiceDefinition {
    with(&json!({ "debtor_data": "read_only", "anonymous": false }))
}

fn logged_in(profile: &PlainPerson) -> Asker<'_> {
    Asker { logged_in: true, profile: Some(profile) }
}

const OTHERS: [(&str, &str); 2] = [("intestatario", "Lucia Bianchi"), ("codice_fiscale", "BNCLCU85M41F205T")];

/// Good answers, the debtor's data replaced.
fn of(debtor: &[(&str, &str)]) -> Vec<super::Typed> {
    let kept: Vec<(&str, &str)> =
        GOOD.iter().filter(|(key, _)| !["intestatario", "codice_fiscale"].contains(key)).chain(debtor).copied().collect();
    typed(&kept)
}

#[test]
fn s0_34_where_debtor_data_is_read_only_a_login_is_required() {
    let stranger = Asker { logged_in: true, profile: None };
    for asker in [Asker::default(), stranger] {
        assert_eq!(read_only().draft(&typed(&GOOD), asker, today()), Err(Refused::LoginRequired));
    }
    let closed = with(&json!({ "anonymous": false }));
    assert_eq!(closed.draft(&typed(&GOOD), Asker::default(), today()), Err(Refused::LoginRequired));
    assert!(closed.draft(&typed(&GOOD), stranger, today()).is_ok());
}

#[test]
fn s0_34_with_read_only_debtor_data_another_debtor_is_refused() {
    let profile = profile();
    let Err(Refused::Problems(problems)) = read_only().draft(&of(&OTHERS), logged_in(&profile), today()) else {
        panic!("accepted")
    };
    let told: Vec<(&str, &str)> = problems.iter().map(|problem| (problem.field.as_str(), problem.broken.key())).collect();
    assert_eq!(told, [("intestatario", "form.debtor_read_only"), ("codice_fiscale", "form.debtor_read_only")]);
}

#[test]
fn s0_34_with_read_only_debtor_data_the_debtor_is_who_has_the_account() {
    let profile = profile();
    let same = [("intestatario", " mario  ROSSI"), ("codice_fiscale", "rssmra80a01h501u")];
    let blank = [("intestatario", ""), ("codice_fiscale", " ")];
    for debtor in [&same[..], &blank[..], &[]] {
        let drafted = read_only().draft(&of(debtor), logged_in(&profile), today()).unwrap();
        assert_eq!(drafted.debtor, profile);
    }
}

#[test]
fn s2_21_with_editable_debtor_data_another_debtor_is_recorded_as_such() {
    let profile = profile();
    let definition = with(&json!({ "debtor_data": "editable" }));
    let drafted = definition.draft(&of(&OTHERS), logged_in(&profile), today()).unwrap();
    assert_eq!(drafted.debtor.person.tax_code.as_str(), "BNCLCU85M41F205T");
    assert_eq!(drafted.debtor.person.address, crate::personal::Address::default());
    let own = definition.draft(&of(&[]), logged_in(&profile), today()).unwrap();
    assert_eq!(own.debtor, profile, "what was not touched is as it was filled in");
    let fields = definition.form.fields();
    let filled: Vec<Option<String>> = fields.iter().map(|field| definition.filled_in(field, logged_in(&profile))).collect();
    assert_eq!(filled.iter().flatten().count(), 3);
    let cleared = definition.draft(&of(&[("intestatario", "")]), logged_in(&profile), today());
    assert!(matches!(cleared, Err(Refused::Problems(_))), "what was cleared is missing");
}
