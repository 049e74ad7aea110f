//! The shape of every version of every event ever written, as committed: a change that nobody reviewed fails here.
//!
//! The schemas are derived from the golden events and from nothing else: what they say is what was really written, and the golden events are
//! never changed. A field is required when every golden event of that version has it. `UPDATE_SCHEMAS=1` writes them again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

fn golden(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(folder)
}

/// What has been seen at one place of the payloads.
#[derive(Default)]
struct Shape {
    scalars: std::collections::BTreeSet<&'static str>,
    items: Option<Box<Shape>>,
    objects: u32,
    fields: BTreeMap<String, (u32, Shape)>,
}

impl Shape {
    fn see(&mut self, value: &Value) {
        match value {
            Value::Null => self.see_scalar("null"),
            Value::Bool(_) => self.see_scalar("boolean"),
            Value::Number(number) if number.is_i64() || number.is_u64() => self.see_scalar("integer"),
            Value::Number(_) => self.see_scalar("number"),
            Value::String(_) => self.see_scalar("string"),
            Value::Array(items) => {
                let shape = self.items.get_or_insert_default();
                items.iter().for_each(|item| shape.see(item));
            }
            Value::Object(fields) => {
                self.objects += 1;
                for (name, value) in fields {
                    let (seen, shape) = self.fields.entry(name.clone()).or_default();
                    *seen += 1;
                    shape.see(value);
                }
            }
        }
    }

    fn see_scalar(&mut self, kind: &'static str) {
        self.scalars.insert(kind);
    }

    fn schema(&self) -> Value {
        let mut forms: Vec<Value> = self.scalars.iter().map(|kind| json!({ "type": kind })).collect();
        forms.extend(self.items.as_ref().map(|items| json!({ "type": "array", "items": items.schema() })));
        if self.objects > 0 {
            let properties: Map<String, Value> =
                self.fields.iter().map(|(name, (_, shape))| (name.clone(), shape.schema())).collect();
            let required: Vec<&String> =
                self.fields.iter().filter(|(_, (seen, _))| *seen == self.objects).map(|(name, _)| name).collect();
            forms
                .push(json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false }));
        }
        match forms.len() {
            0 => json!({}),
            1 => forms.remove(0),
            _ => json!({ "anyOf": forms }),
        }
    }
}

/// The schemas of today's golden events, by `<aggregate>/<event type>.v<version>`.
fn derived() -> Map<String, Value> {
    let mut shapes: BTreeMap<String, Shape> = BTreeMap::new();
    for aggregate in std::fs::read_dir(golden("events")).unwrap().map(Result::unwrap) {
        for file in std::fs::read_dir(aggregate.path()).unwrap().map(Result::unwrap) {
            let name = file.file_name().into_string().unwrap();
            let version: Vec<&str> = name.split('.').take(2).collect();
            let event = format!("{}/{}", aggregate.file_name().to_str().unwrap(), version.join("."));
            let payload = serde_json::from_str(&std::fs::read_to_string(file.path()).unwrap()).unwrap();
            shapes.entry(event).or_default().see(&payload);
        }
    }
    let schema = |(event, shape): (String, Shape)| {
        let mut schema = json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "title": event });
        schema.as_object_mut().unwrap().extend(shape.schema().as_object().unwrap().clone());
        (event, schema)
    };
    shapes.into_iter().map(schema).collect()
}

#[test]
fn the_shape_of_no_event_changes_unreviewed() {
    let file = golden("schemas").join("events.json");
    let mut derived = Value::Object(derived());
    derived.sort_all_objects();
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        std::fs::write(&file, format!("{derived:#}\n")).unwrap();
    }
    let committed: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    let (derived, committed) = (derived.as_object().unwrap(), committed.as_object().unwrap());
    for (event, schema) in committed {
        assert_eq!(
            derived.get(event),
            Some(schema),
            "{event} changed, or its golden events are gone: what was written can not be unwritten"
        );
    }
    let unreviewed: Vec<&String> = derived.keys().filter(|event| !committed.contains_key(*event)).collect();
    assert!(unreviewed.is_empty(), "new, and not yet committed (UPDATE_SCHEMAS=1 writes them): {unreviewed:?}");
}

#[test]
fn a_changed_shape_is_another_schema() {
    let schema = |payloads: &[Value]| {
        let mut shape = Shape::default();
        payloads.iter().for_each(|payload| shape.see(payload));
        shape.schema()
    };
    let before = schema(&[json!({ "amount": 1 }), json!({ "amount": 2, "note": "x" })]);
    assert_eq!(before["required"], json!(["amount"]));
    for after in [json!({ "amount": "1" }), json!({ "amount": 1.5 }), json!({ "sum": 1 }), json!({ "amount": null }), json!([])] {
        assert_ne!(schema(&[json!({ "amount": 1 }), json!({ "amount": 2, "note": "x" }), after]), before);
    }
}
