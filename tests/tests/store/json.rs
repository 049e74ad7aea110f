//! The text we write is the text the database would have made of it.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use replay::store::{stored_json, stored_map};
use serde_json::{Value, json};

use crate::cell::Cell;
use crate::toy::metadata;

fn any_json() -> impl Strategy<Value = Value> {
    // Everything but U+0000, which the database refuses.
    let text = proptest::collection::vec(any::<char>().prop_filter("no NUL", |c| *c != '\0'), 0..8)
        .prop_map(|chars| chars.into_iter().collect::<String>());
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-1e6..1e6).prop_map(Value::from),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 64, 8, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map(text.clone(), inner, 0..6).prop_map(Value::from_iter),
        ]
    })
}

#[tokio::test]
async fn stored_json_is_what_jsonb_prints() {
    let cell = Cell::fresh().await;
    let mut runner = proptest::test_runner::TestRunner::default();
    let mut values: Vec<Value> = (0..500).map(|_| any_json().new_tree(&mut runner).unwrap().current()).collect();
    values.extend([json!(1e16), json!(-1.5e-7), json!(-0.0), json!(1e300), json!(5e-324), json!({}), json!([])]);
    values.push(serde_json::to_value(metadata()).unwrap());
    for value in values {
        let theirs: String = sqlx::query_scalar("SELECT $1::jsonb::json::text").bind(&value).fetch_one(&cell.pool).await.unwrap();
        let ours = String::from_utf8(stored_json(&value).unwrap()).unwrap();
        assert_eq!(ours, theirs);
    }
}

#[test]
fn a_map_of_texts_is_stored_like_any_value() {
    let metadata = metadata();
    assert_eq!(stored_map(metadata.iter()).unwrap(), stored_json(&metadata).unwrap());
}
