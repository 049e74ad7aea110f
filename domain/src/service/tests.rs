//! A service is stated whole and offered by an explicit act; its form accepts what the office wants and names every field that is wrong.

mod definitions;
mod forms;
mod hostile;
mod orders;
mod who;

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::*;
use crate::specimen::day;

/// A fine: every kind of field that one needs, open to everybody.
fn fine() -> Json {
    json!({
        "code": "multa",
        "name": { "it": "Contravvenzione", "de": "Bußgeld" },
        "instructions": { "it": "" },
        "subject": "Verbale n. {numero_verbale} del {data_verbale}",
        "form": [
            { "key": "importo", "kind": { "amount": {} }, "label": { "it": "Importo" } },
            { "key": "intestatario", "kind": "debtor_name", "label": { "it": "Intestatario" } },
            { "key": "codice_fiscale", "kind": "debtor_tax_code", "label": { "it": "Codice fiscale" } },
            { "key": "numero_verbale", "kind": { "text": { "maximum": 20 } }, "label": { "it": "Numero" } },
            { "key": "data_verbale", "kind": { "date": { "when": "past" } }, "label": { "it": "Data" } },
            { "key": "targa", "kind": "plate", "label": { "it": "Targa" } },
            { "key": "email", "kind": "email", "label": { "it": "E-mail" } },
        ],
    })
}

fn read(json: &Json) -> ServiceDefinition {
    serde_json::from_value(json.clone()).unwrap()
}

/// The fine with the field of this kind instead of the number plate.
fn with_field(kind: &Json) -> ServiceDefinition {
    let mut json = fine();
    json["form"][5] = json!({ "key": "campo", "kind": kind, "label": { "it": "Campo" }, "required": false });
    let definition = read(&json);
    definition.validate().unwrap();
    definition
}

/// The fine whose amount keeps these rules.
fn with_amount(kind: &Json) -> ServiceDefinition {
    let mut json = fine();
    json["form"][0]["kind"] = kind.clone();
    let definition = read(&json);
    definition.validate().unwrap();
    definition
}

fn today() -> NaiveDate {
    day("2026-06-15")
}

/// Good answers to the fine.
const GOOD: [(&str, &str); 7] = [
    ("importo", "4200"),
    ("intestatario", "Mario Rossi"),
    ("codice_fiscale", "RSSMRA80A01H501U"),
    ("numero_verbale", "V/1234/2026"),
    ("data_verbale", "01/02/2026"),
    ("targa", "ab 123-cd"),
    ("email", "mario.rossi@example.test"),
];

fn typed(answers: &[(&str, &str)]) -> Vec<Typed> {
    answers.iter().map(|(key, value)| Typed { key: (*key).to_owned(), value: (*value).to_owned() }).collect()
}

/// Good answers with one of them other, or one more.
fn but(key: &str, value: &str) -> Vec<Typed> {
    let mut answers: Vec<Typed> = typed(&GOOD).into_iter().filter(|answer| answer.key != key).collect();
    answers.push(Typed { key: key.to_owned(), value: value.to_owned() });
    answers
}

/// Good answers without the number plate, for [`with_field`], and the other field.
fn and(value: &str) -> Vec<Typed> {
    but("campo", value).into_iter().filter(|answer| answer.key != "targa").collect()
}

fn refused(definition: &ServiceDefinition, typed: &[Typed]) -> Vec<(String, &'static str)> {
    match definition.draft(typed, Asker::default(), today()) {
        Err(Refused::Problems(problems)) => problems.into_iter().map(|problem| (problem.field, problem.broken.key())).collect(),
        other => panic!("{other:?}"),
    }
}

fn accepted(definition: &ServiceDefinition, typed: &[Typed]) -> Drafted {
    definition.draft(typed, Asker::default(), today()).unwrap_or_else(|refused| panic!("{refused:?}"))
}
