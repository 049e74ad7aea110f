//! A text in the languages of the portal.

use serde::{Deserialize, Serialize};

use crate::service::Tongue;

/// Something said in Italian, and in the other languages as far as it was translated; Italian stands in for those that are missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Translated<T> {
    /// In Italian.
    pub it: T,
    /// In English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<T>,
    /// In German.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub de: Option<T>,
    /// In French.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fr: Option<T>,
    /// In Slovene.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sl: Option<T>,
}

impl<T> Translated<T> {
    /// Said in Italian only.
    #[must_use]
    pub const fn italian(it: T) -> Self {
        Self { it, en: None, de: None, fr: None, sl: None }
    }

    /// In a language, or in Italian.
    #[must_use]
    pub fn in_tongue(&self, tongue: Tongue) -> &T {
        let translated = match tongue {
            Tongue::It => None,
            Tongue::En => self.en.as_ref(),
            Tongue::De => self.de.as_ref(),
            Tongue::Fr => self.fr.as_ref(),
            Tongue::Sl => self.sl.as_ref(),
        };
        translated.unwrap_or(&self.it)
    }
}
