//! Provinces and countries are two letters.

use super::*;

#[test]
fn two_letters_are_accepted_in_either_case() {
    assert_eq!(Province::parse(" pc ").unwrap().as_str(), "PC");
    assert_eq!(CountryCode::parse("it").unwrap().as_str(), "IT");
}

#[test]
fn anything_else_is_refused() {
    for text in ["", "P", "PCC", "P1", "È"] {
        let province = Province::parse(text).unwrap_err();
        assert_eq!(province.key(), "province.not_two_letters", "{text:?}");
        assert_eq!(province.to_string(), "the province is not two letters");
        let country = CountryCode::parse(text).unwrap_err();
        assert_eq!(country.key(), "country_code.not_two_letters", "{text:?}");
    }
}
