//! What a citizen is asked, in order.

use serde::{Deserialize, Serialize};

use super::code::FieldKey;
use super::error::DefinitionError;
use super::kind::FieldKind;
use super::wording::Wording;

/// The most fields of a form.
const MOST_FIELDS: usize = 30;

/// The fields of a service, in the order they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Form(Vec<Field>);

/// One field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name in answers.
    pub key: FieldKey,
    /// What is typed, and by which rules.
    pub kind: FieldKind,
    /// What stands over it.
    pub label: Wording<70>,
    /// What stands beside it, to help.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub hint: Wording<210>,
    /// Whether it may stay empty.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub required: bool,
}

const fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
const fn is_yes(required: &bool) -> bool {
    *required
}

impl Form {
    /// A form of these fields.
    #[must_use]
    pub const fn new(fields: Vec<Field>) -> Self {
        Self(fields)
    }

    /// The fields, in order.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.0
    }

    /// The field with this name.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.0.iter().find(|field| field.key.as_str() == key)
    }

    /// Checks what no single field can know: whom the debt is on and what it amounts to must be asked exactly once.
    pub(super) fn validate(&self) -> Result<(), DefinitionError> {
        if self.0.len() > MOST_FIELDS {
            return Err(DefinitionError::TooManyFields(self.0.len()));
        }
        let mut keys: Vec<&FieldKey> = self.0.iter().map(|field| &field.key).collect();
        keys.sort_unstable();
        if let Some([twice, _]) = keys.array_windows().find(|[a, b]| a == b) {
            return Err(DefinitionError::FieldTwice((*twice).clone()));
        }
        for field in &self.0 {
            let of_field = |reason: DefinitionError| DefinitionError::Field { key: field.key.clone(), reason: Box::new(reason) };
            field.kind.validate().map_err(of_field)?;
            if !field.label.has_italian() {
                return Err(of_field(DefinitionError::NoItalian));
            }
            let needed = field.kind.is_amount() || field.kind.is_debtor();
            if needed && !field.required {
                return Err(of_field(DefinitionError::MustBeRequired));
            }
        }
        self.once("amount or blocks", FieldKind::is_amount)?;
        self.once("debtor_name", |kind| matches!(kind, FieldKind::DebtorName))?;
        self.once("debtor_tax_code", |kind| matches!(kind, FieldKind::DebtorTaxCode))?;
        match self.count(|kind| matches!(kind, FieldKind::Email)) {
            0 | 1 => Ok(()),
            found => Err(DefinitionError::Count { kind: "email", found }),
        }
    }

    fn once(&self, kind: &'static str, is: impl Fn(&FieldKind) -> bool) -> Result<(), DefinitionError> {
        match self.count(is) {
            1 => Ok(()),
            found => Err(DefinitionError::Count { kind, found }),
        }
    }

    fn count(&self, is: impl Fn(&FieldKind) -> bool) -> usize {
        self.0.iter().filter(|field| is(&field.kind)).count()
    }
}
