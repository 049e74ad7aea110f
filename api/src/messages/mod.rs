//! What citizens read, in five languages: one table per language, and a language that lacks a text does not compile.
//!
//! Texts are plain; values stand in braces and are filled in by name. Whoever shows a text in HTML escapes it there.

mod de;
mod en;
mod format;
mod fr;
mod it;
mod key;
mod sl;
#[cfg(test)]
mod tests;

pub use crate::documents::Language;
pub use format::{amount, moment};
pub use key::Message;

impl Message {
    /// The text in a language, values not filled in.
    #[must_use]
    pub const fn text(self, language: Language) -> &'static str {
        match language {
            Language::Italian => it::text(self),
            Language::English => en::text(self),
            Language::German => de::text(self),
            Language::French => fr::text(self),
            Language::Slovene => sl::text(self),
        }
    }

    /// The text in a language, each `{name}` replaced by its value. Values are taken as they are: braces in them mean nothing.
    #[must_use]
    pub fn fill(self, language: Language, values: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        let mut rest = self.text(language);
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            filled.push_str(values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// The message with this key: what the `key()` of a value type's error leads to.
    #[must_use]
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|message| message.key() == key)
    }
}
