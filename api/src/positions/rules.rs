//! What an Ente's settings allow a position to say.

use domain::debt_position::Destination;
use domain::ente::EnteSettings;
use domain::identifier::{AuxDigit, EnteCode, Iban, NoticeNumber, TransferCategory};

/// A rule that a position breaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// Only numbers with aux digit 3 route to a station of ours.
    #[error("notice numbers begin with 3, the segregation code and 13 digits")]
    NumberLayout,
    /// The number routes to another station.
    #[error("segregation code {0} is not one of this Ente's stations")]
    NumberOfOthers(String),
    /// The last two digits do not check the others.
    #[error("the check digits of the notice number are wrong")]
    NumberCheck,
    /// Money can go to accounts registered with pagoPA only.
    #[error("is not one of the accounts in the Ente's settings")]
    UnknownAccount,
    /// The postal account is not the one beside the account.
    #[error("is not the postal account beside that account in the Ente's settings")]
    UnknownPostalAccount,
    /// The creditor is not one the Ente shares notices with.
    #[error("{0} is not a secondary creditor in the Ente's settings")]
    UnknownCreditor(EnteCode),
    /// The account of another creditor is not ours to know.
    #[error("is required when the creditor is another one")]
    AccountRequired,
    /// No category is given and the Ente has none of its own.
    #[error("is required: the Ente's settings have no default_category")]
    CategoryRequired,
}

impl RuleError {
    /// Stable name of the rule.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::NumberLayout => "notice_number.layout",
            Self::NumberOfOthers(_) => "notice_number.segregation_code",
            Self::NumberCheck => "notice_number.check_digits",
            Self::UnknownAccount | Self::UnknownPostalAccount => "ente.accounts",
            Self::UnknownCreditor(_) => "ente.secondary_creditors",
            Self::AccountRequired | Self::CategoryRequired => "required",
        }
    }
}

/// Whether a number given by the office can be a notice of this Ente.
///
/// # Errors
/// When it routes elsewhere or its check digits are wrong.
pub fn notice_number(ente: &EnteSettings, nav: &NoticeNumber) -> Result<(), RuleError> {
    if nav.aux_digit() != AuxDigit::Three {
        return Err(RuleError::NumberLayout);
    }
    match nav.segregation_code() {
        Some(code) if !ente.serves(&code) => return Err(RuleError::NumberOfOthers(code.to_string())),
        Some(_) => {}
        None => return Err(RuleError::NumberLayout),
    }
    if nav.check_digits_valid() { Ok(()) } else { Err(RuleError::NumberCheck) }
}

/// Who a share goes to: the Ente itself, or a creditor it shares notices with.
///
/// # Errors
/// When the Ente does not know the creditor.
pub fn creditor(ente: &EnteSettings, code: Option<&EnteCode>) -> Result<EnteCode, RuleError> {
    match code {
        None => Ok(ente.code.clone()),
        Some(code) if *code == ente.code || ente.secondary_creditors.iter().any(|other| other.code == *code) => Ok(code.clone()),
        Some(code) => Err(RuleError::UnknownCreditor(code.clone())),
    }
}

/// The account a share goes to: the one given, or the Ente's first.
///
/// # Errors
/// When the account is not registered, or is missing for another creditor.
pub fn account(
    ente: &EnteSettings,
    creditor: &EnteCode,
    iban: Option<&Iban>,
    postal_iban: Option<&Iban>,
) -> Result<Destination, RuleError> {
    let ours = *creditor == ente.code;
    let account = match iban {
        Some(iban) if !ours => return Ok(Destination::Account { iban: iban.clone(), postal_iban: postal_iban.cloned() }),
        None if !ours => return Err(RuleError::AccountRequired),
        Some(iban) => ente.accounts.iter().find(|account| account.iban == *iban),
        None => ente.accounts.first(),
    };
    let account = account.ok_or(RuleError::UnknownAccount)?;
    if postal_iban.is_some_and(|given| account.postal_iban.as_ref() != Some(given)) {
        return Err(RuleError::UnknownPostalAccount);
    }
    Ok(Destination::Account { iban: account.iban.clone(), postal_iban: account.postal_iban.clone() })
}

/// The taxonomy code of a share: the one given, or the Ente's own.
///
/// # Errors
/// When there is neither.
pub fn category(ente: &EnteSettings, given: Option<&TransferCategory>) -> Result<TransferCategory, RuleError> {
    given.or(ente.default_category.as_ref()).cloned().ok_or(RuleError::CategoryRequired)
}
