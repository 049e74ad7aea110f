//! The form of a service as a front end draws it.

use async_graphql::{Enum, SimpleObject};
use domain::service::{AmountRules, DebtorData, Field, FieldKind, ServiceDefinition, Tongue, When, Wording};

use super::applicant::Applicant;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::scalars::Amount;

/// A field of a form.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct ServiceField {
    /// Its name in answers.
    pub key: String,
    /// What is typed into it.
    pub kind: ServiceFieldKind,
    /// What stands over it.
    pub label: String,
    /// What stands beside it, to help.
    pub hint: Option<String>,
    /// Whether it must be filled in.
    pub required: bool,
    /// What it holds before anything is typed: the data of the citizen's own account.
    pub value: Option<String>,
    /// Whether that can be changed.
    pub read_only: bool,
    /// What is accepted; every rule is judged again when it is sent.
    pub rules: ServiceRules,
    /// What can be chosen.
    pub options: Vec<ServiceOption>,
}

/// What is typed into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ServiceFieldKind {
    /// Name and surname, or company name, of who owes.
    DebtorName,
    /// Codice fiscale or partita IVA of who owes.
    DebtorTaxCode,
    /// Where messages about the payment go.
    Email,
    /// An amount; sent as a whole number of cents.
    Amount,
    /// A number of blocks of a fixed price.
    Blocks,
    /// A text.
    Text,
    /// A day, `gg/mm/aaaa` or `aaaa-mm-gg`.
    Date,
    /// Codice fiscale or partita IVA of somebody else.
    TaxCode,
    /// Number plate of a vehicle.
    Plate,
    /// Number of a month, 01 to 12.
    Month,
    /// One of the options, by its value.
    Choice,
}

/// What a field accepts; what does not apply is absent.
#[derive(Clone, Debug, Default, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct ServiceRules {
    /// Fewest characters.
    pub minimum_length: Option<u16>,
    /// Most characters.
    pub maximum_length: Option<u16>,
    /// What the whole text looks like, as a regular expression.
    pub pattern: Option<String>,
    /// Smallest amount.
    pub minimum: Option<Amount>,
    /// Largest amount.
    pub maximum: Option<Amount>,
    /// Only whole multiples of this amount.
    pub multiple_of: Option<Amount>,
    /// Only these amounts.
    pub fixed: Option<Vec<Amount>>,
    /// Price of one block.
    pub price: Option<Amount>,
    /// Fewest blocks.
    pub minimum_quantity: Option<u16>,
    /// Most blocks.
    pub maximum_quantity: Option<u16>,
    /// Where the day may lie.
    pub when: Option<ServiceWhen>,
}

/// Where a day may lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ServiceWhen {
    /// Today or earlier.
    Past,
    /// Today or later.
    Future,
}

/// What can be chosen.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct ServiceOption {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

/// A text in a language; absent when there is none.
pub(super) fn words<const MAX: usize>(wording: &Wording<MAX>, tongue: Tongue) -> Option<String> {
    wording.in_tongue(tongue).map(ToString::to_string)
}

impl ServiceField {
    /// A field as this applicant sees it.
    pub(super) fn of(definition: &ServiceDefinition, field: &Field, applicant: &Applicant, tongue: Tongue) -> Self {
        let value = definition.filled_in(field, applicant.asker());
        let options = match &field.kind {
            FieldKind::Choice { options } => options.as_slice(),
            _ => &[],
        };
        let option = |value: &str, label: Option<String>| ServiceOption {
            value: value.to_owned(),
            label: label.unwrap_or_else(|| value.to_owned()),
        };
        Self {
            key: field.key.to_string(),
            kind: ServiceFieldKind::from(&field.kind),
            label: words(&field.label, tongue).unwrap_or_default(),
            hint: words(&field.hint, tongue),
            required: field.required,
            read_only: definition.policies.debtor_data == DebtorData::ReadOnly && field.kind.is_debtor(),
            value,
            rules: ServiceRules::from(&field.kind),
            options: options.iter().map(|one| option(one.value.as_str(), words(&one.label, tongue))).collect(),
        }
    }
}

impl From<&FieldKind> for ServiceFieldKind {
    fn from(kind: &FieldKind) -> Self {
        match kind {
            FieldKind::DebtorName => Self::DebtorName,
            FieldKind::DebtorTaxCode => Self::DebtorTaxCode,
            FieldKind::Email => Self::Email,
            FieldKind::Amount(_) => Self::Amount,
            FieldKind::Blocks { .. } => Self::Blocks,
            FieldKind::Text { .. } => Self::Text,
            FieldKind::Date { .. } => Self::Date,
            FieldKind::TaxCode => Self::TaxCode,
            FieldKind::Plate => Self::Plate,
            FieldKind::Month => Self::Month,
            FieldKind::Choice { .. } => Self::Choice,
        }
    }
}

impl From<&FieldKind> for ServiceRules {
    fn from(kind: &FieldKind) -> Self {
        match kind {
            FieldKind::Amount(AmountRules { minimum, maximum, multiple_of, fixed }) => Self {
                minimum: minimum.map(Amount),
                maximum: maximum.map(Amount),
                multiple_of: multiple_of.map(Amount),
                fixed: (!fixed.is_empty()).then(|| fixed.iter().copied().map(Amount).collect()),
                ..Self::default()
            },
            FieldKind::Blocks { price, minimum, maximum } => Self {
                price: Some(Amount(*price)),
                minimum_quantity: Some(*minimum),
                maximum_quantity: Some(*maximum),
                ..Self::default()
            },
            FieldKind::Text { minimum, maximum, pattern } => Self {
                minimum_length: Some(*minimum),
                maximum_length: Some(*maximum),
                pattern: pattern.as_ref().map(ToString::to_string),
                ..Self::default()
            },
            FieldKind::Date { when } => {
                let when = match when {
                    When::Any => None,
                    When::Past => Some(ServiceWhen::Past),
                    When::Future => Some(ServiceWhen::Future),
                };
                Self { when, ..Self::default() }
            }
            _ => Self::default(),
        }
    }
}
