//! Money only ever goes to an account whose number checks out three ways.

#[cfg(test)]
mod tests;

use iban::{IbanLike, ParseBaseIbanError, ParseIbanError};

use crate::text::{
    canonical::{in_groups_of_four, upper_without_blanks},
    canonical_text,
};

use super::{PostalAccount, odd_even_table::check_letter};

/// Bank code (ABI) of Poste Italiane: it marks a postal account.
const POSTE_ITALIANE: &str = "07601";
/// Characters of an Italian IBAN: a missing one is named before the check digits are.
const ITALIAN_LENGTH: usize = 27;

/// IBAN (ISO 13616): layout of its country and check digits right; for Italian accounts the CIN
/// letter too.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Iban(String);

/// Why an IBAN is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IbanError {
    /// Not two letters, two digits, and letters or digits.
    #[error("the IBAN is not two letters, two digits and the account")]
    Layout,
    /// No country with these letters issues IBANs.
    #[error("the IBAN begins with an unknown country")]
    Country,
    /// Not laid out as its country does; Italian ones have 27 characters.
    #[error("the account in the IBAN is not laid out as its country does")]
    Account,
    /// The two check digits belong to another account.
    #[error("the check digits of the IBAN are wrong")]
    CheckDigits,
    /// The Italian CIN letter belongs to another account.
    #[error("the CIN letter of the IBAN is wrong")]
    Cin,
}

impl IbanError {
    /// Stable key of the translated message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Layout => "iban.layout",
            Self::Country => "iban.country",
            Self::Account => "iban.account",
            Self::CheckDigits => "iban.check_digits",
            Self::Cin => "iban.cin",
        }
    }
}

impl From<ParseIbanError> for IbanError {
    fn from(error: ParseIbanError) -> Self {
        match error {
            ParseIbanError::InvalidBaseIban { source } => match source {
                ParseBaseIbanError::InvalidFormat => Self::Layout,
                ParseBaseIbanError::InvalidChecksum => Self::CheckDigits,
            },
            ParseIbanError::InvalidBban(_) => Self::Account,
            ParseIbanError::UnknownCountry(_) => Self::Country,
        }
    }
}

impl Iban {
    /// Reads an IBAN in either case; blanks are stripped.
    ///
    /// # Errors
    /// When layout, country, check digits or, for Italy, the CIN letter are wrong.
    pub fn parse(text: &str) -> Result<Self, IbanError> {
        let code = upper_without_blanks(text);
        if code.starts_with("IT") && code.len() != ITALIAN_LENGTH {
            return Err(IbanError::Account);
        }
        let checked: iban::Iban = code.parse()?;
        if checked.country_code() == "IT" && !cin_valid(checked.bban()) {
            return Err(IbanError::Cin);
        }
        Ok(Self(code))
    }

    /// The IBAN without blanks.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In groups of four characters, as paper shows it.
    #[must_use]
    pub fn grouped(&self) -> String {
        in_groups_of_four(&self.0)
    }

    /// Whether this is an account at Poste Italiane, which a bollettino can be paid into.
    #[must_use]
    pub fn is_postal(&self) -> bool {
        self.0.starts_with("IT") && self.0.get(5..10) == Some(POSTE_ITALIANE)
    }

    /// The number of the postal account; `None` when the account is not postal.
    #[must_use]
    pub fn postal_account(&self) -> Option<PostalAccount> {
        if !self.is_postal() {
            return None;
        }
        PostalAccount::parse(self.0.get(15..)?).ok()
    }
}

/// The first letter of an Italian account checks the 22 characters that follow it.
fn cin_valid(account: &str) -> bool {
    account.split_at_checked(1).and_then(|(cin, rest)| Some(cin.starts_with(check_letter(rest)?))).unwrap_or(false)
}

canonical_text!(Iban, IbanError);
