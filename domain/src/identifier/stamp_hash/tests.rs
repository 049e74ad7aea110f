//! A stamp's document hash is base64 of bounded length.

use super::*;

#[test]
fn a_sha_256_in_base64_is_accepted() {
    let hash = format!("{}=", "A".repeat(43));
    assert_eq!(StampHash::parse(&hash).unwrap().as_str(), hash);
}

#[test]
fn length_runs_from_4_to_72() {
    assert!(StampHash::parse("AAAA").is_ok());
    assert!(StampHash::parse(&"A".repeat(72)).is_ok());
    for text in ["", "AAA", &"A".repeat(76)] {
        assert_eq!(StampHash::parse(text).unwrap_err().key(), "stamp_hash.length");
    }
}

#[test]
fn other_alphabets_and_missing_padding_are_refused() {
    for text in ["AAAAA", "AA-_", "AA AA", "hash"] {
        let refused = StampHash::parse(text).err().map(|e| e.key());
        assert_eq!(refused, (text != "hash").then_some("stamp_hash.not_base64"), "{text}");
    }
}
