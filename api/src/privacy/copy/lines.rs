//! The same copy for people who do not read JSON: a heading for each event, a line for each thing it says.

use domain::rome;
use serde_json::Value;

use super::collect::{CopiedEvent, PersonalDataCopy};
use crate::documents::{DataLine, DataSheet};

/// What is printed of a copy.
#[must_use]
pub fn lines(copy: &PersonalDataCopy) -> DataSheet {
    let made = rome::local(copy.made_at).format("%d/%m/%Y %H:%M");
    let mut lines = vec![
        DataLine::Text(format!("{} ({})", copy.ente_name, copy.ente)),
        DataLine::Text(format!("Copia dei dati personali, {made} (art. 15 e 20 GDPR). Eventi: {}.", copy.events.len())),
    ];
    for event in &copy.events {
        lines.push(DataLine::Heading(heading(event)));
        // The event's own name stands around what it says.
        let said = event.data.get(&event.event).unwrap_or(&event.data);
        flatten(said, "", &mut lines);
    }
    DataSheet { title: "I tuoi dati personali".to_owned(), key: format!("{}", copy.made_at.timestamp()), lines }
}

fn heading(event: &CopiedEvent) -> String {
    format!("{}  {}  {}", rome::local(event.at).format("%d/%m/%Y %H:%M"), event.event, event.stream)
}

fn flatten(value: &Value, path: &str, lines: &mut Vec<DataLine>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, inner)| flatten(inner, &below(key), lines)),
        Value::Array(items) => {
            items.iter().zip(1_u32..).for_each(|(inner, place)| flatten(inner, &below(&place.to_string()), lines));
        }
        Value::Null => {}
        Value::String(text) => lines.push(DataLine::Value { label: path.to_owned(), value: text.clone() }),
        Value::Bool(_) | Value::Number(_) => lines.push(DataLine::Value { label: path.to_owned(), value: value.to_string() }),
    }
}
