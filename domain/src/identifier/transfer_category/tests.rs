//! Taxonomy codes have one shape.

use serde::Deserialize;

use super::*;
use crate::identifier::vectors::samples;

#[test]
fn codes_with_their_slashes_are_accepted() {
    for text in ["9/0102100SA/", "6/0101101IM/", " 9/0101101im/ "] {
        assert!(TransferCategory::parse(text).is_ok(), "{text}");
    }
}

#[test]
fn other_shapes_are_refused() {
    for text in [
        "",
        "0102100SA",
        "9/0102100SA",
        "/0102100SA/",
        "5/0102100SA/",
        "9/010210SSA/",
        "9/0102100S1/",
        "9/0102100SAA/",
        "9-0102100SA-",
    ] {
        let refusal = TransferCategory::parse(text).unwrap_err();
        assert_eq!(refusal.key(), "transfer_category.layout", "{text:?}");
    }
}

#[derive(Deserialize)]
struct Taxonomy {
    codes: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    code: String,
}

#[test]
fn every_code_of_the_public_taxonomy_is_accepted() {
    let Some(path) = samples("vectors/taxonomy-municipal-snapshot.json") else {
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let taxonomy: Taxonomy = serde_json::from_str(&text).unwrap();
    assert!(!taxonomy.codes.is_empty());
    for Entry { code } in taxonomy.codes {
        assert_eq!(TransferCategory::parse(&code).unwrap().as_str(), code);
    }
}
