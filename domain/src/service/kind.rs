//! The kinds of fields a form can have, each with its rules.

use serde::{Deserialize, Serialize};

use super::error::DefinitionError;
use super::pattern::Pattern;
use super::wording::Wording;
use crate::Cents;
use crate::text::Text35;

/// The longest text a citizen may type into a field: what fits into a causale.
pub(super) const LONGEST_TEXT: u16 = 140;
/// The most options of a choice, and the most fixed amounts.
const MOST_OPTIONS: usize = 100;

/// What is typed into a field, and by which rules it is judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FieldKind {
    /// Name and surname, or company name, of who owes.
    DebtorName,
    /// Codice fiscale or partita IVA of who owes.
    DebtorTaxCode,
    /// Where messages about the payment go.
    Email,
    /// What is paid, in cents.
    Amount(AmountRules),
    /// How many blocks of a fixed price are bought; what is paid is their product.
    Blocks {
        /// Price of one, in cents.
        price: Cents,
        /// Fewest.
        #[serde(default = "one")]
        minimum: u16,
        /// Most.
        maximum: u16,
    },
    /// Free text.
    Text {
        /// Fewest characters.
        #[serde(default = "one")]
        minimum: u16,
        /// Most characters, up to 140.
        #[serde(default = "longest_text")]
        maximum: u16,
        /// What the whole text must look like.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pattern: Option<Pattern>,
    },
    /// A day, `gg/mm/aaaa` or ISO 8601.
    Date {
        /// Where it may lie.
        #[serde(default)]
        when: When,
    },
    /// Codice fiscale or partita IVA of somebody else.
    TaxCode,
    /// Number plate of a vehicle, of any country.
    Plate,
    /// Number of a month, 01 to 12 (03 = March).
    Month,
    /// One of several.
    Choice {
        /// Which.
        options: Vec<Choice>,
    },
}

/// Which amounts are accepted, in cents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmountRules {
    /// Smallest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Cents>,
    /// Largest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<Cents>,
    /// Only whole multiples of this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multiple_of: Option<Cents>,
    /// Only these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fixed: Vec<Cents>,
}

/// Where a day may lie, as seen from the day it is typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Anywhere.
    #[default]
    Any,
    /// Today or earlier.
    Past,
    /// Today or later.
    Future,
}

/// One option of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What is stored.
    pub value: Text35,
    /// What is read.
    pub label: Wording<70>,
}

const fn one() -> u16 {
    1
}

const fn longest_text() -> u16 {
    LONGEST_TEXT
}

impl FieldKind {
    /// Whether this field says what is paid.
    #[must_use]
    pub const fn is_amount(&self) -> bool {
        matches!(self, Self::Amount(_) | Self::Blocks { .. })
    }

    /// Whether what is typed here says who somebody is: it is never written where others read it.
    #[must_use]
    pub const fn is_personal(&self) -> bool {
        matches!(self, Self::DebtorName | Self::DebtorTaxCode | Self::Email | Self::TaxCode | Self::Plate)
    }

    /// Whether this field says who owes.
    #[must_use]
    pub const fn is_debtor(&self) -> bool {
        matches!(self, Self::DebtorName | Self::DebtorTaxCode)
    }

    /// Whether the rules can be kept at all.
    pub(super) fn validate(&self) -> Result<(), DefinitionError> {
        let holds = match self {
            Self::Amount(rules) => rules.can_be_kept(),
            Self::Blocks { price, minimum, maximum } => {
                let most = price.as_i64().checked_mul(i64::from(*maximum)).map(Cents::positive);
                price.is_positive() && 0 < *minimum && minimum <= maximum && matches!(most, Some(Ok(_)))
            }
            Self::Text { minimum, maximum, .. } => 0 < *minimum && minimum <= maximum && *maximum <= LONGEST_TEXT,
            Self::Choice { options } => {
                let mut values: Vec<&Text35> = options.iter().map(|option| &option.value).collect();
                values.sort_unstable();
                let once = values.array_windows().all(|[a, b]| a != b);
                once && (1..=MOST_OPTIONS).contains(&options.len()) && options.iter().all(|option| option.label.has_italian())
            }
            _ => true,
        };
        if holds { Ok(()) } else { Err(DefinitionError::Rules) }
    }
}

impl AmountRules {
    fn can_be_kept(&self) -> bool {
        let bounds = [self.minimum, self.maximum, self.multiple_of];
        let in_bounds = |cents: Cents| Cents::positive(cents.as_i64()).is_ok();
        let sane = bounds.into_iter().flatten().chain(self.fixed.iter().copied()).all(in_bounds);
        let ordered = self.minimum.unwrap_or(Cents::ZERO) <= self.maximum.unwrap_or(Cents::MAX_PAYMENT);
        sane && ordered && self.fixed.len() <= MOST_OPTIONS && self.some_amount_fits()
    }

    /// Whether at least one amount keeps every rule.
    fn some_amount_fits(&self) -> bool {
        if !self.fixed.is_empty() {
            return self.fixed.iter().all(|fixed| self.broken_by(*fixed).is_none());
        }
        let Some(step) = self.multiple_of.map(Cents::as_i64) else { return true };
        let maximum = self.maximum.unwrap_or(Cents::MAX_PAYMENT).as_i64();
        let largest = maximum.checked_rem(step).and_then(|rest| maximum.checked_sub(rest)).unwrap_or_default();
        largest > 0 && largest >= self.minimum.unwrap_or(Cents::ZERO).as_i64()
    }
}
