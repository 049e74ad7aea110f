//! The schema as text: what is committed, what it forbids by its shape, and that every field says who may read it.

use std::collections::BTreeSet;
use std::path::Path;

use api::graphql::access::AccessTable;
use api::graphql::sdl;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{TypeDefinition, TypeKind, TypeSystemDefinition};

fn types() -> Vec<TypeDefinition> {
    let document = parse_schema(sdl()).unwrap();
    let types = document.definitions.into_iter().filter_map(|definition| match definition {
        TypeSystemDefinition::Type(definition) => Some(definition.node),
        _ => None,
    });
    types.collect()
}

#[test]
fn the_committed_schema_is_the_schema() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/schema.graphql");
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&file, sdl()).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == sdl(),
        "api/schema.graphql differs from the schema: run this test with UPDATE_SCHEMA=1 and look at the change"
    );
}

#[test]
fn d6_every_field_says_who_may_read_it() {
    let table = AccessTable::from_sdl(&sdl()).unwrap();
    let without: Vec<String> =
        table.fields().filter(|(_, _, rule)| rule.is_none()).map(|(of, field, _)| format!("{of}.{field}")).collect();
    assert_eq!(without, Vec::<String>::new());
    assert!(table.fields().count() > 100, "the table was read");
}

#[test]
fn d8_inputs_lack_what_a_client_must_not_set() {
    let forbidden = ["level", "assurance", "amount", "total", "state", "status", "subject", "verified", "owner", "redirectUrl"];
    for definition in types() {
        if let TypeKind::InputObject(input) = definition.kind {
            for field in input.fields {
                let name = field.node.name.node.as_str();
                assert!(!forbidden.contains(&name), "{}.{name}", definition.name.node);
            }
        }
    }
}

#[test]
fn every_answer_of_the_root_that_can_fail_is_a_union_of_results_and_failures() {
    let types = types();
    let named = |name: &str| types.iter().find(|definition| definition.name.node == name).unwrap();
    let failures: BTreeSet<&str> = types
        .iter()
        .filter(|definition| match &definition.kind {
            TypeKind::Object(object) => object.implements.iter().any(|interface| interface.node == "Failure"),
            _ => false,
        })
        .map(|definition| definition.name.node.as_str())
        .collect();
    assert!(failures.len() >= 8);
    for root in ["Query", "Mutation", "Subscription"] {
        let TypeKind::Object(object) = &named(root).kind else { panic!("{root} is an object") };
        for field in &object.fields {
            let answers = field.node.ty.node.to_string();
            let TypeKind::Union(union) = &named(answers.trim_matches(['[', ']', '!'])).kind else {
                assert_eq!(field.node.name.node, "views", "only the state of the views cannot fail as expected");
                continue;
            };
            let (failed, done): (Vec<_>, Vec<_>) =
                union.members.iter().partition(|member| failures.contains(member.node.as_str()));
            assert!(!failed.is_empty() && !done.is_empty(), "{root}.{}", field.node.name.node);
        }
    }
}
