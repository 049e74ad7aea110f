//! CBILL codes are five characters.

use super::*;

#[test]
fn five_letters_or_digits_are_accepted_in_either_case() {
    assert_eq!(Cbill::parse(" ab12c ").unwrap().as_str(), "AB12C");
}

#[test]
fn anything_else_is_refused() {
    for text in ["", "AB12", "AB12CD", "AB-2C", "ABÈ1"] {
        assert_eq!(Cbill::parse(text).unwrap_err().key(), "cbill.layout", "{text:?}");
    }
}
