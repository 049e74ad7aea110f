//! A text in the languages the portal speaks; Italian stands in for those that are missing.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use crate::text::{BoundedText, TextError};

/// A language of the portal (ISO 639-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tongue {
    /// Italian.
    It,
    /// English.
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Slovene.
    Sl,
}

/// A text of at most `MAX` characters per language. Blank texts are no texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Wording<const MAX: usize>(BTreeMap<Tongue, BoundedText<MAX>>);

impl<const MAX: usize> Wording<MAX> {
    /// Reads texts by language and leaves blank ones out.
    ///
    /// # Errors
    /// The first text that is too long or holds a forbidden character.
    pub fn of<'a>(texts: impl IntoIterator<Item = (Tongue, &'a str)>) -> Result<Self, TextError> {
        let filled = texts.into_iter().filter(|(_, text)| !text.trim().is_empty());
        filled.map(|(tongue, text)| Ok((tongue, BoundedText::parse(text)?))).collect::<Result<_, _>>().map(Self)
    }

    /// The text in a language, or in Italian; none when there is neither.
    #[must_use]
    pub fn in_tongue(&self, tongue: Tongue) -> Option<&BoundedText<MAX>> {
        self.0.get(&tongue).or_else(|| self.0.get(&Tongue::It))
    }

    /// Whether there is no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether Italian, the language of the administration, is among them.
    #[must_use]
    pub fn has_italian(&self) -> bool {
        self.0.contains_key(&Tongue::It)
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for Wording<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texts = BTreeMap::<Tongue, String>::deserialize(deserializer)?;
        Self::of(texts.iter().map(|(tongue, text)| (*tongue, text.as_str()))).map_err(serde::de::Error::custom)
    }
}
