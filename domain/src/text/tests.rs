//! One text, one form, never too long, never hiding anything.

use proptest::prelude::*;

use super::{BoundedText, Text35, Text140, TextError};

#[test]
fn blanks_are_trimmed_and_collapsed() {
    let text = Text35::parse("  Tassa \t rifiuti\r\n 2026\u{a0} ").unwrap();
    assert_eq!(text.as_str(), "Tassa rifiuti 2026");
}

#[test]
fn accents_have_one_form() {
    let composed = Text35::parse("Nicolò").unwrap();
    let decomposed = Text35::parse("Nicolo\u{300}").unwrap();
    assert_eq!(composed, decomposed);
    assert_eq!(decomposed.as_str().chars().count(), 6);
}

#[test]
fn nothing_but_blanks_is_refused() {
    for text in ["", " ", "\t\r\n", "\u{3000}\u{a0}"] {
        assert_eq!(Text35::parse(text), Err(TextError::Empty), "{text:?}");
        assert_eq!(Text35::cut(text), Err(TextError::Empty), "{text:?}");
    }
}

#[test]
fn length_is_counted_in_characters_not_bytes() {
    assert!(BoundedText::<5>::parse("èèèèè").is_ok());
    assert_eq!(BoundedText::<5>::parse("èèèèèè"), Err(TextError::TooLong { max: 5, found: 6 }));
}

#[test]
fn length_is_counted_after_normalisation() {
    assert!(BoundedText::<3>::parse("  a   b  ").is_ok());
    assert!(BoundedText::<1>::parse("e\u{300}").is_ok());
}

#[test]
fn characters_that_hide_or_reorder_text_are_refused() {
    let forbidden = [
        '\0', '\u{7}', '\u{1b}', '\u{7f}', '\u{9b}', '\u{61c}', '\u{200b}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202e}',
        '\u{2060}', '\u{2066}', '\u{2069}', '\u{feff}', '\u{fffe}', '\u{ffff}',
    ];
    for character in forbidden {
        let code_point = u32::from(character);
        let refusal = TextError::ForbiddenCharacter { code_point };
        let text = format!("Mario {character}Rossi");
        assert_eq!(Text35::parse(&text), Err(refusal), "U+{code_point:04X}");
        assert_eq!(Text35::cut(&text), Err(refusal), "U+{code_point:04X}");
    }
}

#[test]
fn refusals_name_the_code_point_and_have_keys() {
    let refusal = Text35::parse("a\u{202e}b").unwrap_err();
    assert_eq!(refusal.to_string(), "the text holds the character U+202E, which is not allowed");
    assert_eq!(refusal.key(), "text.forbidden_character");
    assert_eq!(TextError::Empty.key(), "text.empty");
    assert_eq!(TextError::TooLong { max: 1, found: 2 }.key(), "text.too_long");
}

#[test]
fn a_cut_text_does_not_end_in_a_blank() {
    assert_eq!(BoundedText::<4>::cut("una rata").unwrap().as_str(), "una");
    assert_eq!(BoundedText::<5>::cut("una rata").unwrap().as_str(), "una r");
}

#[test]
fn stored_text_is_checked_again_when_read() {
    let text: Text35 = serde_json::from_str("\"Refezione scolastica\"").unwrap();
    assert_eq!(serde_json::to_string(&text).unwrap(), "\"Refezione scolastica\"");
    for stored in ["\"\"", "\"a\\u0000b\"", "12", "null"] {
        assert!(serde_json::from_str::<Text35>(stored).is_err(), "{stored}");
    }
    let too_long = format!("\"{}\"", "x".repeat(36));
    assert!(serde_json::from_str::<Text35>(&too_long).is_err());
}

proptest! {
    #[test]
    fn printable_ascii_is_its_words_with_single_blanks_between(text in "[ -~]{0,60}") {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(Text140::parse(&text).map(|text| text.to_string()).ok(), Some(words).filter(|words| !words.is_empty()));
    }

    #[test]
    fn normalising_twice_changes_nothing(text in "\\PC{0,60}|[ \\t\\n\\u{300}-\\u{310}a-e]{0,60}") {
        if let Ok(once) = Text140::parse(&text) {
            prop_assert_eq!(Text140::parse(once.as_str()), Ok(once));
        }
    }

    #[test]
    fn accepted_text_fits_and_has_no_control_characters(text: String) {
        if let Ok(accepted) = Text35::parse(&text) {
            prop_assert!((1..=35).contains(&accepted.as_str().chars().count()));
            prop_assert!(!accepted.as_str().chars().any(char::is_control));
            prop_assert!(!accepted.as_str().contains("  "));
            prop_assert_eq!(accepted.as_str().trim(), accepted.as_str());
        }
    }

    #[test]
    fn a_cut_text_is_the_beginning_of_the_whole(text in "\\PC{0,200}") {
        if let Ok(whole) = BoundedText::<1000>::parse(&text) {
            let cut = Text35::cut(&text).unwrap();
            prop_assert!(whole.as_str().starts_with(cut.as_str()));
            prop_assert!(cut.as_str().chars().count() <= 35);
        }
    }

    #[test]
    fn a_text_that_fits_is_not_cut(text in "\\PC{0,35}") {
        if let Ok(whole) = Text35::parse(&text) {
            prop_assert_eq!(Text35::cut(&text), Ok(whole));
        }
    }
}
