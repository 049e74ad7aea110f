//! Accounts check out three ways, and postal ones are recognised.

use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::identifier::vectors::vectors;

#[test]
fn a_right_iban_is_accepted_with_or_without_blanks() {
    let typed = Iban::parse("it33 i076 0103 2000 0123 4567 890").unwrap();
    assert_eq!(typed.as_str(), "IT33I0760103200001234567890");
    assert_eq!(typed.grouped(), "IT33 I076 0103 2000 0123 4567 890");
    assert!(Iban::parse("IT10Q0306905020100000ABC123").is_ok());
}

#[test]
fn postal_accounts_are_recognised_by_their_bank() {
    let postal = Iban::parse("IT33I0760103200001234567890").unwrap();
    assert!(postal.is_postal());
    assert_eq!(postal.postal_account().unwrap().as_str(), "001234567890");
    let bank = Iban::parse("IT10Q0306905020100000ABC123").unwrap();
    assert!(!bank.is_postal());
    assert_eq!(bank.postal_account(), None);
}

#[test]
fn a_postal_bank_with_a_lettered_account_has_no_postal_account() {
    let lettered = Iban::parse("IT60K076010320000000000000X").unwrap();
    assert!(lettered.is_postal());
    assert_eq!(lettered.postal_account(), None);
}

#[test]
fn foreign_accounts_are_accepted_and_never_postal() {
    let german = Iban::parse("DE89 3704 0044 0532 0130 00").unwrap();
    assert!(!german.is_postal());
    assert_eq!(german.postal_account(), None);
    let san_marino_with_the_digits_of_poste = Iban::parse("SM66I0760109800000012345678").unwrap();
    assert!(!san_marino_with_the_digits_of_poste.is_postal());
}

#[test]
fn the_refusal_says_which_part_is_wrong() {
    let key = |text| Iban::parse(text).unwrap_err().key();
    assert_eq!(key(""), "iban.layout");
    assert_eq!(key("IT33I076010320000123456789-"), "iban.layout");
    assert_eq!(key("IT34I0760103200001234567890"), "iban.check_digits");
    assert_eq!(key("IT30A0306905020100000ABC123"), "iban.cin");
    assert_eq!(key("AA9012345678901"), "iban.country");
    assert_eq!(key("IT88XA542811101000000123456"), "iban.account");
    assert_eq!(key("IT33I076010320000123456789"), "iban.account");
    assert_eq!(key("IT"), "iban.account");
}

#[derive(Deserialize)]
struct Vector {
    iban: String,
    valid: bool,
    postal: Option<bool>,
    postal_account_12: Option<String>,
}

#[test]
fn public_vectors_agree() {
    for vector in vectors::<Vector>("iban.json") {
        let read = Iban::parse(&vector.iban).ok();
        assert_eq!(read.is_some(), vector.valid, "{}", vector.iban);
        assert_eq!(read.as_ref().map(Iban::is_postal), vector.postal, "{}", vector.iban);
        let account = read.and_then(|iban| iban.postal_account());
        let account = account.as_ref().map(PostalAccount::as_str);
        assert_eq!(account, vector.postal_account_12.as_deref(), "{}", vector.iban);
    }
}

proptest! {
    /// Mod 97 catches every single change of a digit into another.
    #[test]
    fn one_changed_digit_is_noticed(place in 2..27_usize, typed in "[0-9]") {
        let right = "IT33I0760103200001234567890";
        prop_assume!(place != 4);
        let mut changed = right.to_owned();
        changed.replace_range(place..=place, &typed);
        prop_assert_eq!(Iban::parse(&changed).is_ok(), changed == right);
    }
}
