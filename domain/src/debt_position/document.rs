//! The paper behind a debt: a bill of the school canteen, of the school bus, …, as the office numbers it.

use serde::{Deserialize, Serialize};

use crate::text::{Text35, Text70, canonical_text};

/// Years a bill can be of.
const YEARS: std::ops::RangeInclusive<u16> = 1990..=2199;

/// A numbered bill; type, year and number name it within its Ente.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BillDocument {
    /// Its type, as citizens read it.
    pub kind: Text70,
    /// The year it was numbered in.
    pub year: DocumentYear,
    /// Its number.
    pub number: Text35,
    /// The school year it is for.
    pub school_year: SchoolYear,
}

/// A calendar year, 1990 to 2199.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct DocumentYear(u16);

/// Why a year or a school year is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum YearError {
    /// Not a year anybody bills for.
    #[error("the year is not between 1990 and 2199")]
    OutOfRange,
    /// Not two years that follow each other.
    #[error("the school year is not written as 2026/2027")]
    Layout,
}

impl YearError {
    /// Stable key of the translated message.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::OutOfRange => "document_year.range",
            Self::Layout => "school_year.layout",
        }
    }
}

impl DocumentYear {
    /// The number.
    #[must_use]
    pub const fn as_u16(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for DocumentYear {
    type Error = YearError;

    fn try_from(year: u16) -> Result<Self, YearError> {
        if YEARS.contains(&year) { Ok(Self(year)) } else { Err(YearError::OutOfRange) }
    }
}

impl From<DocumentYear> for u16 {
    fn from(year: DocumentYear) -> Self {
        year.0
    }
}

/// A school year, September to June: `2026/2027`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchoolYear(String);

impl SchoolYear {
    /// Reads a school year, also as offices write it: `2026/27`, `2026-2027`.
    ///
    /// # Errors
    /// When it is not two years that follow each other, or out of range.
    pub fn parse(text: &str) -> Result<Self, YearError> {
        let (first, second) = text.trim().split_once(['/', '-']).ok_or(YearError::Layout)?;
        let digits = |part: &str, lengths: &[usize]| {
            let plain = part.bytes().all(|byte| byte.is_ascii_digit()) && lengths.contains(&part.len());
            plain.then(|| part.parse::<u16>().ok()).flatten().ok_or(YearError::Layout)
        };
        let (begins, ends) = (digits(first, &[4])?, digits(second, &[2, 4])?);
        let next = DocumentYear::try_from(begins)?.0.saturating_add(1);
        let follows = if second.len() == 4 { ends == next } else { next.checked_rem(100) == Some(ends) };
        if follows { Ok(Self(format!("{begins}/{next}"))) } else { Err(YearError::Layout) }
    }

    /// The years, `2026/2027`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

canonical_text!(SchoolYear, YearError);
