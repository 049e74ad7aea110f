//! A citizen types whichever code the paper shows.

use super::*;

fn typed(text: &str) -> LookupCode {
    LookupCode::parse(text).unwrap()
}

#[test]
fn s0_04_eighteen_digits_are_a_notice_number() {
    let LookupCode::Notice(notice) = typed("3050 0000 0000 0001 18") else {
        panic!("not read as a notice number");
    };
    assert_eq!(notice.as_str(), "305000000000000118");
}

#[test]
fn s0_04_seventeen_digits_are_an_iuv() {
    assert_eq!(typed(" 05000000000000118 "), LookupCode::Iuv(Iuv::parse("05000000000000118").unwrap()));
}

#[test]
fn s4_18_fifteen_digits_are_a_legacy_iuv() {
    assert_eq!(typed("718095839674988").as_str(), "718095839674988");
}

#[test]
fn letters_rf_announce_a_creditor_reference() {
    assert_eq!(typed("rf35 qtz2 027x 1").as_str(), "RF35QTZ2027X1");
    let refusal = LookupCode::parse("RF36QTZ2027X1").unwrap_err();
    assert_eq!(refusal, LookupCodeError::RfReference);
    assert_eq!(refusal.key(), "lookup_code.rf_reference");
}

#[test]
fn a_code_with_wrong_check_digits_is_searched_all_the_same() {
    assert_eq!(typed("305000000000000119").as_str(), "305000000000000119");
}

#[test]
fn anything_else_is_refused_before_searching() {
    for text in ["1", "3050000000000001", "3050000000000001189", "codice avviso"] {
        assert_eq!(LookupCode::parse(text), Err(LookupCodeError::Layout), "{text:?}");
    }
    for text in ["", "  \t"] {
        assert_eq!(LookupCode::parse(text), Err(LookupCodeError::Empty));
    }
    assert_eq!(LookupCodeError::Layout.key(), "lookup_code.layout");
    assert_eq!(LookupCodeError::Empty.key(), "lookup_code.empty");
}
