//! Every value type has exactly one written form: what is stored, hashed, compared and shown is
//! the same text, and reading it back checks it again.

use std::{fmt, marker::PhantomData};

use serde::de;

/// Gives a type with `parse` and `as_str` its outward faces: `Display`, `FromStr`, `AsRef<str>` and
/// serde as its canonical text.
///
/// `restore` names the constructor used when reading stored text, where it differs from `parse`.
macro_rules! canonical_text {
    ($type:ty, $error:ty) => {
        $crate::text::canonical_text!($type, $error, restore = <$type>::parse);
    };
    ($type:ty, $error:ty, restore = $restore:expr) => {
        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::str::FromStr for $type {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str($crate::text::canonical::TextVisitor::new(stringify!($type), $restore))
            }
        }
    };
}
pub(crate) use canonical_text;

/// Reads a text and hands it to a checking constructor; a refusal never repeats the text, which may
/// be personal.
pub(crate) struct TextVisitor<T, F> {
    type_name: &'static str,
    restore: F,
    value: PhantomData<T>,
}

impl<T, F> TextVisitor<T, F> {
    pub(crate) fn new(type_name: &'static str, restore: F) -> Self {
        Self { type_name, restore, value: PhantomData }
    }
}

impl<T, E, F> de::Visitor<'_> for TextVisitor<T, F>
where
    E: fmt::Display,
    F: FnOnce(&str) -> Result<T, E>,
{
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a text holding a {}", self.type_name)
    }

    fn visit_str<X: de::Error>(self, text: &str) -> Result<T, X> {
        (self.restore)(text).map_err(X::custom)
    }
}

/// The text without any white space: notices, cards and bank papers print codes in groups.
pub(crate) fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text without any white space and with ASCII letters in upper case.
pub(crate) fn upper_without_blanks(text: &str) -> String {
    let mut code = without_blanks(text);
    code.make_ascii_uppercase();
    code
}

/// Whether the text is exactly `count` ASCII digits.
pub(crate) fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

/// The code in groups of four characters, as paper shows it.
pub(crate) fn in_groups_of_four(code: &str) -> String {
    let mut grouped = String::with_capacity(code.len().saturating_mul(2));
    for (position, character) in code.chars().enumerate() {
        if position > 0 && position % 4 == 0 {
            grouped.push(' ');
        }
        grouped.push(character);
    }
    grouped
}
