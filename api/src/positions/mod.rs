//! Debt positions made and changed by the office: what it leaves out is filled in from the Ente's settings, notice numbers are claimed
//! before the position exists, people are sealed before anything is written.
//!
//! [`create`] makes one position; [`crate::import`] makes thousands by the same steps. [`office`] is what the office does afterwards.

mod complete;
mod create;
mod draft;
mod error;
mod find;
pub mod office;
pub mod rules;
#[cfg(test)]
mod tests;

pub(crate) use create::new_numbers;
pub use create::{Created, FilledForm, create, create_from_form};
pub use draft::{NewInstallment, NewOption, NewPosition, NewTerms, NewTransfer};
pub use error::PositionError;
pub use find::{Named, find};

use domain::ids::{CorrelationId, PositionId};
use domain::metadata::Actor;

/// Who acts, and in which piece of work.
#[derive(Clone, Debug)]
pub struct By {
    /// Who acts.
    pub actor: Actor,
    /// The piece of work.
    pub correlation_id: CorrelationId,
    /// What caused it, when something did.
    pub causation: Option<String>,
}

/// The field of events that holds the sealed debtor.
pub const DEBTOR: &str = "debtor";

/// The field of events that holds the sealed answers of a form.
pub const ANSWERS: &str = "answers";

/// The stream of a position as personal data is bound to it.
#[must_use]
pub fn sealed_stream(position: PositionId) -> String {
    format!("DebtPosition/{position}")
}
