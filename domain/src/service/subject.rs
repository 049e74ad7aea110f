//! How the causale of a debt is made from what was typed: fixed words and fields in braces, as in `Verbale n. {numero_verbale}`.
//!
//! A causale is printed on notices and travels through banks, so fields that say who somebody is cannot stand in it.

use super::code::FieldKey;
use super::error::DefinitionError;
use super::form::Form;
use crate::text::{BoundedText, canonical_text};

/// A template of at most 210 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectTemplate(String);

/// Why a template is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SubjectTemplateError {
    /// No text, too long, or with characters no text may have.
    #[error("the subject is no text of 1 to 210 characters")]
    Text,
    /// A brace is open or closes nothing, or what stands in braces is no field key.
    #[error("the subject has braces that do not hold a field key")]
    Braces,
}

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    Words(&'a str),
    Field(FieldKey),
}

impl SubjectTemplate {
    /// Reads a template.
    ///
    /// # Errors
    /// When it is no text, or its braces do not hold field keys.
    pub fn parse(text: &str) -> Result<Self, SubjectTemplateError> {
        let text = BoundedText::<210>::parse(text).map_err(|_| SubjectTemplateError::Text)?;
        parts(text.as_str())?;
        Ok(Self(text.as_str().to_owned()))
    }

    /// The template.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn parts(&self) -> Vec<Part<'_>> {
        parts(&self.0).unwrap_or_default()
    }

    /// Whether every field in it is one of the form that is always filled in and says nothing personal.
    pub(super) fn validate(&self, form: &Form) -> Result<(), DefinitionError> {
        for part in self.parts() {
            let Part::Field(key) = part else { continue };
            match form.field(key.as_str()) {
                Some(field) if field.required && !field.kind.is_personal() => {}
                _ => return Err(DefinitionError::Subject(key)),
            }
        }
        Ok(())
    }
}

fn parts(text: &str) -> Result<Vec<Part<'_>>, SubjectTemplateError> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((words, after)) = rest.split_once('{') {
        let (key, after) = after.split_once('}').ok_or(SubjectTemplateError::Braces)?;
        parts.push(Part::Words(plain(words)?));
        parts.push(Part::Field(FieldKey::parse(key).map_err(|_| SubjectTemplateError::Braces)?));
        rest = after;
    }
    parts.push(Part::Words(plain(rest)?));
    Ok(parts)
}

fn plain(words: &str) -> Result<&str, SubjectTemplateError> {
    if words.contains('}') { Err(SubjectTemplateError::Braces) } else { Ok(words) }
}

canonical_text!(SubjectTemplate, SubjectTemplateError);
