//! The tables of the decree, written out as the letter a lone character is checked by.

use super::check_letter;

#[test]
fn odd_positions_weigh_as_the_decree_says() {
    for (character, letter) in ('A'..='Z').zip("BAFHJNPRTVCESULDGIMOQKWZYX".chars()) {
        assert_eq!(check_letter(&character.to_string()), Some(letter));
    }
    for (character, letter) in ('0'..='9').zip("BAFHJNPRTV".chars()) {
        assert_eq!(check_letter(&character.to_string()), Some(letter));
    }
}

#[test]
fn even_positions_weigh_their_rank() {
    // "B" in the odd position weighs nothing.
    for character in 'A'..='Z' {
        assert_eq!(check_letter(&format!("B{character}")), Some(character));
    }
    for (character, letter) in ('0'..='9').zip('A'..='J') {
        assert_eq!(check_letter(&format!("1{character}")), Some(letter));
    }
}

#[test]
fn other_characters_have_no_weight() {
    for code in ["a", "À", "A-", "A "] {
        assert_eq!(check_letter(code), None, "{code}");
    }
}
