//! A debtor is a person, a body or nobody in particular.

use super::*;

fn read(text: &str) -> TaxCode {
    TaxCode::parse(text).unwrap()
}

#[test]
fn s0_06_people_and_bodies_are_told_apart_by_length() {
    assert!(matches!(read("vrdlgu75d52f205m"), TaxCode::Person(_)));
    assert!(matches!(read("01234567897"), TaxCode::Entity(_)));
}

#[test]
fn s0_10_kinds_of_subject_are_those_of_pagopa() {
    assert_eq!(read("VRDLGU75D52F205M").entity_type().as_str(), "F");
    assert_eq!(read("01234567897").entity_type().as_str(), "G");
    assert_eq!(read("ANONIMO").entity_type().as_str(), "F");
}

#[test]
fn an_unknown_debtor_is_accepted_in_either_case() {
    assert_eq!(read(" anonimo "), TaxCode::Anonymous);
    assert_eq!(TaxCode::Anonymous.as_str(), "ANONIMO");
}

#[test]
fn only_the_ends_of_a_code_are_shown() {
    assert_eq!(read("VRDLGU75D52F205M").masked(), "VRD***********5M");
    assert_eq!(read("01234567897").masked(), "012******97");
    assert_eq!(TaxCode::Anonymous.masked(), "ANONIMO");
}

#[test]
fn the_refusal_is_that_of_the_kind_the_length_announces() {
    let key = |text| TaxCode::parse(text).unwrap_err().key();
    assert_eq!(key("VRDLGU75D52F205A"), "fiscal_code.check_letter");
    assert_eq!(key("01234567890"), "vat_number.check_digit");
    assert_eq!(key("0123456789A"), "vat_number.not_eleven_digits");
    assert_eq!(key("12345678"), "tax_code.length");
    assert_eq!(key(""), "tax_code.length");
}
