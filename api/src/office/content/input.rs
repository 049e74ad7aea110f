//! Texts and addresses as the office types them: each refusal names its field.

use async_graphql::InputObject;
use domain::content::{Line, Passage, PlainTextError, Translated, WebAddress};
use domain::text::Text35;

use crate::office::answer::Refusal;

/// A text in the languages of the portal; Italian stands in for those that are missing. Plain text: no HTML.
#[derive(Clone, Debug, InputObject)]
pub(super) struct TextsInput {
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

impl TextsInput {
    /// One line in each language.
    pub(super) fn line(&self, field: &str) -> Result<Translated<Line>, Refusal> {
        self.read(field, Line::parse)
    }

    /// Several lines in each language.
    pub(super) fn passage(&self, field: &str) -> Result<Translated<Passage>, Refusal> {
        self.read(field, Passage::parse)
    }

    fn read<T>(&self, field: &str, parse: fn(&str) -> Result<T, PlainTextError>) -> Result<Translated<T>, Refusal> {
        let one = |language: &str, text: &str| parse(text).map_err(|error| Refusal::input(&format!("{field}.{language}"), error));
        let some = |language: &str, text: &Option<String>| {
            text.as_deref().filter(|text| !text.trim().is_empty()).map(|text| one(language, text)).transpose()
        };
        Ok(Translated {
            it: one("it", &self.it)?,
            en: some("en", &self.en)?,
            de: some("de", &self.de)?,
            fr: some("fr", &self.fr)?,
            sl: some("sl", &self.sl)?,
        })
    }
}

/// An address; none when it is absent or blank.
pub(super) fn address(field: &str, text: Option<&str>) -> Result<Option<WebAddress>, Refusal> {
    let filled = text.filter(|text| !text.trim().is_empty());
    filled.map(WebAddress::parse).transpose().map_err(|error| Refusal::input(field, error))
}

/// The office's own name of something it publishes.
pub(super) fn key(text: &str) -> Result<Text35, Refusal> {
    Text35::parse(text).map_err(|error| Refusal::input("input.key", error))
}
