//! Documents made to cost more than they look like, and documents that name what they may not.

use super::{DocumentRefusal as Refusal, judge};
use crate::graphql::access::{AccessRule, AccessTable};

const SDL: &str = "
type Query { me: Person @access(rule: HOLDER) town: String! @access(rule: ANYONE) secret: String @access(rule: CITIZEN) forgotten: String }
type Person @access(rule: HOLDER) { name: String! friends(first: Int): [Person!]! }
type Mutation { pay: Boolean! @access(rule: HOLDER) }
type Subscription { paid: Boolean! @access(rule: HOLDER) }
directive @access(rule: AccessRule!) on FIELD_DEFINITION | OBJECT
enum AccessRule { ANYONE HOLDER CITIZEN VERIFIED_CITIZEN }
schema { query: Query mutation: Mutation subscription: Subscription }";

fn refusal(text: &str) -> Option<Refusal> {
    let table = AccessTable::from_sdl(SDL).unwrap();
    judge(text, &table, false).err()
}

#[test]
fn the_strictest_rule_counts() {
    let table = AccessTable::from_sdl(SDL).unwrap();
    let rule = |text: &str| judge(text, &table, false).unwrap().rule;
    assert_eq!(rule("{ town }"), AccessRule::Anyone);
    assert_eq!(rule("{ town me { ...on Person { name } } }"), AccessRule::Holder);
    assert_eq!(rule("{ town ...f } fragment f on Query { secret }"), AccessRule::Citizen);
}

#[test]
fn d6_a_field_without_rule_or_unknown_is_refused() {
    for text in ["{ forgotten }", "{ nothing }", "{ me { age } }", "{ town { x } }", "{ ...f } fragment f on Nobody { x }"] {
        assert_eq!(refusal(text), Some(Refusal::UnknownField), "{text}");
    }
}

#[test]
fn d4_introspection_is_a_field_like_any_other_in_production() {
    let table = AccessTable::from_sdl(SDL).unwrap();
    assert_eq!(refusal("{ __schema { types { name } } }"), Some(Refusal::UnknownField));
    assert!(judge("{ __schema { types { name } } }", &table, true).is_ok());
    assert_eq!(refusal("{ __typename }"), None);
}

#[test]
fn d1_brackets_are_counted_before_parsing() {
    for (open, close) in [("{a", "}"), ("(", ")"), ("[", "]")] {
        let text = format!("{{ town(x: {}{}) }}", open.repeat(15_000), close.repeat(15_000));
        assert_eq!(refusal(&text), Some(Refusal::Nesting));
    }
    let unclosed = "[".repeat(32_000);
    assert_eq!(refusal(&unclosed), Some(Refusal::Nesting));
}

#[test]
fn brackets_in_texts_do_not_count() {
    let brackets = "[".repeat(100);
    for text in [
        format!("{{ town(x: \"{brackets}\\\"{brackets}\") }}"),
        format!("{{ town(x: \"\"\"{brackets}\"\\\"\"\"{brackets}\"\"\") }}"),
        format!("{{ town # {brackets}\n }}"),
    ] {
        assert_eq!(refusal(&text), None, "{text}");
    }
    let hidden = format!("{{ town(x: \"\n{brackets}");
    assert_eq!(refusal(&hidden), Some(Refusal::Nesting), "a string that does not end hides nothing");
}

#[test]
fn d1_a_fragment_bomb_is_counted_without_being_unfolded() {
    let mut text = String::from("{ me { ...f0 } }");
    for level in 0..12 {
        let spreads = format!("...f{} ", level + 1).repeat(50);
        text.push_str(&format!(" fragment f{level} on Person {{ {spreads} }}"));
    }
    text.push_str(" fragment f12 on Person { name }");
    let began = std::time::Instant::now();
    assert_eq!(refusal(&text), Some(Refusal::Fields));
    assert!(began.elapsed() < std::time::Duration::from_secs(2));
}

#[test]
fn d1_depth_and_cycles() {
    let deep = |levels: usize| format!("{{ me {{ {} name {} }} }}", "friends {".repeat(levels), "}".repeat(levels));
    assert_eq!(refusal(&deep(6)), None);
    assert_eq!(refusal(&deep(7)), Some(Refusal::Depth));
    assert_eq!(refusal("{ me { ...f } } fragment f on Person { friends { ...f } }"), Some(Refusal::Fragment));
    assert_eq!(refusal("{ me { ...nowhere } }"), Some(Refusal::Fragment));
}

#[test]
fn d2_root_fields_and_aliases_are_counted_through_fragments() {
    let roots = |count: usize| format!("{{ {} }}", "town ".repeat(count));
    assert_eq!(refusal(&roots(15)), None);
    assert_eq!(refusal(&roots(16)), Some(Refusal::RootFields));
    let aliases = |count: usize| format!("{{ me {{ {} }} }}", (0..count).map(|n| format!("a{n}: name ")).collect::<String>());
    assert_eq!(refusal(&aliases(15)), None);
    assert_eq!(refusal(&aliases(16)), Some(Refusal::Aliases));
    assert_eq!(
        refusal("{ ...f ...f } fragment f on Query { a: town b: town c: town d: town e: town f: town g: town h: town }"),
        Some(Refusal::Aliases)
    );
}

#[test]
fn d2_a_mutation_does_one_thing() {
    assert_eq!(refusal("mutation { pay }"), None);
    assert_eq!(refusal("mutation { pay again: pay }"), Some(Refusal::OneRootField));
    assert_eq!(refusal("mutation { ...f ...f } fragment f on Mutation { pay }"), Some(Refusal::OneRootField));
    assert_eq!(refusal("subscription { paid p: paid }"), Some(Refusal::OneRootField));
    assert_eq!(refusal("query a { town } query b { town }"), Some(Refusal::OneOperation));
    assert_eq!(refusal("fragment f on Query { town }"), Some(Refusal::Syntax));
}

#[test]
fn d1_directives_are_counted() {
    let directives = |count: usize| format!("{{ town {} }}", "@include(if: true) ".repeat(count));
    assert_eq!(refusal(&directives(5)), None);
    assert_eq!(refusal(&directives(6)), Some(Refusal::Directives));
}
