//! Creditors are known by eleven digits, sandbox ones included.

use super::*;

#[test]
fn the_sandbox_creditor_is_accepted_though_its_check_digit_is_wrong() {
    let sandbox = EnteCode::parse("77777777777").unwrap();
    assert!(!sandbox.check_digit_valid());
    assert!(EnteCode::parse("80000000010").unwrap().check_digit_valid());
}

#[test]
fn anything_but_eleven_digits_is_refused() {
    for text in ["", "7777777777", "777777777777", "7777777777A"] {
        let refusal = EnteCode::parse(text).unwrap_err();
        assert_eq!(refusal.key(), "ente_code.not_eleven_digits");
    }
}
