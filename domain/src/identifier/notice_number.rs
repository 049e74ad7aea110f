//! The notice number is the key a citizen reads from paper; it is issued once and never again.

#[cfg(test)]
mod tests;

use crate::text::{
    canonical::{in_groups_of_four, is_digits, without_blanks},
    canonical_text,
};

use super::{
    Iuv, SegregationCode,
    remainder::{MOD_93, decimal_digits, remainder},
};

/// Digits covered by the check digits.
const CHECKED_PREFIX: usize = 16;

/// Notice number ("numero avviso", NAV): exactly 18 digits, kept as text because leading zeros
/// count (`stNoticeNumber`; SACI 3.1.0 for the layouts).
///
/// Parsing does not demand right check digits: PSPs need not verify them and the Node does not, so
/// a wrong number must be answered as unknown, not as malformed. See
/// [`check_digits_valid`](Self::check_digits_valid).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NoticeNumber(String);

/// First digit of a notice number: how the rest is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AuxDigit {
    /// 0: application code, then a 15-digit IUV; no longer issued since 2023.
    Zero,
    /// 1: 17 free digits without check digits; no longer issued.
    One,
    /// 2: 15 digits of base; no longer issued.
    Two,
    /// 3: segregation code and 13 digits of base; the only layout of new notices.
    Three,
    /// 4 to 9: no layout exists.
    Unassigned,
}

/// Why a notice number is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoticeNumberError {
    /// Something other than digits and blanks.
    #[error("the notice number holds something other than digits")]
    NotDigits,
    /// Not 18 digits long.
    #[error("the notice number has {found} digits instead of 18")]
    Length {
        /// Digits found.
        found: usize,
    },
}

impl NoticeNumberError {
    /// Stable key of the translated message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotDigits => "notice_number.not_digits",
            Self::Length { .. } => "notice_number.length",
        }
    }
}

/// The 13 digits a creditor counts upwards for one segregation code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NoticeBase(u64);

/// Why a base of a notice number is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoticeBaseError {
    /// More than 13 digits: the sequence is used up.
    #[error("the base of the notice number has more than 13 digits")]
    Exhausted,
}

impl NoticeBaseError {
    /// Stable key of the translated message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Exhausted => "notice_base.exhausted",
        }
    }
}

impl NoticeBase {
    /// The last base of a sequence.
    pub const MAX: Self = Self(9_999_999_999_999);

    /// A base of at most 13 digits.
    ///
    /// # Errors
    /// When it has more.
    pub fn new(base: u64) -> Result<Self, NoticeBaseError> {
        if base > Self::MAX.0 {
            return Err(NoticeBaseError::Exhausted);
        }
        Ok(Self(base))
    }

    /// The number.
    #[must_use]
    pub const fn as_u64(self) -> u64 {
        self.0
    }
}

impl NoticeNumber {
    /// Reads a notice number; blanks are stripped, since paper prints it in groups of four.
    ///
    /// # Errors
    /// When what remains is not exactly 18 digits.
    pub fn parse(text: &str) -> Result<Self, NoticeNumberError> {
        let digits = without_blanks(text);
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NoticeNumberError::NotDigits);
        }
        if !is_digits(&digits, 18) {
            return Err(NoticeNumberError::Length { found: digits.len() });
        }
        Ok(Self(digits))
    }

    /// Issues a new notice number: `3`, segregation code, base, and the remainder of those 16 digits
    /// modulo 93 on two digits (SACI 3.1.0).
    #[must_use]
    pub fn issue(segregation: &SegregationCode, base: NoticeBase) -> Self {
        let prefix = format!("3{segregation}{:013}", base.0);
        let check = remainder(decimal_digits(&prefix), MOD_93);
        Self(format!("{prefix}{check:02}"))
    }

    /// The 18 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How the rest of the number is built.
    #[must_use]
    pub fn aux_digit(&self) -> AuxDigit {
        match self.0.chars().next() {
            Some('0') => AuxDigit::Zero,
            Some('1') => AuxDigit::One,
            Some('2') => AuxDigit::Two,
            Some('3') => AuxDigit::Three,
            _ => AuxDigit::Unassigned,
        }
    }

    /// The station the Node routes this notice to; only numbers with aux digit 3 have one.
    #[must_use]
    pub fn segregation_code(&self) -> Option<SegregationCode> {
        if self.aux_digit() != AuxDigit::Three {
            return None;
        }
        SegregationCode::parse(self.0.get(1..3)?).ok()
    }

    /// Whether the last two digits check the first sixteen. Numbers with aux digit 1 carry no check
    /// digits and pass; numbers of no known layout do not.
    #[must_use]
    pub fn check_digits_valid(&self) -> bool {
        match self.aux_digit() {
            AuxDigit::One => true,
            AuxDigit::Unassigned => false,
            AuxDigit::Zero | AuxDigit::Two | AuxDigit::Three => {
                let checked = decimal_digits(&self.0).take(CHECKED_PREFIX);
                let check = decimal_digits(&self.0).skip(CHECKED_PREFIX);
                check.eq(two_digits(remainder(checked, MOD_93)))
            }
        }
    }

    /// The IUV carried in messages about this notice: 15 digits for aux digit 0, else 17.
    #[must_use]
    pub fn iuv(&self) -> Iuv {
        let skipped = match self.aux_digit() {
            AuxDigit::Zero => 3,
            _ => 1,
        };
        Iuv::of_notice(self.0.chars().skip(skipped).collect())
    }

    /// Whether this is the probe by which the stand-in service asks if a station is alive: a notice
    /// of eighteen zeros that nobody owns (SANP, stand-in).
    #[must_use]
    pub fn is_stand_in_probe(&self) -> bool {
        self.0.bytes().all(|b| b == b'0')
    }

    /// As paper prints it: groups of four digits, `3022 6000 0000 0017 36`.
    #[must_use]
    pub fn grouped(&self) -> String {
        in_groups_of_four(&self.0)
    }
}

/// A remainder as its two printed digits.
fn two_digits(check: u32) -> [u32; 2] {
    [check / 10, check % 10]
}

canonical_text!(NoticeNumber, NoticeNumberError);
