//! What an Ente's settings allow a service to ask for.

use domain::ente::EnteSettings;
use domain::service::ServiceDefinition;

use super::error::ServiceError;
use crate::positions::rules::{self, RuleError};

/// Whether a definition is whole in itself and money for it can arrive at this Ente.
///
/// # Errors
/// The part that cannot be.
pub fn check(ente: &EnteSettings, definition: &ServiceDefinition) -> Result<(), ServiceError> {
    let code = || definition.code.clone();
    definition.validate().map_err(|reason| ServiceError::Definition { code: code(), reason })?;
    let broken = |field| move |rule: RuleError| ServiceError::Rule { code: code(), field, rule };
    let collection = &definition.collection;
    rules::account(ente, &ente.code, collection.iban.as_ref(), None).map_err(broken("iban"))?;
    rules::category(ente, collection.category.as_ref()).map_err(broken("category"))?;
    match &collection.segregation_code {
        Some(segregation) if !ente.serves(segregation) => {
            Err(broken("segregation_code")(RuleError::NumberOfOthers(segregation.to_string())))
        }
        _ => Ok(()),
    }
}
