//! As much of JSON Schema as the contract of Checkout uses.

use serde_json::Value;

/// What is wrong with `value`, by its place; empty when it fits `schema` of `contract`.
pub(crate) fn violations(contract: &Value, schema: &Value, value: &Value, place: &str) -> Vec<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        let named = contract.pointer(reference.trim_start_matches('#')).unwrap();
        return violations(contract, named, value, place);
    }
    match schema["type"].as_str() {
        Some("object") => object(contract, schema, value, place),
        Some("array") => array(contract, schema, value, place),
        Some("string") => string(schema, value, place),
        Some("integer") => {
            let least = schema["minimum"].as_i64().unwrap_or(i64::MIN);
            wrong(value.as_i64().is_none_or(|number| number < least), place, "is no integer of the allowed range")
        }
        Some("boolean") => wrong(!value.is_boolean(), place, "is no boolean"),
        other => panic!("{place}: the contract has a type this test does not know: {other:?}"),
    }
}

fn object(contract: &Value, schema: &Value, value: &Value, place: &str) -> Vec<String> {
    let Some(fields) = value.as_object() else { return wrong(true, place, "is no object") };
    let properties = schema["properties"].as_object().unwrap();
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let missing = required.filter(|name| !fields.contains_key(*name)).map(|name| format!("{place}.{name}: is missing"));
    let known = fields.iter().flat_map(|(name, value)| match properties.get(name) {
        Some(schema) => violations(contract, schema, value, &format!("{place}.{name}")),
        None => vec![format!("{place}.{name}: is not in the contract")],
    });
    missing.chain(known).collect()
}

fn array(contract: &Value, schema: &Value, value: &Value, place: &str) -> Vec<String> {
    let Some(items) = value.as_array() else { return wrong(true, place, "is no array") };
    let allowed = schema["minItems"].as_u64().unwrap_or(0)..=schema["maxItems"].as_u64().unwrap_or(u64::MAX);
    let mut found = wrong(!allowed.contains(&u64::try_from(items.len()).unwrap()), place, "has too few or too many items");
    found.extend(items.iter().flat_map(|item| violations(contract, &schema["items"], item, &format!("{place}[]"))));
    found
}

fn string(schema: &Value, value: &Value, place: &str) -> Vec<String> {
    let Some(text) = value.as_str() else { return wrong(true, place, "is no string") };
    let length = u64::try_from(text.chars().count()).unwrap();
    let allowed = schema["minLength"].as_u64().unwrap_or(0)..=schema["maxLength"].as_u64().unwrap_or(u64::MAX);
    let form = match schema["format"].as_str() {
        Some("uri") => url::Url::parse(text).is_ok(),
        Some("email") => text.contains('@'),
        _ => true,
    };
    wrong(!allowed.contains(&length) || !form, place, "has not the allowed length or form")
}

fn wrong(condition: bool, place: &str, reason: &str) -> Vec<String> {
    if condition { vec![format!("{place}: {reason}")] } else { Vec::new() }
}
