//! Eleven digits check themselves.

use proptest::prelude::*;

use super::*;

#[test]
fn s0_06_a_right_number_is_accepted() {
    for text in ["01234567897", "80000000010", "97000000006", " 012 345 678 97 "] {
        assert!(VatNumber::parse(text).is_ok(), "{text}");
    }
}

#[test]
fn a_wrong_check_digit_is_refused() {
    let refusal = VatNumber::parse("01234567890").unwrap_err();
    assert_eq!(refusal, VatNumberError::CheckDigit);
    assert_eq!(refusal.key(), "vat_number.check_digit");
}

#[test]
fn anything_but_eleven_digits_is_refused() {
    for text in ["", "0123456789", "012345678970", "0123456789A", "IT01234567897"] {
        assert_eq!(VatNumber::parse(text), Err(VatNumberError::NotElevenDigits), "{text:?}");
    }
    assert_eq!(VatNumberError::NotElevenDigits.key(), "vat_number.not_eleven_digits");
}

proptest! {
    #[test]
    fn one_of_ten_last_digits_is_right(base in "[0-9]{10}") {
        let right = (0..10).filter(|d| VatNumber::parse(&format!("{base}{d}")).is_ok()).count();
        prop_assert_eq!(right, 1);
    }

    #[test]
    fn one_changed_digit_is_noticed(base in "[0-9]{10}", place in 0..11_usize, typed in "[0-9]") {
        let right = (0..10)
            .find_map(|d| VatNumber::parse(&format!("{base}{d}")).ok())
            .unwrap();
        let mut changed = right.as_str().to_owned();
        changed.replace_range(place..=place, &typed);
        prop_assert_eq!(VatNumber::parse(&changed).is_ok(), changed == right.as_str());
    }
}
