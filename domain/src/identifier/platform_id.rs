//! Identifiers that pagoPA or the creditor choose freely: kept as they are, bounded and printable.

#[cfg(test)]
mod tests;

use crate::text::canonical_text;

/// Declares an identifier of 1 to `$max` characters with its error.
macro_rules! printable_id {
    ($(#[$doc:meta])* $name:ident, $error:ident, $label:literal, $key:literal, $max:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        #[doc = concat!("Why a ", $label, " is refused.")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
        pub enum $error {
            /// Nothing but blanks.
            #[error("the {} is empty", $label)]
            Empty,
            /// Longer than the platform carries.
            #[error("the {} is longer than {} characters", $label, $max)]
            TooLong,
            /// A control character stands in it.
            #[error("the {} holds a character that cannot be printed", $label)]
            NotPrintable,
        }

        impl $error {
            /// Stable key of the translated message.
            #[must_use]
            pub fn key(&self) -> &'static str {
                match self {
                    Self::Empty => concat!($key, ".empty"),
                    Self::TooLong => concat!($key, ".too_long"),
                    Self::NotPrintable => concat!($key, ".not_printable"),
                }
            }
        }

        impl $name {
            #[doc = concat!("Reads a ", $label, "; blanks at its ends are dropped.")]
            ///
            /// # Errors
            /// When it is empty, too long, or holds a control character.
            pub fn parse(text: &str) -> Result<Self, $error> {
                let text = text.trim();
                if text.is_empty() {
                    return Err($error::Empty);
                }
                if text.chars().any(char::is_control) {
                    return Err($error::NotPrintable);
                }
                if text.chars().count() > $max {
                    return Err($error::TooLong);
                }
                Ok(Self(text.to_owned()))
            }

            /// The identifier.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        canonical_text!($name, $error);
    };
}

printable_id!(
    /// Identifier of a receipt, equal to the payment token and to the `iur` of the reporting flow
    /// (`stPaymentToken`, 1 to 35 characters).
    ReceiptId, ReceiptIdError, "receipt id", "receipt_id", 35
);

printable_id!(
    /// Broker of a creditor (`idBrokerPA`, 1 to 35 characters, in practice its 11-digit tax code).
    BrokerId, BrokerIdError, "broker id", "broker_id", 35
);

printable_id!(
    /// Station of a creditor (`idStation`, 1 to 35 characters, usually `<broker tax code>_NN`).
    StationId, StationIdError, "station id", "station_id", 35
);

printable_id!(
    /// Identifier of a debt position chosen by the creditor (`iupd` of GPD, unique per creditor),
    /// 1 to 50 characters.
    Iupd, IupdError, "IUPD", "iupd", 50
);
