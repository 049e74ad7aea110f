//! One postal account, one text.

use serde::Deserialize;

use super::*;
use crate::identifier::{EnteCode, NoticeNumber, TaxCode, vectors::vectors};

#[test]
fn leading_zeros_make_no_difference() {
    let short = PostalAccount::parse("1234567").unwrap();
    assert_eq!(PostalAccount::parse("0000 0123 4567"), Ok(short.clone()));
    assert_eq!(short.as_str(), "000001234567");
    assert_eq!(short.significant(), "1234567");
}

#[test]
fn anything_but_1_to_12_digits_is_refused() {
    for text in ["", "1234567890123", "12345X"] {
        assert_eq!(PostalAccount::parse(text), Err(PostalAccountError::NotDigits), "{text:?}");
    }
    assert_eq!(PostalAccountError::NotDigits.key(), "postal_account.not_digits");
}

#[test]
fn an_account_of_zeros_is_refused() {
    let refusal = PostalAccount::parse("000").unwrap_err();
    assert_eq!(refusal.key(), "postal_account.zero");
}

#[derive(Deserialize)]
struct Vector {
    nav: String,
    postal_account: String,
    creditor: String,
    debtor: String,
    amount_cents: u64,
    codeline: String,
}

#[test]
fn public_codelines_are_made_of_canonical_texts() {
    for vector in vectors::<Vector>("poste-datamatrix.json") {
        let notice = NoticeNumber::parse(&vector.nav).unwrap();
        let account = PostalAccount::parse(&vector.postal_account).unwrap();
        let cents = vector.amount_cents;
        let codeline = format!("18{notice}12{account}10{cents:010}3896");
        assert_eq!(codeline, vector.codeline);
        assert!(EnteCode::parse(&vector.creditor).unwrap().check_digit_valid());
        assert!(TaxCode::parse(&vector.debtor).is_ok());
    }
}
