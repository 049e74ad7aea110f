//! Provinces and countries as two capital letters.

#[cfg(test)]
mod tests;

use crate::text::canonical_text;

/// Declares a code of two capital letters with its error.
macro_rules! two_letters {
    ($(#[$doc:meta])* $name:ident, $error:ident, $label:literal, $key:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        #[doc = concat!("Why a ", $label, " is refused.")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
        pub enum $error {
            /// Not exactly two letters.
            #[error("the {} is not two letters", $label)]
            NotTwoLetters,
        }

        impl $error {
            /// Stable key of the translated message.
            #[must_use]
            pub fn key(&self) -> &'static str {
                match self {
                    Self::NotTwoLetters => concat!($key, ".not_two_letters"),
                }
            }
        }

        impl $name {
            #[doc = concat!("Reads a ", $label, " in either case; blanks at its ends are dropped.")]
            ///
            /// # Errors
            /// When it is not exactly two letters.
            pub fn parse(text: &str) -> Result<Self, $error> {
                let code = text.trim().to_ascii_uppercase();
                if code.len() != 2 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
                    return Err($error::NotTwoLetters);
                }
                Ok(Self(code))
            }

            /// The two capital letters.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        canonical_text!($name, $error);
    };
}

two_letters!(
    /// Italian province by its plate letters, such as `RM` (`stNazioneProvincia`).
    Province, ProvinceError, "province", "province"
);

two_letters!(
    /// Country by its ISO 3166-1 letters, such as `IT` (`stNazioneProvincia`).
    CountryCode, CountryCodeError, "country code", "country_code"
);
