//! Names the office gives to services and to the fields of their forms: part of addresses and of stored answers, so they never change.

use crate::text::canonical_text;

/// Declares a name of lower-case ASCII letters, digits and one separator, beginning with a letter.
macro_rules! short_name {
    ($(#[$doc:meta])* $name:ident, $error:ident, $label:literal, $separator:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        #[doc = concat!("Why a ", $label, " is refused.")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
        #[error("the {} is not 1 to 40 lower-case letters, digits and '{}', beginning with a letter", $label, $separator)]
        pub struct $error;

        impl $name {
            #[doc = concat!("Reads a ", $label, ".")]
            ///
            /// # Errors
            /// When it is not written as names are.
            pub fn parse(text: &str) -> Result<Self, $error> {
                let inside = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == $separator;
                let begins = text.bytes().next().is_some_and(|first| first.is_ascii_lowercase());
                if begins && text.len() <= 40 && text.bytes().all(inside) { Ok(Self(text.to_owned())) } else { Err($error) }
            }

            /// The name.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        canonical_text!($name, $error);
    };
}

short_name!(
    /// Name of a service within its Ente, such as `asilo-nido`.
    ServiceCode, ServiceCodeError, "service code", b'-'
);

short_name!(
    /// Name of a field within its form, such as `numero_verbale`.
    FieldKey, FieldKeyError, "field key", b'_'
);
