//! An IUV typed by a citizen is checked; one received is kept.

use super::*;

#[test]
fn an_iuv_of_17_digits_is_accepted() {
    assert_eq!(Iuv::parse("05000 0000 0000 0118").unwrap().as_str(), "05000000000000118");
}

#[test]
fn s4_18_legacy_15_digit_iuv_is_accepted() {
    assert_eq!(Iuv::parse("718095839674988").unwrap().as_str(), "718095839674988");
}

#[test]
fn an_rf_reference_is_an_iuv() {
    let iuv = Iuv::parse("rf35 qtz2 027x 1").unwrap();
    assert_eq!(iuv.as_str(), "RF35QTZ2027X1");
    assert_eq!(Iuv::from(RfReference::parse("RF35QTZ2027X1").unwrap()), iuv);
}

#[test]
fn a_wrong_rf_reference_is_named_as_such() {
    let refusal = Iuv::parse("RF36QTZ2027X1").unwrap_err();
    assert_eq!(refusal, IuvError::RfReference(RfReferenceError::CheckDigits));
    assert_eq!(refusal.key(), "iuv.rf_reference");
}

#[test]
fn other_lengths_are_refused() {
    for text in ["", "1", "1234567890123456", "123456789012345678", "12345678901234A"] {
        assert_eq!(Iuv::parse(text), Err(IuvError::Layout), "{text:?}");
    }
    assert_eq!(IuvError::Layout.key(), "iuv.layout");
}

#[test]
fn a_received_reference_is_kept_whatever_its_layout() {
    let foreign = Iuv::received("PREF-2019/000A.7").unwrap();
    assert_eq!(foreign.as_str(), "PREF-2019/000A.7");
    let stored = serde_json::to_string(&foreign).unwrap();
    assert_eq!(serde_json::from_str::<Iuv>(&stored).unwrap(), foreign);
}

#[test]
fn a_received_reference_is_bounded_and_printable() {
    assert!(Iuv::received(&"9".repeat(35)).is_ok());
    for text in ["", "  ", "a\nb", &"9".repeat(36)] {
        assert_eq!(Iuv::received(text), Err(IuvError::NotPrintable), "{text:?}");
    }
    assert_eq!(IuvError::NotPrintable.key(), "iuv.not_printable");
}
