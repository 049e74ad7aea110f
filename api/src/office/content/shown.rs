//! Texts in every language, as the office sees them.

use async_graphql::SimpleObject;
use domain::content::Translated;

use crate::office::access::{EDITORS, access};

/// A text in the languages of the portal, as far as it was translated.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(EDITORS.to_vec()))]
pub(super) struct Texts {
    /// In Italian.
    it: String,
    /// In English.
    en: Option<String>,
    /// In German.
    de: Option<String>,
    /// In French.
    fr: Option<String>,
    /// In Slovene.
    sl: Option<String>,
}

impl<T: ToString> From<&Translated<T>> for Texts {
    fn from(text: &Translated<T>) -> Self {
        let some = |text: &Option<T>| text.as_ref().map(ToString::to_string);
        Self { it: text.it.to_string(), en: some(&text.en), de: some(&text.de), fr: some(&text.fr), sl: some(&text.sl) }
    }
}
