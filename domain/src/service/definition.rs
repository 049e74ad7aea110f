//! Everything the office states about a service, validated as a whole.

use serde::{Deserialize, Serialize};

use super::code::ServiceCode;
use super::error::DefinitionError;
use super::form::Form;
use super::subject::SubjectTemplate;
use super::wording::Wording;
use crate::identifier::{Iban, SegregationCode, TransferCategory};
use crate::text::Text140;

/// The longest an unpaid debt may stay: two years.
const MOST_DAYS: u16 = 731;

/// A service for which citizens make debts themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceDefinition {
    /// Its name in addresses and streams; never changes.
    pub code: ServiceCode,
    /// Its name for people.
    pub name: Wording<70>,
    /// The Ente's own instructions, at the bottom of the form; none when blank.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub instructions: Wording<500>,
    /// The causale, made from what is typed.
    pub subject: SubjectTemplate,
    /// Where the money goes.
    #[serde(default)]
    pub collection: Collection,
    /// What a citizen is asked.
    pub form: Form,
    /// Choices on which the reference manuals differ.
    #[serde(default)]
    pub policies: ServicePolicies,
}

/// Where the money of a service goes; what is left out comes from the Ente's settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Collection {
    /// The account; the Ente's first when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iban: Option<Iban>,
    /// Taxonomy code; that of the Ente when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<TransferCategory>,
    /// Segregation code of new notices; the issuing one of the Ente when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segregation_code: Option<SegregationCode>,
    /// Office in charge, shown on notice and receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<Text140>,
}

/// Whether a citizen with an account may name somebody else as the one who owes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DebtorData {
    /// The debtor is who has the account; login is needed.
    ReadOnly,
    /// Filled in from the account, and free to change.
    #[default]
    Editable,
}

/// What a service allows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ServicePolicies {
    /// Whether the debtor may be somebody else.
    pub debtor_data: DebtorData,
    /// Whether it may be used without login; an e-mail address is asked then.
    pub anonymous: bool,
    /// Days after which an unpaid debt lapses, counted in Italy from the day it was drafted.
    pub days_to_pay: u16,
}

impl Default for ServicePolicies {
    fn default() -> Self {
        Self { debtor_data: DebtorData::default(), anonymous: true, days_to_pay: 30 }
    }
}

impl ServiceDefinition {
    /// Checks what no single field can know.
    ///
    /// # Errors
    /// The rule that is broken, with the field concerned.
    pub fn validate(&self) -> Result<(), DefinitionError> {
        if !self.name.has_italian() {
            return Err(DefinitionError::NoItalian);
        }
        if !self.instructions.is_empty() && !self.instructions.has_italian() {
            return Err(DefinitionError::InstructionsNotItalian);
        }
        if self.policies.anonymous && self.policies.debtor_data == DebtorData::ReadOnly {
            return Err(DefinitionError::ReadOnlyNeedsLogin);
        }
        if self.policies.days_to_pay == 0 || self.policies.days_to_pay > MOST_DAYS {
            return Err(DefinitionError::DaysToPay(self.policies.days_to_pay));
        }
        self.form.validate()?;
        self.subject.validate(&self.form)
    }
}
