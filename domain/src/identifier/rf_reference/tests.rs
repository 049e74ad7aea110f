//! RF references are checked by ISO 11649.

use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::identifier::vectors::vectors;

#[test]
fn right_references_are_accepted_with_or_without_blanks() {
    for text in ["RF741", "RF35QTZ2027X1", "RF05 ABCD EFGH IJ01 2345 6789 X", "rf35qtz2027x1"] {
        let reference = RfReference::parse(text).unwrap();
        assert_eq!(RfReference::parse(&reference.grouped()), Ok(reference));
    }
}

#[test]
fn references_are_printed_in_groups_of_four() {
    let reference = RfReference::parse("RF35QTZ2027X1").unwrap();
    assert_eq!(reference.grouped(), "RF35 QTZ2 027X 1");
}

#[test]
fn wrong_layouts_are_refused() {
    for text in ["", "RF", "RF35", "RFX5QTZ", "QR35QTZ2027X1", "RF35QTZ-027X1", "RF35àbc"] {
        assert_eq!(RfReference::parse(text), Err(RfReferenceError::Layout), "{text:?}");
    }
    let too_long = format!("RF00{}", "1".repeat(22));
    assert_eq!(RfReference::parse(&too_long), Err(RfReferenceError::Layout));
    assert_eq!(RfReferenceError::Layout.key(), "rf_reference.layout");
}

#[test]
fn wrong_check_digits_are_refused() {
    let refusal = RfReference::parse("RF36QTZ2027X1").unwrap_err();
    assert_eq!(refusal, RfReferenceError::CheckDigits);
    assert_eq!(refusal.key(), "rf_reference.check_digits");
}

#[derive(Deserialize)]
struct Vector {
    rf: String,
    valid: bool,
}

#[test]
fn public_vectors_agree() {
    for vector in vectors::<Vector>("rf-iso11649.json") {
        assert_eq!(RfReference::parse(&vector.rf).is_ok(), vector.valid, "{}", vector.rf);
    }
}

proptest! {
    #[test]
    fn each_reference_has_one_pair_of_check_digits_from_02_to_98(reference in "[0-9A-Z]{1,21}") {
        let right = (2..=98)
            .filter(|check| RfReference::parse(&format!("RF{check:02}{reference}")).is_ok())
            .count();
        prop_assert_eq!(right, 1);
    }
}
