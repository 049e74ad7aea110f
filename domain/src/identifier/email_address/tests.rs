//! Addresses that pagoPA and mail servers accept, and nothing else.

use super::*;

#[test]
fn ordinary_addresses_are_accepted() {
    for text in ["anna@example.org", "anna.verdi+tari@posta.example.org", "a_b-c@x-1.it", " anna@example.org "] {
        assert!(EmailAddress::parse(text).is_ok(), "{text}");
    }
}

#[test]
fn the_domain_is_kept_in_lower_case_and_the_name_as_typed() {
    let address = EmailAddress::parse("Anna.Verdi@Example.ORG").unwrap();
    assert_eq!(address.as_str(), "Anna.Verdi@example.org");
}

#[test]
fn nothing_can_smuggle_a_header_in() {
    for text in [
        "anna@example.org\r\nBcc: x@example.org",
        "anna@example.org\n",
        "anna\0@example.org",
        "Anna <anna@example.org>",
        "\"anna verdi\"@example.org",
        "anna@example.org,x@example.org",
        "annà@example.org",
        "anna@[127.0.0.1]",
    ] {
        let refusal = EmailAddress::parse(text).unwrap_err();
        assert_eq!(refusal.key(), "email_address.character", "{text:?}");
    }
}

#[test]
fn what_is_no_address_is_refused() {
    for text in [
        "",
        "@",
        "anna",
        "anna@",
        "@example.org",
        "anna@example",
        "a@b@example.org",
        "anna@.org",
        "anna@example..org",
        ".anna@example.org",
        "anna.@example.org",
        "an..na@example.org",
        "anna@-example.org",
        "anna@exa_mple.org",
        "anna@exa+mple.org",
    ] {
        let refusal = EmailAddress::parse(text).unwrap_err();
        assert_eq!(refusal.key(), "email_address.layout", "{text:?}");
    }
}

#[test]
fn length_is_bounded() {
    let of_length = |length: usize| {
        let name = "a".repeat(length - 195 - 1);
        format!("{name}@{}org", "abc.".repeat(48))
    };
    assert_eq!(of_length(256).len(), 256);
    assert!(EmailAddress::parse(&of_length(256)).is_ok());
    let refusal = EmailAddress::parse(&of_length(257)).unwrap_err();
    assert_eq!(refusal.key(), "email_address.too_long");
}

#[test]
fn a_masked_address_shows_one_letter_and_the_domain() {
    let address = EmailAddress::parse("anna.verdi@example.org").unwrap();
    assert_eq!(address.masked(), "a***@example.org");
}
