//! By what a citizen names their request: short enough for the telephone, random enough not to be guessed.

use crate::text::canonical_text;

/// Characters without the blanks and hyphens people put between them.
const LENGTH: usize = 12;
/// Crockford's alphabet: no I, L, O, U, which are mistaken for others.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Twelve characters of 5 random bits each.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SupportReference(String);

/// The text is no reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the reference is not written as twelve letters and digits")]
pub struct SupportReferenceError;

impl SupportReference {
    /// The reference of random bytes made by the caller; five bits of each count.
    #[must_use]
    pub fn of(random: [u8; LENGTH]) -> Self {
        let letter = |byte: u8| char::from(ALPHABET.get(usize::from(byte % 32)).copied().unwrap_or(b'0'));
        Self(random.into_iter().map(letter).collect())
    }

    /// Reads a reference as people type it: in either case, with blanks and hyphens, O for 0, I and L for 1.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, SupportReferenceError> {
        let mut read = String::with_capacity(LENGTH);
        for character in text.chars().filter(|c| !matches!(c, ' ' | '-')) {
            let character = match character.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let known = u8::try_from(character).is_ok_and(|byte| ALPHABET.contains(&byte));
            if !known || read.len() >= LENGTH {
                return Err(SupportReferenceError);
            }
            read.push(character);
        }
        if read.len() == LENGTH { Ok(Self(read)) } else { Err(SupportReferenceError) }
    }

    /// Without separators.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In groups of four, as it is shown.
    #[must_use]
    pub fn grouped(&self) -> String {
        let characters: Vec<char> = self.0.chars().collect();
        characters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
    }
}

canonical_text!(SupportReference, SupportReferenceError);
