//! The checks of a document's fields, collected so that one answer names everything that is wrong.

use super::error::{DocumentError, Refusal, Rule};
use domain::Cents;

/// Collects the refusals of one document.
#[derive(Debug, Default)]
pub(super) struct Limits {
    refusals: Vec<Refusal>,
}

impl Limits {
    /// Text that must be there, of at most `limit` characters.
    pub(super) fn text(&mut self, field: &str, value: &str, limit: usize) {
        if value.trim().is_empty() {
            self.refuse(field, Rule::Required);
        }
        self.optional(field, value, limit);
    }

    /// Text that may be empty, of at most `limit` characters.
    pub(super) fn optional(&mut self, field: &str, value: &str, limit: usize) {
        let found = value.chars().count();
        if found > limit {
            self.refuse(field, Rule::AtMost { limit, found });
        }
    }

    /// A value that must satisfy `valid`, else it is refused as not being `form`.
    pub(super) fn form(&mut self, field: &str, valid: bool, form: &'static str) {
        if !valid {
            self.refuse(field, Rule::Form(form));
        }
    }

    /// An amount of one cent to `limit` cents.
    pub(super) fn amount(&mut self, field: &str, amount: Cents, limit: i64) {
        if !(1..=limit).contains(&amount.as_i64()) {
            self.refuse(field, Rule::Amount { limit });
        }
    }

    /// A list of `least` to `most` entries.
    pub(super) fn count(&mut self, field: &str, found: usize, least: usize, most: usize) {
        if !(least..=most).contains(&found) {
            self.refuse(field, Rule::Count { least, most });
        }
    }

    /// Nothing refused, or everything that was.
    pub(super) fn finish(self) -> Result<(), DocumentError> {
        if self.refusals.is_empty() {
            return Ok(());
        }
        Err(DocumentError::Refused(self.refusals))
    }

    fn refuse(&mut self, field: &str, rule: Rule) {
        let field = field.to_owned();
        self.refusals.push(Refusal { field, rule });
    }
}

/// Whether a code consists of `length` characters, all capitals or digits.
pub(super) fn is_code(value: &str, least: usize, most: usize) -> bool {
    let fits = (least..=most).contains(&value.len());
    fits && value.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// Whether a value consists of ASCII digits, in that number.
pub(super) fn is_digits(value: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit())
}
