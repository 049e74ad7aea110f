//! Valid codes in every variant are accepted, mistyped ones refused.

use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::identifier::{TaxCode, vectors::vectors};

/// Places of the digits that omocodia may replace, counted from 0.
const DIGIT_PLACES: [usize; 7] = [6, 7, 9, 10, 12, 13, 14];

fn with_check_letter(checked: &str) -> String {
    format!("{checked}{}", check_letter(checked).unwrap())
}

#[test]
fn s0_08_a_right_code_is_accepted_in_either_case() {
    let code = FiscalCode::parse(" vrdlgu75d52f205m ").unwrap();
    assert_eq!(code.as_str(), "VRDLGU75D52F205M");
}

#[test]
fn s0_08_omocodia_is_accepted() {
    assert!(FiscalCode::parse("VRDLGU75D52FNL5M").is_ok());
    assert!(FiscalCode::parse(&with_check_letter("VRDLGUTRDRNFNLR")).is_ok());
}

#[test]
fn each_letter_of_omocodia_stands_for_its_digit() {
    let letters = ['L', 'M', 'N', 'P', 'Q', 'R', 'S', 'T', 'U', 'V'];
    for (digit, letter) in (0..).zip(letters) {
        assert_eq!(digit_or_omocodia(letter), Some(digit), "{letter}");
    }
    for letter in ('A'..='K').chain(['O', 'W', 'X', 'Y', 'Z']) {
        assert_eq!(digit_or_omocodia(letter), None, "{letter}");
    }
}

#[test]
fn s0_08_two_codes_that_differ_by_omocodia_are_two_people() {
    assert_ne!(FiscalCode::parse("VRDLGU75D52F205M").unwrap(), FiscalCode::parse("VRDLGU75D52FNL5M").unwrap());
}

#[test]
fn s0_08_a_wrong_check_letter_is_refused() {
    let refusal = FiscalCode::parse("VRDLGU75D52F205N").unwrap_err();
    assert_eq!(refusal, FiscalCodeError::CheckLetter);
    assert_eq!(refusal.key(), "fiscal_code.check_letter");
}

#[test]
fn s0_08_a_wrong_length_is_refused() {
    let refusal = FiscalCode::parse("VRDLGU75D52F205").unwrap_err();
    assert_eq!(refusal, FiscalCodeError::Length { found: 15 });
    assert_eq!(refusal.key(), "fiscal_code.length");
}

#[test]
fn a_misplaced_character_is_named_by_its_position() {
    let at = |position| Err(FiscalCodeError::Character { position });
    assert_eq!(FiscalCode::parse("VRDL6U75D52F205M"), at(5));
    assert_eq!(FiscalCode::parse("VRDLGUA5D52F205M"), at(7));
    assert_eq!(FiscalCode::parse("VRDLGU75F52F205M"), at(9));
    assert_eq!(FiscalCode::parse("VRDLGU75D52F2050"), at(16));
    assert_eq!(FiscalCode::parse("VRDLGÙ75D52F205M"), at(6));
    assert_eq!(FiscalCodeError::Character { position: 5 }.key(), "fiscal_code.character");
}

#[test]
fn days_of_birth_run_to_31_and_from_41_to_71_for_women() {
    for (day, possible) in [
        ("00", false),
        ("01", true),
        ("31", true),
        ("32", false),
        ("40", false),
        ("41", true),
        ("71", true),
        ("72", false),
        ("99", false),
        ("LM", true),
        ("PN", false),
        ("TM", true),
        ("TN", false),
    ] {
        let code = with_check_letter(&format!("VRDLGU75D{day}F205"));
        let expected = (!possible).then_some(FiscalCodeError::BirthDay);
        assert_eq!(FiscalCode::parse(&code).err(), expected, "{day}");
    }
    assert_eq!(FiscalCodeError::BirthDay.key(), "fiscal_code.birth_day");
}

#[test]
fn people_born_abroad_and_the_very_old_are_accepted() {
    assert!(FiscalCode::parse("BNCNNA99T71Z404P").is_ok());
}

#[derive(Deserialize)]
struct Vector {
    cf: String,
    kind: String,
    valid: bool,
}

#[test]
fn public_vectors_agree() {
    for Vector { cf, kind, valid } in vectors("codice-fiscale.json") {
        let read = TaxCode::parse(&cf);
        assert_eq!(read.is_ok(), valid, "{cf}");
        if let (Ok(code), "F" | "G") = (read, kind.as_str()) {
            assert_eq!(code.entity_type().as_str(), kind, "{cf}");
        }
    }
}

prop_compose! {
    fn any_code()(
        names in "[A-Z]{6}",
        year in 0..100_u32,
        month in "[ABCDEHLMPRST]",
        day in prop_oneof![1..=31_u32, 41..=71_u32],
        place in "[A-Z][0-9]{3}",
    ) -> String {
        with_check_letter(&format!("{names}{year:02}{month}{day:02}{place}"))
    }
}

/// The code with the chosen digits replaced and the check letter computed again.
fn omocodia(code: &str, replaced: &[usize]) -> String {
    let letters: Vec<char> = OMOCODIA.chars().collect();
    let checked: String = code
        .chars()
        .take(15)
        .enumerate()
        .map(|(place, c)| match c.to_digit(10) {
            Some(digit) if replaced.contains(&place) => letters[digit as usize],
            _ => c,
        })
        .collect();
    with_check_letter(&checked)
}

proptest! {
    #[test]
    fn codes_made_by_the_book_are_accepted(code in any_code()) {
        let read = FiscalCode::parse(&code.to_lowercase()).unwrap();
        prop_assert_eq!(read.as_str(), code);
    }

    #[test]
    fn s0_08_every_omocodia_variant_is_accepted(
        code in any_code(),
        replaced in prop::sample::subsequence(DIGIT_PLACES.to_vec(), 0..=7),
    ) {
        let variant = omocodia(&code, &replaced);
        prop_assert!(FiscalCode::parse(&variant).is_ok(), "{}", variant);
    }

    /// Within a place all characters that may stand there weigh differently.
    #[test]
    fn one_mistyped_character_is_refused(code in any_code(), place in 0..16_usize, typed in "[0-9A-Z]") {
        let mut mistyped = code.clone();
        mistyped.replace_range(place..=place, &typed);
        prop_assert_eq!(FiscalCode::parse(&mistyped).is_ok(), mistyped == code);
    }

    #[test]
    fn a_masked_code_hides_birth_and_place(code in any_code()) {
        let masked = FiscalCode::parse(&code).unwrap().masked();
        prop_assert_eq!(&masked[..3], &code[..3]);
        prop_assert_eq!(&masked[3..14], "***********");
        prop_assert_eq!(&masked[14..], &code[14..]);
    }
}
