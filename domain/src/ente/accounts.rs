//! What an Ente decides about the accounts of its citizens.

use serde::{Deserialize, Serialize};

/// Choices about accounts on which the reference manuals differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AccountPolicies {
    /// Citizens may register with a password.
    pub registration: bool,
    /// The form asks for a fax number; it may stay empty.
    pub fax: bool,
    /// Residents and non-residents with a utility register by two forms.
    pub two_forms: bool,
    /// A password account whose tax code the office verified sees everything of that tax code.
    pub office_verification: bool,
    /// Version of the privacy text citizens agree to; another version is asked for again.
    pub privacy_text_version: u32,
}

impl Default for AccountPolicies {
    fn default() -> Self {
        Self { registration: true, fax: false, two_forms: false, office_verification: false, privacy_text_version: 1 }
    }
}

impl AccountPolicies {
    /// Whether nothing was decided: then nothing is written.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
