//! Passwords: long rather than odd (NIST SP 800-63B, 5.1.1.2), not among those everybody tries first, not made of what is known of the
//! person. No rule about kinds of characters, nothing cut off.

use secrecy::{ExposeSecret, SecretString};
use unicode_normalization::UnicodeNormalization;

/// Fewest and most characters (Unicode scalar values after NFC).
const LENGTH: std::ops::RangeInclusive<usize> = 12..=128;
/// The most bytes that are looked at: 128 characters never need more, not even before normalisation.
const MAX_BYTES: usize = 4_096;
/// The shortest part of a person's data that must not stand in a password.
const TELLING: usize = 4;

/// Known passwords of at least twelve characters, in lower case, sorted; see the folder's README.
static BLOCKED: &str = include_str!("../../assets/passwords/blocked.txt");

/// A password as it is hashed: NFC, otherwise as typed, blanks included.
#[derive(Clone)]
pub struct Password(SecretString);

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(***)")
    }
}

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Not between 12 and 128 characters.
    #[error("the password must have 12 to 128 characters")]
    Length,
    /// Everybody's.
    #[error("the password is among the most used ones")]
    Blocked,
    /// Made of what is known of its owner.
    #[error("the password holds data of its owner or of the Ente")]
    Personal,
}

impl PasswordError {
    /// Stable key of the translated message.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Length => "password.length",
            Self::Blocked => "password.blocked",
            Self::Personal => "password.personal",
        }
    }
}

impl Password {
    /// A password typed to prove who one is: any text may be one.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        let end = text.floor_char_boundary(MAX_BYTES);
        Self(SecretString::from(text[..end].nfc().collect::<String>()))
    }

    /// A new password; `known` is what is known of its owner.
    ///
    /// # Errors
    /// See [`PasswordError`].
    pub fn choose<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> Result<Self, PasswordError> {
        if text.len() > MAX_BYTES || !LENGTH.contains(&text.nfc().count()) {
            return Err(PasswordError::Length);
        }
        let lower = text.nfc().collect::<String>().to_lowercase();
        if is_blocked(&lower) {
            return Err(PasswordError::Blocked);
        }
        let tells = |part: &str| part.chars().count() >= TELLING && lower.contains(&part.to_lowercase());
        if known.into_iter().any(tells) {
            return Err(PasswordError::Personal);
        }
        Ok(Self::typed(text))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.expose_secret().as_bytes()
    }
}

/// Whether a text in lower case is on the list, or is one short text over and over.
fn is_blocked(lower: &str) -> bool {
    let characters: Vec<char> = lower.chars().collect();
    let repeats = |period: usize| characters.iter().zip(characters.iter().skip(period)).all(|(one, next)| one == next);
    (1..=TELLING).any(repeats) || on_the_list(lower)
}

/// Binary search over the lines.
fn on_the_list(wanted: &str) -> bool {
    let (mut low, mut high) = (0, BLOCKED.len());
    while low < high {
        let middle = BLOCKED.floor_char_boundary(low + (high - low) / 2);
        let start = BLOCKED[low..middle].rfind('\n').map_or(low, |at| low + at + 1);
        let end = BLOCKED[start..].find('\n').map_or(BLOCKED.len(), |at| start + at);
        match BLOCKED[start..end].cmp(wanted) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = (end + 1).min(BLOCKED.len()),
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn choose(text: &str) -> Result<(), PasswordError> {
        Password::choose(text, ["mario.rossi", "RSSMRA80A01F205X", "Comune di Borgoesempio"]).map(drop)
    }

    #[test]
    fn a1_length_is_counted_in_characters_and_nothing_is_cut() {
        for good in [
            "ventitre gatti neri",
            " blank at the ends ",
            &"\u{1f600}\u{1f601}\u{1f602}\u{1f923}\u{1f60a}".repeat(25),
            "ПарольДлинный",
        ] {
            assert_eq!(choose(good), Ok(()), "{good}");
        }
        assert_eq!(choose("undici car."), Err(PasswordError::Length));
        assert_eq!(choose(&"x1yz".repeat(33)), Err(PasswordError::Length));
        assert_eq!(choose(&"\u{1f600}".repeat(2_000)), Err(PasswordError::Length));
        assert_eq!(Password::typed(" è ").bytes(), " è ".as_bytes());
        assert_eq!(Password::typed("e\u{300}").bytes(), "è".as_bytes(), "one spelling of one letter");
    }

    #[test]
    fn a2_what_everybody_uses_and_what_is_known_of_the_person_is_refused() {
        assert_eq!(BLOCKED.lines().count(), 43_940);
        assert!(BLOCKED.lines().zip(BLOCKED.lines().skip(1)).all(|(one, next)| one < next), "sorted");
        for blocked in ["qwertyuiop123", "123456789012", "Password1234", "aaaaaaaaaaaaaa", "abcabcabcabc"] {
            assert_eq!(choose(blocked), Err(PasswordError::Blocked), "{blocked}");
        }
        for personal in ["io sono Mario.Rossi qui", "rssmra80a01f205x!", "comune di borgoesempio"] {
            assert_eq!(choose(personal), Err(PasswordError::Personal), "{personal}");
        }
    }

    proptest! {
        #[test]
        fn a2_the_list_is_found_line_by_line(at in 0..43_940_usize) {
            let line = BLOCKED.lines().nth(at).unwrap();
            prop_assert!(on_the_list(line));
            let longer = format!("{line}\u{1}");
            prop_assert!(!on_the_list(&longer));
        }
    }
}
