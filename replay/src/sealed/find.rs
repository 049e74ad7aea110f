//! What is sealed inside an event, wherever it stands, and by which name it was sealed.

use domain::ids::SubjectId;
use domain::personal::Sealed;
use serde_json::Value;

/// The names fields are sealed by.
const FIELDS: [&str; 12] =
    ["debtor", "payer", "raw", "mail", "email", "answers", "text", "contacts", "occasion", "user_name", "holder", "message"];

/// A sealed value inside an event.
#[derive(Clone, Debug)]
pub struct Found {
    /// Where: a JSON pointer.
    pub pointer: String,
    /// The name it was sealed by; none for one this version does not know.
    pub field: Option<&'static str>,
    /// The envelope.
    pub sealed: Sealed,
}

/// Everything sealed inside an event.
#[must_use]
pub fn find(payload: &Value) -> Vec<Found> {
    let mut found = Vec::new();
    walk(payload, "", "", &mut found);
    found
}

/// `name` is the key the value stands under; lists pass on theirs.
fn walk(value: &Value, pointer: &str, name: &str, found: &mut Vec<Found>) {
    match value {
        Value::Object(fields) => {
            if let Some(sealed) = as_sealed(value) {
                found.push(Found { pointer: pointer.to_owned(), field: field_of(name), sealed });
                return;
            }
            // A person is sealed in parts, all by the name of the whole.
            let is_person = fields.contains_key("subject") && fields.contains_key("person");
            for (key, inner) in fields {
                let inner_name = if is_person { name } else { key };
                walk(inner, &format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")), inner_name, found);
            }
        }
        Value::Array(items) => {
            for (place, inner) in items.iter().enumerate() {
                walk(inner, &format!("{pointer}/{place}"), name, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn as_sealed(value: &Value) -> Option<Sealed> {
    let fields = value.as_object()?;
    let is_sealed = fields.len() == 5 && ["s", "c", "v", "n", "d"].iter().all(|key| fields.contains_key(*key));
    is_sealed.then(|| serde_json::from_value(value.clone()).ok()).flatten()
}

fn field_of(name: &str) -> Option<&'static str> {
    let name = if name == "to" { "mail" } else { name };
    FIELDS.into_iter().find(|field| *field == name)
}

/// Who is named inside an event by their random numbers.
#[must_use]
pub fn named(payload: &Value) -> Vec<SubjectId> {
    let mut named = Vec::new();
    who(payload, &mut named);
    named
}

fn who(value: &Value, named: &mut Vec<SubjectId>) {
    match value {
        Value::Object(fields) => {
            let subject: Option<SubjectId> = fields.get("subject").and_then(Value::as_str).and_then(|id| id.parse().ok());
            named.extend(subject);
            fields.values().for_each(|inner| who(inner, named));
        }
        Value::Array(items) => items.iter().for_each(|inner| who(inner, named)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// Every sealed value of every event ever written is found, and has a name it can be opened by.
    #[test]
    fn no_golden_event_has_a_sealed_value_without_a_name() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/events");
        let mut count = 0;
        for aggregate in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            for file in std::fs::read_dir(aggregate.path()).unwrap().map(Result::unwrap) {
                let text = std::fs::read_to_string(file.path()).unwrap();
                let found = find(&serde_json::from_str(&text).unwrap());
                assert_eq!(found.len(), text.matches("\"d\":").count(), "{}", file.path().display());
                assert!(found.iter().all(|found| found.field.is_some()), "{}: {found:?}", file.path().display());
                count += found.len();
            }
        }
        assert!(count > 20, "{count}");
    }
}
