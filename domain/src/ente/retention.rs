//! How long an Ente keeps what law makes it keep.

use serde::{Deserialize, Serialize};

/// Terms after which what is known of a person is forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RetentionPolicies {
    /// Years, from the day of the payment, for which who owed and who paid is kept (Codice civile art. 2220 and 2946: ten).
    pub fiscal_years: u8,
}

impl Default for RetentionPolicies {
    fn default() -> Self {
        Self { fiscal_years: 10 }
    }
}

impl RetentionPolicies {
    /// Whether nothing was set.
    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
