//! The identifier of a reporting flow is what links a bank transfer to the payments inside it.

#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use crate::text::canonical_text;

/// Longest flow identifier (FlussoRiversamento 1.0.4).
const MAX_LENGTH: usize = 35;
/// Characters of the date it begins with.
const DATE_LENGTH: usize = 10;

/// Identifier of a reporting flow ("idFlusso"): settlement date, PSP, hyphen and a tail of its own
/// choice, such as `2026-10-21ABI99999-0000000001` (SACI 3.2.1).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FlowId {
    text: String,
    settlement_date: NaiveDate,
}

/// Why a flow identifier is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FlowIdError {
    /// Longer than 35 characters.
    #[error("the flow identifier is longer than 35 characters")]
    TooLong,
    /// A character other than letters, digits, hyphen and underscore.
    #[error("the flow identifier holds a character other than letters, digits, - and _")]
    Character,
    /// It does not begin with a date written YYYY-MM-DD.
    #[error("the flow identifier does not begin with a date")]
    SettlementDate,
    /// No PSP, or no hyphen and tail after it.
    #[error("the flow identifier lacks the PSP, or the hyphen and tail after it")]
    Tail,
}

impl FlowIdError {
    /// Stable key of the translated message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::TooLong => "flow_id.too_long",
            Self::Character => "flow_id.character",
            Self::SettlementDate => "flow_id.settlement_date",
            Self::Tail => "flow_id.tail",
        }
    }
}

impl FlowId {
    /// Reads a flow identifier.
    ///
    /// # Errors
    /// When it is too long, holds another character, or lacks date, PSP or tail.
    pub fn parse(text: &str) -> Result<Self, FlowIdError> {
        let text = text.trim();
        if !text.bytes().all(is_allowed) {
            return Err(FlowIdError::Character);
        }
        if text.len() > MAX_LENGTH {
            return Err(FlowIdError::TooLong);
        }
        let (date, rest) = text.split_at_checked(DATE_LENGTH).ok_or(FlowIdError::SettlementDate)?;
        let settlement_date = date_of(date).ok_or(FlowIdError::SettlementDate)?;
        match rest.split_once('-') {
            Some((psp, tail)) if !psp.is_empty() && !tail.is_empty() => Ok(Self { text: text.to_owned(), settlement_date }),
            _ => Err(FlowIdError::Tail),
        }
    }

    /// The whole identifier.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The day the PSP settles, a date in Italy.
    #[must_use]
    pub fn settlement_date(&self) -> NaiveDate {
        self.settlement_date
    }

    /// The PSP that pays.
    #[must_use]
    pub fn psp(&self) -> &str {
        self.after_date().0
    }

    /// What the PSP appended to tell its flows apart.
    #[must_use]
    pub fn tail(&self) -> &str {
        self.after_date().1
    }

    fn after_date(&self) -> (&str, &str) {
        let rest = self.text.get(DATE_LENGTH..).unwrap_or_default();
        rest.split_once('-').unwrap_or_default()
    }
}

pub(super) fn is_allowed(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

/// A date written exactly `YYYY-MM-DD`.
fn date_of(text: &str) -> Option<NaiveDate> {
    let date: NaiveDate = text.parse().ok()?;
    (date.to_string() == text).then_some(date)
}

canonical_text!(FlowId, FlowIdError);
