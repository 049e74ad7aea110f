//! The schema as text: what is committed, and that every field says who may read it.

use std::path::Path;

use api::office::access::OfficeTable;
use api::office::sdl;

#[test]
fn the_committed_schema_is_the_schema() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/office.graphql");
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&file, sdl()).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(committed == sdl(), "api/office.graphql differs: run this test with UPDATE_SCHEMA=1 and look at the change");
}

#[test]
fn d6_every_field_says_which_roles_may_read_it() {
    let table = OfficeTable::from_sdl(&sdl()).unwrap();
    let without: Vec<String> =
        table.fields().filter(|(_, _, rule)| rule.is_none()).map(|(of, field, _)| format!("{of}.{field}")).collect();
    assert_eq!(without, Vec::<String>::new());
    assert!(table.fields().count() > 100, "the table was read");
}
